from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cli import health, serving
from cli.bundled import bundled_samples
from cli.progress import hundredths
from tests.cli.office import Desk

SOURCE = '+++\ntitle = "T of {0}"\nplace = "{0}"\nlead_body = "L"\nstatus = "agreed"\n' + (
    'published = "2019-07"\n+++\n# Chapter\n'
)


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    for slug in ("bee", "ant", "unprinted"):
        folder = tmp_path / "samples" / slug
        folder.mkdir(parents=True)
        (folder / "strategy.md").write_text(SOURCE.format(slug.title()), encoding="utf-8")
        if slug != "unprinted":
            (folder / f"{slug}.pdf").write_text(f"{slug}\nWe will open {slug}s.", encoding="utf-8")
    return tmp_path / "samples"


def test_samples_are_named_by_their_sources(samples: Path) -> None:
    found = bundled_samples(samples)
    assert [(pdf.name, said.place, said.title) for pdf, said in found] == [
        ("ant.pdf", "Ant", "T of Ant"),
        ("bee.pdf", "Bee", "T of Bee"),
    ]


def test_demo_loads_the_samples_once(
    desk: Desk, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "bundled_samples", lambda: bundled_samples(samples))
    first = desk.lis("demo", "--load-only")
    assert (first.exit_code, first.stderr) == (0, "")
    known = desk.json("documents")
    assert [(d["place"], d["status"], d["published"]) for d in known] == [
        ("Ant", "agreed", "2019-07"),
        ("Bee", "agreed", "2019-07"),
    ]
    again = desk.lis("demo", "--load-only")
    assert again.stdout == (
        f"{desk.workspace} is there already; its strategies are shown as they are.\n"
    )
    assert desk.json("documents") == known


def test_serve_listens_on_this_machine_and_names_the_workspace(
    desk: Desk, north_vale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    monkeypatch.chdir(desk.folder)
    monkeypatch.setattr(serving.os, "execve", lambda *call: calls.append(call))
    assert desk.lis("serve", "--port", "9000").exit_code == 0
    ((python, call, environment),) = calls
    assert python == sys.executable
    assert call[:5] == [sys.executable, "-m", "streamlit", "run", str(serving.APP)]
    assert call[5:9] == ["--server.address", "127.0.0.1", "--server.port", "9000"]
    assert environment["LIS_WORKSPACE"] == str(desk.workspace)


def test_a_name_that_two_distributions_own_is_a_clash() -> None:
    with pytest.raises(RuntimeError, match=r"our names: cli \(some-cli\), eval \(Evals\);"):
        health.name_clashes(
            {"cli": ["lis-scrutiny", "some-cli"], "eval": ["Evals"], "torch": ["torch"]}
        )


def test_our_own_distribution_is_no_clash_however_it_is_spelt() -> None:
    assert health.name_clashes({"cli": ["lis_scrutiny"], "index": ["LIS-Scrutiny"]}) == (
        "no other package has our names"
    )


def test_doctor_reports_a_missing_pdf_and_exits_with_2(
    desk: Desk, north_vale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "embedding_weights", lambda: "weights")
    monkeypatch.setattr(health, "embedder_choice", lambda _door: "torch")
    assert desk.lis("doctor").exit_code == 0
    (desk.workspace / "files" / f"{north_vale}.pdf").unlink()
    result = desk.lis("doctor", "--json")
    assert result.exit_code == 2
    (bad,) = [check for check in json.loads(result.stdout) if not check["ok"]]
    assert bad == {
        "check": "workspace",
        "ok": False,
        "finding": f"{desk.workspace}: the PDFs of {north_vale} are missing",
    }


def test_the_bar_only_moves_forward() -> None:
    reported = [
        *(("reading", 0, 1), ("embedding", 0, 10), ("embedding", 5, 10), ("embedding", 10, 10)),
        *(("analysing", 0, 9), ("analysing", 9, 9), ("storing", 0, 1), ("done", 1, 1)),
    ]
    assert [hundredths(*stage) for stage in reported] == [0, 35, 50, 65, 65, 92, 92, 100]


def test_a_stage_nobody_knows_does_not_break_the_bar() -> None:
    assert hundredths("dreaming", 0, 0) == 0
