"""The rows of one office, laid out as those of others -> its data, each datum made when it is looked at.

Most offices fill in the same rows in the same order. What follows from which rows there are is then known from the
office before, and only the values are new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from engine.data.dataset import Datum, Key
from engine.language.values import Outcome
from engine.record import dataclass
from engine.source import Source, Span

Slot: TypeAlias = "tuple[str, str, str]"
"""kode, variable, period."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Which rows there are, in their order."""

    slots: tuple[Slot, ...]
    at: Mapping[Slot, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", {slot: at for at, slot in enumerate(self.slots)})


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A text in which each line is a row, with what stands beside each."""

    text: Source
    notes: Sequence[str]

    def datum(self, at: int, outcome: Outcome) -> Datum:
        """The value of a row at its place."""
        return Datum(outcome, self.place(at), self.notes[at].strip() or None)

    def place(self, at: int) -> Span:
        """Where a row stands."""
        return Span(self.text, *self.text.starts[at : at + 2])


class Laid(Mapping[Key, Datum]):
    """The data of an office whose rows are laid out like this. `outcomes`: what they give, in this order."""

    __slots__ = ("layout", "lines", "office", "outcomes")

    def __init__(self, office: str, layout: Layout, outcomes: Sequence[Outcome], lines: Sequence[Lines]) -> None:
        self.office, self.layout, self.outcomes, self.lines = office, layout, outcomes, lines

    def __getitem__(self, key: Key) -> Datum:
        kode, name, period, office = key
        if office != self.office:
            raise KeyError(key)
        at = found = self.layout.at[kode, name, period]
        for lines in self.lines:
            if at < len(lines.notes):
                return lines.datum(at, self.outcomes[found])
            at -= len(lines.notes)
        raise KeyError(key)

    def __iter__(self) -> Iterator[Key]:
        return ((*slot, self.office) for slot in self.layout.slots)

    def __len__(self) -> int:
        return len(self.outcomes)
