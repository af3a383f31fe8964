"""The verbs that make, soften, ask for or merely look like a promise, by their base form."""

from __future__ import annotations

from functools import cache


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


DOING = words(
    """
    abolish accelerate acquire act adapt add adopt advertise advise align allocate amend
    announce apply appoint arrange assemble assist attract award back ban begin boost bring
    broaden broker build buy cap capture carry celebrate champion change clear close co-design
    co-fund co-invest co-locate co-ordinate collaborate collect combine commence commission
    commit complete connect consolidate construct consult continue contribute convene convert
    coordinate create cut decarbonise decide dedicate deepen deliver demolish deploy design
    develop devolve digitise direct distribute diversify double drive ease educate electrify
    eliminate embed employ empower encourage end enforce engage enhance enrol ensure equip
    eradicate establish evaluate exceed expand exploit extend facilitate fast-track finance
    finish fit focus form formalise foster found fund generate get give grant grow guarantee halve
    harness help hire hold host identify implement improve incorporate increase incubate
    influence inform install insulate integrate intensify intervene introduce invest invite
    issue join keep launch lay lead lend let level lift link lobby locate lower maintain make
    manage map market match maximise meet mentor merge minimise mobilise modernise monitor
    move narrow negotiate nurture offer open operate ordinate organise overhaul oversee own
    participate partner pay phase pilot plant pool position prepare preserve prevent
    prioritise procure produce promote protect provide publish purchase push put quadruple
    raise reach realise rebuild recruit redesign redevelop reduce reform refresh refurbish
    regenerate register regulate reinforce reinstate reintroduce relax release relocate remove
    renew repair repeal replace report repurpose rescue reserve reshape respond restart
    restore restrict retain retrain retrofit reuse review revise revitalise reward ring-fence
    roll run safeguard save scale schedule secure select sell send serve set share shift
    shorten showcase sign simplify slash source speed spend sponsor staff stage standardise
    start stimulate stop streamline strengthen submit subsidise supply support sustain switch
    tackle take target teach test tie tighten track train transfer transform transition
    translate treble trial triple turn underpin undertake underwrite unify unite unlock update
    upgrade upskill use welcome widen withdraw work
    abandon bury cancel combat confront curb decentralise decommission define defend dispose
    divert dredge enact exempt forge freeze furnish gather honour inject inspect insure legislate
    mandate mend nationalise nominate outlaw oversee pave pedestrianise privatise prohibit
    prosecute ratify rationalise reassess rebalance recycle redirect refine refit rehouse
    reinvest renovate reopen reskill resolve restructure resurface revisit rewire scrap settle
    shut signpost solve sow steer thin unblock uphold uprate vaccinate waive weld
    """
)
"""What an actor does when it keeps a promise; also what a verb-first objective starts with."""

SOFT = words(
    """
    aim aspire assess attempt consider discuss endeavour examine explore hope intend
    investigate look plan propose pursue scope seek strive study try want weigh
    """
)
"""Verbs that keep a way out even after "will" ("we will explore")."""

LEANING = words(
    """
    aim aspire endeavour hope intend like look plan propose seek strive try want wish
    """
)
"""Verbs that carry an intention by themselves, in the present ("we aim to")."""

ASKING = words(
    """
    appeal ask call challenge implore invite lobby petition press recommend request urge
    """
)
"""Verbs that move somebody else to act."""

PLEDGING = words(
    """
    agree allocate announce approve award commit confirm dedicate earmark guarantee pledge
    reserve ring-fence secure set sign undertake
    """
)
"""Verbs whose perfect tense still binds the future ("we have committed £5m")."""

MONEY = words(
    """
    allocate award co-fund co-invest commit contribute dedicate earmark finance fund grant
    invest lend match pay put reserve ring-fence spend sponsor subsidise underwrite
    """
)
"""Verbs that put in money: the input of a logic chain."""

CHANGE = words(
    """
    achieve attain boost bring cut decrease double eliminate eradicate exceed fall get grow
    halve hit improve increase lift lower meet narrow quadruple raise reach reduce rise shrink
    treble triple
    """
)
"""Verbs of which a measure is the object or subject ("raise", "cut", "reach")."""

