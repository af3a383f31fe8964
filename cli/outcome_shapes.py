"""The JSON of what is made of promises: theories, links, logframes, registers and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.shapes import Json, quote_in

if TYPE_CHECKING:
    from review.letters.letter import Letter, Statement
    from review.logframes.indicators import Aligned
    from review.logframes.logframe import Cell, Logframe, Quote
    from review.monitoring.evaluation import EvaluationPlan
    from review.monitoring.progress_reports import Report
    from review.monitoring.register import Entry, Register
    from review.monitoring.what_works import Match
    from review.theory.chains import Chain, JudgedLink
    from review.theory.steps import Element, Searched, Step
    from review.theory.value_chains import ValueChain

CONFIDENCE_DECIMALS = 2


def element_json(element: Element) -> Json:
    """Return words of a passage with their stage and where they stand."""
    passage = element.passage
    return {
        **quote_in(passage, element.start, element.end),
        "stage": element.stage.value,
        "page": passage.printed or f"sheet {passage.sheet}",
    }


def step_json(step: Step) -> Json:
    """Return a promise in its place; `key` is what other commands call it by."""
    return {
        "key": step.key,
        **element_json(step.element),
        "horizon": step.horizon.value,
        "kind": step.commitment.kind.value,
        "strength": step.commitment.strength.value,
        "labels": list(step.labels),
    }


def link_json(judged: JudgedLink) -> Json:
    """Return a proposed link with its evidence and the verdict on it."""
    link = judged.link
    return {
        "key": link.key,
        "document": link.source.passage.document_id,
        "from": element_json(link.source),
        "to": element_json(link.target),
        "reason": link.reason,
        "cue": link.cue,
        "verdict": judged.given.verdict.value if judged.given else None,
        "by": judged.given.by if judged.given else None,
    }


def chain_json(chain: Chain) -> Json:
    """Return a strategy's steps, links and gaps; `lost` are verdicts on words now gone."""
    return {
        "document": chain.strategy.document.id,
        "steps": [step_json(step) for step in chain.steps],
        "links": [link_json(judged) for judged in chain.links],
        "breaks": [
            {
                "kind": broken.kind.value,
                "finding": broken.finding,
                "step": step_json(broken.step) if broken.step else None,
                "searches": searches_json(broken.searches),
            }
            for broken in chain.breaks
        ],
        "lost": [
            {"from": v.source, "to": v.target, "verdict": v.verdict.value, "by": v.by}
            for v in chain.lost
        ],
    }


def searches_json(searches: tuple[Searched, ...]) -> list[Json]:
    """Return searches that were made in place of a quote."""
    return [{"wanted": s.wanted, "where": s.where, "found": s.found} for s in searches]


def quote_json(quote: Quote) -> Json:
    """Return a quote with where it stands; `header` is set where a table header says it."""
    return {
        **quote_in(quote.passage, quote.start, quote.end),
        "header": quote.header or None,
        "page": quote.page,
    }


def cell_json(cell: Cell) -> Json:
    """Return a cell: its words, where they come from, and what the text says under an edit."""
    edited = cell.edit is not None and cell.edit.text is not None
    return {
        "text": cell.text,
        "origin": cell.origin,
        "drafted": cell.drafted,
        "quotes": [quote_json(quote) for quote in cell.quotes],
        "again": [quote_json(quote) for quote in cell.again],
        "searches": searches_json(cell.searches),
        "by": cell.edit.by if cell.edit and edited else None,
        "at": cell.edit.at.isoformat() if cell.edit and edited else None,
    }


def logframe_json(frame: Logframe) -> Json:
    """Return a logframe with every cell's quotes or searches."""
    return {
        "document": frame.document.id,
        "title": frame.document.about.title,
        "rows": [
            {
                "key": row.key,
                "level": row.level.value,
                "number": row.number,
                "leads_to": list(row.links),
                "cells": {column.value: cell_json(cell) for column, cell in row.cells.items()},
            }
            for row in frame.rows
        ],
        "left_out": list(frame.left_out),
        "orphans": [
            {"row": e.row, "column": e.column.value, "text": e.text, "by": e.by}
            for e in frame.orphans
        ],
    }


def aligned_json(group: Aligned) -> Json:
    """Return targets that measure the same, with what adds up and why."""
    return {
        "measure": group.name,
        "unit": group.unit.value,
        "adds_up": group.sense.value == "adds_up",
        "why": group.why,
        "differences": list(group.differences),
        "sums": [
            {"by": s.by, "places": list(s.places), "target": s.target, "baseline": s.baseline}
            for s in group.sums
        ],
        "members": [
            {
                "place": m.place,
                "indicator": m.indicator,
                "baseline": m.step.commitment.baseline,
                "target": m.step.commitment.target,
                "by": m.by,
                **step_json(m.step),
            }
            for m in group.members
        ],
    }


