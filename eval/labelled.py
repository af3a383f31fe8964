"""Labelled passages to learn from and to score on: samples, passages we wrote, real anchors.

Every passage was labelled by two coders who read it on their own; see docs/codebook.md and
docs/method.md. Real text is never stored: its anchors find it again in a folder that the
user has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.coders import UNSETTLED, Agreed, Coding, Settled, agree, read_codings, read_settled
from eval.real_text import passages_of
from eval.sample_gold import GoldBlock, samples
from ingest.document import BlockKind
from nlp.statement import Statement

if TYPE_CHECKING:
    from nlp.analysis import Embedder
    from nlp.themes.examples import ExampleGallery
    from nlp.themes.training import LabelledStatement

GOLD = Path(__file__).resolve().parent / "gold"
JOINT = "joint"  # the group of chapters that several samples share word for word
# Tables of loose passages and sentences: good to learn from, but unlike what an office reads, so
# that thresholds and calibration do not follow them.
LOOSE = "text/"
CLIMATE = "text/climate"  # national climate reports, a quarter of all passages
CLIMATE_WEIGHT = 0.6  # beside others in fine-tuning, so that one source does not set the tone
KINDS = {"list_item": BlockKind.LIST_ITEM, "table_row": BlockKind.TABLE_ROW}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage with what both coders say of it.

    Passages of one `group` are kept on one side of every split: a document, its draft and
    its final version, or one author's hand. `source` tells samples, written and real apart.
    """

    id: str
    statement: Statement
    agreed: Agreed
    group: str
    source: str
    codings: tuple[Coding, Coding]


def sample_passages() -> list[Labelled]:
    """Return the passages of the bundled strategies that two coders labelled."""
    known = _texts_by_coder()
    seen: dict[str, set[str]] = {}
    for sample in samples():
        for block in sample.blocks:
            seen.setdefault(block.text, set()).add(sample.slug.removesuffix("-draft"))
    found = []
    for sample in samples():
        for block in sample.blocks:
            pair = known.get(block.id) or known.get(f"={block.text}")
            if pair is None or block.kind not in ("paragraph", "list_item", "table_row"):
                continue
            group = JOINT if len(seen[block.text]) > 1 else sample.slug.removesuffix("-draft")
            agreed = agree(*pair[:2], pair[2])
            found.append(
                Labelled(block.id, statement_of(block), agreed, group, "samples", pair[:2])
            )
    return found


def _texts_by_coder() -> dict[str, tuple[Coding, Coding, Settled]]:
    """Return codings by block id, and by text for passages a draft shares with its final."""
    found: dict[str, tuple[Coding, Coding, Settled]] = {}
    for sample in samples():
        folder = sample.pdf.parent / "gold"
        texts = {block.id: block.text for block in sample.blocks}
        if not (folder / "coder-b.jsonl").is_file():
            continue
        first, second = (read_codings(folder / f"coder-{c}.jsonl", texts) for c in "ab")
        settled = read_settled(folder / "settled.jsonl")
        for id_ in first.keys() & second.keys():
            found[id_] = (first[id_], second[id_], settled.get(id_, UNSETTLED))
            found.setdefault(f"={texts[id_]}", found[id_])
    return found


def statement_of(block: GoldBlock) -> Statement:
    """Return a gold block as the language tools would see it in a passage."""
    text = "\t".join(text for _, text in block.cells if text) if block.cells else block.text
    kind = KINDS.get(block.kind, BlockKind.PARAGRAPH)
    return Statement(text, block.lead_in, kind, block.cells)


def written_passages() -> list[Labelled]:
    """Return the passages we wrote for what real text lacks; a group per author."""
    rows = _rows(GOLD / "written.jsonl")
    texts = {row["id"]: row["text"] for row in rows}
    first, second = (read_codings(GOLD / f"written-coder-{c}.jsonl", texts) for c in "ab")
    settled = read_settled(GOLD / "written-settled.jsonl")
    found = []
    for row in rows:
        pair = first[row["id"]], second[row["id"]]
        agreed = agree(*pair, settled.get(row["id"], UNSETTLED))
        statement = Statement(row["text"], row.get("lead_in"))
        group = "written-" + row["id"].partition("-")[0]
        found.append(Labelled(row["id"], statement, agreed, group, "written", pair))
    return found


def real_passages(folder: Path) -> tuple[list[Labelled], list[str]]:
    """Return the labelled passages found in a folder of real documents, and what was not found.

    A passage counts as found only when its text still has the hash that was labelled.
    """
    rows = _rows(GOLD / "real.jsonl")
    texts: dict[str, str] = {}
    missing: list[str] = []
    for source in sorted({row["source"] for row in rows}):
        file = folder / source
        found = passages_of(folder, source) if file.is_file() else {}
        for row in (row for row in rows if row["source"] == source):
            text = found.get(row["where"], "")
            if hashlib.sha256(text.encode()).hexdigest()[:16] == row["sha"]:
                texts[row["id"]] = text
            else:
                missing.append(f"{source} {row['where']}: the labelled text is not there")
    first, second = (
        read_codings(GOLD / f"real-coder-{c}.jsonl", dict.fromkeys((r["id"] for r in rows), ""))
        for c in "ab"
    )
    settled = read_settled(GOLD / "real-settled.jsonl")
    labelled = []
    for row in rows:
        if row["id"] in texts:
            pair = first[row["id"]], second[row["id"]]
            agreed = agree(*pair, settled.get(row["id"], UNSETTLED))
            statement = Statement(texts[row["id"]])
            labelled.append(Labelled(row["id"], statement, agreed, row["source"], "real", pair))
    return labelled, missing


def outside_passages(file: Path) -> list[Labelled]:
    """Return passages from a file of labelled text, to score on and never to train on.

    Lines of {"id", "text", "source", "coder_a", "coder_b"}, each coder with themes,
    commitment and stage.
    """
    found = []
    for row in _rows(file):
        a, b = (_coding(row["id"], row[f"coder_{c}"]) for c in "ab")
        statement = Statement(row["text"], row.get("lead_in"))
        found.append(Labelled(row["id"], statement, agree(a, b), row["source"], "outside", (a, b)))
    return found


def _coding(id_: str, row: dict[str, Any]) -> Coding:
    return Coding(id_, frozenset(row["themes"]), row["commitment"], row["stage"], ())


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def theme_example(passage: Labelled) -> LabelledStatement:
    """Return a passage as the theme models learn it."""
    from nlp.themes.training import LabelledStatement

    agreed, group = passage.agreed, passage.group
    weight = CLIMATE_WEIGHT if group.startswith(CLIMATE) else 1.0
    return LabelledStatement(passage.statement, agreed.themes, agreed.disputed, group, weight)


def is_running_text(group: str) -> bool:
    """Tell whether a group is of whole documents or written like one, as what users bring is."""
    return not group.startswith(LOOSE)


def groups(passages: Iterable[Labelled]) -> Sequence[str]:
    """Return the groups of some passages, in order of name."""
    return sorted({passage.group for passage in passages})


def example_gallery(embedder: Embedder, cache: Path | None) -> ExampleGallery:
    """Return the passages that were written for this project, to be shown beside tags."""
    from nlp.themes.examples import ExampleGallery, ThemeExample

    ours = [*sample_passages(), *written_passages()]
    examples = [ThemeExample(p.statement.framed, p.agreed.themes) for p in ours]
    return ExampleGallery(examples, embedder, cache)
