from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from ingest.pages.page_image import draw_passages, page_jpeg
from tests.ingest.drawn import Press, prose


def two_sheets(folder: Path, **style: float) -> tuple[Path, Press]:
    press = Press(**style)
    press.paragraph(60, 60, 440, prose(1, 60))
    press.new_page()
    press.panel(0, 0, 595, 842, "#ff0000")
    path = folder / "plan.pdf"
    path.write_bytes(press.pdf())
    return path, press


def test_a_sheet_is_drawn_at_the_width_asked_for(tmp_path: Path) -> None:
    path, _ = two_sheets(tmp_path)
    picture = Image.open(io.BytesIO(page_jpeg(path, 2, width=595)))
    assert (picture.width, picture.height) == (595, 842)
    (lightest, darkest) = zip(*picture.crop((200, 200, 300, 300)).getextrema(), strict=True)
    assert (lightest[0] > 240, max(darkest[1:]) < 15) == (True, True)


def test_a_huge_sheet_is_drawn_smaller(tmp_path: Path) -> None:
    press = Press(width=9000, height=9000)
    press.text(60, 60, "A poster")
    path = tmp_path / "poster.pdf"
    path.write_bytes(press.pdf())
    picture = Image.open(io.BytesIO(page_jpeg(path, 1, width=9000)))
    assert picture.width * picture.height <= 16_000_000


def test_passages_are_drawn_one_picture_a_sheet(tmp_path: Path) -> None:
    path, press = two_sheets(tmp_path)
    files = draw_passages(path, press.read().passages, tmp_path / "drawn")
    assert [file.name for file in files] == ["plan-001.png", "plan-002.png"]
    assert Image.open(files[0]).convert("RGB").getpixel((121, 110)) != (255, 255, 255)
