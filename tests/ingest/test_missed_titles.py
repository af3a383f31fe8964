"""Titles that were taken for text, for quotes or for items, and text that was taken for titles."""

from __future__ import annotations

from ingest.structure.outline import _letters
from tests.ingest.drawn import BOLD, ITALIC, Press, kinds, prose, starts, texts


def headings(press: Press) -> list[str]:
    return [text for kind, text in kinds(press.read()) if kind == "heading"]


def test_letters_are_compared_in_any_script() -> None:
    # An Arabic title was a lifted quote: "R", "Python" were all that was compared.
    assert _letters("البرمجة بلغة R") == "البرمجةبلغةr"


def test_a_bold_line_that_ends_in_a_small_word_is_a_heading() -> None:
    press = Press()
    y = press.paragraph(60, 100, 470, prose(1, 50))
    press.text(60, y, "Where the money comes from", 10, BOLD)
    y = press.paragraph(60, y + 12, 470, prose(2, 50))
    press.paragraph(60, y + 14, 470, prose(3, 50))
    assert headings(press) == ["Where the money comes from"]


def test_a_section_that_ends_in_a_colon_before_its_first_part_is_a_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 50))
    press.text(60, 190, "1.5 Towards smart specialisation:", 10, BOLD)
    press.text(60, 215, "1.5.1 What was said of research:", 10, BOLD)
    press.paragraph(60, 240, 470, prose(2, 50))
    press.text(60, 330, "1.5.2 What was done:", 10, BOLD)
    press.paragraph(60, 350, 470, prose(3, 50))
    assert headings(press)[:2] == [
        "1.5 Towards smart specialisation:",
        "1.5.1 What was said of research:",
    ]


def test_the_title_of_an_example_is_a_caption_and_a_sentence_about_one_is_not() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 50))
    press.text(60, 180, "Example 3-10 Turning on the rules", 9, ITALIC)
    press.paragraph(60, 200, 470, f"Example 3 shows how this is done. {prose(2, 50)}")
    found = [(kind, text[:9]) for kind, text in kinds(press.read())]
    assert found[1:] == [("caption", "Example 3"), ("paragraph", "Example 3")]


def test_lines_with_leaders_are_contents_however_far_off_their_numbers_stand() -> None:
    press = Press()
    press.text(60, 80, "Contents", 24, BOLD)
    titles = ["Foreword", "Executive summary", "Where we are", "How we get there", "Evidence"]
    for i, title in enumerate(titles):
        press.text(60, 120 + 20 * i, f"{title} {'.' * (90 - len(title))}", 11)
        press.text(520, 120 + 20 * i, str(3 + 4 * i), 11)
    press.new_page()
    press.text(60, 80, "Foreword", 24, BOLD)
    press.paragraph(60, 110, 470, prose(1, 60))
    assert starts(press.read()) == ["S1"]


def test_a_line_that_had_no_room_for_the_next_word_ends_no_paragraph() -> None:
    press = Press()
    first = "S1 harbour orchard timber. Internationalisation of barley and linen is what we want."
    press.paragraph(40, 100, 180, f"{first} {prose(2, 30)}")
    press.paragraph(300, 100, 180, prose(3, 40))
    assert texts(press.read())[0] == f"{first} {prose(2, 30)}"


def test_a_slash_that_ends_a_remark_does_not_cling_to_the_next_line() -> None:
    press = Press()
    press.lines(60, 100, ["/* Row access rules (permissions) */", "ALTER TABLE harbour orchard"])
    press.paragraph(60, 200, 470, prose(1, 50))
    assert texts(press.read())[0].endswith("*/ ALTER TABLE harbour orchard")


def test_words_in_a_box_a_little_larger_than_the_text_are_no_pull_quote() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 60))
    press.outlined(60, 180, 530, 240)
    press.paragraph(72, 204, 440, f"Key fact: {prose(2, 16)}", 14, size=11, font=BOLD)
    press.paragraph(60, 270, 470, prose(3, 60))
    assert ("box", f"Key fact: {prose(2, 16)}") in kinds(press.read())


def test_a_title_in_italics_may_stand_in_from_the_edge_and_off_its_text() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 60))
    press.text(84, 170, "Practical application", 10, ITALIC)
    press.paragraph(60, 192, 470, prose(2, 60))
    assert headings(press) == ["Practical application"]


def test_a_number_after_a_struck_one_counts_among_the_numbers_of_paragraphs() -> None:
    press = Press()
    press.text(60, 100, "17.6. 17.7.")
    press.rule(60, 97, 82, 97)
    press.text(120, 100, "The committee looks after the following matters of the county.")
    press.text(60, 130, "17.8.")
    press.text(120, 130, "The director may correct small mistakes in these paragraphs.")
    press.paragraph(60, 200, 470, prose(1, 60))
    found = [(kind, text[:5]) for kind, text in kinds(press.read())]
    assert ("list_item", "17.8.") in found
