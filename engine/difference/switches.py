"""Changes -> switches: the smallest sets of changes that leave a manual which checks and keeps its figures.

What has no meaning alone moves together: the weights of one set, a row that goes and the row that takes its values, a
unit with the formulas that use it. What a change newly needs (a raw datum, a constant, a function) comes with it, with
each of several changes that need it; what nothing calls any more goes with the last change that called it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.analysis.declared import every
from engine.difference import together
from engine.difference.changes import entry_of
from engine.difference.hybrid import each
from engine.difference.mentions import mentioned
from engine.difference.model import Change, Kind, Subject
from engine.difference.reach import idle
from engine.manual.checked import Manual
from engine.record import dataclass

CALLED: frozenset[Kind] = frozenset(("variable", "constant", "function", "attribute", "rule", "entry_rule"))
"""Kinds of things that formulas call by name."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Changes that are made together. `needs`: what they newly need, and what they leave without any use."""

    changes: tuple[Change, ...]
    needs: tuple[Change, ...] = ()

    @property
    def all(self) -> tuple[Change, ...]:
        """Everything that is made when the switch is on."""
        return (*self.changes, *self.needs)

    @property
    def owner(self) -> str:
        """The rule or the entry that it is about."""
        subject = self.changes[0].subject
        return entry_of(subject) or subject.label


@dataclass(frozen=True, slots=True)
class Plan:
    """`idle`: changes that no figure can rest on. `waiting`: what is removed only once all these changes are made."""

    switches: tuple[Switch, ...]
    idle: tuple[Change, ...]
    waiting: Mapping[Change, frozenset[Change]]


def plan(before: Manual, after: Manual, changes: tuple[Change, ...]) -> Plan:
    """The switches, in the order of the changes."""
    live = tuple(change for change in changes if not idle(change))
    names = {change: mentioned(change) for change in live}
    adders = {change: _users(change, live, names, before, new=True) for change in live if change.part == "added"}
    enders = {change: _users(change, live, names, after, new=False) for change in live if change.part == "removed"}
    waiting = {change: _all(users, enders) for change, users in enders.items() if users}
    brought = {change for change, users in (*adders.items(), *enders.items()) if users}
    groups = together.groups(before, after, tuple(one for one in live if one not in brought), names)
    switches = []
    for group in groups:
        needs = _needed(group, adders, enders)
        switches.append(Switch(group, tuple(change for change in live if change in needs)))
    return Plan(tuple(switches), tuple(change for change in changes if idle(change)), waiting)


def _needed(group: tuple[Change, ...], *links: Mapping[Change, frozenset[Change]]) -> set[Change]:
    """What is brought along by these changes, and by what they bring along."""
    found = set(group)
    while True:
        more = {change for link in links for change, users in link.items() if users & found} - found
        if not more:
            return found - set(group)
        found |= more


def _all(users: frozenset[Change], enders: Mapping[Change, frozenset[Change]]) -> frozenset[Change]:
    """Users, and the users of those that are removed themselves."""
    found = set(users)
    while True:
        more = {user for one in found for user in enders.get(one, ())} - found
        if not more:
            return frozenset(found)
        found |= more


def _users(
    change: Change, live: Iterable[Change], names: Mapping[Change, together.Names], other: Manual, *, new: bool
) -> frozenset[Change]:
    """The changes whose formulas call what this one adds (`new`) or removes. None if, on the other side, the name
    stands for something else: then the change says what it is, and nobody needs it."""
    if not any(subject.kind in CALLED and not _known(subject, other) for subject in each(change)):
        return frozenset()
    found = set()
    for one in live:
        side = names[one][1 if new else 0]
        if one.subject != change.subject and change.subject.name in side and _sees(one.subject, change.subject):
            found.add(one)
    return frozenset(found)


def _sees(user: Subject, subject: Subject) -> bool:
    """What belongs to an entry is called by that entry, and by those around it."""
    own = entry_of(subject)
    return not own or entry_of(user) == own


def _known(subject: Subject, manual: Manual) -> bool:
    """Whether a manual has something of this name that a formula at this place would call."""
    name = subject.name
    label = entry_of(subject)
    level = label.partition("/")[0] if label else subject.owner
    if subject.kind in ("constant", "function"):
        return bool(name in manual.constants or name in manual.definitions)
    if (level, name) in manual.rules or (level in manual.levels and name in manual.levels[level].attributes):
        return True
    entry = next((one for one in every(manual.entries) if f"{one.level}/{one.kode}" == label), None)
    return entry is not None and (name in entry.variables or name in entry.rules)
