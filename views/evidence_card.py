"""The evidence card: a quote with where it stands, what it is about and how firm it is.

Every screen shows passages through it, so that a passage looks the same wherever it turns up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urlencode

from ingest.document import Document, Passage
from nlp.analysis import Analysis
from nlp.commitment import Strength
from nlp.framework import Framework
from nlp.theme import Span, ThemeTag
from views.markup import button, text
from views.tints import chip, doubt
from views.wording import STATUS, STRENGTH, page_words

LONG: Final = 480
"""Characters that fit in the six lines a card shows before "Show all"."""


UNSURE: Final = "Needs a person: the tool cannot tell"
"""Said of a label that the tool neither gives nor leaves out with any certainty."""


@dataclass(frozen=True, slots=True)
class Card:
    """A passage to be shown. `marks` are the words that matched; `note` says one thing more."""

    passage: Passage
    document: Document
    analysis: Analysis | None = None
    marks: tuple[Span, ...] = ()
    sure: str = ""
    note: str = ""


def cards_html(cards: Sequence[Card], framework: Framework, opened: str = "") -> str:
    """Return a list of cards; the one whose passage is open is marked."""
    items = "".join(card_html(card, framework, opened) for card in cards)
    return f'<ol class="lis-cards">{items}</ol>'


def grouped_html(cards: Sequence[Card], framework: Framework, opened: str = "") -> str:
    """Return cards under a heading per place, places in the order of their first card."""
    places = list(dict.fromkeys(card.document.about.place for card in cards))
    parts = []
    for place in places:
        mine = [card for card in cards if card.document.about.place == place]
        parts.append(f'<h2 class="lis-group">{text(place)}</h2>')
        parts.append(cards_html(mine, framework, opened))
    return "".join(parts)


def card_html(card: Card, framework: Framework, opened: str = "") -> str:
    """Return one card as a list item."""
    passage = card.passage
    current = " lis-current" if passage.id == opened else ""
    note = f'<p class="lis-also">{text(card.note)}</p>' if card.note else ""
    return (
        f'<li class="lis-card{current}" data-item tabindex="-1">'
        f"{_source(card)}{quote_html(card, framework)}{_facts(card, framework)}{note}"
        f"{_actions(card)}</li>"
    )


def strategy_address(document: str, passage: str = "") -> str:
    """Return the deep link to a strategy, at a passage of it."""
    return "strategy?" + urlencode(
        {"document": document, **({"passage": passage} if passage else {})}
    )


def _source(card: Card) -> str:
    about, passage = card.document.about, card.passage
    link = strategy_address(card.document.id, passage.id)
    path = " › ".join(text(heading) for heading in passage.headings)
    return (
        f'<div class="lis-source">{text(about.place)} <span>· '
        f'<a href="{text(link)}" data-act="strategy" data-id="{passage.id}">{text(about.title)}</a>'
        f" ({text(STATUS[about.status])}) · {text(page_words(passage))}</span></div>"
        + (f'<div class="lis-path">{path}</div>' if path else "")
    )


def _facts(card: Card, framework: Framework) -> str:
    facts = []
    if card.analysis:
        facts += [_tag(framework, tag) for tag in card.analysis.accepted]
        strengths = {c.strength for c in card.analysis.promises.commitments}
        facts += [f"<span>{STRENGTH[s]}</span>" for s in Strength if s in strengths]
        open_ = [tag.label for tag in card.analysis.themes if tag.unsure and not tag.accepted]
        facts += [_perhaps(framework, label) for label in open_]
    facts += [f"<span>{text(card.sure)}</span>"] if card.sure else []
    return f'<div class="lis-facts">{"".join(facts)}</div>' if facts else ""


def _tag(framework: Framework, tag: ThemeTag) -> str:
    return chip(framework, tag.label, UNSURE if tag.unsure else "")


def _perhaps(framework: Framework, label: str) -> str:
    name = text(framework.label(label).name)
    said = '<span class="lis-unseen">Perhaps </span>'
    return f'<span class="lis-chip lis-perhaps">{said}{name}{doubt(UNSURE)}</span>'


def _actions(card: Card) -> str:
    id_, page = card.passage.id, page_words(card.passage)
    more = "<button data-more>Show all</button>" if len(card.passage.text) > LONG else ""
    place = card.document.about.place
    return (
        '<div class="lis-actions">'
        + button("open", id_, f"Open {page}", name=f"Open {page} of {place}")
        + button("evidence", id_, "Add to evidence")
        + button("like", id_, "More like this")
        + button("tags", id_, "Correct tags")
        + more
        + "</div>"
    )


def quote_html(card: Card, framework: Framework) -> str:
    """Return the words of a passage, matched words marked and causal words underlined."""
    passage = card.passage
    lead = f'<span class="lis-lead">{text(passage.lead_in)} </span>' if passage.lead_in else ""
    clipped = " lis-clipped" if len(passage.text) > LONG else ""
    if passage.cells:
        return f'<blockquote class="lis-quote">{lead}{_row(passage)}</blockquote>'
    words = marked(passage.text, card.marks, _causes(card, framework))
    return (
        f'<blockquote class="lis-quote{clipped}">{lead}<span data-text>{words}</span></blockquote>'
    )


def _row(passage: Passage) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(cell.header)}</th><td>{text(cell.text)}</td></tr>'
        for cell in passage.cells
        if cell.text
    )
    return f'<table class="lis-row">{rows}</table>'


def _causes(card: Card, framework: Framework) -> list[tuple[Span, str]]:
    if card.analysis is None:
        return []
    return [
        (span, framework.label(tag.label).tint)
        for tag in card.analysis.accepted
        for span in tag.evidence
    ]


def marked(words: str, marks: Sequence[Span], causes: Sequence[tuple[Span, str]] = ()) -> str:
    """Return text as HTML with `marks` highlighted and `causes` underlined in their tint.

    Spans may overlap; of two causes over one word the first counts.
    """
    edges = {0, len(words)}
    for span in (*marks, *(span for span, _ in causes)):
        edges |= {min(max(span.start, 0), len(words)), min(max(span.end, 0), len(words))}
    cuts = sorted(edges)
    parts = []
    for start, end in pairwise(cuts):
        piece = _escaped(words[start:end])
        tint = next((t for s, t in causes if s.start <= start and end <= s.end), None)
        if tint:
            piece = f'<span class="lis-cause" style="border-color:{tint}">{piece}</span>'
        if any(s.start <= start and end <= s.end for s in marks):
            piece = f"<mark>{piece}</mark>"
        parts.append(piece)
    return "".join(parts)


def _escaped(piece: str) -> str:
    # Not `text`, which would swallow the space at either end of a piece.
    import html

    return html.escape(piece)
