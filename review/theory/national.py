"""The national theory of change as data: what was to lead to what, why, and who says so."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.commitment import Stage
from nlp.toml_table import Table, TableError, check_once, read_toml
from review.errors import ReviewError
from review.theory.steps import STAGES

BUNDLED: Final = "uk-theory-of-change-2017"


class TheoryError(ReviewError):
    """A theory of change that cannot be used; the message says which part to mend."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a node or a mechanism rests on; `date` is ISO, as far as known."""

    id: str
    title: str
    publisher: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Node:
    """Something put in, done or brought about.

    `label` is a theme of the framework whose promises join in here, `mission` one of its
    missions; both are "" where there is none. `by` is a year.
    """

    id: str
    stage: Stage
    name: str
    statement: str
    sources: tuple[str, ...]
    label: str = ""
    mission: str = ""
    measure: str = ""
    target: str = ""
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Why one node leads to another, and what has to hold for it to do so."""

    source: str
    target: str
    how: str
    assumption: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theory:
    """A whole theory of change. `framework` is the id of the framework whose labels it uses."""

    id: str
    version: str
    name: str
    framework: str
    sources: tuple[Source, ...]
    nodes: tuple[Node, ...]
    mechanisms: tuple[Mechanism, ...]

    def node(self, node_id: str) -> Node:
        """Return the node with this id; KeyError when there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    @property
    def digest(self) -> str:
        """A name of the contents that changes whenever anything in them does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def bundled_theory() -> Path:
    """Return the file of the theory of change that comes with the application."""
    return Path(__file__).resolve().parents[2] / "frameworks" / f"{BUNDLED}.toml"


def load_theory(path: Path) -> Theory:
    """Read and check a theory file; TheoryError says what to mend."""
    try:
        return read_toml(path, lambda table, _: _checked(table))
    except TableError as error:
        raise TheoryError(str(error)) from error


def theory_of(data: Mapping[str, Any]) -> Theory:
    """Return the theory that parsed TOML or JSON describes, checked as `load_theory` does."""
    try:
        return _checked(Table(data, ""))
    except TableError as error:
        raise TheoryError(str(error)) from error


def _checked(table: Table) -> Theory:
    theory = Theory(
        table.text("id"),
        table.text("version"),
        table.text("name"),
        table.text("framework"),
        tuple(_source(item) for item in table.tables("sources")),
        tuple(_node(item) for item in table.tables("nodes")),
        tuple(_mechanism(item) for item in table.tables("mechanisms")),
    )
    _check(theory)
    return theory


def parsed(name: str, content: bytes) -> dict[str, Any]:
    """Return what an edited file holds; TheoryError when it is neither JSON nor TOML."""
    try:
        words = content.decode("utf-8")
        read = tomllib.loads(words) if name.endswith(".toml") else json.loads(words)
    except (UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise TheoryError(f"{name}: cannot be read: {error}") from error
    if not isinstance(read, dict):
        raise TheoryError(f"{name}: holds a list, not a theory of change")
    return read


def theory_json(theory: Theory) -> dict[str, Any]:
    """Return a theory as what `theory_of` reads; empty parts are left out."""
    return {
        "id": theory.id,
        "version": theory.version,
        "name": theory.name,
        "framework": theory.framework,
        "sources": [
            {"id": s.id, "title": s.title, "publisher": s.publisher, "date": s.date, "url": s.url}
            for s in theory.sources
        ],
        "nodes": [_node_json(node) for node in theory.nodes],
        "mechanisms": [
            {
                "from": m.source,
                "to": m.target,
                "how": m.how,
                "assumption": m.assumption,
                "sources": list(m.sources),
            }
            for m in theory.mechanisms
        ],
    }


def _node_json(node: Node) -> dict[str, Any]:
    whole = {
        "id": node.id,
        "stage": node.stage.value,
        "name": node.name,
        "statement": node.statement,
        "label": node.label,
        "mission": node.mission,
        "measure": node.measure,
        "target": node.target,
        "by": node.by,
        "sources": list(node.sources),
    }
    return {key: value for key, value in whole.items() if value not in ("", None)}


def _source(table: Table) -> Source:
    return Source(
        table.text("id"),
        table.text("title"),
        table.text("publisher"),
        table.text("date"),
        table.text("url"),
    )


def _node(table: Table) -> Node:
    stage = table.text("stage")
    if stage not in {known.value for known in STAGES}:
        known = ", ".join(item.value for item in STAGES)
        raise table.error("stage", f"{stage!r} is not a stage; use one of {known}")

    def optional(key: str) -> str:
        return table.text(key) if key in table.values else ""

    return Node(
        table.text("id"),
        Stage(stage),
        table.text("name"),
        table.text("statement"),
        table.texts("sources"),
        optional("label"),
        optional("mission"),
        optional("measure"),
        optional("target"),
        table.whole_number("by") if "by" in table.values else None,
    )


def _mechanism(table: Table) -> Mechanism:
    return Mechanism(
        table.text("from"),
        table.text("to"),
        table.text("how"),
        table.text("assumption"),
        table.texts("sources"),
    )


def _check(theory: Theory) -> None:
    nodes = {node.id: node for node in theory.nodes}
    sources = {source.id for source in theory.sources}
    for kind, ids in (
        ("nodes", [node.id for node in theory.nodes]),
        ("sources", [source.id for source in theory.sources]),
        ("mechanisms", [f"{m.source} -> {m.target}" for m in theory.mechanisms]),
    ):
        check_once(kind, ids)
    named = {name for node in theory.nodes for name in node.sources}
    named |= {name for mechanism in theory.mechanisms for name in mechanism.sources}
    for name in sorted(named - sources):
        raise TableError(f"sources: there is no source {name!r}; add it to [[sources]]")
    for m in theory.mechanisms:
        for name in (m.source, m.target):
            if name not in nodes:
                raise TableError(f"mechanisms: there is no node {name!r}; add it to [[nodes]]")
        if STAGES.index(nodes[m.target].stage) < STAGES.index(nodes[m.source].stage):
            raise TableError(f"mechanisms: {m.source} -> {m.target} runs from a later stage back")
