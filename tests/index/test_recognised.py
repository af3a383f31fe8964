from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from index.jobs import JobState, enqueue, run_next
from index.storage.workspace import Workspace
from ingest.document import About, Reading, TextSource
from tests.index.strategies import NOON, reading
from tests.index.test_adding import make_tools, read_lines

ABOUT = About("Plan", "Vale")


def recognised(read: Reading) -> Reading:
    """The same reading as if its words stood in a picture, the first before a bullet."""
    pages = tuple(
        replace(page, text_source=TextSource.OCR, confidence=0.87) for page in read.document.pages
    )
    first, *rest = read.passages
    first = replace(first, marker="•", confidence=0.91)
    return replace(read, document=replace(read.document, pages=pages), passages=(first, *rest))


def test_markers_and_confidence_are_kept(workspace: Workspace) -> None:
    read = recognised(reading("A", "plant oaks", "plant limes"))
    workspace.store.add_reading(read, at=NOON)
    kept = workspace.store.passages()
    assert [(p.marker, p.confidence) for p in kept] == [("•", 0.91), (None, None)]
    assert workspace.store.document(read.document.id).pages == read.document.pages


@pytest.mark.parametrize(("recognise", "source"), [(True, "ocr"), (False, "text")])
def test_a_job_reads_pictures_when_it_was_asked_to(
    workspace: Workspace, recognise: bool, source: str
) -> None:
    def read_pictures(path: Path, about: About) -> Reading:
        return recognised(read_lines(path, about))

    tools = replace(make_tools(), recognise=read_pictures)
    enqueue(workspace, io.BytesIO(b"Steel."), "a.pdf", ABOUT, NOON, recognise=recognise)
    job = run_next(workspace, tools, lambda: NOON)
    assert job is not None
    assert (job.state, job.message) == (JobState.DONE, "")
    (document,) = workspace.store.documents()
    assert document.pages[0].text_source.value == source
