"""Draws a chain as SVG, five columns from input to impact, and writes its twin as a table."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from nlp.commitment import Stage
from nlp.commitments.horizon import Horizon
from review.logframes.cells import is_row
from review.reports.cells import safe_cell
from review.theory.chains import Chain, JudgedLink
from review.theory.national import Theory
from review.theory.steps import STAGES, Element, Step

COLUMN: Final = 250  # pixels from one column to the next
BOX: Final = 200
ROW: Final = 92
TOP: Final = 84
LINE: Final = 15  # pixels between lines of 12 pixel type
LETTERS: Final = 28  # of 12 pixel type that fit into a box, wide ones among them
LINES: Final = 4
MOST: Final = 14
"""Boxes a column holds before the picture stops being readable; the table holds all."""

TINTS: Final = {
    Stage.INPUT: "#E3EDF9",
    Stage.ACTIVITY: "#E5F2E4",
    Stage.OUTPUT: "#FFF3D6",
    Stage.OUTCOME: "#FBE4DC",
    Stage.IMPACT: "#EDE4F5",
}
HEADS: Final = {
    Stage.INPUT: "Inputs",
    Stage.ACTIVITY: "Activities",
    Stage.OUTPUT: "Outputs",
    Stage.OUTCOME: "Outcomes",
    Stage.IMPACT: "Impact",
}
_HORIZONS: Final = {
    Horizon.SHORT: "short term",
    Horizon.MEDIUM: "medium term",
    Horizon.LONG: "long term",
    Horizon.NOT_STATED: "no date",
}
COLUMNS: Final = (
    *("stage", "horizon", "quote", "page", "leads_to_stage", "leads_to", "leads_to_page"),
    *("cue", "reason", "verdict", "by"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a picture: what it says, the line under it, and the whole text on hovering."""

    key: str
    stage: Stage
    words: str
    small: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line from box to box; dashed while nobody has confirmed it."""

    source: str
    target: str
    firm: bool
    why: str


def chain_svg(chain: Chain) -> str:
    """Return the picture of a strategy's chain, as many boxes as can be read.

    Linked steps come first, then what is promised, then what is asked for or only looked into.
    """
    standing = [judged for judged in chain.links if judged.stands]
    lines = [Line(*ends(judged), judged.given is not None, judged.link.cue) for judged in standing]
    boxes: dict[str, Box] = {}
    for judged in standing:
        for key, box in zip(ends(judged), _boxes(judged), strict=True):
            boxes.setdefault(key, box)
    for step in sorted(chain.steps, key=lambda step: not is_row(step)):
        boxes.setdefault(step.key, _step_box(step))
    title = f"How {chain.strategy.document.about.title} says it will work"
    return draw(title, list(boxes.values()), lines)


def theory_svg(theory: Theory) -> str:
    """Return the picture of a national theory of change."""
    boxes = [
        Box(n.id, n.stage, n.name, f"{n.target} by {n.by}" if n.target and n.by else n.target)
        for n in theory.nodes
    ]
    lines = [Line(m.source, m.target, True, f"{m.how} {m.assumption}") for m in theory.mechanisms]
    return draw(theory.name, boxes, lines)


def ends(judged: JudgedLink) -> tuple[str, str]:
    """Return the keys of the two boxes that a link joins."""
    source = judged.from_step.key if judged.from_step else judged.link.source.key
    target = judged.to_step.key if judged.to_step else judged.link.target.key
    return source, target


def draw(title: str, boxes: Sequence[Box], lines: Sequence[Line]) -> str:
    """Return an SVG; boxes beyond what a column holds are counted in it, never dropped silently."""
    at: dict[str, tuple[int, int]] = {}
    shapes: list[str] = []
    most = 0
    for column, stage in enumerate(STAGES):
        mine = [box for box in boxes if box.stage is stage]
        x = 20 + column * COLUMN
        shapes.append(_text(x, TOP - 18, f"{HEADS[stage]} ({len(mine)})", "font-weight='bold'"))
        # Every other column stands half a row lower, so that a line passes between its boxes.
        y0 = TOP + (ROW // 2 if column % 2 else 0)
        for row, box in enumerate(mine[:MOST]):
            at[box.key] = (x, y0 + row * ROW)
            shapes.append(_box(box, *at[box.key]))
        if len(mine) > MOST:
            rest = f"and {len(mine) - MOST} more: see the table"
            shapes.append(_text(x, y0 + MOST * ROW + 14, rest))
        most = max(most, min(len(mine), MOST + 1))
    curves = [_curve(line, at) for line in lines if line.source in at and line.target in at]
    width, height = 40 + COLUMN * len(STAGES) - (COLUMN - BOX), TOP + ROW * most + ROW // 2 + 30
    described = f"{len(boxes)} steps in five columns from inputs to impact, {len(lines)} links."
    return "\n".join(
        (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' "
            f"width='{width}' height='{height}' role='img' aria-labelledby='title what' "
            "font-family='sans-serif' font-size='12'>",
            f"<title id='title'>{escape(title)}</title>",
            f"<desc id='what'>{escape(described)}</desc>",
            "<defs><marker id='head' markerWidth='8' markerHeight='8' refX='7' refY='4' "
            "orient='auto'><path d='M0,0 L8,4 L0,8 z' fill='#505A5F'/></marker></defs>",
            f"<rect width='{width}' height='{height}' fill='#FFFFFF'/>",
            _text(20, 30, title, "font-size='16' font-weight='bold'"),
            *curves,
            *shapes,
            "</svg>",
        )
    )


def _box(box: Box, x: int, y: int) -> str:
    words = " ".join(box.words.split())
    shown = textwrap.wrap(words, LETTERS, max_lines=LINES, placeholder=" …")
    rows = [_text(x + 8, y + 16 + LINE * n, line) for n, line in enumerate(shown)]
    if box.small:
        small = textwrap.shorten(box.small, LETTERS + 6, placeholder="…")
        rows.append(_text(x + 8, y + ROW - 18, small, "font-size='10' fill='#505A5F'"))
    tip = escape(f"{words} ({box.small})" if box.small else words)
    return (
        f"<g><title>{tip}</title><rect x='{x}' y='{y}' width='{BOX}' height='{ROW - 12}' rx='3' "
        f"fill='{TINTS[box.stage]}' stroke='#505A5F'/>{''.join(rows)}</g>"
    )


def _curve(line: Line, at: dict[str, tuple[int, int]]) -> str:
    (x0, y0), (x1, y1) = at[line.source], at[line.target]
    half = (ROW - 12) // 2
    if x0 == x1:  # within a column: round its right side
        x1 += BOX
    x0, y0, y1 = x0 + BOX, y0 + half, y1 + half
    bend = max(25, (x1 - x0) // 2)
    dash = "" if line.firm else " stroke-dasharray='5 3'"
    end = x1 + bend if x1 == x0 else x1 - bend
    return (
        f"<path d='M{x0},{y0} C{x0 + bend},{y0} {end},{y1} {x1},{y1}' fill='none' "
        f"stroke='#505A5F' stroke-width='1.4' marker-end='url(#head)'{dash}>"
        f"<title>{escape(' '.join(line.why.split()))}</title></path>"
    )


def _text(x: int, y: int, words: str, more: str = "") -> str:
    return f"<text x='{x}' y='{y}' {more}>{escape(words)}</text>"


def page_of(element: Element) -> str:
    """Return where the words stand: the printed page, or the sheet where none is printed."""
    passage = element.passage
    return f"p. {passage.printed}" if passage.printed else f"sheet {passage.sheet}"


def _step_box(step: Step) -> Box:
    small = f"{page_of(step.element)}, {_HORIZONS[step.horizon]}"
    return Box(step.key, step.stage, step.quote, small)


def _boxes(judged: JudgedLink) -> tuple[Box, Box]:
    found = []
    for step, element in (
        (judged.from_step, judged.link.source),
        (judged.to_step, judged.link.target),
    ):
        key = step.key if step else element.key
        horizon = f", {_HORIZONS[step.horizon]}" if step else ""
        found.append(Box(key, element.stage, element.quote, f"{page_of(element)}{horizon}"))
    return found[0], found[1]


def chain_csv(chain: Chain) -> str:
    """Return the picture's twin: a row for each link, then one for each step without a link."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    linked = set()
    for judged in chain.links:
        linked |= {step.key for step in (judged.from_step, judged.to_step) if step}
        source, target = judged.link.source, judged.link.target
        horizon = judged.from_step.horizon.value if judged.from_step else ""
        said = (judged.given.verdict.value, judged.given.by) if judged.given else ("proposed", "")
        start = (source.stage.value, horizon, source.quote, page_of(source))
        end = (target.stage.value, target.quote, page_of(target))
        row = (*start, *end, judged.link.cue, judged.link.reason, *said)
        writer.writerow([plain_cell(cell) for cell in row])
    for step in chain.steps:
        if step.key not in linked:
            start = (step.stage.value, step.horizon.value, step.quote, page_of(step.element))
            writer.writerow([plain_cell(cell) for cell in (*start, *[""] * 7)])
    return out.getvalue()


def plain_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before it."""
    return safe_cell(" ".join(text.split()))
