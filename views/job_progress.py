"""How far a file has come: its stages in words, or the line that says why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.jobs import Job, JobState
from views.markup import button, table, text

STAGES: Final = {
    "waiting": "Waiting",
    "reading": "Reading the pages",
    "embedding": "Taking in the meaning",
    "analysing": "Finding labels and commitments",
    "storing": "Saving",
    "indexing": "Comparing",
}
"""Stages of a job in their order, and what they are called."""


def progress_html(job: Job) -> str:
    """Return a job under way: its stages, the current one with how much of it is done."""
    names = list(STAGES)
    at = names.index(job.stage) if job.stage in names else 0
    items = []
    for i, name in enumerate(names):
        if i < at:
            items.append(f'<li class="lis-past">{STAGES[name]}</li>')
        elif i == at:
            items.append(f'<li aria-current="step">{STAGES[name]}{_counted(job)}</li>')
        else:
            items.append(f'<li class="lis-soft">{STAGES[name]}</li>')
    part = job.done / job.total if job.total else 0.0
    width = round(100 * (at + part) / len(names))
    return (
        f'<div class="lis" role="status"><p><b>{text(job.name)}</b></p>'
        f'<div class="lis-track"><div style="width:{width}%"></div></div>'
        f'<ol class="lis-stages">{"".join(items)}</ol>'
        "<p>You can leave this page or close the browser; the work goes on.</p></div>"
    )


def _counted(job: Job) -> str:
    return f" ({job.done:,} of {job.total:,})" if job.total > 1 else ""


def jobs_html(jobs: Sequence[Job]) -> str:
    """Return past and present jobs as a table."""
    rows = []
    for job in jobs:
        if job.state is JobState.DONE and job.document_id:
            name = button("report", job.document_id, job.name)
            state = job.message or "Added"
        elif job.state is JobState.FAILED:
            name, state = text(job.name), f"Not added. {job.message}"
        else:
            name, state = button("job", str(job.id), job.name), STAGES.get(job.stage, job.stage)
        rows.append(
            f'<tr><th scope="row">{name}</th><td>{text(job.about.place)}</td>'
            f"<td>{text(state)}</td><td>{job.queued:%-d %B %Y, %H:%M}</td></tr>"
        )
    return table(("File", "Place", "State", "Sent (UTC)"), rows)
