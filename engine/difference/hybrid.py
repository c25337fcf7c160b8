"""Two checked manuals and some of the changes between them -> the manual in which just those changes are made.

Typed trees call everything by name, so that parts of two manuals can stand in one: whole rules, single rows of tables,
components, points, bounds, constants, raw data. What is called by a name is tied anew afterwards, in `ties`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from engine.difference.mixing import mixed_body
from engine.difference.model import Change, Subject
from engine.difference.ties import Ties, uses
from engine.language.typed import Definition, Limits, Typed
from engine.manual.checked import Attribute, Constant, Entry, Level, Manual, Quantity, Rule, Variable
from engine.record import dataclass, replace

Parts: TypeAlias = "Mapping[str, Change]"
"""The changes of one thing that are made, by part and key."""


@dataclass(slots=True, eq=False)
class Blend:
    """Two manuals that are mixed again and again. `waiting`: things that are removed only after these changes."""

    before: Manual
    after: Manual
    changes: tuple[Change, ...]
    waiting: Mapping[Change, frozenset[Change]] = field(default_factory=dict)
    whole: dict[Subject, int] = field(default_factory=dict)
    """How many changes there are of each thing."""
    names: dict[int, tuple[object, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for change in self.changes:
            self.whole[change.subject] = self.whole.get(change.subject, 0) + 1

    def manual(self, taken: frozenset[Change]) -> Manual:
        """The manual with these changes."""
        made = frozenset(one for one in taken if self.waiting.get(one, frozenset()) <= taken)
        return _Hybrid(self, _by_subject(self.changes, made)).manual()

    def uses(self, body: Typed) -> frozenset[str]:
        """The functions and constants that a body calls itself."""
        known = self.names.get(id(body))
        if known is None:
            known = self.names[id(body)] = (body, uses(body))
        return known[1]


def hybrid(before: Manual, after: Manual, changes: tuple[Change, ...], taken: frozenset[Change]) -> Manual:
    """The manual `before` in which those of the `changes` are made that are `taken`."""
    return Blend(before, after, changes).manual(taken)


def _by_subject(changes: Iterable[Change], made: frozenset[Change]) -> dict[Subject, list[Change]]:
    found: dict[Subject, list[Change]] = {}
    for change in changes:
        if change in made:
            found.setdefault(change.subject, []).append(change)
    return found


@dataclass(slots=True, eq=False)
class _Hybrid:
    blend: Blend
    made: dict[Subject, list[Change]]

    def manual(self) -> Manual:
        """The mixture, with everything tied."""
        old, new = self.blend.before, self.blend.after
        if not self.made:
            return old
        head = new if len(self.made) == len(self.blend.whole) else old
        constants = self.mixed("constant", "", old.constants, new.constants, _constant)
        definitions = self.mixed("function", "", old.definitions, new.definitions, _definition)
        levels = self.mixed("level", "", old.levels, new.levels, self.level)
        ties = Ties(self.blend, constants, definitions, self.made)
        return replace(
            head,
            levels=levels,
            periods=self.mixed("period", "", old.periods, new.periods, _either),
            reasons=self.mixed("reason", "", old.reasons, new.reasons, _either),
            units=self.mixed("unit", "", old.units, new.units, _either),
            constants=constants,
            definitions={name: ties.definition(name) for name in definitions},
            rules=self.rules(ties),
            entries=self.entries(old.entries, new.entries, ties),
        )

    def mixed(self, kind: str, owner: str, old: Mapping[Any, Any], new: Mapping[Any, Any], mix: Any) -> dict[Any, Any]:
        """Things of one kind by name: what was there and is not removed, with its changes, then what is added."""
        found: dict[Any, Any] = {}
        for name, one in old.items():
            made = self.made.get(Subject(kind, owner, name))  # type: ignore[arg-type]
            kept = self.kept(made, one, new.get(name), mix)
            if kept is not None:
                found[name] = kept
        for name, one in new.items():
            made = self.made.get(Subject(kind, owner, name)) or ()  # type: ignore[arg-type]
            if name not in old and any(change.part in ("added", "renamed") for change in made):
                found[name] = one if len(made) == self.blend.whole[made[0].subject] else one
        for change in self._renamed(kind, owner):
            found.pop(_old_name(change), None)
        return found

    def kept(self, made: list[Change] | None, old: Any, new: Any, mix: Any) -> Any:
        """One thing under those of its changes that are made; None where it is removed."""
        if not made:
            return old
        if any(change.part == "removed" for change in made):
            return None
        if new is None:
            return old
        if len(made) == self.blend.whole[made[0].subject]:
            return new
        return mix(old, new, made)

    def _renamed(self, kind: str, owner: str) -> list[Change]:
        return [
            change
            for subject, made in self.made.items()
            if subject.kind == kind and subject.owner == owner
            for change in made
            if change.part == "renamed"
        ]

    def rules(self, ties: Ties) -> dict[tuple[str, str], Rule]:
        """The rules of levels."""
        old, new = self.blend.before.rules, self.blend.after.rules
        found: dict[tuple[str, str], Rule] = {}
        for level in dict.fromkeys((*self.blend.before.levels, *self.blend.after.levels)):
            sides = ({name: rule for (one, name), rule in side.items() if one == level} for side in (old, new))
            mixed = self.mixed("rule", level, *sides, _rule)
            found.update({(level, name): ties.rule(rule, None) for name, rule in mixed.items()})
        order = {key: at for at, key in enumerate((*old, *new))}
        return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))

    def level(self, old: Level, new: Level, made: list[Change]) -> Level:
        """A level under some of its own changes."""
        fields = {change.part: getattr(new, change.part) for change in made if change.part in _LEVEL}
        return replace(old, **fields)

    def entries(self, old: Mapping[str, Entry], new: Mapping[str, Entry], ties: Ties) -> dict[str, Entry]:
        """Entries, each with what belongs to it."""
        return {}
