"""One cell of a logframe: where its words come from, its page, and how a person changes it."""

from __future__ import annotations

import streamlit as st

from review.errors import ConflictError
from review.logframes.draft import OF_A_PERSON
from review.logframes.edits import LONGEST_CELL, edit_cell
from review.logframes.logframe import NAMES, Cell, Column, Row
from review.permissions import Action
from review.person import Person
from views.desk import Desk, now
from views.markup import draw, text
from views.outcomes.desk import allowed
from views.outcomes.logframe_table import cell_id
from views.outcomes.page import draw_quote, open_quote, quote_html, quoted
from views.outcomes.theory_tables import searches_html
from views.people import current_person, stranger, tried


def draw_cell(desk: Desk, document: str, row: Row, column: Column) -> None:
    """Draw the opened cell above the page that its words, or those of its row, stand on."""
    cell = row.cells[column]
    draw(provenance_html(row, column), "cell-origin", on_press=open_quote)
    who = allowed(desk, Action.EDIT_LOGFRAME)
    if who is not None:
        _edit(desk, document, row, column, who)
    elif current_person(desk) is None:
        st.html(f'<p class="lis lis-soft">Reviewers can change it. {text(stranger())}</p>')
    quotes = cell.quotes or row.quotes
    added = row.key.startswith(OF_A_PERSON)
    nothing = "A person added this row" if added else "No promise was found at this level"
    draw_quote(desk, f"{nothing}: there is no page to show.", quoted(quotes[0]) if quotes else "")


def provenance_html(row: Row, column: Column) -> str:
    """Return what a cell says, who says so, and what the text says under a person's words."""
    cell = row.cells[column]
    said = f"<h2>{text(row.number)}: {text(NAMES[column].lower())}</h2>{_by(cell)}"
    if cell.quotes:
        under = "The text says:" if cell.origin == "person" else "From the text:"
        return said + f"<p>{under}</p>" + "".join(quote_html(quote) for quote in cell.cited)
    if cell.searches:
        return said + "<p>Not stated in the text.</p>" + searches_html(cell.searches)
    return said


def _by(cell: Cell) -> str:
    edit = cell.edit
    if edit is None:
        return ""
    when = f"{text(edit.by)} on {edit.at:%-d %B %Y}"
    if edit.text is None:
        return f"<p>{when} took an earlier edit back.</p>"
    return f"<p>Written by {when}:</p><p><b>{text(edit.text)}</b></p>"


def forget_seen(id_: str) -> None:
    """Let the next form of a cell begin from the cell as it is then."""
    st.session_state.pop(f"seen-{id_}", None)


def _edit(desk: Desk, document: str, row: Row, column: Column, who: Person) -> None:
    id_ = cell_id(row, column)
    # What the person looks at is kept apart from what is saved: saving over an edit that came
    # in between has to be noticed.
    seen: Row = st.session_state.setdefault(f"seen-{id_}", row)
    cell = seen.cells[column]
    yours: str | None = st.session_state.get(f"yours-{id_}")
    if yours is not None:
        st.warning(
            f"Somebody else wrote into this cell meanwhile: “{row.cells[column].text}”. "
            "Yours stands below; save it again to put it in its place."
        )
    with st.popover("Change these words" if cell.origin != "gap" else "Fill this cell"):
        _form(desk, document, seen, column, yours, who)


def _form(
    desk: Desk, document: str, seen: Row, column: Column, yours: str | None, who: Person
) -> None:
    cell, id_ = seen.cells[column], cell_id(seen, column)
    written = "" if cell.origin == "gap" else cell.text
    number = cell.edit.id if cell.edit else 0
    with st.form(f"edit-{id_}-{number}", border=False):
        words = st.text_area(
            "Your words", yours if yours is not None else written, height=80, max_chars=LONGEST_CELL
        )
        one, two = st.columns(2)
        save = one.form_submit_button("Save", type="primary")
        back = cell.origin == "person" and two.form_submit_button("Take the edit back")
    if save and not words.strip():
        st.error("Write what the cell should say, or take the edit back.")
    elif save or back:
        _save(desk, document, seen, column, None if back else words.strip(), who)


def _save(
    desk: Desk, document: str, seen: Row, column: Column, words: str | None, who: Person
) -> None:
    id_ = cell_id(seen, column)

    def save() -> None:
        engine = desk.store.engine
        try:
            edit_cell(engine, document, seen, column, words, who=who, at=now())
        except ConflictError as error:
            st.session_state[f"yours-{id_}"] = error.yours or ""
        else:
            st.session_state.pop(f"yours-{id_}", None)
        forget_seen(id_)

    if tried(save):
        st.rerun()
