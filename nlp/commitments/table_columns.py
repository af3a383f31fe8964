"""What each column of a plan or target table holds, told by its header and what is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Cells = Sequence[tuple[str, str]]

WRITTEN_BY = 2021  # years up to here under a bare header are where a 2017 strategy starts from

MEASURED_BY = 2019  # the last year of which a 2017 strategy can have figures; 2020 may be a step
MOST_WORDS = 12  # of a milestone that states a value: longer ones tell what is to happen


class Column(StrEnum):
    """What a column of a plan or target table holds."""

    INDICATOR = "indicator"
    OBJECTIVE = "objective"  # what is to change, in words, beside the measure of it
    BASELINE = "baseline"
    BASELINE_DATE = "baseline date"
    MILESTONE = "milestone"
    TARGET = "target"
    DEADLINE = "deadline"
    ACTION = "action"
    LEAD = "lead"
    PARTNERS = "partners"
    COST = "cost"
    SOURCE = "source"
    ASIDE = "aside"  # numbering, units, ratings: nothing that a promise is made of
    YEAR = "year"  # a cell that is a date and nothing else, under a header of any words


@dataclass(frozen=True, slots=True)
class Value:
    """A cell and the header above it, both as written.

    `year` is the one its header names, `place` counts the cells of the row from 0.
    """

    text: str
    header: str
    year: int | None = None
    place: int = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of a row by what they hold; `named` are the columns that have a header."""

    values: dict[Column, Value]
    milestones: tuple[Value, ...]
    named: frozenset[Column]

    def get(self, column: Column) -> Value | None:
        """Return the cell of a column, None when it is absent or empty."""
        return self.values.get(column)


_HEADERS = (
    (Column.ASIDE,
        r"ref|reference|no|number|#|id|code|unit|units|rag|status|rating|trend|frequency|"
        r"reporting|notes?|comments?|rationale|page|risk\w*|assumptions?|priority (?:no|level)|"
        r"england|wales|scotland|united kingdom|uk|great britain|gb|nation\w*|region\w*|rank\w*|"
        r"(?:english|uk|eu|regional|national) (?:average|rate|figure|level|value)|"
        r"comparator\w*|benchmark\w*|.*\b(?:do nothing|if nothing changes|business as usual|"
        r"without (?:action|intervention|this strategy|the programme)|if (?:we do|current)\b.*)"),
    (Column.BASELINE_DATE,
        r"(?:baseline|base|starting) (?:year|date|period)|(?:year|date) of (?:the )?baseline|"
        r"as at|as of"),
    (Column.SOURCE,
        r"(?:data )?sources?|source of .*|means of verification|how (?:it is |we )?measured?|"
        r"how we will measure.*|evidence|data|verification|measured by|verified by|"
        r"collected by|(?:reported|published) in|dataset"),
    (Column.DEADLINE,
        r"by when|by$|by the end of|when|deadline|due|time ?scales?|timing|time ?line|"
        r"time ?frame|timetable|target date|date|target year|year|delivery date|"
        r"milestone date|completion|complete by|(?:to be )?(?:achieved?|met|delivered?|reached) by|"
        r"end date|finish"),
    (Column.BASELINE,
        r"baseline|base|now|current\w*|today|start\w*|latest|present|position|where we "
        r"(?:are|start|stand|were)|(?:\w+ )?(?:to date|so far)|last \w+|then|"
        r"before|we start\w*|at the start|this year|"
        r"as (?:it is|measured)|existing|status quo|most recent|at present|from"),
    (Column.MILESTONE, r"(?:interim |key |first |next |mid\W?term )?milestones?|interim .*|"
        r"half\W?way .*|"
        r"intermediate .*|checkpoint|progress (?:by|point)"),
    (Column.TARGET,
        r"target|goal|ambition|aim|aspiration|trajectory|aiming for|where we (?:want|will|shall|"
        r"mean|hope|intend|aim)\b.*|end ?point|we (?:want|will reach|aim|mean|promise|intend)\b.*|"
        r"promises?|to reach|what we (?:want|promise|aim for|expect)|future|desired|planned|"
        r"with (?:this|the|our) (?:strategy|plan|programme|investment)|"
        r"intended|destination|objective value|final|proposed|expected|improvement|to$"),
    (Column.COST, r"cost|budget|funding|investment|£m?|resources?|amount"),
    (Column.PARTNERS, r"partner\w*|with|supported by|support"),
    (Column.LEAD,
        r"lead\w*|(?:data )?owner|responsib\w+|who|accountable|delivery body|organisation|"
        r"delivered by"),
    (Column.ACTION,
        r"action|activity|commitment|intervention|project|we will|what we will do|"
        r"deliverable"),
    (Column.INDICATOR,
        r"indicator|measure|metric|kpi|kpis|how we will know|(?:key )?performance (?:indicator|"
        r"measure)|success (?:measure|criteri\w+)|what we (?:will )?(?:measure|count|track)|"
        r"(?:\w+ )?(?:indicator|measure|metric|kpi|criterion|criteria)s?|"
        r"evidence of (?:change|success|progress|impact)"),
    (Column.OBJECTIVE,
        r"objective|outcome|priority|result|what|headline|output|impact|description|definition"),
)  # fmt: skip
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d\d(?!\d))?\b")
_IN_BRACKETS = re.compile(r"\((?:and |with )?(?:year|date|unit|value|number|no)s?\)", re.IGNORECASE)
"""What a header says in brackets of how its cells are written, not of what they hold."""
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PLACE_OF_YEAR = re.compile(
    r"^(?:in|at|for|by|by the end of|end|end of|from|to|fy)?\s?(?:the )?(?:position|level|value|"
    r"figure|rate|actual|outturn|result|performance|score|data|estimate|number|total)?\s?"
    rf"(?:in|at|for|by|by the end of|to)?(?: ?{_MONTH})?$"
)
_STANDING = re.compile(r"\b(?:position|actual|outturn|from)\b(?! by\b)")
_TOTAL_BY = re.compile(rf"\btotal (?:in|at|by|by the end of)(?: {_MONTH})?$")
_BARE_DATE = re.compile(r"(?:by |end of |\w+ )?20\d\d(?:[/–-]\d\d)?", re.IGNORECASE)
_TO_COME = re.compile(r"\d.*?\bby (?:\w+ ){0,3}20\d\d\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d|\b(?:zero|doubl\w+|halv\w+|trebl\w+|all|none|every|parity|average|full|nil|half|"
    r"third|quarter|top|best|first|increas\w+|reduc\w+|maintain\w*|narrow\w*|clos\w+)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^\s*(?:[-–—.*]*|n/?a|tb[cd]|none|not (?:set|available|known|applicable|yet set|yet agreed|"
    r"stated)|"
    r"to be (?:confirmed|agreed|set|developed|determined).*|no (?:date|baseline|"
    r"target)(?: set| yet)?|"
    r"under development|unknown|new|new measure|no (?:figure|data).*)\s*$",
    re.IGNORECASE,
)


