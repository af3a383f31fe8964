"""Finds with whom a promise is kept and the places it names."""

from __future__ import annotations

import re

_NAME_WORD = r"[A-Z][\w&’'.-]*"
_JOINER = r"(?:\s(?:of|the|for|and the|de|upon|on|in|&)\s|\s)"
_NAME = rf"{_NAME_WORD}(?:{_JOINER}{_NAME_WORD}){{0,7}}"
_COMMON = (
    r"(?:the\s|our\s|other\s|its\s|their\s|local\s|all\s|neighbouring\s|national\s|"
    r"regional\s|key\s|"
    r"(?!(?:as|to|in|on|at|for|by|who|that|which|and|of)\b)[\w-]+\s){0,4}"
    r"(?:governments?|partners?|councils?|authorit(?:y|ies)|universit(?:y|ies)|colleges?|schools?|"
    r"employers?|business(?:es)?|industry|firms?|companies|providers?|operators?|communit(?:y|ies)|"
    r"agenc(?:y|ies)|LEPs?|charit(?:y|ies)|unions?|trusts?|landlords?|developers?|"
    r"investors?|banks?|"
    r"stakeholders?|farmers?|residents?|areas?|cities|districts?|counties|neighbours?|boards?|"
    r"catapults?|institutes?|departments?|administrations?|organisations?|bodies|hospitals?|ports?|"
    r"chambers?|sector|leaders|researchers|academia|networks?|manufacturers|suppliers|hub)\b"
)
_ONE = rf"(?:(?:the|our|both|neighbouring)\s)?{_NAME}|{_COMMON}"
_LIST = rf"(?:{_ONE})(?:(?:,\s(?:and\s)?|\sand\s(?:with\s)?|\s&\s|\sor\s)(?:{_ONE}))*"
_WITH = re.compile(
    r"\b(?:(?:together|jointly|in partnership|in collaboration|in conjunction|in co-operation|"
    r"in cooperation|in concert|in consultation|working(?:\s\w+ly)?|work(?:\s\w+ly|\sjointly)?|"
    r"collaborat\w+|partner\w*|join forces|co-\w+|joint\w*|agree\w*|agreement|"
    r"engag\w+|liais\w+|shared?|"
    r"develop\w*|deliver\w*|negotiat\w+)\s+)?(?:[Ww]ith|[Aa]longside)\s"
    rf"(?P<who>{_LIST})"
)
_PAYING = re.compile(
    rf"\b(?:from|between)\s(?P<from>{_LIST})|\b(?:met|paid|funded|provided|matched|shared|"
    rf"borne|covered) (?:\w+ )?by\s(?P<by>{_LIST})|"
    rf"(?:^|,\s|\sand\s)(?P<subject>{_LIST})\s(?:are|is|will be)\s"
    r"(?:with us|matching|paying|putting|adding|contributing|funding)\b"
)
_SELVES = re.compile(r"(?:our|us|we|ourselves|it|them)\b", re.IGNORECASE)
_OTHER_WITH = re.compile(
    r"\b(?:beginning|starting|start|begin|ending|dealing|deal|filled|along|comply|"
    r"meet\w*|compared)\s$"
)
_SPLIT = re.compile(
    r",\s(?:and\s)?(?:with\s)?|\sand\s(?:with\s)?(?=(?:the\s|our\s|other\s|local\s)?\w)|\sor\s"
)
_LEGAL_AND = re.compile(
    r"\b(?:Highlands|Business|Research|Food|Science|Skills|Education|Health|Arts)\sand\s[A-Z]"
)
_PREPOSED = re.compile(
    r"\b(?:in|at|across|throughout|near|around|within|outside|between|from|to|serving|connecting|"
    rf"linking|and|into|via)\s(?P<place>(?:the\s)?{_NAME_WORD}(?:\s(?:of|upon|on|and "
    rf"the)?\s?{_NAME_WORD}){{0,3}})"
)
_NO_PLACE = re.compile(
    r"^(?:the\s)?(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Easter|Christmas|Spring|Summer|Autumn|Winter|Government|Parliament|Brexit|We|Our|The|This|These|"
    r"Action|Priority|Phase|European|British|English|Scottish|Welsh|P\d+|UK|Figure|"
    r"Table|Chapter|Q[1-4]|Ministers?|Whitehall|[A-Z]{2,}s?)\b"
)
_ORGANISATION = re.compile(
    r"\b(?:Authority|Council|Partnership|LEP|University|College|Board|Fund|Strategy|Programme|Plan|"
    r"Deal|Agency|Trust|Institute|Centre|Department|Agreement|Network|Catapult|Bank|Academy|School|"
    r"Commission|Act|Group|Service|Hub|Alliance|Rail|England|Review|Scheme|Project|Initiative|"
    r"Industrial|Ltd|plc|Innovation|Research|Skills|Challenge|Homes|Exchange|UK)\b"
)
_NATIONS = re.compile(r"^(?:England|Scotland|Wales|Northern Ireland|Britain|Great Britain)$")


def find_partners(clause: str, actor: str | None = None) -> tuple[str, ...]:
    """Return the bodies and places that act with the actor, as written, without repeats.

    Only names and nouns for bodies count after "with": "a college with 300 places" has none.
    """
    found: list[str] = []
    for match in _WITH.finditer(clause):
        if _OTHER_WITH.search(clause[: match.start()]):
            continue
        for name in _names(match["who"]):
            if name and name != actor and name not in found and not re.match(r"an? \w+$", name):
                found.append(name)
    return tuple(found)


def find_payers(sentence: str) -> tuple[str, ...]:
    """Return who pays beside the author in a sentence about money: "half of it from the banks"."""
    found = list(find_partners(sentence))
    for match in _PAYING.finditer(sentence):
        who = match["from"] or match["by"] or match["subject"]
        for name in _names(who):
            if name and name not in found and not _SELVES.match(name):
                found.append(name)
    return tuple(found)


def _names(who: str) -> list[str]:
    held = _LEGAL_AND.sub(lambda m: m.group().replace(" and ", " \x00 "), who)
    parts = (part.replace("\x00", "and").strip(" ,") for part in _SPLIT.split(held))
    return [re.sub(r"[.’'-]+$", "", part) for part in parts]


def find_places(clause: str) -> tuple[str, ...]:
    """Return names in `clause` that stand where places stand and do not look like bodies."""
    found: list[str] = []
    for match in _PREPOSED.finditer(clause):
        place = re.sub(r"^the\s", "", match["place"]).rstrip(".'’-")
        named = _NATIONS.match(place) or not _ORGANISATION.search(place)
        if named and not _NO_PLACE.match(match["place"]) and place not in found:
            found.append(place)
    return tuple(found)
