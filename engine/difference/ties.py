"""The names in typed trees of two manuals, tied to what the mixture of both has under these names.

A call holds the function that it calls, a constant its value; whoever mixes trees of two manuals has to put in those
that are in force in the mixture. Where something has another name on one of the sides, the name in force is put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from engine.diagnostics.model import Reason, say
from engine.language import typed
from engine.language.types import ANY, EntityType, ListType, Type
from engine.language.values import Outcome, absent
from engine.manual.checked import Constant, Rule
from engine.record import dataclass, names_of, replace

Renames: TypeAlias = "Mapping[tuple[str, str], str]"
"""The name in force, by owner (a level, the label of an entry, `function`, `constant`) and the one not in force."""


def uses(body: object) -> frozenset[str]:
    """The functions and constants that a body names itself."""
    found: set[str] = set()
    for node in typed.walk(body):
        match node:
            case typed.Apply(definition):
                found.add(definition.name)
            case typed.Literal(constant=str() as name):
                found.add(name)
    return frozenset(found)


def closure(names: frozenset[str], sides: Iterable[Mapping[str, typed.Definition]]) -> frozenset[str]:
    """These names and the functions that call them, on any side."""
    calls = [(name, uses(one.body)) for side in sides for name, one in side.items()]
    found = names
    while True:
        more = found | {name for name, called in calls if called & found}
        if more == found:
            return found
        found = more


@dataclass(slots=True, eq=False)
class Ties:
    """What is in force. `own`: the constants of the entry whose bodies are tied. Functions are tied when first called;
    `stale`: the names whose meaning is not that of the first manual, without them its bodies stay as they are."""

    constants: Mapping[str, Constant]
    definitions: Mapping[str, typed.Definition]
    renames: Renames
    stale: frozenset[str]
    own: Mapping[str, Constant] = field(default_factory=dict)
    label: str = ""
    tied: dict[str, typed.Definition] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def of_entry(self, label: str, own: Mapping[str, Constant], before: Mapping[str, Constant]) -> Ties:
        """The same for the bodies of an entry, which has these constants of its own and had those."""
        changed = {name for name in (*own, *before) if own.get(name) is not before.get(name)}
        stale = (self.stale - frozenset(own)) | changed
        return Ties(self.constants, self.definitions, self.renames, stale, own, label, self.tied, self.open)

    def rule(self, rule: Rule) -> Rule:
        """A rule whose body calls what is in force."""
        body = self.body(rule.body)
        return rule if body is rule.body else replace(rule, body=body)

    def body(self, body: typed.Typed) -> typed.Typed:
        """A body that calls what is in force."""
        return rebuilt(body, self._tie)  # type: ignore[no-any-return]

    def definition(self, name: str) -> typed.Definition:
        """A function as it is in force."""
        name = self.renames.get(("function", name), name)
        found = self.tied.get(name)
        if found is not None:
            return found
        untied = self.definitions.get(name)
        if untied is None or name in self.open:
            return typed.Definition(name, untied.parameters if untied else (), _nothing(name, untied))
        self.open.add(name)
        outside = Ties(self.constants, self.definitions, self.renames, self.stale, {}, "", self.tied, self.open)
        body = outside.body(untied.body)
        self.open.discard(name)
        self.tied[name] = untied if body is untied.body else replace(untied, body=body)
        return self.tied[name]

    def _tie(self, node: object) -> object:
        match node:
            case typed.Apply(definition):
                found = self.definition(definition.name)
                return node if found is definition else replace(node, definition=found)
            case typed.Literal(outcome, constant=str() as name):
                name = self.renames.get((self.label, name)) or self.renames.get(("constant", name), name)
                constant = self.own.get(name) or self.constants.get(name)
                if constant is None or (constant.outcome == outcome and name == node.constant):
                    return node
                return replace(node, outcome=constant.outcome, constant=name)
            case typed.Path(object_, name) if self.renames:
                new = self._attribute(object_, name)
                return node if new == name else replace(node, name=new)
        return node

    def _attribute(self, object_: typed.Typed, name: str) -> str:
        level = _level(object_.type)
        if level is None:
            return name
        if self.label and isinstance(object_, typed.Self) and (self.label, name) in self.renames:
            return self.renames[self.label, name]
        return self.renames.get((level, name), name)


def _level(type_: Type) -> str | None:
    match type_:
        case EntityType(level):
            return level
        case ListType(element):
            return _level(element)
    return None


def _nothing(name: str, untied: typed.Definition | None) -> typed.Typed:
    """A function that is not there, or that calls itself, in a mixture that nobody would write."""
    reason = Reason("lingkaran", say("the function `{name}` needs itself", name=name))
    outcome: Outcome = absent(reason)
    if untied is None:
        raise AssertionError(name)
    return typed.Literal(outcome, type=ANY, span=untied.body.span)


def rebuilt(node: Any, change: Callable[[object], object]) -> Any:
    """A tree in which every node is replaced by what `change` gives for it, from the inside out; parts that stay the
    same are the same objects."""
    if isinstance(node, tuple):
        parts = tuple(rebuilt(one, change) for one in node)
        return node if all(a is b for a, b in zip(parts, node, strict=True)) else parts
    if not isinstance(node, typed.Node | typed.Row | typed.Iterator):
        return node
    fields = {}
    for name in names_of(node):
        if name not in ("type", "span"):
            value = getattr(node, name)
            new = (
                rebuilt(value, change) if isinstance(value, tuple | typed.Node | typed.Row | typed.Iterator) else value
            )
            if new is not value:
                fields[name] = new
    return change(replace(node, **fields) if fields else node)
