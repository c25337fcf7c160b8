"""The facts of one thing on both sides -> the changes between them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from engine.difference.bodies import FORM, INNER
from engine.difference.facts import Fact
from engine.difference.model import Change, Detail, Part, Piece, Subject

Id = tuple[Part, Hashable]
Facts = Mapping[Id, Fact]
T = TypeVar("T")

RELATED: Mapping[Part, Part] = {"row": "row_input", "point": "point_input", "set": "set", "component": "component"}
"""Parts that may have another key on the other side and be the same in all else, and what such a change is called."""
WHOLE: frozenset[Part] = frozenset(("set", "component"))
"""Parts that only come and go; what is in them has facts of its own."""
ORDERS: frozenset[Part] = frozenset(("row_order", "order"))
OF_COMPONENT: frozenset[Part] = frozenset(("component", "weight", "component_value", "component_low", "component_high"))


def compared(subject: Subject, before: tuple[Fact, ...], after: tuple[Fact, ...]) -> Iterator[Change]:
    """Every part that is not as it was."""
    old: Facts = _by_id(before)
    new: Facts = _by_id(after)
    form = (FORM, "")
    if form in old and form in new and old[form].shape != new[form].shape:
        yield _change(subject, old[form], new[form])
        old, new = _without_inner(old), _without_inner(new)
    pairs = _related(old, new)
    for one, other in pairs.items():
        yield _moved(subject, old[one], new[other])
        old, new = _without(old, one), _without(new, other)
    gone, come = _lone(old, new), _lone(new, old)
    for id in dict.fromkeys((*old, *new)):
        one_fact, other_fact = old.get(id), new.get(id)
        if not (_within(id, gone) or _within(id, come)) and _differs(one_fact, other_fact, old, new):
            yield _change(subject, one_fact, other_fact)


def _by_id(facts: tuple[Fact, ...]) -> dict[Id, Fact]:
    return {(fact.part, fact.id): fact for fact in facts}


def _without_inner(facts: Facts) -> Facts:
    return {id: fact for id, fact in facts.items() if id[0] not in INNER and id[0] != FORM}


def _without(facts: Facts, id: Id) -> Facts:
    """Without what is called otherwise on the other side, and what is in it."""
    return {other: fact for other, fact in facts.items() if other != id and not _within(other, {id})}


def _lone(facts: Facts, others: Facts) -> set[Id]:
    return {id for id in facts if id[0] in WHOLE and id not in others}


def _within(id: Id, wholes: set[Id]) -> bool:
    """Whether a fact is about a part of a component or set that comes or goes as a whole."""
    part, inner = id
    if part not in OF_COMPONENT or not isinstance(inner, tuple):
        return False
    return ("set", inner[0]) in wholes or (part != "component" and ("component", inner) in wholes)


def _related(old: Facts, new: Facts) -> dict[Id, Id]:
    """Rows, points, components and sets of which only the key is another one, if just one on each side fits."""
    gone = {id: fact for id, fact in old.items() if id[0] in RELATED and id not in new}
    come = {id: fact for id, fact in new.items() if id[0] in RELATED and id not in old}

    def what(fact: Fact) -> Hashable:
        group = fact.id[0] if fact.part == "component" and isinstance(fact.id, tuple) else ""
        return (fact.part, group, fact.shape)

    return unique_pairs(gone, come, what)


def unique_pairs(gone: Mapping[T, Fact], come: Mapping[T, Fact], what: Callable[[Fact], Hashable]) -> dict[T, T]:
    """Those that are alike, where just one on each side is."""
    old: dict[Hashable, list[T]] = {}
    new: dict[Hashable, list[T]] = {}
    for found, facts in ((old, gone), (new, come)):
        for id, fact in facts.items():
            found.setdefault(what(fact), []).append(id)
    return {ids[0]: new[like][0] for like, ids in old.items() if len(ids) == 1 and len(new.get(like, ())) == 1}


def _differs(one: Fact | None, other: Fact | None, old: Facts, new: Facts) -> bool:
    if one is None or other is None:
        return True
    if one.part in WHOLE:
        return False
    if one.part in ORDERS:
        return _common(one, other) != _common(other, one)
    return one.shape != other.shape


def _common(one: Fact, other: Fact) -> tuple[Hashable, ...]:
    """An order, of what is on both sides."""
    assert isinstance(one.shape, tuple) and isinstance(other.shape, tuple)
    return tuple(item for item in one.shape if item in other.shape)


def _change(subject: Subject, one: Fact | None, other: Fact | None) -> Change:
    fact = one or other
    assert fact is not None
    key = min(side.key() for side in (one, other) if side is not None)
    return Change(subject, fact.part, key, one.piece() if one else None, other.piece() if other else None)


def _moved(subject: Subject, one: Fact, other: Fact) -> Change:
    """The same under another key: the keys are what changes."""
    part = RELATED[one.part]
    before, after = (
        Piece(side.key(), side.place, side.value, details=(Detail(subject, side.part, side.key(), side.text()),))
        for side in (one, other)
    )
    return Change(subject, part, "", before, after)
