"""The JSON of what changed from one strategy to another, and the same for reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cli.printing import count, print_quote
from cli.shapes import passage_json, sheet_name

if TYPE_CHECKING:
    from index.comparing.commitment_changes import PromiseChange, PromiseChanges, Promised
    from index.comparing.comparison import Comparison
    from index.comparing.word_changes import Piece

DECIMALS = 4
MARKED = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
"""How word-by-word differences are set in plain text: as `wdiff` and git set them."""


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return added, removed and changed passages and commitments, each in reading order."""
    return {
        "earlier": found.earlier.id,
        "later": found.later.id,
        "shared": round(found.shared, DECIMALS),
        "added": [passage_json(passage) for passage in found.added],
        "removed": [passage_json(passage) for passage in found.removed],
        "changed": [
            {
                "before": passage_json(change.before),
                "after": passage_json(change.after),
                "likeness": round(change.likeness, DECIMALS),
                "words": [{"change": p.change.value, "text": p.text} for p in change.pieces],
            }
            for change in found.changed
        ],
        "unchanged": found.unchanged,
        "moved": found.moved,
        "commitments": _promises_json(found.commitments),
    }


def _promises_json(found: PromiseChanges) -> dict[str, Any]:
    return {
        "added": [_promised_json(promised) for promised in found.added],
        "removed": [_promised_json(promised) for promised in found.removed],
        "changed": [
            {
                "before": _promised_json(change.before),
                "after": _promised_json(change.after),
                "slots": [
                    {"slot": s.slot, "before": s.before, "after": s.after} for s in change.slots
                ],
            }
            for change in found.changed
        ],
        "unchanged": found.unchanged,
    }


def _promised_json(promised: Promised) -> dict[str, Any]:
    from cli.tag_shapes import commitment_json

    passage = promised.passage
    return {
        "passage_id": passage.id,
        "sheet": passage.sheet,
        "printed": passage.printed,
        "quote": promised.quote,
        "commitment": commitment_json(promised.commitment),
    }


def show_comparison(found: Comparison) -> None:
    """Print what changed: passages with their words, then commitments with their slots."""
    same = count(found.unchanged, "passage") + " as before"
    click.echo(f"{same}, {found.moved} moved or set in other paragraphs")
    for heading, passages in (("Only in B", found.added), ("Only in A", found.removed)):
        click.echo(f"\n{heading}: {count(len(passages), 'passage')}")
        for passage in passages:
            print_quote(f"{sheet_name(passage)}: {passage.text}", "  ")
    click.echo(f"\nChanged: {count(len(found.changed), 'passage')}")
    for change in found.changed:
        print_quote(f"{sheet_name(change.after)}: {marked(change.pieces)}", "  ")
    _show_promises(found.commitments)


def marked(pieces: Sequence[Piece]) -> str:
    """Return both texts in one, [-removed-] and {+added+} words marked."""
    return " ".join(MARKED[piece.change.value].format(piece.text) for piece in pieces)


def _show_promises(found: PromiseChanges) -> None:
    click.echo(f"\nCommitments: {found.unchanged:,} as before")
    for heading, promises in (("Only in B", found.added), ("Only in A", found.removed)):
        click.echo(f"\n{heading}: {count(len(promises), 'commitment')}")
        for promised in promises:
            print_quote(f"{sheet_name(promised.passage)}: {promised.quote}", "  ")
    click.echo(f"\nChanged: {count(len(found.changed), 'commitment')}")
    for change in found.changed:
        _show_change(change)


def _show_change(change: PromiseChange) -> None:
    print_quote(f"{sheet_name(change.after.passage)}: {change.after.quote}", "  ")
    for slot in change.slots:
        before, after = slot.before or "nothing", slot.after or "nothing"
        print_quote(f"{slot.slot}: {before} -> {after}", "      ")
