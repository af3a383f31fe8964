from __future__ import annotations

from tests.cli.office import Desk


def test_a_folder_without_the_labelled_documents_trains_nothing(desk: Desk) -> None:
    empty = desk.folder / "empty"
    empty.mkdir()
    out = desk.folder / "model"
    result = desk.lis("train", "--real", str(empty), "--out", str(out))
    assert result.exit_code == 2
    assert result.stderr == (
        f"lis: {empty}: none of the labelled passages is there; nothing was trained\n"
    )
    assert not out.exists()


def test_a_folder_that_does_not_exist_is_refused(desk: Desk) -> None:
    result = desk.lis("train", "--real", str(desk.folder / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_reviews_never_replace_the_model_in_use(desk: Desk, north_vale: str) -> None:
    result = desk.lis("train", "--with-reviews")
    assert result.exit_code == 2
    assert result.stderr == (
        "lis: --with-reviews never replaces the model in use; name a folder: --out\n"
    )


def test_without_decisions_there_is_nothing_to_learn_from_reviews(
    desk: Desk, north_vale: str
) -> None:
    out = desk.folder / "model"
    result = desk.lis("train", "--with-reviews", "--out", str(out))
    assert result.exit_code == 2
    assert result.stderr == (
        f"lis: {desk.workspace}: nobody has accepted, rejected or added a theme yet\n"
    )
    assert not out.exists()


def test_reviews_of_no_workspace_are_refused(desk: Desk) -> None:
    result = desk.lis("train", "--with-reviews", "--out", str(desk.folder / "model"))
    assert result.exit_code == 2
    assert "is not a workspace" in result.stderr
