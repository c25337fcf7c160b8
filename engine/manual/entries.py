"""Entry files -> entries: given attributes, raw data, the result and the entry's own rules, checked in its scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from engine.language.names import EVERY_ENTITY
from engine.language.scope import Scope
from engine.language.typed import Definition
from engine.language.types import NUMBER, Type
from engine.language.values import Outcome
from engine.manual import form_problems
from engine.manual import rule_problems as problem
from engine.manual.checked import Entry, Given, Level, Rule, Variable
from engine.manual.collect import Origin, provenance
from engine.manual.conform import conform
from engine.manual.forms import fields
from engine.manual.given import read_given
from engine.manual.leaves import Held, Key
from engine.manual.levels import checked_unit, limits, quantity
from engine.manual.model import EntryFile, MemberForm, RuleForm, VariableForm
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Scalar
from engine.manual.patches import overridden, states_rows
from engine.manual.ruleset import BODIES, RuleSet, body_place, unit_place
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class EntryNames:
    """The names of the rule set, and the entry's own constants before them."""

    rules: RuleSet
    own: Mapping[str, Outcome]

    def levels(self) -> tuple[str, ...]:
        return self.rules.levels()

    def attribute(self, level: str, name: str) -> Type | None:
        return self.rules.attribute(level, name)

    def attributes(self, level: str) -> tuple[str, ...]:
        return self.rules.attributes(level)

    def constant(self, name: str) -> Outcome | None:
        return self.own.get(name) or self.rules.constant(name)

    def constants(self) -> tuple[str, ...]:
        return (*self.own, *self.rules.constants())

    def definition(self, name: str) -> Definition | None:
        return self.rules.definition(name)

    def definitions(self) -> tuple[str, ...]:
        return self.rules.definitions()


@dataclass(slots=True)
class OwnTypes(Mapping[str, Type]):
    """The types of what only this entry has; those of its own rules are found by checking them when asked."""

    rules: RuleSet
    names: EntryNames
    level: str
    unit: str | None
    origin: Origin
    label: str
    variables: Mapping[str, Type]
    forms: Mapping[str, RuleForm]
    checked: dict[str, Rule] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> Type:
        if name in self.variables:
            return self.variables[name]
        if name not in self.forms or name in self.open:
            raise KeyError(name)
        return self.rule(name).body.type

    def __iter__(self) -> Iterator[str]:
        yield from self.variables
        yield from self.forms

    def __len__(self) -> int:
        return len(self.variables) + len(self.forms)

    def scope(self) -> Scope:
        return Scope(self.names, self.level, self, has_period=True, seen=self.rules.seen)

    def rule(self, name: str) -> Rule:
        """One own rule, checked now if it was not yet."""
        if name not in self.checked:
            self.open.add(name)
            form = self.forms[name]
            origin = self.rules.collected.origin(form)
            self.checked[name] = self.rules.checked(f"{self.label}.{name}", form, origin, self.scope(), self.unit)
            self.open.discard(name)
        return self.checked[name]


def read_entries(rules: RuleSet) -> dict[str, Entry]:
    """The entries of all manuals, by kode."""
    found: dict[str, Entry] = {}
    first: dict[str, EntryFile] = {}
    unknown: dict[str, Span] = {}
    for form, origin, filled in rules.collected.entries:
        kode, level = form.kode.text, filled or ""
        if kode in found:
            rules.sink(problem.entry_twice(form.kode.span, first[kode].kode.span, kode))
        elif level not in rules.by_level:
            unknown.setdefault(level, rules.collected.filled.get(level, form.kode.span))
        else:
            first[kode] = form
            _possible(form.kode, rules.by_level[level], rules)
            found[kode] = _entry(kode, form, rules.by_level[level], origin, rules)
    for level, place in unknown.items():
        rules.sink(problem.unknown_level(place, level, rules.by_level))
    return found


def _possible(kode: Scalar, level: Level, rules: RuleSet) -> None:
    """A level may say which kodes there are."""
    if level.codes and kode.text not in level.codes:
        rules.sink(form_problems.not_among(kode.span, kode.text, level.codes))


