from __future__ import annotations

import numpy as np
import pytest

from eval.question_turn import Lessons, learn, ranks
from index.searching.question_turn import (
    QuestionTurn,
    bundled_question_turn,
    turned_questions,
)


def test_a_turned_question_has_length_one() -> None:
    questions = np.eye(384, dtype=np.float32)[:5]
    turned = bundled_question_turn()(questions)
    assert np.linalg.norm(turned, axis=1) == pytest.approx(np.ones(5), abs=1e-6)


def test_the_bundled_turn_is_small() -> None:
    """Words that match as they stand must still be found: a question keeps most of its meaning."""
    questions = np.eye(384, dtype=np.float32)
    assert (bundled_question_turn()(questions) * questions).sum(axis=1).min() > 0.7


def test_vectors_of_another_model_are_left_as_they_are() -> None:
    questions = np.eye(8, dtype=np.float32)
    assert turned_questions(questions, "counted-words/1").tolist() == questions.tolist()


def test_a_turn_adds_what_it_was_given() -> None:
    left = np.zeros((3, 1), dtype=np.float16)
    right = np.zeros((1, 3), dtype=np.float16)
    left[0, 0], right[0, 1] = 1.0, 1.0
    turned = QuestionTurn(left, right)(np.eye(3, dtype=np.float32))
    assert turned[0].tolist() == pytest.approx([0.5**0.5, 0.5**0.5, 0.0])
    assert turned[1:].tolist() == np.eye(3)[1:].tolist()


def test_what_all_questions_lack_is_learnt() -> None:
    """Questions that all point one way off their passages are brought back."""
    dealer = np.random.default_rng(0)
    passages = dealer.normal(size=(120, 384)).astype(np.float32)
    passages /= np.linalg.norm(passages, axis=1, keepdims=True)
    off = np.zeros(384, dtype=np.float32)
    off[:8] = 1.5
    questions = passages + off + 0.02 * dealer.normal(size=passages.shape).astype(np.float32)
    questions /= np.linalg.norm(questions, axis=1, keepdims=True)
    passages[100:, :8] += 0.6  # wrong answers that lie where all questions point
    passages /= np.linalg.norm(passages, axis=1, keepdims=True)
    answers = np.arange(100)
    known = Lessons(questions[:80], passages, answers[:80])
    fresh = Lessons(questions[80:100], passages, answers[80:100])
    before, after = ranks(fresh, fresh.questions), ranks(fresh, learn(known)(fresh.questions))
    assert after.mean() < before.mean()
