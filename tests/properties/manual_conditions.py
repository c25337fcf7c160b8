"""Makers of conditions and of texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.properties.manual_lists import filtered_members
from tests.properties.manual_scope import (
    AND,
    COMPARED,
    OR,
    ORDER,
    PLAIN,
    PRODUCT,
    SUM,
    WORDS,
    Code,
    Scope,
    Thing,
    fit,
    own,
)

if TYPE_CHECKING:
    from tests.properties.manual_formulas import Formulas


def _compared(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("number")
    if not known:
        return None
    one = make.chance.choice(known)
    operator = make.chance.choice((*ORDER, "=", "!="))
    make.use(f"language: {operator}", *one.tags)
    other = make.number(one.unit, scope, depth)
    if one.unit != PLAIN:
        make.use("unit: equal in a comparison")
    if re.fullmatch(r"-?[0-9.]+(e-?\d+)?%?", other) and one.unit != PLAIN:
        make.use("unit: a literal takes the other's")
    return Code(f"{one.text} {operator} {fit(other, SUM)}", COMPARED)


def _compared_text(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("text")
    if not known:
        return None
    one = make.chance.choice(known)
    operator = make.chance.choice(("=", "!=", "="))
    make.use(f"language: {operator}", "language: comparison of texts", *one.tags)
    words = one.choices or WORDS
    if make.slip("text among the choices of another", 0.03):
        words = ("nak",)
    if make.chance.random() < 0.3:
        make.use("language: in a list")
        return Code(f"{one.text} in ({', '.join(chr(34) + word + chr(34) for word in words[:2])})", COMPARED)
    return Code(f'{one.text} {operator} "{make.chance.choice(words)}"', COMPARED)


def _compared_date(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("date")
    if not known:
        return None
    one = make.chance.choice(known)
    operator = make.chance.choice((*ORDER, "="))
    make.use(f"language: {operator}", "language: comparison of dates", *one.tags)
    return Code(f"{one.text} {operator} {make.date(scope, 0)}", COMPARED)


def _joined(make: Formulas, scope: Scope, depth: int) -> Code | None:
    operator, level = make.chance.choice((("and", AND), ("or", OR)))
    make.use(f"language: {operator}")
    parts = [fit(make.truth(scope, depth), level + 1) for _ in range(make.chance.choice((2, 2, 3)))]
    return Code(f" {operator} ".join(parts), level)


def _inverted(make: Formulas, scope: Scope, depth: int) -> Code | None:
    make.use("language: not")
    return Code(f"not({make.truth(scope, depth)})")


def _for_null(make: Formulas, scope: Scope, depth: int) -> Code | None:
    if not scope.things:
        return None
    known = [one for one in scope.things if one.kind in ("number", "text", "date", "truth")]
    if not known:
        return None
    one = make.chance.choice(known)
    make.use("language: test for null", *one.tags)
    return Code(f"{one.text} {make.chance.choice(('=', '!='))} null", COMPARED)


def _between(make: Formulas, scope: Scope, depth: int) -> Code | None:
    wanted = make.some_unit(scope)
    one, low, high = (fit(make.number(wanted, scope, 0, at == 0), SUM) for at in range(3))
    if wanted != PLAIN:
        make.use("unit: equal in between and in")
    kind = make.chance.randrange(5)
    if kind == 0:
        make.use("language: between")
        return Code(f"{one} between {low} and {high}", COMPARED)
    if kind == 1:
        make.use("language: in a list")
        return Code(f"{one} in {make.written_list(wanted, scope, 0)}", COMPARED)
    if kind == 2:
        make.use("language: in several tests")
        return Code(f"{one} in ({low}, > {high})", COMPARED)
    if kind == 3:
        make.use("language: in a test")
        return Code(f"{one} in {make.chance.choice(ORDER)} {low}", COMPARED)
    make.use("language: in a range", "language: range")
    high = f" {high}" if high.startswith(".") else high
    return Code(f"{one} in {make.chance.choice('[(')}{low}..{high}{make.chance.choice('])')}", COMPARED)


def _quantified(make: Formulas, scope: Scope, depth: int) -> Code | None:
    word = make.chance.choice(("some", "every"))
    name = make.name(scope)
    make.use(f"language: {word}")
    found = filtered_members(make, scope, 0) if make.chance.random() < 0.6 else None
    if found is not None:
        members, things = found
        inner = scope.seeing(Thing(name, "member"), *own(things, name, prefix=True))
        return Code(f"{word} {name} in {members} satisfies {make.truth(inner, depth)}", 0)
    other = make.some_unit(scope)
    list_ = make.list_of_numbers(other, scope, depth)
    inner = scope.seeing(Thing(name, "number", other))
    return Code(f"{word} {name} in {fit(list_, SUM)} satisfies {make.truth(inner, depth)}", 0)


def _of_texts(make: Formulas, scope: Scope, depth: int) -> Code | None:
    name = make.chance.choice(("contains", "starts with", "ends with"))
    make.use(f"function: {name}")
    return Code(f'{name}({make.text(scope, depth)}, "{make.chance.choice(("a", "na", "k"))}")')


def _of_list(make: Formulas, scope: Scope, depth: int) -> Code | None:
    kind = make.chance.randrange(4)
    if kind == 0:
        name = make.chance.choice(("all", "any"))
        make.use(f"function: {name}")
        return Code(f"{name}([{make.truth(scope, depth)}, {make.truth(scope, depth)}])")
    if kind == 1:
        name = make.chance.choice(("odd", "even", "even"))
        make.use(f"function: {name}")
        return Code(f"{name}(floor({make.number(PLAIN, scope, depth)}))")
    known = scope.of("texts")
    make.use("function: list contains")
    if known and kind == 2:
        one = make.chance.choice(known)
        make.use(*one.tags)
        return Code(f"list contains({one.text}, {make.text(scope, 0)})")
    wanted = make.some_unit(scope)
    return Code(f"list contains({make.list_of_numbers(wanted, scope, depth)}, {make.number(wanted, scope, 0)})")


def _of_list_of_texts(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("texts")
    if not known:
        return None
    one, name = make.chance.choice(known), make.name(scope)
    make.use(*one.tags)
    if make.chance.random() < 0.5:
        make.use("function: list contains")
        return Code(f"list contains({one.text}, {make.text(scope, 0)})")
    make.use("language: some")
    inner = scope.seeing(Thing(name, "text"))
    return Code(f"some {name} in {one.text} satisfies {make.truth(inner, min(depth, 1))}", 0)


def _chosen_truth(make: Formulas, scope: Scope, depth: int) -> Code | None:
    make.use("language: if")
    return Code(f"if {make.truth(scope, 0)} then {make.truth(scope, depth)} else {make.truth(scope, depth)}", 0)


def _true_of_function(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = [one for one in scope.functions if one.kind == "truth"]
    return make.call(make.chance.choice(known), scope, depth, make.some_unit(scope)) if known else None


TRUTH_MAKERS: tuple[Callable[[Formulas, Scope, int], Code | None], ...] = (
    *(_compared, _compared, _compared, _compared, _compared_text, _compared_text, _compared_date, _joined, _joined),
    *(_inverted, _for_null, _for_null, _between, _between, _between, _quantified, _quantified, _of_texts, _of_list),
    *(_of_list, _of_list_of_texts, _of_list_of_texts, _chosen_truth, _true_of_function),
)


def _made_text(make: Formulas, scope: Scope, depth: int) -> Code:
    if make.chance.random() < 0.5:
        make.use("function: string")
        return Code(f"string({make.number(make.some_unit(scope), scope, depth)})")
    if scope.entity and make.chance.random() < 0.6:
        name = make.chance.choice(("kode", "nama", "periode.kode", "periode.nama"))
        make.use("language: periode" if "." in name else "language: kode and nama")
        return Code(name)
    make.use("function: string join")
    between = make.chance.choice((', "-"', ""))
    return Code(f"string join([{make.text(scope, depth)}, {make.text(scope, 0)}]{between})")


def _cut_text(make: Formulas, scope: Scope, depth: int) -> Code:
    name = make.chance.choice(("substring", "upper case", "lower case", "substring before", "substring after"))
    make.use(f"function: {name}")
    text = make.text(scope, depth)
    if name == "substring":
        if make.chance.random() < 0.4:
            make.use("language: arguments by name")
            return Code(f"substring(string: {text}, start position: 1)")
        return Code(f"substring({text}, 1, {make.chance.choice((1, 2))})")
    return Code(f'{name}({text}, "a")' if " case" not in name else f"{name}({text})")


def _added_text(make: Formulas, scope: Scope, depth: int) -> Code:
    make.use("language: + of texts")
    return Code(f"{fit(make.text(scope, depth), PRODUCT)} + {fit(make.text(scope, 0), PRODUCT)}", SUM)


def _chosen_text(make: Formulas, scope: Scope, depth: int) -> Code:
    make.use("language: if")
    return Code(f"if {make.truth(scope, depth)} then {make.text(scope, depth)} else {make.text(scope, 0)}", 0)


TEXT_MAKERS: tuple[Callable[[Formulas, Scope, int], Code], ...] = (_made_text, _cut_text, _added_text, _chosen_text)
