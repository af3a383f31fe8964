"""The JSON of what changed from one strategy to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.shapes import passage_json

if TYPE_CHECKING:
    from index.comparison import Comparison

DECIMALS = 4


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return added, removed and changed passages, each list in reading order."""
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
            }
            for change in found.changed
        ],
        "unchanged": found.unchanged,
    }
