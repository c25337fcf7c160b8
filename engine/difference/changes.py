"""Two checked manuals, or two contracts -> the changes between them, in an order that depends on names alone.

Things are held against each other by their names, what they compute by its meaning. So whatever was moved, written
otherwise or put in another order is no change; what has another name and is the same in all else is one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from engine.difference.comparable import Names
from engine.difference.compare import compared
from engine.difference.facts import Thing
from engine.difference.grounds import grounded, without_reasons
from engine.difference.merged import merged
from engine.difference.model import Change, Kind, Part, Piece, Subject, natural
from engine.difference.renames import Renames, renames
from engine.difference.stated import NOTHING, Stated
from engine.difference.things import Things, things
from engine.manual.checked import Manual
from engine.record import replace

KINDS: tuple[str, ...] = get_args(Kind)
PARTS: tuple[str, ...] = get_args(Part)
ANY: tuple[Part, ...] = ("body", "value", "condition", "name", "type", "kind", "result")
"""The parts that say best what a thing is, the best first; one of them is told."""
TELLING: Mapping[Kind, tuple[Part, ...]] = {
    "variable": ("unit", "type", "consolidation"),
    "attribute": ("source", "unit", "type"),
    "constant": ("value", "unit"),
}
"""Where all of them are told."""


def changes(
    before: Manual, after: Manual, stated_before: Stated = NOTHING, stated_after: Stated = NOTHING
) -> tuple[Change, ...]:
    """Everything that `after` says otherwise than `before`; `stated`: what their files say besides."""
    return changes_and_names(before, after, stated_before, stated_after)[0]


def changes_and_names(
    before: Manual, after: Manual, stated_before: Stated, stated_after: Stated
) -> tuple[tuple[Change, ...], Renames]:
    """The changes, and what has another name."""
    there, new = things(before, Names()), things(after, Names())
    renamed = renames(before, after, there, new)
    old = renamed.things(before) if renamed.subjects else there
    old = _with(old, {renamed.subject(one): facts for one, facts in stated_before.items()})
    levels = tuple(dict.fromkeys((*after.levels, *before.levels)))
    return between(old, _with(new, stated_after), levels, renamed), renamed


def between(old: Things, new: Things, levels: tuple[str, ...], renamed: Renames | None = None) -> tuple[Change, ...]:
    """The changes between things, which have the names of the newer side already."""
    found = without_reasons(tuple(_changes(old, new, renamed or Renames())))
    return in_order(merged(found, levels), levels)


def _with(found: Things, stated: Stated) -> Things:
    """The things, each with all that is said of it; the facts of the checked manual win."""
    return {subject: replace(thing, facts=(*stated.get(subject, ()), *thing.facts)) for subject, thing in found.items()}


def _changes(old: Things, new: Things, renamed: Renames) -> Iterator[Change]:
    for subject in dict.fromkeys((*old, *new)):
        one, other = old.get(subject), new.get(subject)
        for change in _of_thing(subject, one, other, old, new, renamed):
            yield grounded(change, one, other, old, new)


def _of_thing(
    subject: Subject, one: Thing | None, other: Thing | None, old: Things, new: Things, renamed: Renames
) -> Iterator[Change]:
    if one is not None and other is not None:
        if subject in renamed.subjects:
            yield _renamed(one, other, renamed.subjects[subject])
        yield from compared(subject, one.facts, other.facts)
    elif one is not None and (one.inside is None or one.inside in new):
        yield Change(subject, "removed", "", whole(one, old), None)
    elif other is not None and (other.inside is None or other.inside in old):
        yield Change(subject, "added", "", None, whole(other, new))


def _renamed(one: Thing, other: Thing, name: str) -> Change:
    before, after = Piece(name, one.place, one.value), Piece(other.subject.name, other.place, other.value)
    return Change(other.subject, "renamed", "", before, after)


def whole(thing: Thing, things: Things) -> Piece:
    """What a thing is, in the words of its file; an entry is how its result is computed."""
    inner = next((one for one in things.values() if one.inside == thing.subject and one.subject.kind == "result"), None)
    facts = {fact.part: fact for fact in reversed((inner or thing).facts)}
    telling = TELLING.get(thing.subject.kind, ANY)
    told = [text for part in telling if part in facts and (text := facts[part].text())]
    text = ", ".join(told) if telling is not ANY else next(iter(told), "")
    return Piece(text, thing.place, thing.value)


def in_order(found: Iterable[Change], levels: tuple[str, ...]) -> tuple[Change, ...]:
    """By kind and name, everything of an entry together; never by where it stands."""
    return tuple(sorted(found, key=lambda change: _rank(change, levels)))


def _rank(change: Change, levels: tuple[str, ...]) -> tuple[object, ...]:
    subject = change.subject
    entry = entry_of(subject)
    level, _, kode = (entry or subject.owner).partition("/")
    place = levels.index(level) if level in levels else len(levels)
    kind = KINDS.index("entry") if entry and subject.kind != "member" else KINDS.index(subject.kind)
    own = KINDS.index(subject.kind)
    return (kind, place, natural(kode), own, natural(subject.name), PARTS.index(change.part), natural(change.key))


def entry_of(subject: Subject) -> str:
    """The label of the entry that something is or belongs to; empty where it is none's."""
    if subject.kind in ("entry", "member"):
        return subject.label
    return subject.owner if "/" in subject.owner else ""
