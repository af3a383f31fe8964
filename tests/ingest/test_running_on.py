"""Lines that look like the end of something and go on: numbered text, compounds, addresses."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont

from ingest.document import BlockKind
from tests.ingest.drawn import BOLD, SANS, Press, kinds, one, prose, texts


def test_a_bold_numbered_paragraph_keeps_its_first_line() -> None:
    # "4.32.We recommend": the tab after the number was too narrow to be taken for a space.
    press = Press()
    press.paragraph(90, 100, 380, prose(1, 60))
    for i, number in enumerate(("4.31.", "4.32.")):
        top = 200 + 60 * i
        press.text(60, top, number, font=SANS)
        press.text(
            82.6, top, "We recommend that the Cabinet Secretary and the chief of the", 11, BOLD
        )
        press.text(
            90, top + 13, "Office, once appointed, should take the steps that are set out", 11, BOLD
        )
        press.text(90, top + 26, "in the annex.", 11, BOLD)
    reading = press.read()
    passage = one(reading, "4.32.")
    assert passage.text == (
        "4.32. We recommend that the Cabinet Secretary and the chief of the Office, once"
        " appointed, should take the steps that are set out in the annex."
    )
    assert not [text for kind, text in kinds(reading) if kind == "heading"]


def test_a_numbered_line_that_fills_its_column_and_goes_on_is_no_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    press.text(
        60,
        300,
        "7.18 The board favours tackling waste through a partnership of firms and the people",
    )
    press.text(60, 314, "Round the county, which it would pay for.", colour="#000001")
    found = [kind for kind, text in kinds(press.read()) if text.startswith("7.18")]
    assert found in (["paragraph"], ["list_item"])


def test_a_numbered_title_stays_a_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    press.text(60, 240, "3.1 Regional growth")
    press.paragraph(60, 260, 400, prose(2, 40))
    assert one(press.read(), "S2").headings == ("3.1 Regional growth",)


def test_a_coloured_line_that_ends_in_mid_sentence_is_no_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    press.text(60, 240, "oversight of the", colour="#0078d4")
    press.text(60, 252, "Council and of its framework of risks, which it has to keep.")
    assert "oversight of the Council and of its framework of risks, which it has to keep." in texts(
        press.read()
    )


def test_a_long_bold_list_item_is_no_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    press.text(
        60, 240, "• pilot studies in places of every kind, followed by trials; and", font=BOLD
    )
    assert one(press.read(), "pilot").kind is BlockKind.LIST_ITEM


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("a world-", "class centre", "a world-class centre"),
        ("a self-", "publishing boom", "a self-publishing boom"),
        ("medium-", "sized firms", "medium-sized firms"),
        ("a state-of-", "the-art plant", "a state-of-the-art plant"),
        ("the end-to-", "end platform", "the end-to-end platform"),
        ("a new high-", "way to the port", "a new highway to the port"),
        ("the short-", "age of homes", "the shortage of homes"),
        ("with the part-", "nership board", "with the partnership board"),
        ("see www.vale.org/growth-", "plan/two", "see www.vale.org/growth-plan/two"),
    ],
)
def test_compounds_keep_their_hyphen_at_a_line_end_and_broken_words_lose_it(
    left: str, right: str, whole: str
) -> None:
    press = Press()
    press.lines(60, 100, [f"What we need is {left}", f"{right} in the valley."])
    assert texts(press.read()) == [f"What we need is {whole} in the valley."]


def test_an_address_in_smaller_type_on_a_line_of_its_own_does_not_part_a_paragraph() -> None:
    press = Press()
    before = "The size of the prize is why the white paper of that year named"
    press.text(60, 100, before, 11.5)
    press.text(
        60,
        116,
        "(https://www.example.org/publications/a-strategy-for-the-whole-valley-and-hills)",
        10.4,
    )
    press.text(60, 132, "data as one of four great challenges in which the valley can lead.", 11.5)
    assert len(texts(press.read())) == 1


def test_an_address_after_a_name_does_not_join_the_office_below() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60), size=11.5)
    press.text(60, 200, "Ann Other MP (https://www.example.org/ann)", 10.4)
    press.text(60, 216, "Secretary of State for Fairs", 11.5)
    assert "Secretary of State for Fairs" in texts(press.read())


KOREAN = "HYSMyeongJo-Medium"


@pytest.mark.parametrize(
    ("above", "whole"),
    [
        ("고객에게 유리하게 작", "고객에게 유리하게 작성되고 검토의"),
        ("고객에게 유리하게 작 ", "고객에게 유리하게 작 성되고 검토의"),
        ("고객에게 유리하게 (작)", "고객에게 유리하게 (작)성되고 검토의"),
    ],
)
def test_korean_words_broken_at_a_line_end_are_whole_where_other_lines_end_with_a_space(
    above: str, whole: str
) -> None:
    # normal_4pages: "유리하게 작 성되고".
    registerFont(UnicodeCIDFont(KOREAN))
    press = Press()
    press.lines(60, 100, [above, "성되고 검토의 ", "기회가 없다."], font=KOREAN)
    assert texts(press.read()) == [f"{whole} 기회가 없다."]


def test_korean_lines_keep_their_space_where_no_line_ends_with_one() -> None:
    registerFont(UnicodeCIDFont(KOREAN))
    press = Press()
    press.lines(60, 100, ["고객에게 유리하게", "작성되고 검토의", "기회가 없다."], font=KOREAN)
    assert texts(press.read()) == ["고객에게 유리하게 작성되고 검토의 기회가 없다."]


def test_lines_of_a_script_without_spaces_join_without_one() -> None:
    registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    press = Press()
    press.lines(60, 100, ["港に新しい路面電車を", "来年までに作る。"], font="HeiseiMin-W3")
    assert texts(press.read()) == ["港に新しい路面電車を来年までに作る。"]


def test_a_dashed_item_after_one_that_fills_its_line_is_an_item_of_its_own() -> None:
    # LU: "…at national and international level - promoting clusters…" was one passage.
    press = Press()
    lines = [
        "- strengthening the name of the fields of work and of the trades that come out of them",
        "all",
        "- finding new members for these groups of firms at home and in the countries nearby",
        "- helping the groups and the skills of their members, and standing by them as they grow",
        "in the world",
    ]
    press.lines(60, 100, lines)
    assert texts(press.read()) == [
        f"{lines[0][2:]} all",
        lines[2][2:],
        f"{lines[3][2:]} in the world",
    ]
