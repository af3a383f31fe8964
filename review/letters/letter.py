"""A letter back to an area: strengths, gaps, questions and whom to talk to, all quoted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Engine, insert, select

from index.comparing.overlaps import Overlap
from index.comparing.relations import Relation
from index.storage.outcome_tables import letters as table
from ingest.document import Document
from review.acts import act
from review.logframes.indicators import number_in
from review.logframes.logframe import Quote
from review.logframes.whole_quotes import whole
from review.monitoring.evaluation import WANTED, EvaluationPlan
from review.monitoring.owners import owner_of
from review.monitoring.what_works import Match
from review.permissions import Action
from review.person import Person
from review.theory.chains import Break, BreakKind, Chain
from review.theory.repeated import told_once
from review.theory.steps import Searched, Step

MOST: Final = 5
"""Statements of one sort in a letter: what is left out is counted in it."""

SURE_FROM: Final = 0.5
"""Confidence of an overlap from which a letter names the other place."""

FIELD_FROM: Final = 0.8
"""The same where two places only work in one field: below it, on real strategies, they shared
words such as “training” and “schools”."""

READABLE: Final = 600
"""Characters of a quote beside another place's: longer ones are lists of names and of works, in
which a word in common is no reason to talk."""

_TALK: Final = {
    Relation.SAME_ASSET: "Both of you write about the same thing.",
    Relation.FORMAL_COLLABORATION: "You name each other, or one agreement, as acting together.",
    Relation.COMPETING_CLAIM: "Both of you claim what only one can have.",
    Relation.COMPLEMENTARY: "One of you offers what the other is looking for.",
    Relation.SAME_SECTOR: "Both of you work in the same field.",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the letter says: the quotes it rests on, or the searches that found nothing.

    `places` says whose each quote is, where they are of several places; else it is empty.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    searches: tuple[Searched, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def grounded(self) -> bool:
        return bool(self.quotes or self.searches)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to talk to: the place, its lead body, and why, with quotes of both sides."""

    place: str
    body: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it would go out on `day`; nothing in it is without quote or search."""

    document: Document
    day: date
    strengths: tuple[Statement, ...]
    gaps: tuple[Statement, ...]
    questions: tuple[Statement, ...]
    contacts: tuple[Contact, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        talk = tuple(contact.statement for contact in self.contacts)
        return (*self.strengths, *self.gaps, *self.questions, *talk)


def write_letter(
    chain: Chain,
    plan: EvaluationPlan,
    kinds: Sequence[Match],
    overlaps: Iterable[Overlap],
    day: date,
) -> Letter:
    """Return the letter to the area of one strategy; `overlaps` are those of the portfolio."""
    document = chain.strategy.document
    first = {step.key: told.step.key for told in told_once(chain.steps) for step in told.steps}
    return Letter(
        document,
        day,
        tuple(_strengths(chain, plan, first)),
        tuple(_gaps(chain, plan, first)),
        tuple(_questions(chain, kinds)),
        tuple(_contacts(document, overlaps)),
    )


def _quote(step: Step) -> Quote:
    return whole(Quote(step.passage, step.element.start, step.element.end))


def _once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return quotes without those that lie within another: two promises of one sentence."""
    kept: list[Quote] = []
    for quote in quotes:
        if any(_holds(other, quote) for other in kept):
            continue
        kept = [other for other in kept if not _holds(quote, other)] + [quote]
    return tuple(kept)


def _holds(outer: Quote, inner: Quote) -> bool:
    same = outer.passage.id == inner.passage.id
    return same and outer.start <= inner.start and inner.end <= outer.end


def _counted(text: str, found: Sequence[Step], shown_before: Collection[str] = ()) -> Statement:
    """Return a statement with the first few quotes, those first that the letter has not shown."""
    ordered = sorted(found, key=lambda step: step.key in shown_before)
    shown = _once(_quote(step) for step in ordered[:MOST])
    rest = len(found) - len(ordered[:MOST])
    more = f" We quote {MOST}; there {'is' if rest == 1 else 'are'} {rest} more." if rest else ""
    return Statement(text + more, shown)


def _single(steps: Iterable[Step], first: Mapping[str, str]) -> list[Step]:
    """Return each promise once, where the given steps first make it.

    `first` has the key of a promise's first mention for the key of every mention.
    """
    kept: dict[str, Step] = {}
    for step in steps:
        kept.setdefault(first[step.key], step)
    return list(kept.values())


