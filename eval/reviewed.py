"""What reviewers decided on tags, as examples to learn from, and what learning from it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from index.storage.tag_decisions import TagDecision
from nlp.analysis import Embedder
from nlp.framework import Framework
from nlp.statement import Statement
from nlp.themes.calibration import micro_f1
from nlp.themes.fitting import deal
from nlp.themes.training import LabelledStatement, left_out_log_odds

FOLDS = 5


def reviewed_statements(
    decisions: Iterable[TagDecision], framework: Framework
) -> tuple[list[LabelledStatement], int]:
    """Return an example per judged text, and how many decisions were on labels of no framework.

    A label that nobody judged teaches nothing either way.
    """
    judged: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    unknown = 0
    for decision in decisions:
        if decision.label in framework.label_ids:
            judged[decision.document, decision.text][decision.label] = decision.holds
        else:
            unknown += 1
    everything = frozenset(framework.label_ids)
    examples = [
        LabelledStatement(
            Statement(text),
            frozenset(label for label, holds in labels.items() if holds),
            everything - labels.keys(),
            f"reviewed-{document}",
        )
        for (document, text), labels in sorted(judged.items())
    ]
    return examples, unknown


def scored(
    gold: Sequence[LabelledStatement],
    framework: Framework,
    embedder: Embedder,
    always: Sequence[LabelledStatement] = (),
) -> float:
    """Return micro-F1 of the linear model on gold documents left out, with `always` learnt from.

    A reviewed text that is gold itself is not learnt from: it would be scored on what it saw.
    """
    texts = {example.statement.text for example in gold}
    always = [example for example in always if example.statement.text not in texts]
    folds = deal([example.group for example in gold], FOLDS)
    said = left_out_log_odds(gold, folds, framework, embedder, always) >= 0
    names = framework.label_ids
    truth = np.array([[name in example.labels for name in names] for example in gold])
    known = np.array([[name not in example.disputed for name in names] for example in gold])
    return micro_f1(said, truth, known)
