"""The JSON of a report on a new paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.answering import checked_json
from cli.comparison_shapes import comparison_json
from cli.covering import cell_json
from cli.found_shapes import DECIMALS, overlap_json

if TYPE_CHECKING:
    from index.coverage.requirements import Checked
    from index.coverage.submission import Submission


def submission_json(report: Submission, checked: list[Checked]) -> dict[str, Any]:
    """Return a report; `changes` is null when no other version of the paper is known.

    `missing` names the requirements and labels for which nothing was found.
    """
    return {
        "coverage": [cell_json(cell) for cell in report.coverage],
        "requirements": checked_json(checked),
        "missing": {
            "requirements": [c.requirement.id for c in checked if not c.evidence],
            "labels": [cell.label for cell in report.coverage if cell.state.value != "stated"],
        },
        "overlaps": [overlap_json(overlap) for overlap in report.overlaps.groups],
        "overlaps_omitted": report.overlaps.omitted,
        "closest": [
            {
                "document": near.document.id,
                "title": near.document.about.title,
                "place": near.document.about.place,
                "shared": round(near.shared, DECIMALS),
            }
            for near in report.closest
        ],
        "changes": None if report.changes is None else comparison_json(report.changes),
    }
