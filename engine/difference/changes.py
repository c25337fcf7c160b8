"""Two checked manuals -> the changes between them, in an order that depends on names alone.

Things are held against each other by their names, what they compute by its meaning. So whatever was moved, written
otherwise or put in another order is no change; what has another name and is the same in all else is one change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from engine.difference.comparable import Names
from engine.difference.compare import compared
from engine.difference.facts import Thing
from engine.difference.merged import merged
from engine.difference.model import Change, Kind, Part, Piece, Subject
from engine.difference.renames import Renames, renames
from engine.difference.things import Things, things
from engine.manual.checked import Manual

KINDS: tuple[str, ...] = get_args(Kind)
PARTS: tuple[str, ...] = get_args(Part)
TELLING: tuple[Part, ...] = ("body", "value", "condition", "name", "type", "kind", "result")
"""The parts that say best what a thing is, the best first."""


def changes(before: Manual, after: Manual) -> tuple[Change, ...]:
    """Everything that `after` says otherwise than `before`."""
    renamed = renames(before, after)
    old = renamed.things(before)
    new = things(after, Names())
    levels = tuple(dict.fromkeys((*after.levels, *before.levels)))
    return in_order(merged(_changes(old, new, renamed), levels), levels)


def _changes(old: Things, new: Things, renamed: Renames) -> Iterator[Change]:
    for subject in dict.fromkeys((*old, *new)):
        one, other = old.get(subject), new.get(subject)
        if one is not None and other is not None:
            if subject in renamed.subjects:
                yield _renamed(one, other, renamed.subjects[subject])
            yield from compared(subject, one.facts, other.facts)
        elif one is not None and (one.inside is None or renamed.subject(one.inside) in new):
            yield Change(subject, "removed", "", whole(one), None)
        elif other is not None and (other.inside is None or other.inside in old):
            yield Change(subject, "added", "", None, whole(other))


def _renamed(one: Thing, other: Thing, name: str) -> Change:
    return Change(
        other.subject,
        "renamed",
        "",
        Piece(name, one.place, one.value),
        Piece(other.subject.name, other.place, other.value),
    )


def whole(thing: Thing) -> Piece:
    """What a thing is, in the words of its file."""
    facts = {fact.part: fact for fact in reversed(thing.facts)}
    text = next((facts[part].text() for part in TELLING if part in facts), "")
    return Piece(text, thing.place, thing.value)


def in_order(found: Iterable[Change], levels: tuple[str, ...]) -> tuple[Change, ...]:
    """By kind and name, everything of an entry together; never by where it stands."""
    return tuple(sorted(found, key=lambda change: _rank(change, levels)))


def _rank(change: Change, levels: tuple[str, ...]) -> tuple[object, ...]:
    subject = change.subject
    entry = entry_of(subject)
    level, _, kode = (entry or subject.owner).partition("/")
    place = levels.index(level) if level in levels else len(levels)
    kind = KINDS.index("entry") if entry else KINDS.index(subject.kind)
    own = KINDS.index(subject.kind)
    part = PARTS.index(change.part)
    return (kind, place, natural(kode), own, natural(subject.name), part, natural(change.key))


def entry_of(subject: Subject) -> str:
    """The label of the entry that something is or belongs to; empty where it is none's."""
    if subject.kind in ("entry", "member"):
        return subject.label
    return subject.owner if "/" in subject.owner else ""


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """`2a` before `10a`."""
    pieces = re.findall(r"\d+|\D+", text)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
