"""The reports on one commitment, each as its readers see it, with its way to approval."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from review.monitoring.progress_reports import MoveMade, Report, moves_of, reports_of
from review.monitoring.register import Entry
from views.desk import Desk
from views.markup import draw, text
from views.outcomes.monitoring_rag import rating_html
from views.outcomes.monitoring_register import REPORT_STATUS
from views.wording import counted


def draw_history(desk: Desk, entry: Entry) -> None:
    """Draw the reports on a commitment but the one under way, the newest first."""
    engine = desk.store.engine
    known = reports_of(engine, [entry.step.passage.document_id])
    under_way = entry.open.id if entry.open else None
    mine = [r for r in known if r.entry == entry.key and r.id != under_way]
    if not mine:
        return
    with st.expander(f"History: {counted(len(mine), 'report')}"):
        for report in reversed(mine):
            told = _head(report) + report_html(report, moves_of(engine, report.id))
            draw(told, f"report-{report.id}")


def report_html(report: Report, moves: Sequence[MoveMade] = ()) -> str:
    """Return a report as its readers see it, with its way to where it stands."""
    facts = [
        ("Rating", rating_html(report.rating)),
        ("Previous rating", rating_html(report.previous)),
        ("Reason", text(report.reason) or "None given"),
        ("Achievements", text(report.achievements) or "None given"),
        ("Forward look", text(report.forward_look) or "None given"),
    ]
    lines = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts)
    way = "".join(
        f"<li>{REPORT_STATUS[move.to_status]}: {text(move.by)}, {move.at:%-d %B %Y}"
        f"{'. ' + text(move.note) if move.note else ''}</li>"
        for move in moves
    )
    return f'<dl class="lis-facing">{lines}</dl>{f"<ol>{way}</ol>" if way else ""}'


def _head(report: Report) -> str:
    status = REPORT_STATUS[report.status].lower()
    return f"<h3>To {report.period_end:%-d %B %Y}: {status}, by {text(report.author)}</h3>"
