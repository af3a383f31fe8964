"""Which words a reader can see, and which text layers lie."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ingest.document import Problem, TextSource
from ingest.pages.covers import white_on_paper
from ingest.pages.shapes import Shapes
from ingest.pages.words import Frame, Word

SCAN_COVER = 0.5  # of the page: a larger image under unseen words is a scan with an OCR layer
LYING_SHARE = 0.2  # of the characters: more of them without meaning is a broken font map
LEADERS = re.compile(r"[._…·]{3,}")  # the dots of a contents page are not words
WORDLESS = 0.3  # of the characters: with fewer letters and figures a page of text says nothing
MANY_HOLES = 3  # fewer may be ornaments


def visible_words(
    sheet: int, words: Sequence[Word], shapes: Shapes, frame: Frame
) -> tuple[list[Word], TextSource, list[Problem]]:
    """Return the words that can be seen, where they come from, and what was left out and why."""
    problems: list[Problem] = []
    on_page = [w for w in words if _on_page(w, frame)]
    if len(on_page) < len(words):
        count = len(words) - len(on_page)
        lies = "lies outside the page" if count == 1 else "lie outside the page"
        problems.append(_left_out("off_page_text", count, lies, sheet))
    unseen = [w for w in on_page if w.invisible]
    if unseen and _is_scan(shapes, frame) and len(unseen) > 0.5 * len(on_page):
        return on_page, TextSource.OCR, problems
    seen = [w for w in on_page if not w.invisible and (w.shown or not white_on_paper(w, shapes))]
    if len(seen) < len(on_page):
        problems.append(_left_out("hidden_text", len(on_page) - len(seen), "cannot be seen", sheet))
    if seen and _meaningless(seen) > LYING_SHARE:
        problems.append(
            Problem(
                "unreadable_text",
                f"page {sheet}: the text layer does not say what is printed (its fonts carry no"
                " character map); run it through OCR and add it again",
                sheet,
            )
        )
        return [], TextSource.NONE, problems
    holes = sum(word.holes for word in seen)
    if holes >= MANY_HOLES:
        problems.append(
            Problem(
                "letters_missing",
                f"page {sheet}: {holes} letters are drawn that the text layer does not name; the"
                " words around them are incomplete. Run it through OCR and compare",
                sheet,
            )
        )
    return seen, TextSource.TEXT if seen else TextSource.NONE, problems


def _left_out(code: str, number: int, why: str, sheet: int) -> Problem:
    words, were = ("1 word", "was") if number == 1 else (f"{number} words", "were")
    return Problem(
        code, f"page {sheet}: {words} in the text layer {why} and {were} left out", sheet
    )


def _on_page(word: Word, frame: Frame) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _is_scan(shapes: Shapes, frame: Frame) -> bool:
    cover = sum(s.width * s.height for s in shapes.of("image"))
    return cover > SCAN_COVER * frame.width * frame.height


def _meaningless(words: Sequence[Word]) -> float:
    """Return the share of characters that stand for nothing: private, control, unassigned."""
    text = LEADERS.sub("", "".join(word.text for word in words))
    if not text:
        return 0.0
    count = Counter(text)
    if sum(n for c, n in count.items() if c.isalnum()) < WORDLESS * len(text):
        return 1.0
    odd = sum(
        n
        for c, n in count.items()
        if unicodedata.category(c) in ("Co", "Cn", "Cc") or c == "\ufffd"
    )
    return odd / len(text)
