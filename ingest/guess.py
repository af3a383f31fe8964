"""Guesses what a strategy is called, whose it is and when it appeared, for a person to confirm."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from ingest.document import About, Block, BlockKind, Reading, Status

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
DATED = re.compile(rf"\b({'|'.join(MONTHS)})\s+((?:19|20)\d\d)\b", re.I)
YEAR = re.compile(r"\b(20[0-4]\d)\b")
STRATEGY = re.compile(
    r"^(?:the\s+)?(.{2,60}?)\s*[:–—-]?\s+(?:local\s+)?(?:industrial|economic|growth)\s+(?:strategy|plan)",
    re.I,
)
_NAME = r"(?:[A-Z][\w’'&-]+ +(?:(?:and|of|the|&) +)*){1,7}"
_BODY = r"(?:Combined Authority|(?:Local )?Enterprise Partnership|LEP|County Council|City Council)"
LEAD_BODY = re.compile(rf"\b({_NAME}{_BODY})\b")
OPENING_SHEETS = 2  # covers and imprints; later pages speak of other strategies


def guess_about(reading: Reading, file_stem: str) -> About:
    """Return a first guess from the opening pages; what is not found is left empty.

    The title falls back to the file name, the place to the title's own words.
    """
    opening = [b for b in reading.blocks if b.boxes and b.boxes[0].sheet <= OPENING_SHEETS]
    cover = [b for b in opening if b.boxes[0].sheet == 1 and b.kind is not BlockKind.RUNNING]
    title = _title(cover) or file_stem.replace("_", " ").replace("-", " ")
    text = "\n".join(block.text for block in opening)
    place = STRATEGY.match(title)
    lead = LEAD_BODY.search(text)
    published, precision = _published(text)
    return About(
        title=title,
        place=place.group(1).strip() if place else "",
        lead_body=lead.group(1) if lead else "",
        status=_status(text),
        published=published,
        published_precision=precision,
    )


def _title(cover: Sequence[Block]) -> str:
    """Return the words of the cover that name a strategy, else its first heading."""
    named = [
        b.text
        for b in cover
        if re.search(r"\b(?:strategy|plan)\b", b.text, re.I) and len(b.text) < 120
    ]
    if named:
        return named[0].strip()
    headings = [b.text for b in cover if b.kind is BlockKind.HEADING and len(b.text) < 120]
    return headings[0].strip() if headings else ""


def _published(text: str) -> tuple[date | None, str]:
    found = DATED.search(text)
    if found:
        return date(int(found.group(2)), MONTHS[found.group(1).lower()], 1), "month"
    year = YEAR.search(text)
    return (date(int(year.group(1)), 1, 1), "year") if year else (None, "day")


def _status(text: str) -> Status:
    return (
        Status.DRAFT if re.search(r"\b(?:consultation )?draft\b", text, re.I) else Status.SUBMISSION
    )
