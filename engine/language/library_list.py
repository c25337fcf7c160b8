"""List functions of FEEL (DMN 1.5, 10.3.4.4). Members that are absent stay members, with their reasons.

Positions count from 1, or from the end with -1. Members are compared by FEEL's equality; what is absent or of another
kind equals nothing. `list contains` and `index of` look for an absence if what they are to find is itself absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics.model import Reason
from engine.language.arithmetic import Failure
from engine.language.comparison import Fingerprint, fingerprints
from engine.language.library_calling import whole
from engine.language.limits import LIST_MEMBERS
from engine.language.reasons import (
    WRITTEN_NULL,
    no_such_length,
    no_such_position,
    not_whole,
    too_long_list,
    too_many_steps,
)
from engine.language.types import ListType, Type, element_of, join
from engine.language.values import Outcome, merged

Members = tuple[Outcome, ...]


def count(list_: Members) -> Fraction:
    """`count([1, 2, 3])` is 3. A member that is absent counts."""
    return Fraction(len(list_))


def all_true(list_: Members) -> Outcome:
    """`all([true, false])` is false as soon as one member is, absent ones or not; `all([])` is true."""
    return _decided(list_, by=False)


def any_true(list_: Members) -> Outcome:
    """`any([true, false])` is true as soon as one member is, absent ones or not; `any([])` is false."""
    return _decided(list_, by=True)


def _decided(list_: Members, by: bool) -> Outcome:
    """Three-valued: a member `by` decides, then an absent one leaves it open, then all of them agree."""
    carried = merged(member.carried for member in list_)
    if any(member.value is by for member in list_):
        return Outcome(by, carried=carried)
    reasons = merged(member.reasons for member in list_)
    return Outcome(None if reasons else not by, reasons, carried)


def append(list_: Members, items: Members) -> Members | Failure:
    """`append([1], 2, 3)` is [1, 2, 3]. What is absent is appended as such."""
    return _bounded(list_ + items)


def concatenate(lists: tuple[Members, ...]) -> Members | Failure:
    """`concatenate([1, 2], [3])` is [1, 2, 3]."""
    if sum(map(len, lists)) > LIST_MEMBERS:
        return Failure(too_long_list())
    return tuple(member for list_ in lists for member in list_)


def union(lists: tuple[Members, ...]) -> Members | Failure:
    """`union([1, 2], [2, 3])` is [1, 2, 3]: concatenated, then without repetitions."""
    together = concatenate(lists)
    return together if isinstance(together, Failure) else distinct_values(together)


def distinct_values(list_: Members) -> Members | Failure:
    """`distinct values([1, 2, 1])` is [1, 2]: each the first time only. Absent members all stay."""
    marks = fingerprints(list_)
    if marks is None:
        return Failure(too_many_steps())
    seen: set[Fingerprint] = set()
    return tuple(member for member, mark in zip(list_, marks, strict=True) if mark is None or _first(mark, seen))


def _first(mark: Fingerprint, seen: set[Fingerprint]) -> bool:
    if mark in seen:
        return False
    seen.add(mark)
    return True


def insert_before(list_: Members, position: Fraction, new_item: Outcome) -> Members | Failure:
    """`insert before([1, 3], 1, 2)` is [2, 1, 3]."""
    index = _index(position, len(list_))
    return index if isinstance(index, Failure) else _bounded((*list_[:index], new_item, *list_[index:]))


def remove(list_: Members, position: Fraction) -> Members | Failure:
    """`remove([1, 2, 3], 2)` is [1, 3]."""
    index = _index(position, len(list_))
    return index if isinstance(index, Failure) else list_[:index] + list_[index + 1 :]


def reverse(list_: Members) -> Members:
    """`reverse([1, 2, 3])` is [3, 2, 1]."""
    return list_[::-1]


def sublist(list_: Members, start_position: Fraction, length: Fraction | None = None) -> Members | Failure:
    """`sublist([4, 5, 6], 2)` is [5, 6], `sublist([4, 5, 6], 1, 2)` is [4, 5]."""
    part = span_of(len(list_), start_position, length)
    return part if isinstance(part, Failure) else list_[part]


def list_contains(list_: Members, element: Outcome) -> Outcome | Failure:
    """`list contains([1, 2], 2)` is true. An `element` that is absent, like a written `null`, looks for an absence:
    `list contains([1, null], null)` is true. An answer that had to pass over absent members carries their reasons."""
    found = _found(list_, element)
    if found is None:
        return Failure(too_many_steps())
    return Outcome(bool(found), carried=() if found and element.value is not None else _passed_over(list_, element))


def index_of(list_: Members, match: Outcome) -> Outcome | Failure:
    """`index of([1, 2, 3, 2], 2)` is [2, 4]: all positions, in order. A `match` that is absent, like a written `null`,
    looks for absences. The answer carries the reasons of absent members."""
    found = _found(list_, match)
    if found is None:
        return Failure(too_many_steps())
    return Outcome(tuple(Outcome(Fraction(position)) for position in found), carried=_passed_over(list_, match))


def _found(list_: Members, wanted: Outcome) -> list[int] | None:
    """Positions from 1; None if there is too much to compare."""
    if wanted.value is None:
        return [position for position, member in enumerate(list_, 1) if member.value is None]
    marks = fingerprints((wanted, *list_))
    if marks is None:
        return None
    return [position for position, mark in enumerate(marks[1:], 1) if mark is not None and mark == marks[0]]


def _passed_over(list_: Members, wanted: Outcome) -> tuple[Reason, ...]:
    """Why members, and what was looked for, are absent: anything but a `null` written in the formula."""
    reasons = merged((*(member.reasons for member in list_), wanted.reasons))
    return tuple(reason for reason in reasons if reason.code != WRITTEN_NULL)


def flatten(list_: Members) -> Outcome | Failure:
    """`flatten([[1, 2], [[3]], 4])` is [1, 2, 3, 4]."""
    flat: list[Outcome] = []
    carried: list[tuple[Reason, ...]] = []
    for steps, member in enumerate(_leaves(list_)):
        if steps > LIST_MEMBERS:
            return Failure(too_long_list())
        if isinstance(member.value, tuple):
            carried.append(member.carried)
        else:
            flat.append(member)
    return Outcome(tuple(flat), carried=merged(carried))


def _leaves(list_: Members) -> Iterator[Outcome]:
    """All members in order, lists before what is in them."""
    waiting = [iter(list_)]
    while waiting:
        member = next(waiting[-1], None)
        if member is None:
            waiting.pop()
            continue
        yield member
        if isinstance(member.value, tuple):
            waiting.append(iter(member.value))


def span_of(size: int, start_position: Fraction, length: Fraction | None) -> slice | Failure:
    """The part from a position on: of this length, or up to the end. Fails where FEEL's domain ends."""
    start = _index(start_position, size, "start position")
    if isinstance(start, Failure):
        return start
    if length is None:
        return slice(start, size)
    if whole(length) is None:
        return Failure(not_whole("length"))
    return slice(start, start + int(length)) if 1 <= length <= size - start else Failure(no_such_length(size - start))


