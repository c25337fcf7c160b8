"""Typed tree + world -> what goes wrong while it is computed: units that do not fit, kinds, tables without a row.

A second evaluator, slow and simple, that carries the dimension of every value along with the value itself. It follows
the values as they come, so it looks at one computation at a time and needs no reasoning about others; what the check
has to find for all data, this finds for the data at hand. It is written from the rules of the language and shares
nothing with the check. Values are computed by the reference evaluator, node by node.

Where the rules leave a choice, the reading that complains less is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias, cast

from engine.calculation.tree import Node
from engine.calculation.world import Moment, View, World
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Reason
from engine.evaluation import reference
from engine.evaluation.frame import Frame
from engine.language import typed
from engine.language.types import BOOLEAN, NUMBER
from engine.language.values import Context, Outcome
from engine.manual.checked import ENTRY_UNIT, Unit
from engine.source import Source, Span

Powers: TypeAlias = tuple[tuple[str, Fraction], ...]
WRONG_KIND = ("salah_tipe", "tanpa_bagian")
HOLE, TWICE = "lubang_tabel", "baris_ganda"
TABLE_REASONS = (HOLE, TWICE)
NO_RESULT = ("pembagi_nol", "daftar_kosong", "di_luar_domain", "posisi_di_luar_daftar")


@dataclass(frozen=True)
class Dimension:
    """A product of powers of codes. `counts_cancelled`: different counts have divided somewhere on the way."""

    powers: Powers = ()
    counts_cancelled: bool = False


FREE = "free"
"""The unit of a literal, which takes that of what stands beside it."""
UNKNOWN = "unknown"
"""Of something that has no number; it fits everything."""
Measure: TypeAlias = "Dimension | str"
PLAIN = Dimension()


@dataclass(frozen=True)
class Complaint:
    """What went wrong. `kind`: `unit`, or the code of a reason."""

    kind: str
    text: str
    place: Span | None

    def __str__(self) -> str:
        where = f"{self.place.source.name}:{self.place.line}:{self.place.column}" if self.place else "-"
        return f"{where} {self.kind}: {self.text}"


@dataclass(frozen=True)
class Shown:
    """A value and its unit; the members of a list, the entries of a context, the ends of a range with theirs."""

    outcome: Outcome
    unit: Measure = UNKNOWN
    parts: tuple[Shown, ...] = ()


Env: TypeAlias = "Mapping[str, Shown]"


@dataclass
class Dimensions:
    """Looks at computations in one world. What it finds is in `complaints`."""

    world: World
    complaints: dict[tuple[str, Span | None], Complaint] = field(default_factory=dict)
    known: dict[tuple[int, str, Moment], Measure] = field(default_factory=dict)
    held: set[Span] = field(default_factory=set)
    """The rows of tables that have held."""
    truths: dict[Span, set[bool]] = field(default_factory=dict)
    """What conditions have been, by their place."""
    bounds: set[Span] = field(default_factory=set)
    """The bounds that have changed a value."""
    quiet: int = 0
    """Above 0 while something is looked at that is not computed."""

    def figures(self, root: Node) -> None:
        """Everything that the world has computed so far below this root."""
        nodes = {id(node): node for node in root.all()}
        for (at, _, moment), figure in list(self.world.known.items()):
            for one in (figure, figure.instead):
                if one is not None and one.step is not None:
                    looking = Looking(self, nodes[at], replace(moment, period=one.period))
                    self.result(looking.of(one.step.node, {}), one.unit, nodes[at], one.step.node.span)

    def checks(self, root: Node) -> None:
        """What the checks of the rule files compute."""
        for check in self.world.manual.checks:
            for node in (one for one in root.all() if one.level == check.level):
                for period in self.world.manual.periods:
                    looking = Looking(self, node, Moment(period))
                    found = looking.truth(looking.of(check.condition, {}), check.condition)
                    if found.outcome.value is False:
                        looking.of(check.message, {})

    def result(self, found: Shown, declared: str | None, node: Node, place: Span) -> None:
        """A result against the satuan that is declared for it."""
        if declared is None:
            return
        wanted = self.unit_of(declared, node)
        for unit in [one.unit for one in found.parts or (found,) if one.outcome.value is not None]:
            if isinstance(unit, Dimension) and not self.alike(unit, wanted):
                if not (self.is_plain(unit) and self.is_ratio(wanted)):
                    self.complain("unit", f"a result in {spelled(unit)} is declared as {declared}", place)

    def complain(self, kind: str, text: str, place: Span | None) -> None:
        if not self.quiet:
            self.complaints.setdefault((kind, place), Complaint(kind, text, place))

    def reasons(self, outcome: Outcome) -> None:
        """Reasons that say that something went wrong, under a value too."""
        for reason in (*outcome.reasons, *outcome.carried):
            if reason.code in (*WRONG_KIND, *TABLE_REASONS, *NO_RESULT):
                self.complain(reason.code, words(reason.message, "en"), reason.place)

    # Units

    def unit_of(self, text: str | None, node: Node) -> Measure:
        """What a declared satuan stands for, seen from an entity."""
        if text is None:
            return PLAIN
        if text == ENTRY_UNIT:
            return self.unit_of(node.entry.unit if node.entry else None, node)
        powers: dict[str, Fraction] = {}
        for sign, code in re.findall(r"([*/]?)\s*([^*/]+)", text):
            if code.strip() != "1" and self._kind(code.strip()) != "percent":
                powers[code.strip()] = powers.get(code.strip(), Fraction(0)) + (-1 if sign == "/" else 1)
        return _dimension(powers, self._kind)

    def _kind(self, code: str) -> str:
        unit: Unit | None = self.world.manual.units.get(code)
        if unit is None:
            return "ukuran"
        return "percent" if unit.symbol == "%" else unit.kind

    def times(self, left: Measure, right: Measure, sign: int) -> Measure:
        """A product, or with sign -1 a quotient. A literal is a plain number here."""
        if UNKNOWN in (left, right):
            return UNKNOWN
        if left == FREE and right == FREE:
            return FREE
        a = left if isinstance(left, Dimension) else PLAIN
        b = right if isinstance(right, Dimension) else PLAIN
        powers = dict(a.powers)
        for code, power in b.powers:
            powers[code] = powers.get(code, Fraction(0)) + sign * power
        found = _dimension(powers, self._kind)
        return replace(found, counts_cancelled=found.counts_cancelled or a.counts_cancelled or b.counts_cancelled)

    def raised(self, base: Measure, exponent: Fraction) -> Measure:
        if not isinstance(base, Dimension):
            return base
        powers = {code: power * exponent for code, power in base.powers}
        return replace(_dimension(powers, self._kind), counts_cancelled=base.counts_cancelled)

    def settled(self, unit: Dimension) -> Powers:
        """Counts whose powers add up to 0 are a ratio."""
        counts = [power for code, power in unit.powers if self._kind(code) == "hitungan"]
        if sum(counts, Fraction(0)):
            return unit.powers
        return tuple((code, power) for code, power in unit.powers if self._kind(code) != "hitungan")

    def alike(self, left: Measure, right: Measure) -> bool:
        """Whether two values may be added and compared."""
        if not isinstance(left, Dimension) or not isinstance(right, Dimension):
            return True
        if self.settled(left) == self.settled(right):
            return True
        if not (left.counts_cancelled or right.counts_cancelled):
            return False
        # Where counts have divided before, what they counted is a matter of reading; how many there are is not.
        return self._summed(left) == self._summed(right)

    def _summed(self, unit: Dimension) -> tuple[Powers, Fraction]:
        others = tuple((code, power) for code, power in unit.powers if self._kind(code) != "hitungan")
        counts = (power for code, power in unit.powers if self._kind(code) == "hitungan")
        return others, sum(counts, Fraction(0))

    def is_plain(self, unit: Measure) -> bool:
        return self.alike(unit, PLAIN)

    def is_ratio(self, unit: Measure) -> bool:
        """Whether every code that is left is one of `rasio`."""
        if not isinstance(unit, Dimension):
            return True
        left = self._summed(unit)
        return not left[1] and all(self._kind(code) in ("rasio", "percent") for code, _ in left[0])

    def together(self, units: Iterable[Measure], what: str, place: Span) -> Measure:
        """The unit that these have in common; a complaint if they have none."""
        found: Measure = FREE
        for unit in units:
            if not self.alike(found, unit):
                self.complain("unit", f"{what}: {spelled(found)} and {spelled(unit)}", place)
                return UNKNOWN
            if found == FREE or (found == UNKNOWN and isinstance(unit, Dimension)):
                found = unit
        return found

    def plain(self, unit: Measure, what: str, place: Span) -> None:
        if not self.is_plain(unit):
            self.complain("unit", f"{what} of {spelled(unit)}", place)

    # Attributes

    def of_attribute(self, node: Node, name: str, moment: Moment) -> Measure:
        """The unit of an attribute: declared, or that of what its rule computes."""
        key = (id(node), name, moment)
        if key not in self.known:
            self.known[key] = UNKNOWN
            self.known[key] = self._of_attribute(node, name, moment)
        return self.known[key]

    def _of_attribute(self, node: Node, name: str, moment: Moment) -> Measure:
        entry, level = node.entry, self.world.manual.levels[node.level]
        if entry is not None and name in entry.variables:
            return self.unit_of(entry.variables[name].quantity.unit, node)
        rule = entry.rules.get(name) if entry is not None else None
        if rule is None and name == level.result:
            return self.unit_of(ENTRY_UNIT, node)
        if rule is None and name in level.attributes:
            return self.unit_of(level.attributes[name].quantity.unit, node)
        rule = rule or self.world.manual.rules.get((node.level, name))
        if rule is None:
            return UNKNOWN
        if rule.unit is not None:
            return self.unit_of(rule.unit, node)
        at = replace(moment, period=rule.period) if rule.period else moment
        self.quiet += 1
        found = Looking(self, node, at).of(rule.body, {})
        self.quiet -= 1
        unit = self.together([one.unit for one in found.parts] or [found.unit], "list", rule.body.span)
        replaces = (node.level, name) in self.world.manual.rules and self.world.manual.rules[node.level, name] != rule
        # A literal that replaces a rule has the unit of that rule.
        return UNKNOWN if unit == FREE and replaces else unit


def _dimension(powers: Mapping[str, Fraction], kind: Callable[[str], str]) -> Dimension:
    counts = [power for code, power in powers.items() if power and kind(code) == "hitungan"]
    mixed = any(power > 0 for power in counts) and any(power < 0 for power in counts)
    return Dimension(tuple(sorted((code, power) for code, power in powers.items() if power)), mixed)


def spelled(unit: Measure) -> str:
    """For a complaint."""
    if not isinstance(unit, Dimension):
        return unit
    return " ".join(f"{code}^{power}" if power != 1 else code for code, power in unit.powers) or "a plain number"


PARTS: Mapping[type, tuple[str, ...]] = {
    typed.Absence: ("reason",),
    typed.ListOf: ("items",),
    typed.RangeOf: ("low", "high"),
    typed.Negate: ("operand",),
    typed.Arithmetic: ("operands",),
    typed.Power: ("base", "exponent"),
    typed.Compare: ("left", "right"),
    typed.IsNull: ("operand",),
    typed.Member: ("value", "container"),
    typed.Not: ("operand",),
    typed.Index: ("object", "index"),
    typed.Builtin: ("arguments",),
    typed.Scale: ("input",),
    typed.Clamp: ("operand", "low", "high"),
    typed.Round: ("operand",),
    typed.Labelled: ("operand",),
}
"""The fields of the nodes whose parts are all computed first."""


@dataclass
class Looking:
    """At what one entity computes in one period."""

    all: Dimensions
    entity: Node
    moment: Moment
    frame: Frame = field(init=False)

    def __post_init__(self) -> None:
        self.frame = Frame(View(self.all.world, self.moment), self.entity)

    def of(self, node: typed.Typed, env: Env) -> Shown:
        """The value of a formula, with everything wrong on the way."""
        found = self._of(node, env)
        self.all.reasons(found.outcome)
        if isinstance(found.outcome.value, bool) and not self.all.quiet:
            self.all.truths.setdefault(node.span, set()).add(found.outcome.value)
        if isinstance(found.outcome.value, tuple):
            for member in found.outcome.value:
                self.all.reasons(member)
        return found

    def truth(self, shown: Shown, node: typed.Typed) -> Shown:
        """What has to be true, false or absent."""
        if shown.outcome.value is not None and not isinstance(shown.outcome.value, bool):
            self.all.complain("salah_tipe", "neither true nor false", node.span)
        return shown

    def _of(self, node: typed.Typed, env: Env) -> Shown:
        match node:
            case typed.Literal():
                return self._literal(node)
            case typed.Local(name):
                return env[name]
            case typed.Self() | typed.PeriodField():
                return Shown(reference.evaluate(node, self.frame).outcome)
            case typed.Path() | typed.Relative():
                return self._followed(node, self.of(node.object, env))
            case typed.If():
                return self._chosen(node, env)
            case typed.Logic():
                return self._logic(node, env)
            case typed.For() | typed.Quantified():
                return self._iterated(node, env)
            case typed.Filter():
                return self._filtered(node, env)
            case typed.Apply():
                return self._applied(node, env)
            case typed.Let(name, value, body):
                return self.of(body, {**env, name: self.of(value, env)})
            case typed.Table():
                return self._table(node, env)
            case typed.ContextOf():
                return self._context(node, env)
            case _:
                return self._strict(node, env)

    def silently(self, node: typed.Typed, env: Env) -> Shown:
        """Something that is not computed; only its unit is of interest."""
        self.all.quiet += 1
        found = self.of(node, env)
        self.all.quiet -= 1
        return found

    def _literal(self, node: typed.Literal) -> Shown:
        unit: Measure = FREE
        if node.constant is not None:
            entry = self.entity.entry if self.entity else None
            own = entry.constants.get(node.constant) if entry else None
            constant = own or self.all.world.manual.constants.get(node.constant)
            if constant is not None and constant.unit is not None:
                unit = self.all.unit_of(constant.unit, self.entity)
        return _shown(node.outcome, unit)

    def _followed(self, node: typed.Path | typed.Relative, start: Shown) -> Shown:
        object_ = typed.Literal(start.outcome, type=node.object.type, span=node.object.span)
        outcome = reference.evaluate(replace(node, object=object_), self.frame).outcome
        if isinstance(node, typed.Relative):
            return _shown(outcome, UNKNOWN)
        if isinstance(start.outcome.value, tuple):
            members = start.parts or tuple(Shown(one) for one in start.outcome.value)
            units = tuple(self._part(one, node.name) for one in members)
            values = cast("tuple[Outcome, ...]", outcome.value)
            return _listed(outcome, (replace(part, outcome=value) for part, value in zip(units, values, strict=True)))
        return replace(self._part(start, node.name), outcome=outcome)

    def _part(self, of: Shown, name: str) -> Shown:
        """The unit, and parts, of an attribute or an entry; the value is another's business."""
        value = of.outcome.value
        if isinstance(value, Node):
            unit = self.all.of_attribute(value, name, self.moment)
            return _shown(self.all.world.figure(value, name, self.moment).outcome, unit)
        if isinstance(value, Context):
            keys = [key for key, _ in value.entries]
            return of.parts[keys.index(name)] if name in keys and of.parts else Shown(Outcome(None), FREE)
        return Shown(of.outcome, FREE)

    def _chosen(self, node: typed.If, env: Env) -> Shown:
        condition = self.truth(self.of(node.condition, env), node.condition)
        branch, other = node.then, node.otherwise
        if condition.outcome.value is not True:
            branch, other = other, branch
        outcome = reference.evaluate(
            replace(node, condition=_given(condition, node.condition), then=_VALUE, otherwise=_VALUE), self.frame
        ).outcome
        found = self.of(branch, env)
        return self._taking(replace(found, outcome=_under(found.outcome, outcome)), [other], env)

    def _taking(self, found: Shown, others: Iterable[typed.Typed], env: Env) -> Shown:
        """A literal where other values could stand has their unit, whichever that is."""
        if found.unit == FREE and any(isinstance(self.silently(other, env).unit, Dimension) for other in others):
            return replace(found, unit=UNKNOWN)
        return found

    def _logic(self, node: typed.Logic, env: Env) -> Shown:
        deciding = node.operator == "or"
        parts: list[tuple[typed.Typed, Shown]] = []
        for operand in node.operands:
            parts.append((operand, self.truth(self.of(operand, env), operand)))
            if parts[-1][1].outcome.value is deciding and parts[-1][1].outcome.status == "final":
                break
        given = tuple(_given(shown, operand) for operand, shown in parts)
        return Shown(reference.evaluate(replace(node, operands=given), self.frame).outcome)

    def _iterated(self, node: typed.For | typed.Quantified, env: Env) -> Shown:
        body = node.body if isinstance(node, typed.For) else node.condition
        found: list[Shown] = []
        carried: list[Outcome] = []
        failed = self._bound(node.iterators, body, env, found, carried)
        if failed is not None:
            return Shown(failed)
        if isinstance(node, typed.For):
            return _listed(Outcome(tuple(one.outcome for one in found), (), _carried(carried)), found)
        operator = "and" if node.quantifier == "every" else "or"
        operands = tuple(_given(self.truth(one, body), body) for one in found)
        logic = typed.Logic(operator, operands, type=node.type, span=node.span)  # type: ignore[arg-type]
        return Shown(reference.evaluate(logic, self.frame).outcome)

    def _bound(
        self,
        iterators: tuple[typed.Iterator, ...],
        body: typed.Typed,
        env: Env,
        found: list[Shown],
        seen: list[Outcome],
    ) -> Outcome | None:
        """The body for every combination; an Outcome where a list has no value."""
        if not iterators:
            found.append(self.of(body, env))
            return None
        first, *rest = iterators
        members = self._members(first, env, seen)
        if isinstance(members, Outcome):
            return members
        for member in members:
            failed = self._bound(tuple(rest), body, {**env, first.name: member}, found, seen)
            if failed is not None:
                return failed
        return None

    def _members(self, iterator: typed.Iterator, env: Env, seen: list[Outcome]) -> tuple[Shown, ...] | Outcome:
        ends = [self.of(one, env) for one in (iterator.domain, iterator.upto) if one is not None]
        seen += [one.outcome for one in ends]
        given = [_given(one, iterator.domain) for one in ends]
        local = typed.Local(iterator.name, type=iterator.domain.type, span=iterator.domain.span)
        counted = replace(iterator, domain=given[0], upto=given[1] if len(given) > 1 else None)
        loop = typed.For((counted,), local, type=iterator.domain.type, span=iterator.domain.span)
        outcome = reference.evaluate(loop, self.frame).outcome
        if not isinstance(outcome.value, tuple):
            return outcome
        if ends[0].parts and isinstance(ends[0].outcome.value, tuple):
            return ends[0].parts
        unit = self.all.together([one.unit for one in (*ends, *ends[0].parts)], "..", iterator.domain.span)
        return tuple(Shown(one, FREE if unit == UNKNOWN else unit) for one in outcome.value)

    def _filtered(self, node: typed.Filter, env: Env) -> Shown:
        list_ = self.of(node.object, env)
        if not isinstance(list_.outcome.value, tuple):
            outcome = reference.evaluate(
                replace(node, object=_given(list_, node.object), test=_TRUE), self.frame
            ).outcome
            return Shown(outcome)
        members = list_.parts or tuple(Shown(one) for one in list_.outcome.value)
        tests = [self.truth(self.of(node.test, {**env, node.item: member}), node.test) for member in members]
        kept = tuple(member for member, test in zip(members, tests, strict=True) if test.outcome.value is True)
        left_out = (replace(one.outcome, carried=one.outcome.reasons + one.outcome.carried) for one in tests)
        carried = _carried([list_.outcome, *left_out])
        return Shown(Outcome(tuple(one.outcome for one in kept), (), carried), UNKNOWN, kept)

    def _applied(self, node: typed.Apply, env: Env) -> Shown:
        arguments = [self.of(argument, env) for argument in node.arguments]
        inner = dict(zip(node.definition.parameters, arguments, strict=True))
        found = self.of(node.definition.body, inner)
        if node.definition.unit is None:
            return found
        self.all.result(found, node.definition.unit, self.entity, node.definition.body.span)
        return replace(found, unit=self.all.unit_of(node.definition.unit, self.entity))

    def _context(self, node: typed.ContextOf, env: Env) -> Shown:
        parts: list[Shown] = []
        for key, item in zip(node.keys, node.items, strict=True):
            parts.append(self.of(item, env))
            env = {**env, key: parts[-1]}
        entries = tuple((key, part.outcome) for key, part in zip(node.keys, parts, strict=True))
        return Shown(Outcome(Context(entries)), UNKNOWN, tuple(parts))

    def _table(self, node: typed.Table, env: Env) -> Shown:
        """Every condition that the evaluator looks at, then the output of the row that holds."""
        inputs = [self.of(input_, env) for input_ in node.inputs]
        answers: list[tuple[typed.Literal, ...]] = []
        for row in node.rows:
            answers.append(self._conditions(row, inputs, env))
            if node.policy == "pertama" and _holds(answers[-1]):
                break
        rows = [replace(row, conditions=one, output=_VALUE) for row, one in zip(node.rows, answers, strict=False)]
        given = tuple(_given(one, input_) for one, input_ in zip(inputs, node.inputs, strict=True))
        step = reference.evaluate(replace(node, inputs=given, rows=tuple(rows)), self.frame)
        held = [row for row, one in zip(node.rows, answers, strict=False) if _holds(one)]
        if not self.all.quiet:
            self.all.held.update(row.span for row in (held[:1] if node.policy == "pertama" else held))
        if not isinstance(step.outcome.value, tuple | Fraction):
            return Shown(step.outcome)
        outputs = [row.output for row in node.rows]
        if node.policy == "semua":
            parts = tuple(self._taking(self.of(row.output, env), outputs, env) for row in held)
            return Shown(replace(step.outcome, value=tuple(one.outcome for one in parts)), UNKNOWN, parts)
        found = self.of(held[0].output, env)
        return self._taking(replace(found, outcome=_under(found.outcome, step.outcome)), outputs, env)

    def _conditions(self, row: typed.Row, inputs: list[Shown], env: Env) -> tuple[typed.Literal, ...]:
        answers: list[typed.Literal] = []
        for condition, input_ in zip(row.conditions, inputs, strict=True):
            if answers and answers[-1].outcome.value is False and answers[-1].outcome.status == "final":
                answers.append(answers[-1])
                continue
            found = self.truth(self.of(condition, {**env, "?": input_}), condition)
            answers.append(_given(found, condition))
        return tuple(answers)

    # Operators and functions

    def _strict(self, node: typed.Typed, env: Env) -> Shown:
        """The parts first, the value from the reference evaluator, the unit by the rule of the node."""
        shown: list[Shown | None] = []

        def fill(part: object) -> object:
            if part is None:
                shown.append(None)
                return None
            if isinstance(part, tuple):
                return tuple(fill(one) for one in part)
            found = self.of(cast("typed.Typed", part), env)
            shown.append(found)
            return _given(found, cast("typed.Typed", part))

        filled = {name: fill(getattr(node, name)) for name in PARTS[type(node)]}
        outcome = reference.evaluate(replace(node, **filled), self.frame).outcome  # type: ignore[type-var]
        return self._measured(node, outcome, shown)

    def _measured(self, node: typed.Typed, outcome: Outcome, shown: list[Shown | None]) -> Shown:
        parts = [one for one in shown if one is not None]
        first = parts[0] if parts else Shown(outcome)
        match node:
            case typed.Absence():
                return Shown(outcome)
            case typed.ListOf():
                return _listed(outcome, parts)
            case typed.RangeOf():
                return Shown(outcome, self._together(parts, "..", node.span), tuple(parts))
            case typed.Negate() | typed.Round() | typed.Labelled():
                return Shown(outcome, first.unit, first.parts)
            case typed.Arithmetic():
                return Shown(outcome, self._chain(node, parts))
            case typed.Power():
                return Shown(outcome, self._power(node, parts[0], parts[1]))
            case typed.Clamp():
                self._bounded(node, parts)
                return Shown(outcome, self._together(parts, "batas", node.span))
            case typed.Compare() | typed.Member():
                self._compared(parts[0], parts[1], node.span)
                return Shown(outcome)
            case typed.Index():
                self.all.plain(parts[1].unit, "position", node.span)
                return _picked(first, outcome)
            case typed.Scale():
                return Shown(outcome, FREE)
            case typed.Builtin():
                return self._builtin(node, outcome, shown)
        return Shown(outcome)

    def _together(self, parts: Iterable[Shown], what: str, place: Span) -> Measure:
        """The unit of all; those that have no value cannot contradict the others."""
        parts = tuple(parts)
        found = self.all.together([one.unit for one in parts if one.outcome.value is not None], what, place)
        if found != FREE:
            return found
        units = {one.unit for one in parts if isinstance(one.unit, Dimension)}
        return units.pop() if len(units) == 1 else UNKNOWN if units else FREE

    def _bounded(self, node: typed.Clamp, parts: list[Shown]) -> None:
        """Notes the bounds that change the value."""
        if any(not isinstance(one.outcome.value, Fraction) for one in parts):
            return
        value, *bounds = (cast("Fraction", one.outcome.value) for one in parts)
        if node.low is not None and value < bounds[0]:
            self.all.bounds.add(node.low.span)
            value = bounds[0]
        if node.high is not None and value > bounds[-1]:
            self.all.bounds.add(node.high.span)

    def _chain(self, node: typed.Arithmetic, parts: list[Shown]) -> Measure:
        if node.operators[0] in "+-":
            return self._together(parts, node.operators[0], node.span)
        unit = parts[0].unit
        for operator, part in zip(node.operators, parts[1:], strict=True):
            unit = self.all.times(unit, part.unit, 1 if operator == "*" else -1)
        return unit

    def _power(self, node: typed.Power, base: Shown, exponent: Shown) -> Measure:
        self.all.plain(exponent.unit, "exponent", node.span)
        if self.all.is_plain(base.unit):
            return base.unit
        value = exponent.outcome.value
        if not isinstance(value, Fraction):
            return UNKNOWN
        raised = self.all.raised(base.unit, value)
        if isinstance(raised, Dimension) and any(power.denominator != 1 for _, power in raised.powers):
            self.all.complain("unit", f"power {value} of {spelled(base.unit)}", node.span)
        return raised

    def _compared(self, left: Shown, right: Shown, place: Span) -> None:
        """Two values, or a value and each member of a list, or the ends of a range."""
        if left.parts and right.parts and isinstance(left.outcome.value, tuple):
            for one, other in zip(left.parts, right.parts, strict=False):
                self._compared(one, other, place)
        elif right.parts and not isinstance(right.outcome.value, Context):
            for part in right.parts:
                self._compared(left, part, place)
        else:
            self._together([left, right], "comparison", place)

    def _builtin(self, node: typed.Builtin, outcome: Outcome, shown: list[Shown | None]) -> Shown:
        name, place = node.function.name, node.span
        parts = [one for one in shown if one is not None]
        first = parts[0]
        if name in KEEPING:
            if len(parts) > 1:
                self.all.plain(parts[1].unit, f"scale of {name}", place)
            return Shown(outcome, first.unit)
        if name == "modulo":
            return Shown(outcome, self._together(parts, name, place))
        if name in ("exp", "log"):
            self.all.plain(first.unit, name, place)
            return Shown(outcome, FREE)
        if name == "sqrt":
            return Shown(outcome, self._root(first.unit, place))
        if name in ("sum", "min", "max", "mean", "median", "stddev", "mode"):
            unit = self._together(first.parts, name, place) if first.parts else UNKNOWN
            return _shown(outcome, unit)
        if name == "product":
            for one in first.parts:
                self.all.plain(one.unit, name, place)
            return Shown(outcome, FREE)
        if name in ("count", "string length"):
            return Shown(outcome, PLAIN)
        if name in LISTS:
            return self._list(node, outcome, parts)
        if name in ("list contains", "index of"):
            self._compared(parts[1], first, place)
        return _shown(outcome, FREE)

    def _root(self, unit: Measure, place: Span) -> Measure:
        if self.all.is_plain(unit):
            return unit
        half = self.all.raised(unit, Fraction(1, 2))
        if isinstance(half, Dimension) and any(power.denominator != 1 for _, power in half.powers):
            self.all.complain("unit", f"sqrt of {spelled(unit)}", place)
            return UNKNOWN
        return half

    def _list(self, node: typed.Builtin, outcome: Outcome, parts: list[Shown]) -> Shown:
        """Lists made of lists: a member has the unit that it had before."""
        if not isinstance(outcome.value, tuple):
            return Shown(outcome)
        known: list[Shown] = []
        for part in parts:
            known += (
                _leaves(part) if node.function.name in ("flatten", "concatenate", "union") else part.parts or (part,)
            )
        if node.function.name == "union":
            self.all.together([one.unit for one in known], "union", node.span)
        if any(one.outcome.value == () for part in parts for one in (part, *part.parts)):
            # A literal has the unit of the list that it is put into, which does not show in an empty one.
            known = [replace(one, unit=UNKNOWN) if one.unit == FREE else one for one in known]
        return Shown(outcome, UNKNOWN, tuple(_same(one, known) for one in outcome.value))


