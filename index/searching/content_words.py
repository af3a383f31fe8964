"""The words of a text that say what it is about, reduced so that forms of a word agree."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.searching.query import STOP_WORDS

_STRATEGY_WORDS = """
able about above access accountability accountable achieve across act action activities activity
add additional adopt after again against age aged agree aim almost already also although always
ambition among annex annual annually another appoint appointed approach april area around ask asks
assess august authority average back based baseline because become before beginning believe below
benefit best better between billion birth board body born bring budget budgets build built
business businesses call calling capacity capital case cause causing cent central chair chairs
challenge change chapter city close come commit commitment committed common commonest communities
community company complete consult consultation consulted contain contents continue contribute
copies copy cost costs council councils countries country create current date day december decide
decided decision deliver delivery department departments design develop development district
document down draft during each economic economy effective eight eleven email employers enable
encourage end england enhance enough ensure enterprise establish european evaluate evaluation
evaluator even ever every evidence exist existing expand expect expectancy expenditure explore
february few figure figures financed firm firms first five focus follow foreword foundation four
fund funding further future gap goal good governance government great group grow growth guide
guiding half healthy held help here high home hour hours however hundred impact improve include
inclusive increase independent indicator industrial industry information initiative innovation
innovations innovative institution institutional institutions introduction invest investment
january job jobs join joint july june just keep key kingdom know large last later launch law lead
leader leading least legal less level life like link local long look looking main major make
making man many march market match may measure measured median meet meeting meetings member
members men million minutes money monitor monitoring month months most national nearly need net
never new next nine note november now number october off offer often once one ongoing only open
opportunities opportunity organisation other out output outside over page pages paid paper part
particular partner partners partnership pay people per percent percentage plan policy position
possible potential pound pounds present print priority private productivity programme progress
project promote proportion propose prosperity prosperous provide public publication publish
published put qualification qualifications qualified quality quarter quarterly quite raise range
rate rather reach recent reduce reform region regional relative remain replies reply report
reporting require research residents resource respondents result review right rise role rule rules
run scale scheme second sector secure see seek september service services set seven share shared
short show since site sites six small social source sources spend stage start state still
strategic strategy strength strengthen strong structural study success sum summary support
sustainable table take target team technological technologies technology telephone ten term then
there therefore third thirty though thousand three time together too total town towns twelve
twenty two under understand united unless unlock until up upon use used value version very view
vision vote way website week well where while whole wide widen within without woman women work
working world write written year years yet young
acre acres agreed autumn hectare hectares kilometre kilometres litre litres metre metres mile miles
signed spring square summer tonne tonnes winter yard yards association associations combined
complete completed free let lets outline rest
"""

GENERIC: Final = STOP_WORDS | frozenset(_STRATEGY_WORDS.split())
"""Words that every strategy uses: sharing them makes two promises no more alike."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUFFIXES = ("isations", "isation", "ations", "ation", "ings", "ing", "ers", "ies", "ed", "es")


@lru_cache(maxsize=100_000)  # more words than all strategies of a country have
def stem(word: str) -> str:
    """Return the stem under which forms of a word meet; rough, for comparison only."""
    lower = word.lower()
    for suffix in _SUFFIXES:
        if lower.endswith(suffix) and len(lower) - len(suffix) >= 4:
            lower = lower[: -len(suffix)]
            break
    else:
        if len(lower) > 3 and lower[-1] == "s" and lower[-2] not in "sui":
            lower = lower[:-1]
    return lower.rstrip("e") if len(lower) > 4 else lower


_GENERIC_STEMS = frozenset(stem(word) for word in GENERIC)


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that are not generic; hyphenated words in their parts."""
    parts = (part for word in _WORD.findall(text) for part in word.split("-"))
    return frozenset(
        stem(part)
        for part in parts
        if len(part) > 2 and part.lower() not in GENERIC and stem(part) not in _GENERIC_STEMS
    )


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling a stem is: 1 in a single passage, towards 0 in most of them."""

    passages: int
    held: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[Set[str]]) -> Rarity:
        """Count in how many texts each stem occurs."""
        held: Counter[str] = Counter()
        passages = 0
        for stems in texts:
            passages += 1
            held.update(stems)
        return cls(passages, held)

    def weight(self, stem_: str) -> float:
        most = math.log(max(self.passages, 2))
        return max(0.0, 1.0 - math.log(max(self.held.get(stem_, 1), 1)) / most)

    def total(self, stems: Iterable[str]) -> float:
        return sum(self.weight(stem_) for stem_ in stems)
