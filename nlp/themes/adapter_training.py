"""Trains the adapted encoder: the top layers of the embedding model and its heads, by AdamW.

The lower layers stay as they are, so their states are computed once per text. Labels, of which
a text has several or none, and choices, of which it has one each, are learnt together.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.embedding.openvino_backend import has_bf16
from nlp.embedding.token_windows import TokenWindows
from nlp.embedding.weights import weights_folder
from nlp.themes.adapter import RANK, Adapter, low_rank, merge
from nlp.themes.encoder import published, through

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float32]

# Unit vectors times this are about as long as the model's means before they are normalised;
# the head's step size was chosen at that length. It is folded into the head when it is saved.
LENGTH = 6.0
LONGEST = 192  # tokens of a text that are learnt from: nearly every passage is shorter
SORTED_TOGETHER = 16  # batches whose texts are sorted by length, so that little is padding
READ_TOGETHER = 32  # texts in a batch that is only read
HEAVIEST = 4.0  # a rare positive counts at most this often
# Of each choice beside the mean over the labels, which then only keep it from learning by heart:
# at .15 the stage of passages left out was judged worse, see docs/method.md.
CHOICE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class AdapterSettings:
    """What a run is made of; the rates are the peaks of a one-cycle schedule (Smith 2018)."""

    frozen_layers: int = 3
    epochs: int = 4
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 2e-3
    dropout: float = 0.1
    decay: float = 0.01
    rank: int = RANK
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts, by their row, with their labels; what is not `known` teaches nothing.

    `weight` says how much each text counts beside the others. Each of `choices` has a column
    per class: what share of its coders chose it, times what the class counts.
    """

    rows: NDArray[np.intp]
    truth: Flags
    known: Flags
    weight: Numbers
    choices: tuple[Numbers, ...] = ()

    @property
    def columns(self) -> int:
        """How many logits answer it: the labels first, then the classes of each choice."""
        tables: list[NDArray[Any]] = [self.truth, *self.choices]
        return sum(int(table.shape[1]) for table in tables)

    def keep(self, chosen: Flags) -> Lesson:
        """Return the lesson of the rows that are True."""
        return Lesson(
            self.rows[chosen],
            self.truth[chosen],
            self.known[chosen],
            self.weight[chosen],
            tuple(table[chosen] for table in self.choices),
        )


class AdapterTrainer:
    """Fine-tunes the embedding model on some texts, whose lower states it works out once.

    On one thread and from one seed: the same rows on the same processor give the same adapter.
    `transformer` stands in for the embedding model.
    """

    def __init__(
        self,
        texts: Sequence[str],
        settings: AdapterSettings | None = None,
        transformer: Any = None,
    ) -> None:
        self._settings = settings or AdapterSettings()
        self._transformer = published() if transformer is None else transformer.eval()
        tokens = [_cut(ids) for ids in TokenWindows(weights_folder()).token_ids(texts)]
        with _one_thread():
            self._states = _lower_states(self._transformer, tokens, self._settings.frozen_layers)

    def train(self, lesson: Lesson, told: Callable[[str], None] = lambda _: None) -> Adapter:
        """Return the change that a lesson makes to the embedding model, cut to low rank.

        `told` hears a line per epoch.
        """
        import torch

        with _one_thread(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(self._settings.seed)
            return self._train(torch, lesson, told)

    def cross_fit(
        self,
        lesson: Lesson,
        folds: NDArray[np.int64],
        told: Callable[[str], None] = lambda _: None,
    ) -> tuple[Adapter, NDArray[np.float64]]:
        """Return an adapter of all rows, and logits of each row by one that never saw its fold."""
        said = np.zeros((len(folds), lesson.columns))
        for fold in sorted(set(folds.tolist())):
            held = folds == fold
            told(f"part {fold + 1}: {held.sum()} passages left out")
            said[held] = self.logits(self.train(lesson.keep(~held), told), held)
        told(f"learning from all {len(folds)} passages")
        return self.train(lesson, told), said

    def logits(self, adapter: Adapter, rows: Flags) -> Numbers:
        """Return what an adapter says of the texts of some rows, in single precision."""
        import torch

        states = [self._states[row] for row in np.flatnonzero(rows).tolist()]
        merged = merge(adapter, copy.deepcopy(self._transformer))
        top = merged.encoder.layer[self._settings.frozen_layers :].eval()
        found = np.zeros((len(states), len(adapter.bias)), dtype=np.float32)
        order = sorted(range(len(states)), key=lambda row: len(states[row]))
        with _one_thread(), torch.no_grad():
            for start in range(0, len(order), READ_TOGETHER):
                batch = order[start : start + READ_TOGETHER]
                vectors = _encode(torch, top, [states[row] for row in batch])
                found[batch] = adapter.logits(vectors.numpy())
        return found

    def _train(self, torch: Any, lesson: Lesson, told: Callable[[str], None]) -> Adapter:
        settings = self._settings
        states = [self._states[row] for row in lesson.rows.tolist()]
        top = copy.deepcopy(self._transformer.encoder.layer[settings.frozen_layers :]).train()
        for module in top.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = settings.dropout
        head = torch.nn.Linear(self._transformer.config.hidden_size, lesson.columns)
        drop = torch.nn.Dropout(settings.dropout)
        optimiser, schedule = _optimiser(torch, top, head, settings, len(states))
        loss_of = _loss(torch, lesson)
        half = has_bf16()  # elsewhere half precision is many times slower
        dealer = random.Random(settings.seed)  # noqa: S311  shuffles, keeps no secret
        for epoch in range(settings.epochs):
            total, batches = 0.0, 0
            for rows in _batches([len(s) for s in states], settings.batch, dealer):
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                    vectors = _encode(torch, top, [states[row] for row in rows])
                loss = loss_of(head(drop(vectors * LENGTH)), rows)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(list(top.parameters()), 1.0)
                optimiser.step()
                optimiser.zero_grad()
                schedule.step()
                total, batches = total + float(loss.detach()), batches + 1
            told(f"epoch {epoch + 1} of {settings.epochs}: loss {total / batches:.3f}")
        return _difference(self._transformer, top, head, settings)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Run torch on one thread, so that sums are always added up in the same order."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _cut(ids: list[int]) -> list[int]:
    """Keep the end sign, as the model saw every text of its training end with one."""
    return ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]


