"""What a lead-in or a heading makes of the items under it: promises, asks, history, advice."""

from __future__ import annotations

import re
from enum import StrEnum

from nlp.commitments.verbs import DOING, SOFT
from nlp.sentences import sentences


class Frame(StrEnum):
    """What a lead-in makes of the items under it."""

    OPEN = "open"  # "We will:" reads on into the item
    PLAN = "plan"  # "Our priorities are:"
    AIM = "aim"  # "Our ambitions:"
    ASK = "ask"  # "Our asks of government:"
    PAST = "past"  # "What we have achieved:"
    OTHERS = "others"  # "Respondents told us that we should:"
    NEUTRAL = "neutral"

    @property
    def promises_nothing(self) -> bool:
        """Whether nothing under it can be a promise of the author."""
        return self in (Frame.PAST, Frame.OTHERS)


_OPEN_END = re.compile(
    r"\b(?:will|shall|should|must|need|would|could|to(?! be\b)|by|for|we are|we have|areas "
    r"have)(?:\s(?!include|focus on the|take the)[a-z-]+){0,5}$|"
    r"\b(?:we|authority|government|partners|council|lep)\s(?:are|have|has|is)(?:\s\w+){0,2}$",
    re.IGNORECASE,
)
_OPENER_LAST = re.compile(
    r"\b(?:will|shall|to|should|must|would|could|by|for|not|also|and|or|then|\w+ly|on|in)$",
    re.IGNORECASE,
)
_PAST_LEAD = re.compile(
    r"\b(?:achiev\w+|have (?:already )?\w+(?:ed|n|t)|since (?:19|20)\d\d|done so far|"
    r"progress so far|"
    r"success\w*|delivered|to date)\b",
    re.IGNORECASE,
)
_ASK_LEAD = re.compile(
    r"\b(?:our )?asks?\b|\bwe (?:seek|need|want) from\b|\brequests?\b|"
    r"\b(?:proposals?|recommendations?) (?:to|for) (?:the )?(?:\w+ )?government\b|"
    r"\bwe (?:\w+ ){0,2}?(?:recommend|urge|invite|call (?:up)?on)\b",
    re.IGNORECASE,
)
_AIM_LEAD = re.compile(
    r"\b(?:ambition|aspiration|aim|goal|vision|hope|explore|consider)s?\b",
    re.IGNORECASE,
)
_PLAN_LEAD = re.compile(
    r"\b(?:will|actions?|commitments?|priorit\w+|objectives?|plans?|deliver\w*|measures|next steps|"
    r"programme|interventions|targets?|milestones?)\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:themes|parts|areas|chapters|sections|groups|reasons|factors|challenges)\b.*\bare$",
    re.IGNORECASE,
)
_VOICES = (
    r"(?:respondents|consultees|participants|attendees|contributors|stakeholders|witnesses|"
    r"submissions|responses|residents|pupils|students|people|firms|businesses|employers|investors|"
    r"industry|others|critics|many|some|most|you|they|workshops?|survey|"
    r"(?:the|an?|this|that|its|their|last) (?:[\w’'-]+ ){0,4}?"
    r"(?:review|committee|commission|commissioners|report|inquiry|panel|evidence|audit|auditors|"
    r"evaluation|study|taskforce|consultants|consultation|survey))"
)
_ADVICE = re.compile(
    rf"\b{_VOICES}(?: \w+){{0,3}}? (?:(?:has|have|also|therefore|then|had) ){{0,2}}"
    r"(?:told|said|say|asked|called|argued?|suggested|recommend(?:s|ed)|"
    r"wanted|felt|advised?|urged|highlighted|complained|concluded|found)\b",
    re.IGNORECASE,
)
_ADVICE_TAKEN = re.compile(r"\bwe (?:will|accept|agree|have agreed|shall|are)\b", re.IGNORECASE)
_PAST_HEADING = re.compile(
    r"^(?:(?:key |our |recent |major )*achievements?\b|what we have (?:\w+ )?(?:done|achieved|"
    r"delivered|built|learnt)|what has been (?:done|achieved|delivered)|progress\b.*\b(?:so far|"
    r"to date|since)|(?:our )?track record|(?:our )?success(?:es| stories)|the story so far|"
    r"delivered so far|lessons|looking back)",
    re.IGNORECASE,
)
_OTHERS_HEADING = re.compile(
    r"^(?:what (?:\w+ ){1,3}(?:told|said|say|think|asked)|you (?:said|told)|"
    r"(?:consultation|survey) (?:responses?|findings|results)|what the evidence says|"
    r"case stud\w+|recommendations (?:of|from|by|made) )",
    re.IGNORECASE,
)
_PROMISING_HEADING = re.compile(
    r"\bwill(?: (?:now|also|therefore))?(?: (?:do|deliver|achieve|act))?$|"
    r"^(?:our |key |the |new )*(?:commitments?|pledges?|promises)\b(?: (?:to|for|on|in|of|by)\b|$)|"
    r"^to (?:do|achieve|deliver) this$",
    re.IGNORECASE,
)
_ASK_HEADING = re.compile(
    r"^(?:our |key |the )*asks?\b(?: (?:of|to|from)\b|$)|"
    r"^what we (?:need|ask|want|seek) (?:from|of)|^requests? (?:of|to) (?:the )?government",
    re.IGNORECASE,
)


