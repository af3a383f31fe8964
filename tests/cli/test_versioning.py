from __future__ import annotations

import pytest

from index.storage.workspace import open_workspace
from tests.cli.office import NOON, Desk

TITLE = "North Vale Local Industrial Strategy"


@pytest.fixture
def later(desk: Desk, north_vale: str) -> str:
    """The id of a near-identical strategy that came after."""
    file = desk.file(
        "later.pdf",
        TITLE,
        "We will open a skills centre with the college.",
        "The valley has 400 firms.",
        "We will keep this strategy under review, as we have always done.",
    )
    result = desk.lis("ingest", file)
    assert result.exit_code == 0
    return result.stdout.split()[0]


def link(earlier: str, later: str, *, confirmed: bool) -> dict[str, object]:
    return {"earlier": earlier, "later": later, "shared": 1.0, "confirmed": confirmed}


def test_a_near_identical_file_is_offered_and_not_linked(desk: Desk, north_vale: str) -> None:
    file = desk.file(
        "later.pdf",
        TITLE,
        "We will open a skills centre with the college.",
        "The valley has 400 firms.",
        "We will keep this strategy under review.",
        "One line more.",
    )
    result = desk.lis("ingest", file)
    id_ = result.stdout.split()[0]
    assert result.stderr == (
        f"lis: {id_} shares 100 in 100 of its text with {north_vale} ({TITLE}); if it is another "
        f"version of it, say `lis versions {id_} --of {north_vale} --confirm`\n"
    )
    assert [found["confirmed"] for found in desk.json("versions", id_)] == [False]


def test_what_is_not_alike_is_not_offered(desk: Desk, north_vale: str) -> None:
    file = desk.file("other.pdf", "Eastgate Growth Plan", "Trams run to the harbour twice a day.")
    (answer,) = desk.json("ingest", file)
    assert (answer["version_of"], answer["versions"]) == (None, [])
    assert desk.json("versions") == []
    assert desk.lis("versions").stdout == (
        "No strategies are linked or offered as versions of one another.\n"
    )


def test_documents_name_what_nobody_has_answered(desk: Desk, north_vale: str, later: str) -> None:
    offered = [found["versions"] for found in desk.json("documents")]
    assert offered == [[link(north_vale, later, confirmed=False)]] * 2
    assert desk.lis("documents").stdout.splitlines()[-1] == (
        f"{later} may be a later version of {north_vale} (100 in 100 of the text is the same); "
        f"say which with `lis versions {later} --of {north_vale} --confirm` or `--reject`"
    )


def test_a_person_confirms_and_the_audit_says_who(desk: Desk, north_vale: str, later: str) -> None:
    found = desk.json("versions", later[:6], "--of", north_vale[:6], "--confirm")
    assert found == [link(north_vale, later, confirmed=True)]
    with open_workspace(desk.workspace) as workspace:
        entry = workspace.store.audit()[-1]
    assert (entry.at, entry.by, entry.action, entry.subject) == (
        *(NOON, "reviewer", "link versions", later),
    )
    assert "may be" not in desk.lis("documents").stdout
    assert "is a later version of" in desk.lis("versions").stdout


def test_the_order_that_a_person_gives_replaces_the_one_guessed(
    desk: Desk, north_vale: str, later: str
) -> None:
    found = desk.json("versions", north_vale, "--of", later, "--confirm")
    assert found == [link(later, north_vale, confirmed=True)]


def test_a_rejected_offer_is_gone_whichever_way_round(
    desk: Desk, north_vale: str, later: str
) -> None:
    assert desk.json("versions", north_vale, "--of", later, "--reject") == []
    assert desk.json("versions") == []
    with open_workspace(desk.workspace) as workspace:
        assert workspace.store.audit()[-1].action == "unlink versions"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{a}", "--of", "{b}"), "say both which versions and what of them"),
        (("{a}", "--confirm"), "say both which versions and what of them"),
        (("--of", "{a}", "--confirm"), "name the later version too"),
        (("{a}", "--of", "{a}", "--confirm"), "no version of itself"),
    ],
)
def test_half_a_question_is_refused(
    desk: Desk, north_vale: str, later: str, arguments: tuple[str, ...], said: str
) -> None:
    result = desk.lis("versions", *(a.format(a=later, b=north_vale) for a in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_only_what_was_offered_or_linked_can_be_rejected(desk: Desk, north_vale: str) -> None:
    other = desk.json("ingest", desk.file("o.pdf", "Eastgate Plan", "Trams run all day."))[0]["id"]
    result = desk.lis("versions", other, "--of", north_vale, "--reject")
    assert result.exit_code == 2
    assert "are not linked and not offered" in result.stderr
