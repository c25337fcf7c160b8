"""Changes -> changes of which each side knows what it rests on, and what comes or goes knows all that it says."""

from __future__ import annotations

from collections.abc import Iterator

from engine.difference.facts import Fact, Thing
from engine.difference.model import Change, Detail, Part, Piece, Subject
from engine.difference.things import Things
from engine.record import replace

HEAD = Subject("head", "", "")
UNSAID: frozenset[Part] = frozenset(("citation", "reason", "component", "set", "closed", "policy", "source"))
"""Parts that are not told of a new thing: they stand elsewhere, or say nothing on their own."""


def grounded(change: Change, one: Thing | None, other: Thing | None, old: Things, new: Things) -> Change:
    """With article and reason on both sides."""
    before = None if change.before is None else _piece(change, change.before, one, old)
    after = None if change.after is None else _piece(change, change.after, other, new)
    return replace(change, before=before, after=after)


def _piece(change: Change, piece: Piece, thing: Thing | None, things: Things) -> Piece:
    whole = change.part in ("added", "removed")
    details = tuple(_details(thing, things)) if whole and thing is not None else piece.details
    return replace(
        piece, article=_said(thing, "citation", things), reason=_said(thing, "reason", things), details=details
    )


def without_reasons(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes without the reasons that are those of other changes: the reason of an override that is new is no
    change beside what it overrides."""
    others = {label for one in found if one.part != "reason" for label in (one.subject.label, one.subject.owner)}
    return tuple(one for one in found if one.part != "reason" or one.subject.label not in others)


def _own(thing: Thing | None, part: Part) -> str:
    """What a thing says itself."""
    facts = thing.facts if thing is not None else ()
    return next((fact.text() for fact in facts if fact.part == part), "")


def _said(thing: Thing | None, part: Part, things: Things) -> str:
    """What a thing says, or what it belongs to, or the manual."""
    step = thing
    while step is not None:
        said = _own(step, part)
        if said:
            return said
        step = things.get(step.inside) if step.inside is not None else None
    return _own(things.get(HEAD), part) if part == "citation" else ""


def _details(thing: Thing, things: Things) -> Iterator[Detail]:
    """All that is said of a thing, and of what belongs to it."""
    yield from (_detail(thing, fact) for fact in thing.facts if _tells(fact))
    for inner in things.values():
        if inner.inside == thing.subject:
            yield from _details(inner, things)


def _tells(fact: Fact) -> bool:
    if fact.part in UNSAID or fact.shape is False:
        return False
    return bool(fact.text())


def _detail(thing: Thing, fact: Fact) -> Detail:
    return Detail(thing.subject, fact.part, fact.key(), fact.text())
