"""Suite "themes": are the nine labels right on documents the model has not seen?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.coders import agreement
from eval.labelled import (
    Labelled,
    outside_passages,
    sample_passages,
    theme_example,
    written_passages,
)
from eval.measure import Measure, f1
from index.assembly import LanguageTools
from nlp.theme import ThemeTag

BINS = 10  # of the calibration error, as the issue asks
SUREST = 0.8  # share of passages that are left when the least sure fifth is set aside
LINEAR_ALONE = "by the linear model alone: the encoder is not fine-tuned once per strategy"
MANY = 20  # positives from which a label's own F1 means something

Table = NDArray[np.float64]


def measure_themes(language: LanguageTools, outside: Path | None = None) -> list[Measure]:
    """Return scores on the samples, each tagged by a model that never saw it, and on `outside`.

    Passages outside are tagged by the model that ships.
    """
    passages = sample_passages()
    measures = agreement("themes", [p.codings for p in passages])
    if passages:
        tags = tagged_by_models_that_never_saw_them(passages, language)
        name = "samples, one strategy left out"
        measures += scores("themes", name, passages, tags, language, LINEAR_ALONE)
    if outside is not None:
        found = outside_passages(outside)
        for name, part in split_headline(found).items():
            tags = tagged_as_shipped(part, language)
            measures += scores("themes", name, part, tags, language)
    return measures


def split_headline(passages: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    """Part documents that nothing was trained on from those that share text with training."""
    headline = [p for p in passages if _is_headline(p.group)]
    rest = [p for p in passages if not _is_headline(p.group)]
    return {"real documents nobody trained on": headline, "other real passages": rest}


def _is_headline(source: str) -> bool:
    return source.startswith(("regional/", "pairs/")) or "ai-sector-deal" in source


def tagged_as_shipped(
    passages: Sequence[Labelled], language: LanguageTools
) -> list[tuple[ThemeTag, ...]]:
    """Return what the shipped tagger says, as `lis tag` would."""
    statements = [p.statement for p in passages]
    encoded = language.analyst.encode([s.framed for s in statements])
    return language.analyst.tagger.tag(statements, encoded.vectors, encoded.adapted)


def tagged_by_models_that_never_saw_them(
    passages: Sequence[Labelled], language: LanguageTools
) -> list[tuple[ThemeTag, ...]]:
    """Return tags of each passage by a model trained without its strategy.

    Joint chapters and a draft with its final version fall into one fold; the passages we
    wrote are always in training.
    """
    from nlp.themes.training import leave_one_group_out

    always = [theme_example(p) for p in written_passages()]
    return leave_one_group_out(
        [theme_example(p) for p in passages], language.framework, language.embedder, always
    )


def scores(
    suite: str,
    name: str,
    passages: Sequence[Labelled],
    tags: Sequence[tuple[ThemeTag, ...]],
    language: LanguageTools,
    note: str = "",
) -> list[Measure]:
    """Return micro- and macro-F1, calibration and the score on the surest passages.

    `note` says what the reader of the first figure must know of who tagged.
    """
    labels = language.framework.label_ids
    wanted, known, chance, taken = _tables(labels, passages, tags)
    n = len(passages)
    per_label = [_f1(taken[:, j], wanted[:, j], known[:, j]) for j in range(len(labels))]
    positives = (wanted * known).sum(axis=0)
    common = [j for j in range(len(labels)) if positives[j] >= MANY]
    sure = _surest(chance, known)
    measures = [
        Measure(suite, f"{name}: micro-F1", _f1(taken, wanted, known), n, 0.85, note=note),
        Measure(
            suite,
            f"{name}: macro-F1",
            float(np.mean([per_label[j] for j in common])) if common else 0.0,
            n,
            0.82,
            note=f"{len(common)} labels with {MANY} or more positives",
        ),
        Measure(
            suite,
            f"{name}: calibration error",
            _calibration_error(chance, wanted, known),
            n,
            0.05,
            at_most=True,
        ),
        Measure(
            suite,
            f"{name}: micro-F1 on the surest {SUREST:.0%}",
            _f1(taken[sure], wanted[sure], known[sure]),
            int(sure.sum()),
            0.92,
        ),
    ]
    measures += [
        Measure(suite, f"{name}: {label}", per_label[j], int(positives[j]), note="positives")
        for j, label in enumerate(labels)
    ]
    return measures


def _tables(
    labels: Sequence[str], passages: Sequence[Labelled], tags: Sequence[tuple[ThemeTag, ...]]
) -> tuple[Table, Table, Table, Table]:
    """Return wanted, undisputed, probability and accepted: a row a passage, a column a label."""
    shape = (len(passages), len(labels))
    wanted, known = np.zeros(shape), np.ones(shape)
    chance, taken = np.zeros(shape), np.zeros(shape)
    column = {label: j for j, label in enumerate(labels)}
    for i, (passage, found) in enumerate(zip(passages, tags, strict=True)):
        for label in passage.agreed.themes:
            wanted[i, column[label]] = 1
        for label in passage.agreed.disputed:
            known[i, column[label]] = 0
        for tag in found:
            chance[i, column[tag.label]] = tag.probability
            taken[i, column[tag.label]] = tag.accepted
    return wanted, known, chance, taken


def _f1(taken: Table, wanted: Table, known: Table) -> float:
    right = float((taken * wanted * known).sum())
    return f1(int(right), int((taken * known).sum()), int((wanted * known).sum()))


def _calibration_error(chance: Table, wanted: Table, known: Table) -> float:
    """Return the expected calibration error over all undisputed label decisions."""
    flat = known.ravel() > 0
    p, y = chance.ravel()[flat], wanted.ravel()[flat]
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    error = 0.0
    for b in range(BINS):
        held = bins == b
        if held.any():
            error += held.mean() * abs(p[held].mean() - y[held].mean())
    return float(error)


def _surest(chance: Table, known: Table) -> NDArray[np.bool_]:
    """Return which passages are furthest from doubt: their least sure label is surest."""
    doubt = np.where(known > 0, np.minimum(chance, 1 - chance), 0.0).max(axis=1)
    keep = int(np.ceil(SUREST * len(doubt)))
    order = np.argsort(doubt, kind="stable")
    sure = np.zeros(len(doubt), dtype=bool)
    sure[order[:keep]] = True
    return sure
