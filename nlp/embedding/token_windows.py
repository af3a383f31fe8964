"""Cuts texts that are longer than the model reads into windows, the same for every back-end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_TOKENS = 256  # what the model was trained to read, [CLS] and [SEP] included
_BODY_TOKENS = MAX_TOKENS - 2
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+|\t+")


class TokenWindows:
    """The model's tokenizer, without the truncation and padding that its file asks for."""

    def __init__(self, model_folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, [CLS] and [SEP] included, however many."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

    def split(self, texts: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
        """Return windows of at most MAX_TOKENS tokens and the index of the text of each.

        Windows end at sentence ends where they can, else at words; short texts stay whole.
        """
        windows: list[str] = []
        owners: list[int] = []
        for owner, (text, ids) in enumerate(zip(texts, self.token_ids(texts), strict=True)):
            parts = [text] if len(ids) <= MAX_TOKENS else self._cut(text)
            windows.extend(parts)
            owners.extend([owner] * len(parts))
        return windows, np.array(owners, dtype=np.intp)

    def _cut(self, text: str) -> list[str]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        starts = [start for start, _ in encoding.offsets]
        sentence_starts = {match.end() for match in _SENTENCE_END.finditer(text)}
        first, parts = 0, []
        while len(starts) - first > _BODY_TOKENS:
            last = first + _BODY_TOKENS
            cut = _best_cut(text, starts, first, last, sentence_starts)
            parts.append(text[starts[first] : starts[cut]].strip())
            first = cut
        parts.append(text[starts[first] :].strip())
        return parts


def _best_cut(
    text: str, starts: Sequence[int], first: int, last: int, sentence_starts: set[int]
) -> int:
    """Return the token to start the next window with: a sentence, else a word, else `last`."""
    candidates = range(last, first, -1)
    for token in candidates:
        if starts[token] in sentence_starts:
            return token
    for token in candidates:
        if text[starts[token] - 1].isspace():
            return token
    return last


def pool(
    rows: NDArray[np.float32], owners: NDArray[np.intp], weights: NDArray[np.float32], count: int
) -> NDArray[np.float32]:
    """Return one unit row per text: the mean of its windows weighted by their tokens."""
    sums = np.zeros((count, rows.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, rows * weights[:, None])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    result: NDArray[np.float32] = sums / np.maximum(lengths, np.float32(1e-12))
    return result
