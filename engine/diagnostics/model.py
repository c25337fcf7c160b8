"""What the program has to say to a person: messages, and diagnostics that have a place.

A Message is English text with named places; the text is the key of the catalogues under `locale/`. It is put into
words only when shown (`diagnostics.catalogue.words`), so everything below the surfaces is the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from engine.record import dataclass, replace
from engine.source import Span

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Message:
    """`text` in English with `{named}` places, and what stands in them. Without values `text` is used as it is."""

    text: str
    values: tuple[tuple[str, str | int | Message], ...] = ()


def say(text: str, /, **values: str | int | Message) -> Message:
    """A message for a person. `text` must be a literal: the catalogues are made from these calls."""
    return Message(text, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters of a place, exchanged for `text`."""

    place: Span
    text: str


Example = tuple[tuple[str, str], ...]
"""Values by the heading of their column, as they are written in a table."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, what is wrong, where, the other side of a contradiction, and what to do next.

    `edits` only where the mistake has one reading: applying them is the correction, and nothing else is. `examples`:
    values for which the problem shows. `cause` is the declaration that several problems may have in common.
    """

    code: str
    severity: Severity
    message: Message
    place: Span | None = None
    others: tuple[tuple[Message, Span], ...] = ()
    fix: Message | None = None
    edits: tuple[Edit, ...] = ()
    examples: tuple[Example, ...] = ()
    cause: Span | None = None


Problems = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is not available. Lawful reasons are those a rule file declares as such; all others are missing.

    `input` is the id of what is absent (`level/kode.attribute`) where it is an input, `place` where it was found out.
    """

    code: str
    message: Message
    lawful: bool = False
    input: str | None = None
    place: Span | None = field(default=None, compare=False)


def in_order(problems: Iterable[Diagnostic]) -> Problems:
    """Distinct problems, by file, place and code, so that the same input always reads the same."""

    def key(problem: Diagnostic) -> tuple[str, int, int, str]:
        place = problem.place
        return ("", 0, 0, problem.code) if place is None else (place.source.name, place.start, place.end, problem.code)

    return tuple(sorted(dict.fromkeys(map(grounded, problems)), key=key))


def grounded(problem: Diagnostic) -> Diagnostic:
    """The problem at places that lie in files, and none in a text put together out of several. Such a text is nothing
    that could be corrected by an edit."""
    places = [problem.place, problem.cause, *(place for _, place in problem.others), *(e.place for e in problem.edits)]
    if not any(place is not None and place.source.pieces for place in places):
        return problem
    return replace(
        problem,
        place=None if problem.place is None else problem.place.real,
        cause=None if problem.cause is None else problem.cause.real,
        others=tuple((said, place.real) for said, place in problem.others),
        edits=() if any(one.place.source.pieces for one in problem.edits) else problem.edits,
    )