def _index(position: Fraction, size: int, parameter: str = "position") -> int | Failure:
    """Position from 1, or from the end with -1 → index from 0."""
    number = whole(position)
    if number is None:
        return Failure(not_whole(parameter))
    if number == 0 or abs(number) > size:
        return Failure(no_such_position(size))
    return number - 1 if number > 0 else size + number


def _bounded(list_: Members) -> Members | Failure:
    return list_ if len(list_) <= LIST_MEMBERS else Failure(too_long_list())


def same_list(types: tuple[Type, ...]) -> Type:
    """The result has the type of the list it was made from."""
    return ListType(element_of(types[0]))


def member_type(types: tuple[Type, ...]) -> Type:
    """The result is one of the members."""
    return element_of(types[0])


def appended(types: tuple[Type, ...]) -> Type:
    """`append`: what was there, and what the list of new items holds."""
    return ListType(join(element_of(types[0]), element_of(types[1])))


def inserted(types: tuple[Type, ...]) -> Type:
    """`insert before`: what was there, and the new item."""
    return ListType(join(element_of(types[0]), types[2]))


def concatenated(types: tuple[Type, ...]) -> Type:
    """`concatenate`, `union`: from the list of all lists."""
    return ListType(element_of(element_of(types[0])))


def flattened(types: tuple[Type, ...]) -> Type:
    """`flatten`: what the innermost lists hold."""
    element: Type = element_of(types[0])
    while isinstance(element, ListType):
        element = element.element
    return ListType(element)
