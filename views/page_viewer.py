"""The page viewer: a page as printed, with a passage boxed on it and its neighbours a key away."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from ingest.document import BoundingBox, Document, Page, Passage
from nlp.theme import Span
from views.desk import Desk
from views.markup import Press, button, called_back, press_of, text
from views.navigation import ASSETS
from views.wording import citation, page_words

MARGIN: Final = 2.0  # points around a box, so that the frame does not touch the letters
CLOSE: Final = 0.5  # the same around a line of a quote: more would darken the line below

_viewer: Final = st.components.v2.component(
    "lis_page_viewer", js=(ASSETS / "page_viewer.js").read_text("utf-8"), isolate_styles=False
)


def draw_page(
    desk: Desk,
    document: Document,
    passages: Sequence[Passage],
    sheet: int,
    current: Passage | None,
    key: str,
    on_press: Callable[[Press], None],
    *,
    beside: bool = False,
    quote: Span | None = None,
) -> Press | None:
    """Show one sheet with `current` lit, or `quote` in it, and return what was pressed.

    `beside` another page there is room for less: no steps from passage to passage.

    `passages` are the document's, in reading order. Presses are "open" and "evidence" with a
    passage id and "sheet" with a number.
    """
    try:
        jpeg = desk.pictures.jpeg(desk.office.workspace.pdf(document.id), sheet)
    except Exception:
        # PDFium raises its own error and the file may be gone; either way there is no page.
        st.error(f"Sheet {sheet} of {document.about.title} cannot be drawn. Its text is kept.")
        return None
    page = document.pages[sheet - 1]
    lit: Sequence[BoundingBox] = ()
    if current is not None and quote is not None:
        pdf = desk.office.workspace.pdf(document.id)
        lit = desk.pictures.quote_boxes(pdf, current, quote.start, quote.end)
    result = _viewer(
        key=key,
        data={
            "bars": bars_html(document, passages, sheet, current, beside=beside),
            "boxes": boxes_html(page, passages, current, lit),
            "picture": "data:image/jpeg;base64," + base64.b64encode(jpeg).decode(),
            "ratio": f"{page.width:.1f} / {page.height:.1f}",
            "label": f"{document.about.place}, {where_words(page, len(document.pages))}",
            "zoom": 0,
            "shown": f"{document.id} {sheet} {current.id if current else ''} {quote}",
        },
        on_pressed_change=lambda: called_back(key, on_press),
    )
    return press_of(result.pressed)


def where_words(page: Page, sheets: int) -> str:
    """Return "page 12 · sheet 14 of 80"; both printed numbers on a spread."""
    labels = [part.label for part in page.printed if part.label]
    sheet = f"sheet {page.sheet} of {sheets}"
    if not labels:
        return f"{sheet}, no page number printed"
    return f"{'pages' if len(labels) > 1 else 'page'} {' and '.join(labels)} · {sheet}"


def bars_html(
    document: Document,
    passages: Sequence[Passage],
    sheet: int,
    current: Passage | None,
    *,
    beside: bool = False,
) -> str:
    """Return the two lines above a page: where we are, and what can be done."""
    sheets = len(document.pages)
    about = document.about
    where = where_words(document.pages[sheet - 1], sheets)
    here = text(about.place) if beside else f"{text(about.place)} · {text(about.title)}"
    moves = [
        _step("sheet", str(sheet - 1) if sheet > 1 else "", "Previous page"),
        _step("sheet", str(sheet + 1) if sheet < sheets else "", "Next page"),
    ]
    if current is not None:
        before, after = _neighbours(passages, current)
        steps = [
            _step("open", before, "Previous passage"),
            _step("open", after, "Next passage"),
        ]
        moves += [] if beside else steps
        moves += [
            button("evidence", current.id, "Add to evidence"),
            f'<button data-copy="{text(citation(current, document))}">Copy citation</button>',
        ]
    zoom = (
        '<button data-zoom="-1" aria-label="Smaller">Smaller</button>'
        '<button data-zoom="1" aria-label="Larger">Larger</button>'
    )
    more = _elsewhere(sheet, current)
    return (
        f'<div class="lis-bar"><b>{here}</b><span>{text(where)}</span></div>'
        f'<div class="lis-bar">{"".join(moves)}{zoom}</div>{more}'
    )


def _step(act: str, id_: str, words: str) -> str:
    return button(act, id_, words) if id_ else f"<button disabled>{words}</button>"


def _neighbours(passages: Sequence[Passage], current: Passage) -> tuple[str, str]:
    ids = [passage.id for passage in passages]
    at = ids.index(current.id) if current.id in ids else -1
    if at < 0:
        return "", ""
    return (ids[at - 1] if at else ""), (ids[at + 1] if at + 1 < len(ids) else "")


def _elsewhere(sheet: int, current: Passage | None) -> str:
    """Return a line for a passage that goes on on another sheet."""
    others = sorted({box.sheet for box in current.boxes} - {sheet}) if current else []
    links = " ".join(button("sheet", str(other), f"sheet {other}") for other in others)
    return (
        f'<div class="lis-bar"><span>This passage is also on {links}</span></div>' if others else ""
    )


def boxes_html(
    page: Page,
    passages: Sequence[Passage],
    current: Passage | None,
    quoted: Sequence[BoundingBox] = (),
) -> str:
    """Return a labelled button over every passage of a page; those of `current` are lit.

    Of a quote its lines are lit, and the passage it stands in is framed.
    """
    lit = current.id if current else ""
    state = "lis-framed" if quoted and current and tuple(quoted) != current.boxes else "lis-lit"
    parts = []
    if state == "lis-framed":
        parts += [
            f'<div class="lis-box lis-lit" style="{_placed(box, page, CLOSE)}"></div>'
            for box in quoted
            if box.sheet == page.sheet
        ]
    for passage in passages:
        mine = [box for box in passage.boxes if box.sheet == page.sheet]
        for i, box in enumerate(mine, 1):
            part = f", part {i} of {len(mine)}" if len(mine) > 1 else ""
            opening = " ".join(passage.text.split()[:8])
            name = f"Passage on {page_words(passage)}{part}: {opening}"
            parts.append(
                f'<button class="lis-box{f" {state}" if passage.id == lit else ""}"'
                f' data-act="open" data-id="{passage.id}" aria-label="{text(name)}"'
                f' style="{_placed(box, page)}"></button>'
            )
    return "".join(parts)


def _placed(box: BoundingBox, page: Page, margin: float = MARGIN) -> str:
    """Return where a box lies on its page, in per cent, so that it holds at every zoom."""
    left = 100 * (box.x0 - margin) / page.width
    top = 100 * (box.top - margin) / page.height
    width = 100 * (box.width + 2 * margin) / page.width
    height = 100 * (box.height + 2 * margin) / page.height
    return f"left:{left:.3f}%;top:{top:.3f}%;width:{width:.3f}%;height:{height:.3f}%"
