"""Changes one part of a theory of change; each gives a new theory and leaves the old one alone."""

from __future__ import annotations

import re
from dataclasses import replace

from review.theory.national import Mechanism, Node, Theory


def with_node(theory: Theory, node: Node) -> Theory:
    """Return the theory with this node in the place of the one with its id, or at the end."""
    if all(known.id != node.id for known in theory.nodes):
        return replace(theory, nodes=(*theory.nodes, node))
    return replace(theory, nodes=tuple(node if n.id == node.id else n for n in theory.nodes))


def with_mechanism(theory: Theory, mechanism: Mechanism) -> Theory:
    """Return the theory with this mechanism in the place of the one between the same nodes."""
    ends = (mechanism.source, mechanism.target)
    if all((m.source, m.target) != ends for m in theory.mechanisms):
        return replace(theory, mechanisms=(*theory.mechanisms, mechanism))
    kept = tuple(mechanism if (m.source, m.target) == ends else m for m in theory.mechanisms)
    return replace(theory, mechanisms=kept)


def without_node(theory: Theory, node: str) -> Theory:
    """Return the theory without a node and without the mechanisms that begin or end in it."""
    return replace(
        theory,
        nodes=tuple(known for known in theory.nodes if known.id != node),
        mechanisms=tuple(m for m in theory.mechanisms if node not in (m.source, m.target)),
    )


def without_mechanism(theory: Theory, source: str, target: str) -> Theory:
    """Return the theory without the mechanism between two nodes."""
    kept = tuple(m for m in theory.mechanisms if (m.source, m.target) != (source, target))
    return replace(theory, mechanisms=kept)


def new_id(theory: Theory, name: str) -> str:
    """Return an id for a new node that tells its name and that no node has yet."""
    slug = "-".join(re.findall(r"[a-z0-9]+", name.casefold())) or "part"
    taken = {node.id for node in theory.nodes}
    if slug not in taken:
        return slug
    return next(name for n in range(2, len(taken) + 3) if (name := f"{slug}-{n}") not in taken)
