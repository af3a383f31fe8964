"""Takes a parsed sentence apart into clauses with the features that decide on a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from nlp.commitments.actors import Party, is_body, party
from nlp.commitments.grammar import (
    PARTICIPLE_STATES,
    auxiliaries,
    finite_auxiliaries,
    is_negated,
    is_passive,
    object_head,
    own_subject,
    phrase,
    state_of,
    subject_of,
    verb_base,
)
from nlp.commitments.spans import clause_ranges, keeps_lead, own_end
from nlp.commitments.verbs import PREDICTING, SAYING, base_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Mood(StrEnum):
    """How the verb is meant, from its auxiliaries."""

    WILL = "will"
    SHOULD = "should"
    COULD = "could"
    ONGOING = "ongoing"  # are building
    DONE = "done"  # have built
    PRESENT = "present"
    PAST = "past"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; offsets are into the text that was parsed.

    `verbs` are base forms from the outermost ("aim") to the one that carries the meaning
    ("raise"). `state` is an adjective after "be" ("committed"). `asked` is the body that is to
    act when it is not the subject. `embedded` clauses hang on another verb; `reported` ones on
    a verb of saying whose subject is not the author. `dependent` ones have no subject of their
    own or no finite verb: they go on with what stands before.
    """

    start: int
    end: int
    verb_at: int
    action_start: int
    verbs: tuple[str, ...]
    mood: Mood
    passive: bool
    negated: bool
    subject: str
    subject_head: str
    party: Party
    agent: str | None = None
    state: str = ""
    object_head: str = ""
    asked: Party | None = None
    asked_words: str | None = None
    conditional: bool = False
    embedded: bool = False
    reported: bool = False
    predicted: bool = False
    dependent: bool = False

    @property
    def verb(self) -> str:
        """The verb that carries the meaning: "raise" in "we aim to raise"."""
        return self.verbs[-1]


_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_SHOULD = frozenset(("should", "ought", "must"))
_COULD = frozenset(("would", "could", "might", "may", "can", "ca", "'d", "’d"))
_VERB_TAGS = frozenset(("VB", "VBP", "VBZ", "VBD", "VBG", "VBN", "MD"))


def read_clauses(doc: Doc) -> list[Clause]:
    """Return the clauses of one parsed sentence: main ones first, then embedded with "will"."""
    heads = [token for token in doc if _is_main(token)]
    ranges = clause_ranges(doc, heads)
    clauses = [_clause(head, *ranges[head.i]) for head in heads]
    clauses.extend(_embedded(doc, {head.i for head in heads}))
    return clauses


def _is_main(token: Token) -> bool:
    if token.tag_ not in _VERB_TAGS:
        return False
    if token.dep_ == "ROOT":
        return True
    if token.dep_ not in ("conj", "parataxis", "ccomp"):
        return False
    if token.tag_ in ("VBG", "VBN") and not auxiliaries(token):
        return False
    if token.dep_ == "ccomp":
        # "We will build it, the Council said": the parser hangs the first on the second.
        return token.head.dep_ == "ROOT" and token.i < token.head.i and bool(own_subject(token))
    modal = any(word in _WILL | _SHOULD | _COULD for word in auxiliaries(token.head))
    own = own_subject(token)
    if own is not None and any(word.tag_ in ("WDT", "WP") for word in own.subtree):
        return False  # "of which £11m comes from …"
    finite = (token.tag_ in ("VBZ", "VBP") and not modal) or bool(finite_auxiliaries(token))
    return _is_main(token.head) and (bool(own_subject(token)) or finite)


