"""Who the subject of a sentence is: the authors, another body, a scheme, a document or a thing."""

from __future__ import annotations

import re
from enum import StrEnum

from nlp.commitments.verbs import words


class Party(StrEnum):
    """What sort of subject can be held to a promise, and how far."""

    AUTHOR = "author"  # we, our board, the Combined Authority
    GOVERNMENT = "government"  # of the nation: promises, or is asked
    BODY = "body"  # a named organisation, or people in an office
    SCHEME = "scheme"  # a programme, fund or centre through which somebody acts
    DOCUMENT = "document"
    POINTER = "pointer"  # this, it, they, which
    THING = "thing"  # demand, jobs, technology: can only be predicted
    NOBODY = "nobody"


_BODIES = words("""
    authority authorities council councils partnership partnerships lep leps board boards
    committee department departments agency agencies university universities college colleges
    school schools company companies firm firms business businesses employer employers industry
    partner partners taskforce network institute institutes trust trusts nhs mayor mayors
    minister ministers leader leaders area areas district districts county counties catapult
    catapults consortium alliance operator operators association federation chamber forum office
    team bank regulator commission commissioner commissioners corporation police provider providers
    landlord landlords developer developers agency body bodies organisation organisations
    parliament community communities government governments administration administrations
    executive secretary ministry ministries working-group group panel panels state party nation
    nations region regions city cities town towns place places members stakeholders researchers
    investors investor academy academies charity charities union unions sector neighbours
    owner owners utilities utility farmers growers startups start-ups manufacturers suppliers
    banks hub growth-hub service services director chair coalition
    """)
_SCHEMES = words("""
    fund funds programme programmes program programs scheme schemes project projects initiative
    initiatives campaign campaigns deal deals pilot pilots charter framework facility facilities
    campus site sites investment investments package measure measures centre centres center hub
    academy academies park parks accelerator accelerators incubator taskforce loan loans grant
    grants award awards compact agreement pathway pathways course courses bootcamp bootcamps
    apprenticeship portal platform tool observatory laboratory lab demonstrator testbed service
    services station line route bridge road scholarship competition summit event institute
    network funding panel panels action actions mission missions bank corridor works phase
    """)
_DOCUMENTS = words("""
    strategy strategies plan plans paper papers report reports review reviews document documents
    chapter section policy policies roadmap prospectus statement bill law act regulation order
    guidance legislation consultation evidence manifesto consultation directive recommendation
    recommendations
    """)
_POINTERS = words("this that it they these those which who that there such")
_GOVERNMENT = re.compile(
    r"^(?:(?:the|uk|hm|our|central|national|this|next|a|british|westminster|conservative|labour|"
    r"alliance|liberal|democrat|scottish|welsh)\s)*(?:government|ministers|"
    r"parliament|whitehall|hmg|"
    r"treasury|secretary of state|chancellor|department for [\w ,]+|dcms|beis|dft|mhclg|dfe|dwp|"
    r"defra|cabinet|hm treasury)\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"^(?:we|i|us|all of us|together we|our (?:\w+ ){0,3}\w+|both of us)\b|"
    r"^(?:the |this )?(?:combined authority|lep|local enterprise partnership|mayor|"
    r"mayoral combined authority|enterprise partnership|city region|growth hub|partnership|board|"
    r"partners)$",
    re.IGNORECASE,
)
_THINGS = words("""
    brexit covid-19 covid internet gva gdp population demand growth productivity emissions climate
    technology technologies automation ai people residents households workers jobs employment
    economy economies market markets
    """)


def party(subject: str, head: str, proper: bool) -> Party:
    """Return what the subject is, from its words, its head noun and whether that is a name.

    "Our" makes an author only of bodies: "our partners will" promises, "our towns' trade will"
    does not. Unknown names count as bodies, since strategies name who acts.
    """
    lowered, noun = subject.lower().strip(), head.lower()
    if not lowered:
        return Party.NOBODY
    if noun in ("we", "i", "us"):
        return Party.AUTHOR
    if lowered in _POINTERS or noun in _POINTERS:
        return Party.POINTER
    if _GOVERNMENT.match(lowered):
        return Party.GOVERNMENT
    if noun in _THINGS:
        return Party.THING
    if noun in _DOCUMENTS:
        return Party.DOCUMENT
    if _AUTHOR.match(lowered) and noun in _BODIES:
        return Party.AUTHOR
    if noun in _SCHEMES and noun not in ("network", "taskforce", "bank", "institute", "panel"):
        return Party.SCHEME
    if noun in _BODIES or proper:
        return Party.BODY
    return Party.THING


def is_body(head: str, proper: bool) -> bool:
    """Return whether a noun can act with others: a partner, a funder, somebody asked."""
    noun = head.lower()
    return noun in _BODIES or (proper and noun not in _THINGS | _SCHEMES | _DOCUMENTS)
