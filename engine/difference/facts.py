"""What is known of one part of one thing, ready to be compared with the same part on the other side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field

from engine.difference.comparable import Names, comparable
from engine.difference.model import Part, Piece, Subject
from engine.record import dataclass, names_of
from engine.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One part: `id` says which of several, `shape` is equal on both sides where nothing was changed. Text and key are
    told only of what was."""

    part: Part
    id: Hashable
    shape: Hashable
    text: Callable[[], str]
    value: object = None
    place: Span | None = None
    key: Callable[[], str] = field(default=lambda: "")

    def piece(self) -> Piece:
        """What a change shows of this side."""
        return Piece(self.text(), self.place, self.value)


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A thing with all that is known of it. `inside`: the subject that it comes and goes with."""

    subject: Subject
    value: object
    place: Span | None
    facts: tuple[Fact, ...]
    inside: Subject | None = None


def plain(part: Part, value: object, place: Span | None = None, text: str | None = None, key: str = "") -> Fact | None:
    """A fact about a plain value; None stands for nothing."""
    if value is None:
        return None
    shown = str(value) if text is None else text
    return Fact(part, key, comparable(value, Names()), lambda: shown, value, place, lambda: key)


def others(record: object, place: Span | None, *told: str) -> Iterator[Fact]:
    """The fields of a checked record that no other fact tells of: what it gets in time is compared from then on."""
    for name in names_of(record):
        value = getattr(record, name)
        if name in told or name == "place" or name.endswith("_place") or value is None:
            continue
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        fact = plain("other", value, place, text, name)
        yield from () if fact is None else (fact,)


def known(facts: Iterable[Fact | None]) -> Iterator[Fact]:
    """Those that are there."""
    return (fact for fact in facts if fact is not None)
