"""Ratings from red to green: a sign with a shape for each, and the portfolio over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

from review.monitoring.progress_reports import RagPoint, Rating, Report, ReportStatus
from views.markup import NUMBER, table, text

RATING: Final = {
    Rating.RED: "Red",
    Rating.AMBER_RED: "Amber-red",
    Rating.AMBER: "Amber",
    Rating.AMBER_GREEN: "Amber-green",
    Rating.GREEN: "Green",
}
MEANING: Final = {
    Rating.RED: "delivery is in doubt",
    Rating.AMBER_RED: "major risks, not under control",
    Rating.AMBER: "significant issues, which can be resolved",
    Rating.AMBER_GREEN: "delivery is probable",
    Rating.GREEN: "delivery is likely",
}
COLOUR: Final = {
    Rating.RED: "#d4351c",
    Rating.AMBER_RED: "#f47738",
    Rating.AMBER: "#ffbf47",
    Rating.AMBER_GREEN: "#b5d334",
    Rating.GREEN: "#00703c",
}
_SHAPE: Final = {
    Rating.RED: "M2 2h12v12H2z",
    Rating.AMBER_RED: "M8 1l7 7-7 7-7-7z",
    Rating.AMBER: "M8 2l7 12H1z",
    Rating.AMBER_GREEN: "M5 2h6l4 6-4 6H5L1 8z",
    Rating.GREEN: "M8 1.5a6.5 6.5 0 110 13 6.5 6.5 0 010-13z",
}
"""Square, diamond, triangle, hexagon, circle: told apart without their colours."""

UNRATED: Final = "#e8e8e8"
BAR: Final = 64  # pixels of a bar
TALL: Final = 220  # pixels of the tallest bar
STEP: Final = 104
MOST_DAYS: Final = 12
"""Days on the chart: three years of quarters; the table has all."""


def rating_html(rating: Rating | None) -> str:
    """Return a rating as its sign and its name."""
    if rating is None:
        return "Not rated"
    return f'<span class="lis-rag">{_sign(rating)}{RATING[rating]}</span>'


def _sign(rating: Rating) -> str:
    return (
        f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{_SHAPE[rating]}" '
        f'fill="{COLOUR[rating]}" stroke="#0b0c0c"/></svg>'
    )


def key_html() -> str:
    """Return the five ratings with what each means."""
    items = "".join(
        f"<span>{rating_html(rating)} {text(MEANING[rating])}</span>" for rating in Rating
    )
    return f'<div class="lis-key">{items}</div>'


def days_of(reports: Sequence[Report], today: date) -> list[date]:
    """Return the days on which the portfolio is looked at: ends of approved periods, and today."""
    ends = {r.period_end for r in reports if r.status is ReportStatus.APPROVED}
    return sorted({*(day for day in ends if day <= today), today})


def chart_svg(points: Sequence[RagPoint]) -> str:
    """Return stacked bars, red at the foot, the rating's letters on every part that holds them.

    Commitments without a rating are left to the table: most are, and would press the rest flat.
    """
    shown = points[-MOST_DAYS:]
    most = max((sum(point.counts.values()) for point in shown), default=0)
    width = 40 + STEP * len(shown)
    bars = "".join(_bar(20 + STEP * n, point, most) for n, point in enumerate(shown))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TALL + 62}" '
        f'width="{width}" height="{TALL + 62}" role="img" font-family="sans-serif" '
        'font-size="12" aria-label="Ratings of the portfolio over time; the table has the same">'
        f"{bars}</svg>"
    )


_LETTERS: Final = {
    Rating.RED: "R",
    Rating.AMBER_RED: "AR",
    Rating.AMBER: "A",
    Rating.AMBER_GREEN: "AG",
    Rating.GREEN: "G",
}


def _bar(x: int, point: RagPoint, most: int) -> str:
    bottom, parts = TALL + 20.0, []
    for rating in Rating:
        if not (number := point.counts[rating]):
            continue
        tall = TALL * number / most
        bottom -= tall
        ink = "#ffffff" if rating in (Rating.RED, Rating.GREEN) else "#0b0c0c"
        said = f"{point.day:%-d %B %Y}: {number} {RATING[rating]}"
        parts.append(
            f'<g><title>{escape(said)}</title><rect x="{x}" y="{bottom:.1f}" width="{BAR}" '
            f'height="{tall:.1f}" fill="{COLOUR[rating]}" stroke="#0b0c0c"/>'
        )
        if tall >= 15:
            parts.append(
                f'<text x="{x + BAR // 2}" y="{bottom + tall / 2 + 4:.1f}" text-anchor="middle" '
                f'fill="{ink}">{_LETTERS[rating]} {number}</text>'
            )
        parts.append("</g>")
    middle = x + BAR // 2
    return "".join(parts) + (
        f'<text x="{middle}" y="{TALL + 38}" text-anchor="middle">{point.day:%-d %b %Y}</text>'
        f'<text x="{middle}" y="{TALL + 54}" text-anchor="middle" fill="#484949">'
        f"{sum(point.counts.values())} rated</text>"
    )


def points_html(points: Sequence[RagPoint]) -> str:
    """Return the chart's twin, the newest day first."""
    heads = ("Day", *RATING.values(), "Not rated")
    rows = []
    for point in reversed(points):
        numbers = (*(point.counts[rating] for rating in Rating), point.unrated)
        cells = "".join(f"<td{NUMBER}>{number:,}</td>" for number in numbers)
        rows.append(f'<tr><th scope="row">{point.day:%-d %B %Y}</th>{cells}</tr>')
    return table(heads, rows, heads[1:])
