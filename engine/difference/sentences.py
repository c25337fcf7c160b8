"""Changes -> one sentence each, grouped by what they are about, with what stood there and what stands there now."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from engine.diagnostics.model import Message, say
from engine.difference.bodies import ComponentSet
from engine.difference.changes import entry_of
from engine.difference.model import Change, Kind, Part, Piece, Subject
from engine.difference.nouns import PARTS, THINGS
from engine.manual.checked import Entry, Manual
from engine.record import dataclass

LONGEST = 160
"""A longer text is told of in a sentence by its beginning; the matrix has all of it."""
MOST_OTHERS = 3
"""Of more others only the number is said."""
OWN_NAME: frozenset[Kind] = frozenset(("entry", "member"))
PLAIN_KEYS: frozenset[Part] = frozenset(("attribute", "given", "other"))
"""Parts that are called as their key is."""


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one thing, or of one entry with everything in it. `name` is its own name, if it has one."""

    subject: Subject
    name: str
    changes: tuple[Change, ...]

    @property
    def heading(self) -> Message:
        """What the group is about."""
        thing = heading(self.subject)
        return say("{thing}: {name}", thing=thing, name=self.name) if self.name else thing

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why that was changed, as the newer side says it."""
        sides = ((one.before, one.after) for one in self.changes if one.part != "reason")
        new = (after.reason for before, after in sides if after and (before is None or before.reason != after.reason))
        return tuple(dict.fromkeys(filter(None, new)))


def groups(changes: Iterable[Change], before: Manual | None, after: Manual | None) -> tuple[Group, ...]:
    """The changes in their order, by thing."""
    found = []
    for label, some in groupby(changes, key=_group):
        listed = tuple(some)
        found.append(Group(_owner(listed[0].subject), _name(label[1], before, after), listed))
    return tuple(found)


def _group(change: Change) -> tuple[str, str]:
    entry = entry_of(change.subject)
    inside = entry and change.subject.kind != "member"
    return ("entry", entry) if inside else (change.subject.kind, change.subject.label)


def _owner(subject: Subject) -> Subject:
    """The entry that something belongs to; the thing itself where it is none's."""
    entry = entry_of(subject)
    if not entry or subject.kind in OWN_NAME:
        return subject
    level, _, kode = entry.partition("/")
    return Subject("entry", level, kode)


def _name(label: str, *manuals: Manual | None) -> str:
    for manual in reversed(manuals):
        for entry in _entries(manual.entries.values()) if manual else ():
            if f"{entry.level}/{entry.kode}" == label:
                return " ".join(entry.nama.split())
    return ""


def _entries(entries: Iterable[Entry]) -> Iterable[Entry]:
    for entry in entries:
        yield entry
        yield from _entries(entry.members)


def heading(subject: Subject) -> Message:
    """A thing as a heading."""
    name = f"{subject.owner} {subject.name}".strip()
    if subject.kind == "member":
        return say("contract, {name}", name=name)
    if subject.kind == "entry":
        return say("{name}", name=name)
    if subject.kind == "head" and subject.name:
        return say("manual {name}", name=quoted(subject.name))
    return Message(THINGS[subject.kind].text, (("name", quoted(subject.label)),))


def sentence(change: Change) -> Message:
    """A change in one sentence, for a reader who sees under which heading it stands."""
    said, also = _sentence(change), change.subject.also
    if not also:
        return said
    if len(also) > MOST_OTHERS:
        return say("{said} (and so for {count} others)", said=said, count=len(also))
    return say("{said} (and so for {others})", said=said, others=", ".join(also))


def _sentence(change: Change) -> Message:
    subject, before, after = change.subject, change.before, change.after
    match change.part:
        case "added":
            return _whole(say("{thing} is new"), say("{thing} is new: {text}"), subject, after)
        case "removed":
            return _whole(say("{thing} is gone"), say("{thing} is gone, it was: {text}"), subject, before)
        case "renamed":
            return _renamed(change)
    if subject.kind == "document":
        return say("{count} legal grounds cite {after} instead of {before}", count=change.key, **_sides(change))
    special = _with_other_key(change)
    if special is not None:
        return _of(subject, special)
    what = _of(subject, part_noun(change))
    if before is None:
        return say("{what} is new: {after}", what=what, **_sides(change))
    if after is None:
        return say("{what} is gone, it was {before}", what=what, **_sides(change))
    if change.part == "body" and "\n" in before.text and "\n" in after.text:
        heads = {name: quoted(piece.text.splitlines()[0]) for name, piece in (("before", before), ("after", after))}
        return say("the table has the columns {after} instead of {before}", **heads)
    if change.part == "row_order":
        return say("{what} is another one", what=what)
    return say("{what} changes from {before} to {after}", what=what, **_sides(change))


def _renamed(change: Change) -> Message:
    """What has another name; an entry another kode."""
    sides = _sides(change)
    if change.subject.kind == "entry":
        return say("the kode changes from {before} to {after}", **sides)
    thing = Message(THINGS[change.subject.kind].text, (("name", sides["before"]),))
    return say("{thing} is now called {after}", thing=thing, after=sides["after"])


def full_sentence(change: Change) -> Message:
    """A change in one sentence that stands for itself."""
    about = heading(_owner(change.subject))
    return say("{about}: {said}", about=about, said=sentence(change))


def _with_other_key(change: Change) -> Message | None:
    """A row, point, set or component that is the same in all but what it is found by."""
    sides = _sides(change)
    match change.part:
        case "row_input":
            return say("the row {before} now holds for {after}", **sides)
        case "point_input":
            return say("the point at {before} now lies at {after}", **sides)
        case "set" if change.before and change.after:
            return say("the set of components {before} now holds for {after}", **sides)
        case "component" if change.before and change.after:
            return say("the component {before} is now called {after}", **sides)
    return None


def part_noun(change: Change) -> Message:
    """What is changed of a thing."""
    key = change.key if change.part in PLAIN_KEYS else quoted(change.key)
    return Message(PARTS[change.part].text, (("key", key),))


def _of(subject: Subject, what: Message) -> Message:
    """The part of something inside an entry; of what stands in the heading just the part."""
    inner = _kind(subject) if subject.kind in ("variable", "entry_rule", "constant") and "/" in subject.owner else None
    return say("{thing}: {what}", thing=inner, what=what) if inner else what


def _kind(subject: Subject) -> Message:
    """A thing by its kind and its own name alone."""
    if subject.kind in OWN_NAME:
        return say("{name}", name=quoted(f"{subject.owner} {subject.name}"))
    return Message(THINGS[subject.kind].text, (("name", quoted(subject.name)),))


def _whole(bare: Message, full: Message, subject: Subject, piece: Piece | None) -> Message:
    thing = _kind(subject)
    if piece is None or not piece.text:
        return Message(bare.text, (("thing", thing),))
    return Message(full.text, (("thing", thing), ("text", _shown(piece))))


def _sides(change: Change) -> dict[str, str | Message]:
    return {
        name: _shown(piece) for name, piece in (("before", change.before), ("after", change.after)) if piece is not None
    }


def _shown(piece: Piece) -> str | Message:
    """A text as it stands in a sentence."""
    lines = piece.text.splitlines()
    if len(lines) > 1:
        components = isinstance(piece.value, ComponentSet)
        return say("a table of {count} rows", count=len(lines) if components else len(lines) - 1)
    return quoted(piece.text if len(piece.text) <= LONGEST else piece.text[: LONGEST - 1].rstrip() + "…")


def quoted(text: str) -> str:
    """A text of a file as messages show it."""
    return f"`{text}`"
