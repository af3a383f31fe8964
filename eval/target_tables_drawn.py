"""Sets invented target tables as PDFs, in the layouts that strategies use."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

GOLD: Final = Path(__file__).resolve().parent / "gold" / "target-tables.toml"

ACROSS: Final = "<"
DOWN: Final = "^"


@dataclass(frozen=True, slots=True)
class GoldRow:
    """What one target says, as written; None is not stated."""

    indicator: str
    baseline: str | None
    baseline_date: str | None
    milestones: tuple[str, ...]
    target: str | None
    date: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class TargetTable:
    """One table: `head` and `rows` as printed, with marks for merged cells, and its gold."""

    id: str
    part: str
    rules: str
    widths: tuple[float, ...]
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    gold: tuple[GoldRow, ...]


def target_tables(path: Path = GOLD) -> list[TargetTable]:
    """Return the tables of a gold file in its order."""
    data = tomllib.loads(path.read_text("utf-8"))
    return [_table(item) for item in data["tables"]]


def _table(item: dict[str, Any]) -> TargetTable:
    return TargetTable(
        item["id"],
        item["part"],
        item["rules"],
        tuple(map(float, item["widths"])),
        tuple(map(tuple, item["head"])),
        tuple(map(tuple, item["rows"])),
        tuple(_gold(row) for row in item["gold"]),
    )


def _gold(row: dict[str, Any]) -> GoldRow:
    return GoldRow(
        row["indicator"],
        row.get("baseline"),
        row.get("baseline_date"),
        tuple(row.get("milestones", ())),
        row.get("target"),
        row.get("date"),
        row.get("source"),
    )


def draw_table(table: TargetTable) -> bytes:
    """Return a page with a heading, a sentence and the table under them."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    width = A4[0] - 120
    share = width / sum(table.widths)
    cells = [
        [Paragraph(_words(text, head=n < len(table.head)), body) for text in row]
        + [""] * (len(table.widths) - len(row))
        for n, row in enumerate((*table.head, *table.rows))
    ]
    grid = Table(cells, colWidths=[w * share for w in table.widths], repeatRows=len(table.head))
    grid.setStyle(TableStyle(_style(table)))
    buffer = io.BytesIO()
    page = SimpleDocTemplate(buffer, pagesize=A4, margins=60, invariant=True)
    page.build(
        [
            Paragraph("How we will know", styles["Heading1"]),
            Paragraph("The table shows where we start and what we want to reach.", body),
            Spacer(1, 12),
            grid,
            Spacer(1, 12),
            Paragraph("The partnership board looks at these figures every spring.", body),
        ]
    )
    return buffer.getvalue()


def _words(text: str, *, head: bool) -> str:
    if text in (ACROSS, DOWN):
        return ""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<b>{safe}</b>" if head else safe


def _style(table: TargetTable) -> list[tuple[Any, ...]]:
    from reportlab.lib import colors

    top = len(table.head)
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_spans(table)]
    if table.rules == "grid":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    elif table.rules == "lines":
        style += [
            ("LINEBELOW", (0, top - 1), (-1, top - 1), 1, colors.black),
            ("LINEBELOW", (0, top), (-1, -1), 0.25, colors.grey),
        ]
    elif table.rules == "zebra":
        style.append(("BACKGROUND", (0, 0), (-1, top - 1), colors.lightblue))
        style += [
            ("BACKGROUND", (0, n), (-1, n), colors.whitesmoke)
            for n in range(top + 1, top + len(table.rows), 2)
        ]
    return style


def _spans(table: TargetTable) -> list[tuple[Any, ...]]:
    """Return a span for each cell that is carried on, and for rows of one text."""
    found: list[tuple[Any, ...]] = []
    printed = (*table.head, *table.rows)
    for y, row in enumerate(printed):
        for x, text in enumerate(row):
            if text in (ACROSS, DOWN):
                continue
            right, down = x, y
            while right + 1 < len(row) and row[right + 1] == ACROSS:
                right += 1
            while down + 1 < len(printed) and printed[down + 1][x : x + 1] == (DOWN,):
                down += 1
            if (right, down) != (x, y):
                found.append(("SPAN", (x, y), (right, down)))
    for y, row in enumerate(table.rows, start=len(table.head)):
        if len(row) == 1:
            found.append(("SPAN", (0, y), (-1, y)))
    return found
