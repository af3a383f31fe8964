"""`python -m eval.question_turn`: learns how to turn a question towards what answers it.

From the questions of eval/gold/written-questions.jsonl, which four authors wrote by reading the
passages of written.jsonl, none of which is in a strategy that search is scored on. Every passage
is a wrong answer to every other's questions, unless it says nearly the same. The turn is a change
of low rank (as in LoRA, Hu et al., 2021, here of the vector alone), held back so that it is small.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
from numpy.typing import NDArray

from eval.labelled import GOLD
from index.searching import question_turn
from index.searching.query import ask
from index.searching.question_turn import QuestionTurn
from nlp.analysis import Embedder

RANK: Final = 16  # 64 does no better
HELD_BACK: Final = 3.0
"""Weight of the squared length of what is added; at 0 the turn learns the questions by heart and
does worse than none on others."""
DROPPED: Final = (
    0.3  # share of a question's entries left out at each step; none costs .015 of the first ten
)
SHARP: Final = 0.05  # temperature of the softmax over all passages
SAME: Final = 0.75  # cosine from which another passage may answer as well, so counts as neither
STEPS, BATCH, RATE = 300, 256, 2e-3
FOLDS: Final = 5
FOUND: Final = 10

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Vectors of questions and passages, and which passage answers each question."""

    questions: Matrix
    passages: Matrix
    answers: NDArray[np.intp]

    def keep(self, chosen: NDArray[np.bool_]) -> Lessons:
        """Return the lessons of some questions; all passages stay."""
        return Lessons(self.questions[chosen], self.passages, self.answers[chosen])


def lessons(embedder: Embedder) -> Lessons:
    """Embed what was written, questions as search would."""
    texts = {row["id"]: row["text"] for row in _rows("written.jsonl")}
    asked = list(_rows("written-questions.jsonl"))
    place = {id_: i for i, id_ in enumerate(texts)}
    return Lessons(
        embedder.embed([ask(row["query"]).meaning for row in asked]),
        embedder.embed(list(texts.values())),
        np.asarray([place[row["passage"]] for row in asked]),
    )


def learn(given: Lessons, seed: int = 0) -> QuestionTurn:
    """Return the turn that brings questions nearest to their passages; same seed, same turn."""
    import torch

    torch.manual_seed(seed)
    questions, passages = torch.from_numpy(given.questions), torch.from_numpy(given.passages)
    answers = torch.from_numpy(given.answers)
    alike = passages @ passages.T > SAME
    dimensions = given.questions.shape[1]
    left = torch.nn.Parameter(torch.randn(dimensions, RANK) * 0.02)
    right = torch.nn.Parameter(torch.zeros(RANK, dimensions))
    optimiser = torch.optim.Adam([left, right], lr=RATE)
    for _ in range(STEPS):
        batch = torch.randint(len(questions), (BATCH,))
        question, answer = questions[batch], answers[batch]
        added = torch.nn.functional.dropout(question, DROPPED) @ left @ right
        turned = torch.nn.functional.normalize(question + added, dim=1)
        twins = alike[answer]
        twins[torch.arange(BATCH), answer] = False
        scores = (turned @ passages.T / SHARP).masked_fill(twins, -1e4)
        missed = torch.nn.functional.cross_entropy(scores, answer)
        loss: Any = missed + HELD_BACK * added.square().sum(dim=1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return QuestionTurn(
        left.detach().numpy().astype(np.float16), right.detach().numpy().astype(np.float16)
    )


def ranks(given: Lessons, questions: Matrix) -> NDArray[np.intp]:
    """Return the rank, from 1, of each question's own passage among all."""
    scores = questions @ given.passages.T
    own = scores[np.arange(len(scores)), given.answers]
    found: NDArray[np.intp] = (scores > own[:, None]).sum(axis=1) + 1
    return found


def report(given: Lessons) -> Iterator[str]:
    """Yield how well questions find passages that the turn was not learnt from."""
    fold = np.random.default_rng(0).permutation(len(given.passages))[given.answers] % FOLDS
    before, after = np.zeros(len(fold)), np.zeros(len(fold))
    for k in range(FOLDS):
        test = given.keep(fold == k)
        turn = learn(given.keep(fold != k))
        before[fold == k] = ranks(test, test.questions)
        after[fold == k] = ranks(test, turn(test.questions))
    for name, found in (("as embedded", before), ("turned", after)):
        yield (
            f"{name:<12} MRR {(1 / found).mean():.3f}, own passage among the first {FOUND}: "
            f"{(found <= FOUND).mean():.3f} of {len(found)} questions, by passages left out"
        )


def _rows(file: str) -> Iterator[dict[str, str]]:
    for line in (GOLD / file).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@click.command()
@click.option("--write", is_flag=True, help="Put the turn where search reads it.")
def main(*, write: bool) -> None:
    """Print what turning questions is worth, and learn it afresh from all of them."""
    from index.assembly import LanguageTools
    from index.model_cache import model_cache

    given = lessons(LanguageTools(model_cache()).embedder)
    for line in report(given):
        click.echo(line)
    if write:
        turn = learn(given)
        target = Path(question_turn.__file__).with_suffix(".npz")
        np.savez(target, left=turn.left, right=turn.right)
        click.echo(f"written to {target.parent.name}/{target.name}")


if __name__ == "__main__":
    main()
