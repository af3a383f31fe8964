"""An office without models for reports, and a strategy whose words are awkward to write up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from index.assembly import LanguageTools, Office
from index.storage.workspace import Workspace
from ingest.document import About, BoundingBox, Problem, Reading, Status
from ingest.errors import UnreadableError
from nlp.framework import Framework, bundled_framework, load_framework
from review.casebook import Casebook
from review.evidence import add_evidence, none_found, note_search
from review.judgement import Review
from review.people import add_person, sign_in
from review.person import Person, Role
from review.rating import rate
from review.reviews import start, submit
from tests.index.strategies import NOON, BagOfWords, Said, analysed, reading, will
from tests.review.casefile import RUBRIC

LONG = "Evidence comes first. " * 260 + "The valley has three priorities."
CROSSING = "The tramway begins on this page and the harbour stands on the next page of the paper."
AWKWARD: tuple[Said | str, ...] = (
    "=HYPERLINK(“http://example.org”) is <b>not</b> bold & never runs; CO₂ fell by 9%.",
    "Trŵ, “the national centre”, the region’s ﬁrst: £9m – or €10m ≥ 5%.",
    Said("Jobs\t1,200\t1,450"),
    LONG,
    CROSSING,
    will("We will open a hydrogen hub at Port Ansel by 2025.", "clean_growth"),
    "Output per hour is 9% below the country's, an independent review of evidence found.",
)
OTHER: tuple[Said | str, ...] = (
    will("We will open a hydrogen hub at Port Ansel by 2025.", "clean_growth"),
    "The fens have two priorities: food and drainage.",
)
UNREAD = Problem("no_text_layer", "has no text layer; run it through OCR.", 3)


class Tools(LanguageTools):
    """One framework and an embedder of words."""

    def __init__(self, framework: Framework) -> None:
        super().__init__(None)
        self.__dict__["framework"] = framework
        self.__dict__["embedder"] = BagOfWords()


def never_read(path: object, about: About) -> Reading:
    raise UnreadableError("no file of these tests can be read")


@dataclass(frozen=True)
class Bureau:
    """An office with two strategies, the first an awkward one, and five people."""

    office: Office
    book: Casebook
    awkward: Reading
    ada: Person
    ben: Person
    cy: Person
    mo: Person
    vi: Person

    @property
    def document(self) -> str:
        return self.awkward.document.id


def open_bureau(workspace: Workspace) -> Bureau:
    whole = load_framework(bundled_framework())
    framework = replace(whole, criteria=tuple(c for c in whole.criteria if c.id in RUBRIC))
    book = Casebook(workspace.engine, framework)
    awkward = _crossing(
        reading("=Vale", *AWKWARD, title="Vale & Wold", problems=(UNREAD,), unread=1)
    )
    other = reading("Eastholm", *OTHER, published=date(2020, 3, 1), status=Status.AGREED)
    for read, said in ((awkward, AWKWARD), (other, OTHER)):
        workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    _print_crossing(workspace, awkward)
    ada = sign_in(book.engine, "Ada", at=NOON)

    def person(name: str, role: Role) -> Person:
        return add_person(book.engine, name, role, who=ada, at=NOON)

    return Bureau(
        Office(workspace, Tools(framework), never_read),
        book,
        awkward,
        ada,
        person("Ben", Role.REVIEWER),
        person("Cy", Role.REVIEWER),
        person("Mo", Role.MODERATOR),
        person("Vi", Role.VIEWER),
    )


def review_awkward(bureau: Bureau, who: Person, rating: int, *, hand_in: bool = True) -> Review:
    """Link every passage to the first criterion, a part of one to the next; find none for the last.

    The part is the end of the passage that runs over to the next page.
    """
    book = bureau.book
    begun = start(book, bureau.document, who=who, at=NOON)
    for passage in bureau.awkward.passages:
        whole = (0, len(passage.text), passage.text)
        add_evidence(book, begun.id, RUBRIC[0], passage, *whole, who=who, at=NOON)
    crossing = next(p for p in bureau.awkward.passages if p.text == CROSSING)
    at = CROSSING.index("harbour")
    part = (at, len(CROSSING), CROSSING[at:])
    add_evidence(book, begun.id, RUBRIC[1], crossing, *part, who=who, at=NOON)
    note_search(book, begun.id, RUBRIC[2], "artificial intelligence", 0, who=who, at=NOON)
    none_found(book, begun.id, RUBRIC[2], who=who, at=NOON)
    for number, criterion in enumerate(RUBRIC):
        note = "=1+1 looks like a sum" if number == 0 else ""
        rate(book, begun.id, criterion, rating, note, 0, who=who, at=NOON)
    return submit(book, begun.id, who=who, at=NOON) if hand_in else begun


def _crossing(read: Reading) -> Reading:
    """Let one passage run over to the second sheet, whose printed number is another."""
    boxes = (BoundingBox(1, 50, 700, 500, 730), BoundingBox(2, 50, 50, 500, 80))
    passages = tuple(
        replace(p, boxes=boxes, printed="2") if p.text == CROSSING else p for p in read.passages
    )
    first = read.document.pages[0]
    pages = (first, replace(first, sheet=2, printed=(replace(first.printed[0], label="3"),)))
    rest = tuple(replace(p, sheet=3) for p in read.document.pages[1:])
    return replace(read, passages=passages, document=replace(read.document, pages=(*pages, *rest)))


def _print_crossing(workspace: Workspace, read: Reading) -> None:
    """Write the PDF of the passage that runs over, a line on either sheet."""
    cut = CROSSING.index("the harbour")
    canvas = Canvas(str(workspace.pdf(read.document.id)), pagesize=(595, 842), invariant=1)
    canvas.drawString(52, 842 - 720, CROSSING[:cut].strip())
    canvas.showPage()
    canvas.drawString(52, 842 - 70, CROSSING[cut:])
    canvas.showPage()
    canvas.showPage()
    canvas.save()
