"""Guesses what a strategy is called, whose it is and when it appeared, for a person to confirm."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from ingest.document import About, Block, BlockKind, Reading, Status

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
DATED = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?"
    rf"|{_MONTH.replace('month', 'month2')}(?:\s+(?P<day2>\d{{1,2}}),)?)\s+(?P<year>20[0-4]\d)\b",
    re.I,
)
YEAR = re.compile(r"(?<![\d/–—-])(?<!\bby )(?<!\bto )(?<!until )\b(20[0-2]\d)\b(?!\s?[–—/-]\s?\d)")
"""A year that may be that of publication: no target year and no end of a span."""
PUBLISHED = re.compile(r"\b(?:published|updated|issued|dated|approved)\b[^.\d]{0,20}$", re.I)

NAMES = re.compile(
    r"\b(?:strateg(?:y|ies)|plan|deal|manifesto|programme|framework|road ?map|prospectus)\b", re.I
)
NO_TITLE = re.compile(
    r"^(?:(?:government|house|department|ministry|parliament) of\b.*|gov\.uk|contents|foreword"
    r"|summary|executive summary|introduction|report|policy paper|white paper|appendix \w+"
    r"|(?:https?://|www\.)\S+|\S+\.(?:com|org|uk|eu|gov))$",
    re.I,
)
TITLE_LETTERS = 160  # longer is a paragraph, not a title
IMPRINT_WORDS = 14  # a date in a longer block is part of a sentence, not of an imprint
PROSE_WORDS = 25  # what stands above the first longer block of a page without a cover is its title
LINE_WORDS = 15  # of the first line of a document that has no headings

_KIND = (
    r"(?:(?:draft|local|regional|strategic|industrial|economic|growth|inclusive|innovation"
    r"|recovery|smart speciali[sz]ation|and|&)\s+)*(?:strategy|plan|deal|prospectus)\b"
)
PLACE_BEFORE = re.compile(rf"^(?:the\s+)?(.{{2,60}}?)\s*[:–—-]?\s+{_KIND}", re.I)
PLACE_AFTER = re.compile(
    r"\b(?:[Ss]trategy|[Pp]lan|[Dd]eal)\b.*?(?:\sfor\s(?:the\s)?|\)\s|:\s|\s[–—-]\s)"
    r"([A-Z][\w’'&-]+(?:\s(?:and|of|the|upon|on|in|&|[A-Z][\w’'&-]+))*)$"
)
KIND_ALONE = re.compile(rf"^(?:the\s+|a\s+|our\s+)?{_KIND}(?:\s+20\d\d.*)?$", re.I)
NO_PLACE = re.compile(
    r"\b(?:research|innovation|industrial|economic|smart|speciali[sz]ation|sectors?|policy|growth"
    r"|government|our|your|national|action|skills|ai|artificial|clean|report|strategy|plan"
    r"|future|together|draft|final|annual|business|corporate|delivery|implementation|version"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|partnership|council|authority|\d+)\b",
    re.I,
)
_NAME = r"(?:[A-Z][\w’'&-]+ +(?:(?:and|of|the|&) +)*){1,7}"
_BODY = r"(?:Combined Authority|(?:Local )?Enterprise Partnership|LEP|County Council|City Council)"
LEAD_BODY = re.compile(rf"\b({_NAME}{_BODY})\b")
DRAFT = re.compile(r"\b(?:consultation )?draft\b", re.I)
SIGNED = re.compile(r"\bHM Government\b|\bCrown copyright\b")
OPENING_SHEETS = 2  # covers and imprints; later pages speak of other strategies


def guess_about(reading: Reading, file_stem: str) -> About:
    """Return a first guess from the opening pages; what is not found is left empty.

    The title falls back to the file name, the place to the title's own words.
    """
    opening = [b for b in reading.blocks if b.boxes and b.boxes[0].sheet <= OPENING_SHEETS]
    cover = [b for b in opening if b.boxes[0].sheet == 1 and b.kind is not BlockKind.RUNNING]
    title, place = _title(cover)
    text = "\n".join(block.text for block in opening)
    lead = LEAD_BODY.search(text)
    published, precision = _published(opening, title)
    return About(
        title=title or file_stem.replace("_", " ").replace("-", " "),
        place=place,
        lead_body=lead.group(1) if lead else "",
        status=_status(reading.blocks, text),
        published=published,
        published_precision=precision,
    )


def _title(cover: Sequence[Block]) -> tuple[str, str]:
    """Return the title and its place: words that name a strategy, else the largest heading."""
    headings = [b for b in cover if b.kind is BlockKind.HEADING and _may_be_title(b.text)]
    others = [b for b in cover if b.kind is not BlockKind.HEADING and _may_be_title(b.text)]
    named = [b for b in (*headings, *others) if NAMES.search(b.text)]
    prose = [b.order for b in cover if len(b.text.split()) >= PROSE_WORDS]
    headings = [b for b in headings if not prose or b.order < prose[0]] or headings
    # One word in large type is a series or a slogan.
    largest = sorted(headings, key=lambda b: (len(b.text.split()) < 2, b.level))
    first = [b for b in cover[:1] if b in others and len(b.text.split()) <= LINE_WORDS]
    for block in (*named, *largest, *first):
        title = block.text.strip()
        if KIND_ALONE.match(title):
            place = next((b.text.strip() for b in headings if _is_place(b.text)), "")
            return (f"{place} {title}".strip(), _cased(place))
        return title, _place_in(title)
    return "", ""


def _may_be_title(text: str) -> bool:
    plain = text.strip()
    return (
        len(plain) < TITLE_LETTERS
        and not NO_TITLE.match(plain)
        and not re.search(r"[.;,]$|https?://", plain)
        and any(map(str.isalpha, plain))
    )


def _place_in(title: str) -> str:
    found = (PLACE_AFTER.search(title), PLACE_BEFORE.match(title))
    places = [match.group(1).strip() for match in found if match]
    return next((_cased(place) for place in places if _is_place(place)), "")


def _is_place(text: str) -> bool:
    return (
        1 <= len(text.split()) <= 6
        and not NO_PLACE.search(text)
        and text[:1].isupper()
        and not NO_TITLE.match(text.strip())
    )


def _cased(place: str) -> str:
    return place.title() if place.isupper() and len(place) > 4 else place


def _published(opening: Sequence[Block], title: str) -> tuple[date | None, str]:
    """Return when it appeared: a date said to be that, else one in an imprint, else a year."""
    short = [b.text for b in opening if len(b.text.split()) <= 2 * IMPRINT_WORDS]
    said = [m for t in short for m in DATED.finditer(t) if PUBLISHED.search(t[: m.start()])]
    imprint = [b.text for b in opening if len(b.text.split()) <= IMPRINT_WORDS]
    set_apart = [m for text in imprint for m in DATED.finditer(text)]
    whole = [m for m in set_apart if m["day"] or m["day2"]]
    for match in (*said, *whole, *set_apart):
        month = MONTHS[(match["month"] or match["month2"]).lower()]
        day = int(match["day"] or match["day2"] or 0)
        year = int(match["year"])
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            return date(year, month, day), "day"
        return date(year, month, 1), "month"
    years = [m for text in (title, *imprint) for m in YEAR.finditer(text)]
    return (date(int(years[0].group(1)), 1, 1), "year") if years else (None, "day")


def _status(blocks: Sequence[Block], opening: str) -> Status:
    """Return the status that the opening pages, or the running heads of all, tell of."""
    heads = " ".join(b.text for b in blocks if b.kind is BlockKind.RUNNING)
    if DRAFT.search(opening) or DRAFT.search(heads):
        return Status.DRAFT
    return Status.AGREED if SIGNED.search(opening) else Status.SUBMISSION
