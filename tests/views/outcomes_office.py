"""A workspace with a strategy that promises, links and measures, and a team that follows it up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from index.storage.workspace import open_workspace
from ingest.document import Reading
from nlp.commitment import Stage
from review.people import add_person, sign_in
from review.person import Role
from tests.index.strategies import NOON, Said, analysed, reading
from tests.review.promised import FIBRE, told
from tests.views.paper_office import print_pages

TEAM = {"Ben": Role.REVIEWER, "Cat": Role.REVIEWER, "Mo": Role.MODERATOR, "Val": Role.VIEWER}
HUB = "We will open a skills hub in Doverton by 2020"
WORK = "more adults of the district find lasting work"
LINKED = told(f"{HUB} so that {WORK}.", HUB, due=("2020", date(2020, 12, 31)))
MONEY = told(
    "We will invest £5m in trams.", stage=Stage.INPUT, headings=("Trams",), money=5, due=None
)
COURSES = told("We will expand apprenticeships with employers.", headings=("Courses",))
DOVERTON: tuple[Said, ...] = (LINKED, MONEY, COURSES, FIBRE)


def promised(folder: Path) -> Reading:
    """Add the strategy of Doverton, with its pages, and the team under Ada; return its reading."""
    read = reading("Doverton", *DOVERTON)
    with open_workspace(folder) as workspace:
        workspace.store.add_reading(read, analysed(read, *DOVERTON), at=NOON)
        print_pages(workspace.pdf(read.document.id), read)
        ada = sign_in(workspace.engine, "Ada", at=NOON)
        for name, role in TEAM.items():
            add_person(workspace.engine, name, role, who=ada, at=NOON)
    return read
