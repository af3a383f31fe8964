"""Charts and texts pasted in as pictures are told of, photographs are not."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Reading
from ingest.reader import read_pdf
from tests.ingest.drawn import NOBODY, prose


def page_with(picture: Image.Image, words_on_it: int = 0) -> Reading:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    canvas.drawImage(ImageReader(picture), 60, 300, 470, 250)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 700, prose(1, 12))
    for i in range(words_on_it):
        canvas.drawString(80, 500 - 20 * i, f"word{i}")
    canvas.save()
    return read_pdf(buffer.getvalue(), NOBODY, "drawn.pdf")


def written() -> Image.Image:
    picture = Image.new("L", (940, 500), 255)
    pen = ImageDraw.Draw(picture)
    for row in range(20):
        pen.text((20, 10 + 24 * row), "Dispatch is not permitted with both lights out. " * 3, 0)
    return picture.resize((1880, 1000))


def photograph() -> Image.Image:
    shade = random.Random(1)  # noqa: S311 - repeatable, not a secret
    picture = Image.new("L", (47, 25))
    picture.putdata([shade.randrange(256) for _ in range(47 * 25)])
    return picture.resize((940, 500), Image.Resampling.BICUBIC)


def told(reading: Reading) -> list[str]:
    return [p.message for p in reading.document.problems if p.code == "unread_picture"]


def test_a_text_set_as_a_picture_is_told_of_with_its_share_of_the_page() -> None:
    assert told(page_with(written())) == [
        "page 1: a chart, table or text set as a picture takes 23 in 100 of it and is not searched;"
        " look at the page"
    ]


def test_a_photograph_says_nothing() -> None:
    assert told(page_with(photograph())) == []


def test_the_ground_of_a_text_is_no_picture_to_read() -> None:
    assert told(page_with(written(), words_on_it=6)) == []


def test_an_even_colour_says_nothing() -> None:
    assert told(page_with(Image.new("L", (940, 500), 200))) == []
