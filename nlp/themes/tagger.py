"""Tags statements with the labels of a framework, each with the words that carried it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nlp.analysis import Embedder, Encoded, JointEncoder, Top, Vectors
from nlp.framework import Framework
from nlp.statement import Statement
from nlp.theme import ThemeTag
from nlp.themes.adapter import Adapter, ThemeAdapter, load_adapter
from nlp.themes.calibration import Band
from nlp.themes.cues import CueFinder
from nlp.themes.evidence import Claim, EvidenceFinder
from nlp.themes.features import Matrix, features
from nlp.themes.model import ThemeModel, bundled_model_folder, check_fit, load_model

if TYPE_CHECKING:
    from nlp.themes.encoder import ToppedEncoder


class SecondOpinion:
    """A fine-tuned encoder that judges with the linear model: a blend of both logits counts.

    `make_encoder` is called at the first text, because loading an encoder takes a second; it
    gives the embedding model and all that was fine-tuned from it in a single network.
    """

    def __init__(self, theme: ThemeAdapter, make_encoder: Callable[[], ToppedEncoder]) -> None:
        self._theme = theme
        self._make_encoder = make_encoder

    @property
    def id(self) -> str:
        return self._theme.id

    @property
    def band(self) -> Band:
        return self._theme.calibration.band

    @cached_property
    def _encoder(self) -> ToppedEncoder:
        return self._make_encoder()

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the embedding and the adapted vectors of each text."""
        plain, *tops = self._encoder.encode(texts)
        return Encoded(plain, np.stack(tops, axis=1))

    def judge(self, log_odds: Matrix, adapted: Vectors) -> Matrix:
        """Return a probability per text and label; `log_odds` are the linear model's."""
        return self._theme.blend(log_odds, self._theme.adapter.logits(adapted[:, Top.THEMES]))


class LinearThemeTagger:
    """One linear model per label over vector, prototypes and cues, alone or with a second.

    A label is accepted when its probability reaches the label's threshold and words in the
    text carry it: no tag without the words that caused it.
    """

    def __init__(
        self,
        model: ThemeModel,
        framework: Framework,
        embedder: Embedder,
        second: SecondOpinion | None = None,
    ) -> None:
        check_fit(model, framework, embedder.id)
        self._second = second
        self._model = model
        self._labels = framework.label_ids
        self._cues = CueFinder(framework)
        self._evidence = EvidenceFinder(model, self._cues, embedder)
        self._id = second.id if second else model.id

    @property
    def id(self) -> str:
        return self._id

    @property
    def joint(self) -> JointEncoder | None:
        """What embeds and prepares for tagging in one pass; None when the embedder is enough."""
        return self._second

    def tag(
        self, statements: Sequence[Statement], vectors: Vectors, adapted: Vectors | None = None
    ) -> list[tuple[ThemeTag, ...]]:
        """Return every label for each statement, most probable first.

        `vectors` are embeddings of `Statement.framed`, row by row, and `adapted` come with them
        from `joint`; without, they are made here. Evidence spans are offsets into
        `Statement.text`.
        """
        if len(statements) != len(vectors):
            raise ValueError(f"{len(statements)} statements but {len(vectors)} vectors")
        if not statements:
            return []
        cues = [self._cues.find(statement.framed) for statement in statements]
        model = self._model
        rows = features(vectors, cues, model.prototypes, len(self._labels), model.scale)
        probabilities = self._judge([s.framed for s in statements], model.logits(rows), adapted)
        band = self._second.band if self._second else model.band
        passed = probabilities >= band.threshold
        unsure = band.unsure(probabilities)
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
                doubtful = bool(unsure[row, label]) or (bool(passed[row, label]) and not spans)
                chance = float(probabilities[row, label])
                of_row.append(ThemeTag(name, chance, bool(spans), spans, doubtful))
            tags.append(tuple(sorted(of_row, key=lambda tag: -tag.probability)))
        return tags

    def _judge(self, texts: Sequence[str], logits: Matrix, adapted: Vectors | None) -> Matrix:
        """Return a probability per text and label."""
        if self._second is None:
            return self._model.probabilities(logits)
        if adapted is None:
            adapted = self._second.encode(texts).adapted
        if adapted is None:
            raise ValueError("the encoder of themes gave no adapted vectors")
        return self._second.judge(self._model.log_odds(logits), adapted)


def load_tagger(
    framework: Framework,
    embedder: Embedder,
    folder: Path | None = None,
    cache: Path | None = None,
    of_levels: Adapter | None = None,
) -> LinearThemeTagger:
    """Return the tagger of a saved model, by default the one that comes with the application.

    A folder without an adapter gives the linear model alone. `cache` keeps the converted
    encoder, as it does the embedder; with the adapter `of_levels` its vectors come from the
    same network. ThemeModelError when a file does not fit the others.
    """
    folder = folder or bundled_model_folder()
    model = load_model(folder)
    theme = load_adapter(folder, model.id)
    if theme is None:
        return LinearThemeTagger(model, framework, embedder)

    def make_encoder() -> ToppedEncoder:
        from nlp.themes.encoder import choose_encoder

        adapters = [theme.adapter] if of_levels is None else [theme.adapter, of_levels]
        return choose_encoder(adapters, cache)

    return LinearThemeTagger(model, framework, embedder, SecondOpinion(theme, make_encoder))
