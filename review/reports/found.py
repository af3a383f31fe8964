"""What the tool found: where to start reading, gaps with their searches, and overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.comparing.relations import Relation
from index.coverage.places_by_labels import CellState
from review.letters.letter import SURE_FROM
from review.reports.judged import has_judgements
from review.reports.material import Asked, Material
from review.reports.overlapping import Gap, Shared
from review.reports.parts import Grid, Heading, Part, Quoted, Words
from review.reports.places import pages_words
from review.reports.wording import RELATION, counted, listed

TOLD: Final = 8  # overlaps told with their quotes; all are counted
QUOTED: Final = 3  # quotes of other places under one overlap
TELLING: Final = 40  # characters from which a passage says more than "By 2030 we will:"


def starting_points(material: Material) -> Iterator[Part]:
    """Yield what may answer the requirements, for a strategy that nobody has judged."""
    found = [asked for asked in material.asked if asked.found]
    if has_judgements(material) or not found:
        return
    yield Heading("Where to start reading")
    yield Words(
        "The tool searched the strategy for each thing that a strategy has to show. These "
        "passages may show it; whether they do is for a person to judge."
    )
    for asked in found:
        yield Heading(f"{asked.requirement.id}: {asked.requirement.text}", 2)
        first = next((c for c in asked.found if len(c.quote) >= TELLING), asked.found[0])
        here = (first.printed, first.sheet)
        others = pages_words(p for c in asked.found if (p := (c.printed, c.sheet)) != here)
        also = f" See also {others}." if others else ""
        yield Quoted(first.quote, f"{_upper(first.page)}.{also}")


def gaps(material: Material) -> Iterator[Part]:
    """Yield what the strategy does not say, each gap with what was searched for."""
    yield Heading("Gaps")
    if material.file.document is None:
        yield Words("The strategy was removed from the workspace, so gaps were not looked for.")
        return
    silent = [asked for asked in material.asked if not asked.found]
    if not material.gaps and not silent:
        yield Words("The tool found no gap: every theme and every requirement has passages.")
        return
    yield Words(
        "A gap means that the tool searched and found nothing clear. It is a question to the "
        "authors and no judgement: the answer may stand in words that the search did not know, "
        "or in another paper."
    )
    yield from _themes(material)
    if silent:
        yield Heading("Requirements without a clear passage", 2)
        heads = ("Requirement", "Searches that found nothing clear")
        rows = tuple(_silent(asked) for asked in silent)
        yield Grid("Requirements and the searches that found nothing", heads, rows, (50, 50))


def _silent(asked: Asked) -> tuple[str, str]:
    requirement = asked.requirement
    phrases = "; ".join(f"“{phrase}”" for phrase in asked.phrases)
    return f"{requirement.id}: {requirement.text}", phrases


def _themes(material: Material) -> Iterator[Part]:
    if not material.gaps:
        return
    yield Heading("Themes", 2)
    rows = tuple((gap.name, _theme_state(gap), _theme_search(gap)) for gap in material.gaps)
    heads = ("Theme", "Found", "What was searched")
    yield Grid("Themes that are not clearly stated", heads, rows, (36, 22, 42))
    for gap in material.gaps:
        if gap.nearest is not None:
            yield Words(f"{gap.name}: the passage that came nearest.", soft=True)
            yield Quoted(gap.nearest.quote, f"{_upper(gap.nearest.page)}.")


def _theme_state(gap: Gap) -> str:
    said = {
        CellState.NOT_STATED: "Not stated",
        CellState.BELOW_THRESHOLD: "Nothing clear enough",
        CellState.NOT_PARSED: "Not known: pages could not be read",
    }
    return said[gap.cell.state]


def _theme_search(gap: Gap) -> str:
    cell = gap.cell
    near = counted(len(cell.evidence), "passage") if cell.evidence else "none"
    read = counted(cell.of_passages, "passage")
    if cell.state is CellState.NOT_PARSED:
        return f"The {read} that could be read were compared with the theme; {near} came near it."
    sheets = counted(cell.sheets, "sheet")
    return f"All {read} on {sheets} were compared with the theme; {near} came near it."


def overlaps(material: Material) -> Iterator[Part]:
    """Yield whom to talk to, and the strongest overlap with each place."""
    yield Heading("Overlaps with other places, and whom to talk to")
    if material.file.document is None:
        yield Words("The strategy was removed from the workspace, so overlaps were not looked for.")
        return
    if not material.overlaps:
        yield Words("The tool found no promise of another place that belongs with this strategy’s.")
        return
    sure = surely(material)
    yield Words(
        f"The tool found {counted(len(sure), 'overlap')} with other places that "
        f"{'is' if len(sure) == 1 else 'are'} more likely than not worth reading. It compares "
        "what strategies promise; a person has to judge what follows from it."
    )
    weaker = len(material.overlaps) - len(sure) + material.omitted
    if weaker:
        said = "likeness was" if weaker == 1 else "likenesses were"
        yield Words(f"{weaker:,} weaker {said} set aside; the Overlaps screen has them.", soft=True)
    if not sure:
        return
    heads = ("Place", "Whom to talk to", "Overlaps", "Of which")
    rows = tuple(_places(material))
    yield Grid("Places with overlaps and their lead bodies", heads, rows, (24, 34, 12, 30))
    told = strongest(material)
    for shared in told:
        yield from _one(shared)
    if len(told) < len(sure):
        more = counted(len(sure) - len(told), "more overlap")
        verb = "is" if len(sure) - len(told) == 1 else "are"
        yield Words(f"{more} {verb} on the Overlaps screen and in the JSON file.", soft=True)


def surely(material: Material) -> list[Shared]:
    """Return the overlaps that are named to others, as in a letter to the area."""
    return [shared for shared in material.overlaps if shared.overlap.confidence >= SURE_FROM]


def strongest(material: Material) -> list[Shared]:
    """Return the best overlap of each sort with each place, as many as a report tells."""
    seen: set[tuple[str, Relation]] = set()
    told = []
    for shared in surely(material):
        keys = {(cited.place, shared.overlap.relation) for cited in shared.others}
        if not keys <= seen:
            seen |= keys
            told.append(shared)
    return told[:TOLD]


def whom(material: Material) -> list[tuple[str, str, list[Shared]]]:
    """Return each other place with its lead body and overlaps, most overlaps first."""
    found: dict[str, tuple[str, list[Shared]]] = {}
    for shared in surely(material):
        for place, body in {c.place: c.document.about.lead_body for c in shared.others}.items():
            found.setdefault(place, (body, []))[1].append(shared)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1][1]), item[0]))
    return [(place, body, listing) for place, (body, listing) in ranked]


def _places(material: Material) -> Iterator[tuple[str, str, str, str]]:
    for place, body, listing in whom(material):
        kinds: dict[str, int] = {}
        for shared in listing:
            name = RELATION[shared.overlap.relation].lower()
            kinds[name] = kinds.get(name, 0) + 1
        of_which = ", ".join(f"{name} {number}" for name, number in kinds.items())
        yield place, body or "Lead body not known", str(len(listing)), of_which


def _one(shared: Shared) -> Iterator[Part]:
    names = listed(list(dict.fromkeys(cited.place for cited in shared.others)))
    yield Heading(f"{RELATION[shared.overlap.relation]}: {names}", 2)
    yield Words(shared.overlap.why)
    if shared.overlap.relation is Relation.JOINT and shared.own:
        others = "; ".join(f"{cited.place}, {cited.page}" for cited in shared.others)
        own = shared.own[0]
        yield Quoted(own.quote, f"{own.place}, {own.page}. Also: {others}.")
        return
    for cited in (*shared.own[:1], *shared.others[:QUOTED]):
        yield Quoted(cited.quote, f"{cited.place}: {cited.document.about.title}, {cited.page}.")
    more = len(shared.others) - QUOTED
    if more > 0:
        yield Words(f"{counted(more, 'more place')} {'has' if more == 1 else 'have'} a part in it.")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
