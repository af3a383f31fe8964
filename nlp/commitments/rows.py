"""Reads commitments from table rows by what their headers say the columns hold."""

from __future__ import annotations

import re

from nlp.commitment import Amount, Commitment, CommitmentKind, Deadline, Stage, Strength
from nlp.commitments.amounts import find_money
from nlp.commitments.cell_shapes import WRITTEN_BY, is_figure, is_value, years_ahead
from nlp.commitments.cell_values import Cells, Value
from nlp.commitments.column_heads import Column, column_of, years_in
from nlp.commitments.deadlines import find_deadlines, point
from nlp.commitments.table_columns import Columns, read_columns
from nlp.commitments.verbs import DOING, base_form

_LOOKING_BACK = re.compile(
    r"\b(?:said|promised|happened|achieved|actual\w*|outturn|delivered|spent)\b(?! by\b)",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(r"\b(?:to date|so far)\b", re.IGNORECASE)
_HEADER_YEAR = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December) )?(?:19|20)\d\d(?:[/–-]\d\d(?!\d))?"
)
_NO_TARGET = re.compile(
    r"\bno (?:\w+ )?target|\b(?:track|monitor|watch|observ|curio|target\b)", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:aim|ambition|aspiration|explore|subject to|possible|proposed)\b", re.IGNORECASE
)


def row_commitment(text: str, cells: Cells) -> Commitment | None:
    """Return what a table row promises, None when it has neither a target value nor an action.

    `cells` are (header, text) pairs. A header can be a year: of two, the later is the target
    and gives the deadline. The row's own text is the quote.
    """
    if looks_back(cells):
        return None
    if all(header.strip() == cell.strip() for header, cell in cells):
        return None  # the header row repeated
    columns = read_columns(cells)
    if target := columns.get(Column.TARGET):
        return _target_row(text, columns, target)
    if (action := columns.get(Column.ACTION)) and _starts_with_verb(action.text):
        return _action_row(text, columns, action)
    return None


def looks_back(cells: Cells) -> bool:
    """Return whether a row reports what came of earlier promises.

    What was achieved in an earlier year than the target's, or "to date", is its baseline.
    """
    back = [
        header
        for header, _ in cells
        if _LOOKING_BACK.search(header) and not _UP_TO_NOW.search(header)
    ]
    if not back:
        return False
    ahead = [
        year
        for header, cell in cells
        if header not in back and column_of(header) in (Column.TARGET, Column.DEADLINE, None)
        for year in years_in(header) or years_in(cell)
    ]
    known = [years_in(header) for header in back]
    return not ahead or not all(years and years[-1] < max(ahead) for years in known)


def _target_row(text: str, values: Columns, target: Value) -> Commitment | None:
    if not is_figure(target.text) and not _in_words(values, target):
        return None
    indicator = values.get(Column.INDICATOR) or values.get(Column.ACTION)
    named = values.get(Column.OBJECTIVE) or indicator or target
    lead = values.get(Column.LEAD)
    baseline = values.get(Column.BASELINE)
    return Commitment(
        start=0,
        end=len(text),
        kind=CommitmentKind.TARGET,
        strength=Strength.CONDITIONAL if _OPEN.search(target.text) else Strength.FIRM,
        stage=Stage.OUTCOME,
        actor=lead.text if lead else None,
        action=named.text,
        deadline=_deadline(values, target),
        indicator=indicator.text if indicator else None,
        baseline=baseline.text if baseline else None,
        target=target.text,
        partners=_partners(values),
    )


def _in_words(values: Columns, target: Value) -> bool:
    """Return whether words are a target: beside a start, for a year to come ("Plan adopted")."""
    when = values.get(Column.DEADLINE) or values.get(Column.YEAR)
    dated = years_ahead(when.text if when else target.header)
    unset = _NO_TARGET.search(target.text) or not is_value(target.text)
    return Column.BASELINE in values.named and dated and not unset


def _action_row(text: str, values: Columns, action: Value) -> Commitment:
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


def _deadline(values: Columns, named: Value) -> Deadline | None:
    when = values.get(Column.DEADLINE)
    if when is not None:
        days = point(when.text)
        return Deadline(when.text, *(days or (None, None)))
    inside = find_deadlines(named.text)
    if inside:  # a date under a header that does not say "by when" yields to the sentence's own
        return inside[0].deadline
    if when := values.get(Column.YEAR):
        days = point(when.text)
        return Deadline(when.text, *(days or (None, None)))
    if (ahead := _HEADER_YEAR.findall(named.text)) and years_in(ahead[-1])[0] > WRITTEN_BY:
        return Deadline(ahead[-1], *(point(ahead[-1]) or (None, None)))
    objective = values.get(Column.OBJECTIVE)
    year = _HEADER_YEAR.findall(named.header) or _HEADER_YEAR.findall(
        objective.header if objective else ""
    )
    if year and (days := point(year[-1])):
        return Deadline(year[-1], *days)
    return None


def _amount(values: Columns, action: Value) -> Amount | None:
    cost = values.get(Column.COST)
    money = find_money(cost.text) if cost else find_money(action.text)
    if money:
        return money[0].amount
    if cost and "£m" in cost.header.replace(" ", "") and re.fullmatch(r"\d+(?:\.\d+)?", cost.text):
        return Amount(cost.text, float(cost.text) * 1e6, "GBP")
    return None


def _partners(values: Columns) -> tuple[str, ...]:
    named = values.get(Column.PARTNERS)
    if named is None:
        return ()
    return tuple(part.strip() for part in re.split(r"[,;]| and ", named.text) if part.strip())
