"""Circles among rules, judged on (level, attribute): each circle is reported once, with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from engine.diagnostics.model import Diagnostic, say
from engine.language import typed
from engine.language.types import EntityType, ListType
from engine.manual import rule_problems as problem
from engine.manual.checked import Entry, Rule
from engine.source import Span

Attribute = tuple[str, str]


def find_cycles(rules: Mapping[Attribute, Rule], entries: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    """The circles among all rules, those of entries included.

    What an entry computes itself is its own (`level/kode`); whoever reads it of all members reads that of each entry.
    """
    needs: dict[Attribute, dict[Attribute, Span]] = {}
    places: dict[Attribute, Span] = {}
    for attribute, rule, own in _all(rules, entries):
        needs.setdefault(attribute, {}).update(_reads(rule.body, own))
        places.setdefault(attribute, rule.provenance.place)
        if own:
            level = attribute[0].partition("/")[0]
            needs.setdefault((level, rule.name), {})[attribute] = rule.provenance.place
            places.setdefault((level, rule.name), rule.provenance.place)
    for path in _circles(needs):
        steps = [(one, next_) for one, next_ in pairwise(path) if not _is_own(one, next_)]
        names = [".".join(one) for one, _ in steps] + [".".join(steps[0][0])]
        others = tuple(
            (say("`{name}` needs `{next}` here", name=names[at], next=names[at + 1]), needs[one][next_])
            for at, (one, next_) in enumerate(steps)
        )
        yield problem.cycle(places[steps[0][0]], names, others)


def _is_own(attribute: Attribute, next_: Attribute) -> bool:
    """Whether the second is the first, as one entry computes it."""
    return attribute[1] == next_[1] and next_[0].startswith(f"{attribute[0]}/")


Own = frozenset[str]
"""The names that an entry computes itself."""


def _all(
    rules: Mapping[Attribute, Rule], entries: Mapping[str, Entry]
) -> Iterator[tuple[Attribute, Rule, tuple[str, Own] | None]]:
    yield from ((attribute, rule, None) for attribute, rule in rules.items())
    for entry in entries.values():
        yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[tuple[Attribute, Rule, tuple[str, Own]]]:
    own = (*entry.rules.values(), *((entry.result,) if entry.result else ()))
    key, names = f"{entry.level}/{entry.kode}", frozenset(rule.name for rule in own)
    for rule in own:
        yield (key, rule.name), rule, (key, names)
    for member in entry.members:
        yield from _of_entry(member)


def _reads(body: typed.Typed, own: tuple[str, Own] | None) -> Iterator[tuple[Attribute, Span]]:
    """The attributes that a formula reads, and where."""
    for node in typed.walk(body):
        if isinstance(node, typed.Path):
            owner = node.object.type
            owner = owner.element if isinstance(owner, ListType) else owner
            if own is not None and isinstance(node.object, typed.Self) and node.name in own[1]:
                yield (own[0], node.name), node.span
            elif isinstance(owner, EntityType):
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
