"""Finds the words for the cells of a row: exact quotes, or the searches that found none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.document import Passage
from nlp.commitment import CommitmentKind, Stage
from nlp.commitments.cell_values import Value
from nlp.commitments.column_heads import Column as Told
from nlp.commitments.measures import Measure
from nlp.commitments.table_columns import read_columns
from nlp.commitments.turned_rows import cell_spans
from review.logframes.logframe import Cell, Column, Quote
from review.logframes.turned_cells import cells_of_column
from review.logframes.whole_quotes import whole
from review.theory.sentence_spans import sentence_spans
from review.theory.steps import Searched, Step

_YEAR = re.compile(
    r"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|"
    r"June|July|August|September|October|November|December)\s)?(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b"
)
_MEASURED = re.compile(
    r"\b(?:as )?(?:measured|verified|counted|surveyed|monitored)\s"
    r"(?:by|in|through|against|with|from)\s[^.;]{4,120}|"
    r"\b(?:as )?(?:reported|published)\s(?:(?:by|in|through|from)\s[^.;]{0,80})?\b(?:statistic\w*|"
    r"surveys?|reports?|returns?|register|data|dashboard|census|office|agency|annually|yearly|"
    r"each year|every year)\b[^.;]{0,60}|\bSource:\s?[^.;\n]{4,120}",
    re.IGNORECASE,
)
_ASSUMED = re.compile(
    r"\b(?:assum\w+|subject to (?!(?:\w+ ){0,2}(?:challenge|scrutiny|oversight|rules)\b)|"
    r"provided (?:that|the)|on condition that|depends? (?:up)?on|"
    r"dependent (?:up)?on|so long as|as long as|only if|conditional on)\b",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:risks?|risky|uncertain\w*|might (?:not|fail)|may not|could fail|if .{3,60} fails?|"
    r"fall(?:s)? through|overrun\w*|threat(?:s|en\w*)?)\b",
    re.IGNORECASE,
)
NO_MEASURE: Final = Measure(0, None, None, "")

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
    """A promise with the passages under the same heading, in which its caveats are looked for.

    `beside` are the offsets of other promises in its passage.
    """

    step: Step
    section: tuple[Passage, ...]
    beside: tuple[tuple[int, int], ...] = ()

    @property
    def name(self) -> str:
        headings = self.step.passage.headings
        return f"the section “{headings[-1]}”" if headings else "the part without a heading"


def cells_of(around: Surroundings) -> dict[Column, Cell]:
    """Return a cell for every column; each holds a quote or the searches made."""
    step, measure = around.step, around.step.measure or NO_MEASURE
    found: dict[Column, tuple[Quote, ...]] = {
        Column.STATEMENT: _statement(around),
        Column.INDICATOR: _slot(step, step.commitment.indicator or measure.indicator),
        Column.BASELINE: _slot(step, step.commitment.baseline or measure.baseline),
        Column.BASELINE_DATE: _baseline_date(step),
        Column.MILESTONES: (),
        Column.TARGET: _target(step),
        Column.TARGET_DATE: _deadline(step),
        Column.SOURCE: _source(around),
        Column.ASSUMPTIONS: _caveat(step, _ASSUMED),
        Column.RISK: _caveat(step, _RISK),
    }
    told = cells_of_column(step, around.section) or _cells_of_row(step)
    for column, quotes in told.items():
        found[column] = quotes or (found[column] if column is Column.BASELINE_DATE else ())
    return {column: _cell(column, quotes, around) for column, quotes in found.items()}


def _cell(column: Column, quotes: tuple[Quote, ...], around: Surroundings) -> Cell:
    if quotes:
        return Cell(quotes)
    own = "the table row" if around.step.passage.cells else "the promise"
    searches = [Searched(_WANTED[column], own, 0)]
    if pattern := _PATTERNS.get(column):
        held = sum(_says(pattern, passage.text) for passage in around.section)
        where = (
            f"the {len(around.section)} passages of {around.name}, where nothing ties them to it"
        )
        searches.append(Searched(_WANTED[column], where, held))
    return Cell((), tuple(searches))


@lru_cache(maxsize=32_768)  # three patterns for each passage: every row of a section asks again
def _says(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text))


def gap(level: Stage, column: Column, promises: int) -> Cell:
    """Return the cell of a level at which the strategy promises nothing."""
    where = f"the {promises} promises of the strategy"
    wanted = f"{_WANTED[column]} at the level of {level.value}"
    return Cell((), (Searched(wanted, where, 0),))


def _statement(around: Surroundings) -> tuple[Quote, ...]:
    """Quote a promise in its sentence; of a table row, the cell that says what it is about."""
    step = around.step
    if step.passage.cells:
        named = step.commitment.action or step.commitment.indicator
        if quotes := _slot(step, named):
            return quotes
    quote = Quote(step.passage, step.element.start, step.element.end)
    return (whole(quote, around.beside),)


def _cells_of_row(step: Step) -> dict[Column, tuple[Quote, ...]]:
    """Quote the cells of a table row by what its headers say of them; empty for other text."""
    cells = step.passage.cells
    if not cells or step.commitment.kind is not CommitmentKind.TARGET:
        return {}
    row = read_columns(tuple((cell.header, cell.text) for cell in cells))
    spans = _cell_spans(step.passage)

    def quoted(value: Value | None, words: str = "") -> tuple[Quote, ...]:
        span = spans.get(value.place) if value else None
        return (Quote(step.passage, *span, words),) if span else ()

    def same(value: Value | None, words: str | None) -> tuple[Quote, ...]:
        return quoted(value) if value and value.text == words else _slot(step, words)

    said = step.commitment
    steps = sorted(row.milestones, key=lambda value: (value.year or 0, value.place))
    return {
        Column.INDICATOR: same(row.get(Told.INDICATOR), said.indicator),
        Column.BASELINE: same(row.get(Told.BASELINE), said.baseline),
        Column.BASELINE_DATE: quoted(row.get(Told.BASELINE_DATE)),
        Column.MILESTONES: tuple(
            quote for value in steps for quote in quoted(value, f"{value.header}: {value.text}")
        ),
        Column.TARGET: same(row.get(Told.TARGET), said.target),
        Column.SOURCE: quoted(row.get(Told.SOURCE)),
    }


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
    if quotes := _slot(step, (step.measure or NO_MEASURE).target):
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
    target = {quote.start for quote in _cells_of_row(step).get(Column.TARGET, ())}
    under = [
        Quote(step.passage, start, end, words)
        for place, (start, end) in _cell_spans(step.passage).items()
        if words in step.passage.cells[place].header
    ]
    return tuple(sorted(under, key=lambda quote: quote.start not in target)[:1])


def _baseline_date(step: Step) -> tuple[Quote, ...]:
    """Quote the year in or behind the starting value, or the value under a year as header."""
    baseline = _slot(step, step.commitment.baseline or (step.measure or NO_MEASURE).baseline)
    if not baseline:
        return ()
    quote = baseline[0]
    text = quote.passage.text
    if match := _YEAR.search(text, quote.start, quote.end):
        return (Quote(quote.passage, *match.span()),)
    behind = re.compile(r" ?\(?(?:in |since )?").match(text, quote.end)
    if behind and (match := _YEAR.match(text, behind.end())):
        return (Quote(quote.passage, *match.span()),)
    for place, (start, end) in _cell_spans(step.passage).items():
        header = step.passage.cells[place].header
        if start <= quote.start < end and (match := _YEAR.search(header)):
            return (Quote(step.passage, start, end, match.group()),)
    return ()


def _source(around: Surroundings) -> tuple[Quote, ...]:
    step = around.step
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
    spans = [(span.start, span.end) for span in sentence_spans(step.passage.text)]
    inside = [
        n
        for n, (start, end) in enumerate(spans)
        if start < step.element.end and end > step.element.start
    ]
    return spans[inside[0] : inside[-1] + 2] if inside else []


def _cell_spans(passage: Passage) -> dict[int, tuple[int, int]]:
    """Return where each cell of a table row stands in the text of the row, by its place."""
    spans = cell_spans(passage.text, [cell.text for cell in passage.cells])
    return {place: span for place, span in enumerate(spans) if span}


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
