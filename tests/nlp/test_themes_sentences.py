"""The bundled model on sentences written for this test, none of which it was trained on."""

from pathlib import Path

import pytest

from nlp.embedding.embedder import choose_embedder
from nlp.framework import bundled_framework, load_framework
from nlp.statement import Statement
from nlp.theme import ThemeTag
from nlp.themes.tagger import load_tagger

LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [(line.split(" | ")[1], line.split(" | ")[0].strip("-")) for line in LINES]


@pytest.fixture(scope="module")
def tags(tmp_path_factory) -> list[tuple[ThemeTag, ...]]:
    cache: Path = tmp_path_factory.mktemp("cache")
    embedder = choose_embedder(cache)
    tagger = load_tagger(load_framework(bundled_framework()), embedder)
    statements = [Statement(text) for text, _ in SENTENCES]
    return tagger.tag(statements, embedder.embed([one.framed for one in statements]))


def accepted(of_one: tuple[ThemeTag, ...]) -> set[str]:
    return {tag.label for tag in of_one if tag.accepted}


def test_most_labels_are_right(tags) -> None:
    hits = wrong = 0
    for (_, labels), found in zip(SENTENCES, tags, strict=True):
        hits += len(accepted(found) & set(labels.split()))
        wrong += len(accepted(found) ^ set(labels.split()))
    assert 2 * hits / (2 * hits + wrong) >= 0.80  # micro-F1; .87 with prototypes alone


def test_most_sentences_about_nothing_are_left_alone(tags) -> None:
    about_nothing = [
        text
        for (text, labels), found in zip(SENTENCES, tags, strict=True)
        if not labels and accepted(found)
    ]
    assert len(about_nothing) <= 3, about_nothing


def test_every_accepted_tag_shows_whole_words_in_order(tags) -> None:
    for (text, _), found in zip(SENTENCES, tags, strict=True):
        for tag in found:
            assert tag.accepted == bool(tag.evidence)
            reached = 0
            for span in tag.evidence:
                assert reached <= span.start < span.end <= len(text)
                assert not (text[span.start - 1 : span.start] + "x").isalnum() or span.start == 0
                assert not text[span.end : span.end + 1].isalnum()
                assert text[span.start : span.end].strip() == text[span.start : span.end]
                reached = span.end


def test_every_label_is_said_most_probable_first(tags) -> None:
    names = set(load_framework(bundled_framework()).label_ids)
    for found in tags:
        assert {tag.label for tag in found} == names
        chances = [tag.probability for tag in found]
        assert chances == sorted(chances, reverse=True)
        assert all(0.0 <= chance <= 1.0 for chance in chances)


@pytest.mark.parametrize(
    ("start", "label", "evidence"),
    [
        ("We will open a battery", "ideas", ["laboratory"]),
        ("Repeated flooding", "infrastructure", ["flooding"]),
        ("A £25 million loan", "business_environment", ["loan fund"]),
        ("The harbour theatre", "places", ["theatre", "visitors"]),
        ("Machine learning", "ai_data", ["Machine learning"]),
        ("Bungalows", "ageing_society", ["dementia"]),
        ("The 40 MW", "clean_growth", ["electrolyser", "hydrogen", "tidal"]),
        ("Sixty miles", "future_mobility", ["driverless"]),
    ],
)
def test_plain_sentences_show_their_words(tags, start, label, evidence) -> None:
    ((text, found),) = [
        (text, found)
        for (text, _), found in zip(SENTENCES, tags, strict=True)
        if text.startswith(start)
    ]
    assert found[0].label == label
    assert found[0].probability > 0.5
    assert [text[span.start : span.end] for span in found[0].evidence] == evidence
