"""Trains the theme model: prototypes and labelled statements in, plain arrays out.

Whatever is chosen (penalty, scale, calibration, thresholds) is chosen on statements whose
group was left out of the fit, so that it holds for documents nobody has seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Embedder
from nlp.framework import Framework
from nlp.statement import Statement
from nlp.theme import ThemeTag
from nlp.themes.calibration import (
    Band,
    calibrate,
    choose_band,
    choose_thresholds,
    log_loss,
    probabilities,
)
from nlp.themes.cues import CueFinder
from nlp.themes.features import Matrix, Prototypes, prototype_texts
from nlp.themes.fitting import ALWAYS_TRAINED, Sheet, distinct_groups, fit, left_out_logits
from nlp.themes.model import ThemeArrays, ThemeCard, ThemeModel
from nlp.themes.tagger import LinearThemeTagger

FOLDS = 5
PENALTIES = (1.0, 3.0, 10.0)  # C of scikit-learn: smaller is smoother; finer steps would fit noise
SCALES = (0.3, 0.6, 1.0)  # of cues and likenesses against the vector


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """A statement and what careful readers say it is about.

    `disputed` labels teach nothing either way. `group` keeps together what must not be split
    between training and scoring: a document, its draft, text it shares with others. `weight`
    is how much it counts when the encoder is fine-tuned.
    """

    statement: Statement
    labels: frozenset[str]
    disputed: frozenset[str]
    group: str
    weight: float = 1.0


def train(
    examples: Sequence[LabelledStatement],
    framework: Framework,
    embedder: Embedder,
    facts: Mapping[str, object] | None = None,
) -> ThemeModel:
    """Return a model of the examples and the framework's prototypes; the same in, the same out.

    Without examples the prototypes alone are learnt and the card says so: such a model works
    but its probabilities are not calibrated on real statements. `facts` go into its card.
    ValueError for a label that the framework does not have.
    """
    return _train(sheet_of(examples, framework, embedder), framework, embedder, facts or {})


def leave_one_group_out(
    examples: Sequence[LabelledStatement],
    framework: Framework,
    embedder: Embedder,
    always: Sequence[LabelledStatement] = (),
) -> list[tuple[ThemeTag, ...]]:
    """Return tags of each example, in order, by a model that never saw its group.

    The examples in `always` are learnt from every time and not scored.
    """
    everything = [*examples, *always]
    sheet = sheet_of(everything, framework, embedder)
    first = len(sheet.groups) - len(everything)
    tags: dict[int, tuple[ThemeTag, ...]] = {}
    for group in distinct_groups([example.group for example in examples]):
        held = np.array([other == group for other in sheet.groups], dtype=np.bool_)
        tagger = LinearThemeTagger(
            _train(sheet.keep(~held), framework, embedder, {}), framework, embedder
        )
        rows = np.flatnonzero(held).tolist()
        statements = [everything[row - first].statement for row in rows]
        tags.update(zip(rows, tagger.tag(statements, sheet.vectors[held]), strict=True))
    return [tags[first + index] for index in range(len(examples))]


def left_out_log_odds(
    examples: Sequence[LabelledStatement],
    folds: NDArray[np.int64],
    framework: Framework,
    embedder: Embedder,
    always: Sequence[LabelledStatement] = (),
) -> Matrix:
    """Return calibrated logits, a column per label, of each example by a model without its fold.

    The examples in `always` are learnt from every time.
    """
    sheet = sheet_of([*always, *examples], framework, embedder)
    first = len(sheet.groups) - len(examples)
    fold_of = np.concatenate([np.full(first, ALWAYS_TRAINED), folds])
    found = np.zeros(sheet.truth.shape, dtype=np.float32)
    for fold in sorted(set(folds.tolist())):
        held = fold_of == fold
        model = _train(sheet.keep(~held), framework, embedder, {})
        found[held] = model.log_odds(model.logits(sheet.keep(held).table(model.scale)))
    return found[first:]


def sheet_of(
    examples: Sequence[LabelledStatement], framework: Framework, embedder: Embedder
) -> Sheet:
    """Lay out prototypes first, then the examples, each text embedded once."""
    names = framework.label_ids
    for example in examples:
        unknown = (example.labels | example.disputed) - set(names)
        if unknown:
            raise ValueError(f"{framework.id} has no label {sorted(unknown)[0]!r}")
    prototypes = Prototypes.of(framework, embedder)
    texts, owners = prototype_texts(framework)
    framed = [example.statement.framed for example in examples]
    labels = [{owner} for owner in owners] + [
        {names.index(label) for label in example.labels} for example in examples
    ]
    disputed = [set[int]()] * len(texts) + [
        {names.index(label) for label in example.disputed} for example in examples
    ]
    columns = range(len(names))
    cues = CueFinder(framework)
    return Sheet(
        vectors=np.concatenate([prototypes.vectors, embedder.embed(framed)]),
        cues=tuple(tuple(cues.find(text)) for text in [*texts, *framed]),
        truth=np.array([[column in row for column in columns] for row in labels], dtype=np.bool_),
        known=np.array(
            [[column not in row for column in columns] for row in disputed], dtype=np.bool_
        ),
        groups=(*[None] * len(texts), *[example.group for example in examples]),
        prototypes=prototypes,
    )


def _train(
    sheet: Sheet, framework: Framework, embedder: Embedder, facts: Mapping[str, object]
) -> ThemeModel:
    threads = import_module("threadpoolctl")  # comes with scikit-learn, without types

    # On tables this small threads cost more in waiting than they save.
    with threads.threadpool_limits(limits=1):
        choice = _choose(sheet)
        weights, bias = fit(sheet, sheet.table(choice.scale), choice.penalty)
    judged = sheet.judged
    arrays = ThemeArrays(
        weights=weights,
        bias=bias,
        slope=choice.slope.astype(np.float32),
        offset=choice.offset.astype(np.float32),
        threshold=choice.band.threshold,
        unsure_from=choice.band.unsure_from,
        unsure_to=choice.band.unsure_to,
        prior=sheet.truth[judged].mean(axis=0).astype(np.float32),
        scale=np.array([choice.scale], dtype=np.float32),
        prototype_vectors=sheet.prototypes.vectors,
        prototype_owners=sheet.prototypes.owners,
    )
    positives = sheet.truth[judged].sum(axis=0).tolist()
    card = ThemeCard(
        framework_id=framework.id,
        framework_version=framework.version,
        framework_digest=framework.digest,
        embedding_model=embedder.id.split("/")[0],
        labels=framework.label_ids,
        facts={
            "learnt_from": "statements and prototypes"
            if sheet.has_examples
            else "prototypes alone",
            "statements": sum(group is not None for group in sheet.groups),
            "groups": len(distinct_groups(sheet.groups)),
            "positives": dict(zip(framework.label_ids, positives, strict=True)),
            "penalty": choice.penalty,
            "scale": choice.scale,
            "left_out_micro_f1": round(choice.micro_f1, 3),
            **facts,
        },
    )
    return ThemeModel(card, arrays)


@dataclass(frozen=True, slots=True)
class _Choice:
    scale: float
    penalty: float
    slope: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    offset: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    band: Band
    micro_f1: float
    log_loss: float


def _choose(sheet: Sheet) -> _Choice:
    """Return the best of the grid by log loss on left-out rows.

    Log loss moves with every probability, so it tells settings apart that tie on F1 by chance.
    """
    judged = sheet.judged
    truth, known = sheet.truth[judged], sheet.known[judged]
    choices = []
    for scale in SCALES:
        table = sheet.table(scale)
        for penalty in PENALTIES:
            logits = left_out_logits(sheet, table, penalty, FOLDS)[judged].astype(np.float64)
            slope, offset = calibrate(logits, truth, known)
            chances = probabilities(logits, slope, offset)
            thresholds, score = choose_thresholds(chances, truth, known)
            loss = log_loss(chances, truth, known)
            band = choose_band(chances, thresholds, truth, known)
            choices.append(_Choice(scale, penalty, slope, offset, band, score, loss))
    return min(choices, key=lambda choice: choice.log_loss)
