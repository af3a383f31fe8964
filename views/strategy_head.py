"""The head of a strategy: who says it, when, how far it had come, and its other versions."""

from __future__ import annotations

import streamlit as st

from index.storage.store import VersionLink
from ingest.document import About, Document
from review.permissions import Action
from views.about_form import about_fields
from views.desk import Desk, now
from views.markup import button, draw, text
from views.navigation import go
from views.people import able, acting, tried
from views.report_downloads import draw_report
from views.wording import STATUS, counted, published_words


def draw_head(desk: Desk, document: Document) -> None:
    """Draw title and facts, the links to other versions, and the form that corrects them."""
    st.title(document.about.title)
    st.html(facts_html(desk, document))
    links = [
        link for link in desk.store.version_links() if document.id in (link.earlier, link.later)
    ]
    if links:
        _versions(desk, document, links)
    left, right = st.columns(2)
    with left, st.expander("Report on this strategy"):
        draw_report(desk, document.id)
    if able(desk, Action.EDIT_STRATEGY):
        with right, st.expander("Correct these details"):
            _correct(desk, document)


def facts_html(desk: Desk, document: Document) -> str:
    """Return the one line of facts."""
    about, held = document.about, desk.counts()[document.id]
    facts = [
        about.place,
        about.lead_body,
        STATUS[about.status],
        f"Published: {published_words(about)}",
        counted(held.sheets, "sheet"),
        counted(held.passages, "passage"),
        counted(held.commitments, "commitment"),
        counted(len(document.problems), "problem"),
    ]
    spans = "".join(f"<span>{text(fact)}</span>" for fact in facts if fact)
    return f'<div class="lis lis-line">{spans}</div>'


def _versions(desk: Desk, document: Document, links: list[VersionLink]) -> None:
    titles = {d.id: f"{d.about.title} ({published_words(d.about)})" for d in desk.documents()}
    press = draw(versions_html(document.id, links, titles), "versions")
    if press is None:
        return
    if press.act == "document":
        go("strategy", {"document": press.id})
    link = next(link for link in links if press.id == f"{link.earlier}|{link.later}")

    def decide() -> None:
        by = acting(desk, Action.EDIT_STRATEGY)
        if press.act == "confirm":
            linked = VersionLink(link.earlier, link.later, link.shared, confirmed=True)
            desk.store.link_versions(linked, at=now(), by=by)
        else:
            desk.store.unlink_versions(link.earlier, link.later, at=now(), by=by)

    if tried(decide):
        st.rerun()


def versions_html(document: str, links: list[VersionLink], titles: dict[str, str]) -> str:
    """Return a line per other version; an unconfirmed one asks."""
    lines = []
    for link in links:
        other = link.earlier if link.later == document else link.later
        when = "Earlier" if other == link.earlier else "Later"
        name = button("document", other, titles[other])
        pair = f"{link.earlier}|{link.later}"
        if link.confirmed:
            undo = button("part", pair, "These are not versions of one strategy")
            lines.append(f"<p>{when} version: {name}. {undo}</p>")
        else:
            share = round(100 * link.shared)
            yes = button("confirm", pair, "Yes, link them")
            no = button("part", pair, "No")
            lines.append(
                f"<p>{share} in 100 of the wording is also in {name}. "
                f"Are they versions of one strategy? {yes} {no}</p>"
            )
    return f'<div class="lis-note lis-gaps">{"".join(lines)}</div>'


def _correct(desk: Desk, document: Document) -> None:
    places = desk.places()
    with st.form(f"correct-{document.id}", border=False):
        about = about_fields(document.about, f"correct-{document.id}", places)
        if st.form_submit_button("Save", type="primary"):
            if isinstance(about, str):
                st.error(about)
                return
            if tried(lambda: _edit(desk, document, about)):
                st.rerun()


def _edit(desk: Desk, document: Document, about: About) -> None:
    by = acting(desk, Action.EDIT_STRATEGY)
    desk.store.edit(document.id, about, at=now(), by=by)
