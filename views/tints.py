"""The label colours of the framework, the same on every screen."""

from __future__ import annotations

from nlp.framework import Framework
from views.markup import text


def chip(framework: Framework, label: str) -> str:
    """Return a label as a tinted tag. Its name stands on it, so colour carries nothing alone."""
    found = framework.label(label)
    return f'<span class="lis-chip" style="background:{found.tint}">{text(found.name)}</span>'


def paled(tint: str, share: float) -> str:
    """Return a tint mixed with white: 0 is white, 1 the tint itself."""
    share = min(1.0, max(0.0, share))
    channels = (int(tint[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02x}" for c in channels)
