"""Correcting the machine's tags, and what has to be looked at again after a change.

The machine's tags stay as they are; a person's word stands beside them and counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, insert, select

from index.embedded_text import text_hash
from index.searching.selection import Selection
from index.storage import schema
from index.storage.review_tables import tag_decisions as table
from index.storage.tag_decisions import Said, TagDecision, last_decisions
from ingest.document import Passage
from nlp.theme import Span, ThemeTag
from review.acts import Act, act
from review.casebook import Casebook
from review.errors import QuoteError, ReviewError
from review.permissions import Action
from review.person import Person

CODEBOOK: Final = "2"
"""Version of docs/codebook.md by which people judge tags; a test compares the two."""

ALIKE_FROM: Final = 0.85
"""Share of characters in common from which a passage of a new reading is offered for one of an
old: mended hyphens and spaces change less, another paragraph far more."""


class Cause(StrEnum):
    """Why a decision has to be looked at again."""

    PASSAGE_CHANGED = "passage_changed"  # the strategy was read anew and says it otherwise
    LABEL_GONE = "label_gone"
    CODEBOOK_CHANGED = "codebook_changed"
    MODEL_CHANGED = "model_changed"  # the machine judges it differently now


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision with what changed under it; `now` is the passage to which it could be applied.

    Only a decision whose passage changed has stopped counting.
    """

    decision: TagDecision
    cause: Cause
    now: Passage | None


def decide_tag(
    book: Casebook,
    passage: str,
    label: str,
    said: Said,
    spans: Sequence[Span] = (),
    *,
    who: Person,
    at: datetime,
) -> TagDecision:
    """Accept, reject or add a label on a passage; the last decision on it counts.

    Raises ReviewError for an unknown label, QuoteError for spans outside the text, and
    UnknownPassageError.
    """
    if label not in book.framework.label_ids:
        raise ReviewError(f"no theme {label!r}; there are: {', '.join(book.framework.label_ids)}")
    stored = book.store.passage(passage)
    for span in spans:
        if not 0 <= span.start < span.end <= len(stored.text):
            raise QuoteError(f"the passage has no characters {span.start} to {span.end}")
    with act(book.engine, who, Action.TAG, at) as doing:
        before = last_decisions(doing.connection, passage).get((passage, label))
        model, said_of = _machine(book, [passage])[passage]
        machine = said_of.get(label)
        values = {
            "passage_id": stored.id,
            "document_id": stored.document_id,
            "text": stored.text,
            "text_hash": text_hash(stored.text),
            "label": label,
            "decision": said.value,
            "spans": [[span.start, span.end] for span in spans],
            "by": who.name,
            "at": at,
            "model": model,
            "framework": book.key,
            "codebook": CODEBOOK,
            "probability": machine.probability if machine else None,
            "accepted": machine.accepted if machine else None,
        }
        doing.connection.execute(insert(table), values)
        made = last_decisions(doing.connection, passage)[passage, label]
        _record(doing, before, made)
    return made


def stale(book: Casebook) -> list[Stale]:
    """Return the decisions that count and under which something changed, oldest first."""
    with book.engine.connect() as connection:
        decisions = sorted(last_decisions(connection).values(), key=lambda item: item.id)
    known = {p.id: p for p in book.store.passages_by_id([d.passage for d in decisions])}
    settled = {(text_hash(d.text), d.document, d.label) for d in decisions if d.passage in known}
    machine = _machine(book, list(known))
    documents: dict[str, Sequence[Passage]] = {}
    found = []
    for decision in decisions:
        passage = known.get(decision.passage)
        if passage is None:
            if decision.document not in documents:
                selection = Selection(documents=frozenset({decision.document}))
                documents[decision.document] = book.store.passages(selection)
            now = _likest(decision, documents[decision.document])
            if now and (text_hash(now.text), decision.document, decision.label) in settled:
                continue  # it was replayed or judged anew already
            found.append(Stale(decision, Cause.PASSAGE_CHANGED, now))
        elif decision.label not in book.framework.label_ids:
            found.append(Stale(decision, Cause.LABEL_GONE, None))
        elif decision.codebook != CODEBOOK:
            found.append(Stale(decision, Cause.CODEBOOK_CHANGED, passage))
        elif _judges_otherwise(decision, *machine[decision.passage]):
            found.append(Stale(decision, Cause.MODEL_CHANGED, passage))
    return found


def replay(book: Casebook, old: Stale, *, who: Person, at: datetime) -> TagDecision:
    """Make a stale decision again on the passage as it is now; the old one stays on record."""
    if old.now is None:
        raise ReviewError("there is no passage like it in the new reading; judge by hand")
    quotes = old.decision.quotes
    starts = [old.now.text.find(quote) for quote in quotes]
    spans = [Span(at_, at_ + len(q)) for at_, q in zip(starts, quotes, strict=True) if at_ >= 0]
    decision = old.decision
    return decide_tag(book, old.now.id, decision.label, decision.said, spans, who=who, at=at)


def _machine(
    book: Casebook, passages: Sequence[str]
) -> dict[str, tuple[str, Mapping[str, ThemeTag]]]:
    """Return which model last read each passage, and what it said of each label."""
    a, p = schema.analyses, schema.passages
    # One JSON parameter, because SQLite bounds how many parameters a statement may have.
    wanted = func.json_each(json.dumps(list(passages))).table_valued("value").c.value
    query = (
        select(p.c.id, a.c.model)
        .join(a, p.c.number == a.c.passage)
        .where(p.c.id.in_(select(wanted)))
        .order_by(a.c.number)
    )
    with book.engine.connect() as connection:
        models = {str(id_): str(model) for id_, model in connection.execute(query)}
    said = book.store.machine_analyses_by_id(list(models))
    return {
        id_: (models[id_], {tag.label: tag for tag in said[id_].themes})
        if id_ in models
        else ("", {})
        for id_ in passages
    }


def _judges_otherwise(decision: TagDecision, model: str, machine: Mapping[str, ThemeTag]) -> bool:
    said = machine.get(decision.label)
    accepted = said.accepted if said else None
    return model != decision.model and accepted != decision.accepted


def _likest(decision: TagDecision, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage of the strategy that is (nearly) the one that was judged."""
    best: tuple[float, Passage] | None = None
    for passage in passages:
        matcher = SequenceMatcher(None, decision.text, passage.text, autojunk=False)
        least = best[0] if best else ALIKE_FROM
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            continue
        ratio = matcher.ratio()
        if ratio >= least and (best is None or ratio > best[0]):
            best = ratio, passage
    return best[1] if best else None


def _record(doing: Act, before: TagDecision | None, made: TagDecision) -> None:
    after = _json(made)
    doing.record(f"{made.said.value} tag", made.passage, before and _json(before), after)


def _json(decision: TagDecision) -> dict[str, Any]:
    return {
        "decision": decision.id,
        "label": decision.label,
        "said": decision.said.value,
        "quotes": list(decision.quotes),
        "by": decision.by,
        "model": decision.model,
        "framework": decision.framework,
        "codebook": decision.codebook,
        "machine": {"probability": decision.probability, "accepted": decision.accepted},
    }
