"""Finds the words for the cells of a row: exact quotes, or the searches that found none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.document import Cell as TableCell
from ingest.document import Passage
from nlp.commitment import CommitmentKind, Stage
from nlp.sentences import sentences
from review.logframe import Cell, Column, Quote
from review.theory_of_change_steps import Searched, Step

_YEAR = re.compile(
    r"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|"
    r"June|July|August|September|October|November|December)\s)?(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b"
)
_MILESTONE_HEAD = re.compile(r"\bmilestones?\b|\binterim\b|\bby (?:19|20)\d\d\b|^\W*(?:19|20)\d\d")
_SOURCE_HEAD = re.compile(
    r"\b(?:source|data|measured by|verification|how (?:it is |we )?measured?|evidence|dataset|"
    r"collected by)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:as )?(?:measured|reported|published|verified|counted|surveyed|monitored)\s"
    r"(?:by|in|through|against|with|from)\s[^.;]{4,120}|\bSource:\s?[^.;\n]{4,120}",
    re.IGNORECASE,
)
_ASSUMED = re.compile(
    r"\b(?:assum\w+|subject to|provided (?:that|the)|on condition that|depends? (?:up)?on|"
    r"dependent (?:up)?on|so long as|as long as|only if|conditional on)\b",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:risks?|risky|uncertain\w*|might (?:not|fail)|may not|could fail|if .{3,60} fails?|"
    r"fall(?:s)? through|overrun\w*|threat(?:s|en\w*)?)\b",
    re.IGNORECASE,
)
_LONGEST: Final = 320
"""Characters of a sentence that is quoted in a cell; a longer one is no caveat but a paragraph."""

_WANTED: Final = {
    Column.STATEMENT: "a statement",
    Column.INDICATOR: "an indicator",
    Column.BASELINE: "a starting value",
    Column.BASELINE_DATE: "the date of the starting value",
    Column.MILESTONES: "steps on the way with dates",
    Column.TARGET: "a target value",
    Column.TARGET_DATE: "a date",
    Column.SOURCE: "words such as “measured by” and “source”",
    Column.ASSUMPTIONS: "words such as “subject to”, “depends on” and “assume”",
    Column.RISK: "words such as “risk”, “uncertain” and “may not”",
}


_PATTERNS: Final = {
    Column.SOURCE: _MEASURED,
    Column.ASSUMPTIONS: _ASSUMED,
    Column.RISK: _RISK,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A promise with the passages under the same heading, in which its caveats are looked for."""

    step: Step
    section: tuple[Passage, ...]

    @property
    def name(self) -> str:
        headings = self.step.passage.headings
        return f"the section “{headings[-1]}”" if headings else "the part without a heading"


def cells_of(around: Surroundings) -> dict[Column, Cell]:
    """Return a cell for every column; each holds a quote or the searches made."""
    step = around.step
    found: dict[Column, tuple[Quote, ...]] = {
        Column.STATEMENT: _statement(step),
        Column.INDICATOR: _slot(step, step.commitment.indicator),
        Column.BASELINE: _slot(step, step.commitment.baseline),
        Column.BASELINE_DATE: _baseline_date(step),
        Column.MILESTONES: _milestones(step),
        Column.TARGET: _target(step),
        Column.TARGET_DATE: _deadline(step),
        Column.SOURCE: _source(around),
        Column.ASSUMPTIONS: _caveat(step, _ASSUMED),
        Column.RISK: _caveat(step, _RISK),
    }
    return {column: _cell(column, quotes, around) for column, quotes in found.items()}


def _cell(column: Column, quotes: tuple[Quote, ...], around: Surroundings) -> Cell:
    if quotes:
        return Cell(quotes)
    own = "the table row" if around.step.passage.cells else "the promise"
    searches = [Searched(_WANTED[column], own, 0)]
    if pattern := _PATTERNS.get(column):
        held = sum(bool(pattern.search(passage.text)) for passage in around.section)
        where = (
            f"the {len(around.section)} passages of {around.name}, where nothing ties them to it"
        )
        searches.append(Searched(_WANTED[column], where, held))
    return Cell((), tuple(searches))


def gap(level: Stage, column: Column, promises: int) -> Cell:
    """Return the cell of a level at which the strategy promises nothing."""
    where = f"the {promises} promises of the strategy"
    wanted = f"{_WANTED[column]} at the level of {level.value}"
    return Cell((), (Searched(wanted, where, 0),))


def _statement(step: Step) -> tuple[Quote, ...]:
    """Quote a promise; of a table row, the first cell that says what it is about."""
    if step.passage.cells:
        named = step.commitment.indicator or step.commitment.action
        if quotes := _slot(step, named):
            return quotes
    return (Quote(step.passage, step.element.start, step.element.end),)


