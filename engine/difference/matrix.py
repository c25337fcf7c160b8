"""A difference -> *semula – menjadi*: the matrix that drafting teams annex, with article and reason for every line."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.model import Message, say
from engine.difference.model import Change, Detail, Piece
from engine.difference.nouns import PARTS, THINGS
from engine.difference.sentences import PLAIN_KEYS, Group, part_noun, quoted
from engine.record import dataclass

NOTHING = "–"

Text = tuple[Message | str, ...]
"""The lines of a cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what is changed, what stood there, what stands there now, on what ground and why."""

    what: Message
    before: Text
    after: Text
    article: str
    reason: str


def lines(group: Group) -> Iterator[Line]:
    """The lines of one heading."""
    for change in group.changes:
        before, after = change.before, change.after
        yield Line(
            _what(change, group),
            _cell(change, before),
            _cell(change, after),
            _article(change),
            (after.reason if after else "") or (before.reason if before else ""),
        )


def _article(change: Change) -> str:
    """The article now; the one before as well where that is another one. Where it is what is changed, it stands there
    already, and a manual itself has none."""
    if change.part == "citation" or change.subject.kind in ("head", "document"):
        return ""
    before, after = (side.article if side else "" for side in (change.before, change.after))
    if before and after and before != after:
        return f"{before} → {after}"
    return after or before


def _what(change: Change, group: Group) -> Message:
    """What is changed, as a noun."""
    subject = change.subject
    inner = subject != group.subject and subject.kind not in ("result", "member")
    thing = Message(THINGS[subject.kind].text, (("name", quoted(subject.name)),))
    match change.part:
        case "added" | "removed":
            return thing if inner else say("the whole")
        case "renamed":
            what = say("the kode") if subject.kind == "entry" else say("the name")
        case "row_input" | "row":
            what = say("a row")
        case "set" | "component" if not change.key:
            what = say("the components")
        case "point_input":
            what = say("a point")
        case _:
            what = part_noun(change)
    return say("{thing}: {what}", thing=thing, what=what) if inner else what


def _cell(change: Change, piece: Piece | None) -> Text:
    if piece is None:
        return (NOTHING,)
    if change.part in ("row_input", "point_input"):
        return tuple(f"{one.key} | {one.text}" for one in piece.details)
    if change.part in ("added", "removed") and piece.details:
        return tuple(_detail(change, one) for one in piece.details)
    if change.part == "row":
        return (f"{change.key} | {piece.text}",)
    return tuple(piece.text.splitlines()) or (NOTHING,)


def _detail(change: Change, one: Detail) -> Message:
    """One line of a thing that comes or goes."""
    key = one.key if one.part in PLAIN_KEYS else quoted(one.key)
    what = Message(PARTS[one.part].text, (("key", key),))
    if one.subject != change.subject and one.subject.kind != "result":
        thing = Message(THINGS[one.subject.kind].text, (("name", quoted(one.subject.name)),))
        what = say("{thing}: {what}", thing=thing, what=what)
    return say("{what}: {text}", what=what, text=" ; ".join(one.text.splitlines()))
