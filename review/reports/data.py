"""A report on one strategy as JSON, for programs and archives."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from ingest.document import BoundingBox
from review.dossier import OnCriterion, Said
from review.judgement import Evidence, Review
from review.reports.closing import unread_lines
from review.reports.material import Material
from review.reports.overlapping import Shared
from review.reports.places import Cited
from review.reports.standing import rating_words, standing_of, standing_of_all

Json = dict[str, Any]
FORMAT = "lis-scrutiny-report/1"


def report_json(material: Material) -> bytes:
    """Return everything that the report tells, and the overlaps that it only counts."""
    file, made = material.file, material.versions
    told = {
        "format": FORMAT,
        "made_at": material.at.isoformat(),
        "made_for": file.reader,
        "standing": standing_of_all(file),
        "strategy": _strategy(material),
        "reviews": [_review(review) for review in file.reviews],
        "withheld": file.withheld,
        "criteria": [_criterion(material, item) for item in file.criteria],
        "requirements": [
            {
                "requirement": asked.requirement.id,
                "text": asked.requirement.text,
                "searches": list(asked.phrases),
                "result": asked.reason,
                "found": [cited_json(cited) for cited in asked.found],
            }
            for asked in material.asked
        ],
        "gaps": [
            {
                "label": gap.cell.label,
                "name": gap.name,
                "state": gap.cell.state.value,
                "passages_read": gap.cell.of_passages,
                "nearest": None if gap.nearest is None else cited_json(gap.nearest),
            }
            for gap in material.gaps
        ],
        "overlaps": [_overlap(shared) for shared in material.overlaps],
        "overlaps_omitted": material.omitted,
        "not_read": list(unread_lines(file.document)) if file.document else [],
        "not_read_by_people": [p.id for p in file.reading.unread] if file.reading else [],
        "lost_quotes": [evidence_json(material, linked) for linked in file.lost],
        "versions": {
            "program": made.program,
            "framework": made.framework,
            "framework_digest": made.framework_digest,
            "codebook": made.codebook,
            "theme_models": list(made.models),
            "embedder": made.embedder,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def cited_json(cited: Cited) -> Json:
    """Return a quote with where it stands; `start` and `end` count characters of the passage."""
    return {
        "place": cited.place,
        "document": cited.document.id,
        "title": cited.document.about.title,
        "passage": cited.passage.id,
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
        "sheet": cited.sheet,
        "printed": cited.printed,
        "boxes": boxes_json(cited.boxes),
    }


def boxes_json(boxes: tuple[BoundingBox, ...]) -> list[Json]:
    """Return boxes in points from the top left of the displayed page."""
    return [
        {"sheet": b.sheet, "x0": b.x0, "top": b.top, "x1": b.x1, "bottom": b.bottom} for b in boxes
    ]


def evidence_json(material: Material, linked: Evidence) -> Json:
    """Return a linked quote; `passage` is null when it stands nowhere in the last reading."""
    cited = material.cited.get(linked.id)
    return {
        "evidence": linked.id,
        "document": linked.document,
        "passage": linked.passage if cited else None,
        "start": linked.start,
        "end": linked.end,
        "quote": linked.quote,
        "sheet": cited.sheet if cited else linked.sheet,
        "printed": cited.printed if cited else linked.printed,
        "boxes": boxes_json(linked.boxes),
        "at": linked.at.isoformat(),
    }


def _strategy(material: Material) -> Json:
    file = material.file
    told: Json = {"document": file.id, "place": file.place, "title": file.title}
    told["removed"] = file.document is None
    told["replaced"] = material.replaced
    if file.document is not None:
        about = file.document.about
        told |= {
            "lead_body": about.lead_body,
            "status": about.status.value,
            "published": about.published.isoformat() if about.published else None,
            "published_precision": about.published_precision,
            "source_url": about.source_url,
            "sheets": len(file.document.pages),
        }
    return told


def _review(review: Review) -> Json:
    return {
        "review": review.id,
        "reviewer": review.reviewer,
        "status": review.status.value,
        "blind": review.blind,
        "framework": review.framework,
        "started": review.started.isoformat(),
        "submitted": _moment(review.submitted),
        "changed": review.changed.isoformat(),
    }


def _criterion(material: Material, item: OnCriterion) -> Json:
    standing = standing_of(item)
    return {
        "criterion": item.criterion.id,
        "name": item.criterion.name,
        "question": item.criterion.question,
        "rating": standing.rating,
        "standing": standing.sentence,
        "decisions": [
            {"rating": d.rating, "reason": d.reason, "by": d.by, "at": d.at.isoformat()}
            for d in item.decisions
        ],
        "judgements": [_judgement(material, item, said) for said in item.said],
    }


def _judgement(material: Material, item: OnCriterion, said: Said) -> Json:
    judgement = said.judgement
    return {
        "review": said.review.id,
        "reviewer": said.review.reviewer,
        "rating": judgement.rating,
        "rating_words": rating_words(item.criterion, judgement.rating),
        "first_rating": judgement.first_rating,
        "note": judgement.note,
        "none_found": judgement.none_found,
        "searches": [
            {"query": made.query, "hits": made.hits, "at": made.at.isoformat()}
            for made in judgement.searches
        ],
        "evidence": [evidence_json(material, linked) for linked in judgement.evidence],
    }


def _overlap(shared: Shared) -> Json:
    overlap = shared.overlap
    return {
        "relation": overlap.relation.value,
        "confidence": round(overlap.confidence, 4),
        "why": overlap.why,
        "members": [cited_json(cited) for cited in (*shared.own, *shared.others)],
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
