"""Evidence as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from index.searching.selection import Selection
from index.storage.store import SqlStore
from ingest.document import BoundingBox, Passage
from review.dossier import OnCriterion, Said
from review.judgement import Evidence
from review.reports.judged import pages_of
from review.reports.material import Material
from review.reports.standing import rating_words

Json = dict[str, Any]
CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
PDF_FRAGMENTS: Final = "http://tools.ietf.org/rfc/rfc3778"
BETWEEN: Final = 1  # characters between two passages in the text that positions count in


def report_annotations(material: Material, store: SqlStore) -> bytes:
    """Return an annotation for each quote that a reviewer linked, quotes that are gone left out.

    Positions count characters of the document's passages in reading order with one line feed
    between two of them, as `lis passages` lists them. The fragment is the page and rectangle of
    RFC 3778, in points from the top left.
    """
    offsets = passage_offsets(store.passages(Selection(documents=frozenset({material.file.id}))))
    items = [
        _annotation(material, item, said, linked, offsets)
        for item in material.file.criteria
        for said in item.said
        for linked in said.judgement.evidence
        if linked.id in material.cited
    ]
    name = uuid5(NAMESPACE_URL, f"lis-scrutiny/{material.file.id}/{material.at.isoformat()}").urn
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": f"Evidence on {material.file.title} ({material.file.place})",
        "total": len(items),
        "first": {"id": f"{name}#page-1", "type": "AnnotationPage", "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=2).encode() + b"\n"


def passage_offsets(passages: Sequence[Passage]) -> dict[str, int]:
    """Return where each passage begins in the document's text."""
    at, found = 0, {}
    for passage in passages:
        found[passage.id] = at
        at += len(passage.text) + BETWEEN
    return found


def fragment(boxes: Sequence[BoundingBox]) -> str:
    """Return the page and rectangle of the first sheet that boxes lie on."""
    first = [box for box in boxes if box.sheet == boxes[0].sheet]
    whole = first[0]
    for box in first[1:]:
        whole = whole.union(box)
    sides = (whole.x0, whole.top, whole.width, whole.height)
    return f"page={whole.sheet}&viewrect={','.join(f'{side:.1f}' for side in sides)}"


def _annotation(
    material: Material,
    item: OnCriterion,
    said: Said,
    linked: Evidence,
    offsets: Mapping[str, int],
) -> Json:
    page = pages_of(material, linked)[0]
    return {
        "id": uuid5(NAMESPACE_URL, f"lis-scrutiny/{material.file.id}/evidence/{linked.id}").urn,
        "type": "Annotation",
        "motivation": ["assessing", "linking"],
        "creator": {"type": "Person", "name": said.review.reviewer},
        "created": linked.at.isoformat(),
        "generator": {"type": "Software", "name": f"LIS Scrutiny {material.versions.program}"},
        "generated": material.at.isoformat(),
        "body": [
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "language": "en-GB",
                "format": "text/plain",
                "value": _told(item, said),
            },
            {"type": "TextualBody", "purpose": "classifying", "value": item.criterion.id},
            {"type": "TextualBody", "purpose": "describing", "value": f"Printed on {page}"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"urn:x-lis-scrutiny:document:{material.file.id}",
                "type": "Text",
                "format": "application/pdf",
            },
            "selector": _selectors(material, linked, offsets),
        },
    }


def _told(item: OnCriterion, said: Said) -> str:
    rated = f"{item.criterion.name}: {rating_words(item.criterion, said.judgement.rating)}"
    return f"{rated}. {said.judgement.note}".strip()


def _selectors(material: Material, linked: Evidence, offsets: Mapping[str, int]) -> list[Json]:
    cited = material.cited[linked.id]
    start = offsets[cited.passage.id] + cited.start
    return [
        {
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENTS,
            "value": fragment(linked.boxes or cited.boxes),
        },
        {
            "type": "TextQuoteSelector",
            "exact": cited.quote,
            "prefix": linked.before,
            "suffix": linked.after,
        },
        {"type": "TextPositionSelector", "start": start, "end": start + len(cited.quote)},
    ]
