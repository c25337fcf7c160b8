"""Changes that are written once -> one change: a rule of several levels, a document that many rules cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.difference.model import Change, Piece, Subject, natural
from engine.manual.checked import Citation
from engine.source import Span

SHARED = ("rule", "attribute", "member")
MANY = 2
"""From so many places on that cite another document now, the document is the change."""


def merged(found: Iterable[Change], levels: tuple[str, ...]) -> tuple[Change, ...]:
    """The changes, each once."""
    return _documents(_levels(tuple(found), levels))


def _levels(found: tuple[Change, ...], levels: tuple[str, ...]) -> tuple[Change, ...]:
    """A rule or attribute of several levels that stands in one place."""
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(found):
        key = _written(change) if change.subject.kind in SHARED else number
        groups.setdefault(key, []).append(change)
    return tuple(_one(group, levels) for group in groups.values())


def _written(change: Change) -> object:
    sides = tuple(None if one is None else (one.text, _at(one.place)) for one in (change.before, change.after))
    name = "" if change.subject.kind == "member" else change.subject.name
    return (change.subject.kind, name, change.part, change.key, sides)


def _at(place: Span | None) -> object:
    return None if place is None else (place.source.name, place.start)


def _one(group: list[Change], levels: tuple[str, ...]) -> Change:
    """The change of the first, which says of which others it is one too."""

    def rank(change: Change) -> tuple[int, object]:
        owner = change.subject.owner
        return (levels.index(owner) if owner in levels else len(levels), natural(change.subject.name))

    first, *others = sorted(group, key=rank)
    names = tuple(one.subject.label if one.subject.kind == "member" else one.subject.owner for one in others)
    return replace(first, subject=replace(first.subject, also=names)) if others else first


def _documents(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """One document instead of another, cited in the same way."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        pair = _other_document(change)
        if pair is not None:
            groups.setdefault(pair, []).append(change)
    many = {pair: group for pair, group in groups.items() if len(group) >= MANY}
    one = (
        Change(
            Subject("document", "", ""),
            "citation",
            str(len(group)),
            Piece(before, _place(group[0].before), tuple(change.subject for change in group)),
            Piece(after, _place(group[0].after), tuple(change.subject for change in group)),
        )
        for (before, after), group in many.items()
    )
    return (*one, *(change for change in found if _other_document(change) not in many))


def _place(piece: Piece | None) -> Span | None:
    return piece.place if piece else None


def _other_document(change: Change) -> tuple[str, str] | None:
    """The documents, where a citation changes nothing else; otherwise all of it."""
    if change.part != "citation" or change.before is None or change.after is None:
        return None
    old, new = change.before.value, change.after.value
    if not isinstance(old, Citation) or not isinstance(new, Citation):
        return None
    same = old.reference == new.reference and old.document and new.document
    return (old.document, new.document) if same else (change.before.text, change.after.text)
