from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.storage.tag_decisions import Said
from index.storage.workspace import Workspace, open_workspace
from ingest.document import Reading
from review.audit import AuditLine
from review.casebook import Casebook
from review.double_sample import double_sample
from review.errors import NotAllowedError
from review.people import add_person, people, person, sign_in
from review.permissions import ALLOWED, Action
from review.person import Role
from review.queue import next_to_read
from review.readings import mark_read, readers
from review.tags import decide_tag
from tests.index.strategies import NOON
from tests.views.paper_office import markup, screen
from views.agreement_table import figure_words
from views.desk import open_desk
from views.people import acting
from views.progress import audit_csv, audit_html, state_words

LINE = AuditLine(1, NOON, "=Ben", "rate", "d1", {"rating": 2}, {"rating": 3}, withheld=False)


@pytest.fixture
def team(workspace: dict[str, Reading], empty: Path) -> Iterator[Workspace]:
    with open_workspace(empty) as held:
        ada = sign_in(held.engine, "Ada", at=NOON)
        for role in (Role.REVIEWER, Role.MODERATOR, Role.VIEWER):
            add_person(held.engine, role.value.title(), role, who=ada, at=NOON)
        yield held


NAMES = {role: "Ada" if role is Role.ADMINISTRATOR else role.value.title() for role in Role}


@pytest.mark.parametrize("role", list(Role))
def test_every_action_is_asked_of_the_database_for_every_role(
    team: Workspace, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.session_state", {"person-chosen": NAMES[role]})
    desk = open_desk()
    allowed = set()
    for action in Action:
        try:
            acting(desk, action)
        except NotAllowedError:
            continue
        allowed.add(action)
    assert allowed == ALLOWED[role]


def test_without_people_whoever_sits_at_the_machine_may_work(
    workspace: dict[str, Reading],
) -> None:
    assert people(open_desk().store.engine) == []
    assert acting(open_desk(), Action.ADD_STRATEGY) != ""


def test_a_page_is_marked_as_read_by_whoever_reads_it(
    team: Workspace, workspace: dict[str, Reading]
) -> None:
    id_ = workspace["Crowle Strategy"].document.id
    test = screen("strategy", who="Reviewer", document=id_)
    next(b for b in test.button if b.label == "I have read this page").click().run()
    book = Casebook(team.engine, open_desk().office.framework)
    read = readers(book, [id_])
    here = {p.id for p in workspace["Crowle Strategy"].passages if p.sheet == 1}
    assert {p for p, names in read.items() if names == {"Reviewer"}} == here
    assert "Read by Reviewer." in markup(test)
    assert "I have read this page" not in [b.label for b in test.button]


def test_the_share_that_was_read_notices_a_colleague(
    team: Workspace, workspace: dict[str, Reading]
) -> None:
    test = screen("progress", who="Reviewer")
    assert "0 of " in markup(test)
    book = Casebook(team.engine, open_desk().office.framework)
    ids = [passage.id for passage in workspace["Crowle Strategy"].passages]
    mark_read(book, ids[:1], who=person(team.engine, "Ada"), at=NOON)
    assert "1 of " in markup(test.run())


def test_the_queue_notices_what_a_colleague_decided(
    team: Workspace, workspace: dict[str, Reading]
) -> None:
    test = screen("progress", who="Reviewer", part="Read next")
    first = next_to_read(
        book := Casebook(team.engine, open_desk().office.framework),
        person(team.engine, "Reviewer"),
    )[0].passage
    assert f'data-id="{first.id}"' in markup(test, "queue-cards")
    mark_read(book, [first.id], who=person(team.engine, "Reviewer"), at=NOON)
    for label in book.framework.label_ids:
        ada = person(team.engine, "Ada")
        decide_tag(book, first.id, label, Said.REJECT, who=ada, at=NOON)
    assert f'data-id="{first.id}"' not in markup(test.run(), "queue-cards").split("</li>")[0]


@pytest.mark.parametrize(
    "part", ["Reading", "Read next", "Two reviews", "Out of date", "Audit", "People"]
)
def test_every_part_is_drawn(team: Workspace, part: str) -> None:
    test = screen("progress", who="Ada", part=part)
    assert not test.error
    assert not test.exception


def test_a_moderator_draws_the_strategies_that_two_people_review(team: Workspace) -> None:
    test = screen("progress", who="Moderator", part="Two reviews")
    assert "Nobody has chosen the strategies" in markup(test)
    next(b for b in test.button if b.label == "Draw the strategies").click().run()
    chosen = double_sample(Casebook.of(open_desk().office))
    assert len(chosen) == 2
    drawn = markup(test)
    assert "Two people review 2 strategies" in drawn
    assert all(f'data-id="{id_}"' in drawn for id_ in chosen)
    assert drawn.count("2 reviews to begin") == 2


def test_a_reviewer_draws_no_sample(team: Workspace) -> None:
    test = screen("progress", who="Reviewer", part="Two reviews")
    assert "Draw the strategies" not in [b.label for b in test.button]


def test_a_viewer_sees_why_the_audit_is_closed(team: Workspace) -> None:
    said = markup(screen("progress", who="Viewer", part="Audit"))
    assert "Viewer may not read the audit" in said


def test_the_audit_leaves_as_csv_that_no_spreadsheet_runs() -> None:
    (head, row) = csv.reader(io.StringIO(audit_csv([LINE])))
    assert head[:5] == ["number", "at", "by", "action", "subject"]
    assert row[2] == "'=Ben"
    assert row[5:7] == ['{"rating": 2}', '{"rating": 3}']


def test_the_audit_says_before_and_after_and_what_is_kept_back() -> None:
    kept = replace(LINE, before=None, after=None, withheld=True)
    drawn = audit_html([LINE, kept], {})
    assert "<td>rating: 2</td><td>rating: 3</td>" in drawn
    assert "<td></td><td>kept from you until you submit your own review</td>" in drawn


def test_a_state_is_told_without_what_is_empty() -> None:
    assert state_words({"note": "", "rating": 0, "by_whom": "Ben"}) == "rating: 0; by whom: Ben"
    assert state_words(None) == ""
    assert state_words({"passages": ["18efb90419e41be6", "85bcb887014a43e0"]}) == "passages: 2"


def test_a_figure_that_cannot_be_told_says_why() -> None:
    from review.agreement import Figure

    assert figure_words(Figure(0.612, 0.4, 0.78)) == "0.61 (0.40 to 0.78)"
    assert figure_words(Figure(None, None, None, "all ratings are the same")) == (
        "all ratings are the same"
    )
