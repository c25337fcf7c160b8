"""Circles among rules, judged on (level, attribute): each circle is reported once, with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.diagnostics.model import Diagnostic, say
from engine.language import typed
from engine.language.types import EntityType, ListType
from engine.manual import rule_problems as problem
from engine.manual.checked import Entry, Rule
from engine.source import Span

Attribute = tuple[str, str]


def find_cycles(rules: Mapping[Attribute, Rule], entries: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    """The circles among all rules, those of entries included."""
    needs: dict[Attribute, dict[Attribute, Span]] = {}
    places: dict[Attribute, Span] = {}
    for attribute, rule in _all(rules, entries):
        needs.setdefault(attribute, {}).update(_reads(rule.body))
        places.setdefault(attribute, rule.provenance.place)
    for path in _circles(needs):
        names = [f"{level}.{name}" for level, name in path]
        others = tuple(
            (say("`{name}` needs `{next}` here", name=names[at], next=names[at + 1]), needs[path[at]][path[at + 1]])
            for at in range(len(path) - 1)
        )
        yield problem.cycle(places[path[0]], names, others)


def _all(rules: Mapping[Attribute, Rule], entries: Mapping[str, Entry]) -> Iterator[tuple[Attribute, Rule]]:
    yield from rules.items()
    for entry in entries.values():
        yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[tuple[Attribute, Rule]]:
    for rule in (*entry.rules.values(), *((entry.result,) if entry.result else ())):
        yield (entry.level, rule.name), rule
    for member in entry.members:
        yield from _of_entry(member)


def _reads(body: typed.Typed) -> Iterator[tuple[Attribute, Span]]:
    """The attributes that a formula reads, and where."""
    for node in typed.walk(body):
        if isinstance(node, typed.Path):
            owner = node.object.type
            owner = owner.element if isinstance(owner, ListType) else owner
            if isinstance(owner, EntityType):
                yield (owner.level, node.name), node.span


def _circles(needs: Mapping[Attribute, Mapping[Attribute, Span]]) -> Iterator[list[Attribute]]:
    """One path for each circle, found by going down from each attribute in the order read."""
    done: set[Attribute] = set()
    for start in needs:
        path: list[Attribute] = []
        stack: list[Iterator[Attribute]] = [iter((start,))]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                if path:
                    done.add(path.pop())
            elif step in path:
                yield [*path[path.index(step) :], step]
            elif step not in done and step in needs:
                path.append(step)
                stack.append(iter(needs[step]))
