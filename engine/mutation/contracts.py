"""Wrong edits of a contract: two values of different members, or of different periods, change places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from engine.diagnostics.model import Edit
from engine.manual.nodes import Mapping, Node, Scalar
from engine.mutation.operators import Mutant

Series = tuple[tuple[str, Scalar], ...]


def swap_values(node: Node, periods: Collection[str]) -> Iterator[Mutant]:
    """Two given values that differ, of one member in two periods, or of two members in one."""
    series = list(_series(node, periods))
    for values in series:
        for (_, one), (_, other) in combinations(values, 2):
            yield from _swap(one, other)
    for values, others in zip(series, series[1:], strict=False):
        known = dict(others)
        for period, one in values:
            if period in known:
                yield from _swap(one, known[period])


def _swap(one: Scalar, other: Scalar) -> Iterator[Mutant]:
    if one.text != other.text:
        yield Mutant("swap_values", (Edit(one.span, other.span.text), Edit(other.span, one.span.text)))


def _series(node: Node, periods: Collection[str]) -> Iterator[Series]:
    """The values by period, wherever they stand in the tree."""
    if not isinstance(node, Mapping):
        return
    values = [(key.text, value) for key, value in node.entries if key.text in periods and isinstance(value, Scalar)]
    if values:
        yield tuple((name, value) for name, value in values if isinstance(value, Scalar))
    for _, value in node.entries:
        yield from _series(value, periods)
