"""Quotes over all columns: the sentences tell whether the text stops above or runs past."""

from __future__ import annotations

import pytest

from tests.ingest.drawn import ITALIC, Press, prose, starts, texts

QUOTE = ("“We have never had so many young people asking", "for an apprenticeship here.”")
COLUMNS = (40, 216, 392)


def quote(press: Press) -> None:
    press.lines(60, 300, QUOTE, 24, size=18, font=ITALIC, colour="#004488")


@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_a_quote_over_all_columns_does_not_part_sentences_that_go_on_below_it(
    shuffle: int,
) -> None:
    press = Press()
    for i, x in enumerate(COLUMNS):
        words = prose(i + 1, 60).split()
        press.paragraph(x, 100, 164, " ".join(words[:40]))
        press.paragraph(x, 360, 164, " ".join(words[40:]))
    quote(press)
    found = texts(press.read(shuffle))
    assert [text for text in found if text.startswith("S")] == [prose(i, 60) for i in (1, 2, 3)]
    assert " ".join(QUOTE) in found


@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_a_quote_between_finished_texts_closes_the_columns(shuffle: int) -> None:
    press = Press()
    for i, x in enumerate(COLUMNS):
        press.paragraph(x, 100, 164, prose(i + 1, 40))
        press.paragraph(x, 360, 164, prose(i + 4, 20))
    quote(press)
    assert starts(press.read(shuffle)) == ["S1", "S2", "S3", "“We", "S4", "S5", "S6"]
