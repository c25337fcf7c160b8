"""Functions and their records -> ratios to one of them, each with how far it spreads from round to round.

What counts is processor time. In each round all are measured in turn, so that a machine that slows down slows all of
them, and a ratio is formed within the round.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log
from timeit import Timer
from typing import Any

LEAST = 0.004
"""Seconds that one measurement takes at least."""


@dataclass(frozen=True)
class Measured:
    """The median of all rounds, and half of the range in which the middle half of them lies."""

    value: float
    spread: float = 0.0

    def __truediv__(self, other: Measured) -> Measured:
        value = self.value / other.value
        return Measured(value, value * (self.spread / self.value + other.spread / other.value))

    def worse_than(self, old: Measured) -> bool:
        """Whether it is more, by more than both runs spread and more than three parts in a hundred."""
        return self.value - old.value > max(2 * (self.spread + old.spread), 0.03 * old.value)


Loop = tuple[Callable[[Any], Any], Sequence[Any]]
"""A function, and the records for which it is called in turn."""


def median(values: Sequence[float]) -> Measured:
    if len(values) < 4:
        return Measured(statistics.median(values), (max(values) - min(values)) / 2)
    low, middle, high = statistics.quantiles(values, n=4)
    return Measured(middle, (high - low) / 2)


def timer(loop: Loop) -> Timer:
    """All records once. Each has a loop of its own, which Python can make quick for what is called in it."""
    function, records = loop
    return Timer(
        "for record in records: function(record)",
        globals={"function": function, "records": records},
        timer=time.process_time,
    )


def seconds(loops: Mapping[str, Loop], rounds: int) -> dict[str, list[float]]:
    """Seconds for one record of each, round by round."""
    timers = {name: timer(loop) for name, loop in loops.items()}
    often = {name: max(1, ceil(LEAST / max(one.timeit(1), 1e-6))) for name, one in timers.items()}
    times: dict[str, list[float]] = {name: [] for name in loops}
    for _ in range(rounds):
        for name, one in timers.items():
            times[name].append(one.timeit(often[name]) / (often[name] * len(loops[name][1])))
    return times


def ratios(times: Mapping[str, list[float]], base: str) -> dict[str, Measured]:
    """Of each to one of them, formed within the rounds."""
    return {
        name: median([one / other for one, other in zip(each, times[base], strict=True)])
        for name, each in times.items()
    }


def exponent(sizes: Sequence[int], costs: Sequence[Sequence[float]]) -> Measured:
    """The slope of the cost over the size, both as logarithms, round by round; `costs` are those of each size."""
    points = [log(size) for size in sizes]
    slopes = [
        statistics.linear_regression(points, [log(cost) for cost in of_round]).slope
        for of_round in zip(*costs, strict=True)
    ]
    return median(slopes)
