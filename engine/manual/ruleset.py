"""The names that rules define, checked when first asked for: what a formula needs, it finds checked.

`RuleSet` answers the language's questions about names. A rule that is being checked and is asked for again is part of a
circle; its kind is then taken as unknown, and `cycles` reports the circle once, with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction

from engine.diagnostics.model import Diagnostic, Reason, say
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import typed
from engine.language.functions import FUNCTIONS
from engine.language.names import EVERY_ENTITY
from engine.language.scope import Scope, Seen, Variable
from engine.language.types import ANY, NUMBER, Type
from engine.language.values import Outcome
from engine.manual import rule_problems as problem
from engine.manual.bodies import Bodies, is_constant
from engine.manual.checked import Constant, Level, Rule
from engine.manual.collect import Collected, Item, Origin, provenance, rule_key
from engine.manual.levels import Codes, checked_unit, limits
from engine.manual.model import BodyForm, ConstantForm, FunctionForm, NamedScaleForm, RuleForm
from engine.manual.nodes import Scalar
from engine.record import dataclass
from engine.source import Span

Sink = Callable[[Diagnostic], None]
BODIES = ("formula", "tabel", "skala", "komponen")
SCALE_INPUT = "masukan"


@dataclass(slots=True)
class RuleSet:
    """All names of a manual and of those it stands on."""

    collected: Collected
    codes: Codes
    by_level: Mapping[str, Level]
    sink: Sink
    broken: Callable[[Span], bool]
    """Whether something inside this place has been reported already."""
    seen: Seen | None = None
    rules: dict[tuple[str, str], Rule] = field(default_factory=dict)
    forms: dict[tuple[str, str], Item[RuleForm]] = field(default_factory=dict)
    known_definitions: dict[str, typed.Definition] = field(default_factory=dict)
    known_constants: dict[str, Outcome] = field(default_factory=dict)
    open: set[object] = field(default_factory=set)
    path: list[str] = field(default_factory=list)
    """The functions and constants that are being looked at, each needed by the one before."""

    def __post_init__(self) -> None:
        for key, item in self.collected.rules.items():
            self._place(key, item)

    def _place(self, key: str, item: Item[RuleForm]) -> None:
        parts = rule_key(key)
        if parts is None:
            self.sink(problem.rule_key(item.form.place, key, self.by_level))
            return
        for word in item.form.juga_untuk:
            if word.text not in self.by_level:
                self.sink(problem.unknown_level(word.span, word.text, self.by_level))
        for level in (parts[0], *(word.text for word in item.form.juga_untuk)):
            if level in self.by_level:
                self._put(level, parts[1], item)
            elif level == parts[0]:
                self.sink(problem.unknown_level(item.form.place, level, self.by_level))

    def _put(self, level: str, name: str, item: Item[RuleForm]) -> None:
        given = self.by_level[level].attributes.get(name)
        first = self.forms.get((level, name))
        if given is not None:
            self.sink(problem.defined_twice(item.form.place, given.place, f"{level}.{name}"))
        elif first is not None:
            self.sink(problem.defined_twice(item.form.place, first.form.place, f"{level}.{name}"))
        elif name in (self.by_level[level].result, *EVERY_ENTITY, *self.by_level):
            self.sink(problem.reserved_name(item.form.place, name))
        else:
            self.forms[level, name] = item

    # What the language asks

    def levels(self) -> tuple[str, ...]:
        return tuple(self.by_level)

    def attribute(self, level: str, name: str) -> Type | None:
        given = self.by_level[level].attributes.get(name)
        if given is not None:
            return given.quantity.type
        if (level, name) in self.forms:
            return self._type((level, name))
        return NUMBER if name == self.by_level[level].result else None

    def attributes(self, level: str) -> tuple[str, ...]:
        result = self.by_level[level].result
        computed = (name for owner, name in self.forms if owner == level)
        return (*self.by_level[level].attributes, *computed, *((result,) if result else ()))

    def constant(self, name: str) -> Outcome | None:
        return self.constant_of(self.collected.constants[name].form.nilai, name) if name in self.constants() else None

    def constants(self) -> tuple[str, ...]:
        return tuple(self.collected.constants)

    def definition(self, name: str) -> typed.Definition | None:
        if name in self.definitions() and self._begin(name, self._form(name).form.place):
            if name not in self.known_definitions:
                self.known_definitions[name] = self._definition(name)
            self.path.pop()
        if name in self.path:
            return typed.Definition(name, self._parameters(name), self._nothing(self._form(name).form.place, ANY))
        return self.known_definitions.get(name)

    def _begin(self, name: str, place: Span) -> bool:
        """Whether this may be looked at now: not if that is what is being done; then it is reported."""
        if name in self.path:
            self.sink(problem.definitions_in_a_circle(place, [*self.path[self.path.index(name) :], name]))
            return False
        self.path.append(name)
        return True

    def definitions(self) -> tuple[str, ...]:
        return (*self.collected.functions, *self.collected.scales)

    def scope(self, level: str | None = None) -> Scope:
        """What a formula sees: that of a rule of this level, or one of constants and functions alone."""
        return Scope(self, level, has_period=level is not None, seen=self.seen)

    # Checking on demand

    def _type(self, key: tuple[str, str]) -> Type:
        if key in self.open:
            return ANY
        return self.rule(key).body.type

    def rule(self, key: tuple[str, str]) -> Rule:
        """A rule of a level, checked now if it was not yet."""
        if key not in self.rules:
            self.open.add(key)
            item = self.forms[key]
            scope = self.scope(key[0])
            self.rules[key] = self.checked(f"{key[0]}.{key[1]}", item.form, item.origin, scope, None)
            self.open.discard(key)
        return self.rules[key]

    def checked(self, name: str, form: RuleForm, origin: Origin, scope: Scope, entry_unit: str | None) -> Rule:
        """A rule from its form. A rule that is wrong has no value, and says so."""
        unit = checked_unit(form.satuan, self.codes, self.sink)
        body = self.body(name, form, scope, self.one(unit, entry_unit))
        period = form.periode.text if form.periode else None
        if form.periode is not None and period not in self.codes.periods:
            self.sink(problem.unknown_code(form.periode.span, "periode", form.periode.text, self.codes.periods))
            body, period = self._nothing(form.place, body.type), None
        about = provenance(name, form, origin, body_place(form))
        allowed = limits(form, unit, self.codes, self.sink, entry_unit)
        return Rule(name.rpartition(".")[2], body, unit, about, form.boleh_diberikan, period, allowed, unit_place(form))

    def one(self, unit: str | None, entry_unit: str | None = None) -> Fraction:
        """What is written as 1 in this unit."""
        found = self.codes.units.get(entry_unit if unit == "entri" else unit) if unit else None  # type: ignore[arg-type]
        return found.one if found else Fraction(1)

    def body(self, name: str, form: BodyForm, scope: Scope, one: Fraction) -> typed.Typed:
        """What a rule computes; if that is wrong, an absence that says so."""
        bodies = [key for key in BODIES if getattr(form, key) is not None]
        if len(bodies) != 1:
            if not self.broken(form.extent):
                self.sink(problem.one_body(form.place, name))
            return self._nothing(form.place, ANY)
        return Bodies(self.sink).body(form, scope, one) or self._nothing(form.place, ANY)

    def _nothing(self, place: Span, type_: Type) -> typed.Typed:
        reason = Reason("aturan_salah", say("the rule itself has a mistake"), place=place)
        return typed.Literal(Outcome(None, (reason,)), type=type_, span=place)

    def _form(self, name: str) -> Item[FunctionForm] | Item[NamedScaleForm]:
        functions = self.collected.functions
        return functions[name] if name in functions else self.collected.scales[name]

    def _parameters(self, name: str) -> tuple[str, ...]:
        form = self._form(name).form
        return tuple(word.text for word in form.parameter) if isinstance(form, FunctionForm) else (SCALE_INPUT,)

    def _definition(self, name: str) -> typed.Definition:
        item = self._form(name)
        if name in FUNCTIONS:
            self.sink(problem.defined_twice(item.form.place, item.form.place, name))
        parameters = self._parameters(name)
        scope = self.scope().bind(*(Variable(parameter, ANY) for parameter in parameters))
        if isinstance(item.form, FunctionForm):
            unit = checked_unit(item.form.satuan, self.codes, self.sink)
            allowed = limits(item.form, unit, self.codes, self.sink)
            return typed.Definition(name, parameters, self.body(name, item.form, scope, self.one(unit)), unit, allowed)
        input_ = typed.Local(SCALE_INPUT, type=NUMBER, span=item.form.place)
        body = Bodies(self.sink).scale(item.form, input_, scope)
        return typed.Definition(name, parameters, body or self._nothing(item.form.place, NUMBER))

    def constants_of(self, forms: Mapping[str, ConstantForm], known: Mapping[str, Outcome]) -> dict[str, Constant]:
        """Constants with their declared units."""
        return {
            key: Constant(
                key, known[key], checked_unit(form.satuan, self.codes, self.sink), form.place, unit_place(form)
            )
            for key, form in forms.items()
        }

    def all_constants(self) -> dict[str, Constant]:
        """The constants of all manuals; those of entries are their own."""
        forms = {name: item.form for name, item in self.collected.constants.items()}
        return self.constants_of(forms, {name: self.constant(name) or Outcome(None) for name in forms})

    def constant_of(self, span: Span, name: str) -> Outcome:
        """The value of a constant, N/A if it is wrong."""
        if not self._begin(name, span):
            return compute(self._nothing(span, ANY), Frame()).outcome
        if name not in self.known_constants:
            self.known_constants[name] = self.computed(span)
        self.path.pop()
        return self.known_constants[name]

    def computed(self, span: Span) -> Outcome:
        """A formula of constants alone, computed."""
        node = Bodies(self.sink).formula(span, self.scope())
        if node is None or not is_constant(node):
            node = self._nothing(span, ANY)
        return compute(node, Frame()).outcome

    def all(self) -> Iterator[tuple[tuple[str, str], Rule]]:
        """Every rule, and so every function and constant, checked."""
        for name in self.definitions():
            self.definition(name)
        for name in self.constants():
            self.constant(name)
        for key in self.forms:
            yield key, self.rule(key)


def unit_place(form: BodyForm | ConstantForm) -> Span | None:
    """Where the satuan is declared."""
    return form.satuan.span if form.satuan else None


def body_place(form: BodyForm) -> Span | None:
    """The text that computes the value, as it stands in the file."""
    if form.komponen is not None:
        node = form.komponen.node
        return (node.slice if isinstance(node, Scalar) else None) or node.span
    return form.formula or form.tabel or (form.skala.titik if form.skala else None)
