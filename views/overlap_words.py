"""How overlaps are told: names of relations, the sentence of a pair, its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from index.comparing.opportunities import Opportunity
from index.comparing.overlaps import Overlap
from index.comparing.relations import Relation
from index.comparing.verdicts import Given, Verdict
from views.markup import button, table, text
from views.wording import STRENGTH, brief, counted, how_sure, listed

RELATION: Final = {
    Relation.JOINT: "Same words",
    Relation.SAME_ASSET: "Same asset",
    Relation.FORMAL_COLLABORATION: "Acting together",
    Relation.COMPETING_CLAIM: "Competing claims",
    Relation.COMPLEMENTARY: "Fit together",
    Relation.SAME_SECTOR: "Same field",
    Relation.BOILERPLATE: "Stock phrases",
    Relation.COINCIDENCE: "Chance likeness",
}


BRIEF: Final = 110
"""Characters of a promise told in a list: two lines at 1280 pixels."""


NAMED: Final = 5
"""Places named in the title of an overlap; the rest are counted there and named in its table."""

OPPORTUNITY_OVERLAPS: Final = 4
"""Overlaps told of one opportunity: enough to see what it is about."""


def overlap_id(overlap: Overlap) -> str:
    """Return the address of an overlap: the passages that make it."""
    return ".".join(member.passage.id for member in overlap.members)


def address_of(overlap: Overlap) -> dict[str, str]:
    """Return the parameters that open an overlap on its screen, its relation chosen."""
    return {"overlap": overlap_id(overlap), "relation": RELATION[overlap.relation]}


def places_of(overlap: Overlap) -> list[str]:
    """Return the places of an overlap, each once."""
    return sorted({member.place for member in overlap.members})


def firmness(overlap: Overlap) -> str:
    """Return how firm either side is: "Firm and conditional"."""
    said = [
        STRENGTH[m.commitment.strength] if m.commitment else "No promise" for m in overlap.members
    ]
    words = listed(list(dict.fromkeys(said)))
    return words[0] + words[1:].lower()


def list_html(overlaps: Sequence[Overlap], opened: str) -> str:
    """Return overlaps as sentences, the best first."""
    items = []
    for overlap in overlaps:
        says = "".join(f'<div class="lis-says">{line}</div>' for line in said_lines(overlap))
        id_ = overlap_id(overlap)
        current = " lis-current" if id_ == opened else ""
        # Of joint text the reason is the relation itself, and that stands below.
        joint = overlap.relation is Relation.JOINT
        why = "" if joint else f"<div>{text(overlap.why)}</div>"
        facts = [RELATION[overlap.relation], firmness(overlap), how_sure(overlap.confidence)]
        spans = "".join(f"<span>{text(fact)}</span>" for fact in facts)
        title = listed(places_of(overlap), NAMED)
        items.append(
            f'<li class="lis-pair{current}" data-item tabindex="-1">'
            f"{button('open', id_, title, css='lis-say')}{says}{why}"
            f'<div class="lis-facts lis-soft">{spans}</div></li>'
        )
    return f'<ol class="lis-pairs">{"".join(items)}</ol>'


def said_lines(overlap: Overlap) -> list[str]:
    """Return what the sides promise, as HTML; joint text once."""
    members = overlap.members[:1] if overlap.relation is Relation.JOINT else overlap.members[:2]
    lines = []
    for member in members:
        said = member.commitment.action if member.commitment else member.quote
        words = brief(said, BRIEF)
        who = "" if overlap.relation is Relation.JOINT else f"{text(member.place)}: "
        lines.append(f'<span class="lis-soft">{who}</span>{text(words)}')
    return lines


def pairs_html(pairs: Mapping[tuple[str, str], Sequence[Overlap]]) -> str:
    """Return how many overlaps each pair of places has: the table twin of the network."""
    rows = [
        f'<tr><th scope="row">{button("pair", f"{a}|{b}", f"{a} and {b}")}</th>'
        f'<td class="lis-n">{len(found)}</td><td>{text(_kinds(found))}</td></tr>'
        for (a, b), found in sorted(pairs.items(), key=lambda p: (-len(p[1]), p[0]))
    ]
    return table(("Places", "Overlaps", "Of which"), rows, {"Overlaps"})


def by_pair(overlaps: Sequence[Overlap]) -> dict[tuple[str, str], list[Overlap]]:
    """Return overlaps by pair of places; one of several places counts for every pair of them."""
    found: dict[tuple[str, str], list[Overlap]] = {}
    for overlap in overlaps:
        places = places_of(overlap)
        for i, a in enumerate(places):
            for b in places[i + 1 :]:
                found.setdefault((a, b), []).append(overlap)
    return found


def _kinds(found: Sequence[Overlap]) -> str:
    kinds = [overlap.relation for overlap in found]
    parts = [f"{RELATION[kind].lower()} {kinds.count(kind)}" for kind in Relation if kind in kinds]
    return ", ".join(parts)


def summary_words(found: int, listed_now: int, boilerplate: int) -> str:
    """Return how many overlaps there are and what was set aside."""
    words = counted(found, "overlap")
    words += f", the first {listed_now} listed" if listed_now < found else ""
    aside = counted(
        boilerplate, "repeated phrase or chance likeness", "repeated phrases or chance likenesses"
    )
    return f"{words}. {aside} set aside." if boilerplate else f"{words}."


VERDICT: Final = {
    Verdict.SAME: "The same",
    Verdict.RELATED: "Related",
    Verdict.NOT_RELATED: "Not related",
}


def verdict_html(given: Given | None, *, able: bool) -> str:
    """Return what was decided about two passages, and the buttons that decide it."""
    if given is None:
        said = "Nobody has judged this pair yet."
    else:
        by = f" by {given.by}" if given.by else ""
        said = f"Judged “{VERDICT[given.verdict].lower()}”{by} on {given.at:%-d %B %Y}."
    chosen = given.verdict if given else None
    buttons = "".join(
        f'<button class="lis-choice" data-act="verdict" data-id="{verdict.value}"'
        f' aria-pressed="{"true" if verdict is chosen else "false"}">{text(words)}</button>'
        for verdict, words in VERDICT.items()
    )
    return (
        f'<div class="lis-bar lis-verdict"><span>{text(said)}</span>{buttons if able else ""}</div>'
    )


def opportunities_html(groups: Sequence[Opportunity], found: int) -> str:
    """Return groups of places with why they could act together and what is missing yet."""
    parts = []
    for group in groups:
        lines = "".join(
            f"<li>{button('overlap', overlap_id(overlap), brief(_pair_words(overlap), 240))}</li>"
            for overlap in group.overlaps[:OPPORTUNITY_OVERLAPS]
        )
        more = len(group.overlaps) - OPPORTUNITY_OVERLAPS
        lines += f"<li>and {counted(more, 'more overlap')}</li>" if more > 0 else ""
        facts = [*group.why[:2], *group.missing]
        said = "".join(f"<li>{text(fact)}</li>" for fact in facts)
        parts.append(
            f'<section class="lis-pair"><h2>{text(listed(list(group.places), NAMED))}</h2>'
            f"<ul>{lines}</ul><p class='lis-soft'>Why, and what is missing</p><ul>{said}</ul>"
            "</section>"
        )
    told = f"<p>The first {len(groups)} of {found}.</p>" if found > len(groups) else ""
    return told + "".join(parts)


def _pair_words(overlap: Overlap) -> str:
    said = [m.commitment.action if m.commitment else m.quote for m in overlap.members[:2]]
    sides = zip(overlap.members, said, strict=False)
    return "; ".join(f"{m.place}: {brief(words, BRIEF)}" for m, words in sides)