def _strengths(chain: Chain, plan: EvaluationPlan, first: Mapping[str, str]) -> Iterable[Statement]:
    promised = _single(chain.steps, first)
    full = [
        step
        for step in promised
        if step.measure and number_in(step.measure.baseline or "") is not None and step.deadline
    ]
    if full:
        said = f"For {_many(len(full), 'measure')} you say where you start, what you aim for and "
        yield _counted(said + "by when.", full)
    owned = [
        step
        for step in promised
        if step.commitment.amount
        and step.deadline
        and owner_of(step.commitment.actor, chain.strategy.document.about.lead_body)
    ]
    if owned:
        said = f"In {_many(len(owned), 'promise')} you say who acts, with how much money and by "
        yield _counted(said + "when.", owned)
    linked = [judged for judged in chain.links if judged.stands]
    if linked:
        quotes = []
        for judged in linked[:MOST]:
            source, target = judged.link.source, judged.link.target
            quotes += [
                whole(Quote(source.passage, source.start, source.end)),
                whole(Quote(target.passage, target.start, target.end)),
            ]
        said = f"In {_many(len(linked), 'place')} you say what an action is to bring about."
        yield Statement(said, _once(quotes))
    for stated in plan.stated:
        if stated.quotes:
            yield Statement(f"You say {WANTED[stated.aspect]}.", stated.quotes[:2])


_GAP_SAID: Final = {
    BreakKind.MONEY_WITHOUT_ACTIVITY: "money without a stated activity",
    BreakKind.ACTIVITY_WITHOUT_OUTCOME: "an action without a stated result",
    BreakKind.OUTCOME_WITHOUT_INDICATOR: "a change without a measure",
}


_GAP_ASKED: Final = {
    BreakKind.ACTIVITY_WITHOUT_OUTCOME: " What are these to bring about, and how will you see it?",
}
"""Asked where the gap is told, so that its quotes stand in the letter once."""


def _gaps(chain: Chain, plan: EvaluationPlan, first: Mapping[str, str]) -> Iterable[Statement]:
    shown: set[str] = set()
    for kind, words in _GAP_SAID.items():
        found = [broken for broken in chain.breaks if broken.kind is kind and broken.step]
        steps = _own_first(chain, _single((b.step for b in found if b.step), first))
        if not steps:
            continue
        said = f"We found {words} in {_many(len(steps), 'case')}.{_GAP_ASKED.get(kind, '')}"
        counted = _counted(said, steps, shown)
        shown.update(step.key for step in steps[:MOST])
        yield Statement(counted.text, counted.quotes, _searched(found))
    half = [s for s in _single(chain.steps, first) if s.measure and not s.measure.baseline]
    if half:
        yield _counted(f"We found no baseline for {_many(len(half), 'target')}.", half, shown)
    silent = [stated for stated in plan.stated if stated.searched]
    if silent:
        said = "; ".join(WANTED[stated.aspect] for stated in silent)
        searches = tuple(stated.searched for stated in silent if stated.searched)
        yield Statement(f"On evaluation, we did not find {said}.", (), searches)


def _own_first(chain: Chain, steps: Iterable[Step]) -> list[Step]:
    """Put what the area itself promises before what it tells of others, each in reading order."""
    lead = chain.strategy.document.about.lead_body

    def rank(step: Step) -> int:
        owner = owner_of(step.commitment.actor, lead)
        return 1 if owner is None else 2 * (owner != lead)

    return sorted(steps, key=rank)


def _searched(found: Sequence[Break]) -> tuple[Searched, ...]:
    """Say the searches behind several gaps of one kind together."""
    sections = {broken.step.passage.headings for broken in found if broken.step}
    where = f"the {_many(len(sections), 'section')} in which they stand"
    wanted = dict.fromkeys(search.wanted for broken in found for search in broken.searches)
    return tuple(Searched(what, where, 0) for what in wanted)


def _questions(chain: Chain, kinds: Sequence[Match]) -> Iterable[Statement]:
    asked: set[str] = set()
    place = {step.key: at for at, step in enumerate(_own_first(chain, chain.steps))}
    for match in sorted(kinds, key=lambda match: place[match.step.key]):
        if match.kind.id in asked:
            continue
        asked.add(match.kind.id)
        said = f"{match.kind.name}: {match.kind.ask} Evaluations elsewhere: {match.kind.found} "
        yield Statement(f"{said}({match.kind.source})", (_quote(match.step),))
    unfed = [broken for broken in chain.breaks if broken.kind is BreakKind.MISSION_NOT_FED]
    if unfed:
        said = " ".join(broken.finding for broken in unfed)
        searches = tuple(search for broken in unfed for search in broken.searches)
        yield Statement(f"{said} Is that a choice?", (), searches)


