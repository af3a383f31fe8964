"""A share with the interval in which the true one probably lies."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

Z: Final = 1.96  # 95 in 100


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share of a whole, and the ends of its 95 % interval by Wilson (1927)."""

    value: float
    low: float
    high: float


def proportion(part: int, whole: int) -> Proportion | None:
    """Return the share; None of nothing. Sound for small counts, where the usual one is not."""
    if not whole:
        return None
    share = part / whole
    middle = share + Z**2 / (2 * whole)
    reach = Z * math.sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
    scale = 1 + Z**2 / whole
    return Proportion(share, max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale))
