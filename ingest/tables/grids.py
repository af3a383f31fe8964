"""Grids of drawn rules and cell frames, found by pdfplumber's table finder.

The finder is given what PDFium sees, so that pdfminer need not read the page again, which
would take many times as long as everything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.pages.shapes import RULE_THICKNESS, Edges, Shape
from ingest.pages.sheet import Sheet

WHOLE_PAGE = 0.95  # of the height: what is taller is the ground of the page
TOUCH = 3.0  # points within which pdfplumber lets rules meet
MAX_PANELS = 500  # each is set beside each; tables shade fewer cells
ROW = 12.0  # points: an upright that ends nearer to a level rule only overshoots it
UPRIGHTS = 3  # of a table of two columns; two alone are the sides of a box
MAX_EDGES = 4_000  # joining them takes quadratic time; a table of 500 rows has fewer


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row; None where a cell of the row above or beside reaches over."""

    bounds: Edges
    rows: list[list[Edges | None]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What pdfplumber's finder asks of a page."""

    edges: list[dict[str, Any]]
    bbox: Edges


def may_hold_grid(sheet: Sheet) -> bool:
    """Whether enough rules are drawn for a grid of two rows and two columns."""
    rules = sheet.shapes.of("rule")
    across = [r for r in rules if r.width > r.height and r.width > 30]
    down = [r for r in rules if r.height > r.width and r.height > 8]
    frames = sheet.shapes.of("frame", "panel")
    return (len(across) >= 3 and len(down) >= 2) or len(frames) >= 4


def find_grids(sheet: Sheet, grounds: bool = True) -> list[Grid]:
    """Return the grids drawn on a sheet. Raises ValueError when there are too many lines.

    Without `grounds` only rules count, and the frames that hold some of them.
    """
    from pdfplumber.table import TableFinder

    shapes = sheet.shapes.of("rule", "frame", "panel", "stroke")
    edges = [
        edge
        for shape in _joined(_seen(shapes) if grounds else _rules_and_outer_frames(shapes))
        if shape.height < WHOLE_PAGE * sheet.height
        for edge in _edges(shape)
    ]
    if len(edges) > MAX_EDGES:
        raise ValueError(f"{len(edges)} lines are drawn on it")
    edges += _open_ends(edges)
    drawn: Any = _Drawn([*edges, *_open_sides(edges)], (0.0, 0.0, sheet.width, sheet.height))
    finder = TableFinder(drawn)
    return [Grid(found.bbox, [row.cells for row in found.rows]) for found in finder.tables]


def _rules_and_outer_frames(shapes: Sequence[Shape]) -> list[Shape]:
    rules = [shape for shape in shapes if shape.kind == "rule"]
    frames = [
        shape
        for shape in shapes
        if shape.kind == "frame" and sum(_surrounds(shape, rule) for rule in rules) >= UPRIGHTS
    ]
    return [*rules, *frames]


def _surrounds(frame: Shape, rule: Shape) -> bool:
    return (
        frame.x0 - TOUCH <= rule.x0
        and rule.x1 <= frame.x1 + TOUCH
        and frame.top - TOUCH <= rule.top
        and rule.bottom <= frame.bottom + TOUCH
    )


def _seen(shapes: Sequence[Shape]) -> list[Shape]:
    """Leave out grounds within one of their own colour: their edges cannot be seen."""
    panels = [s for s in shapes if s.kind == "panel"]
    if len(panels) > MAX_PANELS:
        return list(shapes)
    hidden = {
        id(inner)
        for inner in panels
        for outer in panels
        if outer is not inner
        and outer.fill == inner.fill
        and not inner.stroked
        and outer.width * outer.height > inner.width * inner.height
        and outer.holds(inner.x0, inner.top)
        and outer.holds(inner.x1, inner.bottom)
    }
    return [s for s in shapes if id(s) not in hidden]


def _joined(shapes: Sequence[Shape]) -> list[Shape]:
    """Put together upright rules that are drawn in pieces, row by row."""
    thin = [s for s in shapes if s.kind in ("rule", "stroke") and s.width <= RULE_THICKNESS]
    upright = [s for s in thin if s.height > 2 * s.width]
    taken = {id(s) for s in upright if s.kind == "rule"}
    whole: list[Shape] = []
    for piece in sorted(upright, key=lambda s: (round(s.x0), s.top)):
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.kind == "rule"
            and abs(last.x0 - piece.x0) < 1
            and piece.top <= last.bottom + 1
        ):
            whole[-1] = replace(last, bottom=max(last.bottom, piece.bottom))
            taken.add(id(piece))
        elif piece.kind == "rule":
            whole.append(piece)
    return [*(s for s in shapes if id(s) not in taken), *whole]


