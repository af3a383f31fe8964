"""A framework is a taxonomy as data: axes, labels, missions and what a strategy must show.

A second framework is a new TOML file in `frameworks/`, never new code.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from nlp.toml_table import Table, TableError, check_once, read_toml

BUNDLED = "uk-industrial-strategy-2017"


class FrameworkError(Exception):
    """A framework file that cannot be used; the message is one line: file, key, what to do."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A way of sorting passages; a passage may have several of its labels, or none."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """One theme of an axis, with what counts as it and what does not.

    `cues` and `false_cues` are phrases, not patterns; `prototypes` are typical sentences in
    our own words; `tint` is "#RRGGBB", light enough for near-black text.
    """

    id: str
    axis: str
    name: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    cues: tuple[str, ...]
    false_cues: tuple[str, ...]
    tint: str
    prototypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mission:
    """A national goal under a label; `by` is a year, `terms` are phrases that point to it."""

    id: str
    label: str
    text: str
    target: str
    by: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something a strategy has to show, and the evidence that would satisfy a reviewer.

    `phrases` are what a strategy that shows it might say; passages are looked up by them.
    """

    id: str
    text: str
    evidence: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One point of a criterion's scale, and what a strategy at this point looks like."""

    value: int
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question that a reviewer answers about a strategy, with how to answer it.

    `evidence` is what would satisfy it; `requirements` are ids of requirements it covers.
    `queries` and `labels` find passages to start from. The scale runs from its lowest point to
    its highest. `optional`: a reviewer may say that it is not relevant here.
    """

    id: str
    name: str
    question: str
    guidance: str
    evidence: str
    requirements: tuple[str, ...]
    queries: tuple[str, ...]
    labels: tuple[str, ...]
    scale: tuple[ScalePoint, ...]
    optional: bool = False

    def point(self, value: int) -> ScalePoint:
        """Return a point of the scale; KeyError when it has no such point."""
        for point in self.scale:
            if point.value == value:
                return point
        raise KeyError(value)


@dataclass(frozen=True, slots=True)
class Framework:
    """A whole taxonomy. `digest` changes whenever anything in its file does."""

    id: str
    version: str
    name: str
    publisher: str
    source_url: str
    licence: str
    axes: tuple[Axis, ...]
    labels: tuple[Label, ...]
    missions: tuple[Mission, ...]
    requirements: tuple[Requirement, ...]
    no_theme_prototypes: tuple[str, ...]
    digest: str
    criteria: tuple[Criterion, ...] = ()

    @property
    def label_ids(self) -> tuple[str, ...]:
        return tuple(label.id for label in self.labels)

    def label(self, label_id: str) -> Label:
        """Return the label with this id; KeyError when the framework has none."""
        for label in self.labels:
            if label.id == label_id:
                return label
        raise KeyError(label_id)

    def labels_of(self, axis_id: str) -> tuple[Label, ...]:
        return tuple(label for label in self.labels if label.axis == axis_id)


def bundled_framework() -> Path:
    """Return the file of the framework that comes with the application."""
    return Path(__file__).resolve().parents[1] / "frameworks" / f"{BUNDLED}.toml"


def load_framework(path: Path) -> Framework:
    """Read and check a framework file; FrameworkError says what to mend."""
    try:
        return read_toml(path, _checked)
    except TableError as error:
        raise FrameworkError(str(error)) from error


def _checked(table: Table, raw: bytes) -> Framework:
    framework = _framework(table, hashlib.sha256(raw).hexdigest())
    _check_references(framework)
    return framework


def _framework(table: Table, digest: str) -> Framework:
    return Framework(
        id=table.text("id"),
        version=table.text("version"),
        name=table.text("name"),
        publisher=table.text("publisher"),
        source_url=table.text("source_url"),
        licence=table.text("licence"),
        axes=tuple(Axis(axis.text("id"), axis.text("name")) for axis in table.tables("axes")),
        labels=tuple(_label(label) for label in table.tables("labels")),
        missions=tuple(_mission(mission) for mission in table.tables("missions", least=0)),
        requirements=tuple(
            Requirement(
                item.text("id"),
                item.text("text"),
                item.text("evidence"),
                item.texts("phrases", least=0),
            )
            for item in table.tables("requirements", least=0)
        ),
        no_theme_prototypes=table.texts("no_theme_prototypes"),
        digest=digest,
        criteria=tuple(_criterion(item) for item in table.tables("criteria", least=0)),
    )


def _criterion(table: Table) -> Criterion:
    points = table.tables("scale", least=2)
    scale = tuple(
        ScalePoint(p.whole_number("value"), p.text("name"), p.text("description")) for p in points
    )
    if [point.value for point in scale] != list(range(1, len(scale) + 1)):
        raise table.error("scale", "number the points 1, 2, 3 … from the lowest to the highest")
    return Criterion(
        id=table.text("id"),
        name=table.text("name"),
        question=table.text("question"),
        guidance=table.text("guidance"),
        evidence=table.text("evidence"),
        requirements=table.texts("requirements", least=0),
        queries=table.texts("queries"),
        labels=table.texts("labels", least=0),
        scale=scale,
        optional=table.flag("optional"),
    )


def _label(table: Table) -> Label:
    tint = table.text("tint")
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", tint):
        raise table.error("tint", f"{tint!r} is not a colour; write it as #RRGGBB")
    return Label(
        id=table.text("id"),
        axis=table.text("axis"),
        name=table.text("name"),
        definition=table.text("definition"),
        includes=table.texts("includes"),
        excludes=table.texts("excludes", least=0),
        cues=table.texts("cues"),
        false_cues=table.texts("false_cues", least=0),
        tint=tint,
        prototypes=table.texts("prototypes"),
    )


def _mission(table: Table) -> Mission:
    return Mission(
        id=table.text("id"),
        label=table.text("label"),
        text=table.text("text"),
        target=table.text("target"),
        by=table.whole_number("by"),
        terms=table.texts("terms"),
    )


def _check_references(framework: Framework) -> None:
    axes = {axis.id for axis in framework.axes}
    labels = set(framework.label_ids)
    for kind, ids in (
        ("axes", [axis.id for axis in framework.axes]),
        ("labels", list(framework.label_ids)),
        ("missions", [mission.id for mission in framework.missions]),
        ("requirements", [item.id for item in framework.requirements]),
        ("criteria", [criterion.id for criterion in framework.criteria]),
    ):
        check_once(kind, ids)
    for label in framework.labels:
        if label.axis not in axes:
            raise TableError(
                f"labels.{label.id}.axis: there is no axis {label.axis!r}; "
                f"use one of {', '.join(sorted(axes))}"
            )
    for mission in framework.missions:
        if mission.label not in labels:
            raise TableError(
                f"missions.{mission.id}.label: there is no label {mission.label!r}; "
                f"use one of {', '.join(sorted(labels))}"
            )
    requirements = {item.id for item in framework.requirements}
    for criterion in framework.criteria:
        for key, given, known in (
            ("requirements", criterion.requirements, requirements),
            ("labels", criterion.labels, labels),
        ):
            stray = sorted(set(given) - known)
            if stray:
                raise TableError(
                    f"criteria.{criterion.id}.{key}: there is no {stray[0]!r}; "
                    f"use some of {', '.join(sorted(known))}"
                )
