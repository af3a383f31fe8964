"""Across places: value chains that promises of several places form, and measures side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from review.logframes.logframe import Quote
from review.theory.value_chains import Place, Tie, ValueChain, chains_csv
from review.theory.value_chains_picture import chain_picture
from views.desk import Desk, open_desk
from views.markup import draw, note, table, text
from views.outcomes.desk import chains_of
from views.outcomes.logframe_portfolio import draw_portfolio_logframe
from views.outcomes.page import draw_quote, open_quote, page_button, style
from views.outcomes.theory_tables import picture_html
from views.wording import counted, how_sure, listed


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    style()
    st.title("Across places")
    if len(desk.places()) < 2:
        note("This needs strategies of two places or more. Add another strategy.")
        return
    part = st.segmented_control(
        "Part",
        list(PARTS),
        default="Value chains",
        key="across",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    PARTS[part or "Value chains"](desk)


def _chains(desk: Desk) -> None:
    chains = chains_of(desk)
    if not chains:
        note("No value chains: no promises of two places were found to complement each other.")
        return
    told, download = st.columns([8, 2], vertical_alignment="center")
    told.html(
        f'<p class="lis"><b>{counted(len(chains), "chain")}</b> of promises that complement each '
        "other: one place supplies, tests or makes what another fits or uses.</p>"
    )
    download.download_button("Download as CSV", chains_csv(chains), "value-chains.csv", "text/csv")
    named = names_of(chains)
    name = st.selectbox("Chain", list(named), key="chain", bind="query-params")
    name = name or next(iter(named))
    chain = named[name]
    svg = chain_picture(chain)
    draw(picture_html(svg, name), "value-chain")
    st.html(
        '<p class="lis lis-soft">A solid line: one offers what the other looks for. A dashed one: '
        "both do the same kind of thing.</p>"
    )
    st.download_button("Download as SVG", svg, "value-chain.svg", "image/svg+xml")
    left, right = st.columns([11, 9], gap="large")
    with left:
        draw(chain_html(chain), "chain-table", on_press=open_quote, keys=True)
    with right:
        draw_quote(desk, "Open a page to see a promise of this chain here.")


def names_of(chains: Sequence[ValueChain]) -> dict[str, ValueChain]:
    """Return chains by name, the surest first; those of one name are numbered."""
    named: dict[str, ValueChain] = {}
    for chain in chains:
        name = name_of(chain)
        same = sum(known == name or known.startswith(f"{name} (") for known in named)
        named[f"{name} ({same + 1})" if same else name] = chain
    return named


def name_of(chain: ValueChain) -> str:
    """Return what a chain is about and whose it is."""
    places = sorted({place.member.place for place in chain.places})
    whose = listed(places, 4) if places else ""
    return ": ".join(words for words in (", ".join(chain.about), whose) if words)


def chain_html(chain: ValueChain) -> str:
    """Return the twin of the picture: a row for each promise, with what ties it to others."""
    tied: dict[int, list[Tie]] = defaultdict(list)
    for tie in chain.ties:
        tied[tie.source].append(tie)
        tied[tie.target].append(tie)
    rows = [_row(chain, n, place, tied[n]) for n, place in enumerate(chain.places)]
    return table(("Part", "Place", "Promise", "Tied to"), rows)


def _row(chain: ValueChain, n: int, place: Place, ties: list[Tie]) -> str:
    member = place.member
    quote = Quote(member.passage, member.start, member.end)
    lines = []
    for tie in ties:
        other = chain.places[tie.target if tie.source == n else tie.source].member.place
        lines.append(f"<p><b>{text(other)}</b>. {text(tie.why)} {how_sure(tie.confidence)}.</p>")
    return (
        f'<tr data-item tabindex="-1"><td>{place.part.value.capitalize()}</td>'
        f'<th scope="row">{text(member.place)}</th><td>“{text(member.quote)}”<br>'
        f"{page_button(quote, member.place)}</td><td>{''.join(lines)}</td></tr>"
    )


PARTS: Final[dict[str, Callable[[Desk], None]]] = {
    "Value chains": _chains,
    "Portfolio logframe": draw_portfolio_logframe,
}
