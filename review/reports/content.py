"""One content for every format: what a report on a strategy says, in order."""

from __future__ import annotations

from collections.abc import Iterator

from index.coverage.places_by_labels import CellState
from nlp.framework import Criterion
from review.judgement import NOT_RELEVANT
from review.reports.closing import method, not_read, unread_lines
from review.reports.found import gaps, overlaps, starting_points, whom
from review.reports.judged import at_a_glance, has_judgements, history, judgements
from review.reports.material import Material
from review.reports.parts import Banner, Grid, Heading, Part, Points, Report
from review.reports.standing import standing_of, standing_of_all
from review.reports.wording import REVIEW, STATUS, counted, day, listed, published

NAMED = 3  # places named in the summary; the table further down has all


def report_of(material: Material) -> Report:
    """Return the report on one strategy as its reader may see it."""
    judged = has_judgements(material)
    parts: list[Part] = [Banner(standing_of_all(material.file)), *_about(material)]
    parts += _summary(material)
    if judged:
        parts += at_a_glance(material)
        parts += judgements(material)
    parts += starting_points(material)
    parts += gaps(material)
    parts += overlaps(material)
    parts += not_read(material)
    parts += method(material)
    if judged:
        parts += history(material)
    kind = "Review" if judged else "First reading"
    return Report(
        title=f"{kind}: {material.file.title}",
        subtitle=f"{material.file.place}. {day(material.at)}",
        author=material.file.reader,
        at=material.at,
        parts=tuple(parts),
    )


def _about(material: Material) -> Iterator[Part]:
    file = material.file
    rows = [("Place", file.place)]
    if file.document is not None:
        about = file.document.about
        rows += [
            ("Written by", about.lead_body or "Not known"),
            ("Status", STATUS[about.status]),
            ("Published", published(about)),
            ("Length", counted(len(file.document.pages), "sheet")),
        ]
        if about.source_url:
            rows.append(("Source", about.source_url))
        if material.replaced:
            rows.append(("Note", "A later paper of this place stands for it in comparisons"))
    for review in file.reviews:
        when = f" on {day(review.submitted)}" if review.submitted else ""
        rows.append(("Reviewed by", f"{review.reviewer} ({REVIEW[review.status]}{when})"))
    yield Grid("About the strategy and its reviews", ("About", "Details"), tuple(rows), (26, 74))


def _summary(material: Material) -> Iterator[Part]:
    yield Heading("Summary")
    lines = [*_ratings_told(material), *_gaps_told(material), *_overlaps_told(material)]
    document = material.file.document
    unread = len(list(unread_lines(document))) if document else 0
    if unread:
        lines.append(
            f"The tool noted {counted(unread, 'problem')} in reading the PDF; see “What could not "
            "be read”."
        )
    yield Points(tuple(lines))


def _ratings_told(material: Material) -> Iterator[str]:
    if not has_judgements(material):
        return
    stands = [(item.criterion, standing_of(item)) for item in material.file.criteria]
    rated = [(c, s.rating) for c, s in stands if s.rating is not None and s.rating != NOT_RELEVANT]
    by_name: dict[tuple[int, str], int] = {}
    for criterion, rating in rated:
        name = (rating, _name(criterion, rating))
        by_name[name] = by_name.get(name, 0) + 1
    told = [f"{n} “{name.lower()}”" for (_, name), n in sorted(by_name.items(), reverse=True)]
    not_relevant = sum(s.rating == NOT_RELEVANT for _, s in stands)
    unsettled = sum(s.rating is None for _, s in stands)
    told += [f"{not_relevant} not relevant here"] if not_relevant else []
    told += [f"{unsettled} not settled"] if unsettled else []
    yield f"Of {counted(len(stands), 'criterion', 'criteria')}: {listed(told)}."
    if len({rating for _, rating in rated}) > 1:
        yield f"Strongest: {_at(rated, max(r for _, r in rated))}."
        yield f"Weakest: {_at(rated, min(r for _, r in rated))}."


def _name(criterion: Criterion, rating: int) -> str:
    known = {point.value: point.name for point in criterion.scale}
    return known.get(rating, f"rated {rating}")


def _at(rated: list[tuple[Criterion, int]], rating: int) -> str:
    names = [criterion.name for criterion, given in rated if given == rating]
    return "; ".join(names)


def _gaps_told(material: Material) -> Iterator[str]:
    silent = [g.name for g in material.gaps if g.cell.state is CellState.NOT_STATED]
    near = [g.name for g in material.gaps if g.cell.state is CellState.BELOW_THRESHOLD]
    if silent:
        yield f"The tool found nothing in the text on: {'; '.join(silent)}."
    if near:
        yield f"The tool found nothing clear on: {'; '.join(near)}."
    if material.file.document is not None and not material.gaps:
        yield "The tool found passages on every theme of the framework."
    missing = [asked.requirement.id for asked in material.asked if not asked.found]
    if missing:
        what = counted(len(missing), "requirement")
        yield f"Searches found no clear passage for {what} ({listed(missing)})."
    elif material.asked:
        every = len(material.asked)
        yield f"Searches found passages that may show each of {every} requirements."


def _overlaps_told(material: Material) -> Iterator[str]:
    talk = whom(material)
    if talk:
        first = listed([place for place, _, _ in talk[:NAMED]])
        start = f"; most with {first}" if len(talk) > NAMED else f": {first}"
        yield f"It overlaps with {counted(len(talk), 'other place')}{start}."
