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
