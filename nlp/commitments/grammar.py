"""Grammar of one verb in a parsed sentence: its helpers, its subject, what it says no to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.commitments.verbs import base_form

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_NOT = frozenset(("not", "n't", "n’t", "never", "neither", "nor"))
PARTICIPLE_STATES = frozenset(
    ("committed", "determined", "due", "set", "scheduled", "keen", "ready", "eager")
)


def auxiliaries(token: Token) -> list[str]:
    """Return the helping verbs of a verb in small letters: "will", "have been"."""
    return [child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")]


def finite_auxiliaries(token: Token) -> list[str]:
    """Return the helping verbs that make a verb finite."""
    return [word for word in auxiliaries(token) if word not in ("to", "be", "been", "being")]


def own_subject(token: Token) -> Token | None:
    """Return the subject that stands with this verb itself, None when it has none."""
    return next((child for child in token.children if child.dep_ in _SUBJECTS), None)


def subject_of(token: Token) -> Token | None:
    """Return the subject of a verb, or of the verb that it is co-ordinated with."""
    seen = 0
    while seen < len(token.doc):
        own = own_subject(token)
        if own is not None:
            return own
        if token.dep_ not in ("conj", "xcomp") or token.head.i == token.i:
            return None
        token, seen = token.head, seen + 1
    return None


def is_negated(token: Token) -> bool:
    """Return whether a verb is denied, by "not" or by what it acts on ("make no change")."""
    for child in token.children:
        if child.lower_ in _NOT and child.i <= token.i + 1:
            following = token.doc[child.i + 1].lower_ if child.i + 1 < len(token.doc) else ""
            return following not in ("only", "just", "simply", "merely")
    # "make no change", "no bridge will"; but "leave no town behind" is a promise
    inert = base_form(token.lower_) in (
        "make",
        "take",
        "have",
        "build",
        "open",
        "give",
        "introduce",
        "provide",
        "be",
    )
    for child in token.children:
        subject = child.dep_ in ("nsubj", "nsubjpass")
        if (subject or (inert and child.dep_ in ("dobj", "attr"))) and any(
            grand.lower_ in ("no", "neither") for grand in child.children
        ):
            return True
    return token.i > 0 and token.doc[token.i - 1].lower_ == "longer"


def is_passive(token: Token) -> bool:
    """Return whether something is done to the subject."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children) or (
        token.tag_ == "VBN"
        and token.dep_ in ("xcomp", "conj", "ccomp")
        and "be" in auxiliaries(token)
    )


def state_of(head: Token) -> str:
    """Return the adjective after "be": "committed", "keen", "due"."""
    if head.lower_ in PARTICIPLE_STATES and any(base_form(a) == "be" for a in auxiliaries(head)):
        return head.lower_
    if base_form(head.lower_) not in ("be", "remain", "stand"):
        return ""
    return next(
        (
            c.lower_
            for c in head.children
            if c.dep_ in ("acomp", "attr", "oprd", "advcl") and c.lower_ in PARTICIPLE_STATES
        ),
        "",
    )


def object_head(verb: Token) -> str:
    """Return the noun or adjective that a verb takes, in small letters, or nothing."""
    return next(
        (c.lower_ for c in verb.children if c.dep_ in ("dobj", "attr", "oprd", "acomp")), ""
    )


def verb_base(verb: Token) -> str:
    """Return the base form; an infinitive is its own, so that "will found" is not "find"."""
    return "found" if verb.lower_ == "found" and verb.tag_ == "VB" else base_form(verb.lower_)


def phrase(token: Token) -> str:
    """Return a noun phrase as written, without relative clauses and what follows them."""
    doc = token.doc
    last = token.i
    cut = {"relcl", "acl", "appos", "punct", "advcl"}
    for child in token.children:
        if child.dep_ in cut and child.i > token.i:
            break
        last = max(last, child.right_edge.i)
    words = str(doc[token.left_edge.i : last + 1].text)  # of the span: doc.text joins every word
    return words.replace("_", "-").strip(" ,;:")
