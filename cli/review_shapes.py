"""The JSON of reviews, as `lis review … --json` prints it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cli.shapes import Json, place_json, sheet_name

if TYPE_CHECKING:
    from index.storage.tag_decisions import TagDecision
    from review.agreement import Agreement, Drift, Figure
    from review.audit import AuditLine
    from review.comparison import Compared
    from review.dossier import Dossier
    from review.judgement import Evidence, Judgement, Moderation, Review
    from review.person import Person
    from review.queue import Queued
    from review.readings import Proof
    from review.reattach import Reattached
    from review.tags import Stale


def moment(at: datetime | None) -> str | None:
    """Return a moment as ISO 8601 with its zone."""
    return None if at is None else at.isoformat()


def person_json(person: Person) -> Json:
    """Return a person; the subject is for administrators' eyes and left out."""
    return {"name": person.name, "role": person.role.value}


def review_json(review: Review) -> Json:
    """Return how far a review has come."""
    return {
        "review": review.id,
        "document": review.document,
        "place": review.place,
        "title": review.title,
        "reviewer": review.reviewer,
        "status": review.status.value,
        "blind": review.blind,
        "started": moment(review.started),
        "submitted": moment(review.submitted),
        "changed": moment(review.changed),
        "reason": review.reason,
    }


def evidence_json(evidence: Evidence) -> Json:
    """Return a quote with where it stands; `passage_id` is null when it stands nowhere now."""
    return {
        "evidence": evidence.id,
        **place_json(
            evidence.passage,
            evidence.document,
            (evidence.start, evidence.end),
            evidence.quote,
            evidence.sheet,
            evidence.printed,
            evidence.boxes,
        ),
    }


def judgement_json(judgement: Judgement) -> Json:
    """Return a judgement; rating 0 says that the criterion is not relevant here."""
    return {
        "criterion": judgement.criterion,
        "rating": judgement.rating,
        "first_rating": judgement.first_rating,
        "note": judgement.note,
        "version": judgement.version,
        "none_found": judgement.none_found,
        "searches": [
            {"query": made.query, "hits": made.hits, "at": moment(made.at)}
            for made in judgement.searches
        ],
        "evidence": [evidence_json(item) for item in judgement.evidence],
    }


def moderation_json(decision: Moderation) -> Json:
    """Return a moderator's decision."""
    return {
        "decision": decision.id,
        "criterion": decision.criterion,
        "rating": decision.rating,
        "reason": decision.reason,
        "by": decision.by,
        "at": moment(decision.at),
    }


def dossier_json(file: Dossier) -> Json:
    """Return all that a person may see of the review of one strategy."""
    return {
        "document": file.id,
        "place": file.place,
        "title": file.title,
        "framework": file.framework,
        "withheld": file.withheld,
        "reviews": [review_json(review) for review in file.reviews],
        "criteria": [
            {
                "criterion": item.criterion.id,
                "final": item.final,
                "judgements": [
                    {"review": said.review.id, **judgement_json(said.judgement)}
                    for said in item.said
                ],
                "decisions": [moderation_json(decision) for decision in item.decisions],
            }
            for item in file.criteria
        ],
        "lost": [evidence_json(item) for item in file.lost],
        "reading": None if file.reading is None else proof_json(file.reading),
    }


def compared_json(item: Compared) -> Json:
    """Return where reviews differ; `spread` is null when one says "not relevant"."""
    return {
        "criterion": item.criterion,
        "spread": item.spread,
        "final": item.final,
        "judgements": [{"review": j.review, **judgement_json(j)} for j in item.judgements],
        "decision": None if item.decision is None else moderation_json(item.decision),
    }


def figure_json(figure: Figure) -> Json:
    """Return a coefficient with its 95 % interval, or why there is none."""
    return {"value": figure.value, "low": figure.low, "high": figure.high, "why": figure.why}


def agreement_json(told: Agreement) -> Json:
    """Return agreement on one criterion; the criterion is null for all together."""
    return {
        "criterion": told.criterion or None,
        "documents": told.documents,
        "pairs": told.pairs,
        "same": told.same,
        "alpha": figure_json(told.alpha),
        "kappa": figure_json(told.kappa),
    }


def drift_json(told: Drift) -> Json:
    """Return how far one reviewer lay from the others in a month."""
    return {
        "reviewer": told.reviewer,
        "month": told.when,
        "mean": told.mean,
        "ratings": told.ratings,
    }


def queued_json(item: Queued) -> Json:
    """Return a passage that is to be read, and why."""
    return {
        "passage_id": item.passage.id,
        "document": item.passage.document_id,
        "where": sheet_name(item.passage),
        "text": item.passage.text,
        "reason": item.reason.value,
        "labels": list(item.labels),
        "open": item.open,
    }


def proof_json(proof: Proof) -> Json:
    """Return how far a strategy was read, with the ids of what nobody read."""
    return {
        "document": proof.document,
        "passages": proof.passages,
        "read": proof.read,
        "read_by": dict(proof.read_by),
        "unread": [passage.id for passage in proof.unread],
    }


def audit_json(line: AuditLine) -> Json:
    """Return a line of the audit; what is withheld is null."""
    return {
        "id": line.id,
        "at": moment(line.at),
        "by": line.by,
        "action": line.action,
        "subject": line.subject,
        "before": line.before,
        "after": line.after,
        "withheld": line.withheld,
    }


def tag_decision_json(decision: TagDecision) -> Json:
    """Return a person's word on a tag, with the machine's of then apart."""
    return {
        "decision": decision.id,
        "passage": decision.passage,
        "label": decision.label,
        "said": decision.said.value,
        "quotes": list(decision.quotes),
        "by": decision.by,
        "at": moment(decision.at),
        "machine": {
            "model": decision.model,
            "framework": decision.framework,
            "probability": decision.probability,
            "accepted": decision.accepted,
        },
        "codebook": decision.codebook,
    }


def stale_json(item: Stale) -> Json:
    """Return a decision under which something changed, and where it could be applied now."""
    return {
        **tag_decision_json(item.decision),
        "cause": item.cause.value,
        "now": None if item.now is None else item.now.id,
    }


def reattached_json(done: Reattached) -> Json:
    """Return what became of a strategy's quotes after it was read anew."""
    return {
        "kept": done.kept,
        "moved": [evidence_json(item) for item in done.moved],
        "lost": [evidence_json(item) for item in done.lost],
    }
