"""Shares of a difference as plain arithmetic: games of a few players that can be worked out by hand, and the laws."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.difference.game import Game, divided
from engine.difference.shares import Tree, cost, mask, shares
from engine.difference.waterfall import column
from engine.language.values import Outcome, absent

numbers = st.builds(F, st.integers(-60, 60), st.sampled_from((1, 3, 7)))
few = settings(max_examples=12, deadline=None)


def game(values: dict[int, F]):  # type: ignore[no-untyped-def]
    return lambda on: values.get(on, F(0))


def test_two_changes_share_what_only_both_together_move() -> None:
    assert shares((1, 2), game({1: F(10), 2: F(4), 3: F(20)})) == {1: F(13), 2: F(7)}


def test_groups_share_first_and_then_their_members() -> None:
    """Only all three together move it: the single one has half, the two of the group a quarter each."""
    assert shares((1, (2, 4)), game({7: F(12)})) == {1: F(6), 2: F(3), 4: F(3)}


@few
@given(st.lists(numbers, min_size=16, max_size=16))
def test_shares_are_means_over_all_orders(values: list[F]) -> None:
    value = values.__getitem__
    found = shares((1, 2, 4, 8), value)
    orders = list(permutations((1, 2, 4, 8)))
    for player in found:
        steps = (sum(order[: order.index(player)]) for order in orders)
        assert found[player] == sum((value(on | player) - value(on) for on in steps), F(0)) / len(orders)


TREES: list[tuple[Tree, ...]] = [(1, 2, 4, 8), ((1, 2), (4, 8)), ((1, 2, 4), 8), ((1, (2, 4)), 8), (3, 4, 8), (15,)]


@pytest.mark.parametrize("tree", TREES)
@few
@given(values=st.lists(numbers, min_size=16, max_size=16))
def test_shares_add_up(tree: tuple[Tree, ...], values: list[F]) -> None:
    assert sum(shares(tree, values.__getitem__).values()) == values[15] - values[0]


@pytest.mark.parametrize("tree", TREES)
def test_no_more_sets_are_asked_for_than_counted(tree: tuple[Tree, ...]) -> None:
    asked: set[int] = set()
    shares(tree, lambda on: F(asked.add(on) or 0))
    assert len(asked) <= cost(tree)


@few
@given(st.lists(numbers, min_size=8, max_size=8))
def test_equal_changes_have_equal_shares_and_one_without_effect_has_none(values: list[F]) -> None:
    """The value depends on how many of three changes are made; the fourth does nothing."""
    found = shares((1, 2, 4, 8), lambda on: values[(on & 7).bit_count()])
    assert found[1] == found[2] == found[4]
    assert found[8] == 0


@few
@given(st.permutations((1, 2, 4, 8)), st.lists(numbers, min_size=16, max_size=16))
def test_the_order_in_which_changes_are_listed_does_not_matter(order: list[int], values: list[F]) -> None:
    assert shares(tuple(order), values.__getitem__) == shares((1, 2, 4, 8), values.__getitem__)


def test_changes_that_keep_a_figure_only_together_are_one() -> None:
    """1 alone leaves no number, 1 and 2 do: they are one change, 4 stands for itself."""

    def figure(on: int) -> tuple[Outcome, int]:
        return (absent() if on & 3 == 1 else Outcome(F(on))), 7

    assert divided(Game(figure, 7), lambda blocks: [blocks]) == {3: F(3), 4: F(4)}


def test_what_is_never_looked_at_is_no_player() -> None:
    asked: set[int] = set()

    def figure(on: int) -> tuple[Outcome, int]:
        asked.add(on)
        return Outcome(F(on & 1)), 1

    assert divided(Game(figure, 0b1111), lambda blocks: [blocks]) == {1: F(1)}
    assert len(asked) <= 4


@few
@given(numbers, st.lists(numbers, max_size=6))
def test_a_printed_column_always_adds_up(first: F, parts: list[F]) -> None:
    last = first + sum(parts, F(0))
    found = column(first, parts, last, 2)
    assert found.first + sum(found.parts) + found.rounding == found.last
    assert 2 <= found.decimals <= 6
    assert not found.rounding or found.decimals == 6


@pytest.mark.parametrize(
    ("first", "parts", "decimals", "rounding"),
    [
        ("1", ["1/4", "1/4"], 2, "0"),
        ("0", ["1/8", "1/8"], 3, "0"),
        ("0", ["1/3", "1/3", "1/3"], 6, "1/1000000"),
        ("100", [], 2, "0"),
    ],
)
def test_the_fewest_decimals_at_which_it_adds_up(first: str, parts: list[str], decimals: int, rounding: str) -> None:
    moved = [F(part) for part in parts]
    found = column(F(first), moved, F(first) + sum(moved, F(0)), 2)
    assert (found.decimals, found.rounding) == (decimals, F(rounding))


def test_a_block_is_a_mask_of_its_changes() -> None:
    assert mask((1, (2, (8,)))) == 11


def test_more_than_anybody_could_hold_against_each_other_is_one_block() -> None:
    def figure(on: int) -> tuple[Outcome, int]:
        return Outcome(F(on.bit_count())), (1 << 40) - 1

    assert divided(Game(figure, (1 << 40) - 1), lambda blocks: [blocks]) == {(1 << 40) - 1: F(40)}
