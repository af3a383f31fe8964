"""Tags statements with the labels of a framework, each with the words that carried it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nlp.analysis import Embedder, Vectors
from nlp.framework import Framework
from nlp.statement import Statement
from nlp.theme import ThemeTag
from nlp.themes_cues import CueFinder
from nlp.themes_evidence import Claim, EvidenceFinder
from nlp.themes_features import features
from nlp.themes_model import ThemeModel, bundled_model_folder, check_fit, load_model


class LinearThemeTagger:
    """One linear model per label over vector, prototypes and cues.

    A label is accepted when its probability reaches the label's threshold and words in the
    text carry it: no tag without the words that caused it.
    """

    def __init__(self, model: ThemeModel, framework: Framework, embedder: Embedder) -> None:
        check_fit(model, framework, embedder.id)
        self._model = model
        self._labels = framework.label_ids
        self._cues = CueFinder(framework)
        self._evidence = EvidenceFinder(model, self._cues, embedder)
        self._id = model.id

    @property
    def id(self) -> str:
        return self._id

    def tag(self, statements: Sequence[Statement], vectors: Vectors) -> list[tuple[ThemeTag, ...]]:
        """Return every label for each statement, most probable first.

        `vectors` are embeddings of `Statement.framed`, row by row; evidence spans are offsets
        into `Statement.text`.
        """
        if len(statements) != len(vectors):
            raise ValueError(f"{len(statements)} statements but {len(vectors)} vectors")
        if not statements:
            return []
        cues = [self._cues.find(statement.framed) for statement in statements]
        model = self._model
        rows = features(vectors, cues, model.prototypes, len(self._labels), model.scale)
        probabilities = model.probabilities(model.logits(rows))
        passed = probabilities >= model.arrays.threshold
        claims = [
            Claim(row, label)
            for row in range(len(statements))
            for label in range(len(self._labels))
            if passed[row, label]
        ]
        evidence = self._evidence.find([statement.text for statement in statements], claims)
        tags = []
        for row in range(len(statements)):
            of_row = []
            for label, name in enumerate(self._labels):
                spans = evidence.get(Claim(row, label), ())
                of_row.append(ThemeTag(name, float(probabilities[row, label]), bool(spans), spans))
            tags.append(tuple(sorted(of_row, key=lambda tag: -tag.probability)))
        return tags


def load_tagger(
    framework: Framework, embedder: Embedder, folder: Path | None = None
) -> LinearThemeTagger:
    """Return the tagger of a saved model, by default the one that comes with the application."""
    return LinearThemeTagger(load_model(folder or bundled_model_folder()), framework, embedder)
