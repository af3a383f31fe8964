"""The judgements of people: a table of all, then each with its quotes."""

from __future__ import annotations

from collections.abc import Iterator

from review.dossier import OnCriterion, Said
from review.judgement import Evidence
from review.reports.material import Material
from review.reports.parts import Grid, Heading, Part, Points, Quoted, Words
from review.reports.places import page_words, pages_words
from review.reports.standing import rating_words, standing_of
from review.reports.wording import day, listed, searched


def has_judgements(material: Material) -> bool:
    """Whether anything of a person stands in the report."""
    return any(item.said for item in material.file.criteria)


def at_a_glance(material: Material) -> Iterator[Part]:
    """Yield the table of all criteria."""
    rows = []
    for item in material.file.criteria:
        pages = [_page(material, linked) for linked in item.evidence if linked.attached]
        where = pages_words(pages) or _no_quote(item)
        rows.append((item.criterion.name, standing_of(item).short, where))
    yield Heading("Judgements at a glance")
    heads = ("Criterion", "Judgement", "Evidence in the strategy")
    yield Grid("Each criterion with its judgement and evidence", heads, tuple(rows), (44, 28, 28))


def judgements(material: Material) -> Iterator[Part]:
    """Yield every criterion with its judgement, notes, quotes and searches without result."""
    yield Heading("Judgements and their evidence")
    yield Words(
        "Quotes are word for word from the strategy. Page numbers are those printed on its pages.",
        soft=True,
    )
    for item in material.file.criteria:
        yield from _criterion(material, item)


def pages_of(material: Material, linked: Evidence) -> tuple[str, int]:
    """Return in words the page on which a linked quote begins, and its sheet."""
    printed, sheet = _page(material, linked)
    return page_words(printed, sheet), sheet


def _page(material: Material, linked: Evidence) -> tuple[str | None, int]:
    cited = material.cited.get(linked.id)
    return (cited.printed, cited.sheet) if cited else (linked.printed, linked.sheet)


def _criterion(material: Material, item: OnCriterion) -> Iterator[Part]:
    yield Heading(item.criterion.name, 2)
    yield Words(item.criterion.question, soft=True)
    standing = standing_of(item)
    yield Words(f"{standing.sentence} {standing.means}".strip(), "Judgement: ")
    for decided in item.decisions[-1:]:
        yield Words(f"{_stop(decided.reason)}", f"{decided.by}, moderator, {day(decided.at)}: ")
    for said in item.said:
        yield from _notes(item, said, standing.rating)
    yield from _quotes(material, item)
    for said in item.said:
        yield from _searches(said)


def _notes(item: OnCriterion, said: Said, stands: int | None) -> Iterator[Part]:
    """Yield a reviewer's note, and a rating without a note where it is not the one that stands."""
    rating, note = said.judgement.rating, said.judgement.note.strip()
    if note or rating != stands:
        words = _stop(note) if note else "No note."
        yield Words(words, f"{said.review.reviewer}, {rating_words(item.criterion, rating)}: ")


def _quotes(material: Material, item: OnCriterion) -> Iterator[Part]:
    """Yield each stretch of words once, with who chose it."""
    chosen: dict[tuple[str | None, int, int], list[tuple[Evidence, str]]] = {}
    for said in item.said:
        for linked in said.judgement.evidence:
            if linked.id in material.cited:
                key = (linked.passage, linked.start, linked.end)
                chosen.setdefault(key, []).append((linked, said.review.reviewer))
    for links in chosen.values():
        page = pages_of(material, links[0][0])[0]
        names = list(dict.fromkeys(name for _, name in links))
        yield Quoted(links[0][0].quote, f"{page[:1].upper()}{page[1:]}. Chosen by {listed(names)}.")


def _searches(said: Said) -> Iterator[Part]:
    if said.judgement.none_found:
        yield Words(f"{said.review.reviewer} found no evidence after these searches:")
        made = said.judgement.searches
        yield Points(tuple(searched(m.query, m.hits, m.at) for m in made))


def _no_quote(item: OnCriterion) -> str:
    if any(said.judgement.none_found for said in item.said):
        return "None found after searching"
    return "No quote"


def _stop(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def history(material: Material) -> Iterator[Part]:
    """Yield first and final ratings of each reviewer, and every decision that was made."""
    rows = []
    for item in material.file.criteria:
        for said in item.said:
            first = rating_words(item.criterion, said.judgement.first_rating)
            last = rating_words(item.criterion, said.judgement.rating)
            rows.append((item.criterion.name, said.review.reviewer, first, last))
    yield Heading("Appendix: first and final ratings")
    yield Words(
        "A first rating is the one saved before the reviewer could see how like cases were "
        "judged. Agreement between reviewers is measured on first ratings."
    )
    heads = ("Criterion", "Reviewer", "First rating", "Final rating")
    yield Grid("First and final rating of each reviewer", heads, tuple(rows), (40, 16, 22, 22))
    decisions = tuple(
        (item.criterion.name, rating_words(item.criterion, d.rating), d.by, day(d.at), d.reason)
        for item in material.file.criteria
        for d in item.decisions
    )
    if decisions:
        yield Heading("Decisions of moderators", 2)
        yield Grid(
            "Every decision of a moderator, oldest first",
            ("Criterion", "Decision", "By", "On", "Reason"),
            decisions,
            (24, 18, 12, 14, 32),
        )
