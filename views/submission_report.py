"""What a new strategy brings: read, not read, says, resembles, misses. For screen and for paper."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from index.comparing.comparison import Near, closest, compare
from index.comparing.overlaps import Overlap
from index.comparing.verdicts import verdicts
from index.coverage.places_by_labels import NEAR_FROM
from index.coverage.requirements import Checked
from index.searching.selection import Selection
from ingest.document import BODY_KINDS, Document, TextSource
from nlp.analysis import Analysis
from nlp.commitment import Strength
from views.desk import Desk
from views.overlap_words import RELATION, address_of, places_of
from views.overlaps_found import overlaps_of_document, state_of
from views.requirements_check import check
from views.standing import missions_of
from views.wording import STATUS, STRENGTH, counted, listed, published_words

OVERLAPS_TOLD: Final = 8
RESEMBLES_FROM: Final = 0.02
"""Share of word runs in common that is worth telling; unrelated strategies stay below .01."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact; `act` and `id` make it a button on the screen."""

    words: str
    act: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the five questions with its facts."""

    heading: str
    lines: tuple[Line, ...]


def report(desk: Desk, document: Document) -> Sequence[Section]:
    """Answer the five questions about one strategy, once per change of what is stored."""
    with st.spinner("Setting it beside the other strategies"):
        state = (*state_of(verdicts(desk.store.engine)), desk.tag_decisions()[0])
        return desk.derived(("report", document.id, *state), lambda: _report(desk, document))


def _report(desk: Desk, document: Document) -> Sequence[Section]:
    id_ = document.id
    selection = Selection(documents=frozenset({id_}), kinds=BODY_KINDS)
    analyses = desk.store.analyses(selection)
    mine = overlaps_of_document(desk, id_)
    return (
        Section("What we read", tuple(_read(desk, document))),
        Section("What we could not read", tuple(_unread(document))),
        Section("What it says", tuple(_says(desk, analyses))),
        Section(
            "Whom it resembles", tuple(_resembles(desk, document, closest(desk.store, id_), mine))
        ),
        Section("What is missing", tuple(_missing(desk, analyses, check(desk, id_)))),
    )


def _read(desk: Desk, document: Document) -> list[Line]:
    about, held = document.about, desk.counts()[document.id]
    read = sum(page.text_source is not TextSource.NONE for page in document.pages)
    seconds = sum(desk.store.seconds(document.id).values())
    what = (about.title, about.place, STATUS[about.status].lower(), published_words(about))
    sheets = f"{read} of {counted(len(document.pages), 'sheet')}"
    passages = counted(held.passages, "passage")
    return [
        Line(", ".join(what), "document", document.id),
        Line(f"{sheets} and {passages}, in {seconds:.0f} seconds"),
    ]


def _unread(document: Document) -> list[Line]:
    if not document.problems:
        return [Line("Nothing: every sheet was read.")]
    return [
        Line(p.message, "sheet" if p.sheet else "", str(p.sheet or "")) for p in document.problems
    ]


def _says(desk: Desk, analyses: dict[str, Analysis]) -> list[Line]:
    labels = Counter(tag.label for a in analyses.values() for tag in a.accepted)
    strengths = Counter(c.strength for a in analyses.values() for c in a.promises.commitments)
    framework = desk.office.framework
    lines = [
        Line(f"{framework.label(label).name}: {counted(number, 'passage')}", "label", label)
        for label, number in labels.most_common()
    ]
    names = {s: STRENGTH[s].lower() for s in Strength} | {Strength.ASK: "asked of others"}
    kinds = [f"{strengths[s]} {names[s]}" for s in Strength if strengths[s]]
    total = counted(sum(strengths.values()), "commitment")
    lines.append(Line(f"{total}: {listed(kinds)}" if kinds else "No commitments", "commitments"))
    return lines


def _resembles(
    desk: Desk, document: Document, near: Sequence[Near], mine: Sequence[Overlap]
) -> list[Line]:
    lines = []
    for one in near[:3]:
        if one.shared >= RESEMBLES_FROM:
            share = max(1, round(100 * one.shared))
            other = one.document.about
            lines.append(
                Line(
                    f"{share} in 100 of its wording is also in {other.title} ({other.place})",
                    "document",
                    one.document.id,
                )
            )
    lines += _changes(desk, document)
    for overlap in mine[:OVERLAPS_TOLD]:
        others = [p for p in places_of(overlap) if p != document.about.place]
        words = f"{RELATION[overlap.relation]} with {listed(others)}: {overlap.why}"
        lines.append(Line(words, "overlap", urlencode(address_of(overlap))))
    if len(mine) > OVERLAPS_TOLD:
        lines.append(Line(f"All {len(mine)} overlaps", "overlaps"))
    return lines or [Line("No other strategy: nothing in it is close to what the others say.")]


def _changes(desk: Desk, document: Document) -> list[Line]:
    lines = []
    titles = {d.id: d.about for d in desk.documents()}
    for link in desk.store.version_links():
        if document.id not in (link.earlier, link.later):
            continue
        found = compare(desk.store, link.earlier, link.later)
        old, new = (
            f"“{about.title}” ({published_words(about)})"
            for about in (titles[link.earlier], titles[link.later])
        )
        added = counted(len(found.added), "passage")
        moved = f"{len(found.removed)} removed, {len(found.changed)} changed"
        kept = f"{found.unchanged} as before"
        lines.append(Line(f"From {old} to {new}: {added} added, {moved}, {kept}"))
    return lines


def _missing(desk: Desk, analyses: dict[str, Analysis], checked: Sequence[Checked]) -> list[Line]:
    framework = desk.office.framework
    said = {tag.label for a in analyses.values() for tag in a.accepted}
    near = {t.label for a in analyses.values() for t in a.themes if t.probability >= NEAR_FROM}
    lines = []
    for label in framework.labels:
        if label.id not in said:
            why = "comes near, a person should look" if label.id in near else "not stated"
            lines.append(Line(f"{label.name}: {why}", "label", label.id))
    silent = sum(not one.evidence for one in checked)
    if silent:
        words = f"{silent} of the framework's {counted(len(checked), 'requirement')}"
        lines.append(Line(f"{words} are not shown plainly; a person should look", "requirements"))
    for state in missions_of(desk, superseded=True):
        ids = {id_ for found in state.committed.values() for id_ in found}
        if not ids & analyses.keys():
            goal = f"{state.mission.target} by {state.mission.by}"
            lines.append(Line(f"No commitment to the national mission: {goal}"))
    return lines or [Line("Nothing that the framework asks for.")]


def report_file(title: str, sections: Sequence[Section]) -> str:
    """Return the report as an HTML file that prints well and needs nothing else."""
    parts = []
    for section in sections:
        items = "".join(f"<li>{html.escape(line.words)}</li>" for line in section.lines)
        parts.append(f"<h2>{html.escape(section.heading)}</h2><ul>{items}</ul>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><style>body{{font:16px/1.5 system-ui,sans-serif;"
        "max-width:45rem;margin:2rem auto;color:#0b0c0c}</style></head><body>"
        f"<h1>{html.escape(title)}</h1>{''.join(parts)}</body></html>"
    )
