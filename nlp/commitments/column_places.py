"""Takes what no header names from the cells: figures by their place, aims, totals, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlp.commitments.cell_shapes import (
    EMPTY,
    GROUP,
    MOST_WORDS,
    SOURCE_NAMED,
    TO_COME,
    WRITTEN_BY,
    is_aim,
    is_date,
    is_short_figure,
    is_value,
    number,
    years_ahead,
)
from nlp.commitments.cell_values import Cells, Value, value_of
from nlp.commitments.column_heads import YEARS, Column, column_of, years_in

MEASURED_BY = 2019  # the last year of which a 2017 strategy can have figures; 2020 may be a step

_TOTAL = re.compile(
    r"\b(?:total|lifetime|overall|cumulative|sum|whole (?:programme|period|life|plan))\b",
    re.IGNORECASE,
)


def promised_place(cells: Cells) -> str | None:
    """Return the place whose columns are a year gone by and one to come: no comparator.

    None where another column is the target or of a year to come, or where several places are.
    """
    others = [header for header, _ in cells[1:] if column_of(header) is not Column.ASIDE]
    if any(column_of(header) is Column.TARGET or years_ahead(header) for header in others):
        return None
    years: dict[str, list[int]] = {}
    for header, _ in cells:
        if column_of(header) is Column.ASIDE:
            years.setdefault(words_without_year(header), []).extend(years_in(header))
    ahead = [place for place, held in years.items() if held and max(held) > WRITTEN_BY]
    return ahead[0] if len(ahead) == 1 and min(years[ahead[0]]) <= MEASURED_BY else None


def words_without_year(header: str) -> str:
    """Return the words of a header as they compare with those over another year."""
    return " ".join(re.findall(r"[^\W\d]+", YEARS.sub(" ", header).lower()))


def place_figures(
    values: dict[Column, Value], milestones: list[Value], named: set[Column], cells: Cells
) -> None:
    """Take baseline and target from figures under headers that say nothing.

    A starting value stands before the target, and what is to be reached behind the start. Where
    neither is named, a date to come says that the last figure is to be reached by then.
    """
    used = {value.place for value in (*values.values(), *milestones)}
    free = [
        value_of(header, cell, place)
        for place, (header, cell) in enumerate(cells)
        if place and place not in used and header and not years_in(header)
        if column_of(header) in (None, Column.OBJECTIVE, Column.SOURCE)
        if is_short_figure(cell) and not is_date(cell)
    ]
    target, baseline = values.get(Column.TARGET), values.get(Column.BASELINE)
    if target and Column.BASELINE not in named:
        before = [value for value in free if value.place < target.place]
        if 1 <= len(before) <= 2 or (not before and len(free) == 1):  # the place, a comparator
            named.add(Column.BASELINE)
            values[Column.BASELINE] = (before or free)[0]
    elif baseline and Column.TARGET not in named and not milestones:
        behind = [value for value in free if value.place > baseline.place]
        if not behind and len(free) == 1:  # what was contracted, before what was claimed
            behind = free
        if behind:
            named.add(Column.TARGET)
            values[Column.TARGET] = behind.pop()
            milestones.extend(behind)
    elif not {Column.TARGET, Column.BASELINE, Column.ACTION} & named and not milestones:
        due = values.get(Column.DEADLINE)
        if not due or not any(year > WRITTEN_BY for year in years_in(due.text)):
            return
        if 1 <= len(free) <= 2 and {Column.INDICATOR, Column.OBJECTIVE} & named:
            named.add(Column.TARGET)
            values[Column.TARGET] = free.pop()
            if free:
                named.add(Column.BASELINE)
                values[Column.BASELINE] = free.pop()


def place_total(
    values: dict[Column, Value],
    milestones: list[Value],
    named: set[Column],
    years: list[Value],
    cells: Cells,
) -> None:
    """Take the total behind a profile of years for the target, of no year unless it names one.

    Years that add up to it are steps, all of them; of others those gone by may be the start.
    """
    held = [value_of(header, cell, n) for n, (header, cell) in enumerate(cells)]
    total = [v for v in held if v.place and not v.year and _TOTAL.search(v.header)]
    if Column.TARGET in named:
        total = [v for v in total if v == values.get(Column.TARGET)]
    if len(total) != 1 or len(years) < 2 or not is_short_figure(total[0].text):
        return
    if not any((value.year or 0) > WRITTEN_BY for value in years):
        return
    named.add(Column.TARGET)
    values[Column.TARGET] = total[0]
    whole = number(total[0].text)
    added = sum(number(v.text) or 0 for v in years)
    steps = [v for v in years if added == whole or (v.year or 0) > MEASURED_BY]
    milestones.extend(steps)
    years[:] = [v for v in years if v not in steps]


def place_aim(
    values: dict[Column, Value], milestones: list[Value], named: set[Column], cells: Cells
) -> None:
    """Take what is to be reached from a sentence that says so, beside a named starting value.

    It names a figure and a year to come; under "Commitment" it may be the figure alone.
    """
    if Column.TARGET in named or milestones or Column.BASELINE not in named:
        return
    open_ = (None, Column.OBJECTIVE, Column.INDICATOR, Column.ACTION)
    aims = []
    for place, (header, cell) in enumerate(cells):
        column = column_of(header)
        if place == 0 or column not in open_ or len(cell.split()) > 3 * MOST_WORDS:
            continue
        if is_aim(cell) or (column is Column.ACTION and is_short_figure(cell)):
            aims.append((column, value_of(header, cell, place)))
    if len(aims) != 1:
        return
    ((column, aim),) = aims
    named.add(Column.TARGET)
    values[Column.TARGET] = aim
    if column is not None and values.get(column) == aim:
        del values[column]
        named.discard(column)


def _words_before(values: Mapping[Column, Value], cells: Cells) -> Value | None:
    """Return the one cell of words between an objective and the values: how it is measured."""
    held = [values[c].place for c in (Column.BASELINE, Column.TARGET) if c in values]
    objective = values.get(Column.OBJECTIVE)
    if objective is None or not held:
        return None
    between = [
        value_of(header, cell, place)
        for place, (header, cell) in enumerate(cells)
        if objective.place < place < min(held) and column_of(header) is None
        if re.search(r"[^\W\d]{3}", cell) and not GROUP.search(header)
    ]
    return between[0] if len(between) == 1 else None


def _is_measure(value: Value) -> bool:
    """Return whether "how we will measure it" is answered by a measure and not by a source."""
    asked = re.match(r"how\b|measured by|evidence", value.header, re.IGNORECASE)
    return bool(asked) and not SOURCE_NAMED.search(value.text)


def _place_source(values: dict[Column, Value], named: set[Column], cells: Cells) -> None:
    """Take the one cell behind the values that names a survey or a register for the source."""
    held = [values[c].place for c in (Column.BASELINE, Column.TARGET) if c in values]
    if Column.SOURCE in named or not held:
        return
    found = [
        value_of(header, cell, place)
        for place, (header, cell) in enumerate(cells)
        if place > min(held) and column_of(header) is None and is_value(cell)
        if SOURCE_NAMED.search(cell) and not re.search(r"\d", cell)
    ]
    if len(found) == 1:
        values[Column.SOURCE] = found[0]


def place_rest(values: dict[Column, Value], named: set[Column], cells: Cells) -> None:
    """Take date, target and indicator from columns whose headers say nothing."""
    used = {value.place for value in values.values()}
    for place, (header, cell) in enumerate(cells[1:], start=1):
        if is_date(cell) and place not in used and column_of(header) is not Column.ASIDE:
            gone = years_in(cell)[-1] <= MEASURED_BY and Column.BASELINE in values
            kind = Column.BASELINE_DATE if gone else Column.YEAR
            values.setdefault(kind, value_of(header, cell, place))
    if Column.TARGET not in values and Column.TARGET not in named:
        for place, (header, cell) in enumerate(cells[1:], start=1):
            if place in used or not years_ahead(cell):
                continue
            if TO_COME.search(cell) and len(cell.split()) <= 8:
                values[Column.TARGET] = value_of(header, cell, place)
                break
    if Column.INDICATOR not in named and (measure := _words_before(values, cells)):
        values[Column.INDICATOR] = measure
        named.add(Column.INDICATOR)
    _place_source(values, named, cells)
    source = values.get(Column.SOURCE)
    if Column.INDICATOR not in named and source and _is_measure(source):
        values[Column.INDICATOR] = values.pop(Column.SOURCE)
        named.add(Column.INDICATOR)
    if Column.INDICATOR not in named and (objective := values.get(Column.OBJECTIVE)):
        values[Column.INDICATOR] = objective
    if named & {Column.INDICATOR, Column.OBJECTIVE, Column.ACTION}:
        return
    for place, (header, cell) in enumerate(cells):
        if column_of(header) is None and not EMPTY.match(cell) and re.search(r"[^\W\d]{3}", cell):
            if cell.strip() not in {value.text for value in values.values()}:
                values[Column.INDICATOR] = value_of(header, cell, place)
            return
