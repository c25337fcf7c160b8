"""What is computed of an office in a period: which figures, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from engine.calculation import office
from engine.calculation.tree import Node, grow
from engine.compiling.number import Number, Result
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Problems
from engine.language.values import Outcome, Status
from engine.manual.checked import ENTRY_UNIT, Check, Manual, Unit
from engine.programs.figures import Figures, Fixed, Quotient, Recipe, Word
from engine.record import dataclass

Heading: TypeAlias = "tuple[str, Unit | None]"
"""The id of a figure and its unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """What is computed under contracts with the same members: the figures in the order of the tree, and their ids.
    `checks`: the checks of each member, counted from the root down, with the id of the condition."""

    headings: tuple[Heading, ...]
    ids: frozenset[str]
    checks: tuple[tuple[Check, int, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class OfProgram:
    """What is known of all offices that one program computes: by its recipes. `false`: checks that are false whatever
    the numbers; `words`: those that a value tells; `asked`: those that have to be looked at. `provisional`: whether a
    figure is, None where some have to be looked at."""

    recipes: Mapping[str, Recipe]
    headings: Headings
    false: tuple[tuple[Check, int], ...]
    words: tuple[tuple[Check, int, int], ...]
    asked: tuple[tuple[Check, int, str], ...]
    provisional: bool | None


def of_program(recipes: Mapping[str, Recipe], known: Headings) -> OfProgram:
    """For one program, or, without recipes, for none."""
    false, words, asked = [], [], []
    for check, at, id_ in known.checks:
        match recipes.get(id_):
            case Fixed(result):
                false += [(check, at)] if result.value is False else []
            case Word(value):
                words.append((check, at, value))
            case _:
                asked.append((check, at, id_))
    status = [status_of(recipes.get(id_)) for id_, _ in known.headings]
    provisional = True if "provisional" in status else None if None in status else False
    return OfProgram(recipes, known, tuple(false), tuple(words), tuple(asked), provisional)


def status_of(recipe: Recipe | None) -> Status | None:
    """How a figure stands, as far as its recipe tells."""
    match recipe:
        case Fixed(result):
            return result.status
        case Word() | Quotient():
            return Outcome(True, (), recipe.under).status
    return None


class Computed(Mapping[str, "Number | Result"]):
    """The computed figures of a period by id, each made when it is looked at. `figures`: given ones as well."""

    __slots__ = ("figures", "known")

    def __init__(self, figures: Figures, known: Headings) -> None:
        self.figures = figures
        self.known = known

    def __getitem__(self, id_: str) -> Number | Result:
        if id_ not in self.known.ids:
            raise KeyError(id_)
        return self.figures[id_]

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_, _ in self.known.headings)

    def __len__(self) -> int:
        return len(self.known.headings)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The figures of a period, and what putting rows together and the rules' own checks found."""

    figures: Computed
    problems: Problems
    program: OfProgram

    @property
    def provisional(self) -> bool:
        """Whether something missing lies under one of the figures."""
        known = self.program.provisional
        return any(one.status == "provisional" for one in self.figures.values()) if known is None else known


def headings(manual: Manual, kontrak: Kontrak) -> tuple[Heading, ...]:
    """The computed figures of a contract, in the order of the tree, each with its unit."""
    return tuple(
        (node.id(name), manual.units.get(_unit(manual, node, name) or ""))
        for node in grow(kontrak.root).all()
        for name in office.names(manual, node)
    )


def _unit(manual: Manual, node: Node, name: str) -> str | None:
    entry = node.entry
    of_entry = entry.unit if entry else None
    rule = entry.rules.get(name) if entry else None
    if rule is None and name == manual.levels[node.level].result:
        return of_entry
    rule = rule or manual.rules.get((node.level, name))
    return of_entry if rule is not None and rule.unit == ENTRY_UNIT else rule.unit if rule is not None else None