def frame_of(lead_in: str) -> tuple[Frame, str]:
    """Return what a lead-in does and its last sentence without the colon."""
    last = lead_in[sentences(lead_in)[-1].start :] if sentences(lead_in) else lead_in
    words = last.strip().rstrip(":–—-… ").strip()
    words = re.sub(r":\s", " ", words)
    if _COUNTING.search(words):
        return Frame.NEUTRAL, words
    if _ADVICE.search(words) and not _ADVICE_TAKEN.search(words):
        return Frame.OTHERS, words
    if _is_objective(words):
        return Frame.PLAN, words
    headline = re.match(r"(?:what|how|where|why)\b", words, re.IGNORECASE)
    if (
        not headline
        and _OPEN_END.search(words)
        and not re.search(r"\b(?:are|is) to$|\bhow (?:do|can|should)\b", words, re.I)
    ):
        return Frame.OPEN, words
    if re.search(r"\b(?:are|is) to$", words, re.IGNORECASE):
        return Frame.OPEN, words
    if _PAST_LEAD.search(words) and not re.search(r"\bwill\b", words):
        return Frame.PAST, words
    for frame, pattern in (
        (Frame.ASK, _ASK_LEAD),
        (Frame.AIM, _AIM_LEAD),
        (Frame.PLAN, _PLAN_LEAD),
    ):
        if pattern.search(words):
            return frame, words
    return Frame.NEUTRAL, words


def frame_of_heading(heading: str) -> Frame:
    """Return what a heading makes of the list under it; most headings make nothing of it."""
    words = heading.strip(" \t0123456789.:")
    for frame, pattern in (
        (Frame.PAST, _PAST_HEADING),
        (Frame.OTHERS, _OTHERS_HEADING),
        (Frame.ASK, _ASK_HEADING),
    ):
        if pattern.search(words) and not re.search(r"\bwill\b", words):
            return frame
    return Frame.NEUTRAL


def heading_promises(heading: str) -> bool:
    """Return whether a heading reads on into the list under it: "What the council will do"."""
    words = heading.strip(" \t0123456789.:…–—-")
    return bool(_PROMISING_HEADING.search(words))


def reads_on(words: str) -> bool:
    """Return whether a lead-in breaks off where a verb must follow: "We will", "to"."""
    return bool(_OPENER_LAST.search(words))


def _is_objective(words: str) -> bool:
    """Return whether a lead-in is an objective of its own: "Support firms to grow"."""
    first = re.match(r"[\w-]+", words)
    if first is None or first.group().lower() not in DOING | SOFT or reads_on(words):
        return False
    return len(words.split()) > 2 and not re.search(r"\b(?:will|shall|are|is)\b", words)
