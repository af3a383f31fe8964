"""The JSON of themes and commitments, as the command-line contract names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.analysis import Analysis
    from nlp.commitment import Amount, Commitment, Deadline
    from nlp.themes.examples import NearExample

Json = dict[str, Any]

DECIMALS = 4  # finer differences between probabilities mean nothing


def amount_json(amount: Amount | None) -> Json | None:
    """Return the words, the value and the ISO 4217 currency."""
    if amount is None:
        return None
    return {"text": amount.text, "value": amount.value, "currency": amount.currency}


def deadline_json(deadline: Deadline | None) -> Json | None:
    """Return the words, and the first and last day that they can mean."""
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
    }


def commitment_json(commitment: Commitment) -> Json:
    """Return a commitment with its slots."""
    return {
        "start": commitment.start,
        "end": commitment.end,
        "kind": commitment.kind.value,
        "strength": commitment.strength.value,
        "stage": commitment.stage.value,
        "actor": commitment.actor,
        "action": commitment.action,
        "amount": amount_json(commitment.amount),
        "deadline": deadline_json(commitment.deadline),
        "indicator": commitment.indicator,
        "baseline": commitment.baseline,
        "target": commitment.target,
        "partners": list(commitment.partners),
    }


def examples_json(examples: Sequence[NearExample]) -> list[Json]:
    """Return labelled passages with their likeness, a cosine."""
    return [
        {
            "text": near.example.text,
            "themes": sorted(near.example.themes),
            "similarity": round(near.similarity, DECIMALS),
        }
        for near in examples
    ]


def analysis_json(analysis: Analysis) -> Json:
    """Return what was found in one passage; `themes` holds accepted labels only."""
    return {
        "themes": [
            {
                "label": tag.label,
                "probability": round(tag.probability, DECIMALS),
                "evidence": [[span.start, span.end] for span in tag.evidence],
                "needs_person": tag.unsure,
            }
            for tag in analysis.accepted
        ],
        "all_themes": [
            {
                "label": tag.label,
                "probability": round(tag.probability, DECIMALS),
                "needs_person": tag.unsure,
            }
            for tag in analysis.themes
        ],
        "needs_person": analysis.unsure,
        "level": analysis.promises.level.value,
        "stage": analysis.promises.stage.value,
        "commitments": [commitment_json(c) for c in analysis.promises.commitments],
    }
