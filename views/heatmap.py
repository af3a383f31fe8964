"""The heat map of places by labels: a table whose cells are buttons.

Cells are HTML rather than a drawn chart, so that a keyboard and a screen reader reach them.
States are told apart by shape; tints only help the eye along a column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, urlencode

from index.coverage.places_by_labels import CellState, Coverage, CoverageCell, PlaceRow, Reviewed
from nlp.framework import Framework, Label
from review.reports.cells import safe_cell
from views.markup import NUMBER, button, table, text
from views.tints import paled
from views.wording import counted

_CIRCLE: Final = '<circle cx="8" cy="8" r="5.2" fill="none" stroke="#0b0c0c" stroke-width="1.6"/>'
_DASH: Final = '<path d="M3 8h10" stroke="#484949" stroke-width="1.6"/>'
_HATCH: Final = (
    '<path d="M1 5l4-4M1 10l9-9M1 15L15 1M6 15l9-9M11 15l4-4" stroke="#0b0c0c" stroke-width="1.2"/>'
)
_DIAMOND: Final = '<path d="M8 2l6 6-6 6-6-6z" fill="none" stroke="#0b0c0c" stroke-width="1.6"/>'
FAINTEST: Final = 0.22
"""Share of the tint in a cell that says little: still told from white."""


class Measure(StrEnum):
    """What the numbers of the map count."""

    PASSAGES = "passages"
    COMMITMENTS = "commitments"
    FIRM = "firm"


MEASURES: Final = {
    Measure.PASSAGES: "Passages",
    Measure.COMMITMENTS: "Commitments",
    Measure.FIRM: "Firm only",
}


NONE_OF: Final = {
    Measure.PASSAGES: "passages",
    Measure.COMMITMENTS: "commitments",
    Measure.FIRM: "firm commitments",
}


def value_of(cell: CoverageCell, measure: Measure) -> int:
    """Return the count that a cell shows."""
    return {
        Measure.PASSAGES: cell.passages,
        Measure.COMMITMENTS: cell.commitments,
        Measure.FIRM: cell.firm,
    }[measure]


def heatmap_html(
    coverage: Coverage, framework: Framework, measure: Measure, chosen: tuple[str, str]
) -> str:
    """Return the map; `chosen` is the place and label whose cell is open."""
    axes = [(axis, framework.labels_of(axis.id)) for axis in framework.axes]
    groups = [labels for _, labels in axes]
    gap = '<td class="lis-gap" aria-hidden="true"></td>'
    columns = '<col class="lis-gap">'.join("<col>" * len(labels) for labels in groups)
    top = gap.join(
        f'<th class="lis-axis" colspan="{len(labels)}" scope="colgroup">{text(axis.name)}</th>'
        for axis, labels in axes
    )
    heads = gap.join("".join(_head(label) for label in labels) for labels in groups)
    densest = _densest(coverage, measure)
    cells = {(cell.place, cell.label): cell for cell in coverage.cells}
    rows = []
    for row in coverage.rows:
        parts = gap.join(
            "".join(
                _cell(cells[row.place, label.id], row, label, measure, densest, chosen)
                for label in labels
            )
            for labels in groups
        )
        name = button("place", row.place, row.place, name=f"Open the strategy of {row.place}")
        rows.append(f'<tr><th scope="row">{name}</th>{parts}</tr>')
    return (
        f'<div class="lis-scroll"><table class="lis-map"><colgroup><col class="lis-place">{columns}'
        f"</colgroup><thead><tr><td></td>{top}</tr><tr><td></td>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>{key_html(measure)}"
    )


def _head(label: Label) -> str:
    whole = f"{label.name} in all places"
    return f'<th scope="col">{button("label", label.id, label.name, name=whole)}</th>'


def _densest(coverage: Coverage, measure: Measure) -> float:
    sizes = {row.place: row.passages for row in coverage.rows}
    rates = [value_of(cell, measure) / max(1, sizes[cell.place]) for cell in coverage.cells]
    return max([*rates, 0.01])


def _cell(
    cell: CoverageCell,
    row: PlaceRow,
    label: Label,
    measure: Measure,
    densest: float,
    chosen: tuple[str, str],
) -> str:
    value = value_of(cell, measure)
    shown, style = f"{value:,}", ""
    if cell.state is CellState.STATED and value:
        share = value / max(1, row.passages) / densest
        tint = paled(label.tint, FAINTEST + (1 - FAINTEST) * share**0.5)
        style = f' style="background:{tint}"'
    else:
        shown = sign(cell.state)
    css = "lis-cell lis-chosen" if (cell.place, cell.label) == chosen else "lis-cell"
    id_ = text(urlencode({"place": cell.place, "label": cell.label}))
    says = text(f"{cell.place}, {label.name}: {state_words(cell, measure)}")
    return (
        f'<td><button class="{css}" data-act="cell" data-id="{id_}" title="{says}"'
        f' aria-label="{says}"{style}>{shown}</button></td>'
    )


def cell_named(id_: str) -> tuple[str, str]:
    """Return the place and label of a pressed cell."""
    named = parse_qs(id_)
    return named["place"][0], named["label"][0]


def sign(state: CellState) -> str:
    """Return the shape of a cell without a number; stated here means: none of what is counted."""
    shape = {
        CellState.STATED: _DIAMOND,
        CellState.BELOW_THRESHOLD: _CIRCLE,
        CellState.NOT_STATED: _DASH,
        CellState.NOT_PARSED: _HATCH,
    }[state]
    return f'<svg viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'


def state_words(cell: CoverageCell, measure: Measure) -> str:
    """Return what a cell says in words."""
    value = value_of(cell, measure)
    if cell.state is CellState.STATED:
        words = counted(value, NONE_OF[measure].removesuffix("s"))
        words = words if value else f"{counted(cell.passages, 'passage')}, no {NONE_OF[measure]}"
        reviewed = {Reviewed.PART: ", partly reviewed", Reviewed.ALL: ", reviewed"}
        return words + reviewed.get(cell.reviewed, "")
    return {
        CellState.BELOW_THRESHOLD: "not clearly stated; some passages come near",
        CellState.NOT_STATED: "not stated",
        CellState.NOT_PARSED: "not known; too many pages could not be read",
    }[cell.state]


def key_html(measure: Measure) -> str:
    """Return the legend."""
    parts = [
        "<span><b>12</b> stated; darker where it takes a larger share of the strategy</span>",
        f"<span>{sign(CellState.BELOW_THRESHOLD)} comes near, needs a person</span>",
        f"<span>{sign(CellState.NOT_STATED)} not stated</span>",
        f"<span>{sign(CellState.NOT_PARSED)} not known, pages not read</span>",
    ]
    if measure is not Measure.PASSAGES:
        none = f"stated, but no {NONE_OF[measure]}"
        parts.insert(1, f"<span>{sign(CellState.STATED)} {none}</span>")
    return f'<div class="lis-key">{"".join(parts)}</div>'


TWIN_COLUMNS: Final = (
    "Place",
    "Label",
    "State",
    "Passages",
    "Commitments",
    "Firm commitments",
    "Passages in all",
    "Sheets",
    "Sheets not read",
)


def twin_rows(coverage: Coverage, framework: Framework) -> list[tuple[str | int, ...]]:
    """Return the map as rows under TWIN_COLUMNS."""
    by_place: Mapping[str, PlaceRow] = {row.place: row for row in coverage.rows}
    return [
        (
            cell.place,
            framework.label(cell.label).name,
            state_words(cell, Measure.PASSAGES) if cell.state is not CellState.STATED else "stated",
            cell.passages,
            cell.commitments,
            cell.firm,
            by_place[cell.place].passages,
            by_place[cell.place].sheets,
            by_place[cell.place].unread,
        )
        for cell in coverage.cells
    ]


def twin_html(rows: Sequence[tuple[str | int, ...]]) -> str:
    """Return the rows as a table."""
    lines = []
    for place, *cells in rows:
        said = "".join(
            f"<td{NUMBER if isinstance(cell, int) else ''}>{text(str(cell))}</td>" for cell in cells
        )
        lines.append(f'<tr><th scope="row">{text(str(place))}</th>{said}</tr>')
    return table(TWIN_COLUMNS, lines, TWIN_COLUMNS[3:])


def twin_csv(rows: Sequence[tuple[str | int, ...]]) -> str:
    """Return the rows as CSV with a heading."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TWIN_COLUMNS)
    # The name of a place may come from the cover of any PDF.
    writer.writerows([safe_cell(c) if isinstance(c, str) else c for c in row] for row in rows)
    return out.getvalue()
