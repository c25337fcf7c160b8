"""Sets of values: what is in them stays in them, whatever is done with them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.sets import (
    EVERY_POINT,
    EVERY_WORD,
    NO_POINT,
    NO_WORD,
    Few,
    Line,
    above,
    below,
    intervals,
    only,
    words,
)
from tests.amounts import tries

ENDS = [Fraction(number) for number in range(4)]
POINTS = [Fraction(number, 2) for number in range(-1, 8)]
WORDS = ["a", "b", "c", "d"]
quick = settings(max_examples=tries(100, 2_000), deadline=None, derandomize=True)
simple = st.sampled_from(
    [EVERY_POINT, NO_POINT, *(side(end, closed) for side, end, closed in product((above, below), ENDS, (True, False)))]
    + [only(end) for end in ENDS]
)
some = st.sampled_from([EVERY_WORD, NO_WORD, words("a"), words("b", "c"), ~words("a"), ~words("b", "c")])


def lines() -> st.SearchStrategy[Line]:
    """Lines put together of halves and points."""
    return st.recursive(simple, lambda line: st.tuples(line, line, st.booleans()).map(_joined), max_leaves=8)


def _joined(parts: tuple[Line, Line, bool]) -> Line:
    one, other, both = parts
    return one & other if both else one | ~other


@quick
@given(lines(), lines())
def test_lines(a: Line, b: Line) -> None:
    for point in POINTS:
        assert (point in a & b) == (point in a and point in b)
        assert (point in a | b) == (point in a or point in b)
        assert (point in ~a) == (point not in a)
        pieces = [_holds(piece, point) for piece in intervals(a)]
        assert sum(pieces) == (point in a)
    for line in (a, b, a & b, a | b):
        assert all(one < other for one, other in zip(line.cuts, line.cuts[1:], strict=False))
        assert line.empty == (line == NO_POINT)


def _holds(piece: tuple[tuple[Fraction, bool] | None, tuple[Fraction, bool] | None], point: Fraction) -> bool:
    low, high = piece
    after = low is None or low[0] < point or (low[0] == point and not low[1])
    return after and (high is None or point < high[0] or (point == high[0] and high[1]))


@quick
@given(some, some)
def test_lists(a: Few, b: Few) -> None:
    for word in WORDS:
        assert (word in a & b) == (word in a and word in b)
        assert (word in a | b) == (word in a or word in b)
        assert (word in ~a) == (word not in a)
    assert (a & ~a).empty and a | ~a == EVERY_WORD
