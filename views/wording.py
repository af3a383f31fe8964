"""How facts are said: pages, dates, statuses, how sure, how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.document import About, Document, Passage, Status
from nlp.commitment import CommitmentKind, Stage, Strength
from review.judgement import ReviewStatus

STATUS: Final = {
    Status.AGREED: "Agreed with government",
    Status.FINAL: "Final",
    Status.DRAFT: "Draft",
    Status.SUBMISSION: "Submission",
}
STRENGTH: Final = {
    Strength.FIRM: "Firm",
    Strength.CONDITIONAL: "Conditional",
    Strength.ASK: "Ask of others",
}
KIND: Final = {
    CommitmentKind.ACTION: "Action",
    CommitmentKind.TARGET: "Target",
    CommitmentKind.ASK: "Ask",
    CommitmentKind.ASPIRATION: "Aspiration",
}
STAGE: Final = {
    Stage.INPUT: "Input",
    Stage.ACTIVITY: "Activity",
    Stage.OUTPUT: "Output",
    Stage.OUTCOME: "Outcome",
    Stage.IMPACT: "Impact",
    Stage.CONTEXT: "Context",
}

REVIEW_STATUS: Final = {
    ReviewStatus.DRAFT: "In progress",
    ReviewStatus.SUBMITTED: "Submitted",
    ReviewStatus.CHANGES_REQUESTED: "Changes asked for",
    ReviewStatus.APPROVED: "Approved",
}


def reviews_words(statuses: Sequence[ReviewStatus]) -> str:
    """Return how many reviews have come how far: "1 submitted, 1 sent back for changes"."""
    said = {ReviewStatus.CHANGES_REQUESTED: "sent back for changes"}
    words = [said.get(status, REVIEW_STATUS[status].lower()) for status in statuses]
    return ", ".join(f"{words.count(each)} {each}" for each in dict.fromkeys(words))


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 passage", "1,204 passages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str], most: int = 0) -> str:
    """Return "A, B and C"; of more names than `most`, "A, B and 25 others"."""
    if most and len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def brief(words: str, most: int) -> str:
    """Return words on one line; of more than `most` characters, whole words and an ellipsis."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"


def how_sure(probability: float) -> str:
    """Return a probability as people say it; never none and never all of a hundred."""
    return f"How sure: {min(99, max(1, round(100 * probability)))} in 100"


def page_words(passage: Passage) -> str:
    """Return the printed page of a passage, or its sheet where nothing is printed."""
    return f"page {passage.printed}" if passage.printed else f"sheet {passage.sheet}"


def published_words(about: About) -> str:
    """Return the date as far as it is known; "no date" when it is not."""
    if about.published is None:
        return "no date"
    shape = {"year": "%Y", "month": "%B %Y"}.get(about.published_precision, "%-d %B %Y")
    return about.published.strftime(shape)


def citation(passage: Passage, document: Document) -> str:
    """Return a passage as one cites it: who, what, when, where, and the words."""
    about = document.about
    where = (
        f"p. {passage.printed} (sheet {passage.sheet})"
        if passage.printed
        else f"sheet {passage.sheet}"
    )
    words = " ".join(passage.text.split())
    who = about.lead_body or about.place
    return f"{who}, {about.title} ({published_words(about)}), {where}: “{words}”"
