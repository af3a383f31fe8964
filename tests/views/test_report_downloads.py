from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.storage.workspace import Workspace, open_workspace
from ingest.document import Reading
from review.people import add_person, sign_in
from review.person import Role
from tests.index.strategies import NOON
from tests.views.paper_office import markup, screen


@pytest.fixture
def team(workspace: dict[str, Reading], empty: Path) -> Iterator[Workspace]:
    with open_workspace(empty) as held:
        ada = sign_in(held.engine, "Ada", at=NOON)
        add_person(held.engine, "Val", Role.VIEWER, who=ada, at=NOON)
        yield held


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The reports drawn so far, by whom and of what; drawing takes no time."""
    drawn: list[tuple[str, str]] = []

    def files(
        _office: object, document: str, who: object, _at: object
    ) -> dict[str, Callable[[], bytes]]:
        def make() -> bytes:
            drawn.append((who.name, document))  # type: ignore[attr-defined]  # a Person
            return b"report"

        return {f"plan.pdf{ending}": make for ending in (".docx", ".pdf", ".csv")}

    monkeypatch.setattr("views.report_downloads.report_files", files)
    return drawn


def test_a_report_is_drawn_when_asked_and_then_offered(
    workspace: dict[str, Reading], team: Workspace, made: list[tuple[str, str]]
) -> None:
    document = next(iter(workspace.values())).document.id
    test = screen("strategy", who="Val", document=document)
    assert made == []
    assert [b.label for b in test.get("download_button")] == []
    next(b for b in test.button if b.label == "Prepare the report").click().run()
    assert made == [("Val", document)] * 3
    assert [b.label for b in test.get("download_button")] == [
        "Download Word",
        "Download PDF",
        "Download CSV",
    ]


def test_a_stranger_is_told_what_to_do_first(
    workspace: dict[str, Reading], team: Workspace
) -> None:
    document = next(iter(workspace.values())).document.id
    test = screen("strategy", document=document)
    assert "Prepare the report" not in [b.label for b in test.button]
    assert "Choose who you are" in markup(test)
