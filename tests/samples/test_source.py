import pytest

from samples.source import (
    Box,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    PullQuote,
    SourceError,
    Table,
    Text,
    read_strategy,
)
from tests.samples.small_strategy import source

HEAD = source("two_column").split("# Foreword")[0]
FIRST_LINE = HEAD.count("\n") + 1


def blocks(write, body):
    return read_strategy(write(HEAD + body)).blocks


def test_every_kind_of_block_is_read(write):
    strategy = read_strategy(write(source("two_column")))
    kinds = [type(block).__name__ for block in strategy.blocks]
    assert kinds == (
        ["Heading", "Paragraph", "Heading", "Heading", "Paragraph", "PullQuote"]
        + ["Paragraph"] * 7
        + ["ListItem", "ListItem", "ListItem", "Box", "Heading", "Table"]
        + ["Paragraph"] * 6
        + ["Figure", "Table", "Heading"]
        + ["Paragraph"] * 6
        + ["Heading", "Paragraph"]
    )
    assert (strategy.slug, strategy.status, strategy.layout) == (
        "test-vale",
        "agreed",
        "two_column",
    )


def test_footnotes_are_numbered_by_their_marks_and_each_file_has_its_own_labels(write):
    strategy = read_strategy(write(source("two_column")))
    assert [note.words for note in strategy.footnotes] == [
        "Office for National Statistics, 2018.",
        "Two fellows were appointed in 2017.",
        "A note of the shared file.",
    ]
    last = strategy.blocks[-1]
    assert last == Paragraph(Text("We act together.", ((16, 3),)))
    assert last.text.printed == "We act together.3"


def test_a_mark_inside_a_sentence_keeps_its_offset(write):
    (item,) = blocks(write, "- fund 40 fellowships[^b], soon\n\n[^b]: Note.\n")
    assert item == ListItem("•", Text("fund 40 fellowships, soon", ((19, 1),)), None)
    assert item.text.printed == "fund 40 fellowships1, soon"


def test_lead_in_is_the_paragraph_that_ends_with_a_colon_even_across_a_blank_line(write):
    assert blocks(write, "We will:\n- a\n- b\n\nText.\n\n- c\n\nAnd:\n\n1. d\n") == (
        Paragraph(Text("We will:")),
        ListItem("•", Text("a"), "We will:"),
        ListItem("•", Text("b"), "We will:"),
        Paragraph(Text("Text.")),
        ListItem("•", Text("c"), None),
        Paragraph(Text("And:")),
        ListItem("1.", Text("d"), "And:"),
    )


def test_lines_without_a_blank_between_them_are_one_block(write):
    assert blocks(write, "one\ntwo\n> three\n> four\n- five\n  six\nseven\n") == (
        Paragraph(Text("one two")),
        PullQuote(Text("three four")),
        ListItem("•", Text("five six"), None),
        Paragraph(Text("seven")),
    )


def test_fenced_blocks(write):
    body = (
        ":::box Title\nText:\n- item\n:::\n"
        ":::table unruled Caption of it\nA | B\n1 | \n:::\n"
        ":::figure Figure 1: £\nX | £1,200.5m\n:::\n"
    )
    assert blocks(write, body) == (
        Box(Text("Title"), (Paragraph(Text("Text:")), ListItem("•", Text("item"), "Text:"))),
        Table(False, Text("Caption of it"), (Text("A"), Text("B")), ((Text("1"), Text("")),)),
        Figure(Text("Figure 1: £"), (("X", "£1,200.5m", 1200.5),)),
    )


def test_headings_have_three_levels(write):
    assert blocks(write, "# a\n## b\n### c\n") == (
        Heading(1, Text("a")),
        Heading(2, Text("b")),
        Heading(3, Text("c")),
    )


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("#### deep\n", 0, "only headings of levels 1 to 3 and plain text are allowed"),
        ("a **bold** word\n", 0, "only headings of levels 1 to 3 and plain text are allowed"),
        ("\ntext[^x]\n", 1, "footnote [^x] has no text"),
        ("text\n\n[^x]: Never marked.\n", 2, "footnote [^x] is never marked in the text"),
        ("a[^x] b[^x]\n\n[^x]: Note.\n", 0, "footnote [^x] is marked twice"),
        ("a[^x]\n\n[^x]: One.\n[^x]: Two.\n", 3, "footnote [^x] is defined twice"),
        (":::box Title\ntext\n", 0, "this ::: block is never closed"),
        (":::box Title\ntext\n:::box Other\n:::\n", 0, "this ::: block is never closed"),
        (":::box Title\n\n:::\n", 0, "this box is empty"),
        (":::box Title\n# no\n:::\n", 0, "a box holds paragraphs and lists, not a Heading"),
        (":::table dotted Caption\na | b\n:::\n", 0,
         "expected :::table ruled CAPTION or :::table unruled CAPTION"),
        (":::table ruled Caption\na | b\n1 | 2 | 3\n:::\n", 2, "3 cells in a table of 2 columns"),
        (":::figure Caption\nlabel | many\n:::\n", 1, "a figure's line must be LABEL | NUMBER"),
        (":::chart Caption\n:::\n", 0,
         "expected :::box TITLE, :::table, :::figure CAPTION or :::include FILE"),
    ],
)  # fmt: skip
def test_an_error_names_file_and_line(write, body, line, message):
    path = write(HEAD + body)
    with pytest.raises(SourceError) as error:
        read_strategy(path)
    assert str(error.value) == f"{path}:{FIRST_LINE + line}: {message}"


def test_a_missing_include_is_named(write, strategies):
    path = write(HEAD + "text\n\n:::include nowhere\n")
    missing = strategies / "shared" / "nowhere.md"
    with pytest.raises(SourceError) as error:
        read_strategy(path)
    assert str(error.value) == f"{path}:{FIRST_LINE + 2}: cannot include {missing}: no such file"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\n", "", "the file must begin with front matter between two +++ lines"),
        ('"agreed"', '"done"', "status must be one of agreed, final, draft, submission"),
        ('"2019-07"', '"July 2019"', "published must be a month such as 2019-07"),
        ('"two_column"', '"poster"',
         "layout must be one of two_column, two_column_b, single_column, spreads, landscape, "
         "three_column"),
    ],
)  # fmt: skip
def test_front_matter_is_checked(write, old, new, message):
    path = write(HEAD.replace(old, new) + "text\n")
    with pytest.raises(SourceError) as error:
        read_strategy(path)
    assert str(error.value) == f"{path}:1: {message}"


def test_a_missing_field_is_named(write):
    path = write(HEAD.replace('place = "Test Vale"\n', "") + "text\n")
    with pytest.raises(SourceError, match=r"see \['place'\]"):
        read_strategy(path)
