from __future__ import annotations

from nlp.framework import bundled_framework, load_framework
from views.codebook import FILE, TITLE, codebook_markdown

FRAMEWORK = load_framework(bundled_framework())


def test_labels_are_called_as_on_the_screens_and_headings_stand_below_its_own() -> None:
    written = "# Codebook\n\n- people: skills, new ideas.\n# Rules\n- Water: clean_growth, or [].\n"
    told = "\n- **People**: skills, new ideas.\n### Rules\n- Water: Clean growth, or no label.\n"
    assert codebook_markdown(written, FRAMEWORK) == told


def test_a_short_line_above_a_list_is_told_apart_from_the_list_before_it() -> None:
    written = "# Codebook\n- people: skills.\nGrand challenges\n- ai_data: data.\n"
    told = "- **People**: skills.\n\n**Grand challenges**\n\n- **AI and data**: data.\n"
    assert codebook_markdown(written, FRAMEWORK) == told


def test_the_bundled_codebook_names_every_label_and_the_version_shown() -> None:
    written = FILE.read_text(encoding="utf-8")
    told = codebook_markdown(written, FRAMEWORK)
    assert [label.id for label in FRAMEWORK.labels if f"- **{label.name}**:" not in told] == []
    version = TITLE.removeprefix("What the labels mean (codebook, ").removesuffix(")")
    assert written.startswith(f"# Codebook ({version})")
