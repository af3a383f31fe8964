import numpy as np
import pytest

from nlp.theme import Span
from nlp.themes.evidence import _best, _trimmed, window_spans


def words(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" – ", []),
        ("Shops stand empty.", ["Shops stand empty"]),
        (
            "Shops on the quay stand empty, and we will buy them.",
            ["Shops on the quay stand empty", "and we will buy them"],
        ),
        (  # a short clause is read with its neighbour
            "In 2019, shops on the quay stood empty; some burnt.",
            ["In 2019, shops on the quay stood empty; some burnt"],
        ),
        (
            "one two three four five six seven eight nine ten eleven twelve",
            [
                "one two three four five six seven eight nine ten",
                "six seven eight nine ten eleven twelve",
            ],
        ),
    ],
)
def test_windows_stay_in_their_clause(text, expected) -> None:
    assert words(text, window_spans(text)) == expected


def test_every_word_is_in_a_window() -> None:
    text = (
        "The co-operative’s R&D budget, £2.5m in 2018/19, pays for tests: of ships; "
        "of quays and cranes and of all the other things that a harbour has to have."
    )
    covered = set()
    for span in window_spans(text):
        covered |= set(range(span.start, span.end))
    assert all(index in covered for index, sign in enumerate(text) if sign.isalnum())


def test_the_best_window_wins_and_a_near_one_is_shown_too() -> None:
    text = "alpha beta gamma delta, epsilon zeta eta theta, iota kappa lambda mu"
    windows = window_spans(text)
    near = np.array([1.0, -2.0, 1.4], dtype=np.float32)
    assert words(text, list(_best(text, windows, near, 0.0))) == [
        "alpha beta gamma delta",
        "iota kappa lambda mu",
    ]
    far = np.array([0.5, -2.0, 1.4], dtype=np.float32)
    assert words(text, list(_best(text, windows, far, 0.0))) == ["iota kappa lambda mu"]


def test_windows_below_the_base_rate_are_no_evidence() -> None:
    text = "alpha beta gamma delta, epsilon zeta eta theta"
    logits = np.array([-1.0, -2.0], dtype=np.float32)
    assert _best(text, window_spans(text), logits, -0.5) == ()


def test_overlapping_windows_are_never_both_shown() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    logits = np.array([1.0, 1.1], dtype=np.float32)
    assert len(_best(text, window_spans(text), logits, 0.0)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and the shops of the quay are", "shops of the quay"),
        ("of the and", "of the and"),
        ("quay", "quay"),
    ],
)
def test_little_words_are_trimmed_at_the_ends(text, expected) -> None:
    span = _trimmed(text, Span(0, len(text)))
    assert text[span.start : span.end] == expected