def _is_value(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS


def is_figure(text: str) -> bool:
    """Return whether a cell states a value or a direction that can be a target."""
    return bool(_FIGURE.search(text))


def years_in(text: str) -> list[int]:
    """Return the years a header or cell names, in order; a financial year by its first."""
    return [int(match.group()[:4]) for match in _YEARS.finditer(text)]


def read_columns(cells: Cells) -> Columns:
    """Return what the cells of one row hold.

    Headers decide first. Columns under bare years are baseline, milestones and target in the
    order of their years; cells under headers that say nothing are judged by what is in them.
    """
    values: dict[Column, Value] = {}
    milestones: list[Value] = []
    years: list[Value] = []
    named: set[Column] = set()
    for place, (header, cell) in enumerate(cells):
        value = _value(header, cell, place)
        column = column_of(header)
        in_front = place == 0 and not re.search(r"\d", cell)
        if in_front and (column is Column.TARGET or (column is None and value.year)):
            column = Column.OBJECTIVE  # "Goal", "By 2030 we will": it says what is to change
        if column is Column.TARGET and _is_earlier(value, values, milestones):
            continue
        if column is Column.BASELINE and _is_later(value, values.get(Column.BASELINE)):
            values[Column.BASELINE] = value
            continue
        if value.year is not None and column in (None, Column.DEADLINE):
            years.append(value)
        elif column is Column.MILESTONE:
            milestones.append(value)
        elif column and (column not in named or _is_better(column, value, values)):
            named.add(column)
            if not _EMPTY.match(cell):
                values[column] = value
    _place_years(values, milestones, named, years)
    target = values.get(Column.TARGET)
    milestones = [
        value
        for value in milestones
        if not _EMPTY.match(value.text)
        and not (target and target.year and value.year == target.year)  # a forecast, not a step
    ]
    if Column.TARGET not in named and milestones and _is_value(milestones[-1].text):
        values[Column.TARGET] = milestones.pop()
    _place_rest(values, named, cells)
    return Columns(values, tuple(milestones), frozenset(named))


def column_of(header: str) -> Column | None:
    """Return what a header says its column holds, None when it says nothing."""
    words = _IN_BRACKETS.sub(" ", _YEARS.sub(" ", header)).lower()
    words = " ".join(re.sub(r"[():,*.]", " ", words).split()).strip(" /")
    if years_in(header) and _PLACE_OF_YEAR.match(words):
        return Column.BASELINE if _STANDING.search(words) else None
    for column, pattern in _HEADERS:
        if column is Column.DEADLINE and re.search(r"\btarget\b(?! date| year)", words):
            continue
        if re.fullmatch(rf"(?:the |our |key )?(?:{pattern})", words):
            return column
    for column, pattern in _HEADERS:
        if column is Column.DEADLINE and re.search(r"\btarget\b(?! date| year)", words):
            continue
        if column is not Column.ASIDE and re.match(rf"(?:the |our |key )?(?:{pattern})\b", words):
            return column
    if re.search(r"\b(?:targets?|ambition|goal)$", words):
        return Column.TARGET
    if years_in(header) and _TOTAL_BY.search(words):
        return Column.TARGET
    if re.fullmatch(r"how (?:much|many) (?:by|in)(?: the end of)?", words) and years_in(header):
        return Column.TARGET
    if re.search(r"\b(?:position|now|today)$|\bbaseline\b", words):
        return Column.BASELINE
    return None


def _value(header: str, cell: str, place: int) -> Value:
    years = years_in(header)
    return Value(cell.strip(), header, years[-1] if years else None, place)


def _is_later(value: Value, held: Value | None) -> bool:
    """Return whether a second starting value is of a later year: a target is set against it."""
    if held is None or held.year is None or value.year is None or _EMPTY.match(value.text):
        return False
    return value.year > held.year


def _is_earlier(value: Value, values: dict[Column, Value], milestones: list[Value]) -> bool:
    """Put the earlier of two targets for different years among the milestones.

    Return whether the new one is it; where the one held is, the new one takes its place.
    """
    held = values.get(Column.TARGET)
    if held is None or held.year is None or value.year is None or held.year == value.year:
        return False
    if _EMPTY.match(value.text):
        return True
    earlier, later = sorted((held, value), key=lambda one: one.year or 0)
    milestones.append(earlier)
    values[Column.TARGET] = later
    return True


def _is_better(column: Column, value: Value, values: dict[Column, Value]) -> bool:
    """Return whether a second column of a kind holds the value, the first only words.

    A "goal" or an "aim" may be an objective in words beside the target in figures.
    """
    held = values.get(column)
    if column is not Column.TARGET or held is None or _EMPTY.match(value.text):
        return False
    if re.match(r"(?:the |our |key )?targets?\b", value.header, re.IGNORECASE):
        return not re.match(r"(?:the |our |key )?targets?\b", held.header, re.IGNORECASE)
    return bool(re.search(r"\d", value.text)) and not re.search(r"\d", held.text)


def _place_years(
    values: dict[Column, Value],
    milestones: list[Value],
    named: set[Column],
    years: list[Value],
) -> None:
    """Give year columns their part: the first the baseline, the last the target."""
    years.sort(key=lambda value: value.year or 0)
    if not years or _is_history(named, years):
        return
    past = [value for value in years if (value.year or 0) <= MEASURED_BY]
    if Column.BASELINE not in named and (len(past) < len(years) or Column.TARGET in named):
        for older in past[:-1]:  # of several years gone by, a target is set against the last
            years.remove(older)
    start_known = Column.BASELINE in named
    if Column.TARGET not in named and (len(years) > 1 or start_known or _ahead(years[-1])):
        named.add(Column.TARGET)
        last = years.pop()
        if not _EMPTY.match(last.text):
            values[Column.TARGET] = last
    if years and not start_known and not _ahead(years[0]) and Column.TARGET in named:
        first = years.pop(0)
        named.add(Column.BASELINE)
        if not _EMPTY.match(first.text):
            values[Column.BASELINE] = first
    milestones.extend(years)


def _ahead(value: Value) -> bool:
    return (value.year or 0) > WRITTEN_BY


def _is_history(named: set[Column], years: Sequence[Value]) -> bool:
    """Return whether bare years are those of a table of statistics."""
    if Column.TARGET in named or Column.BASELINE in named or _ahead(years[-1]):
        return False
    numbers = [value.year or 0 for value in years]
    return len(numbers) > 2 or numbers[-1] < WRITTEN_BY - 1


def _place_rest(values: dict[Column, Value], named: set[Column], cells: Cells) -> None:
    """Take date, target and indicator from columns whose headers say nothing."""
    used = {value.text for value in values.values()}
    for place, (header, cell) in enumerate(cells[1:], start=1):
        if _BARE_DATE.fullmatch(cell.strip()) and cell.strip() not in used:
            values.setdefault(Column.YEAR, _value(header, cell, place))
    if Column.TARGET not in values and Column.TARGET not in named:
        for place, (header, cell) in enumerate(cells[1:], start=1):
            if _TO_COME.search(cell) and len(cell.split()) <= 8:
                values[Column.TARGET] = _value(header, cell, place)
                break
    if Column.INDICATOR not in named and (objective := values.get(Column.OBJECTIVE)):
        values[Column.INDICATOR] = objective
    if named & {Column.INDICATOR, Column.OBJECTIVE, Column.ACTION}:
        return
    for place, (header, cell) in enumerate(cells):
        if column_of(header) is None and not _EMPTY.match(cell) and re.search(r"[^\W\d]{3}", cell):
            if cell.strip() not in {value.text for value in values.values()}:
                values[Column.INDICATOR] = _value(header, cell, place)
            return
