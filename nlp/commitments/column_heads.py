"""What the header of a column of a plan or target table says that the column holds."""

from __future__ import annotations

import re
from enum import StrEnum


class Column(StrEnum):
    """What a column of a plan or target table holds."""

    INDICATOR = "indicator"
    OBJECTIVE = "objective"  # what is to change, in words, beside the measure of it
    BASELINE = "baseline"
    BASELINE_DATE = "baseline date"
    MILESTONE = "milestone"
    TARGET = "target"
    CHANGE = "change"  # by how much, beside the value to be reached or in its place
    DEADLINE = "deadline"
    ACTION = "action"
    LEAD = "lead"
    PARTNERS = "partners"
    COST = "cost"
    SOURCE = "source"
    ASIDE = "aside"  # numbering, units, ratings: nothing that a promise is made of
    YEAR = "year"  # a cell that is a date and nothing else, under a header of any words


_HEADERS = (
    (Column.ASIDE,
        r"(?:\w+ )?(?:ref|reference|id|code)|no|number|#|units?(?: of measure(?:ment)?)?|rag|"
        r"(?:measurement|measuring|reporting) units?|fund|category of .*|priority axis|geography|"
        r"cumulative or annual|type(?: of (?:indicator|measure))?|dot|"
        r"(?:england|wales|scotland|uk|gb|great britain|national|regional|eu)"
        r"(?: (?!target|goal|aim|ambition|indicator|measure|milestone|outcome|priorit)\w+){1,2}|"
        r"(?:\w+ ){0,2}(?:average|median|comparator|neighbours|peers)|"
        r"(?:\w+ )?status|(?:\w+ )?rating|trend|frequency|reporting|"
        r"(?:\w+ )?(?:notes?|comments?|remarks?|commentary)|rationale|page|"
        r"(?:next |first )?(?:review|reporting|publication) (?:date|year|due|due date)|"
        r"risk\w*|assumptions?|priority (?:no|level)|weight\w*|score|confidence|sdgs?|"
        r"(?:desired |current )?(?:direction|polarity)(?: of (?:travel|change))?|"
        r"target (?:group|audience|sector|area|beneficiar\w+|population|market)s?|"
        r"england|wales|scotland|united kingdom|uk|great britain|gb|nation\w*|region\w*|rank\w*|"
        r"(?:english|uk|eu|regional|national) (?:average|rate|figure|level|value)|"
        r"(?:gap|difference) (?:to|with|from|against|between) .*|(?:vs|versus|against|compared) .*|"
        r"comparator\w*|benchmark\w*|.*\b(?:do nothing|if nothing changes|business as usual|"
        r"without (?:action|intervention|this strategy|the programme)|if (?:we do|current)\b.*)"),
    (Column.BASELINE_DATE,
        r"(?:baseline|base|starting|start|current|latest data) (?:year|date|period)|"
        r"(?:year|date) of (?:the )?(?:baseline|"
        r"data|figures?)|(?:data|latest|reference) (?:year|date|period)|as at|as of|"
        r"(?:date|year|period) (?:measured|collected|recorded|of measurement|of reference)"),
    (Column.SOURCE,
        r"(?:[\w-]+ )?sources?(?: (?:of|and|for) .*)?|means of verification|where .*\bcomes? from|"
        r"how (?:it is |we )?measured?|"
        r"how (?:we will|this will be|it will be|we) (?:measure|check|know|verify)\w*.*|"
        r"evidence|data|data (?:collected|held|used|provider|from|set|supplied)\b.*|verification|"
        r"measured by|verified by|where (?:the )?(?:data|figures?) .*|"
        r"(?:collected|supplied|provided|published|taken|drawn) (?:by|from|in)|reported in|"
        r"dataset(?: used)?|(?:data |information )?(?:provider|publisher)|"
        r"(?:reporting|monitoring) (?:method|tool|"
        r"mechanism|system)|statistic used"),
    (Column.CHANGE,
        r"(?:(?:net|required|needed|expected|planned|total|%|percentage) )?(?:change|increase|"
        r"reduction|improvement|uplift|difference|growth)(?: (?:needed|required|sought|by|from|in|"
        r"over|on|wanted|planned)\b.*)?|gap(?: to close)?|step change"),
    (Column.DEADLINE,
        r"by when|by$|by the end of|when|deadline|due|time ?scales?|timing|time ?line|"
        r"time ?frame|timetable|target date|date|target year|year(?! \d)|delivery date|"
        r"milestone date|completion|complete by|(?:to be )?(?:achieved?|met|delivered?|reached) by|"
        r"end date|finish"),
    (Column.BASELINE,
        r"baseline|base|now|current\w*|today|start\w*|latest|present|position|(?:where|how) we "
        r"(?:are|start|stand|were|began)\b.*|(?:\w+ )?(?:to date|so far)|last \w+|then|"
        r"before|we start\w*|at the start|this year|opening|initial|original|launch|at launch|"
        r"as (?:it is|measured|things stand)|existing|status quo|most recent|at present|from|"
        r"recorded|observed|actual|outturn|how things (?:are|stand)|as we (?:are|stand)"),
    (Column.MILESTONE, r"(?:interim |key |first |next |mid\W?term )?milestones?|interim .*|"
        r"half\W?way .*|(?:short|medium|long)(?:er)?\W?term\b.*|"
    r"mid(?:dle)?\W?(?:\w+ )?(?:target|level|value|review|programme|period)?|"
        r"(?:stage|step) target|(?:year|yr|phase|stage) \w{1,5}$|"
        r"intermediate .*|checkpoint|progress (?:by|point)|mid\W?(?:point|way)"),
    (Column.TARGET,
        r"target|goal|ambition|aim|aspiration|trajectory|aiming for|where we (?:want|will|shall|"
        r"mean|hope|intend|aim|need|should|expect|plan|must|could)\b.*|end ?point|"
        r"we (?:want|will reach|aim|mean|promise|intend)\b.*|"
        r"promises?|pledge|to reach|what we (?:want|promise|aim for|expect|need|"
        r"(?:will|aim to|intend to|plan to) (?:achieve|reach|get|have|secure))\b.*|"
        r"future|desired|planned|"
        r"with (?:this|the|our) (?:strategy|plan|programme|investment)|vision|end state|"
        r"(?:by |at )?(?:the )?end of (?:the )?(?:plan|strategy|programme|period|decade|deal)|"
        r"intended|destination|objective value|"
        r"(?:\w+ )?(?:commitment|obligation) (?:by|for)(?: end of| the end of)?$|"
        r"final|proposed|expected|to$"),
    (Column.COST, r"cost|budget|funding|investment|£m?|resources?|amount"),
    (Column.PARTNERS, r"partner\w*|with|supported by|support"),
    (Column.LEAD,
        r"lead\w*|(?:data |action )?owner|responsib\w+|who|accountable|delivery body|"
        r"organisation|sro|delivered by"),
    (Column.ACTION,
        r"action|activity|commitment|intervention|project|we will|what we will do|"
        r"deliverable"),
    (Column.INDICATOR,
        r"indicator|measure|measurement|metric|kpi|kpis|how we will know|(?:key )?performance "
        r"(?:indicator|measure)|success (?:measure|criteri\w+)|"
        r"what (?:we (?:will )?|is (?:being )?|will be )(?:measure|count|track)\w*|"
        r"(?:(?!of )[\w-]+ ){0,2}(?:indicator|measure|metric|kpi|criterion|criteria)s?|yardstick|"
        r"sign of .*|signals?|"
        r"evidence of (?:change|success|progress|impact)"),
    (Column.OBJECTIVE,
        r"objective|outcome|priority|result|what|headline|output|impact|description|definition"),
)  # fmt: skip
YEARS = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d\d(?!\d))?\b")
_FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹*†‡§]|\[\w{1,2}\]|(?<=[a-z]{4})\d(?!\w)")
"""A mark that sends the reader to a note: no part of the header's words or its year."""
_IN_BRACKETS = re.compile(r"\((?:and |with )?(?:year|date|unit|value|number|no)s?\)", re.IGNORECASE)
"""What a header says in brackets of how its cells are written, not of what they hold."""
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PLACE_OF_YEAR = re.compile(
    r"^(?:in|at|for|by|by the end of|end|end of|from|to|fy|as at|as of|as in|as it was in)?\s?"
    r"(?:the )?(?:status|standing|state|situation|reading|count|measurement|position|level|value|"
    r"figure|rate|actual|outturn|result|performance|score|data|estimate|number|total)?\s?"
    rf"(?:in|at|for|by|by the end of|to)?(?: ?{_MONTH})?$"
)
_STANDING = re.compile(r"\b(?:position|actual|outturn|from)\b(?! by\b)")
_TOTAL_BY = re.compile(rf"\btotal (?:in|at|by|by the end of)(?: {_MONTH})?$")


