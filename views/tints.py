"""The label colours of the framework, the same on every screen."""

from __future__ import annotations

from nlp.framework import Framework
from views.markup import text


def chip(framework: Framework, label: str, unsure: str = "") -> str:
    """Return a label as a tinted tag. Its name stands on it, so colour carries nothing alone.

    `unsure` says why a person should look; it is heard, and seen as a small mark.
    """
    found = framework.label(label)
    mark = doubt(unsure) if unsure else ""
    return f'<span class="lis-chip" style="background:{found.tint}">{text(found.name)}{mark}</span>'


def doubt(why: str) -> str:
    """Return the small mark of doubt, whose reason shows under the pointer and is read aloud."""
    return (
        f'<span class="lis-doubt" title="{text(why)}"><span aria-hidden="true">?</span>'
        f'<span class="lis-unseen">, {text(why[0].lower() + why[1:])}</span></span>'
    )


def paled(tint: str, share: float) -> str:
    """Return a tint mixed with white: 0 is white, 1 the tint itself."""
    share = min(1.0, max(0.0, share))
    channels = (int(tint[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02x}" for c in channels)
