"""What a review refuses, each as one line that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class ReviewError(Exception):
    """Something that cannot be done to a review as it stands."""


class NotAllowedError(ReviewError):
    """An act that this person may not do, whatever door they came through."""


class UnknownPersonError(ReviewError):
    """Nobody of this name works here."""

    def __init__(self, name: str) -> None:
        super().__init__(f"nobody called {name!r} works here; an administrator can add them")


class UnknownReviewError(ReviewError):
    """No review has this number."""

    def __init__(self, review: int) -> None:
        super().__init__(f"there is no review {review}; `lis review show` lists them")


class QuoteError(ReviewError):
    """A quote that is not what the passage says between these offsets."""


class NotReadyError(ReviewError):
    """A review that cannot be submitted; `criteria` are those that lack something."""

    def __init__(self, lacking: Sequence[tuple[str, str]]) -> None:
        self.criteria = tuple(criterion for criterion, _ in lacking)
        listed = "; ".join(f"{criterion}: {what}" for criterion, what in lacking)
        super().__init__(f"this review cannot be submitted yet. {listed}")


class ConflictError(ReviewError, Generic[Kept]):
    """Somebody else, or another window, saved first; nothing of either version is lost.

    `kept` is what is saved now, `yours` what you wanted to save; both are in the audit.
    """

    def __init__(self, what: str, kept: Kept, yours: Kept) -> None:
        self.kept = kept
        self.yours = yours
        super().__init__(f"{what} was changed after you opened it; compare both and save again")
