"""What a trained model reads of a passage: the promises found, its cues, its words, its vector."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.commitment import CommitmentKind, Stage, Strength
from nlp.commitments.amounts import find_money
from nlp.commitments.cues import numbering, starts_with_verb
from nlp.commitments.verbs import (
    ASKING,
    CHANGE,
    DOING,
    EFFECT,
    IDLE,
    LEANING,
    MONEY,
    PLEDGING,
    SOFT,
    base_form,
)
from nlp.levels.from_promises import PassageFeatures
from nlp.sentences import sentences

Row = NDArray[np.float32]

WORDS_WIDTH = 1024  # columns for hashed words; four times as many scored no better
_STAGES = tuple(stage for stage in Stage if stage is not Stage.CONTEXT)
_KINDS = tuple(CommitmentKind)
_VERB_SETS = (DOING, SOFT, LEANING, ASKING, PLEDGING, MONEY, CHANGE, EFFECT, IDLE)
_CUES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:will|shall)\b|['’]ll\b",
        r"\b(?:should|ought)\b",
        r"\b(?:must|needs? to|requires?)\b",
        r"\b(?:would|could|might|may)\b",
        r"\b(?:has|have|['’]ve) (?:\w+ly |also |been |already )*\w+(?:ed|en|t|n)\b",
        r"\b(?:was|were|had)\b",
        r"\b(?:is|are) (?:\w+ly |now |also |already )*being \w+",
        r"\b(?:is|are|['’]re) (?:\w+ly |now |also |already )*\w+ing\b",
        r"\b(?:is|are) (?:\w+ly |now |also |already )*\w+ed\b",
        r"\b(?:we|our|us)\b",
        r"\b(?:government|ministers?|department|treasury|parliament)\b",
        r"\b(?:fund|funds|funding|invest\w*|grants?|loans?|budget|finance|capital|money)\b",
        r"\b(?:plan|strategy|report|review|paper|prospectus|roadmap|framework|guidance|evaluation|"
        r"law|act|order|regulations?|directive)\b",
        r"\b(?:publish\w*|prepared|produced?|develop\w* an?|complet\w+|built|constructed|installed|"
        r"opened|delivered)\b",
        r"\b(?:target|targets|goals?|objectives?|ambition|aims?|vision|priorit\w+|mission)\b",
        r"\b(?:increas|reduc|rais|cut|lower|improv|grow|halv|doubl|clos|narrow|rise|rising|"
        r"fall)\w*",
        r"\b(?:so that|in order to|to ensure|enabl\w+|help\w*|means? that|lead\w* to|result\w*)\b",
        r"\b(?:productivity|gva|gdp|prosperity|living standards|quality of life|wellbeing|"
        r"net[- ]zero|carbon neutral\w*|healthy life expectancy)\b",
        r"\b(?:support|promot|encourag|provid|implement|introduc|establish|creat|launch)\w*",
        r"\b(?:programme|project|scheme|initiative|campaign|measures?|polic(?:y|ies)|"
        r"training|services?)\b",
        r"\b20[2-9]\d\b",
        r"\b(?:by|until|before) (?:\w+ ){0,3}20\d\d\b",
        r"\b(?:19\d\d|20[01]\d)\b",
        r"\d+(?:\.\d+)?\s?(?:%|per ?cent)",
        r"\b\d[\d,]*\s(?:new |extra |additional )*(?:homes|houses|places|jobs|apprentic\w+|"
        r"charg\w+|premises|people|firms|businesses|buildings|schools|miles|km|hectares|officers)\b",
        r"\b(?:if|subject to|where possible|provided|in principle|depends?)\b",
        r"\b(?:not|no|never|neither|nor)\b|n['’]t\b",
        r"[“”\"]",
        r"\b(?:is|are) (?:expected|projected|estimated|likely|forecast)\b",
        r"\b(?:propos|explor|consider|seek|hop|intend|aspir)\w*",
        r"\b(?:continu\w+|ongoing|under way|currently|now)\b",
        r"\?",
        r"\b(?:because|although|however|despite|while|whereas|compared)\b",
        r"£|€|\$|\bEUR\b|\beuros?\b",
    )
)
_WORD = re.compile(r"[a-z]+(?:[’'-][a-z]+)*|£|\d[\d,.]*")


def rule_row(passage: PassageFeatures) -> Row:
    """Return the promises found by rule and the cues of a passage as numbers of one size."""
    text = passage.text
    evidence = passage.evidence
    found = sentences(text)
    count = max(1, len(found))
    stages = Counter(item.stage for item in evidence)
    kinds = Counter(item.kind for item in evidence)
    strengths = Counter(item.strength for item in evidence)
    values: list[float] = [
        float(Strength.FIRM in strengths),
        float(bool(evidence) and Strength.FIRM not in strengths),
        float(not evidence),
        min(1.0, len(evidence) / count),
        len(evidence) / (1 + len(evidence)),
    ]
    total = max(1, len(evidence))
    values += [stages[stage] / total for stage in _STAGES]
    values += [float(stages[stage] > 0) for stage in _STAGES]
    values += [kinds[kind] / total for kind in _KINDS]
    values.append(float(bool(evidence) and evidence[0].stage is Stage.OUTCOME))
    values += _opening(text)
    values.append(float(bool(passage.lead_in)))
    values.append(float(passage.in_table))
    values.append(min(1.0, len(find_money(text)) / 2))
    values += [min(1.0, count / 6), min(1.0, len(text) / 1200), float(text[:1].islower())]
    cues = [len(cue.findall(text)) for cue in _CUES]
    values += [min(1.0, times / (1 + 0.5 * count)) for times in cues]
    values += [float(times > 0) for times in cues]
    return np.array(values, dtype=np.float32)


def _opening(text: str) -> list[float]:
    """Return what sort of word a passage opens with: a verb of which list, "-ing", a past."""
    body = text[numbering(text) :] if numbering(text) < len(text) else text
    first = re.match(r"\W*([\w’'-]+)", body)
    word = first.group(1).lower() if first else ""
    base = base_form(word)
    gerund = word.endswith("ing") and base != word
    past = word.endswith(("ed", "t")) and base != word
    known = [float(base in verbs and base == word) for verbs in _VERB_SETS]
    return [float(starts_with_verb(text)), float(gerund), float(past), *known]


def word_row(text: str) -> Row:
    """Return single words and pairs of `text`, hashed, of length 1.

    Verbs count in their base form and figures as one sign, so that a new place's numbers read
    like known ones. The hash is CRC-32: the same on every machine, and no word can be read back.
    """
    found = _WORD.findall(text.lower())
    words = ["0" if word[0].isdigit() else base_form(word) for word in found]
    row = np.zeros(WORDS_WIDTH, dtype=np.float32)
    counts = Counter(words)
    counts.update(f"{one} {other}" for one, other in pairwise(words))
    for gram, times in counts.items():
        row[zlib.crc32(gram.encode()) % WORDS_WIDTH] += 1.0 + np.log(times)
    length = float(np.linalg.norm(row))
    return row / np.float32(length) if length else row
