"""Two checked manuals and some of the changes between them -> the manual in which just those changes are made.

Typed trees call everything by name, so that parts of two manuals can stand in one: whole rules, single rows of tables,
components, points, bounds, constants, raw data. What is called by a name is tied anew afterwards, in `ties`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from engine.difference import records
from engine.difference.model import Change, Subject
from engine.difference.ties import Ties, closure, uses
from engine.language.typed import Typed
from engine.manual.checked import ENTRY_UNIT, Constant, Entry, Level, Manual, Rule, Unit
from engine.record import dataclass, replace

Made: TypeAlias = "dict[Subject, list[Change]]"
NAMES = {"constant": "constant", "function": "function"}


def each(change: Change) -> Iterator[Subject]:
    """The things that a change is about: a rule may hold for several levels."""
    yield change.subject
    yield from (replace(change.subject, owner=owner, also=()) for owner in change.subject.also)


@dataclass(slots=True, eq=False)
class Blend:
    """Two manuals that are mixed again and again. `waiting`: what is removed only once these changes are made."""

    before: Manual
    after: Manual
    changes: tuple[Change, ...]
    waiting: Mapping[Change, frozenset[Change]] = field(default_factory=dict)
    whole: dict[Subject, int] = field(default_factory=dict)
    """How many changes there are of each thing."""
    renamed: dict[Subject, str] = field(default_factory=dict)
    """The old name of what has another one, by what it is now."""
    called: dict[int, tuple[object, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for change in self.changes:
            for subject in each(change):
                self.whole[subject] = self.whole.get(subject, 0) + 1
                if change.part == "renamed" and change.before:
                    self.renamed[subject] = change.before.text

    def manual(self, taken: frozenset[Change]) -> Manual:
        """The manual with these changes."""
        made: Made = {}
        for change in self.changes:
            if change in taken and self.waiting.get(change, frozenset()) <= taken:
                for subject in each(change):
                    made.setdefault(subject, []).append(change)
        return _Hybrid(self, made).manual() if made else self.before

    def uses(self, body: Typed) -> frozenset[str]:
        """The functions and constants that a body names itself."""
        known = self.called.get(id(body))
        if known is None:
            known = self.called[id(body)] = (body, uses(body))
        return known[1]


def hybrid(before: Manual, after: Manual, changes: tuple[Change, ...], taken: frozenset[Change]) -> Manual:
    """The manual `before` in which those of the `changes` are made that are `taken`."""
    return Blend(before, after, changes).manual(taken)


@dataclass(slots=True, eq=False)
class _Hybrid:
    """One mixture in the making."""

    blend: Blend
    made: Made
    ties: Ties = field(init=False)
    units: Mapping[str, Unit] = field(init=False)

    def manual(self) -> Manual:
        """The mixture, with everything tied."""
        old, new = self.blend.before, self.blend.after
        self.units = self.things("unit", "", old.units, new.units)
        constants = self.things("constant", "", old.constants, new.constants)
        definitions = self.things("function", "", old.definitions, new.definitions)
        self.ties = Ties(constants, definitions, self.renames(), self.stale())
        return replace(
            old if len(self.made) < len(self.blend.whole) else new,
            levels=self.levels(),
            periods=self.things("period", "", old.periods, new.periods),
            reasons=self.things("reason", "", old.reasons, new.reasons),
            units=self.units,
            constants=constants,
            definitions={name: self.ties.definition(name) for name in definitions},
            rules=self.rules(),
            entries=self.entries(old.entries, new.entries),
        )

    def things(self, kind: str, owner: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """Things of one kind by name: what was there and is not removed, with its changes, then what is added."""
        found: dict[str, Any] = {}
        others = {was: subject.name for subject, was in self.renamed(kind, owner)}
        for name, one in old.items():
            now = others.get(name, name)
            subject = _subject(kind, owner, now)
            made = self.made.get(subject, [])
            kept = self.kept(subject, made, one, new.get(now))
            if kept is not None:
                found[now if any(change.part == "renamed" for change in made) else name] = kept
        for name, one in new.items():
            made = self.made.get(_subject(kind, owner, name), [])
            if any(change.part == "added" for change in made):
                found[name] = one
        return found

    def renamed(self, kind: str, owner: str) -> Iterator[tuple[Subject, str]]:
        """What has another name now, and the name it had."""
        for subject, was in self.blend.renamed.items():
            if subject.kind == kind and subject.owner == owner:
                yield subject, was

    def kept(self, subject: Subject, made: list[Change], old: Any, new: Any) -> Any:
        """One thing under those of its changes that are made; None where it is removed."""
        if any(change.part == "removed" for change in made):
            return None
        if not made or new is None:
            return old
        return new if len(made) == self.blend.whole[subject] else records.mixed(old, new, made)

    def levels(self) -> dict[str, Level]:
        """Levels with their given attributes."""
        old, new = self.blend.before.levels, self.blend.after.levels
        found = self.things("level", "", old, new)
        for name, level in found.items():
            sides = (side[name].attributes if name in side else {} for side in (old, new))
            if name in old:
                found[name] = replace(level, attributes=self.things("attribute", name, *sides))
        return found

    def rules(self) -> dict[tuple[str, str], Rule]:
        """The rules of levels."""
        old, new = self.blend.before.rules, self.blend.after.rules
        found: dict[tuple[str, str], Rule] = {}
        for level in dict.fromkeys((*self.blend.before.levels, *self.blend.after.levels)):
            sides = ({name: rule for (one, name), rule in side.items() if one == level} for side in (old, new))
            for name, rule in self.things("rule", level, *sides).items():
                found[level, name] = self.tied(rule, old.get((level, name)), self.ties)
        order = {key: at for at, key in enumerate(dict.fromkeys((*old, *new)))}
        return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))

    def tied(self, rule: Rule, old: Rule | None, ties: Ties, unit: str | None = None) -> Rule:
        """A rule with what its body calls, rounded in its unit (`unit` is that of its entry). One that is as it was
        and calls nothing that is not, stays so."""
        rule = records.rounded_in(rule, self.units.get((unit if rule.unit == ENTRY_UNIT else rule.unit) or ""))
        if rule is old and not ties.renames and not (self.blend.uses(rule.body) & ties.stale):
            return rule
        return ties.rule(rule)

    def entries(self, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> dict[str, Entry]:
        """Entries, each with what belongs to it."""
        found: dict[str, Entry] = {}
        levels = dict.fromkeys(entry.level for entry in (*old.values(), *new.values()))
        for level in levels:
            sides = ({kode: one for kode, one in side.items() if one.level == level} for side in (old, new))
            was = {subject.name: name for subject, name in self.renamed("entry", level)}
            for kode, entry in self.things("entry", level, *sides).items():
                found[kode] = self.entry(entry, old.get(was.get(kode, kode)), new.get(kode))
        order = {kode: at for at, kode in enumerate(dict.fromkeys((*old, *new)))}
        return dict(sorted(found.items(), key=lambda pair: order[pair[0]]))

    def entry(self, entry: Entry, old: Entry | None, new: Entry | None) -> Entry:
        """What belongs to an entry, mixed and tied."""
        if old is None or new is None:
            return self.entry_of(entry, entry, entry)
        return self.entry_of(entry, old, new)

    def entry_of(self, entry: Entry, old: Entry, new: Entry) -> Entry:
        """The parts of an entry out of those of both sides."""
        label = f"{new.level}/{new.kode}"
        constants: dict[str, Constant] = self.things("constant", label, old.constants, new.constants)
        ties = self.ties.of_entry(label, constants, old.constants)
        results = ({} if side.result is None else {side.result.name: side.result} for side in (old, new))
        result = next(iter(self.things("result", label, *results).values()), None)
        rules = self.things("entry_rule", label, old.rules, new.rules)
        made = replace(
            entry,
            constants=constants,
            variables=self.things("variable", label, old.variables, new.variables),
            result=None if result is None else self.tied(self.measured(result, entry), old.result, ties),
            rules={name: self.tied(rule, old.rules.get(name), ties, entry.unit) for name, rule in rules.items()},
            members=self.members(old, new),
        )
        return made

    def measured(self, result: Rule, entry: Entry) -> Rule:
        """How a result is computed, in the unit of its entry."""
        return result if result.unit == entry.unit else replace(result, unit=entry.unit)

    def members(self, old: Entry, new: Entry) -> tuple[Entry, ...]:
        """The entries inside an entry."""
        if not old.members and not new.members:
            return ()
        sides = ({one.kode: one for one in side.members} for side in (old, new))
        return tuple(self.entries(*sides).values())

    def renames(self) -> dict[tuple[str, str], str]:
        """For each name that is not in force the one that is."""
        found: dict[tuple[str, str], str] = {}
        for subject, was in self.blend.renamed.items():
            owner = subject.owner or NAMES.get(subject.kind, "")
            made = any(change.part == "renamed" for change in self.made.get(subject, ()))
            found[(owner, was) if made else (owner, subject.name)] = subject.name if made else was
        return found

    def stale(self) -> frozenset[str]:
        """The functions and constants that are not as they were, or that call some that are not."""
        changed = frozenset(
            name
            for subject in self.made
            if subject.kind in NAMES and not subject.owner
            for name in (subject.name, self.blend.renamed.get(subject, subject.name))
        )
        return closure(changed, (self.blend.before.definitions, self.blend.after.definitions)) if changed else changed


def _subject(kind: str, owner: str, name: str) -> Subject:
    return Subject(kind, owner, name)  # type: ignore[arg-type]