def _embedded(doc: Doc, main: set[int]) -> Iterator[Clause]:
    for token in doc:
        if token.i in main or token.tag_ not in _VERB_TAGS:
            continue
        words = auxiliaries(token)
        if not any(aux in _WILL for aux in words) and not _is_urged(token, words):
            continue
        mark = next((c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")), "")
        if token.dep_ == "advcl" and mark in (
            "if",
            "when",
            "because",
            "although",
            "though",
            "where",
        ):
            continue
        start = token.left_edge
        while start.i < token.i and (start.is_punct or start.lower_ in ("that", "and", "but")):
            start = doc[start.i + 1]
        yield _clause(token, start.i, token.right_edge.i, embedded=True)


def _is_urged(token: Token, auxiliaries: list[str]) -> bool:
    """Return whether the author says that this should be ("we believe that … should be built")."""
    if token.dep_ != "ccomp" or not any(word in _SHOULD for word in auxiliaries):
        return False
    speaker = subject_of(token.head)
    return speaker is not None and speaker.lower_ in ("we", "i")


def _clause(head: Token, first: int, last: int, embedded: bool = False) -> Clause:
    doc = head.doc
    subject = subject_of(head)
    chain = _chain(head)
    mood = _mood(head, chain)
    verb = chain[-1]
    subject_words = phrase(subject) if subject is not None else ""
    asked = _asked(chain)
    end = own_end(doc, last)
    start = doc[keeps_lead(head, subject, first)].idx
    return Clause(
        start=start,
        end=end,
        verb_at=verb.idx,
        action_start=head.idx,
        verbs=tuple(verb_base(token) for token in chain),
        mood=mood,
        passive=not state_of(head) and (is_passive(verb) or (len(chain) > 1 and is_passive(head))),
        negated=any(is_negated(token) for token in chain),
        subject=subject_words,
        subject_head=subject.lower_ if subject is not None else "",
        party=_party(subject, subject_words),
        agent=_agent(verb),
        state=state_of(head),
        object_head=object_head(verb),
        asked=_party(asked, phrase(asked)) if asked is not None else None,
        asked_words=phrase(asked) if asked is not None else None,
        embedded=embedded,
        reported=_hangs_on(head, SAYING),
        dependent=own_subject(head) is None
        or (head.tag_ in ("VBG", "VBN") and not auxiliaries(head)),
        predicted=_hangs_on(head, PREDICTING),
    )


def _party(subject: Token | None, words: str) -> Party:
    if subject is None:
        return Party.NOBODY
    capital = subject.text[:1].isupper()
    named = capital and (subject.i > 0 or bool(re.search(r"\s[A-Z]", words)))
    return party(words, subject.text, subject.tag_ in ("NNP", "NNPS") or named)


def _chain(head: Token) -> list[Token]:
    """Return head, then the infinitives or gerunds it governs: "will continue to support"."""
    chain = [head]
    while len(chain) < 5:
        following = next((c for c in _complements(chain[-1]) if _is_governed(c, chain[-1])), None)
        if following is None:
            break
        chain.append(following)
    return chain


def _complements(verb: Token) -> Iterator[Token]:
    """Yield what a verb governs, through "ready to" and "committed to" as well."""
    yield from verb.children
    for child in (verb, *verb.children):
        if child.lower_ in PARTICIPLE_STATES:
            for grand in child.children:
                yield grand
                if grand.dep_ == "prep":
                    yield from grand.children


def _is_governed(child: Token, governor: Token) -> bool:
    to_be = child.tag_ == "VBN" and "to" in auxiliaries(child)
    verbal = child.tag_ in ("VB", "VBG") or to_be
    if child.dep_ in ("xcomp", "ccomp", "pcomp") and verbal and child.i > governor.i:
        return not any(aux in _WILL | _SHOULD | _COULD for aux in auxiliaries(child))
    # "work to improve": the purpose is what is promised.
    return (
        child.dep_ == "advcl"
        and child.tag_ == "VB"
        and base_form(governor.lower_) in ("work", "seek", "go", "look", "act", "plan")
        and child.i > governor.i
        and "to" in auxiliaries(child)
    )


def _mood(head: Token, chain: list[Token]) -> Mood:
    words = auxiliaries(head)
    source = head
    while not finite_auxiliaries(source) and source.dep_ == "conj" and own_subject(source) is None:
        source = source.head
        words = auxiliaries(source) or words
    if any(word in _WILL for word in words):
        return Mood.WILL
    if (
        head.tag_ == "VB"
        and words == ["to"]
        and head.dep_ == "ROOT"
        and own_subject(head) is not None
    ):
        return Mood.WILL  # the headline style of action plans: "Government to invest £20m"
    if any(word in _SHOULD for word in words):
        return Mood.SHOULD
    if any(word in _COULD for word in words):
        return Mood.COULD
    verb = base_form(head.lower_)
    if verb == "need" and len(chain) > 1:
        return Mood.SHOULD
    if verb == "be" and len(chain) > 1 and "to" in auxiliaries(chain[1]) and not state_of(head):
        return Mood.WILL  # "is to open in 2022"
    if any(word in ("have", "has", "'ve", "’ve") for word in words):
        return Mood.ONGOING if "been" in words and head.tag_ == "VBG" else Mood.DONE
    if head.tag_ == "VBG" and any(base_form(word) == "be" for word in words):
        if any(word in ("was", "were") for word in words):
            return Mood.PAST
        return Mood.WILL if verb == "go" and len(chain) > 1 else Mood.ONGOING
    if "being" in words:
        return Mood.PAST if "was" in words or "were" in words else Mood.ONGOING
    if any(word in ("was", "were", "had", "did") for word in words) or head.tag_ == "VBD":
        return Mood.PAST
    if head.lower_ in ("was", "were"):
        return Mood.PAST
    return Mood.PRESENT if head.tag_ in ("VBP", "VBZ", "VBN", "VB") else Mood.OTHER


def _agent(verb: Token) -> str | None:
    for child in verb.children:
        if child.dep_ == "agent":
            who = next((grand for grand in child.children if grand.dep_ == "pobj"), None)
            if who is not None and is_body(who.text, who.tag_.startswith("NNP")):
                words = phrase(who)
                return words if " " in words or words[:1].isupper() else None
    return None


def _asked(chain: list[Token]) -> Token | None:
    """Return who is moved to act: object, object of "on" or "to", or subject of the infinitive."""
    head = chain[0]
    for verb in chain:
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and is_body(
                child.text, child.tag_.startswith("NNP")
            ):
                return child
            if child.dep_ == "prep" and child.lower_ in ("on", "upon", "to", "from", "for"):
                named = next((g for g in child.children if g.dep_ == "pobj"), None)
                if named is not None and is_body(named.text, named.tag_.startswith("NNP")):
                    return named
    for child in head.children:
        if child.dep_ in ("ccomp", "xcomp"):
            return own_subject(child)
    return None


def _hangs_on(head: Token, verbs: frozenset[str]) -> bool:
    """Return whether this hangs on one of `verbs` said by somebody who is not the author."""
    token = head
    while token.dep_ in ("ccomp", "conj", "advcl", "relcl", "xcomp") and token.head.i != token.i:
        governor = token.head
        if token.dep_ == "ccomp" and base_form(governor.lower_) in verbs:
            speaker = subject_of(governor)
            if speaker is not None and _party(speaker, phrase(speaker)) is not Party.AUTHOR:
                return True
        token = governor
    return False
