"""What submitted reviews of one strategy say on one criterion, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.judgement import Judgement, Moderation, Review


@dataclass(frozen=True, slots=True)
class Compared:
    """What submitted reviews of one strategy say on one criterion, in the order of reviews.

    `decision` is the moderator's that counts now. `spread` is the distance between the lowest
    and the highest rating, None when one of them says that the criterion is not relevant and
    another does not.
    """

    criterion: str
    judgements: tuple[Judgement, ...]
    decision: Moderation | None
    spread: int | None

    @property
    def differs(self) -> bool:
        return self.spread != 0

    @property
    def final(self) -> int | None:
        """The rating that stands: the decision, else what all say; None while it is open."""
        if self.decision is not None:
            return self.decision.rating
        ratings = {judgement.rating for judgement in self.judgements}
        return ratings.pop() if len(ratings) == 1 else None


def compare(
    criterion: str,
    seen: Sequence[Review],
    held: Mapping[int, Mapping[str, Judgement]],
    decided: Mapping[str, Moderation],
) -> Compared:
    """Return what reviews of one strategy say on a criterion; `held` by review and criterion."""
    said = tuple(
        held[review.id].get(criterion) or Judgement(review.id, criterion) for review in seen
    )
    ratings = [judgement.rating for judgement in said if judgement.rating]
    spread: int | None
    if len(ratings) == len(said):
        spread = max(ratings, default=0) - min(ratings, default=0)
    else:
        spread = 0 if not ratings else None
    return Compared(criterion, said, decided.get(criterion), spread)


def latest(every: Sequence[Moderation]) -> dict[str, Moderation]:
    """Return the decision that counts on each criterion."""
    return {item.criterion: item for item in sorted(every, key=lambda item: item.id)}
