"""Who owns a commitment; every body here is invented."""

from __future__ import annotations

import pytest

from review.monitoring.owners import owner_of

COMBINED = "North Vale Combined Authority"
LEP = "Saltmarsh Coast Local Enterprise Partnership"


@pytest.mark.parametrize(
    ("actor", "lead", "owner"),
    [
        ("we", COMBINED, COMBINED),
        ("We", "", None),
        ("we and the University of Lanmouth", LEP, f"{LEP} and the University of Lanmouth"),
        ("the Combined Authority", COMBINED, COMBINED),
        ("the Combined Authority", LEP, "the Combined Authority"),
        ("The LEP", LEP, LEP),
        ("the LEP", COMBINED, "the LEP"),
        ("NVCA", COMBINED, COMBINED),
        ("our board", LEP, LEP),
        ("The government", "HM Government", "HM Government"),
        ("The government", LEP, "The government"),
        ("Our universities", LEP, "Our universities"),
        ("The Hospital Trust and the College", LEP, "The Hospital Trust and the College"),
        ("Harbourworks", LEP, "Harbourworks"),
    ],
)
def test_the_authors_are_the_lead_body_and_others_are_as_written(
    actor: str, lead: str, owner: str | None
) -> None:
    assert owner_of(actor, lead) == owner


@pytest.mark.parametrize(
    "actor",
    [None, " ", "It", "This", "this deal", "The strategy", "The skills programme", "Demand",
     "the best place", "12 of the 20 districts"],
)  # fmt: skip
def test_what_cannot_be_held_to_it_owns_nothing(actor: str | None) -> None:
    assert owner_of(actor, COMBINED) is None
