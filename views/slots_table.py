"""Commitments side by side, slot by slot, so that what they share and lack is seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.comparing.overlaps import Member
from nlp.commitment import Commitment
from views.markup import button, text
from views.wording import KIND, STAGE, STRENGTH, page_words

COLUMNS: Final = 5
"""Members set side by side; more would need a screen wider than most."""


def slots_html(members: Sequence[Member], shown: Sequence[int] = ()) -> str:
    """Return a table with a column per member; `shown` are those whose pages are open.

    Of more members than COLUMNS the others are named below it.
    """
    aside = [i for i in range(COLUMNS, len(members)) if i not in shown]
    others = _others(members, aside)
    kept = [i for i in range(len(members)) if i not in aside]
    heads = "".join(_head(i, members[i], i in shown, len(members)) for i in kept)
    members = [members[i] for i in kept]
    rows = [_row("Says", [f"“{text(member.quote)}”" for member in members])]
    if any(member.commitment for member in members):
        slots = [slots_of(member.commitment) for member in members]
        for name in slots[0]:
            values = [slot[name] for slot in slots]
            # A quote is often the action itself, word for word: it is not told twice.
            told = values == [" ".join(member.quote.split()) for member in members]
            if any(values) and not told:
                rows.append(_row(name, [text(value) or "not said" for value in values]))
    return (
        '<div class="lis-scroll"><table class="lis-table lis-slots"><thead><tr><td></td>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{others}"
    )


def _others(members: Sequence[Member], numbers: Sequence[int]) -> str:
    links = [
        button("side", str(i), f"{members[i].place}, {page_words(members[i].passage)}")
        for i in numbers
    ]
    return f'<p class="lis-actions">Also: {" ".join(links)}</p>' if links else ""


def slots_of(commitment: Commitment | None) -> dict[str, str]:
    """Return the slots of a commitment by their name; all empty where nothing is promised."""
    c = commitment
    return {
        "Who": (c.actor or "") if c else "",
        "What": c.action if c else "",
        "How much": c.amount.text if c and c.amount else "",
        "By when": c.deadline.text if c and c.deadline else "",
        "Measured by": (c.indicator or "") if c else "",
        "From": (c.baseline or "") if c else "",
        "To": (c.target or "") if c else "",
        "With": ", ".join(c.partners) if c else "",
        "How firm": f"{STRENGTH[c.strength]} {KIND[c.kind].lower()}" if c else "No promise",
        "Link of the chain": STAGE[c.stage] if c else "",
    }


def _head(number: int, member: Member, shown: bool, members: int) -> str:
    about = member.document.about
    page = button("strategy", member.passage.id, f"{about.title}, {page_words(member.passage)}")
    # Of two members both pages are always shown; of more, a person chooses.
    choose = "" if shown or members == 2 else "<br>" + button("side", str(number), "Show its page")
    return (
        f'<th scope="col">{text(about.place)}<br><span class="lis-cite">{page}</span>{choose}</th>'
    )


def _row(name: str, values: Sequence[str]) -> str:
    cells = "".join(f"<td>{value}</td>" for value in values)
    return f'<tr><th scope="row">{text(name)}</th>{cells}</tr>'
