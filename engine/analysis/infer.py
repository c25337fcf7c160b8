"""Checked formula -> what is known of its value, with everything found wrong or doubtful on the way.

An abstract interpretation: the typed tree is read as an evaluator reads it, with facts in place of values. Units and
kinds come from declarations at the edges; a function of a rule file is looked at anew for every set of facts that it
is called with, so that its parameters need no declarations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, TypeAlias

from engine.analysis import arithmetic, bounds, branches, conditions, facts, library, lookups
from engine.analysis.declared import Declared, of_outcome, unowned
from engine.analysis.domains import Domain
from engine.analysis.facts import ANYTHING, NOTHING, Between, Fact, Many, Member, Number, Parts, Text
from engine.analysis.findings import Findings
from engine.analysis.ranges import Range
from engine.analysis.seen import SELF, Seen, key_of
from engine.analysis.table_report import TableReport
from engine.analysis.units import PLAIN, UNKNOWN, Measure, is_own, multiplied, own_unit, raised
from engine.language import problems, typed
from engine.language.types import NULL
from engine.manual.checked import Manual, Rule
from engine.record import dataclass, replace
from engine.source import Span

Domains: TypeAlias = "tuple[Domain | None, ...]"
Uses: TypeAlias = "dict[Domains, tuple[TableReport, tuple[Domains, ...]]]"
"""What was found of a table and what reaches its rows, for each set of inputs that it is used with."""
WRONG_RULE = "aturan_salah"
Called = tuple[str, tuple[Fact, ...], bool]


@dataclass(slots=True)
class Inference:
    """Facts of formulas in one manual. `tables`: what was found of each table, at each place where it is used."""

    manual: Manual
    body: Callable[[Rule, Seen], Fact]
    declared: Declared = field(init=False)
    calls: dict[Called, tuple[Fact, Findings]] = field(default_factory=dict)
    functions: Findings = field(default_factory=Findings)
    """What is only a finding if it holds for every call of a function."""
    tables: dict[Span, tuple[typed.Table, Uses]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.declared = Declared(self.manual, self.body)

    def fact(self, node: typed.Typed, seen: Seen) -> Fact:
        """What is known of the value of a formula."""
        plain = _HOW[type(node)](self, node, seen)
        if seen.refined and isinstance(node, typed.Path | typed.Local | typed.PeriodField | typed.Filter):
            key = key_of(node, seen)
            return plain if key is None else seen.refined.get(key, plain)
        return plain

    def _absence(self, node: typed.Absence, seen: Seen) -> Fact:
        self.fact(node.reason, seen)
        return NOTHING

    def _literal(self, node: typed.Literal, seen: Seen) -> Fact:
        if node.constant is None:
            if any(reason.code == WRONG_RULE for reason in node.outcome.reasons):
                return ANYTHING
            fact = of_outcome(node.outcome)
            percent = isinstance(fact, Number) and node.span.text.rstrip().endswith("%")
            return replace(fact, percent=True) if percent and isinstance(fact, Number) else fact
        own = seen.entry.constants.get(node.constant) if seen.entry is not None else None
        constant = own or self.manual.constants.get(node.constant)
        if constant is None or constant.outcome.value is None:
            return ANYTHING  # what is wrong with it has been reported
        fact = of_outcome(constant.outcome)
        if isinstance(fact, Number) and constant.unit is not None:
            unit = self.declared.algebra.declared(constant.unit, UNKNOWN)
            percent = self.declared.algebra.is_percent(constant.unit)
            return replace(fact, unit=unit, percent=percent, written=False, origin=constant.unit_place)
        return replace(fact, written=False) if isinstance(fact, Number) else fact

    def _period(self, name: str) -> Fact:
        periods = self.manual.periods.values()
        words = frozenset(period.code if name == "kode" else period.name for period in periods)
        return Text(words, words if name == "kode" else None, absent=False)

    def _relative(self, owner: Fact, level: str, seen: Seen) -> Fact:
        """The entity above, or the members below; of a list, those of each member."""
        order = list(self.manual.levels)
        match owner:
            case Many(Member() as member, empty):
                below = self._relative(member, level, seen)
                element = below.element if isinstance(below, Many) else below
                inner = below.empty if isinstance(below, Many) else "never"
                worst = facts.emptier(empty, inner)
                return Many(replace(element, owner="each") if isinstance(element, Member) else element, worst)
            case Member(own, identity) if level in order and order.index(level) < order.index(own):
                return Member(level, f"{identity} {level}")
            case Member(own, identity):
                entry = seen.entry if identity == SELF else None
                inside = [one for one in entry.members if one.level == level] if entry else []
                nested = any(
                    name in self.declared.nested for name in order[order.index(own) + 1 : order.index(level) + 1]
                )
                return Many(
                    self.declared.member(level, "each", entry), "possible" if nested and not inside else "never"
                )
        return ANYTHING

    def _part(self, owner: Fact, name: str, seen: Seen, node: typed.Path) -> Fact:
        match owner:
            case Many(element, empty, absent):
                return Many(self._part(element, name, seen, node), empty, absent)
            case Member():
                return self.declared.attribute(owner, name, seen)
            case Parts(entries):
                return dict(entries).get(name) or self._no_part(owner, name, seen, node)
            case facts.Day(absent):
                return Number(Range(step=facts.ONE), absent=absent)
            case Number() | Text() | facts.Truth() | Between():
                return self._no_part(owner, name, seen, node)
        return ANYTHING

    def _no_part(self, owner: Fact, name: str, seen: Seen, node: typed.Path) -> Fact:
        """What only shows when a function is called: the checker has seen any other."""
        if not seen.dead:
            known = tuple(key for key, _ in owner.entries) if isinstance(owner, Parts) else ()
            seen.findings.found(problems.no_entry(node.span, name, known), seen.calls)
        return ANYTHING

    def _context(self, node: typed.ContextOf, seen: Seen) -> Fact:
        """An entry sees those before it."""
        entries: list[tuple[str, Fact]] = []
        for key, item in zip(node.keys, node.items, strict=True):
            fact = self.fact(item, seen)
            entries.append((key, fact))
            seen = seen.bind(key, fact)
        return Parts(tuple(entries))

    def _let(self, node: typed.Let, seen: Seen) -> Fact:
        value = self.fact(node.value, seen)
        return self.fact(node.body, seen.alias(node.name, value, key_of(node.value, seen)))

    def _iterated(self, node: typed.For | typed.Quantified, seen: Seen) -> Fact:
        inside = seen
        empty: facts.Empty = "never"
        absent = False
        for iterator in node.iterators:
            domain = self.fact(iterator.domain, inside)
            element, could_be = self._each(iterator, domain, inside)
            empty, absent = facts.emptier(empty, could_be), absent or domain.absent
            inside = inside.bind(iterator.name, element)
        if isinstance(node, typed.Quantified):
            conditions.tested(node.condition, self, inside)
            return facts.Truth(absent=True)
        body = self.fact(node.body, inside)
        return Many(anybodys(body), empty, absent)

    def _each(self, iterator: typed.Iterator, domain: Fact, seen: Seen) -> tuple[Fact, facts.Empty]:
        """What a variable can be, and whether it could be nothing at all."""
        if iterator.upto is not None:
            ends = (domain, self.fact(iterator.upto, seen))
            arithmetic.plain_numbers((iterator.domain, iterator.upto), ends, "..", self, seen)
            span = facts.join_all(ends, self.declared.algebra)
            range_ = span.range if isinstance(span, Number) else Range()
            return Number(replace(range_, step=facts.ONE), absent=False), "never"
        match domain:
            case Many(Member() as member, empty):
                return replace(member, owner=iterator.name), empty
            case Many(element, empty):
                return element, empty
            case Between(element):
                return facts.may_be_absent(element, False), "never"
        if domain not in (ANYTHING, NOTHING) and not seen.dead:
            seen.findings.found(problems.no_list(iterator.domain.span, "in", facts.type_of(domain)), seen.calls)
        return ANYTHING, "possible"

    def _filtered(self, node: typed.Filter, seen: Seen) -> Fact:
        object_ = self.fact(node.object, seen)
        if not isinstance(object_, Many):
            return self._no_list(node, object_, seen)
        element = replace(object_.element, owner=node.item) if isinstance(object_.element, Member) else object_.element
        inside = seen.bind(node.item, element)
        conditions.tested(node.test, self, inside)
        kept = conditions.assume(node.test, True, self, inside)
        now: Fact = kept.refined.get(("local", node.item), element)
        if isinstance(now, Member):
            known = dict(now.known)
            known |= {
                str(key[2]): unowned(fact, node.item)
                for key, fact in kept.refined.items()
                if key[:2] == ("local", node.item) and len(key) == 3
            }
            now = Member(now.level, "each", tuple(known.items()))
        explained = conditions.asks_for_values(node.test) and not self._by_null(node.test)
        left_out: facts.Empty = "unfilled" if explained else "possible"
        return Many(now, facts.emptier(object_.empty, left_out), object_.absent)

    def _by_null(self, test: typed.Typed) -> bool:
        """Whether a filter leaves out what a rule says is `null`, which gives no reason."""
        names = {node.name for node in typed.walk(test) if isinstance(node, typed.Path)}
        bodies = (rule.body for (_, name), rule in self.manual.rules.items() if name in names)
        return any(part.type == NULL for body in bodies for part in typed.walk(body) if isinstance(part, typed.Literal))

    def _no_list(self, node: typed.Filter | typed.Index, object_: Fact, seen: Seen) -> Fact:
        if object_ not in (ANYTHING, NOTHING) and not isinstance(object_, facts.Anything) and not seen.dead:
            seen.findings.found(problems.no_list(node.object.span, "[ ]", facts.type_of(object_)), seen.calls)
        return ANYTHING

    def _indexed(self, node: typed.Index, seen: Seen) -> Fact:
        object_, index = self.fact(node.object, seen), self.fact(node.index, seen)
        arithmetic.plain_numbers((node.index,), (index,), "[ ]", self, seen)
        if not isinstance(object_, Many):
            return self._no_list(node, object_, seen)
        element = object_.element
        if isinstance(element, Member):
            return replace(element, owner=f"[{node.span.start}]", absent=True)
        return facts.may_be_absent(element, True)

    def _applied(self, node: typed.Apply, seen: Seen) -> Fact:
        arguments = tuple(self.fact(argument, seen) for argument in node.arguments)
        if isinstance(node.definition.body, typed.Scale):
            if not arithmetic.numbers(node.arguments, arguments, node.definition.name, seen):
                return ANYTHING
        called = (node.definition.name, arguments, bool(seen.dead))
        if called not in self.calls:
            inside = Findings()
            variables = dict(zip(node.definition.parameters, arguments, strict=True))
            within = Seen(inside, variables=variables, calls=(*seen.calls, node.span), dead=seen.dead)
            self.calls[called] = self._defined(node.definition, within), inside
            self.functions.join(inside)
        fact, found = self.calls[called]
        seen.findings.add(found)
        return fact

    def _defined(self, definition: typed.Definition, seen: Seen) -> Fact:
        fact = self.fact(definition.body, seen)
        if definition.unit is None and definition.limits == typed.UNLIMITED:
            return fact
        return arithmetic.result(fact, definition, definition.body, self, seen)


def anybodys(fact: Fact) -> Fact:
    """A value of one member, as one of a list: its own unit is that of each."""
    if isinstance(fact, Number) and not isinstance(fact.unit, str):
        unit: Measure = PLAIN
        for code, power in fact.unit:
            others = is_own(code) and code != own_unit(SELF)[0][0]
            inner = own_unit("each") if others else ((code, facts.ONE),)
            unit = multiplied(unit, raised(inner, power))
        return replace(fact, unit=unit)
    return fact


_HOW: dict[type, Callable[[Inference, Any, Seen], Fact]] = {
    typed.Literal: Inference._literal,
    typed.Absence: Inference._absence,
    typed.Local: lambda infer, node, seen: seen.variables.get(node.name) or facts.of_type(node.type),
    typed.Self: lambda infer, node, seen: seen.here or ANYTHING,
    typed.PeriodField: lambda infer, node, seen: infer._period(node.name),
    typed.Relative: lambda infer, node, seen: infer._relative(infer.fact(node.object, seen), node.level, seen),
    typed.Path: lambda infer, node, seen: infer._part(infer.fact(node.object, seen), node.name, seen, node),
    typed.Labelled: lambda infer, node, seen: infer.fact(node.operand, seen),
    typed.Let: Inference._let,
    typed.For: Inference._iterated,
    typed.Quantified: Inference._iterated,
    typed.Filter: Inference._filtered,
    typed.Index: Inference._indexed,
    typed.Apply: Inference._applied,
    typed.ContextOf: Inference._context,
    # The others are operators, tables and functions: each in a module of its own.
    typed.ListOf: lambda infer, node, seen: branches.list_of(node, infer, seen),
    typed.RangeOf: lambda infer, node, seen: arithmetic.range_of(node, infer, seen),
    typed.Negate: lambda infer, node, seen: arithmetic.negated(node, infer, seen),
    typed.Arithmetic: lambda infer, node, seen: arithmetic.chain(node, infer, seen),
    typed.Power: lambda infer, node, seen: arithmetic.power(node, infer, seen),
    typed.Clamp: lambda infer, node, seen: bounds.clamped(node, infer, seen),
    typed.Round: lambda infer, node, seen: bounds.rounded(node, infer, seen),
    **dict.fromkeys(
        (typed.Compare, typed.IsNull, typed.Member, typed.Logic, typed.Not),
        lambda infer, node, seen: conditions.condition(node, infer, seen),
    ),
    typed.If: lambda infer, node, seen: branches.chosen(node, infer, seen),
    typed.Table: lambda infer, node, seen: lookups.table(node, infer, seen),
    typed.Scale: lambda infer, node, seen: lookups.scale(node, infer, seen),
    typed.Builtin: lambda infer, node, seen: library.called(node, infer, seen),
}
"""What is known of each kind of node. Looked up, as formulas are many and kinds are thirty; a test sees that none is
left out."""