KEEPING = ("abs", "floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down")
LISTS = (
    "append", "concatenate", "union", "insert before", "remove", "reverse", "sublist", "flatten", "distinct values",
)  # fmt: skip
_NOWHERE = Source("", "").span()
_VALUE = typed.Literal(Outcome(Fraction(0)), type=NUMBER, span=_NOWHERE)
_TRUE = typed.Literal(Outcome(True), type=BOOLEAN, span=_NOWHERE)


def _holds(answers: tuple[typed.Literal, ...]) -> bool:
    return all(answer.outcome.value is True for answer in answers)


def _listed(outcome: Outcome, parts: Iterable[Shown]) -> Shown:
    """A list; a literal in it has the unit of the others."""
    return Shown(outcome, UNKNOWN, _levelled(tuple(parts)))


def _levelled(parts: tuple[Shown, ...]) -> tuple[Shown, ...]:
    units = [one.unit for one in parts if isinstance(one.unit, Dimension)]
    if units:
        return tuple(replace(one, unit=units[0]) if one.unit == FREE else one for one in parts)
    if not all(isinstance(one.outcome.value, Context) for one in parts) or len({len(one.parts) for one in parts}) != 1:
        return parts
    columns = [_levelled(column) for column in zip(*(one.parts for one in parts), strict=True)]
    return tuple(replace(one, parts=tuple(column[at] for column in columns)) for at, one in enumerate(parts))


