from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Reading
from tests.views.paper_office import FACTS, SKILLS, markup, pictures, screen


def test_the_line_of_facts_counts_drafts_and_pages_not_read(workspace: dict[str, Reading]) -> None:
    facts = markup(screen(), "facts")
    for fact in (
        "<b>4</b> strategies",
        "<b>3</b> agreed or final",
        "<b>1</b> draft or submission",
        "<b>8</b> passages",
        "<b>4</b> commitments",
        "<b>1</b> page not read",
    ):
        assert fact in facts


def test_every_place_is_a_row_and_a_draft_behind_a_final_adds_nothing(
    workspace: dict[str, Reading],
) -> None:
    drawn = markup(screen(), "portfolio-map")
    for says in (
        "Aldwick, Clean growth: 1 passage",
        "Bramley, Clean growth: 1 passage",
        "Aldwick, Ideas: not stated",
        "Crowle, Ideas: not known; too many pages could not be read",
    ):
        assert f'aria-label="{says}"' in drawn


def test_drafts_count_beside_finals_when_asked(workspace: dict[str, Reading]) -> None:
    test = screen()
    test.checkbox(key="drafts-box").check().run()
    assert test.query_params["drafts"] == "counted"
    assert "Bramley, Clean growth: 2 passages" in markup(test, "portfolio-map")


def test_a_cell_in_the_address_shows_its_passages_only(workspace: dict[str, Reading]) -> None:
    test = screen(place="Aldwick", label="clean_growth")
    cards = markup(test, "portfolio-cards")
    assert ">We w</span>ill open a hydrogen hub" in cards
    assert SKILLS not in cards
    assert FACTS not in cards
    assert "How sure: 90 in 100" in cards


def test_a_label_in_the_address_shows_all_places(workspace: dict[str, Reading]) -> None:
    cards = markup(screen(label="clean_growth"), "portfolio-cards")
    assert cards.index('<h2 class="lis-group">Aldwick') < cards.index(
        '<h2 class="lis-group">Bramley'
    )


def test_counting_firm_promises_leaves_out_passages_without_one(
    workspace: dict[str, Reading],
) -> None:
    test = screen(place="Bramley", label="ideas", count="Firm only")
    assert "1 passage, no firm commitments" in markup(test, "portfolio-map")
    assert markup(test, "portfolio-cards") == ""


def test_a_passage_in_the_address_opens_its_page(workspace: dict[str, Reading]) -> None:
    passage = workspace["Aldwick Strategy"].passages[0]
    test = screen(passage=passage.id)
    (viewer,) = pictures(test)
    assert viewer["label"] == "Aldwick, page 2 · sheet 1 of 1"
    assert viewer["picture"].startswith("data:image/jpeg;base64,")
    assert viewer["boxes"].count("lis-lit") == 1


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"passage": "0" * 16}, "This passage is no longer here"),
        ({"place": "Atlantis", "label": "people"}, "There is no strategy of Atlantis any more."),
        ({"mission": "moon"}, "The framework has no such mission."),
    ],
)
def test_an_address_that_leads_nowhere_says_so(
    workspace: dict[str, Reading], parameters: dict[str, str], says: str
) -> None:
    test = screen(**parameters)
    assert [warning.value[: len(says)] for warning in test.warning] == [says]
    assert not test.exception


def test_an_unknown_label_is_as_if_nothing_was_chosen(workspace: dict[str, Reading]) -> None:
    assert "Choose a cell to read the passages" in markup(screen(label="fishing"))


def test_the_table_says_what_the_map_says(workspace: dict[str, Reading]) -> None:
    assert '<tr><th scope="row">Crowle</th><td>People</td><td>stated</td>' in markup(screen())


def test_a_tile_per_place_names_what_is_most_its_own(workspace: dict[str, Reading]) -> None:
    tiles = markup(screen(), "tiles")
    assert tiles.count('class="lis-tile"') == 3
    assert "<b>Crowle</b><small>1 passage; most its own: People</small>" in tiles


def test_missions_that_nobody_commits_to_come_first(workspace: dict[str, Reading]) -> None:
    drawn = markup(screen(), "missions")
    assert drawn.count("Nobody commits to it or names it") == 5


def test_an_empty_workspace_offers_to_add_a_strategy(empty: Path) -> None:
    test = screen()
    assert "There are no strategies yet." in markup(test)
    assert [button.label for button in test.button] == ["This is me", "Add a strategy"]


def test_a_folder_that_is_no_workspace_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Minister", encoding="utf-8")
    monkeypatch.setenv("LIS_WORKSPACE", str(tmp_path))
    test = screen()
    assert [title.value for title in test.title] == ["There is nothing to show yet"]
    assert [error.value for error in test.error] == [
        f"{tmp_path} holds files but is not a workspace; give a new or an empty folder"
    ]


def test_a_fault_of_ours_is_told_calmly_and_logged(
    workspace: dict[str, Reading],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("views.portfolio.facts_html", fault)
    test = screen()
    assert [error.value[:36] for error in test.error] == ["This screen could not be drawn. Noth"]
    assert "a fault of ours" in caplog.text
