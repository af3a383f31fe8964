"""What a report on one strategy tells, gathered once for every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from sqlalchemy import Engine, select

from index.assembly import Office
from index.coverage.requirements import check_requirements
from index.searching.search import Searcher
from index.storage import schema
from ingest.document import Document
from nlp.framework import Requirement
from review.casebook import Casebook
from review.dossier import Dossier, dossier
from review.person import Person
from review.reports.overlapping import Gap, Shared, corpus_around, gaps_of, overlaps_of
from review.reports.places import Cited, Pages
from review.tags import CODEBOOK

DISTRIBUTION: Final = "lis-scrutiny"


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of the framework with the passages that may show it: found, not judged.

    `phrases` are what was searched for; `reason` says in words what came of it.
    """

    requirement: Requirement
    phrases: tuple[str, ...]
    found: tuple[Cited, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the report, so that it can be made again."""

    program: str
    framework: str
    framework_name: str
    framework_digest: str
    codebook: str
    embedder: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A dossier with what the tool found, each quote with its page.

    `cited` is by the number of the evidence and holds the quotes that still stand; the rest are
    in `file.lost`. `replaced` says that a later paper of the place stands for it now. Gaps,
    overlaps and requirements are empty when the strategy was removed: `file.document` is None.
    """

    file: Dossier
    at: datetime
    cited: Mapping[int, Cited]
    gaps: tuple[Gap, ...]
    asked: tuple[Asked, ...]
    overlaps: tuple[Shared, ...]
    omitted: int
    replaced: bool
    versions: Versions


def gather(office: Office, document: str, person: Person, at: datetime) -> Material:
    """Return what a person may tell of one strategy; UnknownDocumentError when there is none.

    Moments are told in UTC, `at` among them.
    """
    at = at.astimezone(UTC)
    file = dossier(Casebook.of(office), document, who=person, at=at)
    versions = versions_of(office, [document])
    if file.document is None:
        return Material(file, at, {}, (), (), (), 0, False, versions)
    pages = Pages(office.workspace)
    corpus, current = corpus_around(office, file.document)
    shared, omitted = overlaps_of(office, corpus, current, file.document, pages)
    return Material(
        file=file,
        at=at,
        cited=cited_evidence(office, file, file.document, pages),
        gaps=tuple(gaps_of(office, corpus, file.document, pages)),
        asked=tuple(_asked(office, file.document, pages)),
        overlaps=tuple(shared),
        omitted=omitted,
        replaced=not current,
        versions=versions,
    )


def versions_of(office: Office, documents: Iterable[str]) -> Versions:
    """Return what read and judged these strategies."""
    framework = office.framework
    return Versions(
        program=_program(),
        framework=f"{framework.id}@{framework.version}",
        framework_name=framework.name,
        framework_digest=framework.digest[:12],
        codebook=CODEBOOK,
        embedder=office.embedder.id,
        models=_models(office.workspace.engine, list(documents)),
    )


def _program() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "not installed as a package"


def _models(engine: Engine, documents: list[str]) -> tuple[str, ...]:
    """Return which models tagged the strategies."""
    a, p = schema.analyses.c, schema.passages.c
    query = (
        select(a.model)
        .join(schema.passages, p.number == a.passage)
        .where(p.document_id.in_(documents))
        .distinct()
        .order_by(a.model)
    )
    with engine.connect() as connection:
        return tuple(connection.execute(query).scalars())


def cited_evidence(
    office: Office, file: Dossier, document: Document, pages: Pages
) -> dict[int, Cited]:
    """Return the linked quotes that still stand, by number, each with the page it is on now."""
    linked = [
        e for item in file.criteria for s in item.said for e in s.judgement.evidence if e.attached
    ]
    wanted = list(dict.fromkeys(e.passage for e in linked if e.passage is not None))
    known = {p.id: p for p in office.workspace.store.passages_by_id(wanted)}
    return {
        e.id: pages.cite(document, known[e.passage], e.start, e.end)
        for e in linked
        if e.passage in known and known[e.passage].text[e.start : e.end] == e.quote
    }


def _asked(office: Office, document: Document, pages: Pages) -> Iterable[Asked]:
    searcher = Searcher(office.workspace, office.embedder)
    for checked in check_requirements(searcher, office.framework.requirements, document.id):
        requirement = checked.requirement
        phrases = requirement.phrases or (f"{requirement.text} {requirement.evidence}",)
        found = tuple(
            pages.cite_briefly(document, hit.passage, 0, len(hit.passage.text))
            for hit in checked.evidence
        )
        yield Asked(requirement, phrases, found, checked.reason)
