import pytest

from nlp.commitment import CommitmentKind, Strength
from nlp.commitments.rows import row_commitment

HEADERS = ("Indicator", "Baseline", "Target", "By when")


def row(headers: tuple[str, ...], *cells: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(headers, cells, strict=True))


def read(cells: tuple[tuple[str, str], ...]) -> tuple[str | None, ...] | None:
    record = row_commitment("\t".join(text for _, text in cells), cells)
    if record is None:
        return None
    when = record.deadline.text if record.deadline else None
    return record.indicator, record.baseline, record.target, when


@pytest.mark.parametrize(
    ("headers", "cells", "expected"),
    [
        (HEADERS, ("Firms", "20%", "30%", "2030"), ("Firms", "20%", "30%", "2030")),
        (HEADERS, ("Firms", "–", "30%", "2030"), ("Firms", None, "30%", "2030")),
        (HEADERS, ("Firms", "20%", "30%", "–"), ("Firms", "20%", "30%", None)),
        (HEADERS, ("Firms", "20%", "–", "2030"), None),
        (HEADERS, ("Firms", "20%", "to be agreed", "2030"), None),
        (HEADERS, ("Firms", "20%", "for watching only", "–"), None),
        (HEADERS, HEADERS, None),
        (("Measure", "Now", "2030"), ("Homes", "5%", "60%"), ("Homes", "5%", "60%", "2030")),
        (("Measure", "2018", "2030"), ("Homes", "5%", "60%"), ("Homes", "5%", "60%", "2030")),
        (("", "2018", "2030"), ("Homes", "5%", "60%"), ("Homes", "5%", "60%", "2030")),
        (
            ("Measure", "Baseline (2018)", "Target (2030)"),
            ("Homes", "5%", "60%"),
            ("Homes", "5%", "60%", "2030"),
        ),
        (
            ("Outcome", "Current position", "2030 target"),
            ("Homes", "5%", "60%"),
            ("Homes", "5%", "60%", "2030"),
        ),
        (("Project", "Promised", "Done"), ("Quay", "£2m", "£3m"), None),
    ],
)
def test_target_rows(
    headers: tuple[str, ...], cells: tuple[str, ...], expected: tuple[str | None, ...] | None
) -> None:
    assert read(row(headers, *cells)) == expected


def test_the_quote_of_a_row_is_the_row() -> None:
    cells = row(HEADERS, "Firms", "20%", "30%", "2030")
    record = row_commitment("Firms\t20%\t30%\t2030", cells)
    assert record is not None
    assert (record.start, record.end) == (0, 18)
    assert (record.kind, record.strength) == (CommitmentKind.TARGET, Strength.FIRM)


def test_an_action_row_takes_its_slots_from_its_headers() -> None:
    headers = ("Action", "Lead", "Partners", "Cost (£m)", "Due")
    cells = row(headers, "Build a quay", "Marl Council", "Port of Saltby, LEP", "2.5", "Mar 2021")
    record = row_commitment("\t".join(text for _, text in cells), cells)
    assert record is not None
    assert record.kind is CommitmentKind.ACTION
    assert record.actor == "Marl Council"
    assert record.partners == ("Port of Saltby", "LEP")
    assert record.amount is not None
    assert record.amount.value == 2.5e6
    assert record.deadline is not None
    assert record.deadline.text == "Mar 2021"


def test_a_row_of_facts_is_no_promise() -> None:
    cells = row(("Sector", "Jobs", "Share"), "Logistics", "12,000", "5%")
    assert row_commitment("Logistics\t12,000\t5%", cells) is None
