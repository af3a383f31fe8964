"""Boxes drawn with four rules, and the titles that stand over boxes instead of in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.lines import Line
from ingest.pages.shapes import Shape

CORNER = 3.0  # points by which the rules of one frame miss each other
LEAST_WIDTH = 60.0  # points: less holds no text
LEAST_HEIGHT = 24.0  # points: two lines of small print
MANY_RULES = 60  # the rules of a grid, not of boxes
BOX_TITLE = re.compile(r"^(?:box|case study|panel)\s+(?:\d{1,3}|[A-Z])\b", re.I)
TITLE_REACH = 5  # lines from "Box 3" down to the box it numbers


def ruled_frames(shapes: Sequence[Shape]) -> list[Shape]:
    """Return the frames that two level and two upright rules make."""
    level = [s for s in shapes if s.width > LEAST_WIDTH]
    upright = [s for s in shapes if s.height > LEAST_HEIGHT]
    if len(level) + len(upright) > MANY_RULES:
        return []
    frames = []
    for left in upright:
        for right in upright:
            if right.x0 - left.x0 < LEAST_WIDTH or not _same_height(left, right):
                continue
            top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
            ends = [s for s in level if _joins(s, left.x0, right.x1)]
            if all(any(abs(s.top - y) < CORNER for s in ends) for y in (top, bottom)):
                frames.append(Shape("frame", left.x0, top, right.x1, bottom, stroked=True))
    return frames


def _same_height(left: Shape, right: Shape) -> bool:
    return abs(left.top - right.top) < CORNER and abs(left.bottom - right.bottom) < CORNER


def _joins(rule: Shape, x0: float, x1: float) -> bool:
    return abs(rule.x0 - x0) < CORNER and abs(rule.x1 - x1) < CORNER


def title_over(box: Shape, lines: Sequence[Line]) -> list[Line]:
    """Return the lines over a box that number and name it ("Box 3", and its title below)."""
    over = sorted(
        (
            line
            for line in lines
            if line.bottom <= box.top + 1
            and line.top > box.top - TITLE_REACH * 1.5 * line.size
            and min(line.x1, box.x1) > max(line.x0, box.x0)
        ),
        key=lambda line: line.top,
    )
    for i, line in enumerate(over):
        if BOX_TITLE.match(line.text) and line.bold:
            return [title for title in over[i:] if title.bold]
    return []