def _entry(kode: str, form: MemberForm, level: Level, origin: Origin, rules: RuleSet) -> Entry:
    unit = checked_unit(form.satuan, rules.codes, rules.sink)
    constants = {str(name): rules.computed(one.nilai) for name, one in form.tetapan.items()}
    variables = {str(name): _variable(name, one, form.data_mentah, rules) for name, one in form.data_mentah.items()}
    _distinct(variables, level, rules)
    variables = _in_no_circle(variables, rules)
    types = {name: variable.quantity.type for name, variable in variables.items()}
    forms = _own_rules(form, level, variables, rules)
    label = f"{level.name}/{kode}"
    own = OwnTypes(rules, EntryNames(rules, constants), level.name, unit, origin, label, types, forms)
    attributes, members = _extras(form, level, unit, origin, rules)
    allowed = limits(form, unit, rules.codes, rules.sink)
    _summed_over_places(form, variables, rules)
    return Entry(
        level.name,
        kode,
        form.nama.text,
        unit,
        provenance(label, form, origin, body_place(form)),
        attributes,
        variables,
        _result(form, level, own),
        form.hasil_diberikan.text if form.hasil_diberikan else None,
        {name: own.rule(name) for name in forms},
        (form.konsolidasi.periode if form.konsolidasi else None) or "data mentah",
        form.konsolidasi.lokasi if form.konsolidasi else None,
        members,
        rules.constants_of({str(name): one for name, one in form.tetapan.items()}, constants),
        allowed,
        unit_place(form),
    )


def _summed_over_places(form: MemberForm, variables: Mapping[str, Variable], rules: RuleSet) -> None:
    if form.konsolidasi is not None and form.konsolidasi.lokasi == "data mentah":
        for variable in variables.values():
            if variable.quantity.type != NUMBER:
                rules.sink(problem.no_numbers_together(variable.place, variable.name, "lokasi: data mentah"))


def _variable(key: Key, form: VariableForm, forms: Mapping[Key, VariableForm], rules: RuleSet) -> Variable:
    others = [str(name) for name in forms if name != key]

    def other(word: Scalar | None) -> str | None:
        if word is not None and word.text not in others:
            rules.sink(problem.unknown_code(word.span, "data_mentah", word.text, others))
            return None
        return None if word is None else word.text

    part_of, divisor = other(form.bagian_dari), other(form.pembagi)
    declared = quantity(form, rules.codes, rules.sink)
    if declared.type != NUMBER and form.konsolidasi not in (None, "nilai terakhir"):
        rules.sink(problem.no_numbers_together(key.span, key, form.konsolidasi))
    return Variable(str(key), declared, form.konsolidasi, key.span, part_of, divisor or part_of)


def _in_no_circle(variables: dict[str, Variable], rules: RuleSet) -> dict[str, Variable]:
    """Raw data that are parts of each other are told of at the first, and are then parts of none."""
    told: set[str] = set()
    for name in variables:
        path: list[str] = []
        step: str | None = name
        while step is not None and step not in path:
            path.append(step)
            step = variables[step].part_of
        if step == name and name not in told:
            rules.sink(problem.parts_in_a_circle(variables[name].place, [*path, name]))
            told.update(path)
    return {name: replace(one, part_of=None, divisor=None) if name in told else one for name, one in variables.items()}


def _distinct(variables: Mapping[str, Variable], level: Level, rules: RuleSet) -> None:
    """A raw datum has no name that means something else for every entry of the level."""
    for name, variable in variables.items():
        rule, given = rules.forms.get((level.name, name)), level.attributes.get(name)
        if rule is not None or given is not None:
            first = rule.form.place if rule is not None else given.place if given is not None else variable.place
            rules.sink(problem.defined_twice(variable.place, first, name))
        elif name in (level.result, *EVERY_ENTITY, *rules.by_level):
            rules.sink(problem.reserved_name(variable.place, name))


