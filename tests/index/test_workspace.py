from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import index
from index.errors import WorkspaceError
from index.storage import schema
from index.storage.workspace import DATABASE, open_workspace, writer


def test_new_folder_becomes_a_workspace_with_its_parts(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "a" / "b") as workspace:
        names = sorted(p.name for p in workspace.folder.iterdir() if p.is_dir())
        assert names == ["cache", "files", "uploads"]
        assert workspace.store.documents() == []


def test_migrations_make_exactly_the_tables_of_the_schema(tmp_path: Path) -> None:
    with open_workspace(tmp_path) as workspace, workspace.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    changed = [d for d in differences if not _is_word_index(d)]
    assert changed == []


def _is_word_index(difference: object) -> bool:
    match difference:
        case ("remove_table", table):
            return str(getattr(table, "name", "")).startswith("passage_words")
    return False


def test_code_names_the_newest_revision() -> None:
    config = Config()
    folder = Path(str(index.__file__)).parent / "storage" / "migrations"
    config.set_main_option("script_location", str(folder))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_connections_wait_and_check_references(tmp_path: Path) -> None:
    with open_workspace(tmp_path) as workspace, workspace.engine.connect() as connection:
        pragmas = ("journal_mode", "foreign_keys", "busy_timeout")
        found = [connection.execute(text(f"PRAGMA {p}")).scalar() for p in pragmas]
    assert found == ["wal", 1, 10_000]


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    with open_workspace(tmp_path) as workspace, writer(workspace.engine).begin() as connection:
        connection.execute(
            text("INSERT INTO embeddings VALUES ('e', 'h', x'00')"),
        )
    with open_workspace(tmp_path) as workspace, workspace.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM embeddings")).scalar() == 1


def test_newer_workspace_is_refused_in_one_line_and_left_alone(tmp_path: Path) -> None:
    open_workspace(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WorkspaceError, match=r"^.* was written by a newer version .*$") as caught:
        open_workspace(tmp_path)
    assert "\n" not in str(caught.value)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_folder_of_other_files_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(WorkspaceError, match="is not a workspace; give a new or an empty folder"):
        open_workspace(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_hidden_files_do_not_make_a_folder_foreign(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_text("x")
    open_workspace(tmp_path).close()
    assert (tmp_path / DATABASE).exists()


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w").write_text("x")
    with pytest.raises(WorkspaceError, match="is a file; give a folder"):
        open_workspace(tmp_path / "w")


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("CREATE TABLE recipes (name)")
    with pytest.raises(WorkspaceError, match="is not a database of LIS Scrutiny"):
        open_workspace(tmp_path)


def test_garbage_in_place_of_the_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(WorkspaceError, match="cannot be opened: file is not a database") as caught:
        open_workspace(tmp_path)
    assert "\n" not in str(caught.value)


def test_failed_upgrade_leaves_no_half_made_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise WorkspaceError("stopped half way")

    import alembic.command

    whole = alembic.command.upgrade

    def half(config: Config, revision: str) -> None:
        whole(config, revision)
        broken()

    monkeypatch.setattr(alembic.command, "upgrade", half)
    with pytest.raises(WorkspaceError, match="stopped half way"):
        open_workspace(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


@pytest.mark.parametrize("change", ["UPDATE audit SET by = 'me'", "DELETE FROM audit"])
def test_audit_trail_cannot_be_changed_even_by_sql(tmp_path: Path, change: str) -> None:
    with open_workspace(tmp_path) as workspace:
        workspace.close()
        with sqlite3.connect(tmp_path / DATABASE) as database:
            database.execute(
                "INSERT INTO audit (at, by, action, subject) VALUES ('2024-01-01', 'a', 'b', 'c')"
            )
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(change)
