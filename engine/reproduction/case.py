"""One printed figure that is looked into: what it should be, and in which world candidates for it are computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from functools import lru_cache

from engine.calculation.world import World
from engine.data.numbers import printed_number
from engine.data.published import Printed
from engine.diagnostics.model import Message
from engine.language.values import Outcome
from engine.record import dataclass
from engine.reproduction.model import Candidate, Shown
from engine.reproduction.trials import Trials
from engine.results.display import rounded

ABSENT = ("N/A", "-")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as printed: the number and its decimals, or a word."""

    value: Shown | None
    decimals: int = 0
    percent: bool = False

    def is_hit_by(self, value: Shown) -> bool:
        """Whether a value is printed like this."""
        if isinstance(value, str) or isinstance(self.value, str):
            return isinstance(value, str) and isinstance(self.value, str) and value.casefold() == self.value.casefold()
        return rounded(value, self.decimals) == self.value


@lru_cache(maxsize=4096)
def reading(text: str) -> Reading:
    """A printed text. What is printed for an absent value has no value."""
    number = printed_number(text)
    if number is not None:
        return Reading(*number)
    return Reading(None if text in ABSENT else " ".join(text.split()))


@dataclass(slots=True)
class Book:
    """Everything that a report prints: by id, this year's and other years'. `agreeing`: ids of which every printing
    agrees."""

    entries: tuple[Printed, ...]
    year: int | None
    of: dict[str, list[Printed]] = field(default_factory=dict)
    past: dict[str, list[Printed]] = field(default_factory=dict)
    agreeing: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for entry in self.entries:
            shelf = self.of if entry.year in (None, self.year) else self.past
            shelf.setdefault(entry.id, []).append(entry)

    def readings(self, id: str) -> tuple[Reading, ...]:
        """How a figure of this year is printed, each way once."""
        return tuple(dict.fromkeys(reading(entry.printed) for entry in self.of.get(id, [])))


@dataclass(slots=True)
class Case:
    """A printed figure and what it should be (`computed`, as printed). `changes`: the differences under it that it is
    worked on from; `world` has them in it."""

    trials: Trials
    book: Book
    id: str
    reading: Reading
    places: tuple[str, ...]
    computed: Shown
    one: Fraction
    world: World
    changes: Mapping[str, Outcome]
    others: Mapping[str, Mapping[str, Outcome]]

    def shown(self, outcome: Outcome) -> Shown | None:
        """A value of this figure as it would be printed; None for what is no number and no word."""
        match outcome.value:
            case bool():
                return None
            case Fraction() as number:
                return number / self.one
            case str() as text:
                return text
        return None

    def candidate(self, outcome: Outcome, what: Message, id: str) -> Candidate | None:
        """A value that this figure could have had."""
        value = self.shown(outcome)
        if value is None or isinstance(value, str) != isinstance(self.computed, str):
            return None
        return Candidate(value, what, id, outcome)

    def with_other(self, changes: Mapping[str, Outcome]) -> Outcome:
        """This figure where others have other values."""
        figure = self.trials.figure(self.id, self.trials.changed(changes, self.world))
        return figure.by_rule.outcome

    def scope(self) -> tuple[str, ...]:
        """The figures in whose making a mistake can have happened: this one, and those below it that are not printed.
        Below a printed figure that agrees nothing went wrong."""
        found = {self.id: None}
        waiting = [self.id]
        while waiting:
            for id in self.trials.reads(waiting.pop(0)):
                if id not in found and id not in self.book.of and self.trials.rule(id) is not None:
                    found[id] = None
                    waiting.append(id)
        return tuple(found)

    def feeding(self) -> tuple[str, ...]:
        """What the figures of the scope are computed from."""
        inside = self.scope()
        return tuple(dict.fromkeys(id for one in inside for id in self.trials.reads(one) if id not in inside))


def distinct(candidates: Iterable[Candidate | None], case: Case) -> tuple[Candidate, ...]:
    """Candidates that would be printed otherwise than the figure should be, each value of each origin once."""
    found: dict[tuple[Shown, str], Candidate] = {}
    for one in candidates:
        if one is None:
            continue
        value = one.value
        if isinstance(value, Fraction):
            value = rounded(value, case.reading.decimals)
        if value == _as_printed(case):
            continue
        found.setdefault((value, one.id), one)
    return tuple(found.values())


def _as_printed(case: Case) -> Shown:
    if isinstance(case.computed, str):
        return case.computed
    return rounded(case.computed, case.reading.decimals)
