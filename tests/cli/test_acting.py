"""Roles hold on the command line too, for everything that changes a strategy."""

import json

import pytest

from tests.cli.office import Desk


@pytest.fixture
def held(desk: Desk) -> str:
    """A workspace whose administrator is Ada and whose viewer is Vic; the id of its strategy."""
    text = "We will teach 90 turbine technicians."
    (added,) = json.loads(desk.lis("ingest", desk.file("a.pdf", "A", text), "--json").stdout)
    desk.lis("review", "people", "--as", "Ada")
    desk.lis("review", "people", "add", "Vic", "viewer", "--as", "Ada")
    desk.lis("review", "people", "add", "Rae", "reviewer", "--as", "Ada")
    return str(added["id"])


CHANGES = {
    "ingest": lambda desk, id_: ("ingest", desk.file("b.pdf", "B", "Rooks call at dusk.")),
    "edit": lambda desk, id_: ("edit", id_, "--title", "Another"),
    "remove": lambda desk, id_: ("remove", id_, "--yes"),
    "reread": lambda desk, id_: ("reread", id_),
    "submission": lambda desk, id_: ("submission", desk.file("c.pdf", "C", "Kites fly.")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_viewer_changes_nothing(desk: Desk, held: str, change: str) -> None:
    before = desk.lis("documents", "--json").stdout
    refused = desk.lis(*CHANGES[change](desk, held), "--as", "Vic")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert "Vic may not" in refused.stderr
    assert desk.lis("documents", "--json").stdout == before


def test_a_reviewer_may_edit_and_not_remove(desk: Desk, held: str) -> None:
    assert desk.lis("edit", held, "--title", "Another", "--as", "Rae").exit_code == 0
    assert desk.lis("remove", held, "--yes", "--as", "Rae").exit_code == 2


def test_a_name_that_nobody_has_is_refused(desk: Desk, held: str) -> None:
    assert desk.lis("edit", held, "--title", "Another", "--as", "Nobody").exit_code == 2


def test_whoever_keeps_the_folder_needs_no_name(desk: Desk, held: str) -> None:
    assert desk.lis("edit", held, "--title", "Another").exit_code == 0
