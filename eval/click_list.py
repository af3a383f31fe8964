"""The clicks that people make most, over all screens, each with what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Click:
    """One thing to press, or words to type and send with Enter.

    `start` is the address to begin at; `{document}`, `{handed}` (a strategy with a review that was
    handed in) and `{mine}` (a review of Ben's under way) are filled in. `press` is a selector of
    Playwright; of several elements the one at `first` + `step` × turn is pressed. `state` is
    JavaScript: the click is answered when its value is true and another than before.
    """

    name: str
    start: str
    press: str
    state: str
    first: int = 0
    step: int = 1
    typed: tuple[str, ...] = ()
    who: str = "Ben"


_HEAD: Final = "document.querySelector('h1').innerText"
_PAGE: Final = (
    "(v => v && v.querySelector('img').complete && v.querySelector('img').alt"
    " + (v.querySelector('.lis-lit')?.getAttribute('style') ?? ''))"
    "(document.querySelector('.lis-viewer'))"
)
"""The page that is open and the passage lit on it."""
_LIT: Final = (
    "(v => v && v.querySelector('img').complete && v.querySelector('.lis-lit')"
    " && v.querySelector('img').alt + v.querySelector('.lis-lit').getAttribute('style'))"
    "(document.querySelector('.lis-viewer'))"
)
_BOTH: Final = (
    "(v => v.length === 2 && [...v].every(p => p.querySelector('img').complete)"
    " && [...v].map(p => p.querySelector('img').alt"
    " + (p.querySelector('.lis-lit')?.getAttribute('style') ?? '')).join())"
    "(document.querySelectorAll('.lis-viewer'))"
)
_CARDS: Final = (
    "(c => c.length && [...c].slice(0, 5).map(p => p.innerText).join())"
    "(document.querySelectorAll('.lis-card'))"
)
_ALL_CARDS: Final = "[...document.querySelectorAll('.lis-card')].map(p => p.innerText).join()"
"""A filter may leave the first cards as they were."""
_TABLE: Final = "document.querySelector('.lis-table')?.innerText"


def _menu(name: str) -> str:
    return f'role=link[name="{name}"]'


def _on(screen: str, what: str) -> str:
    """Return a state that is there once a screen is, with something drawn on it."""
    return f"{_HEAD} === '{screen}' && ({what}) && 'here'"


def _radio(name: str) -> str:
    return f'role=radio[name="{name}"]'


def _there(selector: str) -> str:
    return f"document.querySelector('{selector}') && 'here'"


CLICKS: Final = (
    # Portfolio
    Click("Portfolio: menu", "find", _menu("Portfolio"), _on("Portfolio", _there(".lis-cell"))),
    Click("Portfolio: a cell", "", ".lis-cell", _CARDS, first=13, step=29),
    Click("Portfolio: a label", "", "button[data-act=label]", _CARDS),
    Click("Portfolio: open a passage", "?label=people", "[data-act=open]", _LIT),
    Click(
        "Portfolio: count commitments",
        "",
        _radio("Commitments"),
        "document.querySelectorAll('.lis-cell')[20]?.title",
    ),
    Click("Portfolio: a mission", "", "button[data-act=mission]", _CARDS),
    # Find
    Click("Find: menu", "", _menu("Find"), _on("Find", "document.querySelector('input')")),
    Click(
        "Find: a question",
        "find",
        "input[aria-label='What are you looking for?']",
        _CARDS,
        typed=(
            "hydrogen for heavy vehicles",
            "apprenticeships for adults",
            "flood defence on the coast",
            "who pays for the research park",
            "care at home with sensors",
        ),
    ),
    Click(
        "Find: which places",
        "find",
        "input[aria-label='What are you looking for?']",
        "document.querySelector('.lis-table') && document.querySelector('.lis-card') && 'here'",
        typed=(
            "Which places plan hydrogen production?",
            "Who wants devolved adult education budgets?",
            "Which places trial driverless vehicles?",
            "Where will the bus fleet be renewed?",
            "Which areas build homes for older people?",
        ),
    ),
    Click(
        "Find: a filter",
        "find?q=apprenticeships",
        "button[data-variant=pills]",
        _ALL_CARDS,
        first=1,
    ),
    Click("Find: open a hit", "find?q=skills", "[data-act=open]", _LIT),
    Click(
        "Strategy: next passage",
        "strategy?document={document}&passage={passage}",
        "role=button[name='Next passage']",
        _LIT,
    ),
    # Overlaps
    Click("Overlaps: menu", "", _menu("Overlaps"), _on("Overlaps", _BOTH)),
    Click("Overlaps: another overlap", "overlaps", ".lis-pair .lis-say", _BOTH, first=1),
    Click(
        "Overlaps: opportunities", "overlaps", _radio("Opportunities"), _there("section.lis-pair")
    ),
    Click("Overlaps: network", "overlaps", _radio("Network"), _there(".lis-table [data-act=pair]")),
    Click("Overlaps: map", "overlaps", _radio("Map"), _there(".lis-tile, .lis-tiles")),
    Click(
        "Overlaps: verdict",
        "overlaps",
        "[data-act=verdict]",
        "document.querySelector('.lis-verdict')?.innerText"
        " + document.querySelector('[data-act=verdict][aria-pressed=true]')?.innerText",
    ),
    # Strategy
    Click("Strategy: menu", "", _menu("Strategy"), _on("Strategy", _TABLE)),
    Click("Strategy: one of the list", "strategy", "[data-act=document]", _PAGE, step=7),
    Click(
        "Strategy: next page",
        "strategy?document={document}",
        "role=button[name='Next page']",
        _PAGE,
    ),
    Click(
        "Strategy: commitments",
        "strategy?document={document}",
        _radio("Commitments"),
        _there(".lis-promises, .lis-table"),
    ),
    Click(
        "Strategy: a commitment",
        "strategy?document={document}&tab=Commitments",
        "tr[data-item] [data-act=open], tr[data-item] button",
        _LIT,
        first=2,
    ),
    Click(
        "Strategy: coverage",
        "strategy?document={document}",
        _radio("Coverage"),
        _there(".lis-tint"),
    ),
    Click(
        "Strategy: requirements",
        "strategy?document={document}",
        _radio("Requirements"),
        "document.querySelectorAll('.lis-table tbody tr').length > 5 && 'here'",
    ),
    Click(
        "Strategy: overlaps",
        "strategy?document={document}",
        _radio("Overlaps"),
        _there(".lis-pair"),
    ),
    # Review
    Click("Review: menu", "", _menu("Review"), _on("Review", _TABLE)),
    Click(
        "Review: a criterion",
        "review?review={mine}",
        ".lis-criterion button",
        "document.querySelector('[data-testid=stMain] h2')?.innerText",
        first=1,
    ),
    Click(
        "Review: a rating",
        "review?review={mine}",
        "[data-testid=stRadioOption]:not(:has(input:checked))",
        "document.querySelector('[data-version]')?.dataset.version",
    ),
    Click("Review: open a passage", "review?review={mine}", ".lis-card [data-act=open]", _LIT),
    # Moderate
    Click("Moderate: menu", "", _menu("Moderate"), _on("Moderate", _TABLE), who="Mo"),
    Click(
        "Moderate: a strategy",
        "moderate",
        "[data-act=document]",
        "document.querySelectorAll('[data-testid=stExpander]').length > 3 && 'here'",
        who="Mo",
    ),
    # Progress
    Click("Progress: menu", "", _menu("Progress"), _on("Progress", _TABLE)),
    Click("Progress: read next", "progress", _radio("Read next"), _CARDS),
    Click(
        "Progress: I have read these",
        "progress?part=Read+next",
        "role=button[name=/I have read/]",
        _CARDS,
    ),
    Click(
        "Progress: out of date",
        "progress",
        _radio("Out of date"),
        _there("[data-testid=stMain] .lis-note, [data-act=replay]"),
    ),
    Click("Progress: audit", "progress", _radio("Audit"), _there(".lis-scroll"), who="Mo"),
    # Outcomes
    Click(
        "Outcomes: one of the list",
        "outcomes",
        "[data-act=document]",
        _there(".lis-picture"),
        step=7,
    ),
    Click(
        "Outcomes: logframe",
        "outcomes?document={document}",
        _radio("Logframe"),
        _there("[data-act=cell]"),
    ),
    Click(
        "Outcomes: a cell",
        "outcomes?document={document}&outcome=Logframe",
        "[data-act=cell]",
        "document.querySelector('[data-testid=stMain] h2')?.innerText",
    ),
    Click(
        "Outcomes: letter",
        "outcomes?document={document}",
        _radio("Letter"),
        _there(".lis-letter, [data-testid=stMain] h2"),
    ),
    Click("Progress reports: a commitment", "monitoring", "[data-act=commitment]", _LIT),
    Click(
        "Progress reports: over time",
        "monitoring",
        _radio("Over time"),
        _there("[data-testid=stMain] .lis svg"),
    ),
    Click("Across: portfolio logframe", "across", _radio("Portfolio logframe"), _TABLE),
    Click(
        "Add: menu",
        "",
        _menu("Add a strategy"),
        _on("Add a strategy", "document.querySelector('h1')"),
    ),
)
