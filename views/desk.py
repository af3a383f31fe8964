"""What every screen works on: the office, opened once, and its parts that take long to load."""

from __future__ import annotations

import getpass
import os
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from views.derived import Derived, T
from views.page_pictures import PagePictures

if TYPE_CHECKING:
    from index.assembly import Office
    from index.searching.search import Searcher
    from index.storage.fetching import Counts
    from index.storage.store import SqlStore
    from index.storage.tag_decisions import Decisions
    from ingest.document import Document
    from nlp.analysis import Analysis

PAINTED_SECONDS: Final = 2.0
"""Wait before models load: on two cores they would take the second that the browser needs."""

DEFAULT_WORKSPACE: Final = "workspace"


class DeskError(Exception):
    """A workspace that cannot be opened; str() says what to do."""


class Language:
    """The searcher, loaded in the background; shared between sessions."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="language")
        self._loading: Future[Searcher] | None = None
        self._soon: threading.Timer | None = None

    def start(self) -> None:
        """Begin to load, unless that has begun."""
        # One worker thread: two sessions that come here at once load one after the other,
        # and the second finds the models loaded.
        if self._loading is None:
            self._loading = self._pool.submit(self._load)

    def start_soon(self, then: Callable[[], object]) -> None:
        """Begin to load once the browser has had time to paint the first page.

        `then` follows in the background: what people will ask for and wait for next.
        """
        if self._loading is None and self._soon is None:
            self._soon = threading.Timer(PAINTED_SECONDS, lambda: self._begin(then))
            self._soon.daemon = True
            self._soon.start()

    def afterwards(self, work: Callable[[], T]) -> Future[T]:
        """Do in the background, once models are loaded, what people will ask for next."""
        self.start()  # the one thread of the pool would wait for ever for what stands behind it
        return self._pool.submit(work)

    def _begin(self, then: Callable[[], object]) -> None:
        self.afterwards(then)

    @property
    def ready(self) -> bool:
        return self._loading is not None and self._loading.done()

    def searcher(self) -> Searcher:
        """Return the searcher, waiting until it is loaded."""
        self.start()
        assert self._loading is not None  # noqa: S101  start() has just set it
        return self._loading.result()

    def _load(self) -> Searcher:
        from index.searching.search import Searcher

        searcher = Searcher(self._office.workspace, self._office.embedder)
        searcher.search("anything at all", 1)  # the first search reads the vectors
        return searcher


@dataclass(frozen=True, slots=True)
class Desk:
    """The open office with the pictures and models that all sessions share."""

    office: Office
    pictures: PagePictures
    language: Language
    kept: Derived

    def derived(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """Return an answer worked out once and kept until a strategy changes.

        What people decide leaves it standing: key it by their decisions where they count.
        """
        from index.storage.content_revision import content_revision

        return self.kept.get(content_revision(self.store.engine), key, work_out)

    def has(self, key: Hashable) -> bool:
        """Return whether `derived` has an answer at hand."""
        from index.storage.content_revision import content_revision

        return self.kept.has(content_revision(self.store.engine), key)

    def documents(self) -> tuple[Document, ...]:
        """Return every document in the order in which they came."""
        return self.derived("documents", lambda: tuple(self.store.documents()))

    def document(self, id_: str) -> Document:
        """Return one document; raises UnknownDocumentError."""
        from index.errors import UnknownDocumentError

        found = next((document for document in self.documents() if document.id == id_), None)
        if found is None:
            raise UnknownDocumentError(id_)
        return found

    def places(self) -> list[str]:
        """Return the places that have a strategy, each once, by the alphabet."""
        return sorted({document.about.place for document in self.documents()})

    def counts(self) -> Mapping[str, Counts]:
        """Return how much each document holds, by id."""
        return self.derived("counts", self.store.counts)

    def tag_decisions(self) -> tuple[int, Decisions]:
        """Return what people said of tags, with a number that grows with every decision."""
        from sqlalchemy import func, select

        from index.storage.review_tables import tag_decisions as table
        from index.storage.tag_decisions import last_decisions

        with self.store.engine.connect() as connection:
            latest = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        decided = self.derived(("tag decisions", latest), lambda: last_decisions(self.store.engine))
        return int(latest), decided

    def analyses(self, ids: Sequence[str]) -> Mapping[str, Analysis]:
        """Return what was found in passages, tags as people have corrected them."""
        return self.store.analyses_by_id(ids)

    def analyses_of(self, document: str, ids: Sequence[str]) -> Mapping[str, Analysis]:
        """Return the same for a whole document, whose passages are `ids`; read once."""
        from index.searching.selection import Selection
        from index.storage.tag_decisions import heeding_people

        selection = Selection(documents=frozenset({document}))
        found = self.derived(("analyses", document), lambda: self.store.machine_analyses(selection))
        return heeding_people(found, self.tag_decisions()[1], frozenset(ids))

    @property
    def store(self) -> SqlStore:
        return self.office.workspace.store


def open_desk() -> Desk:
    """Return the desk of the workspace that LIS_WORKSPACE names, opened once per process.

    Raises DeskError when it cannot be opened.
    """
    return _desk(str(Path(os.environ.get("LIS_WORKSPACE", DEFAULT_WORKSPACE)).resolve()))


@st.cache_resource(show_spinner="Opening the workspace")
def _desk(folder: str) -> Desk:
    from index.assembly import assemble
    from index.errors import WorkspaceError
    from index.model_cache import model_cache

    try:
        office = assemble(Path(folder), model_cache())
    except WorkspaceError as error:
        raise DeskError(str(error)) from error
    return Desk(office, PagePictures(), Language(office), Derived())


def now() -> datetime:
    """The clock of the app; everything below is told the time."""
    return datetime.now(UTC)


def person() -> str:
    """Return who works here, for the audit; on one machine the name of its user is enough."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number that has no name
        return ""
