"""The PDFs as a stranger's PDF library sees them, against what blocks.jsonl says of them."""

import json
import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pypdfium2
import pytest

from samples.build import LAYOUTS, main, printed
from tests.samples.small_strategy import source

SAMPLES = Path(__file__).parents[2] / "samples"
COMMITTED = sorted(SAMPLES.glob("*/strategy.md"))
SLUGS = [path.parent.name for path in COMMITTED]


def folded(text):
    """As a reader compares: ligatures undone, white space, leader dots and hyphens dropped."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u0002\ufffe\u00ad-]|\.{3,}", "", re.sub(r"( ?\. ?){3,}", "", text))


@cache
def glyphs(data: bytes):
    """(sheet, x, y, character) of every visible character, in the order of the file."""
    out = []
    document = pypdfium2.PdfDocument(data)
    for sheet, page in enumerate(document, 1):
        height = page.get_height()
        text = page.get_textpage()
        for n in range(text.count_chars()):
            character = text.get_text_range(n, 1)
            if not character.strip():
                continue
            left, bottom, right, top = text.get_charbox(n)
            out.append((sheet, (left + right) / 2, height - (bottom + top) / 2, character))
    return out


def inside(box, glyph, slack=0.6):
    sheet, x0, top, x1, bottom = box
    return (
        glyph[0] == sheet
        and x0 - slack <= glyph[1] <= x1 + slack
        and top - slack <= glyph[2] <= bottom + slack
    )


def under(data, boxes):
    """What the library finds in the boxes, one after another, in the order of the file."""
    return folded("".join(g[3] for box in boxes for g in glyphs(data) if inside(box, g)))


@cache
def bundled(slug):
    return printed(SAMPLES / slug / "strategy.md")[1]


@pytest.fixture(params=[*LAYOUTS, *SLUGS])
def edition(request, write):
    """(records, PDF bytes) of the test strategy in each layout and of every bundled sample."""
    if request.param in LAYOUTS:
        files = printed(write(source(request.param)))[1]
    else:
        files = bundled(request.param)
    pdf, jsonl = files.values()
    return [json.loads(line) for line in jsonl.decode().splitlines()], pdf


def test_the_text_of_every_block_stands_in_its_boxes(edition):
    records, pdf = edition
    wrong = []
    for record in records:
        if record["cells"]:
            pairs = zip(record["cells"], record["cell_boxes"], strict=True)
            found = [(text, under(pdf, [box] if box else [])) for (_, text), box in pairs]
        else:
            found = [(record["text"], under(pdf, record["boxes"]))]
        wrong += [(record["id"], want, got) for want, got in found if folded(want) != got]
    assert wrong == []


def test_every_glyph_belongs_to_one_block_or_is_a_marker(edition):
    records, pdf = edition
    boxes = [box for record in records for box in record["boxes"]]
    owners = [sum(inside(box, glyph, slack=0.0) for box in boxes) for glyph in glyphs(pdf)]
    assert max(owners) == 1
    loose = [g[3] for g, count in zip(glyphs(pdf), owners, strict=True) if not count]
    markers = "".join(record["marker"] or "" for record in records)
    assert sorted("".join(loose)) == sorted(markers)


def test_no_two_boxes_overlap(edition):
    records, _ = edition
    by_sheet = defaultdict(list)
    for record in records:
        for box in record["boxes"]:
            by_sheet[box[0]].append((record["id"], box[1:]))
    clashes = [
        (one, other)
        for placed in by_sheet.values()
        for (one, a), (other, b) in combinations(placed, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
    ]
    assert clashes == []


def test_nothing_leaves_its_sheet(edition):
    records, pdf = edition
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(pdf)]
    for record in records:
        for sheet, x0, top, x1, bottom in record["boxes"]:
            width, height = sizes[sheet - 1]
            assert 20 <= x0 < x1 <= width - 20, record["id"]
            assert 20 <= top < bottom <= height - 10, record["id"]


def test_ids_are_unique_and_every_block_of_the_source_is_there(edition):
    records, _ = edition
    ids = [record["id"] for record in records]
    assert len(set(ids)) == len(ids)
    numbered = sorted(int(m[1]) for i in ids if (m := re.search(r"-(\d{3})$", i)))
    assert numbered == list(range(1, len(numbered) + 1))


def test_running_blocks_close_their_sheet(edition):
    records, _ = edition
    kinds = defaultdict(list)
    for record in records:
        kinds[record["sheets"][0]].append(record["kind"] == "running")
    assert all(flags == sorted(flags) for flags in kinds.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_printing_twice_gives_the_same_bytes(write, layout):
    path = write(source(layout))
    assert printed(path)[1] == printed(path)[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_committed_files_are_what_their_source_prints(slug):
    """When this fails: python -m samples.build"""
    stale = [path.name for path, data in bundled(slug).items() if path.read_bytes() != data]
    assert stale == []


def records_of(path):
    return [json.loads(line) for line in list(printed(path)[1].values())[1].splitlines()]


def test_a_record_says_what_a_reader_must_know(write):
    records = {r["id"]: r for r in records_of(write(source("two_column")))}
    item = next(r for r in records.values() if r["kind"] == "list_item")
    assert (item["text"], item["lead_in"], item["marker"], item["headings"]) == (
        "open a low-carbon test centre by 2022",
        "We will:",
        "•",
        ["Ideas", "Research"],
    )
    marked = next(r for r in records.values() if r["text"].startswith("fund 40"))
    (mark,) = marked["marks"]
    assert marked["text"] == "fund 40 fellowships2 with the university"
    assert marked["text"][slice(*mark)] == "2"
    row = next(r for r in records.values() if r["text"].startswith("Firms known"))
    assert row["cells"] == [
        ["Indicator", "Firms known to us"],
        ["Baseline", "–"],
        ["Target", "400"],
        ["By when", ""],
    ]
    assert row["cell_boxes"][3] is None
    boxed = [(r["kind"], r["text"], r["headings"]) for r in records.values() if r["in_box"]]
    title = "Case study: The office"
    assert boxed == [
        ("heading", title, ["Ideas", "Research"]),
        ("paragraph", "A box holds text. It lists:", ["Ideas", "Research", title]),
        ("list_item", "one thing", ["Ideas", "Research", title]),
        ("list_item", "another thing", ["Ideas", "Research", title]),
    ]


@pytest.mark.parametrize(
    ("layout", "labels"),
    [
        ("two_column", [None, None, "1", "2"]),
        ("single_column", [None, "ii", "1", "2"]),
        ("spreads", [None, "2", "3", "4"]),
        ("landscape", [None, None, "3", "4"]),
        ("three_column", [None, None, "1", "2"]),
    ],
)
def test_printed_numbers_are_not_sheet_numbers(write, layout, labels):
    records = records_of(write(source(layout)))
    seen = dict.fromkeys((r["sheets"][0], r["printed"]) for r in records if len(r["sheets"]) == 1)
    sheets = [1, 2, 2, 3] if layout == "spreads" else [1, 2, 3, 4]
    assert list(seen)[:4] == list(zip(sheets, labels, strict=True))


def test_a_draft_says_so_on_its_cover(write):
    records = records_of(write(source("single_column", status="draft")))
    assert [r["text"] for r in records if r["kind"] == "cover"] == [
        "Test Vale Partnership",
        "Test Vale Local Industrial Strategy",
        "A place to be tested",
        "Consultation draft, July 2019",
    ]


def first_glyph(pdf, record):
    return next(n for n, g in enumerate(glyphs(pdf)) if inside(record["boxes"][0], g))


def drawn(path):
    """First sheet with body text on it -> its records in the order of the file."""
    _, files = printed(path)
    pdf, jsonl = files.values()
    out = defaultdict(list)
    for record in map(json.loads, jsonl.decode().splitlines()):
        out[record["sheets"][0]].append((first_glyph(pdf, record), record))
    return {
        sheet: [record for _, record in sorted(pairs, key=lambda pair: pair[0])]
        for sheet, pairs in out.items()
    }


def test_two_columns_are_drawn_in_reading_order(write):
    path = write(source("two_column"))
    order = [r["id"] for records in drawn(path).values() for r in records]
    assert order == [r["id"] for r in records_of(path)]


def test_a_spread_is_drawn_right_page_first_and_boxes_last(write):
    for records in list(drawn(write(source("spreads"))).values())[1:]:
        keys = [(r["in_box"], r["boxes"][0][1] < 595) for r in records]
        assert keys == sorted(keys)


def test_a_landscape_page_is_drawn_panel_and_heads_first(write):
    for records in list(drawn(write(source("landscape"))).values())[2:]:
        text = [r["kind"] != "running" and r["boxes"][0][1] < 600 for r in records]
        assert text == sorted(text)


def test_three_columns_are_drawn_line_by_line_or_from_the_right(write):
    _, files = printed(write(source("three_column")))
    pdf = next(iter(files.values()))
    thirds = defaultdict(list)
    for sheet, x, y, _ in glyphs(pdf):
        if 100 < y < 780:
            thirds[sheet].append(int((x - 42) // 176))
    jumps = {s: sum(a != b for a, b in pairwise(t)) for s, t in thirds.items()}
    assert jumps[4] < 15  # its table crosses the columns
    assert jumps[5] > 50


def test_metadata_names_title_and_lead_body(write):
    _, files = printed(write(source("two_column")))
    metadata = pypdfium2.PdfDocument(next(iter(files.values()))).get_metadata_dict()
    assert metadata["Title"] == "Test Vale Local Industrial Strategy"
    assert metadata["Author"] == "Test Vale Partnership"


def test_hyphens_and_ligatures_are_really_in_the_files(write):
    for layout in ("two_column", "single_column", "spreads", "three_column"):
        pdf = next(iter(printed(write(source(layout)))[1].values()))
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
        assert re.search(r"[a-z][\u0002\ufffe-]\s*[a-z]", text), layout
    fonts = next(iter(printed(write(source("single_column")))[1].values()))
    assert b"Caladea" in fonts


def test_check_finds_a_file_that_a_rebuild_would_change(write, capsys):
    path = write(source("two_column"))
    assert main([str(path), "--check"]) == 1
    assert main([str(path)]) == 0
    assert main([str(path), "--check"]) == 0
    (path.parent / "test-vale.pdf").write_bytes(b"%PDF-1.4 old")
    assert main([str(path), "--check"]) == 1
    states = [line.rsplit(", ", 1)[1] for line in capsys.readouterr().out.splitlines()]
    assert states == ["stale", "written", "current", "stale"]
