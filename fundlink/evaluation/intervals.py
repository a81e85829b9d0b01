"""Intervals of 95 % for shares, and for sums and ratios of shares, in closed form.

No error seen is not no error: all of these stay wide where little was looked at, and never end at a width of nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_Z = 1.959964
"""Quantile of the normal distribution that leaves 2.5 % on each side."""


@dataclass(frozen=True)
class Interval:
    """A value, and the bounds between which the true one lies 95 times in 100."""

    value: float
    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether chance alone may explain the difference."""
        return self.low <= other.high and other.low <= self.high


def wilson(share: float, size: float) -> Interval:
    """Interval of a share seen in `size` independent looks: score interval (Wilson 1927), corrected for continuity.

    Without the correction it is too narrow where hardly anything is wrong, which is where it is used: Newcombe,
    Two-sided confidence intervals for the single proportion (1998), method 4. `size` need not be whole: looks that
    resemble each other count for fewer.
    """
    if math.isinf(size):
        return Interval(share, share, share)
    squared = _Z * _Z

    def reach(sign: int) -> float:
        inner = squared - 1 / size + 4 * size * share * (1 - share) - sign * (4 * share - 2)
        return (2 * size * share + squared + sign * (_Z * math.sqrt(max(0.0, inner)) + 1)) / (2 * (size + squared))

    low = 0.0 if share == 0 else max(0.0, min(reach(-1), share))
    high = 1.0 if share == 1 else min(1.0, max(reach(1), share))
    return Interval(share, low, high)


def weighted(parts: Iterable[tuple[float, Interval]]) -> Interval:
    """Interval of a sum of independent values, each times its weight (>= 0).

    MOVER: Zou, Huang and Zhang, A note on confidence interval estimation for a linear function of binomial
    proportions (2009).
    """
    known = list(parts)
    value = sum(weight * part.value for weight, part in known)
    down = math.sqrt(sum((weight * (part.value - part.low)) ** 2 for weight, part in known))
    up = math.sqrt(sum((weight * (part.high - part.value)) ** 2 for weight, part in known))
    return Interval(value, max(0.0, value - down), value + up)


def share_of_sum(part: Interval, rest: Interval) -> Interval:
    """Interval of part / (part + rest), both independent and >= 0, part > 0.

    MOVER for a ratio: Donner and Zou, Closed-form confidence intervals for functions of the normal mean and standard
    deviation (2012), on rest / part, of which the share is a falling function.
    """
    least, most = _ratio(rest, part)
    return Interval(part.value / (part.value + rest.value), 1 / (1 + most), 1 / (1 + least))


def _ratio(top: Interval, bottom: Interval) -> tuple[float, float]:
    """Least and greatest top / bottom; infinite where bottom may be nothing."""
    product = top.value * bottom.value
    left = bottom.high * (2 * bottom.value - bottom.high)
    right = bottom.low * (2 * bottom.value - bottom.low)
    inner = product**2 - top.low * (2 * top.value - top.low) * left
    outer = product**2 - top.high * (2 * top.value - top.high) * right
    low = max(0.0, (product - math.sqrt(max(0.0, inner))) / left) if left > 0 else 0.0
    high = (product + math.sqrt(max(0.0, outer))) / right if right > 0 else math.inf
    return low, high