IDLE = words(
    """
    age be become believe belong benefit come cost decline depend determine differ drop emerge
    enjoy exist experience face fall feel find follow gain grow happen have know lack lag last
    learn lose matter mean mirror need occur outpace outstrip reflect rely remain require
    result retire rise see seem shape shrink soar stay suffer understand vary
    """
)
"""What happens to things by itself: "will" before these predicts and does not promise."""

EFFECT = words(
    """
    add allow boost bring build contribute create drive enable encourage ensure generate give
    grow help improve increase lead let make mean reduce result save stimulate strengthen
    support transform underpin unlock
    """
)
"""What a scheme brings about: with "this" or "the programme" an effect and no new promise."""

SAYING = words(
    """
    argue claim describe envisage estimate expect find forecast indicate note predict project
    promise report require say set show state suggest tell warn
    """
)
"""Verbs by which others' words are told."""

OBSERVING = IDLE | words(
    """
    accept acknowledge ask bear celebrate do doubt face forget hear hope ignore live note
    notice observe recall recognise remember remind sit speak stand struggle suffer talk think
    wait
    """
)
"""What authors do with their minds or have done to them: no intention to act."""

PREDICTING = words(
    """
    anticipate estimate expect forecast foresee predict project
    """
)
"""Verbs that make whatever hangs on them a prediction."""

_IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
    "am": "be", "has": "have", "had": "have", "having": "have", "does": "do", "did": "do",
    "done": "do", "built": "build", "brought": "bring", "bought": "buy", "begun": "begin",
    "began": "begin", "drawn": "draw", "driven": "drive", "drove": "drive", "fell": "fall",
    "fallen": "fall", "felt": "feel", "found": "find", "gave": "give", "given": "give",
    "got": "get", "grew": "grow", "grown": "grow", "held": "hold", "kept": "keep",
    "laid": "lay", "embedding": "embed", "embedded": "embed", "knew": "know", "known": "know",
    "led": "lead", "lent": "lend", "lost": "lose", "made": "make", "meant": "mean",
    "met": "meet", "paid": "pay", "ran": "run", "rebuilt": "rebuild", "rose": "rise",
    "risen": "rise", "said": "say", "saw": "see", "seen": "see", "sent": "send",
    "showed": "show", "shown": "show", "sold": "sell", "sought": "seek", "spent": "spend",
    "stood": "stand", "taken": "take", "took": "take", "taught": "teach", "told": "tell",
    "tied": "tie", "undertaken": "undertake", "underwritten": "underwrite",
    "withdrawn": "withdraw", "wrote": "write", "written": "write", "became": "become",
    "came": "come", "went": "go", "gone": "go", "trialled": "trial", "trialling": "trial",
    "focussed": "focus", "focussing": "focus", "focused": "focus",
}  # fmt: skip
_DOUBLING = words(
    """
    ban begin cap commit cut fit get let map plan put run set ship shut slim stop
    """
)


@cache
def _by_form() -> dict[str, str]:
    table: dict[str, str] = {}
    for verb in sorted(
        DOING
        | SOFT
        | LEANING
        | ASKING
        | PLEDGING
        | MONEY
        | CHANGE
        | OBSERVING
        | SAYING
        | PREDICTING
    ):
        table.update(dict.fromkeys(_forms(verb), verb))
    return table | _IRREGULAR


def _forms(verb: str) -> list[str]:
    if verb.endswith("e"):
        past, present = verb + "d", verb[:-1] + "ing"
    elif verb[-1] == "y" and verb[-2] not in "aeo":
        past, present = verb[:-1] + "ied", verb + "ing"
    elif verb in _DOUBLING:
        past, present = verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    else:
        past, present = verb + "ed", verb + "ing"
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x")) else verb + "s"
    if verb[-1] == "y" and verb[-2] not in "aeo":
        third = verb[:-1] + "ies"
    american = (
        [f.replace("is", "iz", 1) for f in (verb, past, present, third)] if "ise" in verb else []
    )
    return [verb, past, present, third, *american]


def base_form(word: str) -> str:
    """Return the base form of an inflected verb, or the word itself when the verb is unknown."""
    lowered = word.lower().replace("_", "-")
    return _by_form().get(lowered, lowered)
