import pytest

from samples.flow import Grid, LayoutError, Slab, compose, fill_columns, flow
from samples.ink import Piece, Span
from samples.pieces import Atom, glued
from samples.printed import Unit
from samples.source import Text

GRID = Grid(left=0, top=100, width=210, bottom=200, columns=2, gap=10, aside_left=220,
            aside_top=100, aside_bottom=200)  # fmt: skip
NO_NOTES: dict[int, Piece] = {}


def atom(name, height, before=0.0, notes=(), **kind):
    span = Span(Unit(name, "paragraph", Text(name)), 0, 0, 10, height)
    return Atom((Piece(height, (), (span,), before, notes),), **kind)


def where(page):
    """(name, column, top, role) of everything on a page, in order."""
    return [
        (placed.piece.spans[0].unit.id, placed.column, placed.piece.spans[0].top, placed.role)
        for placed in page.placed
        if placed.piece.spans
    ]


def test_space_above_is_dropped_at_the_top_of_a_column():
    filled = fill_columns([atom("a", 40, before=9), atom("b", 40, 9), atom("c", 40, 9)], 2, 90)
    assert [(p.spans[0].unit.id, c, y) for c, y, p in filled.placed] == [
        ("a", 0, 0.0),
        ("b", 0, 49.0),
        ("c", 1, 0.0),
    ]


def test_a_float_waits_for_the_next_column_and_text_goes_on_above_it():
    atoms = [atom("a", 50), atom("box", 60, floating=True), atom("b", 40), atom("c", 20)]
    filled = fill_columns(atoms, 2, 100)
    assert [(p.spans[0].unit.id, c, y) for c, y, p in filled.placed] == [
        ("a", 0, 0.0),
        ("b", 0, 50.0),
        ("box", 1, 0.0),
        ("c", 1, 60.0),
    ]


def test_columns_of_a_chapter_end_are_balanced():
    page = compose([flow([atom(n, 10) for n in "abcdef"])], GRID, NO_NOTES, "#000000")
    assert [column for _, column, _, _ in where(page)] == [0, 0, 0, 1, 1, 1]


def test_a_chapter_does_not_open_at_the_foot_of_a_page():
    text = [flow([atom("a", 60), atom("b", 60)])]
    slabs = [*text, Slab("span", (atom("chapter", 10),), room=40), flow([atom("c", 10)])]
    page = compose(slabs, GRID, NO_NOTES, "#000000")
    assert [name for name, *_ in where(page)] == ["a", "b"]
    assert [slab.kind for slab in page.rest] == ["span", "flow"]


def test_a_table_that_does_not_fit_lets_the_text_after_it_go_first():
    table = Slab("span", (atom("table", 80),), floating=True)
    slabs = [flow([atom("a", 40), atom("b", 40)]), table, flow([atom(n, 50) for n in "cdef"])]
    page = compose(slabs, GRID, NO_NOTES, "#000000")
    assert [name for name, *_ in where(page)] == ["a", "b", "c", "d"]
    assert page.rest[0] == table


def test_a_footnote_takes_its_room_from_the_page_that_marks_it():
    note = atom("note", 20).pieces[0]
    slabs = [flow([atom("a", 40, notes=(1,)), atom("b", 40), atom("c", 40), atom("d", 40)])]
    page = compose(slabs, GRID, {1: note}, "#000000")
    assert where(page) == [
        ("a", 0, 100.0, "main"),
        ("b", 1, 100.0, "main"),
        ("note", 0, 180.0, "note"),
    ]


def test_asides_fill_their_strip_and_the_rest_is_carried_over():
    slabs = [flow([atom("a", 10), atom("q", 60, aside=True), atom("r", 60, aside=True)])]
    page = compose(slabs, GRID, NO_NOTES, "#000000")
    assert where(page) == [("a", 0, 100.0, "main"), ("q", 2, 100.0, "aside")]
    again = compose(page.rest, GRID, NO_NOTES, "#000000")
    assert where(again) == [("r", 2, 100.0, "aside")]
    assert again.rest == ()


def test_a_heading_is_glued_to_text_but_not_to_a_float():
    heading, text = atom("h", 10, keep_next=True), atom("t", 10)
    box = atom("box", 10, floating=True)
    assert [len(a.pieces) for a in glued([heading, text])] == [2]
    assert [len(a.pieces) for a in glued([heading, box, text])] == [1, 1, 1]


def test_what_no_page_can_hold_is_an_error():
    with pytest.raises(LayoutError, match="taller than a whole column"):
        compose([flow([atom("a", 101)])], GRID, NO_NOTES, "#000000")
    with pytest.raises(LayoutError, match="taller than the page"):
        compose([Slab("span", (atom("a", 101),))], GRID, NO_NOTES, "#000000")
