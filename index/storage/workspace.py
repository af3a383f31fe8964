"""A workspace folder: the database, the PDFs as they came, and caches that can be deleted."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from index.errors import WorkspaceError
from index.storage.schema import REVISION

if TYPE_CHECKING:
    from index.storage.store import SqlStore

DATABASE: Final = "lis.db"
BUSY_MS: Final = 10_000  # a document's transaction takes a second or two; waiting beats failing
NEWER: Final = "was written by a newer version of LIS Scrutiny; update this copy to open it"


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. Close it, or use it in a `with` statement, to let go of the files."""

    folder: Path
    engine: Engine

    @property
    def store(self) -> SqlStore:
        """What the database holds, as documents and passages."""
        from index.storage.store import SqlStore

        return SqlStore(self.engine)

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def uploads(self) -> Path:
        return self.folder / "uploads"

    def pdf(self, document: str) -> Path:
        """Return where the bytes of a document are kept, whether or not they are there."""
        return self.files / f"{document}.pdf"

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_workspace(folder: Path) -> Workspace:
    """Open a workspace, making it when the folder is new or empty and upgrading it when old.

    Raises WorkspaceError, in one line, when the folder holds something else, cannot be
    written, or was written by a newer version.
    """
    _prepare(folder)
    engine = connect(folder / DATABASE)
    try:
        _upgrade(engine, folder)
    except (DatabaseError, WorkspaceError) as error:
        engine.dispose()
        if isinstance(error, WorkspaceError):
            raise
        raise WorkspaceError(f"{folder / DATABASE} cannot be opened: {error.orig}") from error
    return Workspace(folder, engine)


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder} is a file; give a folder as the workspace")
    ours = {DATABASE, "files", "cache", "uploads"}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = {p.name for p in folder.iterdir() if not p.name.startswith(".")} - ours
        if foreign and not (folder / DATABASE).exists():
            raise WorkspaceError(
                f"{folder} holds files but is not a workspace; give a new or an empty folder"
            )
        for name in ("files", "cache", "uploads"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be written: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise WorkspaceError(f"{folder} cannot be written: permission denied")


def connect(database: Path) -> Engine:
    """Return an engine whose transactions hold schema changes too.

    Work on `engine.execution_options(writes=True)` takes the write lock at once: a reader
    that turns into a writer halfway fails without waiting.
    """
    engine = create_engine(f"sqlite:///{database}")

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def writer(engine: Engine) -> Engine:
    """Return the same engine for work that writes."""
    return engine.execution_options(writes=True)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def _upgrade(engine: Engine, folder: Path) -> None:
    with engine.connect() as connection:
        if _revision(connection) == REVISION:
            return
    with writer(engine).begin() as connection:
        revision = _revision(connection)  # again, now that nobody else can write
        if revision == REVISION:
            return
        if revision is None and inspect(connection).get_table_names():
            raise WorkspaceError(f"{folder / DATABASE} is not a database of LIS Scrutiny")
        _run_revisions(connection, folder, revision)


def _run_revisions(connection: Connection, folder: Path, revision: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise WorkspaceError(f"{folder} {NEWER}")
    command.upgrade(config, "head")
