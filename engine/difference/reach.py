"""Changes -> which figures they touch directly. What lies above those is seen while figures are computed.

A change touches the figures of the thing that it is about; of a function or constant, those whose formulas call it,
on either side. Nothing is lost by touching too much: a change that moves nothing has the share 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from engine.analysis.declared import every
from engine.difference.hybrid import each
from engine.difference.mentions import in_body
from engine.difference.model import Change, Kind, Part, Subject
from engine.difference.ties import closure
from engine.language.typed import Typed
from engine.manual.checked import Entry, Manual
from engine.record import dataclass

NOWHERE: frozenset[Kind] = frozenset(("head", "check", "display", "document", "contract", "member"))
"""Kinds of things that no figure rests on."""
SAID: frozenset[Part] = frozenset(("citation", "reason", "certainty", "note", "closed", "rising", "part_of", "divisor"))
"""Parts that say something of a rule and are not used by it."""
EVERYWHERE: frozenset[Kind] = frozenset(("level", "period", "unit", "reason"))
COMPUTED: frozenset[Kind] = frozenset(("rule", "entry_rule", "result"))
STATED: frozenset[Part] = frozenset(("added", "removed", "renamed", "unit", "given_by", "lowest", "highest", "whole"))
"""Parts of a rule that decide what a contract or the data may say instead."""
ANY = "*"
"""Every figure of an entity."""


def idle(change: Change) -> bool:
    """Whether a change is about no value at all: a citation, a note, a check, what is printed."""
    kind, part = change.subject.kind, change.part
    if kind in NOWHERE or part in SAID:
        return True
    return (kind in ("reason", "entry") and part == "name") or (kind == "reason" and part == "added")


@dataclass(slots=True, eq=False)
class Reach:
    """Masks of switches: which touch every figure, which decide what entities there are, what a contract may state, the
    attributes of levels, and which touch single figures, by (level or entry, name)."""

    everywhere: int = 0
    structure: int = 0
    stated: int = 0
    levels: int = 0
    spots: dict[tuple[str, str], int] = field(default_factory=dict)

    def at(self, level: str, kode: str, name: str) -> int:
        """The switches that touch one figure directly."""
        label, get = f"{level}/{kode}", self.spots.get
        return self.everywhere | get((level, name), 0) | get((label, name), 0) | get((label, ANY), 0)

    def touch(self, owner: str, name: str, mask: int) -> None:
        """Lets switches touch a figure."""
        self.spots[owner, name] = self.spots.get((owner, name), 0) | mask


def reach(sides: tuple[Manual, Manual], switches: Iterable[Iterable[Change]]) -> Reach:
    """What each switch touches; a switch is the changes that it makes."""
    found = Reach()
    called: dict[tuple[str, str], int] = {}
    for number, changes in enumerate(switches):
        mask = 1 << number
        for change in changes:
            if not idle(change):
                for subject in each(change):
                    _touch(found, subject, change, mask, called)
    _touch_users(found, sides, called)
    return found


def _touch_users(found: Reach, sides: tuple[Manual, Manual], called: Mapping[tuple[str, str], int]) -> None:
    """The figures whose formulas call functions or constants that are changed."""
    known = [
        (owner, closure(frozenset((name,)), [side.definitions for side in sides]), mask)
        for (owner, name), mask in called.items()
    ]
    for owner, own, name, body in (one for side in sides for one in _bodies(side)) if known else ():
        names = frozenset(in_body(body))
        for whose, changed, mask in known:
            if whose in ("", own) and names & changed:
                found.touch(owner, name, mask)


def _touch(found: Reach, subject: Subject, change: Change, mask: int, called: dict[tuple[str, str], int]) -> None:
    kind, part = subject.kind, change.part
    if kind in EVERYWHERE:
        found.everywhere |= mask
        found.structure |= mask
    if kind not in ("function", "constant") and (kind not in COMPUTED or part in STATED):
        found.stated |= mask
    if kind == "attribute":
        found.levels |= mask
    if kind in ("function", "constant"):
        for name in (subject.name, _old_name(change)):
            key = (subject.owner, name)
            called[key] = called.get(key, 0) | mask
    elif kind == "entry":
        _touch_entry(found, subject, change, mask)
    else:
        for name in (subject.name, _old_name(change)):
            found.touch(subject.owner, name, mask)
            if part == "renamed":
                key = (subject.owner if "/" in subject.owner else "", name)
                called[key] = called.get(key, 0) | mask
        if kind == "variable":
            found.touch(subject.owner, ANY, mask)


def _touch_entry(found: Reach, subject: Subject, change: Change, mask: int) -> None:
    if change.part == "attribute":
        found.touch(subject.label, change.key, mask)
        return
    entries = [piece.value for piece in (change.before, change.after) if piece and isinstance(piece.value, Entry)]
    for entry in every({one.kode: one for one in entries}):
        found.touch(f"{entry.level}/{entry.kode}", ANY, mask)
    found.touch(subject.label, ANY, mask)
    if change.part in ("added", "removed", "renamed", "member"):
        found.structure |= mask


def _old_name(change: Change) -> str:
    return change.before.text if change.part == "renamed" and change.before else change.subject.name


def _bodies(manual: Manual) -> Iterator[tuple[str, str, str, Typed]]:
    """Every body with the owner and the name of its figure; `own` is the label of its entry."""
    for (level, name), rule in manual.rules.items():
        yield level, "", name, rule.body
    for entry in every(manual.entries):
        label = f"{entry.level}/{entry.kode}"
        if entry.result is not None:
            yield label, label, entry.result.name, entry.result.body
        yield from ((label, label, name, rule.body) for name, rule in entry.rules.items())
