"""Which document, place or label an argument means; what nobody has is refused with a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cli.doorway import Refusal

if TYPE_CHECKING:
    from index.storage.store import Store
    from nlp.framework import Framework

SHORTEST = 4  # characters of an id that may stand for it


def document_id_of(store: Store, given: str) -> str:
    """Return the id that is given whole or by its beginning, if only one begins so.

    Raises UnknownDocumentError, or Refusal when several begin so.
    """
    from index.errors import UnknownDocumentError

    ids = [document.id for document in store.documents()]
    if given in ids:
        return given
    begun = [id_ for id_ in ids if len(given) >= SHORTEST and id_.startswith(given)]
    if len(begun) > 1:
        raise Refusal(f"{given} is the beginning of {', '.join(begun)}; give more of it")
    if not begun:
        raise UnknownDocumentError(given)
    return begun[0]


def places_of(store: Store, given: Sequence[str]) -> frozenset[str]:
    """Return the places as stored, whatever the case they are given in."""
    known = {document.about.place for document in store.documents()}
    return frozenset(_known(place, known, "strategy of") for place in given)


def labels_of(framework: Framework, given: Sequence[str]) -> frozenset[str]:
    """Return the labels as the framework writes them."""
    return frozenset(_known(label, framework.label_ids, "theme") for label in given)


def _known(given: str, known: Iterable[str], what: str) -> str:
    by_folded = {name.casefold(): name for name in known}
    try:
        return by_folded[given.casefold()]
    except KeyError:
        listed = ", ".join(sorted(by_folded.values())) or "none"
        raise Refusal(f"no {what} {given!r}; there are: {listed}") from None