def _slot(step: Step, words: str | None) -> tuple[Quote, ...]:
    """Find words of the promise where they stand; none when they stand elsewhere."""
    if not words or not words.strip():
        return ()
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    text, element = step.passage.text, step.element
    match = re.compile(pattern, re.IGNORECASE).search(text, element.start, element.end)
    return (Quote(step.passage, *match.span()),) if match else ()


def _target(step: Step) -> tuple[Quote, ...]:
    """Quote the target value; of an input, the money promised is what is to be reached."""
    if quotes := _slot(step, step.commitment.target):
        return quotes
    if step.stage is Stage.INPUT and step.commitment.amount:
        return _slot(step, step.commitment.amount.text)
    return ()


def _deadline(step: Step) -> tuple[Quote, ...]:
    deadline = step.deadline
    if deadline is None:
        return ()
    if quotes := _slot(step, deadline.text):
        return quotes
    return _year_of_header(step, deadline.text)


def _year_of_header(step: Step, words: str) -> tuple[Quote, ...]:
    """Quote the header that is the date, over the target where it stands over several cells."""
    target = {quote.start for quote in _slot(step, step.commitment.target)}
    under = [
        Quote(step.passage, start, end, words)
        for cell, (start, end) in _cell_spans(step.passage)
        if words in cell.header and start < end
    ]
    return tuple(sorted(under, key=lambda quote: quote.start not in target)[:1])


def _baseline_date(step: Step) -> tuple[Quote, ...]:
    """Quote the year in or behind the starting value, or the value under a year as header."""
    baseline = _slot(step, step.commitment.baseline)
    if not baseline:
        return ()
    quote = baseline[0]
    text = quote.passage.text
    if match := _YEAR.search(text, quote.start, quote.end):
        return (Quote(quote.passage, *match.span()),)
    behind = re.compile(r"\s?\(?(?:in |since )?").match(text, quote.end)
    if behind and (match := _YEAR.match(text, behind.end())):
        return (Quote(quote.passage, *match.span()),)
    for cell, (start, end) in _cell_spans(step.passage):
        if start <= quote.start < end and (match := _YEAR.search(cell.header)):
            return (Quote(step.passage, start, end, match.group()),)
    return ()


def _milestones(step: Step) -> tuple[Quote, ...]:
    """Quote the cells under years and milestones that are neither baseline nor target."""
    taken = [
        quote.start
        for words in (step.commitment.baseline, step.commitment.target, step.commitment.indicator)
        for quote in _slot(step, words)
    ]
    found = []
    for cell, (start, end) in _cell_spans(step.passage):
        if not _MILESTONE_HEAD.search(cell.header) or any(start <= at < end for at in taken):
            continue
        if re.search(r"\w", cell.text):
            words = f"{cell.header}: {cell.text}"
            found.append(Quote(step.passage, start, end, words))
    return tuple(found)


def _source(around: Surroundings) -> tuple[Quote, ...]:
    step = around.step
    for cell, (start, end) in _cell_spans(step.passage):
        if _SOURCE_HEAD.search(cell.header) and re.search(r"\w", cell.text):
            return (Quote(step.passage, start, end),)
    for start, end in _sentences_of(step)[:1]:
        if match := _MEASURED.search(step.passage.text, start, end):
            return (Quote(step.passage, *match.span()),)
    return ()


def _caveat(step: Step, pattern: re.Pattern[str]) -> tuple[Quote, ...]:
    """Quote the sentence with a caveat: the promise's own or the one behind it."""
    for start, end in _sentences_of(step):
        if end - start <= _LONGEST and pattern.search(step.passage.text, start, end):
            return (Quote(step.passage, start, end),)
    return ()


def _sentences_of(step: Step) -> list[tuple[int, int]]:
    """Return the sentences that a promise stands in, and the one behind them."""
    spans = [(span.start, span.end) for span in sentences(step.passage.text)]
    inside = [
        n
        for n, (start, end) in enumerate(spans)
        if start < step.element.end and end > step.element.start
    ]
    return spans[inside[0] : inside[-1] + 2] if inside else []


def _cell_spans(passage: Passage) -> Iterator[tuple[TableCell, tuple[int, int]]]:
    """Yield the cells of a table row with where each stands in the text of the row."""
    at = 0
    for cell in passage.cells:
        start = passage.text.find(cell.text, at)
        if start < 0:
            continue
        yield cell, (start, start + len(cell.text))
        at = start + len(cell.text)


def is_row(step: Step) -> bool:
    """Whether a promise belongs in the logframe: what others are asked for and hopes do not."""
    kind = step.commitment.kind
    if kind is CommitmentKind.ASK:
        return False
    return kind is not CommitmentKind.ASPIRATION or step.stage in (Stage.OUTCOME, Stage.IMPACT)


def sections(passages: Sequence[Passage]) -> dict[tuple[str, ...], tuple[Passage, ...]]:
    """Return the passages under each heading path, in reading order."""
    found: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.headings, []).append(passage)
    return {path: tuple(held) for path, held in found.items()}
