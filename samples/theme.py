"""The look of a layout's text: one style and a few distances for each kind of unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from samples.typeset import Style


@dataclass(frozen=True, slots=True)
class Theme:
    """Styles by the unit they set; distances in points; colours as #rrggbb."""

    body: Style
    foreword: Style  # the first chapter, a letter to the reader
    chapter: Style
    section: Style
    subsection: Style
    quote: Style
    box_title: Style
    box_body: Style
    caption: Style
    table_head: Style
    table_cell: Style
    figure_label: Style
    note: Style
    running: Style
    accent: str
    box_fill: str
    table_head_fill: str
    grid: str = "#b4bdc3"
    bullet: str = "#222222"
    paragraph_space: float = 6.0
    item_space: float = 2.5
    section_space: float = 14.0
    block_space: float = 12.0
    box_padding: float = 10.0
    item_indent: float = 12.0
    quote_rules: bool = True
    box_edge: bool = field(default=True)  # a thick accent rule on the box's left edge
