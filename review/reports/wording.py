"""How reports say numbers, dates, lists, statuses and relations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from index.comparing.relations import Relation
from index.coverage.places_by_labels import CellState
from ingest.document import About, Status
from review.judgement import ReviewStatus

STATUS: Final = {
    Status.AGREED: "Agreed with government",
    Status.FINAL: "Final, published by its authors",
    Status.DRAFT: "Draft",
    Status.SUBMISSION: "Submission, not published",
}
REVIEW: Final = {
    ReviewStatus.DRAFT: "draft, not submitted",
    ReviewStatus.SUBMITTED: "submitted",
    ReviewStatus.CHANGES_REQUESTED: "changes asked for",
    ReviewStatus.APPROVED: "approved",
}
STATE: Final = {
    CellState.STATED: "Stated",
    CellState.BELOW_THRESHOLD: "Nothing clear",
    CellState.NOT_STATED: "Not stated",
    CellState.NOT_PARSED: "Could not be read",
}
RELATION: Final = {
    Relation.JOINT: "Same words",
    Relation.SAME_ASSET: "Same asset",
    Relation.FORMAL_COLLABORATION: "Acting together",
    Relation.COMPETING_CLAIM: "Competing claims",
    Relation.COMPLEMENTARY: "Fit together",
    Relation.SAME_SECTOR: "Same field",
    Relation.BOILERPLATE: "Stock phrases",
    Relation.COINCIDENCE: "Chance likeness",
}


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 passage", "1,204 passages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Return "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def day(at: date) -> str:
    """Return "1 May 2024"."""
    return f"{at.day} {at:%B %Y}"


def published(about: About) -> str:
    """Return the date as far as it is known."""
    if about.published is None:
        return "Date not known"
    shape = {"year": "%Y", "month": "%B %Y"}.get(about.published_precision)
    return about.published.strftime(shape) if shape else day(about.published)


def searched(query: str, hits: int, at: date) -> str:
    """Return a search as a reader can make it again."""
    return f"“{query}” on {day(at)}: {counted(hits, 'relevant passage')}"
