"""Random formulas with random inputs, and whether the compiled evaluator agrees with the reference on them.

The formulas are of a wanted kind (a number, a truth value, a text, a list of numbers), so that most are accepted; what
the check refuses both must refuse. Inputs are whole numbers of all sizes, decimals, fractions, texts, truth values,
lists and nothing at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from engine.compiling.formula import compile_formula
from engine.diagnostics.model import Problems
from engine.evaluation.formula import evaluate_formula
from engine.language import typed
from engine.language.check import check_formula
from engine.language.parse import parse_formula
from engine.language.scope import Scope, Variable
from engine.language.types import ANY, type_of
from engine.language.values import Context, Outcome
from engine.source import Source

NUMBERS, TRUTHS, TEXTS, LISTS = ("a", "b", "c", "d"), ("p", "q"), ("s", "t"), ("xs", "ys")
WORDS = ("maximize", "minimize", "")
CONSTANTS = ("0", "1", "2", "3", "100", "120%", "0.9", "10%", "2.5", "0.01", "12345678901234567890", "-1")
SHARES = {"N/A": 20, "provisional": 10, "denominator over 64 bits": 5}
"""Of all records, in percent, at least."""
CONSTRUCTS = (
    "Absence Arithmetic Compare ContextOf Filter For If Index IsNull Let ListOf Literal Local Logic Member Negate Not"
    " Path Power Quantified"
).split()
"""Each in one percent of the records at least."""
OF_LISTS = ("sum", "min", "max", "count", "median", "product")


@dataclass
class Maker:
    """Writes formulas. `bound`: variables of `for` and the like that hold numbers here."""

    chance: Random
    bound: tuple[str, ...] = ()

    def pick(self, *makers: Any) -> str:
        return self.chance.choice(makers)()

    def number(self, depth: int) -> str:
        if depth <= 0 or self.chance.random() < 0.1:
            return self.chance.choice((*NUMBERS, *NUMBERS, *self.bound, *self.bound, *CONSTANTS))
        n = lambda: self.number(depth - 1)  # noqa: E731
        return self.pick(
            lambda: f"({n()} {self.chance.choice('+-*/')} {n()})",
            lambda: f"({n()} {self.chance.choice('+-')} {n()} {self.chance.choice('+-')} {n()})",
            lambda: f"({n()} {self.chance.choice('*/')} {n()} {self.chance.choice('*/')} {n()})",
            lambda: f"(90% * ({n()} / {n()}) + 10% * ({n()} / {n()}))",
            lambda: f"-({n()})",
            lambda: f"({n()}) ** {self.chance.choice(('2', '3', '0', '-1', '(1/2)'))}",
            lambda: f"(if {self.truth(depth - 1)} then {n()} else {n()})",
            lambda: f"(if {n()} != null then {n()} else {self.chance.choice(('null', n()))})",
            lambda: f'(if {n()} = 0 then tidak tersedia("{self.chance.choice(WORDS)}") else {n()})',
            lambda: f"{self.chance.choice(('min', 'max', 'sum', 'mean'))}({n()}, {n()}, {n()})",
            lambda: f"min(max({n()}, 0), 120)",
            lambda: f"{self.chance.choice(('abs', 'floor', 'ceiling', 'sqrt'))}({n()})",
            lambda: f"{self.rounding()}({n()}, {self.chance.choice(('0', '2', '-1', n()))})",
            lambda: f"modulo({n()}, {n()})",
            lambda: (
                f"{self.chance.choice(('sum', 'min', 'max', 'count', 'median', 'product'))}({self.list_(depth - 1)})"
            ),
            lambda: f"{self.list_(depth - 1)}[{self.chance.choice(('1', '-1', n()))}]",
            lambda: f"{{x: {n()}, y: x + {n()}}}.y",
            lambda: f"string length({self.text(depth - 1)})",
        )

    def rounding(self) -> str:
        return self.chance.choice(("decimal", "floor", "ceiling", "round up", "round down", "round half up"))

    def truth(self, depth: int) -> str:
        if depth <= 0 or self.chance.random() < 0.1:
            return self.chance.choice((*TRUTHS, *TRUTHS, "true", "false"))
        n, b = lambda: self.number(depth - 1), lambda: self.truth(depth - 1)
        return self.pick(
            lambda: f"({n()} {self.chance.choice(('=', '!=', '<', '<=', '>', '>='))} {n()})",
            lambda: f"({b()} and {b()} and {b()})",
            lambda: f"({b()} or {b()})",
            lambda: f"not({b()})",
            lambda: f"({self.chance.choice((n, b))()} {self.chance.choice(('=', '!='))} null)",
            lambda: f"({n()} in [{n()}..{n()}))",
            lambda: f"({n()} between {n()} and {n()})",
            lambda: f"({n()} in ({n()}, > {n()}))",
            lambda: f"({self.text(depth - 1)} = {self.text(depth - 1)})",
            lambda: f'({self.text(depth - 1)} in ("maximize", "minimize"))',
            lambda: f"({self.chance.choice(('some', 'every'))} i in {self.list_(depth - 1)} satisfies i > {n()})",
            lambda: f"list contains({self.list_(depth - 1)}, {n()})",
            lambda: f"(if {b()} then {b()} else {b()})",
        )

    def text(self, depth: int) -> str:
        if depth <= 0 or self.chance.random() < 0.3:
            return self.chance.choice((*TEXTS, *TEXTS, '"maximize"', '"minimize"'))
        x = lambda: self.text(depth - 1)  # noqa: E731
        return self.pick(
            lambda: f"({x()} + {x()})",
            lambda: f"upper case({x()})",
            lambda: f"substring({x()}, 1, {self.number(depth - 1)})",
            lambda: f"(if {self.truth(depth - 1)} then {x()} else {x()})",
            lambda: f"string({self.number(depth - 1)})",
        )

    def list_(self, depth: int) -> str:
        if depth <= 0 or self.chance.random() < 0.2:
            return self.chance.choice(LISTS)
        inner = Maker(self.chance, (*self.bound, "i"))
        member = Maker(self.chance, (*self.bound, "item"))
        return self.pick(
            lambda: f"[{self.number(depth - 1)}, {self.number(depth - 1)}]",
            lambda: f"(for i in {self.list_(depth - 1)} return {inner.number(depth - 1)})",
            lambda: f"(for i in 1..{self.chance.choice('0123')}, j in {self.list_(0)} return i * j)",
            lambda: f"{self.list_(depth - 1)}[{member.truth(depth - 1)}]",
            lambda: f"append({self.list_(depth - 1)}, {self.number(depth - 1)})",
        )


def number_input(chance: Random) -> Any:
    kind = chance.random()
    if kind < 0.10:
        return None
    if kind < 0.50:
        return chance.choice((0, 0, 1, -1, 2, 3, 7, 100, 120, chance.randrange(-1000, 10**6)))
    if kind < 0.60:
        return chance.randrange(-(10**30), 10**30)
    if kind < 0.63:
        return chance.randrange(10**90)
    if kind < 0.80:
        return Decimal(chance.randrange(-(10**8), 10**12)).scaleb(-chance.randrange(6))
    return Fraction(chance.randrange(-(10**6), 10**6), chance.choice((3, 7, 10**25 + 7, 2**70 + 1)))


def inputs(chance: Random) -> dict[str, Any]:
    """Values of the kinds that the names stand for; now and then of another."""
    given: dict[str, Any] = {name: number_input(chance) for name in NUMBERS}
    if chance.random() < 0.4:  # what most records of offices look like
        given.update({name: chance.randrange(1, 10**9) for name in NUMBERS})
    given.update({name: chance.choice((True, False, True, False, None)) for name in TRUTHS})
    given.update({name: chance.choice((*WORDS, *WORDS, None)) for name in TEXTS})
    given.update({name: [number_input(chance) for _ in range(chance.randrange(4))] for name in LISTS})
    if chance.random() < 0.05:
        given[chance.choice(NUMBERS)] = chance.choice(("12.5", True, [1], 0.5, 10**1100, Decimal("NaN"), "x"))
    return given


@dataclass(frozen=True)
class Case:
    """One formula and the inputs that it is asked with, one after the other."""

    formula: str
    records: tuple[dict[str, Any], ...]


def case(seed: int) -> Case:
    """The formula and the records of a number."""
    chance = Random(seed)
    maker = Maker(chance)
    kind = chance.choices((maker.number, maker.truth, maker.text, maker.list_), (6, 2, 1, 1))[0]
    return Case(kind(chance.choice((1, 2, 2, 3, 3, 4))), tuple(inputs(chance) for _ in range(3)))


Told = tuple[Any, tuple[Any, ...], tuple[Any, ...], bool, str, tuple[Any, ...]]


def told(outcome: Outcome, problems: Problems) -> Told:
    """Everything that an evaluator says, places of reasons included."""
    value = type(outcome.value).__name__, outcome.value
    reasons = tuple((one, one.place and (one.place.start, one.place.end)) for one in outcome.reasons)
    carried = tuple((one, one.place and (one.place.start, one.place.end)) for one in outcome.carried)
    said = tuple((one.code, one.message, one.place and (one.place.start, one.place.end)) for one in problems)
    return value, reasons, carried, outcome.rounded, outcome.status, said


def disagreements(one: Case, seen: Counter[str]) -> Iterator[str]:
    """What the two evaluators say differently; `seen` counts what occurred."""
    compiled = compile_formula(one.formula, texts_are_numbers=False)
    for record in one.records:
        named = {name: value for name, value in record.items() if name in compiled.names}
        evaluation = evaluate_formula(one.formula, named)
        expected = told(evaluation.outcome, evaluation.problems)
        for way, result in (("quick", compiled(record)), ("general", compiled.program.generally(record))):
            found = told(result.outcome, result.problems)
            if found != expected:
                yield f"{way}: {one.formula}\n  {named}\n  reference {expected}\n  compiled  {found}"
        count(evaluation.outcome, evaluation.problems, seen)
        seen.update(constructs(one.formula, named))
    seen["formulas"] += 1
    seen["programs on ratios"] += any(not kinds.startswith("general") for kinds in compiled.program.sources)


def count(outcome: Outcome, problems: Problems, seen: Counter[str]) -> None:
    seen["records"] += 1
    seen["refused"] += bool(problems)
    seen["N/A"] += outcome.value is None and not problems
    seen["provisional"] += outcome.status == "provisional" and not problems
    seen["rounded"] += outcome.rounded
    seen["denominator over 64 bits"] += any(number.denominator >= 2**64 for number in numbers(outcome))


def numbers(outcome: Outcome) -> Iterator[Fraction]:
    match outcome.value:
        case Fraction() as number:
            yield number
        case tuple() as members:
            for member in members:
                yield from numbers(member)
        case Context(entries):
            for _, entry in entries:
                yield from numbers(entry)


def constructs(formula: str, named: Mapping[str, Any]) -> set[str]:
    """The kinds of nodes and the functions in a formula."""
    expr, _ = parse_formula(Source("<formula>", formula).span())
    known = evaluate_kinds(named)
    node = check_formula(expr, Scope().bind(*known))[0] if expr is not None else None
    nodes = (one for one in typed.walk(node) if isinstance(one, typed.Node)) if node is not None else ()
    return {one.function.name if isinstance(one, typed.Builtin) else type(one).__name__ for one in nodes}


def evaluate_kinds(named: Mapping[str, Any]) -> list[Variable]:
    found = []
    for name, value in named.items():
        outcome = evaluate_formula(name, {name: value}).outcome
        found.append(Variable(name, ANY if outcome.value is None else type_of(outcome)))
    return found


def too_rare(seen: Counter[str]) -> list[str]:
    """What occurred too rarely for the comparison to say much."""
    wanted = {**SHARES, **dict.fromkeys(CONSTRUCTS, 1)}
    return [what for what, percent in wanted.items() if seen[what] * 100 < percent * seen["records"]]
