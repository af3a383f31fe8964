"""Cuts the first sheets out of a PDF, as a program of its own because PDFium may crash on it.

`python -m views.opening_sheets FROM TO` writes TO; any other outcome leaves no file.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from ingest.guess import OPENING_SHEETS

SECONDS: Final = 20.0  # cutting takes a tenth of one; a file that takes longer is hostile


def cut(source: Path, target: Path) -> bool:
    """Write the opening sheets of `source` to `target`; False when that cannot be done."""
    call = [sys.executable, "-m", "views.opening_sheets", str(source), str(target)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            call,
            cwd=Path(__file__).resolve().parents[1],
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and target.is_file()


def _main(source: str, target: str) -> None:
    import pypdfium2 as pdfium

    whole = pdfium.PdfDocument(source)
    opening = pdfium.PdfDocument.new()
    opening.import_pages(whole, list(range(min(OPENING_SHEETS, len(whole)))))
    opening.save(target)


if __name__ == "__main__":
    _main(*sys.argv[1:3])
