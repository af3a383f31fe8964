"""Reads commitments from table rows by what their headers say the columns hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from nlp.amounts import find_money
from nlp.commitment import Amount, Commitment, CommitmentKind, Deadline, Stage, Strength
from nlp.commitment_verbs import DOING, base_form
from nlp.deadlines import find_deadlines, point


class Column(StrEnum):
    """What a column of a plan or target table holds."""

    INDICATOR = "indicator"
    BASELINE = "baseline"
    TARGET = "target"
    DEADLINE = "deadline"
    ACTION = "action"
    LEAD = "lead"
    PARTNERS = "partners"
    COST = "cost"
    YEAR = "year"  # a cell that is a date and nothing else, under a header of any words


_HEADERS = (
    (Column.DEADLINE,
        r"by when|when|deadline|due|timescale|timing|timeline|target date|date|target "
        r"year|year|delivery date|milestone date|completion"),
    (Column.BASELINE,
        r"baseline|base|now|current\w*|today|start\w*|latest|present|position|where we "
        r"(?:are|start|stand)|last \w+|then|before|we start\w*|at the start|this year|"
        r"as (?:it is|measured)"),
    (Column.TARGET,
        r"target|goal|ambition|aim|trajectory|aiming for|where we (?:want|will|shall|mean|hope|"
        r"intend)\b.*|end point|milestone|we (?:want|will reach|aim|mean|promise|intend)\b.*|"
        r"promises?|to reach|what we (?:want|promise|aim for|expect)"),
    (Column.COST, r"cost|budget|funding|investment|£m?|resources?|amount"),
    (Column.PARTNERS, r"partner\w*|with|supported by|support"),
    (Column.LEAD, r"lead\w*|owner|responsib\w+|who|accountable|delivery body|organisation"),
    (Column.ACTION,
        r"action|activity|commitment|intervention|project|we will|what we will do|"
        r"deliverable"),
    (Column.INDICATOR,
        r"indicator|measure|metric|outcome|kpi|what|objective|priority|result|how we "
        r"will know"),
)  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LOOKING_BACK = re.compile(
    r"\b(?:said|promised|happened|achieved|actual\w*|outturn|delivered|spent)\b", re.IGNORECASE
)
_BARE_DATE = re.compile(r"(?:by |end of |\w+ )?20\d\d(?:[/–-]\d\d)?", re.IGNORECASE)
_TO_COME = re.compile(r"\d.*?\bby (?:\w+ ){0,3}20\d\d\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"^\s*(?:[-–—.*]*|n/?a|tb[cd]|none|not (?:set|available|known|applicable|yet set|yet agreed)|"
    r"to be (?:confirmed|agreed|set|developed|determined).*|no (?:date|baseline|"
    r"target)(?: set| yet)?|"
    r"under development|unknown|new|new measure|no (?:figure|data).*)\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:aim|ambition|aspiration|explore|subject to|possible|proposed)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    header: str


def row_commitment(text: str, cells: tuple[tuple[str, str], ...]) -> Commitment | None:
    """Return what a table row promises, None when it has neither a target value nor an action.

    `cells` are (header, text) pairs. A header can be a year: of two, the later is the target
    and gives the deadline. The row's own text is the quote.
    """
    if looks_back(cells):
        return None
    values = _columns(cells)
    if all(header.strip() == cell.strip() for header, cell in cells):
        return None  # the header row repeated
    if target := values.get(Column.TARGET):
        return _target_row(text, values, target)
    if (action := values.get(Column.ACTION)) and _starts_with_verb(action.text):
        return _action_row(text, values, action)
    return None


def looks_back(cells: tuple[tuple[str, str], ...]) -> bool:
    """Return whether a row reports what came of earlier promises."""
    return any(_LOOKING_BACK.search(header) for header, _ in cells)


def _columns(cells: tuple[tuple[str, str], ...]) -> dict[Column, _Value]:
    values: dict[Column, _Value] = {}
    years: list[tuple[int, _Value]] = []
    taken: set[Column] = set()
    for header, cell in cells:
        found = _YEAR.findall(header)
        column = _column_of(header)
        if found and column in (None, Column.DEADLINE):
            years.append((int(found[-1]), _Value(cell.strip(), header)))
        elif column and column not in taken:
            taken.add(column)
            if not _EMPTY.match(cell):
                values[column] = _Value(cell.strip(), header)
    _place_years(values, taken, years)
    used = {value.text for value in values.values()}
    for header, cell in cells[1:]:
        if _BARE_DATE.fullmatch(cell.strip()) and cell.strip() not in used:
            values.setdefault(Column.YEAR, _Value(cell.strip(), header))
    if Column.TARGET not in values and Column.TARGET not in taken:
        _place_by_content(values, cells)
    if Column.INDICATOR not in taken and Column.ACTION not in taken and cells:
        header, cell = cells[0]
        if _column_of(header) is None and not _EMPTY.match(cell):
            values[Column.INDICATOR] = _Value(cell.strip(), header)
    return values


def _place_by_content(values: dict[Column, _Value], cells: tuple[tuple[str, str], ...]) -> None:
    """Take as target the cell that names a number and a year to come: "4,200 by 2025"."""
    for header, cell in cells[1:]:
        if _TO_COME.search(cell) and len(cell.split()) <= 8:
            values[Column.TARGET] = _Value(cell.strip(), header)
            return


def _place_years(
    values: dict[Column, _Value], taken: set[Column], years: list[tuple[int, _Value]]
) -> None:
    """Give year columns their part: the last is the target, the first the baseline."""
    if not years:
        return
    years.sort(key=lambda pair: pair[0])
    parts: list[tuple[Column, _Value]] = []
    if Column.TARGET not in taken and (len(years) > 1 or Column.BASELINE in taken):
        parts.append((Column.TARGET, years[-1][1]))
        years = years[:-1]
    if Column.BASELINE not in taken and years and (parts or Column.TARGET in taken):
        parts.append((Column.BASELINE, years[0][1]))
    values.update((column, value) for column, value in parts if not _EMPTY.match(value.text))


def _column_of(header: str) -> Column | None:
    words = _YEAR.sub(" ", header).lower().strip(" ():,/")
    for column, pattern in _HEADERS:
        if column is Column.DEADLINE and re.search(r"\btarget\b(?! date| year)", words):
            continue
        if re.match(rf"(?:the |our |key )?(?:{pattern})\b", words) or words == pattern:
            return column
    if re.search(r"\btargets?$", words):
        return Column.TARGET
    return None


def _target_row(text: str, values: dict[Column, _Value], target: _Value) -> Commitment | None:
    if not re.search(
        r"\d|zero|double|halve|all\b|none\b|every|parity|average|full", target.text, re.I
    ):
        return None
    indicator = values.get(Column.INDICATOR) or values.get(Column.ACTION)
    lead = values.get(Column.LEAD)
    baseline = values.get(Column.BASELINE)
    return Commitment(
        start=0,
        end=len(text),
        kind=CommitmentKind.TARGET,
        strength=Strength.CONDITIONAL if _OPEN.search(target.text) else Strength.FIRM,
        stage=Stage.OUTCOME,
        actor=lead.text if lead else None,
        action=indicator.text if indicator else target.text,
        deadline=_deadline(values, target),
        indicator=indicator.text if indicator else None,
        baseline=baseline.text if baseline else None,
        target=target.text,
        partners=_partners(values),
    )


def _action_row(text: str, values: dict[Column, _Value], action: _Value) -> Commitment:
    lead = values.get(Column.LEAD)
    return Commitment(
        start=0,
        end=len(text),
        kind=CommitmentKind.ACTION,
        strength=Strength.CONDITIONAL if _OPEN.search(action.text) else Strength.FIRM,
        stage=Stage.ACTIVITY,
        actor=lead.text if lead else None,
        action=action.text,
        amount=_amount(values, action),
        deadline=_deadline(values, action),
        partners=_partners(values),
    )


def _starts_with_verb(text: str) -> bool:
    first = re.match(r"[\w-]+", text)
    return bool(first) and base_form(first.group()) in DOING if first else False


def _deadline(values: dict[Column, _Value], named: _Value) -> Deadline | None:
    when = values.get(Column.DEADLINE)
    if when is not None:
        days = point(when.text)
        return Deadline(when.text, *(days or (None, None)))
    if when := values.get(Column.YEAR):
        days = point(when.text)
        return Deadline(when.text, *(days or (None, None)))
    inside = find_deadlines(named.text)
    if inside:
        return inside[0].deadline
    year = _YEAR.findall(named.header)
    if year and (days := point(year[-1])):
        return Deadline(year[-1], *days)
    return None


def _amount(values: dict[Column, _Value], action: _Value) -> Amount | None:
    cost = values.get(Column.COST)
    money = find_money(cost.text) if cost else find_money(action.text)
    if money:
        return money[0].amount
    if cost and "£m" in cost.header.replace(" ", "") and re.fullmatch(r"\d+(?:\.\d+)?", cost.text):
        return Amount(cost.text, float(cost.text) * 1e6, "GBP")
    return None


def _partners(values: dict[Column, _Value]) -> tuple[str, ...]:
    named = values.get(Column.PARTNERS)
    if named is None:
        return ()
    return tuple(part.strip() for part in re.split(r"[,;]| and ", named.text) if part.strip())
