"""Makers of lists of numbers of a wanted unit: written out, of members of the tree, computed, changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.properties.manual_numbers import Maker
from tests.properties.manual_scope import (
    ENTRY,
    ORDER,
    PLAIN,
    SUM,
    WHOLE,
    Code,
    Scope,
    Thing,
    Unit,
    fit,
    own,
)

if TYPE_CHECKING:
    from tests.properties.manual_formulas import Formulas


def _written(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    return make.written_list(wanted, scope, depth)


def filtered_members(make: Formulas, scope: Scope, depth: int) -> tuple[str, tuple[Thing, ...]] | None:
    """Members of a level below, perhaps not all, and what they have."""
    if not scope.members:
        return None
    level = make.chance.choice(list(scope.members))
    things = scope.members[level]
    if make.chance.random() < 0.4 or not things:
        return level, things
    inner = scope.seeing(*own(things, f"item {level}", prefix=False), Thing("kode", "member"))
    make.use("language: filter of members")
    if make.chance.random() < 0.5:
        one = make.chance.choice(things)
        make.use("language: test for null")
        return f"{level}[{one.text} != null]", things
    return f"{level}[{make.truth(replace(inner, members={}), min(depth, 1))}]", things


def _of_members(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """An attribute of each member."""
    found = filtered_members(make, scope, depth)
    if found is None:
        return None
    members, things = found
    known = [one.text for one in things if one.kind == "number" and one.unit == wanted]
    if make.slip("together what each has of its own", 0.15):
        known = [one.text for one in things if one.kind == "number" and one.unit == ENTRY] or known
    if not known:
        return None
    make.use("language: attribute of each member", *(["unit: kept by a list of members"] if wanted != PLAIN else []))
    return Code(f"{members}.{make.chance.choice(known)}")


def _for_members(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Computed for each member."""
    found = filtered_members(make, scope, depth)
    if found is None:
        return None
    members, things = found
    name = make.name(scope)
    inner = scope.seeing(Thing(name, "member"), *own(things, name, prefix=True))
    make.use("language: for", "language: for over members")
    return Code(f"for {name} in {members} return {make.number(wanted, inner, depth)}", 0)


def _for_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Computed for each number of a list, of two lists, or from 1 to n."""
    name, kind = make.name(scope), make.chance.randrange(4)
    make.use("language: for")
    if kind == 0:
        make.use("language: for from 1 to n")
        upto = make.chance.choice(("3", "2", "0"))
        inner = scope.seeing(Thing(name, "number", PLAIN))
        return Code(f"for {name} in 1..{upto} return {make.number(wanted, inner, depth)}", 0)
    other = make.some_unit(scope)
    inner = scope.seeing(Thing(name, "number", other))
    if kind == 1:
        make.use("language: for over two lists")
        second = make.name(inner)
        both = inner.seeing(Thing(second, "number", PLAIN))
        lists = make.written_list(other, scope, 1), make.written_list(PLAIN, scope, 1)
        return Code(
            f"for {name} in {lists[0]}, {second} in {lists[1]} return {make.number(wanted, both, min(depth, 1))}", 0
        )
    list_ = make.list_of_numbers(other, scope, depth)
    return Code(f"for {name} in {fit(list_, SUM)} return {make.number(wanted, inner, depth)}", 0)


def _filtered_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    make.use("language: filter", "language: item")
    list_ = make.list_of_numbers(wanted, scope, depth)
    test = make.chance.choice(("item != null", f"item {make.chance.choice(ORDER)} {make.leaf(wanted, scope)}"))
    return Code(f"{fit(list_, WHOLE)}[{test}]")


def _changed_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Functions from lists to lists."""
    name = make.chance.choice(LIST_FUNCTIONS)
    make.use(f"function: {name}", *(["unit: kept by functions of lists"] if wanted != PLAIN else []))
    one = make.list_of_numbers(wanted, scope, depth)

    def number() -> Code:
        return make.number(wanted, scope, min(depth, 1))

    match name:
        case "append":
            more = ", ".join(number() for _ in range(make.chance.choice((1, 2))))
            return Code(f"append({one}, {more})")
        case "concatenate" | "union":
            return Code(f"{name}({one}, {make.list_of_numbers(wanted, scope, depth)})")
        case "insert before":
            return Code(f"insert before({one}, 1, {number()})")
        case "remove":
            return Code(f"remove({one}, {make.chance.choice(('1', '-1'))})")
        case "sublist":
            return Code(f"sublist({one}, 1{make.chance.choice(('', ', 1'))})")
        case "flatten":
            make.use("language: list of lists")
            return Code(f"flatten([{one}, {make.written_list(wanted, scope, 0)}])")
        case _:
            return Code(f"{name}({one})")


def _of_contexts(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """An entry of each of several named values."""
    make.use("language: named values", "language: entry of each in a list")
    other = make.some_unit(scope)
    both = [f"{{p: {make.number(wanted, scope, 0)}, q: {make.number(other, scope, 0)}}}" for _ in range(2)]
    test = make.chance.choice(("", f"[q {make.chance.choice(ORDER)} {make.leaf(other, scope)}]", "[p != null]"))
    if test:
        make.use("language: filter")
    return Code(f"[{', '.join(both)}]{test}.p")


def named_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """A list that has a name."""
    known = [one for one in scope.of("numbers") if one.unit == wanted]
    if not known:
        return None
    one = make.chance.choice(known)
    make.use(*one.tags)
    return one.code


def _empty(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    if make.chance.random() < 0.7:
        return None
    make.use("language: empty list")
    return Code("[]")


LIST_FUNCTIONS = (
    "append", "concatenate", "union", "insert before", "remove", "reverse", "sublist", "flatten", "distinct values",
    "mode",
)  # fmt: skip
LIST_MAKERS: tuple[Maker, ...] = (
    *(_written, _written, _of_members, _of_members, _of_members, _for_members, _for_members, _for_list, _for_list),
    *(_filtered_list, _filtered_list, _changed_list, _changed_list, _changed_list, _of_contexts, named_list),
    *(named_list, _empty),
)
