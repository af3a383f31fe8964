"""Writes a letter as a Word document."""

from __future__ import annotations

import io
from datetime import datetime, time

from review.letters.letter import Letter, cited, sections_of
from review.reports.packed import settled


def letter_docx(letter: Letter, signed: str) -> bytes:
    """Return the letter on A4; evidence stands in smaller type under each statement."""
    from docx import Document
    from docx.shared import Mm, Pt, RGBColor

    about = letter.document.about
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    word.styles["Normal"].font.name = "Arial"
    word.styles["Normal"].font.size = Pt(11)
    word.core_properties.title = f"Letter on {about.title}"
    word.add_paragraph(f"{letter.day:%d %B %Y}".lstrip("0"))
    word.add_paragraph(_plain(f"To: {about.lead_body or about.place}"))
    word.add_heading(_plain(about.title), level=1)
    word.add_paragraph(
        "We have read your strategy. What follows rests on its text: after each statement stands "
        "what we quote, or what we looked for and did not find. A gap here is a question and no "
        "judgement: the answer may stand in another paper."
    )
    for head, statements in sections_of(letter):
        word.add_heading(head, level=2)
        for statement in statements:
            word.add_paragraph(_plain(statement.text), style="List Number")
            for line in cited(statement):
                evidence = word.add_paragraph()
                evidence.paragraph_format.left_indent = Mm(12)
                run = evidence.add_run(_plain(line))
                run.font.size = Pt(9)
                run.font.color.rgb = RGBColor(0x50, 0x5A, 0x5F)
    word.add_paragraph()
    word.add_paragraph(_plain(signed))
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue(), datetime.combine(letter.day, time()))


def _plain(words: str) -> str:
    """Return words without signs that XML cannot carry."""
    return "".join(c for c in words if c.isprintable() or c in "\n\t")