def _contacts(document: Document, overlaps: Iterable[Overlap]) -> Iterable[Contact]:
    """Name each other place once for each relation, on the surest of its overlaps."""
    named: set[tuple[str, Relation]] = set()
    order = list(_TALK)
    wanted = [
        overlap
        for overlap in overlaps
        if overlap.relation in _TALK
        and overlap.confidence >= SURE_FROM
        and _is_of_promises(overlap)
        and any(member.document.id == document.id for member in overlap.members)
    ]
    wanted.sort(key=lambda o: (-o.confidence, order.index(o.relation)))
    for overlap in wanted:
        quotes = tuple(whole(Quote(m.passage, m.start, m.end)) for m in overlap.members)
        if any(len(quote.text) > READABLE for quote in quotes):
            continue
        for member in overlap.members:
            key = (member.place, overlap.relation)
            if member.place == document.about.place or key in named or len(named) >= 2 * MOST:
                continue
            named.add(key)
            places = tuple(m.place for m in overlap.members)
            said = Statement(f"{_TALK[overlap.relation]} {overlap.why}", quotes, (), places)
            yield Contact(member.place, member.document.about.lead_body, said)


def _is_of_promises(overlap: Overlap) -> bool:
    """Whether two places in one field both promise something, which is worth a talk.

    Descriptions of a field are alike everywhere; one asset or agreement is worth a talk as it is.
    """
    if overlap.relation is not Relation.SAME_SECTOR:
        return True
    return overlap.confidence >= FIELD_FROM and all(m.commitment for m in overlap.members)


def _many(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def letter_text(letter: Letter, signed: str) -> str:
    """Return the letter as plain text; `signed` is whose name stands under it."""
    about = letter.document.about
    lines = [
        f"{letter.day:%d %B %Y}".lstrip("0"),
        "",
        f"To: {about.lead_body or about.place}",
        f"About: {about.title}",
        "",
        "We have read your strategy. What follows rests on its text: after each statement stands",
        "what we quote, or what we looked for and did not find. A gap here is a question and no",
        "judgement: the answer may stand in another paper.",
    ]
    for head, statements in sections_of(letter):
        lines += ["", head, "-" * len(head)]
        for number, statement in enumerate(statements, start=1):
            lines += ["", f"{number}. {statement.text}"]
            lines += [f"   {line}" for line in cited(statement)]
    return "\n".join([*lines, "", signed, ""])


def sections_of(letter: Letter) -> list[tuple[str, list[Statement]]]:
    """Return the parts of a letter that say something, in order."""
    talk = [replace(c.statement, text=_introduced(c)) for c in letter.contacts]
    parts = [
        ("Strengths", list(letter.strengths)),
        ("Gaps", list(letter.gaps)),
        ("Questions", list(letter.questions)),
        ("Whom to talk to, and why", talk),
    ]
    return [part for part in parts if part[1]]


def _introduced(contact: Contact) -> str:
    body = f" ({contact.body})" if contact.body else ""
    return f"{contact.place}{body}. {contact.statement.text}"


def cited(statement: Statement) -> list[str]:
    """Return the lines of evidence under a statement."""
    whose = statement.places or ("",) * len(statement.quotes)
    quotes = [
        f"{place + ': ' if place else ''}“{' '.join(quote.text.split())}” ({quote.page})"
        for place, quote in zip(whose, statement.quotes, strict=True)
    ]
    together: dict[tuple[str, int], list[str]] = defaultdict(list)
    for search in statement.searches:
        together[search.where, search.found].append(search.wanted)
    return quotes + [
        Searched("; ".join(dict.fromkeys(wanted)), where, found).sentence
        for (where, found), wanted in together.items()
    ]


def send_letter(engine: Engine, letter: Letter, *, who: Person, at: datetime) -> int:
    """Keep a letter as it went out, and return its number; a sent letter never changes."""
    body = letter_text(letter, who.name)
    document = letter.document.id
    with act(engine, who, Action.SEND_LETTER, at) as doing:
        values = {"document_id": document, "body": {"text": body}, "at": at, "by": who.name}
        result = doing.connection.execute(insert(table).returning(table.c.id), values)
        number = int(result.scalar_one())
        doing.record("send letter", document, after={"letter": number})
    return number


def letters_sent(engine: Engine, document: str) -> list[dict[str, Any]]:
    """Return the letters that went out on a strategy, oldest first: id, at, by and text."""
    t = table.c
    query = select(t.id, t.at, t.by, t.body).where(t.document_id == document).order_by(t.id)
    with engine.connect() as connection:
        return [
            {"id": row.id, "at": row.at, "by": row.by, "text": row.body["text"]}
            for row in connection.execute(query)
        ]