_ASKED = re.compile(r"^(where|what|how|who) (are|will|were|should|do|did|can|could) we\b")
"""A header that is a question, told as a statement: "Where are we?", "Where we are"."""
_SAYS_TARGET = re.compile(
    r"\b(?:targets?|ambitions?|goals?|aspirations?|vision|pledged?|promised?|destination|desired|"
    r"(?:want|need|aim|hope|intend|expect|plan)(?:ed|ing)? to|will be|to be reached|to reach|"
    r"achieve by|finish line|future|intended|planned|agreed level|required|success|sought|"
    r"thresholds?|to be (?:met|achieved|delivered|attained|secured|created)|prize|cap|ceiling|"
    r"contract(?:ed|ual)?|anticipated|projected|aspir\w+|wanted|(?:we|would) (?:want|like|seek)|"
    r"end value|arrival|lifetime (?:total|value|figure)|seeking|heading|should (?:be|reach))\b"
)
_SAYS_BASELINE = re.compile(
    r"\b(?:baseline|now|today|current(?:ly)?|at present|so far|to date|starting|start point|latest|"
    r"existing|at launch|at the outset|at outset|we are|opening|recorded|most recent|measured in|"
    r"last measured|(?:as )?at (?:the )?start|(?:at|on) (?:approval|award|inception|signing)|"
    r"departure|last known|beg[aiu]n\w*|outset|pre-\w+|inherited|stands?|reference (?:value|figure|"
    r"level|point)|performance)\b"
)