def report_json(report: Report) -> Json:
    """Return a progress report; `previous_rating` is set by the register and locked."""
    return {
        "id": report.id,
        "entry": report.entry,
        "period_end": report.period_end.isoformat(),
        "author": report.author,
        "status": report.status.value,
        "rating": report.rating.value if report.rating else None,
        "previous_rating": report.previous.value if report.previous else None,
        "reason": report.reason,
        "achievements": report.achievements,
        "forward_look": report.forward_look,
        "version": report.version,
    }


def entry_json(entry: Entry) -> Json:
    """Return one commitment of the register."""
    return {
        **step_json(entry.step),
        "document": entry.step.passage.document_id,
        "place": entry.place,
        "owner": entry.owner,
        "owner_by": entry.owner_by or "text",
        "actor": entry.step.commitment.actor,
        "due": entry.due.isoformat() if entry.due else None,
        "due_by": entry.due_by or "text",
        "milestones": [
            {"text": n.value, "day": n.day.isoformat() if n.day else None, "by": n.by}
            for n in entry.milestones
        ],
        "evidence": [
            {"text": n.value, "day": n.day.isoformat() if n.day else None, "by": n.by}
            for n in entry.evidence
        ],
        "delivered": entry.delivered.isoformat() if entry.delivered else None,
        "standing": entry.standing.value,
        "why": entry.why,
        "again": [element_json(step.element) for step in entry.again],
        "latest": report_json(entry.latest) if entry.latest else None,
        "open": report_json(entry.open) if entry.open else None,
    }


def register_json(register: Register) -> Json:
    """Return the register, the overdue and stale first; `lost` are notes on words now gone."""
    return {
        "entries": [entry_json(entry) for entry in register.entries],
        "lost": [
            {"quote": n.quote, "field": n.field.value, "value": n.value, "by": n.by}
            for n in register.lost
        ],
    }


def plan_json(plan: EvaluationPlan) -> Json:
    """Return what a strategy says of its evaluation, aspect by aspect."""
    return {
        "document": plan.document,
        "place": plan.place,
        "aspects": [
            {
                "aspect": stated.aspect.value,
                "quotes": [quote_json(quote) for quote in stated.quotes],
                "more": stated.more,
                "searches": searches_json((stated.searched,) if stated.searched else ()),
            }
            for stated in plan.stated
        ],
    }


def match_json(match: Match) -> Json:
    """Return a commitment beside what evaluations found about its kind: context, no verdict."""
    kind = match.kind
    return {
        "commitment": step_json(match.step),
        "document": match.step.passage.document_id,
        "cue": match.cue.text,
        "kind": kind.id,
        "name": kind.name,
        "found": kind.found,
        "sure": kind.sure,
        "ask": kind.ask,
        "source": kind.source,
        "url": kind.url,
    }


def value_chain_json(chain: ValueChain) -> Json:
    """Return a value chain; ties name its places by position."""
    return {
        "about": list(chain.about),
        "places": [
            {
                "part": place.part.value,
                "word": place.word or None,
                "place": place.member.place,
                "document": place.member.document.id,
                "passage_id": place.member.passage.id,
                "sheet": place.member.passage.sheet,
                "printed": place.member.passage.printed,
                "quote": place.member.quote,
            }
            for place in chain.places
        ],
        "ties": [
            {
                "from": tie.source,
                "to": tie.target,
                "relation": tie.relation.value,
                "confidence": round(tie.confidence, CONFIDENCE_DECIMALS),
                "why": tie.why,
            }
            for tie in chain.ties
        ],
    }


def letter_json(letter: Letter) -> Json:
    """Return a letter; every statement has quotes or searches."""
    return {
        "document": letter.document.id,
        "day": letter.day.isoformat(),
        "strengths": [statement_json(s) for s in letter.strengths],
        "gaps": [statement_json(s) for s in letter.gaps],
        "questions": [statement_json(s) for s in letter.questions],
        "contacts": [
            {"place": c.place, "body": c.body, **statement_json(c.statement)}
            for c in letter.contacts
        ],
    }


def statement_json(statement: Statement) -> Json:
    """Return one statement with what it rests on."""
    return {
        "text": statement.text,
        "quotes": [quote_json(quote) for quote in statement.quotes],
        "searches": searches_json(statement.searches),
    }
