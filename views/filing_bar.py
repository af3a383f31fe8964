"""The line that says, on every screen, to which criterion evidence goes."""

from __future__ import annotations

from review.casebook import Casebook
from review.errors import ReviewError
from review.visibility import review_for
from views.desk import Desk
from views.filing import Filing, filing, stop_filing
from views.markup import Press, button, draw, text
from views.navigation import go
from views.people import current_person


def draw_filing_bar(desk: Desk) -> None:
    """Draw the line while a criterion of one's own open review is chosen; forget any other."""
    goes_to = filing()
    if goes_to is None:
        return
    who = current_person(desk)
    try:
        review = review_for(desk.store.engine, goes_to.review, who) if who else None
        name = Casebook.of(desk.office).criterion(goes_to.criterion).name
    except ReviewError:
        review = None
    if review is None or who is None or review.reviewer != who.name or not review.open:
        stop_filing()
        return
    press = draw(bar_html(review.place, name), "filing-bar", on_press=_stop)
    if press is not None and press.act == "back":
        _back(goes_to)


def _stop(press: Press) -> None:
    if press.act == "stop":
        stop_filing()


def _back(goes_to: Filing) -> None:
    go("review", {"review": str(goes_to.review), "criterion": goes_to.criterion})


def bar_html(place: str, criterion: str) -> str:
    """Return the line with the way back to the review."""
    return (
        f'<div class="lis-filing"><span>Evidence from {text(place)} goes to '
        f"<b>{text(criterion)}</b></span>{button('back', '', 'Back to the review')}"
        f"{button('stop', '', 'Stop')}</div>"
    )
