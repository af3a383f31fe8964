"""Find the labelled passages again in the folder of real documents.

The project keeps anchors and labels of real passages, never their text. An anchor is a source (a
path below the folder) and a place in it:

- ``line 57``: running text up to line 57 of a white-paper chapter;
- ``par 4``: the fifth paragraph of a Scottish page, the first being ``par 0``;
- ``row 12``: the thirteenth record of a table, its header not counted.

A passage of more than ``LONGEST`` words is found whole and in parts: ``line 57 part 2``.
"""

import csv
import hashlib
import math
import re
from itertools import pairwise
from pathlib import Path

SHORTEST, LONGEST = 15, 160
"""How many words a passage to label has."""

_ENOUGH = 50
"""A blank line ends a white-paper passage that has this many words."""

_TEXT_COLUMNS = {
    "text/climate-policy-passages.csv": "text",
    "text/manifesto-sentences.csv": "sentence_text",
}

_PAGE_NUMBER = re.compile(r"\d{1,3}")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^>]+>")
_BLANK = re.compile(r"\n\s*\n")
_SENTENCE_START = re.compile(r"(?<=[.!?;:])(?:[’”\"')]*\d{0,3})\s+(?=[A-Z‘“\"'•*`-])")


def passages_of(folder: Path, source: str) -> dict[str, str]:
    """Give every passage of one document, by where it stands."""
    path = folder / source
    if source.startswith("uk/"):
        whole = _white_paper(path.read_text(encoding="utf-8"))
    elif source.startswith("scotland/"):
        whole = _scottish_page(path.read_text(encoding="utf-8"))
    else:
        whole = _table(path, _TEXT_COLUMNS[source])
    found = {}
    for where, text in whole.items():
        found[where] = text
        if len(text.split()) > LONGEST:
            for number, part in enumerate(_parts(text), start=1):
                found[f"{where} part {number}"] = part
    return found


def sha_of(text: str) -> str:
    """Give the short hash that proves that a passage is the one that was labelled."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _white_paper(text: str) -> dict[str, str]:
    """Join wrapped lines, without page numbers, until a blank line ends a long enough passage."""
    found = {}
    words: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        stripped = line.strip()
        if stripped and not _PAGE_NUMBER.fullmatch(stripped):
            words += stripped.split()
        elif not stripped and len(words) >= _ENOUGH:
            found[f"line {number}"] = " ".join(words)
            words = []
    if words:
        found[f"line {len(lines)}"] = " ".join(words)
    return found


def _scottish_page(text: str) -> dict[str, str]:
    """Split a page at blank lines, keeping the words of links and nothing of pictures and tags."""
    text = _FRONT_MATTER.sub("", text)
    text = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    paragraphs = (" ".join(paragraph.split()) for paragraph in _BLANK.split(text))
    return {f"par {number}": words for number, words in enumerate(paragraphs) if words}


def _table(path: Path, column: str) -> dict[str, str]:
    """Take one column of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            f"row {number}": " ".join(record[column].split())
            for number, record in enumerate(csv.DictReader(file))
        }


def _parts(text: str) -> list[str]:
    """Cut a long passage at sentence ends into as few and as equal parts as it allows."""
    sentences = _sentences(text)
    total = len(text.split())
    size = total / math.ceil(total / LONGEST)
    parts: list[list[str]] = [[]]
    done = 0
    for sentence in sentences:
        length = len(sentence.split())
        if parts[-1] and done + length / 2 > size * len(parts):
            parts.append([])
        parts[-1].append(sentence)
        done += length
    return [" ".join(part) for part in parts]


def _sentences(text: str) -> list[str]:
    """Split at the ends of sentences; a footnote number may cling to the full stop."""
    starts = [0, *(match.end() for match in _SENTENCE_START.finditer(text)), len(text)]
    return [text[start:end].strip() for start, end in pairwise(starts)]
