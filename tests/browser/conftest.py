"""A browser on a workspace of samples. Without chromium the tests skip, and in CI they fail."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from index.adding import add_document
from index.assembly import assemble
from index.model_cache import model_cache
from ingest.document import About, Reading, Status
from ingest.guess import guess_about
from ingest.isolated import read_isolated
from review.casebook import Casebook
from review.people import add_person, sign_in
from review.person import Role

expect.set_options(timeout=20_000)  # milliseconds: two busy cores take four times as long as idle

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
STORED = ("aldermere", "brackenshire", "north-vale", "saltmarsh-coast")
"""Samples in the workspace before the first test; others are left to be uploaded."""

PEOPLE = {
    "Ben": Role.REVIEWER,
    "Cat": Role.REVIEWER,
    "Mo": Role.MODERATOR,
    "Zoe": Role.MODERATOR,
    "Val": Role.VIEWER,
}
"""Who works in the workspace beside Ada, its administrator."""

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def sample(name: str) -> Path:
    return ROOT / "samples" / name / f"{name}.pdf"


def _read(path: Path, about: About) -> Reading:
    """Read a sample and name it by its pages, as a person would confirm it."""
    reading = read_isolated(path, about)
    guessed = replace(guess_about(reading, path.stem), status=Status.FINAL)
    return replace(reading, document=replace(reading.document, about=guessed))


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("the browser tests need chromium: apt-get install chromium")
    if found is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def workspace(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "workspace"
    office = assemble(folder, model_cache())
    tools = replace(office.tools, read=_read)
    with office.workspace:
        for name in STORED:
            add_document(sample(name), About("", ""), office.workspace, tools, at=NOW)
        ada = sign_in(office.workspace.engine, "Ada", at=NOW)
        for name, role in PEOPLE.items():
            add_person(office.workspace.engine, name, role, who=ada, at=NOW)
    return folder


@pytest.fixture(scope="session")
def book(workspace: Path) -> Iterator[Casebook]:
    office = assemble(workspace, model_cache())
    with office.workspace:
        yield Casebook.of(office)


@dataclass
class App:
    """The running app, and every request that pages made to any other host."""

    address: str
    browser: Browser
    outside: list[str] = field(default_factory=list)

    def open(self, path: str = "", width: int = 1280, *, who: str = "") -> Page:
        """Open a screen in a browser of its own, as somebody, and wait until it is drawn."""
        context = self.browser.new_context(viewport={"width": width, "height": 850})
        if who:
            context.add_cookies([{"name": "lis_person", "value": who, "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.goto(f"{self.address}/{path}")
        drawn(page)
        return page

    def _note(self, url: str) -> None:
        ours = (f"{self.address}/", self.address.replace("http", "ws") + "/", "data:", "blob:")
        if not url.startswith(ours):
            self.outside.append(url)


def drawn(page: Page) -> None:
    """Wait until the screen has its title and no script runs."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]")


@pytest.fixture(autouse=True)
def _windows_are_closed(browser: Browser) -> Iterator[None]:
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def app(workspace: Path, browser: Browser) -> Iterator[App]:
    with serving(workspace, free_port()) as address:
        yield App(address, browser)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(workspace: Path, port: int, *options: str) -> Iterator[str]:
    """Run the app on a workspace and return its address."""
    call = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "LIS_WORKSPACE": str(workspace), "HF_HUB_OFFLINE": "1"}
    server = subprocess.Popen(  # noqa: S603  our own app, no shell
        [*call, *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    try:
        told = []
        for line in server.stdout:
            told.append(line)
            if "http://127.0.0.1" in line:
                break
        else:
            pytest.fail("the app did not start: " + "".join(told))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
