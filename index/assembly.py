"""Puts the office together: workspace, framework, reader and language tools.

The command line, the app and the worker all come here, so that the same text gets the same
answer whichever door it came through.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from index.adding import Reader, Tools
from index.storage.workspace import Workspace, open_workspace
from nlp.analysis import Analyst, Embedder
from nlp.framework import Framework, bundled_framework, load_framework


class LanguageTools:
    """Framework, embedder and analyst, each loaded when it is first asked for.

    `cache` is a folder in which the embedder may keep what it converts; None converts anew.
    """

    def __init__(self, cache: Path | None, framework_file: Path | None = None) -> None:
        self.cache = cache
        self._framework_file = framework_file or bundled_framework()

    @cached_property
    def framework(self) -> Framework:
        """The taxonomy that themes are named after."""
        return load_framework(self._framework_file)

    @cached_property
    def embedder(self) -> Embedder:
        """The fastest embedder of this machine that ranks as the reference does."""
        from nlp.embedding.embedder import choose_embedder

        return choose_embedder(self.cache)

    @cached_property
    def analyst(self) -> Analyst:
        """The embedder with the theme tagger and the reader of promises."""
        from nlp.commitments.promises import SpacyPromiseReader
        from nlp.levels.model import bundled_levels
        from nlp.themes.tagger import load_tagger

        levels = bundled_levels()
        tagger = load_tagger(
            self.framework, self.embedder, cache=self.cache, of_levels=levels.adapter
        )
        promises = SpacyPromiseReader(levels=levels)
        return Analyst(self.embedder, tagger, promises, tagger.joint)


@dataclass(frozen=True, slots=True)
class Office:
    """An open workspace and the tools that work on it."""

    workspace: Workspace
    language: LanguageTools
    reader: Reader
    recogniser: Reader | None = None  # reads pages without text from their picture too

    @property
    def framework(self) -> Framework:
        return self.language.framework

    @property
    def embedder(self) -> Embedder:
        return self.language.embedder

    @property
    def analyst(self) -> Analyst:
        return self.language.analyst

    @property
    def tools(self) -> Tools:
        """What adds a document; the first call loads every model."""
        framework = f"{self.framework.id}@{self.framework.version}"
        return Tools(self.reader, self.analyst, framework, self.recogniser)

    def remove(self, document: str, *, at: datetime, by: str = "") -> None:
        """Take a document out with its PDF; UnknownDocumentError when there is none."""
        self.workspace.store.remove(document, at=at, by=by)
        self.workspace.pdf(document).unlink(missing_ok=True)


def assemble(workspace_folder: Path, models: Path | None = None) -> Office:
    """Open a workspace with the tools that ship; WorkspaceError when it cannot be opened.

    `models` keeps converted models for all workspaces; without it each keeps its own.
    """
    from ingest.isolated import read_isolated

    workspace = open_workspace(workspace_folder)
    recogniser = partial(read_isolated, recognise=True)
    return Office(workspace, LanguageTools(models or workspace.cache), read_isolated, recogniser)
