"""A workspace of hand-made strategies with real pages, and tools that load no model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from index.assembly import LanguageTools, Office
from index.storage.workspace import open_workspace
from ingest.document import About, Problem, Reading, Status
from ingest.errors import UnreadableError
from tests.index.strategies import NOON, BagOfWords, Said, analysed, reading, will
from views.people import CHOSEN

APP = Path(__file__).resolve().parents[2] / "app.py"
HYDROGEN = "We will open a hydrogen hub at Port Ansel by 2025."
SKILLS = "The college will train 400 apprentices a year."
FACTS = "Rainfall was above its average in 2018."
UNREAD = Problem("no_text_layer", "Sheet 2 has no text layer; run it through OCR", 2)

ALDWICK = (will(HYDROGEN, "clean_growth"), will(SKILLS, "people"), Said(FACTS))
BRAMLEY = (
    will("We will build a hydrogen hub at Port Ansel with our neighbours.", "clean_growth"),
    Said("The university studies materials <b>& ceramics</b>.", ("ideas",)),
)
DRAFT = (will("We may build a hydrogen hub.", "clean_growth"), Said("Nothing is settled yet."))
CROWLE = (Said("Crowle is a small town.", ("people",)),)


class PaperTools(LanguageTools):
    """The bundled framework with an embedder of words."""

    def __init__(self) -> None:
        super().__init__(None)
        self.__dict__["embedder"] = BagOfWords()


def never_read(path: Path, about: About) -> Reading:
    """Stand in for the reader: no file of these tests can be read."""
    raise UnreadableError(f"{path.name}: the file is damaged; download it again")


def office(folder: Path, _models: Path | None = None) -> Office:
    """Open a workspace with paper tools."""
    return Office(open_workspace(folder), PaperTools(), never_read)


def strategies() -> list[tuple[Reading, Sequence[Said]]]:
    """Return the strategies with what is found in them."""
    return [
        (reading("Aldwick", *ALDWICK), ALDWICK),
        (reading("Bramley", *BRAMLEY, published=date(2020, 3, 1)), BRAMLEY),
        (
            reading("Bramley", *DRAFT, title="Draft for Bramley", status=Status.DRAFT),
            DRAFT,
        ),
        (reading("Crowle", *CROWLE, unread=1, problems=(UNREAD,)), CROWLE),
    ]


def fill(folder: Path) -> dict[str, Reading]:
    """Store the strategies with a PDF each; return their readings by title."""
    kept = {}
    with open_workspace(folder) as workspace:
        for read, said in strategies():
            workspace.store.add_reading(read, analysed(read, *said), at=NOON)
            print_pages(workspace.pdf(read.document.id), read)
            kept[read.document.about.title] = read
    return kept


def print_pages(path: Path, read: Reading) -> None:
    """Write a PDF that has the passages of a reading where it says they stand."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in read.document.pages:
        for passage in read.passages:
            if passage.sheet == page.sheet:
                canvas.drawString(50, 842 - passage.boxes[0].bottom + 20, passage.text)
        canvas.showPage()
    canvas.save()


def screen(address: str = "", *, who: str = "", **parameters: str) -> AppTest:
    """Open a screen of the app as somebody, as a browser would from a link."""
    test = AppTest.from_file(str(APP), default_timeout=30)
    if who:
        test.session_state[CHOSEN] = who
    for name, value in parameters.items():
        test.query_params[name] = value
    if address:
        # AppTest.switch_page knows pages by their file, and ours are functions.
        test._page_hash = calc_hash(address)
    return test.run()


def markup(test: AppTest, key: str = "") -> str:
    """Return all HTML of ours that a screen shows, or that of one component."""
    protos: list[Any] = [element.proto for element in test.get("bidi_component")]
    data = [json.loads(proto.json) for proto in protos if proto.id.endswith(key)]
    drawn = [sent["html"] for sent in data if "html" in sent]
    said = [] if key else [element.proto.body for element in test.get("html")]
    return "\n".join([*said, *drawn])


def pictures(test: AppTest) -> list[dict[str, Any]]:
    """Return what each page viewer of a screen was sent."""
    protos: list[Any] = [element.proto for element in test.get("bidi_component")]
    return [json.loads(proto.json) for proto in protos if "viewer" in proto.component_name]
