"""Records are as the standard library's dataclasses in everything that this program does with them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any, ClassVar

import pytest

from engine.record import dataclass, names_of, replace


@dataclass(frozen=True, slots=True)
class Base:
    """A record with every sort of field."""

    first: int
    second: str = "b"
    many: list[int] = field(default_factory=list)
    quiet: int = field(default=3, repr=False, compare=False)
    named: int = field(kw_only=True)
    kind: ClassVar[str] = "base"


@dataclass(frozen=True, slots=True)
class Below(Base):
    """A record that builds on another, and computes a field of its own."""

    last: int = 9
    sum: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sum", self.first + self.last)


@dataclass(slots=True)
class Loose:
    """A record that may change."""

    value: int
    also: int = field(init=False, default=4)


@dataclass(frozen=True, eq=False)
class Alone:
    """A record that is equal to itself alone."""

    value: int = 1

    @property
    def twice(self) -> int:
        return 2 * self.value


class Inheriting(Loose):
    """A plain class that builds on a record."""


def test_values_by_place_and_by_name() -> None:
    one = Base(1, named=2)
    assert (one.first, one.second, one.many, one.quiet, one.named) == (1, "b", [], 3, 2)
    assert Base(1, "c", [5], 6, named=7) == Base(named=7, first=1, second="c", many=[5])
    assert Base(1, named=2).many is not one.many
    assert names_of(one) == ("first", "second", "many", "quiet", "named") and Base.kind == "base"


@pytest.mark.parametrize("wrong", [{}, {"first": 1}, {"first": 1, "named": 2, "other": 3}, {"first": 1, "last": 2}])
def test_what_is_missing_or_unknown_is_refused(wrong: dict[str, Any]) -> None:
    for _ in range(2):
        with pytest.raises(TypeError):
            Base(**wrong)


def test_a_record_that_builds_on_another() -> None:
    one = Below(1, named=2, last=5)
    assert one.sum == 6 and isinstance(one, Base) and one != Base(1, named=2)
    assert names_of(one) == ("first", "second", "many", "quiet", "named", "last", "sum")
    assert Inheriting(3).value == 3 and Inheriting(3) != Loose(3)


def test_comparing_hashing_showing() -> None:
    assert repr(Base(1, named=2, quiet=8)) == "Base(first=1, second='b', many=[], named=2)"
    assert Base(1, named=2, quiet=8) == Base(1, named=2, quiet=9) != Base(2, named=2)
    assert hash(Base(1, "b", (), named=2)) == hash(Base(1, "b", (), 9, named=2))  # type: ignore[arg-type]
    assert Alone() != Alone() and len({Alone(), Alone()}) == 2
    with pytest.raises(TypeError):
        hash(Loose(1))


def test_no_room_for_more() -> None:
    with pytest.raises(AttributeError):
        Loose(1).more = 2  # type: ignore[attr-defined]
    assert Loose(1).also == 4 and Alone(4).twice == 8


def test_matching() -> None:
    match Base(1, "x", named=2):
        case Base(first, second, named=named):
            assert (first, second, named) == (1, "x", 2)


def test_the_standard_library_knows_them() -> None:
    one = Base(1, named=2)
    assert dataclasses.is_dataclass(one)
    assert [part.name for part in dataclasses.fields(one)] == list(names_of(one))
    assert dataclasses.replace(one, first=5) == Base(5, named=2) == replace(one, first=5)
    assert dataclasses.replace(Below(1, named=2), first=5).sum == 14
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
