from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.themes.examples import ExampleGallery, ThemeExample

TURNS = {"north": 0.0, "near north": 0.3, "north-east": 0.8, "east": 1.57, "other north": 0.01}


class Compass:
    """A text is a direction."""

    id = "compass/1"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts):
        self.asked += texts
        turns = np.array([TURNS[text] for text in texts])
        return np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)


def example(text: str, *themes: str) -> ThemeExample:
    return ThemeExample(text, frozenset(themes))


EXAMPLES = [
    example("north", "sea"),
    example("east", "sea", "land"),
    example("north-east", "land"),
    example("near north", "sea"),
    example("north", "sea"),
    example("other north"),
]
NORTH = np.array([1.0, 0.0], dtype=np.float32)


def test_the_nearest_of_a_label_come_first_without_the_passage_itself() -> None:
    gallery = ExampleGallery(EXAMPLES, Compass(), None)
    near = gallery.nearest(NORTH, "sea")
    assert [n.example.text for n in near] == ["near north", "east"]
    assert near[0].similarity == pytest.approx(np.cos(0.3))
    assert [n.example.text for n in gallery.nearest(NORTH, "land", 1)] == ["north-east"]


def test_a_label_without_examples_shows_none() -> None:
    embedder = Compass()
    assert ExampleGallery(EXAMPLES, embedder, None).nearest(NORTH, "sky") == []
    assert embedder.asked == []


def test_vectors_are_made_at_the_first_question_and_kept(tmp_path: Path) -> None:
    first = Compass()
    gallery = ExampleGallery(EXAMPLES, first, tmp_path / "cache")
    assert first.asked == []
    before = gallery.nearest(NORTH, "sea")
    assert first.asked == ["north", "east", "north-east", "near north"]  # once, and none unlabelled
    second = Compass()
    assert ExampleGallery(EXAMPLES, second, tmp_path / "cache").nearest(NORTH, "sea") == before
    assert second.asked == []


def test_a_kept_file_that_is_broken_is_made_again(tmp_path: Path) -> None:
    ExampleGallery(EXAMPLES, Compass(), tmp_path).nearest(NORTH, "sea")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:90])
    embedder = Compass()
    assert len(ExampleGallery(EXAMPLES, embedder, tmp_path).nearest(NORTH, "sea")) == 2
    assert len(embedder.asked) == 4


def test_other_examples_have_other_vectors(tmp_path: Path) -> None:
    ExampleGallery(EXAMPLES, Compass(), tmp_path).nearest(NORTH, "sea")
    fewer = ExampleGallery(EXAMPLES[:2], Compass(), tmp_path).nearest(NORTH, "sea")
    assert [n.example.text for n in fewer] == ["east"]
    assert len(list(tmp_path.iterdir())) == 2
