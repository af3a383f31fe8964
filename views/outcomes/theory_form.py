"""The form in which one part of the national theory of change is edited, added or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from nlp.commitment import Stage
from review.theory.edits import (
    new_id,
    with_mechanism,
    with_node,
    without_mechanism,
    without_node,
)
from review.theory.national import Mechanism, Node, Theory, TheoryError
from review.theory.steps import STAGES

NEW_PART: Final = "new part"
NEW_LINK: Final = "new link"
ARROW: Final = " → "


def choose_part(theory: Theory) -> str:
    """Draw the choice of what to change, and return it: a node id, "a → b", or something new."""
    names = {node.id: f"{node.stage.value.capitalize()}: {node.name}" for node in theory.nodes}
    for m in theory.mechanisms:
        ends = theory.node(m.source).name, theory.node(m.target).name
        names[f"{m.source}{ARROW}{m.target}"] = f"Why: {ARROW.join(ends)}"
    names |= {NEW_PART: "Add a part", NEW_LINK: "Add a reason why one part leads to another"}
    return st.selectbox("What to change", list(names), format_func=names.__getitem__, key="part")


def draw_fields(
    theory: Theory, part: str, labels: Sequence[str], key: str
) -> tuple[Theory, str] | None:
    """Draw the form of a part; return the edited theory and the reason when it is submitted.

    TheoryError when something is left empty. The fields keep what is in them for as long as
    `key` stays.
    """
    key = f"{key}-{part}"
    with st.form(key):
        is_link = part == NEW_LINK or ARROW in part
        edited: Node | Mechanism = (
            _link_fields(theory, part, key) if is_link else _part_fields(theory, part, labels, key)
        )
        known = part not in (NEW_PART, NEW_LINK)
        out = known and st.checkbox("Take this out of the theory", key=f"{key}-out")
        why = st.text_input("What you changed, and why", key=f"{key}-why", max_chars=200)
        if not st.form_submit_button("Keep as a new version"):
            return None
    if out and isinstance(edited, Node):
        return without_node(theory, part), why
    if out:
        return without_mechanism(theory, *part.split(ARROW)), why
    _check(edited)
    if isinstance(edited, Node):
        return with_node(theory, edited), why
    return with_mechanism(theory, edited), why


def _check(edited: Node | Mechanism) -> None:
    if not edited.sources:
        raise TheoryError("choose the source that this rests on")
    if isinstance(edited, Node) and not (edited.name and edited.statement):
        raise TheoryError("give the part a name, and say what is meant to be so")
    if isinstance(edited, Mechanism) and not (edited.how and edited.assumption):
        raise TheoryError("say why the one leads to the other, and what has to hold for it")
    if isinstance(edited, Mechanism) and edited.source == edited.target:
        raise TheoryError("a part cannot lead to itself; choose two parts")


def _part_fields(theory: Theory, part: str, labels: Sequence[str], key: str) -> Node:
    blank = Node("", Stage.OUTCOME, "", "", ())
    node = blank if part == NEW_PART else theory.node(part)
    left, right = st.columns(2)
    name = left.text_input("Name", node.name, key=f"{key}-name", max_chars=80)
    stage = right.selectbox(
        "Stage",
        STAGES,
        STAGES.index(node.stage),
        format_func=lambda known: known.value.capitalize(),
        key=f"{key}-stage",
    )
    statement = st.text_area("What is meant to be so", node.statement, key=f"{key}-statement")
    one, two, three = st.columns([3, 3, 2])
    measure = one.text_input("Measured by", node.measure, key=f"{key}-measure")
    target = two.text_input("Target", node.target, key=f"{key}-target")
    by = three.number_input("By the year", 1990, 2100, node.by, key=f"{key}-by")
    themes = ("", *labels)
    label = st.selectbox(
        "Theme whose promises join in here",
        themes,
        themes.index(node.label) if node.label in themes else 0,
        format_func=lambda known: known.replace("_", " ").capitalize() or "None",
        key=f"{key}-label",
    )
    return replace(
        node,
        id=node.id or new_id(theory, name),
        name=name.strip(),
        stage=stage,
        statement=statement.strip(),
        measure=measure.strip(),
        target=target.strip(),
        by=int(by) if by is not None else None,
        label=label,
        sources=_sources(theory, node.sources, key),
    )


def _link_fields(theory: Theory, part: str, key: str) -> Mechanism:
    if part == NEW_LINK:
        names = {node.id: f"{node.stage.value.capitalize()}: {node.name}" for node in theory.nodes}
        left, right = st.columns(2)
        ids, named = list(names), names.__getitem__
        source = left.selectbox("From", ids, format_func=named, key=f"{key}-from")
        target = right.selectbox("To", ids, len(ids) - 1, format_func=named, key=f"{key}-to")
        link = Mechanism(source, target, "", "", ())
    else:
        ends = tuple(part.split(ARROW))
        link = next(m for m in theory.mechanisms if (m.source, m.target) == ends)
    how = st.text_area("Why the one leads to the other", link.how, key=f"{key}-how")
    assumed = st.text_area("What has to hold for it", link.assumption, key=f"{key}-assumption")
    sources = _sources(theory, link.sources, key)
    return replace(link, how=how.strip(), assumption=assumed.strip(), sources=sources)


def _sources(theory: Theory, chosen: Sequence[str], key: str) -> tuple[str, ...]:
    titles = {source.id: source.title for source in theory.sources}
    picked = st.multiselect(
        "Sources", list(titles), list(chosen), format_func=titles.__getitem__, key=f"{key}-sources"
    )
    return tuple(picked)
