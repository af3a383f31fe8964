"""The JSON of search results and overlaps, as the command-line contract names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.shapes import box_json
from cli.tag_shapes import commitment_json

if TYPE_CHECKING:
    from index.comparing.cross_references import Reference
    from index.comparing.opportunities import Opportunity
    from index.comparing.overlaps import Member, Overlap
    from index.searching.search import Elsewhere, Hit, SearchResult, Why

Json = dict[str, Any]

DECIMALS = 4  # finer differences between scores mean nothing


def search_json(result: SearchResult) -> Json:
    """Return an answer; with the verdict "nothing" its hits are only the nearest passages."""
    return {
        "query": result.query,
        "verdict": result.verdict,
        "reason": result.reason,
        "hits": [hit_json(hit) for hit in result.hits],
    }


def hit_json(hit: Hit) -> Json:
    """Return a passage that was found, and why."""
    return {
        "passage_id": hit.passage.id,
        "document": hit.document.id,
        "place": hit.document.about.place,
        "sheet": hit.passage.sheet,
        "printed": hit.passage.printed,
        "text": hit.passage.text,
        "score": round(hit.score, DECIMALS),
        "relevant": hit.relevant,
        "boxes": box_json(hit.passage.boxes),
        "why": why_json(hit.why),
        "also": [elsewhere_json(other) for other in hit.also],
    }


def why_json(why: Why) -> Json:
    """Return matched words, where they stand, and the rank in either search (null: not found)."""
    return {
        "terms": list(why.terms),
        "spans": [[span.start, span.end] for span in why.spans],
        "dense_rank": why.dense_rank,
        "lexical_rank": why.lexical_rank,
    }


def elsewhere_json(other: Elsewhere) -> Json:
    """Return another place that says the same in the same words."""
    return {
        "passage_id": other.passage.id,
        "document": other.document.id,
        "place": other.document.about.place,
        "sheet": other.passage.sheet,
        "printed": other.passage.printed,
    }


def overlap_json(overlap: Overlap) -> Json:
    """Return promises that belong together, and why."""
    return {
        "relation": overlap.relation.value,
        "confidence": round(overlap.confidence, DECIMALS),
        "members": [member_json(member) for member in overlap.members],
        "why": overlap.why,
    }


def member_json(member: Member) -> Json:
    """Return one side of an overlap; `commitment` is null where nothing is promised."""
    commitment = member.commitment
    return {
        "passage_id": member.passage.id,
        "place": member.place,
        "document": member.document.id,
        "sheet": member.passage.sheet,
        "printed": member.passage.printed,
        "quote": member.quote,
        "commitment": None if commitment is None else commitment_json(commitment),
    }


def opportunity_json(group: Opportunity) -> Json:
    """Return places that could act together, with the evidence and what is missing."""
    return {
        "places": list(group.places),
        "score": round(group.score, DECIMALS),
        "why": list(group.why),
        "evidence": [member_json(member) for member in group.evidence],
        "neighbours": [list(pair) for pair in group.neighbours],
        "bodies": list(group.bodies),
        "together_already": [overlap_json(overlap) for overlap in group.vehicles],
        "missing": list(group.missing),
    }


def reference_json(reference: Reference) -> Json:
    """Return which place names which, and where the name stands in each passage."""
    return {
        "source": reference.source,
        "target": reference.target,
        "mutual": reference.mutual,
        "passages": [
            {"passage_id": id_, "start": span.start, "end": span.end}
            for id_, span in reference.passages
        ],
    }
