from __future__ import annotations

from pathlib import Path

from eval.real_text import passages_of, sha_of


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_page_is_split_at_blank_lines_without_front_matter_pictures_and_links(
    tmp_path: Path,
) -> None:
    page = "---\ntitle: x\n---\nFirst [linked](http://a.example) words.\n\n![pic](p.png)\n\nSecond."
    write(tmp_path, "scotland/page.md", page)
    found = passages_of(tmp_path, "scotland/page.md")
    assert list(found.values()) == ["First linked words.", "Second."]
    assert next(iter(found)) == "par 0"


def test_running_text_ends_at_the_first_blank_line_after_enough_words(tmp_path: Path) -> None:
    words = " ".join(f"word{i}" for i in range(30))
    write(tmp_path, "uk/chapter.txt", f"{words}\n\n{words}\n17\n\nnext")
    found = passages_of(tmp_path, "uk/chapter.txt")
    assert list(found) == ["line 4", "line 6"]
    assert found["line 4"] == f"{words} {words}"  # the page number is not text
    assert found["line 6"] == "next"


def test_a_long_passage_is_found_whole_and_in_parts_cut_at_sentences(tmp_path: Path) -> None:
    sentence = " ".join(["Word"] * 59) + " end."
    write(tmp_path, "scotland/long.md", " ".join([sentence] * 4))
    found = passages_of(tmp_path, "scotland/long.md")
    assert list(found) == ["par 0", "par 0 part 1", "par 0 part 2"]
    assert found["par 0 part 1"] + " " + found["par 0 part 2"] == found["par 0"]


def test_the_hash_is_of_the_exact_text() -> None:
    assert sha_of("a") == "ca978112ca1bbdca"
    assert sha_of("a ") != sha_of("a")
