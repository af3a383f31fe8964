"""Overlaps kept on disk: for forty strategies they take half a minute to find and none to read.

A cache like the vector files: it can be deleted, and what does not fit the strategies or the code
as they are now is not read. `python -m index.comparing.overlap_cache` fills it in a process of its
own, so that an app that answers clicks meanwhile keeps its processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from index.comparing.overlaps import Member, Overlap, all_overlaps
from index.comparing.relations import Relation
from index.corpus import Corpus, read_corpus
from index.storage.content_revision import content_revision
from index.storage.workspace import Workspace, open_workspace

NAME = "overlaps.json"
KEPT_FROM: Final = 3_000
"""Passages from which overlaps are kept and found in another process: below it that takes a second
or two, about as long as a process takes to start."""


def cached_overlaps(
    workspace: Workspace, corpus: Corpus, embedder: str
) -> Sequence[Overlap] | None:
    """Return what is kept for the strategies as they are now, or None.

    `corpus` are the current strategies, with or without vectors.
    """
    try:
        kept = json.loads((workspace.cache / NAME).read_bytes())
        if kept["key"] != _key(workspace, embedder):
            return None
        return _overlaps(corpus, kept["overlaps"])
    except (OSError, ValueError, LookupError, TypeError):
        return None  # not there, half written by a process that was ended, or of another shape


def keep_overlaps(workspace: Workspace, embedder: str) -> None:
    """Find all overlaps and keep them; what was kept before is replaced in one step."""
    key = _key(workspace, embedder)
    corpus = read_corpus(workspace.store, embedder)
    found = [_values(corpus, overlap) for overlap in all_overlaps(corpus)]
    part = workspace.cache / f"{NAME}.{os.getpid()}"
    part.write_text(json.dumps({"key": key, "overlaps": found}), "utf-8")
    part.replace(workspace.cache / NAME)


def _key(workspace: Workspace, embedder: str) -> str:
    """Name strategies, embedder and code: what finds overlaps today may judge otherwise soon."""
    code = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(file.read_bytes())
    return f"{content_revision(workspace.engine)} {embedder} {code.hexdigest()}"


def _values(corpus: Corpus, overlap: Overlap) -> list[Any]:
    members = []
    for member in overlap.members:
        promise = None
        if member.commitment is not None:
            promises = corpus.analyses[member.passage.id].promises.commitments
            promise = promises.index(member.commitment)
        members.append([member.passage.id, member.start, member.end, promise])
    return [overlap.relation.value, overlap.confidence, overlap.why, members]


def _overlaps(corpus: Corpus, kept: Sequence[Any]) -> list[Overlap]:
    passages = {passage.id: passage for passage in corpus.passages}
    documents = {document.id: document for document in corpus.documents}

    def member(id_: str, start: int, end: int, promise: int | None) -> Member:
        passage = passages[id_]
        commitment = None
        if promise is not None:
            commitment = corpus.analyses[id_].promises.commitments[promise]
        return Member(passage, documents[passage.document_id], start, end, commitment)

    return [
        Overlap(Relation(relation), confidence, tuple(member(*m) for m in members), why)
        for relation, confidence, why, members in kept
    ]


def fill(workspace: Workspace, embedder: str) -> None:
    """Find and keep all overlaps unless they are kept; one process at a time does."""
    with _alone(workspace):
        if not is_kept(workspace, embedder):  # by the process that was waited for
            keep_overlaps(workspace, embedder)


def is_kept(workspace: Workspace, embedder: str) -> bool:
    """Return whether what is kept fits the strategies and the code as they are now."""
    try:
        kept = json.loads((workspace.cache / NAME).read_bytes())
        return bool(kept["key"] == _key(workspace, embedder))
    except (OSError, ValueError, LookupError, TypeError):
        return False


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Wait for another process that fills the cache: two would take twice as long."""
    import fcntl

    with (workspace.cache / "overlaps.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Fill the cache of one workspace."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--embedder", required=True, help="id of the embedder whose vectors count")
    asked = parser.parse_args()
    with open_workspace(asked.workspace) as workspace:
        fill(workspace, asked.embedder)


if __name__ == "__main__":
    main()