def years_in(text: str) -> list[int]:
    """Return the years a header or cell names, in order; a financial year by its first."""
    return [int(match.group()[:4]) for match in YEARS.finditer(_FOOTNOTE.sub(" ", text))]


def column_of(header: str) -> Column | None:
    """Return what a header says its column holds, None when it says nothing."""
    words = _IN_BRACKETS.sub(" ", YEARS.sub(" ", _FOOTNOTE.sub(" ", header))).lower()
    words = " ".join(re.sub(r"[():,*.?]", " ", words).split()).strip(" /")
    words = _ASKED.sub(lambda asked: f"{asked[1]} we {asked[2]}", words).replace("we do ", "we ")
    if years_in(header) and _PLACE_OF_YEAR.match(words):
        return Column.BASELINE if _STANDING.search(words) else None
    if (column := _named(words)) is not None:
        return column
    if years_in(header) and _TOTAL_BY.search(words):
        return Column.TARGET
    if re.fullmatch(r"how (?:much|many) (?:by|in)(?: the end of)?", words) and years_in(header):
        return Column.TARGET
    if re.search(r"\bposition$", words):
        return Column.BASELINE
    return None


def _named(words: str) -> Column | None:
    """Return the first kind of column whose words are the whole header, or else begin it."""
    kinds = [
        (column, pattern)
        for column, pattern in _HEADERS
        if column is not Column.DEADLINE or not re.search(r"\btarget\b(?! date| year)", words)
    ]
    for column, pattern in kinds:
        if re.fullmatch(rf"(?:the |our |key )?(?:{pattern})", words):
            return column
    for column, pattern in kinds:
        loose = column not in (Column.ASIDE, Column.CHANGE, Column.SOURCE, Column.OBJECTIVE)
        if loose and re.match(rf"(?:the |our |key )?(?:{pattern})\b", words):
            return column
    if _SAYS_BASELINE.search(words):
        return Column.BASELINE
    if _SAYS_TARGET.search(words):
        return Column.TARGET
    if re.match(rf"(?:the |our |key )?(?:{kinds[-1][1]})\b", words):
        return Column.OBJECTIVE
    return None
