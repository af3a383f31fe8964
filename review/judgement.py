"""What a review consists of: judgements on criteria, each with the quotes that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from ingest.document import BoundingBox

NOT_RELEVANT: Final = 0
"""Rating of a criterion that does not apply here; legal where the criterion says so, and left
out of agreement, because it is no point on the scale."""


class ReviewStatus(StrEnum):
    """How far one person's review of one strategy has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote linked to a judgement: `quote` is exactly `passage.text[start:end]`.

    `before` and `after` are the words around it in the passage, to find it again by. `passage`
    is None, and the offsets are those of old, while no passage of the strategy has such words:
    after a second reading (see `review.reattach`), or when the strategy was removed.
    """

    id: int
    passage: str | None
    document: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    sheet: int
    printed: str | None
    boxes: tuple[BoundingBox, ...]
    at: datetime

    @property
    def attached(self) -> bool:
        """Whether the quote still stands in the strategy as it was last read."""
        return self.passage is not None


@dataclass(frozen=True, slots=True)
class SearchMade:
    """A search that was made for evidence: what was asked, when, and how many passages came.

    `hits` counts passages that the search itself called relevant.
    """

    query: str
    hits: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reviewer says on one criterion.

    `rating` is a point of the criterion's scale, NOT_RELEVANT, or None while there is none.
    `first_rating` is the first one that was saved, before the reviewer saw what others decided
    in like cases; agreement is measured on it. `none_found` says that `searches` brought no
    evidence. `version` counts saves of rating and note from 1, and is 0 before the first.
    """

    review: int
    criterion: str
    rating: int | None = None
    first_rating: int | None = None
    note: str = ""
    none_found: bool = False
    evidence: tuple[Evidence, ...] = ()
    searches: tuple[SearchMade, ...] = ()
    version: int = 0
    at: datetime | None = None

    @property
    def grounded(self) -> bool:
        """Whether a quote that still stands, or a search without result, carries the rating."""
        found = any(item.attached for item in self.evidence)
        return found or (self.none_found and bool(self.searches))


@dataclass(frozen=True, slots=True)
class Review:
    """One person's review of one strategy.

    `place` and `title` are as they were at the start, so that a review outlives its strategy.
    `framework` is "id@version". `blind` is False when the reviewer could read another's
    submitted review before they began; such a review is left out of agreement. `submitted` is
    the moment of the first submission; `reason` is why changes were last requested, or why it was
    approved while differences were undecided.
    """

    id: int
    document: str
    place: str
    title: str
    reviewer: str
    framework: str
    status: ReviewStatus
    blind: bool
    started: datetime
    submitted: datetime | None
    changed: datetime
    reason: str

    @property
    def open(self) -> bool:
        """Whether its reviewer can still change it."""
        return self.status in (ReviewStatus.DRAFT, ReviewStatus.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class Moderation:
    """What a moderator decided on one criterion of one strategy after reading the reviews.

    Decisions are never changed: a later one stands beside the earlier and counts. `id` grows.
    """

    id: int
    document: str
    criterion: str
    rating: int
    reason: str
    by: str
    at: datetime
