"""`python -m eval.model_card`: prints docs/model-card.md from the gold and the shipped models."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from eval.coders import Coding, read_codings
from eval.labelled import GOLD, sample_passages, written_passages
from eval.measure import f1, kappa
from nlp.embedding.model_files import ARRAYS
from nlp.levels.model import bundled_levels_folder, load_levels
from nlp.themes.adapter import FILE, load_adapter
from nlp.themes.model import bundled_model_folder, load_model

TEXT = Path(__file__).resolve().parent / "model_card.md"

SOURCES = {
    "text/climate": "Climate Policy Radar, passages of national climate reports (MIT)",
    "text/manifesto": "CSTA-APSR, sentences of UK party manifestos (MIT)",
    "scotland/": "Economic Action Plan and future skills, Scottish Government (OGL v3.0)",
    "uk/": "Industrial Strategy white paper 2017, HM Government (OGL v3.0)",
}


def model_card() -> str:
    """Return the card: the prose of `model_card.md` with tables worked out from what is there."""
    model = load_model(bundled_model_folder())
    blend = model.card.facts["blend"]
    assert isinstance(blend, Mapping)
    tables = {
        "models": _models(),
        "data": _data(),
        "agreement": _agreement(),
        "scores": _scores(blend),
        "levels": _levels(),
        "labels": _labels(blend),
    }
    card = TEXT.read_text(encoding="utf-8")
    for name, lines in tables.items():
        card = card.replace(f"<!-- {name} -->", "\n".join(lines))
    return card


def _models() -> list[str]:
    folder = bundled_model_folder()
    themes = load_model(folder)
    of_levels = bundled_levels_folder()
    levels = load_levels(of_levels)
    files = (folder / ARRAYS, folder / FILE, of_levels / ARRAYS, of_levels / FILE)
    sizes = [f"{file.stat().st_size / 1e6:.2f} MB" for file in files]
    linear = replace(levels, second=None)
    adapter = load_adapter(folder, themes.id)
    assert adapter is not None
    return [
        "| part | name | size |",
        "|---|---|---|",
        f"| themes, linear | `{themes.id}` | {sizes[0]} |",
        f"| themes, with the change of the encoder's top layers | `{adapter.id}` | {sizes[1]} |",
        f"| level and stage, linear | `{linear.id}` | {sizes[2]} |",
        f"| level and stage, with another change of those layers | `{levels.id}` | {sizes[3]} |",
    ]


def _data() -> list[str]:
    rows = _rows("real.jsonl")
    real = Counter(next(key for key in SOURCES if row["source"].startswith(key)) for row in rows)
    documents = len({row["source"] for row in rows})
    lines = ["| source | passages |", "|---|---|"]
    lines.append(f"| The nine bundled strategies, written by us | {len(sample_passages())} |")
    lines.append(f"| Passages written by us | {len(written_passages())} |")
    lines += [f"| {name} | {real[key]} |" for key, name in SOURCES.items()]
    return [
        *lines,
        "",
        f"The real passages come from {documents} files; of them only anchors ship.",
    ]


def _agreement() -> list[str]:
    real = {row["id"]: "" for row in _rows("real.jsonl")}
    first, second = (read_codings(GOLD / f"real-coder-{c}.jsonl", real) for c in "ab")
    sets = {
        "samples": [p.codings for p in sample_passages()],
        "written": [p.codings for p in written_passages()],
        "real": [(first[id_], second[id_]) for id_ in real],
    }
    lines = ["| passages | themes, micro-F1 | level, kappa | stage, kappa |", "|---|---|---|---|"]
    return lines + [f"| {name} | {_agree(pairs)} |" for name, pairs in sets.items()]


def _agree(pairs: list[tuple[Coding, Coding]]) -> str:
    both = sum(len(a.themes & b.themes) for a, b in pairs)
    given = [sum(len(pair[side].themes) for pair in pairs) for side in (0, 1)]
    level = kappa([a.level for a, _ in pairs], [b.level for _, b in pairs])
    stage = kappa([a.stage for a, _ in pairs], [b.stage for _, b in pairs])
    return f"{f1(both, *given):.3f} | {level:.3f} | {stage:.3f}"


def _scores(blend: Mapping[str, Any]) -> list[str]:
    told = {
        "micro_f1": "micro-F1",
        "linear_micro_f1": "micro-F1 of the linear model alone",
        "adapted_micro_f1": "micro-F1 of the fine-tuned encoder alone",
        "micro_f1_of_sure_labels": "micro-F1 of decisions outside the band",
        "sure_labels": "share of decisions outside the band",
        "micro_f1_of_sure_passages": "micro-F1 of passages without a label in the band",
        "sure_passages": "share of passages without a label in the band",
    }
    lines = [f"| on {blend['passages']} passages left out | |", "|---|---|"]
    return lines + [f"| {name} | {blend[key]:.3f} |" for key, name in told.items()]


def _levels() -> list[str]:
    facts = load_levels(bundled_levels_folder()).facts["left_out_kappa"]
    assert isinstance(facts, Mapping)
    lines = [
        f"| kappa on {facts['passages']} passages left out | level | stage |",
        "|---|---|---|",
    ]
    told = {
        "linear": "the linear model alone",
        "adapted": "the fine-tuned encoder alone",
        "both": "both, as shipped",
    }
    return lines + [
        f"| {name} | {facts['level'][key]:.3f} | {facts['stage'][key]:.3f} |"
        for key, name in told.items()
    ]


def _labels(blend: Mapping[str, Any]) -> list[str]:
    lines = [
        "| label | F1 | right | missed | wrongly given | given where it was missed |",
        "|---|---|---|---|---|---|",
    ]
    for label, row in blend["by_label"].items():
        cells = (row[key] for key in ("right", "missed", "wrong"))
        counts = " | ".join(str(cell) for cell in cells)
        lines.append(f"| {label} | {row['f1']:.2f} | {counts} | {row['instead'] or '–'} |")
    return lines


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    click.echo(model_card(), nl=False)
