"""Who owns a commitment: the body behind "we" and "the Combined Authority", or nobody named."""

from __future__ import annotations

import re
from typing import Final

from nlp.commitments.actors import Party, party

_NOBODY: Final = frozenset({Party.POINTER, Party.DOCUMENT, Party.SCHEME, Party.THING, Party.NOBODY})
_PHRASE_END: Final = re.compile(
    r"\s+(?:of|for|in|to|at|on|with|under|from|that|which|who|across|and|nationwide)\b|[,(‘’“”]"
)
_SMALL: Final = re.compile(r"^(?:the|this|our|a|an)\s+", re.IGNORECASE)
_WE: Final = re.compile(r"^(?:we|us|i|together we|all of us)\b", re.IGNORECASE)
_OURSELVES: Final = frozenset({"board", "team", "partnership", "authority", "council", "lep"})
_LEP: Final = frozenset({"lep", "local enterprise partnership", "enterprise partnership"})


def owner_of(actor: str | None, lead_body: str) -> str | None:
    """Return who is to act, None where the text does not say.

    The authors are the body that leads the strategy, where one is known. What cannot act for
    itself (a plan, a scheme, "this") is nobody; anybody else stays as written.
    """
    said = " ".join((actor or "").split())
    if not said or said[0].isdigit():
        return None
    if _WE.match(said):
        return _WE.sub(lead_body, said) if lead_body else None
    bare = _SMALL.sub("", said)
    if _is_lead(said, bare, lead_body):
        return lead_body or None
    head = _PHRASE_END.split(bare, maxsplit=1)[0].split()[-1:] or [""]
    if head[0].lower() in ("place", "places"):
        return None
    proper = head[0][:1].isupper()
    return None if party(said, head[0], proper) in _NOBODY else said


def _is_lead(said: str, bare: str, lead_body: str) -> bool:
    """Whether a name is short for the lead body: the end of it, its initials, "our board"."""
    short, whole = bare.casefold(), lead_body.casefold()
    if said.casefold().startswith("our "):
        return short in _OURSELVES
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", lead_body)).casefold()
    ends_so = whole == short or whole.endswith(f" {short}")
    lep = short in _LEP and "enterprise partnership" in whole
    return bool(whole) and (ends_so or lep or (len(short) > 1 and short == initials))
