"""What only shows when a manual is seen whole: what nobody uses, what rests on nothing, parts above their whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.analysis import whole_problems as problem
from engine.analysis.components import misplaced
from engine.analysis.declared import every
from engine.analysis.unused_units import unused_units
from engine.analysis.walked import Walked
from engine.diagnostics.model import Diagnostic
from engine.language import typed
from engine.language.types import EntityType, ListType
from engine.manual.checked import Entry, Manual, Rule
from engine.manual.files import ManualFiles
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Uses:
    """Names that formulas read: attributes by level, names of which the level is not known, constants, functions."""

    attributes: frozenset[tuple[str, str]]
    names: frozenset[str]
    constants: frozenset[str]
    functions: frozenset[str]

    def reads(self, level: str, name: str) -> bool:
        """Whether some formula reads this attribute."""
        return (level, name) in self.attributes or name in self.names


def unused(manual: Manual, stack: tuple[ManualFiles, ...], broken: bool) -> Iterator[Diagnostic]:
    """Findings about the manual as a whole. In one that is `broken` nothing is called unused: who knows."""
    walked = Walked()
    yield from _citations(manual, stack)
    yield from _parts(manual, walked)
    yield from misplaced(manual, walked)
    if broken:
        return
    own = [(entry, uses_of((rule.body for rule in _own(entry)), walked)) for entry in every(manual.entries)]
    uses = _together([uses_of(_bodies(manual), walked), *(one for _, one in own)])
    yield from _raw_data(own)
    yield from _names(manual, stack, uses)
    yield from unused_units(manual, stack)
    yield from _rules(manual, uses)


def _bodies(manual: Manual) -> Iterator[typed.Typed]:
    """Every formula of a manual but those of entries, and of functions, which are reached from these."""
    for rule in manual.rules.values():
        yield rule.body
    for check in manual.checks:
        yield from (check.condition, check.message)
    for level in manual.levels.values():
        for attribute in level.attributes.values():
            rising = getattr(attribute, "rising", None)
            if rising is not None:
                yield rising
    display = manual.display
    if display is not None:
        yield from (node for _, node in display.totals)
        yield from (cell for column in display.columns for cell in column.cells.values())
        if display.title is not None:
            yield display.title


def _own(entry: Entry) -> Iterator[Rule]:
    yield from entry.rules.values()
    if entry.result is not None:
        yield entry.result


def uses_of(bodies: Iterable[typed.Typed], walked: Walked) -> Uses:
    """What these formulas read, the functions that they call included."""
    attributes: set[tuple[str, str]] = set()
    names: set[str] = set()
    constants: set[str] = set()
    functions: set[str] = set()
    waiting = list(bodies)
    while waiting:
        for node in walked.nodes(waiting.pop()):
            match node:
                case typed.Path(object_, name):
                    owner = object_.type.element if isinstance(object_.type, ListType) else object_.type
                    if isinstance(owner, EntityType):
                        attributes.add((owner.level, name))
                    else:
                        names.add(name)
                case typed.Literal(_, str() as constant):
                    constants.add(constant)
                case typed.Apply(definition, _) if definition.name not in functions:
                    functions.add(definition.name)
                    waiting.append(definition.body)
    return Uses(frozenset(attributes), frozenset(names), frozenset(constants), frozenset(functions))


def _together(all_uses: list[Uses]) -> Uses:
    """What any of these reads."""
    return Uses(
        frozenset().union(*(one.attributes for one in all_uses)),
        frozenset().union(*(one.names for one in all_uses)),
        frozenset().union(*(one.constants for one in all_uses)),
        frozenset().union(*(one.functions for one in all_uses)),
    )


def _raw_data(own: Iterable[tuple[Entry, Uses]]) -> Iterator[Diagnostic]:
    """Raw data and constants of entries that no formula of theirs reads."""
    for entry, uses in own:
        for variable in entry.variables.values():
            if not uses.reads(entry.level, variable.name):
                yield problem.unused_datum(variable.place, variable.name, entry.kode)
        for constant in entry.constants.values():
            if constant.name not in uses.constants:
                yield problem.unused_constant(constant.place, constant.name)


def _names(manual: Manual, stack: tuple[ManualFiles, ...], uses: Uses) -> Iterator[Diagnostic]:
    own_constants = {name for entry in every(manual.entries) for name in entry.constants}
    for constant in manual.constants.values():
        if constant.name not in uses.constants - own_constants:
            yield problem.unused_constant(constant.place, constant.name)
    for files in stack:
        for file in files.rules:
            for name, form in (*file.fungsi.items(), *file.skala.items()):
                if name not in uses.functions:
                    yield problem.unused_function(form.place, name)


def _rules(manual: Manual, uses: Uses) -> Iterator[Diagnostic]:
    """Figures that nothing uses and nothing prints. Those of the whole office are what is asked for."""
    root = next(iter(manual.levels))
    places: dict[Span, list[tuple[str, Rule]]] = {}
    for (level, _), rule in manual.rules.items():
        places.setdefault(rule.provenance.place, []).append((level, rule))
    for place, rules in places.items():
        if not any(level == root or uses.reads(level, rule.name) for level, rule in rules):
            yield problem.unused_rule(place, rules[0][1].provenance.name)
    for entry in every(manual.entries):
        for rule in entry.rules.values():
            if (entry.level, rule.name) not in manual.rules and not uses.reads(entry.level, rule.name):
                yield problem.unused_rule(rule.provenance.place, rule.name)


def _citations(manual: Manual, stack: tuple[ManualFiles, ...]) -> Iterator[Diagnostic]:
    heads = {one.code: one.form.place for files in stack for one in files.chain}
    seen: set[Span] = set()
    rules = [*manual.rules.values(), *(rule for entry in every(manual.entries) for rule in _own(entry))]
    for rule in rules:
        about = rule.provenance
        if about.citation is None and about.place not in seen:
            seen.add(about.place)
            yield problem.no_citation(about.place, about.name, heads.get(about.manual))


def _parts(manual: Manual, walked: Walked) -> Iterator[Diagnostic]:
    """Divisions of raw data that turn round what their declarations say of them."""
    for entry in every(manual.entries):
        wholes = {name: variable.divisor for name, variable in entry.variables.items() if variable.divisor}
        if not wholes:
            continue
        for rule in _own(entry):
            for node in walked.nodes(rule.body):
                if isinstance(node, typed.Arithmetic) and "/" in node.operators:
                    yield from _division(node, wholes, entry)


def _division(node: typed.Arithmetic, wholes: dict[str, str], entry: Entry) -> Iterator[Diagnostic]:
    signs = ("*", *node.operators)
    data = [(sign, _datum(operand, entry)) for sign, operand in zip(signs, node.operands, strict=True)]
    above = [name for sign, name in data if sign == "*" and name is not None]
    below = [name for sign, name in data if sign == "/" and name is not None]
    turned = [(over, under) for over in above for under in below if wholes.get(under) == over]
    for over, under in turned:
        yield problem.upside_down(node.span, over, under, entry.variables[under].place)
    if not turned and len(node.operands) == 2 and above and below and wholes.get(above[0], below[0]) != below[0]:
        yield problem.other_divisor(node.span, above[0], wholes[above[0]], below[0], entry.variables[above[0]].place)


def _datum(node: typed.Typed, entry: Entry) -> str | None:
    own = isinstance(node, typed.Path) and isinstance(node.object, typed.Self)
    return node.name if isinstance(node, typed.Path) and own and node.name in entry.variables else None
