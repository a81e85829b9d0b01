"""From values to places on a chart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight axis from `low` to `high`, in per cent of its length."""

    low: float
    high: float

    @classmethod
    def around(cls, values: Iterable[float]) -> Scale:
        """An axis that holds the values with a little room on both sides."""
        known = list(values)
        room = (max(known) - min(known) or 1.0) * 0.03
        return cls(min(known) - room, max(known) + room)

    def at(self, value: float) -> float:
        """Place of a value, in per cent."""
        return round(100 * (value - self.low) / (self.high - self.low), 3)

    def bar(self, start: float, end: float) -> tuple[float, float]:
        """Place and length of a bar between two values, in per cent."""
        left, right = sorted((self.at(start), self.at(end)))
        return left, round(right - left, 3)

    def ticks(self, most: int = 6) -> list[float]:
        """Round values along the axis, at most so many."""
        rough = (self.high - self.low) / most
        power = 10 ** math.floor(math.log10(rough))
        step = next(step * power for step in (1, 2, 5, 10) if step * power >= rough)
        return [round(n * step, 6) for n in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]
