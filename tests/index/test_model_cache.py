import pytest

from index.model_cache import model_cache


def test_the_folder_of_the_user_is_made(tmp_path):
    assert model_cache({}, tmp_path) == tmp_path / ".cache" / "lis-scrutiny"
    assert (tmp_path / ".cache" / "lis-scrutiny").is_dir()


def test_a_cache_that_the_user_names_is_taken(tmp_path):
    settings = {"XDG_CACHE_HOME": str(tmp_path / "mine")}
    assert model_cache(settings, tmp_path) == tmp_path / "mine" / "lis-scrutiny"


@pytest.mark.parametrize("given", ["", "relative/path"])
def test_a_cache_that_is_not_absolute_is_ignored(tmp_path, given):
    settings = {"XDG_CACHE_HOME": given}
    assert model_cache(settings, tmp_path) == tmp_path / ".cache" / "lis-scrutiny"


def test_a_home_in_which_nothing_can_be_made_gives_none(tmp_path):
    (tmp_path / ".cache").write_text("a file stands where the folder should be")
    assert model_cache({}, tmp_path) is None
