"""The words that decide how binding a clause is: aims, conditions, predictions, dates."""

from __future__ import annotations

import re

from nlp.commitments.verbs import words as words_of

AIM_NOUNS = words_of(
    "aim ambition ambitions aims aspiration aspirations goal goals hope intention "
    "objective "
    "objectives priority priorities vision mission missions purpose intent plan"
)
HOPE_NOUNS = words_of("aim aims ambition ambitions aspiration aspirations goal goals vision")
TARGET_NOUNS = words_of("target targets milestone milestones")
ASK_NOUNS = words_of("ask asks request requests")
CONDITION = re.compile(
    r"\b(?:subject to|(?<!which, )(?<!that, )if (?!we are to|necessary\b|needed\b|required\b|"
    r"enacted\b|any\b)|where (?:possible|funding|resources|"
    r"appropriate)|depend\w* on|"
    r"dependent (?:up)?on|conditional (?:up)?on|contingent (?:up)?on|provided "
    r"(?:that|funding)|pending|"
    r"payable once|once (?:\w+ ){1,4}(?:agree|put in|is confirmed|are confirmed)\w*|"
    r"as (?:resources|funding) allows?|in principle|should (?:funding|government|the \w+ case)|"
    r"unless)\b",
    re.IGNORECASE,
)
OF_SOMETHING = re.compile(
    r"\b(?:of|for|behind) (?!this |our |the (?:local industrial )?strategy\b|20)", re.IGNORECASE
)
UNDERWAY = words_of("build deliver develop fund implement invest lead promote support work")
"""In the present tense these tell what the author is doing; "provide" and "offer" describe."""
OWN_TEXT = re.compile(
    r"\b(?:this|next|following|later|in the|see) (?:sub-?)?(?:chapter|section|annex|"
    r"appendix|table|figure)s?\b",
    re.IGNORECASE,
)
"""Words about the document itself: it "will be described in the next chapter"."""
HABIT = re.compile(
    r"\b(?:usually|normally|often|typically|generally|sometimes|commonly|inevitably)\b",
    re.IGNORECASE,
)
"""What happens as a rule is described: "a decision will usually be made"."""
ELSEWHERE = re.compile(
    r"\bwill be (?:\w+ly )?(?:set out|covered|described|addressed|discussed|explained|translated|"
    r"reflected|considered|detailed) (?:further )?(?:in|by) (?:the|our|their|its|an?) "
    r"(?:[\w-]+ ){0,4}?(?:strategy|paper|review|report|plan|bill|document|response)\b",
    re.IGNORECASE,
)
"""What another document will say is no promise of this one."""
RESTS_ON = re.compile(
    r"\bwill (?:\w+ )?be (?:\w+ly )?(?:built (?:up)?on|driven by|shaped by|led by the|made up)\b",
    re.IGNORECASE,
)
OWN_PAPER = re.compile(r"(?:this|our|the (?:local industrial )?strategy)\b", re.IGNORECASE)
ZERO = re.compile(r"\b(?:net[- ]zero|zero[- ]carbon|carbon[- ]neutral)\b", re.IGNORECASE)
EACH = re.compile(r"(?:every|each|all)\b", re.IGNORECASE)
DONE_STATES = words_of("available complete live open operational ready")
COUNTED = re.compile(r"\b(?!(?:19|20)\d\d\b)\d[\d,]* (?!per cent\b)[a-z]", re.IGNORECASE)
IN_HAND = re.compile(
    r"\b(?:have|has) (?:a further |another )?(?:£|€|\$)\s?\d[\w.,]*(?: million| billion)? "
    r"(?:\w+ ){0,2}?(?:in hand|set aside|ready|available|committed|secured|reserved|earmarked)\b",
    re.IGNORECASE,
)
GAUGED = re.compile(
    r"\b(?:judged?|measured?|count(?:ed)?|success (?:means|is|will)|"
    r"(?:the|our) measure (?:is|will be))\b.*\d.*\bby (?:\w+ ){0,3}20\d\d\b",
    re.IGNORECASE | re.DOTALL,
)
"""How success will be told, with the number and the year: a target in other words."""
THAT = re.compile(r"^\W*our (?:\w+ ){1,3}(?:is|remains) that\b", re.IGNORECASE)
LOOKING = words_of("count judge measure monitor track")
REVIEWED = re.compile(r"\bunder review\W*$", re.IGNORECASE)
PERIOD = re.compile(r"\b(?:in|within|over) (?:\w+ ){0,3}(?:years|months)\b", re.IGNORECASE)
DATED = re.compile(r"\bby (?:\w+ ){0,3}20\d\d\b", re.IGNORECASE)
TIMED = re.compile(
    r"\b(?:by|in|from|before|at|on|this|next)\s(?:the end of\s|early\s|late\s|mid-?\s?|\d{1,2}\s)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"spring|summer|autumn|winter|Easter|Whitsun|Christmas)\b(?:\s(?:of\s)?20[2-9]\d|"
    r"\s(?:of\s)?201[89])?(?!\s(?:of\s)?(?:19|20)\d\d)|20[2-9]\d\b)"
)
"""A day to come, with or without its year: "from April", "in autumn 2020"."""
SPEAKER = re.compile(
    r"(?:the|this) (?:\w+ ){0,2}?(?:committee|sector|panel|partnership|council|board|authority|"
    r"region|county|commission|consortium|jury|assembly|city|area|lep|mayor)$",
    re.IGNORECASE,
)
"""How authors speak of themselves when a committee writes: "The Sector asks that …"."""
STARTING = words_of("begin come follow go open start")
UNDONE = words_of(
    "affect cause drive face feel find hit know lead lose mean need note outweigh remember require "
    "see shape spoil think understand want"
)
"""What will "be" these is foreseen or felt and not done by anybody."""
CROWD = re.compile(
    r"\b(?:businesses|firms|companies|employers|communities|people|places|towns|cities|investors|"
    r"schools|colleges|universities|farmers|researchers|unions|operators|regions|"
    r"nations|providers|owners)$",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"£|€|\bto\s\w+|\bthat\b|\b20[2-9]\d\b|\bnew\b|\bover the next\b|\bfunding\b|"
    r"\bup to\b|\bby\s20\d\d",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d|\bhundreds?\b|\bthousands?\b|\bmillions?\b")
PREDICTED = re.compile(
    r"\byet to be\b|\bno longer\b|\bwill (?:most )?likely\b|\bwill probably\b|"
    r"\b(?:expected|forecast|projected|predicted|likely|estimated|foreseen|"
    r"anticipated|bound) to\b",
    re.IGNORECASE,
)
