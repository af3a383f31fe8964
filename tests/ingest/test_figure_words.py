from ingest.document import Block, BlockKind, BoundingBox
from ingest.layout.figure_words import MANY, wordy_figures


def figure(sheet: int, words: int, order: int, kind: BlockKind = BlockKind.FIGURE_TEXT) -> Block:
    return Block(kind, "label " * words, order, (BoundingBox(sheet, 50, 50, 90, 90),))


def test_a_page_is_told_when_its_figures_hold_many_words_together():
    blocks = [
        figure(2, MANY - 1, 0),
        figure(3, MANY // 2, 1),
        figure(3, MANY - MANY // 2, 2),
        figure(4, MANY, 3, BlockKind.PARAGRAPH),
    ]
    (told,) = wordy_figures(blocks)
    assert (told.code, told.sheet) == ("figure_text", 3)
    assert told.message.startswith(f"page 3: {MANY} words stand in a figure")
