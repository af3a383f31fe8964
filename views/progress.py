"""Progress: who has read what, what to read next, every decision, and the people."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from index.corpus import current_documents
from index.errors import UnknownDocumentError
from review.audit import AuditLine, audit_for
from review.casebook import Casebook
from review.errors import NotAllowedError
from review.permissions import Action, may
from review.person import Person
from review.queue import Queued, Reason, next_to_read
from review.readings import Proof, mark_read
from review.reports.cells import safe_cell
from review.tags import Cause, replay, stale
from review.visibility import standing
from views import address
from views.desk import Desk, now, open_desk
from views.double_coding import draw_double_coding
from views.evidence_card import Card, cards_html
from views.markup import Press, button, draw, note, table, text
from views.navigation import go
from views.people import current_person, draw_people, note_stranger, tried
from views.preparing import open_tags_of, proofs_of
from views.reading import leave, open_page, turn
from views.wording import REVIEW_STATUS, brief, counted

QUEUED: Final = 20
ID: Final = re.compile(r"[0-9a-f]{16}")  # of a passage or strategy: tells a reader nothing
AUDITED: Final = 200
"""Lines of the audit shown at once; the download has all."""


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    st.title("Progress")
    who = current_person(desk)
    if who is None:
        note_stranger(desk, "progress")
        return
    part = st.segmented_control(
        "Part",
        list(PARTS),
        default="Reading",
        key="part",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    PARTS[part or "Reading"](desk, who)


def _reading(desk: Desk, who: Person) -> None:
    every = standing(desk.store.engine, who)
    documents = sorted(desk.documents(), key=lambda d: (d.about.place, d.about.title))
    if not documents:
        note("There are no strategies yet.")
        return
    proofs = proofs_of(desk)
    read, held = sum(p.read for p in proofs), sum(p.passages for p in proofs)
    st.html(
        f'<p class="lis"><b>{read:,} of {counted(held, "passage")}</b> have been read by '
        "somebody. A passage counts once a person marks it, as it stands now.</p>"
    )
    rows = []
    for document, one in zip(documents, proofs, strict=True):
        told = [
            f"{r.reviewer} ({REVIEW_STATUS[r.status].lower()})"
            for r in every
            if r.document == document.id
        ]
        rows.append(_proof_row(one, document.about.place, document.about.title, told))
    heads = ("Place", "Strategy", "Read", "By whom", "Not read", "Reviews")
    press = draw(table(heads, rows, {"Read"}), "proofs")
    if press is not None and press.act == "document":
        go("strategy", {"document": press.id})
    if press is not None and press.act == "unread":
        address.write(document=press.id)
        st.rerun()
    wanted = address.read("document")
    chosen = next((p for p in proofs if p.document == wanted), None)
    if chosen is not None:
        _unread(desk, who, chosen)


def _proof_row(one: Proof, place: str, title: str, reviews: Sequence[str]) -> str:
    share = round(100 * one.read / max(1, one.passages))
    by = ", ".join(f"{name} {number}" for name, number in one.read_by.items()) or "nobody"
    words = f"{len(one.unread)} not read"
    left = button("unread", one.document, words, css="lis-whole") if one.unread else "none"
    return (
        f'<tr><th scope="row">{text(place)}</th><td>{button("document", one.document, title)}</td>'
        f'<td class="lis-n">{share}%</td><td>{text(by)}</td><td>{left}</td>'
        f"<td>{text(', '.join(reviews)) or 'none'}</td></tr>"
    )


def _unread(desk: Desk, who: Person, one: Proof) -> None:
    document = desk.document(one.document)
    st.header(f"Not read by anybody: {document.about.title}")
    shown = one.unread[:QUEUED]
    _passages(desk, who, [Card(passage, document) for passage in shown], "unread-cards")
    if len(one.unread) > len(shown):
        st.caption(f"The first {len(shown)} of {len(one.unread)}, in reading order.")


def _passages(desk: Desk, who: Person, cards: Sequence[Card], key: str) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        if cards and may(who.role, Action.MARK_READ):
            ids = [card.passage.id for card in cards]
            if st.button(f"I have read these {len(ids)}", key=f"{key}-read") and tried(
                lambda: mark_read(Casebook.of(desk.office), ids, who=who, at=now())
            ):
                st.rerun()
        with st.container(height=760, border=False):
            markup = cards_html(cards, desk.office.framework, address.read("passage"))
            leave(draw(markup, key, on_press=turn, keys=True))
    with right, st.container(key="reader"):
        open_page(desk, f"{key}-page", "Open a passage to see its page here.")


def _queue(desk: Desk, who: Person) -> None:
    book = Casebook.of(desk.office)
    current = [d.id for d in current_documents(desk.documents(), desk.store.version_links())]
    queued = next_to_read(book, who, current, QUEUED, opened=open_tags_of(desk))
    if not queued:
        note("Nothing is left to read: every passage has been read by you, and no tag is open.")
        return
    analyses = desk.analyses([one.passage.id for one in queued])
    cards = [
        Card(
            one.passage,
            desk.document(one.passage.document_id),
            analyses.get(one.passage.id),
            note=reason_words(desk, one),
        )
        for one in queued
    ]
    st.html('<p class="lis">What needs a person most comes first.</p>')
    _passages(desk, who, cards, "queue-cards")


def reason_words(desk: Desk, one: Queued) -> str:
    """Return why a passage is next."""
    if one.reason is Reason.UNSURE:
        names = [desk.office.framework.label(label).name for label in one.labels]
        return f"Needs a person: the tool cannot tell whether this is about {' or '.join(names)}."
    if one.reason is Reason.INFORMATIVE:
        names = [desk.office.framework.label(label).name for label in one.labels]
        return f"Worth a look: it is near a toss-up whether this is about {' or '.join(names)}."
    if one.reason is Reason.UNDECIDED:
        names = [desk.office.framework.label(label).name for label in one.labels]
        return f"You have read this; nobody has decided whether it is about {' or '.join(names)}."
    if one.reason is Reason.UNREAD:
        return "Nobody has read this."
    return "You have not read this; somebody else has."


CAUSE: Final = {
    Cause.PASSAGE_CHANGED: "The strategy was read anew and says it otherwise",
    Cause.LABEL_GONE: "The framework no longer has the label",
    Cause.CODEBOOK_CHANGED: "The codebook has changed",
    Cause.MODEL_CHANGED: "The tool judges it differently now",
}


def _stale(desk: Desk, who: Person) -> None:
    book = Casebook.of(desk.office)
    found = stale(book)
    if not found:
        note("Every decision on a tag rests on what is in use now.")
        return
    names = {label.id: label.name for label in desk.office.framework.labels}
    rows = []
    for i, old in enumerate(found):
        decision = old.decision
        again = button("replay", str(i), "Decide so again") if old.now else "Judge by hand"
        rows.append(
            f"<tr><td>{text(names.get(decision.label, decision.label))}</td>"
            f"<td>{text(brief(decision.text, 160))}</td><td>{text(CAUSE[old.cause])}</td>"
            f"<td>{text(decision.by)}, {decision.at:%-d %B %Y}</td><td>{again}</td></tr>"
        )
    press = draw(table(("Label", "Passage", "What changed", "Decided", ""), rows), "stale")
    if press is not None and tried(lambda: replay(book, found[int(press.id)], who=who, at=now())):
        st.rerun()


def _audit(desk: Desk, who: Person) -> None:
    try:
        lines = audit_for(desk.store.engine, who)
    except NotAllowedError as error:
        note(str(error))
        return
    if not lines:
        note("Nothing has been done yet.")
        return
    one, two, three = st.columns(3, vertical_alignment="bottom")
    by = one.selectbox(
        "Who",
        sorted({line.by for line in lines}),
        index=None,
        key="by",
        bind="query-params",
        placeholder="Everybody",
    )
    action = two.selectbox(
        "What",
        sorted({line.action for line in lines}),
        index=None,
        key="action",
        bind="query-params",
        placeholder="Every action",
    )
    kept = [x for x in reversed(lines) if by in (None, x.by) and action in (None, x.action)]
    three.download_button("Download as CSV", audit_csv(kept), "audit.csv", "text/csv")
    st.html(
        f'<p class="lis"><b>{counted(len(kept), "line")}</b>'
        f"{f', the latest {AUDITED} shown' if len(kept) > AUDITED else ''}. "
        "Lines are only ever added.</p>"
    )
    titles = {d.id: f"{d.about.place}: {d.about.title}" for d in desk.documents()}
    press = draw(audit_html(kept[:AUDITED], titles), "audit")
    if press is not None and press.act == "subject":
        _open_subject(desk, press)


def _open_subject(desk: Desk, press: Press) -> None:
    try:
        go("strategy", {"document": desk.document(press.id).id})
    except UnknownDocumentError:
        st.warning("This strategy is no longer here.")


def audit_html(lines: Sequence[AuditLine], titles: dict[str, str]) -> str:
    """Return the audit, latest first, with what was before and what is after."""
    rows = []
    for line in lines:
        title = titles.get(line.subject)
        subject = button("subject", line.subject, title) if title else text(line.subject)
        before, after = (state_words(state) for state in (line.before, line.after))
        if line.withheld:
            after = "kept from you until you submit your own review"
        rows.append(
            f'<tr><td class="lis-whole">{line.at:%Y-%m-%d %H:%M:%S}</td><td>{text(line.by)}</td>'
            f"<td>{text(line.action)}</td><td>{subject}</td>"
            f"<td>{text(before)}</td><td>{text(after)}</td></tr>"
        )
    heads = ("When (UTC)", "Who", "What", "On", "Before", "After")
    return f'<div class="lis-scroll">{table(heads, rows)}</div>'


def state_words(state: Any) -> str:
    """Return a state of the audit in words: "rating 3, note: …"; what is empty is left out."""
    if not isinstance(state, dict):
        return "" if state is None else str(state)
    parts = [f"{key.replace('_', ' ')}: {_value(v)}" for key, v in state.items() if v or v == 0]
    return brief("; ".join(parts), 400)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items() if v is not None)
    if isinstance(value, list):
        told = len(value) > 6 or all(isinstance(v, str) and ID.fullmatch(v) for v in value)
        return f"{len(value)}" if told else ", ".join(map(_value, value))
    return str(value)


def audit_csv(lines: Sequence[AuditLine]) -> str:
    """Return the audit as CSV, states as JSON; what a spreadsheet would run is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("number", "at", "by", "action", "subject", "before", "after", "withheld"))
    for line in lines:
        states = [
            "" if s is None else json.dumps(s, ensure_ascii=False)
            for s in (line.before, line.after)
        ]
        cells = [str(line.id), line.at.isoformat(), line.by, line.action, line.subject, *states]
        writer.writerow([*map(safe_cell, cells), "yes" if line.withheld else ""])
    return out.getvalue()


def _people(desk: Desk, _who: Person) -> None:
    draw_people(desk)


PARTS: Final[dict[str, Callable[[Desk, Person], None]]] = {
    "Reading": _reading,
    "Read next": _queue,
    "Two reviews": draw_double_coding,
    "Out of date": _stale,
    "Audit": _audit,
    "People": _people,
}
