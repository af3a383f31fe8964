"""Agreement between reviewers, per criterion and over all, with intervals and drift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from review.agreement import OVERALL, Agreement, Drift, Figure, agreement, drift, ratings_for
from review.casebook import Casebook
from review.person import Person
from views.desk import Desk
from views.markup import note, table, text

SEED: Final = 0
"""Of the resampling, so that the same ratings give the same interval to everybody."""


def draw_agreement(desk: Desk, who: Person) -> None:
    """Draw the figures that rest on reviews this person may read."""
    ratings = ratings_for(Casebook.of(desk.office), who)
    criteria = desk.office.framework.criteria
    names = {criterion.id: criterion.name for criterion in criteria}
    key = ("agreement", tuple(ratings))
    with st.spinner("Working out the intervals"):
        figures = desk.derived(key, lambda: agreement(ratings, list(names), seed=SEED))
    overall = figures[-1]
    if not overall.pairs:
        note("Agreement can be told once two people have submitted blind reviews of one strategy.")
        return
    st.html(
        '<p class="lis">Agreement uses the first rating that each reviewer saved, before like '
        "cases or another's rating were shown; what they changed later counts for the review and "
        "not here. Alpha and kappa "
        "are 1 when reviewers always agree and 0 when they agree as often as chance would. "
        "In brackets: 95 in 100 resamples of the strategies lie between.</p>"
    )
    st.html(agreement_html(figures, names))
    away = drift(ratings)
    if away:
        st.subheader("How far each reviewer lies from the others")
        st.html(drift_html(away))


def agreement_html(figures: Sequence[Agreement], names: Mapping[str, str]) -> str:
    """Return a row per criterion, all criteria together first."""
    rows = []
    for one in sorted(figures, key=lambda a: a.criterion != OVERALL):
        name = "All criteria" if one.criterion == OVERALL else names.get(one.criterion, "")
        same = f"{round(100 * one.same)} in 100" if one.same is not None else ""
        cells = (
            f'<td class="lis-n">{one.documents}</td><td class="lis-n">{one.pairs}</td>'
            f'<td class="lis-n">{same}</td><td>{text(figure_words(one.alpha))}</td>'
            f"<td>{text(figure_words(one.kappa))}</td>"
        )
        rows.append(f'<tr><th scope="row">{text(name)}</th>{cells}</tr>')
    heads = (
        "Criterion",
        "Strategies",
        "Pairs",
        "The same",
        "Krippendorff's alpha",
        "Weighted kappa",
    )
    numeric = {"Strategies", "Pairs", "The same"}
    return f'<div class="lis lis-scroll">{table(heads, rows, numeric)}</div>'


def figure_words(figure: Figure) -> str:
    """Return "0.61 (0.40 to 0.78)", or why there is no figure."""
    if figure.value is None:
        return figure.why or "not known"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}" + (f" ({figure.why})" if figure.why else "")
    return f"{figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f})"


def drift_html(away: Sequence[Drift]) -> str:
    """Return how much milder or stricter each reviewer is, month by month."""
    rows = []
    for one in away:
        size = f"{abs(one.mean):.2f} points"
        words = "the same" if abs(one.mean) < 0.005 else f"{size} milder"
        words = f"{size} stricter" if one.mean <= -0.005 else words
        rows.append(
            f'<tr><th scope="row">{text(one.reviewer)}</th><td>{text(one.when)}</td>'
            f'<td>{text(words)}</td><td class="lis-n">{one.ratings}</td></tr>'
        )
    heads = ("Reviewer", "Month", "Against the others", "Ratings")
    return f'<div class="lis">{table(heads, rows, {"Ratings"})}</div>'
