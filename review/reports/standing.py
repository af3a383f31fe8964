"""How a rating stands, and how far the whole review has come, in words."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.framework import Criterion
from review.dossier import Dossier, OnCriterion, Said
from review.judgement import NOT_RELEVANT, Review, ReviewStatus
from review.reports.wording import counted, listed

NOT_JUDGED = "Not judged yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """The rating that stands on one criterion, and how it came to stand.

    `rating` is None while nobody has judged or reviewers differ. `short` fits a table cell;
    `how` is the end of a sentence; `means` describes the point of the scale.
    """

    rating: int | None
    short: str
    how: str
    means: str = ""

    @property
    def sentence(self) -> str:
        between = ": " if self.rating is None else ", "
        return f"{self.short}{between + self.how if self.how else ''}."


def rating_words(criterion: Criterion, rating: int | None) -> str:
    """Return "Well (3 of 4)"."""
    if rating is None:
        return "No rating yet"
    if rating == NOT_RELEVANT:
        return "Not relevant here"
    try:
        return f"{criterion.point(rating).name} ({rating} of {len(criterion.scale)})"
    except KeyError:  # the scale was changed since
        return f"{rating} on an earlier scale"


def submitted(item: OnCriterion) -> list[Said]:
    """Return what was submitted on a criterion; a reader's own draft is not."""
    return [said for said in item.said if said.review.submitted is not None]


def standing_of(item: OnCriterion) -> Standing:
    """Return how the rating on one criterion stands for the reader of the dossier."""
    criterion, handed_in = item.criterion, submitted(item)
    if item.decisions:
        decided = item.decisions[-1]
        how = f"decided by {decided.by} as moderator"
        return _settled(criterion, decided.rating, how)
    if not handed_in:
        own = next((s.judgement.rating for s in item.said), None)
        if own is None:
            return Standing(None, NOT_JUDGED, "")
        return Standing(None, f"Draft: {rating_words(criterion, own)}", "not submitted yet")
    if item.final is not None:
        names = [said.review.reviewer for said in handed_in]
        how = "agreed by " if len(names) > 1 else "in the one review so far, by "
        return _settled(criterion, item.final, how + listed(names))
    given = sorted({s.judgement.rating for s in handed_in if s.judgement.rating is not None})
    told = listed([rating_words(criterion, rating) for rating in given]) or "no rating"
    return Standing(None, "Not settled", f"the reviewers gave {told}")


def _settled(criterion: Criterion, rating: int, how: str) -> Standing:
    known = {p.value: f"“{p.name}” means: {p.description}" for p in criterion.scale}
    return Standing(rating, rating_words(criterion, rating), how, known.get(rating, ""))


def standing_of_all(file: Dossier) -> str:
    """Return, in one or two sentences, what kind of report this is and whether it is final."""
    handed_in = [r for r in file.reviews if r.submitted is not None]
    return f"{_kind(file, handed_in)}{_withheld(file, bool(handed_in))}"


def _kind(file: Dossier, handed_in: list[Review]) -> str:
    if not file.reviews and not file.withheld:
        return (
            "No person has judged this strategy yet. This report shows only what the tool found "
            "in the text. Use it to decide where to start reading; it is not a finding."
        )
    if not handed_in:
        if not file.reviews:
            return "This report holds no person’s judgement, only what the tool found in the text."
        return f"This is the draft of {file.reader}. It has not been submitted and can change."
    if len(handed_in) == 1:
        return (
            "One person has reviewed this strategy. Ratings are not final until a second person "
            "has reviewed it independently."
        )
    return _double(file, len(handed_in))


def _double(file: Dossier, reviews: int) -> str:
    who = f"{'Two' if reviews == 2 else reviews} people have reviewed this strategy independently."
    unsettled = sum(standing_of(item).rating is None for item in file.criteria)
    if unsettled:
        open_ = counted(unsettled, "criterion", "criteria")
        return f"{who} A moderator has still to decide on {open_}."
    approved = all(r.status is ReviewStatus.APPROVED for r in file.reviews if r.submitted)
    if approved:
        return f"{who} Every rating is settled, and a moderator has approved the reviews."
    return f"{who} Every rating is settled; the reviews are not all approved yet."


def _withheld(file: Dossier, judged: bool) -> str:
    if not file.withheld:
        return ""
    more = "further review" if judged else "review"
    verb = "is" if file.withheld == 1 else "are"
    return (
        f" {counted(file.withheld, more)} of this strategy {verb} left out, because "
        f"{file.reader} may not read {'it' if file.withheld == 1 else 'them'} yet."
    )
