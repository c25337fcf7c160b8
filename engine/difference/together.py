"""Changes that have no meaning alone, put together. Which come first never matters: these are classes of a relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from engine.analysis.declared import every
from engine.difference.changes import entry_of
from engine.difference.comparable import Names as Called
from engine.difference.comparable import comparable
from engine.difference.hybrid import each
from engine.difference.mixing import layers
from engine.difference.model import Change, Part, Subject
from engine.difference.overlap import may_meet
from engine.language import typed
from engine.language.typed import Table
from engine.language.types import ANY, NULL, Type
from engine.manual.checked import Manual, Rule

Names: TypeAlias = "tuple[frozenset[str], frozenset[str]]"
"""What a change calls before and after."""
Pairs: TypeAlias = "Iterator[tuple[Change, Change]]"

WEIGHED: frozenset[Part] = frozenset(("weight", "component", "set", "row_order"))
KIND: frozenset[Part] = frozenset(("unit", "type", "parameters", "renamed", "symbol", "kind"))
"""What changes the meaning of every formula in which the name stands."""
WHOLE: frozenset[Part] = frozenset(("row_order", "policy", "columns"))
SHAPE: frozenset[Part] = frozenset(("per_period", "source", "result_given", "choices", "given_by"))


def groups(
    before: Manual, after: Manual, changes: tuple[Change, ...], names: Mapping[Change, Names]
) -> tuple[tuple[Change, ...], ...]:
    """The changes in classes, in their order."""
    leader = {change: change for change in changes}

    def first(change: Change) -> Change:
        while leader[change] is not change:
            change = leader[change]
        return change

    for one, other in _pairs(before, after, changes, names):
        a, b = first(one), first(other)
        if a is not b:
            leader[b] = a
    found: dict[Change, list[Change]] = {}
    for change in changes:
        found.setdefault(first(change), []).append(change)
    return tuple(tuple(group) for group in found.values())


def _pairs(before: Manual, after: Manual, changes: tuple[Change, ...], names: Mapping[Change, Names]) -> Pairs:
    by_subject: dict[Subject, list[Change]] = {}
    by_name: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, []).append(change)
        if change.part in ("added", "removed"):
            for subject in each(change):
                by_name.setdefault((subject.owner, subject.name), []).append(change)
    for group in by_name.values():
        yield from _all(group)
    for subject, group in by_subject.items():
        sides = _body(before, subject, group), _body(after, subject, group)
        yield from _of_subject(group, sides)
        if subject.kind == "function" and _other_parameters(before, after, subject.name):
            yield from _all(group)
        if any(change.part in KIND for change in group) or _other_type(sides):
            meaning = [one for one in group if one.part in KIND or one.part == "body"]
            yield from _all((*meaning, *_users(subject, group, changes, names)))
    for kind in ("level", "period"):
        yield from _all([change for change in changes if change.subject.kind == kind])
    yield from _given(changes)


def _all(group: Iterable[Change]) -> Pairs:
    members = tuple(group)
    return ((members[0], other) for other in members[1:])


def _users(
    subject: Subject, group: Iterable[Change], changes: Iterable[Change], names: Mapping[Change, Names]
) -> Iterator[Change]:
    """The changes that call this thing under any of its names."""
    own = entry_of(subject)
    called = {subject.name} | {one.before.text for one in group if one.part == "renamed" and one.before}
    for change in changes:
        if (called & (names[change][0] | names[change][1])) and (not own or entry_of(change.subject) == own):
            yield change


def _given(changes: Iterable[Change]) -> Pairs:
    """A result that was given and is computed now, or the other way round."""
    by_entry: dict[str, list[Change]] = {}
    for change in changes:
        if change.part == "result_given" or (change.subject.kind == "result" and change.part in ("added", "removed")):
            by_entry.setdefault(entry_of(change.subject), []).append(change)
    for group in by_entry.values():
        yield from _all(group)


def _of_subject(group: list[Change], sides: tuple[typed.Typed | None, typed.Typed | None]) -> Pairs:
    """What moves together inside one thing."""
    parts = {change.part for change in group}
    if parts & KIND or parts & SHAPE:
        yield from _all(group)
    yield from _all(change for change in group if change.part in WEIGHED)
    yield from _all(one for one in group if one.part == "point_input" or (one.part == "point" and _lone(one)))
    cores = [None if side is None else layers(side).core for side in sides]
    if isinstance(cores[0], Table) and isinstance(cores[1], Table):
        yield from _of_table([one for one in group if one.part in ("row", "row_input") or one.part in WHOLE], cores[0])


def _lone(change: Change) -> bool:
    return change.before is None or change.after is None


def _of_table(group: list[Change], table: Table) -> Pairs:
    conditions = [change for change in group if change.part != "row" or _lone(change)]
    if table.policy != "tunggal" or any(change.part in WHOLE for change in group):
        yield from _all(conditions)
    else:
        yield from _meeting(conditions)
    if table.closed:
        yield from _added_up([change for change in group if change.part in ("row", "row_input")], table)


def _meeting(changes: list[Change]) -> Pairs:
    """Rows that go with the rows that take their values."""
    for one in changes:
        for other in changes:
            before = one.before.value if one.before else None
            after = other.after.value if other.after else None
            if one is not other and isinstance(before, typed.Row) and isinstance(after, typed.Row):
                if len(before.conditions) != len(after.conditions) or may_meet(before, after):
                    yield one, other


def _added_up(changes: list[Change], table: Table) -> Pairs:
    """Rows whose outputs must add up: those with the same cell in a column in which every group keeps its sum, or all
    of the table."""
    for column in range(len(table.inputs)):
        found: dict[object, list[Change]] = {}
        for change in changes:
            found.setdefault(frozenset(_cells(change, column)), []).append(change)
        if len(found) > 1 and all(len(cells) == 1 for cells in found) and all(map(_keeps_sum, found.values())):  # type: ignore[arg-type]
            for group in found.values():
                yield from _all(group)
            return
    yield from _all(changes)


def _rows(change: Change) -> Iterator[tuple[typed.Row, int]]:
    for piece, sign in ((change.before, -1), (change.after, 1)):
        if piece is not None and isinstance(piece.value, typed.Row):
            yield piece.value, sign


def _cells(change: Change, column: int) -> Iterator[object]:
    return (comparable(row.conditions[column], Called()) for row, _ in _rows(change))


def _keeps_sum(changes: Iterable[Change]) -> bool:
    total = Fraction(0)
    for change in changes:
        for row, sign in _rows(change):
            value = row.output.outcome.value if isinstance(row.output, typed.Literal) else Fraction(0)
            total += sign * value if isinstance(value, Fraction) else 0
    return total == 0


def _other_parameters(before: Manual, after: Manual, name: str) -> bool:
    """Whether a function calls its parameters otherwise: no change in itself, but no row of the one fits the other."""
    sides = [side.definitions.get(name) for side in (before, after)]
    return len({None if one is None else one.parameters for one in sides}) > 1


def _other_type(sides: tuple[typed.Typed | None, typed.Typed | None]) -> bool:
    """Whether a body gives another kind of value now."""
    known: list[Type] = [side.type for side in sides if side is not None and side.type not in (ANY, NULL)]
    return len(known) == 2 and known[0] != known[1]


def _body(manual: Manual, subject: Subject, group: Iterable[Change]) -> typed.Typed | None:
    """What computes the thing on one side."""
    names = {subject.name} | {one.before.text for one in group if one.part == "renamed" and one.before}
    for name in sorted(names):
        match subject.kind:
            case "function" if name in manual.definitions:
                return manual.definitions[name].body
            case "rule" if (subject.owner, name) in manual.rules:
                return manual.rules[subject.owner, name].body
            case "entry_rule" | "result":
                rule = _own(manual, subject.owner, name, subject.kind == "result")
                if rule is not None:
                    return rule.body
    return None


def _own(manual: Manual, label: str, name: str, result: bool) -> Rule | None:
    entry = next((one for one in every(manual.entries) if f"{one.level}/{one.kode}" == label), None)
    if entry is None:
        return None
    return entry.result if result else entry.rules.get(name)