def _leaves(of: Shown) -> list[Shown]:
    """What is inside the lists of a list."""
    if not isinstance(of.outcome.value, tuple):
        return [of]
    return [leaf for part in of.parts for leaf in _leaves(part)]


def _same(outcome: Outcome, known: list[Shown]) -> Shown:
    """The member of a new list as it was in the old ones; the unit that all of them have if it is not told apart."""
    found = [one for one in known if one.outcome is outcome] or [one for one in known if one.outcome == outcome]
    units = {one.unit for one in found or known}
    return Shown(outcome, units.pop() if len(units) == 1 else UNKNOWN, found[0].parts if found else ())


def _picked(list_: Shown, outcome: Outcome) -> Shown:
    found = [one for one in list_.parts if one.outcome.value is outcome.value and outcome.value is not None]
    if found:
        return replace(found[0], outcome=outcome)
    units = {one.unit for one in list_.parts}
    return Shown(outcome, units.pop() if len(units) == 1 else UNKNOWN)


def _shown(outcome: Outcome, unit: Measure) -> Shown:
    """A value of which everything inside has this unit."""
    if isinstance(outcome.value, tuple):
        return Shown(outcome, UNKNOWN, tuple(_shown(one, unit) for one in outcome.value))
    if isinstance(outcome.value, Context):
        return Shown(outcome, UNKNOWN, tuple(_shown(one, unit) for _, one in outcome.value.entries))
    return Shown(outcome, unit if outcome.value is None or isinstance(outcome.value, Fraction) else UNKNOWN)


def _given(shown: Shown, node: typed.Typed) -> typed.Literal:
    """A part that is computed already, in the place of its formula."""
    return typed.Literal(shown.outcome, type=node.type, span=node.span)


def _carried(outcomes: Iterable[Outcome]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reason for one in outcomes for reason in one.carried))


def _under(outcome: Outcome, other: Outcome) -> Outcome:
    return replace(outcome, carried=_carried((other, outcome)))
