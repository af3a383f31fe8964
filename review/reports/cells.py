"""Cells of spreadsheets and CSV files that nothing runs."""

from __future__ import annotations

import re
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet takes for a formula, full-width signs included: some
spreadsheets fold them."""

LONGEST: Final = 32_000
"""Characters of a workbook's cell; xlsx ends at 32,767, and the guard and the notice go in too."""

CUT: Final = " […cut here; the whole text is in the CSV and JSON exports]"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_cell(words: str, longest: int | None = None) -> str:
    """Return words as a cell that is text and nothing else: an apostrophe before a formula.

    Signs that XML cannot carry become spaces; of more than `longest` characters the end is cut,
    and the cell says so.
    """
    flat = _CONTROL.sub(" ", words)
    if longest is not None and len(flat) > longest:
        flat = flat[:longest] + CUT
    runs = flat.startswith(FORMULA) or flat.lstrip().startswith(FORMULA)
    return f"'{flat}" if runs else flat


def plain(words: str) -> str:
    """Return words without the signs that XML cannot carry."""
    return _CONTROL.sub(" ", words)