def _lower_states(transformer: Any, tokens: Sequence[list[int]], layers: int) -> list[Any]:
    """Return the states of each text after the frozen layers, in half precision to save room."""
    import torch

    states: list[Any] = [None] * len(tokens)
    order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    with torch.no_grad():
        for start in range(0, len(order), READ_TOGETHER):
            rows = order[start : start + READ_TOGETHER]
            longest = max(len(tokens[row]) for row in rows)
            ids = torch.zeros(len(rows), longest, dtype=torch.int64)
            seen = torch.zeros(len(rows), longest)
            for place, row in enumerate(rows):
                ids[place, : len(tokens[row])] = torch.tensor(tokens[row])
                seen[place, : len(tokens[row])] = 1
            hidden = through(
                transformer.encoder.layer[:layers], transformer.embeddings(input_ids=ids), seen
            )
            for place, row in enumerate(rows):
                states[row] = hidden[place, : len(tokens[row])].half()
    return states


def _encode(torch: Any, top: Any, states: Sequence[Any]) -> Any:
    """Return unit vectors: the mean over a text's tokens, as the embedder makes them."""
    longest = max(len(one) for one in states)
    hidden = torch.zeros(len(states), longest, states[0].shape[1])
    seen = torch.zeros(len(states), longest)
    for row, one in enumerate(states):
        hidden[row, : len(one)] = one.float()
        seen[row, : len(one)] = 1
    hidden = through(top, hidden, seen).float()
    mean = (hidden * seen[..., None]).sum(1) / seen.sum(1, keepdim=True)
    return torch.nn.functional.normalize(mean, dim=1)


def _optimiser(
    torch: Any, top: Any, head: Any, settings: AdapterSettings, texts: int
) -> tuple[Any, Any]:
    rates = [settings.rate, settings.head_rate]
    optimiser = torch.optim.AdamW(
        [
            {"params": top.parameters(), "lr": rates[0]},
            {"params": head.parameters(), "lr": rates[1]},
        ],
        weight_decay=settings.decay,
    )
    steps = settings.epochs * -(-texts // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rates, total_steps=steps + 1, pct_start=0.1
    )
    return optimiser, schedule


def _loss(torch: Any, lesson: Lesson) -> Callable[[Any, Sequence[int]], Any]:
    """Return the loss of a batch: cross-entropy of labels and choices.

    Labels that are not known count nothing, rare positives for more.
    """
    positives = (lesson.truth & lesson.known).sum(axis=0)
    negatives = (~lesson.truth & lesson.known).sum(axis=0)
    weight = np.clip(np.sqrt(negatives / np.maximum(positives, 1)), 1.0, HEAVIEST)
    rare = torch.tensor(weight, dtype=torch.float32)
    truth = torch.tensor(lesson.truth, dtype=torch.float32)
    counts = torch.tensor(lesson.known * lesson.weight[:, None], dtype=torch.float32)
    choices = [torch.tensor(table, dtype=torch.float32) for table in lesson.choices]
    widths = [lesson.truth.shape[1], *(table.shape[1] for table in choices)]

    def loss(logits: Any, rows: Sequence[int]) -> Any:
        labels, *answers = logits.split(widths, dim=1)
        of_each = torch.nn.functional.binary_cross_entropy_with_logits(
            labels, truth[rows], reduction="none", pos_weight=rare
        )
        total = (of_each * counts[rows]).mean()
        for table, answer in zip(choices, answers, strict=True):
            missed = -(table[rows] * torch.log_softmax(answer, dim=1)).sum(dim=1)
            total = total + CHOICE_SHARE * missed.mean()
        return total

    return loss


def _batches(lengths: Sequence[int], size: int, dealer: random.Random) -> Iterator[list[int]]:
    """Deal all rows once, in batches of like length; the last may be short."""
    order = list(range(len(lengths)))
    dealer.shuffle(order)
    for start in range(0, len(order), size * SORTED_TOGETHER):
        chunk = sorted(order[start : start + size * SORTED_TOGETHER], key=lambda row: lengths[row])
        parts = [chunk[first : first + size] for first in range(0, len(chunk), size)]
        dealer.shuffle(parts)  # else the rate would follow length
        yield from parts


def _difference(transformer: Any, top: Any, head: Any, settings: AdapterSettings) -> Adapter:
    before = dict(transformer.encoder.layer[settings.frozen_layers :].named_parameters())
    factors, added = {}, {}
    for name, parameter in top.named_parameters():
        layer, _, rest = name.partition(".")
        full = f"encoder.layer.{int(layer) + settings.frozen_layers}.{rest}"
        change = (parameter.detach() - before[name].detach()).numpy()
        if change.ndim == 2:
            factors[full] = low_rank(change, settings.rank)
        else:
            added[full] = change.astype(np.float16)
    weights = head.weight.detach().numpy() * np.float32(LENGTH)
    return Adapter(factors, added, weights, head.bias.detach().numpy().copy())