def _open_ends(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the missing top or bottom of tables that a page break cuts within a row."""
    across = [edge for edge in edges if edge["orientation"] == "h" and edge["width"] > 8]
    down = [edge for edge in edges if edge["orientation"] == "v" and edge["height"] > ROW]
    ends = []
    for side in ("top", "bottom"):
        level: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for edge in down:
            level[round(edge[side] / TOUCH)].append(edge)
        for alike in level.values():
            x0, x1 = (pick(edge["x0"] for edge in alike) for pick in (min, max))
            y = alike[0][side]
            if len({round(edge["x0"]) for edge in alike}) < UPRIGHTS or any(
                abs(e["top"] - y) <= 2 * TOUCH and e["x0"] < x1 and e["x1"] > x0 for e in across
            ):
                continue
            meeting = [edge for edge in alike if any(_meets(edge, e) for e in across)]
            if len(meeting) == len(alike):
                met = [e for e in across if all(_meets(edge, e) for edge in alike)]
                x0 = min((e["x0"] for e in met), default=x0)  # open at its sides
                x1 = max((e["x1"] for e in met), default=x1)
                ends.append(_edge(x0, y, x1, y, True))
    return ends


def _meets(upright: dict[str, Any], level: dict[str, Any]) -> bool:
    reaches = level["x0"] - TOUCH <= upright["x0"] <= level["x1"] + TOUCH
    return reaches and bool(_touched(upright, [level]))


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the outer sides of tables that have rules between their columns only."""
    across: list[list[dict[str, Any]]] = []
    for edge in _level_runs(edges):
        alike = (
            group
            for group in across
            if max(abs(group[0]["x0"] - edge["x0"]), abs(group[0]["x1"] - edge["x1"])) <= TOUCH
        )
        if edge["width"] > 60:
            group = next(alike, None)
            if group is None:
                across.append([edge])
            else:
                group.append(edge)
    down = [edge for edge in edges if edge["orientation"] == "v"]
    sides = []
    for rules in across:
        x0, x1 = rules[0]["x0"], rules[0]["x1"]
        between = [_touched(edge, rules) for edge in down if x0 + TOUCH < edge["x0"] < x1 - TOUCH]
        spans = sorted((min(levels), max(levels)) for levels in between if len(levels) >= 2)
        for top, bottom in _united(spans):  # tables of one width may stand below each other
            sides += [_edge(x, top, x, bottom, False) for x in (x0, x1)]
    return sides


def _level_runs(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return level edges, those that touch end to end, as of cells side by side, as one."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    runs: list[dict[str, Any]] = []
    for edge in sorted(level, key=lambda e: (round(e["top"]), e["x0"])):
        last = runs[-1] if runs else None
        if (
            last is not None
            and abs(last["top"] - edge["top"]) < 1
            and edge["x0"] <= last["x1"] + TOUCH
        ):
            runs[-1] = _edge(
                last["x0"], last["top"], max(last["x1"], edge["x1"]), last["top"], True
            )
        else:
            runs.append(edge)
    return runs


def _united(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    united: list[tuple[float, float]] = []
    for top, bottom in spans:
        if united and top <= united[-1][1] + TOUCH:
            united[-1] = united[-1][0], max(united[-1][1], bottom)
        else:
            united.append((top, bottom))
    return united


def _touched(edge: dict[str, Any], rules: list[dict[str, Any]]) -> list[float]:
    """Return the heights of the rules that an upright edge meets."""
    top, bottom = edge["top"] - TOUCH, edge["bottom"] + TOUCH
    return [rule["top"] for rule in rules if top <= rule["top"] <= bottom]


def _edges(shape: Shape) -> list[dict[str, Any]]:
    """Return the lines that a shape draws: one for a rule, four for a box."""
    if shape.kind == "rule":
        return [_edge(shape.x0, shape.top, shape.x1, shape.bottom, shape.width >= shape.height)]
    if shape.kind == "stroke" and not (shape.boxed and shape.width > 8 and shape.height > 6):
        return []  # the dots of a dotted line would be joined into a rule
    x0, top, x1, bottom = shape.x0, shape.top, shape.x1, shape.bottom
    return [
        _edge(x0, top, x1, top, True),
        _edge(x0, bottom, x1, bottom, True),
        _edge(x0, top, x0, bottom, False),
        _edge(x1, top, x1, bottom, False),
    ]


def _edge(x0: float, top: float, x1: float, bottom: float, across: bool) -> dict[str, Any]:
    if across:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if across else "v",
        "object_type": "line",
    }
