"""What names a figure or notes a word, and what only looks so."""

from __future__ import annotations

from tests.ingest.drawn import BOLD, Press, kinds, one, prose


def test_a_sentence_about_a_table_is_no_caption() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 60))
    press.text(60, 200, "Table 2 shows that research in firms goes on to grow.")
    press.text(60, 230, "Table 2: Research in firms, 2010 to 2017")
    reading = press.read(1)
    assert one(reading, "Table 2 shows").kind == "paragraph"
    assert one(reading, "Table 2: Research").kind == "caption"


def test_a_sentence_that_begins_with_a_word_of_captions_is_text() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 60))
    press.text(60, 200, "Map the assets of the county before the end of the year.")
    press.text(60, 230, "Chart showing the offices of the county")
    press.text(60, 260, "Source: Office of Numbers, 2017", 8)
    reading = press.read(1)
    assert one(reading, "Map the").kind == "paragraph"
    assert one(reading, "Chart showing").kind == "caption"
    assert one(reading, "Source:").kind == "caption"


def test_numbered_items_on_a_page_of_smaller_type_are_no_footnotes() -> None:
    # federal-register: the preamble is set larger than the rules.
    press = Press()
    for seed in range(6):
        press.paragraph(60, 80 + 90 * seed, 470, prose(seed, 60), size=11)
    press.new_page()
    press.text(60, 80, "(m) Readiness", 9, BOLD)
    press.text(60, 96, "(1) Before further flight, do all the actions on the list.", 9)
    press.text(60, 112, "(2) After the flight, mend what came up on it.", 9)
    found = [kind for kind, text in kinds(press.read(1)) if text.startswith(("(1)", "(2)"))]
    assert found == ["list_item", "list_item"]


def test_a_letter_that_a_sentence_refers_to_is_no_list_mark() -> None:
    press = Press()
    press.lines(
        60,
        100,
        (
            "The provisions that are set out in figure ten to paragraph",
            "(i) of this order go with the list of the equipment that is",
            "kept by the office.",
        ),
    )
    press.text(60, 160, "(i) A list of all the equipment.")
    press.text(60, 176, "(ii) A list of all the people.")
    found = kinds(press.read(1))
    assert [kind for kind, _ in found] == ["paragraph", "list_item", "list_item"]
    assert found[0][1].endswith("kept by the office.")


def test_a_bold_label_in_a_line_with_no_room_for_the_next_word_does_not_part_it() -> None:
    press = Press()
    press.text(70, 100, "Note 2 to paragraph (i):", 9, BOLD)
    press.text(182, 100, "The", 9)
    press.lines(
        60,
        111,
        (
            "provisioning that figure ten sets",
            "out goes with the list of equipment",
            "of the office.",
        ),
        11,
        size=9,
    )
    assert [kind for kind, _ in kinds(press.read(1))] == ["paragraph"]


def test_a_row_of_dashes_is_no_list_item() -> None:
    press = Press()
    press.text(60, 100, "IN THE COURT OF THE COUNTY", font=BOLD)
    press.text(60, 124, "- - - - - - - - - - - - x")
    press.paragraph(60, 148, 470, prose(1, 60))
    assert "list_item" not in [kind for kind, _ in kinds(press.read(1))]


def test_a_line_that_breaks_off_goes_on_in_an_indented_one() -> None:
    press = Press()
    for i, (first, rest) in enumerate(
        (
            (
                "Stephen Mercer, deputy of the county council for roads and",
                "rail, on behalf of the board.",
            ),
            (
                "Charlotte Seville, of the chamber of trade and the guild of",
                "yards, on behalf of firms.",
            ),
        )
    ):
        press.text(60, 100 + 24 * i, first)
        press.text(84, 112 + 24 * i, rest)
    found = [text for _, text in kinds(press.read(1))]
    assert found == [
        "Stephen Mercer, deputy of the county council for roads and rail, on behalf of the board.",
        "Charlotte Seville, of the chamber of trade and the guild of yards, on behalf of firms.",
    ]
