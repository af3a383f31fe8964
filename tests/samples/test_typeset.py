import pytest

from samples.source import Text
from samples.typefaces import CALADEA, SANS
from samples.typeset import OverfullError, Style, set_text

JUSTIFIED = Style(SANS, 10, 12, align="justify", hyphenate=True)


def lines(text, style, measure):
    return ["".join(run.text for run in line.runs) for line in set_text(text, style, measure)]


def test_justified_lines_reach_both_edges_except_the_last():
    words = "The organisation of extraordinary manufacturing businesses in the valley " * 4
    laid = set_text(Text(words), JUSTIFIED, 150)
    assert all(line.x1 == pytest.approx(150) for line in laid[:-1])
    assert laid[-1].x1 < 150


def test_a_broken_word_shows_a_hyphen_and_loses_no_letter():
    text = "internationalisation of manufacturing"
    assert lines(Text(text), Style(SANS, 10, 12, hyphenate=True), 60) == [
        "internation-",
        "alisation of",
        "manufac-",
        "turing",
    ]


def test_a_word_breaks_after_its_own_hyphen_without_a_second_one():
    assert lines(Text("low-carbon"), Style(SANS, 10, 12), 35) == ["low-", "carbon"]


def test_without_hyphenation_words_stay_whole():
    assert lines(Text("manufacturing valley"), Style(SANS, 10, 12), 70) == [
        "manufacturing",
        "valley",
    ]


def test_ligatures_only_in_faces_that_have_them():
    assert lines(Text("final flow"), Style(CALADEA, 10, 12), 200) == ["ﬁnal ﬂow"]
    assert lines(Text("final flow"), Style(SANS, 10, 12), 200) == ["final flow"]


def test_a_footnote_mark_is_raised_and_never_begins_a_line():
    text = Text("Output fell here, again.", ((16, 7),))
    laid = set_text(text, Style(SANS, 10, 12), 68)
    assert [[run.text for run in line.runs] for line in laid] == [
        ["Output fell"],
        ["here", "7", ", again."],
    ]
    mark = laid[1].runs[1]
    assert (mark.size, mark.rise, laid[1].notes) == (6.2, 3.0, (7,))


def test_a_word_wider_than_the_measure_is_named():
    with pytest.raises(OverfullError, match="no way to set 'manufacturing' in 20 points"):
        set_text(Text("manufacturing"), Style(SANS, 10, 12), 20)


def test_an_address_may_break_at_its_signs():
    assert lines(Text("strategy@northvale.example"), Style(SANS, 10, 12), 85) == [
        "strategy@",
        "northvale.example",
    ]