def _own_rules(
    form: MemberForm, level: Level, variables: Mapping[str, Variable], rules: RuleSet
) -> dict[str, RuleForm]:
    """Own rules by name; one that replaces a rule of the decree says so and why."""
    kept: dict[str, RuleForm] = {}
    for key, rule in form.aturan.items():
        before = rules.forms.get((level.name, key))
        given = level.attributes.get(key)
        if key in variables or given is not None or key == level.result:
            place = variables[key].place if key in variables else given.place if given else form.place
            rules.sink(problem.defined_twice(key.span, place, key))
            continue
        named = rule.menimpa.text if rule.menimpa else None
        if named is not None and named in rules.collected.origin(rule).versions:
            pass  # of another version of this manual: judged where they were put together
        elif before is not None and rule.menimpa is None:
            rules.sink(problem.hidden_override(key.span, before.form.place, key, before.origin.manual))
        elif rule.menimpa is not None and (before is None or not before.origin.is_called(rule.menimpa.text)):
            rules.sink(problem.overrides_nothing(rule.menimpa.span, key, rule.menimpa.text))
        elif rule.menimpa is not None and rule.alasan is None:
            rules.sink(problem.without_reason(rule.menimpa.span, key))
        kept[str(key)] = overridden(before.form, rule, key, rules.sink) if before and states_rows(rule) else rule
    return kept


def _result(form: MemberForm, level: Level, own: OwnTypes) -> Rule | None:
    """How the result is computed; None where the data give it."""
    bodies = [key for key in BODIES if getattr(form, key) is not None]
    if form.hasil_diberikan is not None or level.result is None or not bodies:
        if bodies and form.hasil_diberikan is not None:
            own.rules.sink(problem.result_and_formula(form.hasil_diberikan.span, own.label))
        elif not bodies and form.hasil_diberikan is None and level.result and not own.rules.broken(form.extent):
            own.rules.sink(
                problem.no_body(form.place if not isinstance(form, EntryFile) else form.kode.span, own.label)
            )
        return None
    body = own.rules.body(own.label, form, own.scope(), own.rules.one(own.unit))
    place = body_place(form)
    written = None if place is None or place.source.pieces else own.rules.collected.origins.get(place.source)
    about = provenance(f"{own.label}.{level.result}", form, written or own.origin, place)
    if written is not None and place is not None and place.source is not form.extent.source:
        about = replace(about, replaces=None)
    allowed = limits(form, own.unit, own.rules.codes, own.rules.sink)
    return Rule(level.result, body, own.unit, about, form.boleh_diberikan, None, allowed, unit_place(form))


def _extras(
    form: MemberForm, level: Level, unit: str | None, origin: Origin, rules: RuleSet
) -> tuple[dict[str, Given], tuple[Entry, ...]]:
    """Attributes of the level that the manual gives, and members on the level below."""
    attributes: dict[str, Given] = {}
    members: tuple[Entry, ...] = ()
    known = {name: one for name, one in level.attributes.items() if one.source == "manual"}
    for name, held in form.extra.items():
        if name == level.member:
            members = _members(held, rules.by_level[level.member], origin, rules)
        elif name in known:
            value, found = read_given(held.node, known[name].quantity, rules.codes.units, unit, held.in_flow)
            if found is not None:
                rules.sink(found)
            elif value is not None:
                attributes[name] = Given(value, held.span)
        else:
            there = set(form.stated)
            possible = (key for key in (*known, *fields(EntryFile)) if key not in there)
            rules.sink(problem.unknown_attribute(held.key, name, level.name, possible))
    return attributes, members


def _members(held: Held, level: Level, origin: Origin, rules: RuleSet) -> tuple[Entry, ...]:
    if not isinstance(held.node, MappingNode):
        rules.sink(form_problems.wrong_form(held.span, "mapping"))
        return ()
    members = []
    for key, node in held.node.entries:
        if not isinstance(node, MappingNode):
            rules.sink(form_problems.wrong_form(node.span, "mapping"))
            continue
        form, problems = conform(node, MemberForm)
        for one in problems:
            rules.sink(one)
        if form is not None:
            _possible(key, level, rules)
            members.append(
                _entry(key.text, form, level, rules.collected.origins.get(form.extent.source, origin), rules)
            )
    return tuple(members)
