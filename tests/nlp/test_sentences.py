import pytest

from nlp.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("One sentence.", ["One sentence."]),
        ("No full stop at the end", ["No full stop at the end"]),
        ("We spent £1.5m. We saved 2.4 per cent.", ["We spent £1.5m.", "We saved 2.4 per cent."]),
        ("Dr. Hale agreed. Prof. Lamb did not.", ["Dr. Hale agreed.", "Prof. Lamb did not."]),
        ("Cut waste, e.g. Packaging, by 2025.", ["Cut waste, e.g. Packaging, by 2025."]),
        ("The answer is no. We stop.", ["The answer is no.", "We stop."]),
        ("Depot No. 7 closed.", ["Depot No. 7 closed."]),
        ("We build it;  we open it.", ["We build it;", "we open it."]),
        ("Towns (Saltby; Marl; Hope) grow.", ["Towns (Saltby; Marl; Hope) grow."]),
        ("Output rose.12 Jobs fell.", ["Output rose.12", "Jobs fell."]),
        ("Emissions fall to 2.9 Mt by 2028.", ["Emissions fall to 2.9 Mt by 2028."]),
        ("“It works.” We agree.", ["“It works.”", "We agree."]),
        ("Is it enough? No! Act.", ["Is it enough?", "No!", "Act."]),
        ("• Train drivers • Open a yard", ["Train drivers", "Open a yard"]),
        ("First line\n\nSecond line", ["First line", "Second line"]),
    ],
)
def test_sentences_keep_every_word_and_cut_where_a_reader_would(
    text: str, expected: list[str]
) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected
