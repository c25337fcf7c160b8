"""What taking a report apart gives: differences, and for each the explanations that hit the printed digits."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import Literal, TypeAlias

from engine.diagnostics.model import Message, Problems
from engine.language.values import Outcome
from engine.record import dataclass
from engine.source import Span

Verdict: TypeAlias = Literal["cause", "perhaps", "follows", "unknown"]
"""`perhaps`: more than one explanation, or too many candidates for the digits printed. `follows`: nothing else than
another difference, worked on from there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of explanation as the rule files list it: a way (`cara`) in which a figure comes out otherwise."""

    name: str
    way: str
    about: str | None = None
    attributes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    manuals: tuple[str, ...] = ()
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    """Where its attributes are named."""


Shown: TypeAlias = "Fraction | str"
"""A value as a report would print it: a number in its unit (83 for 83 %), or a word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that a kind of mistake would have given. `exact`: the value to go on computing with, where there is
    one. `id`: what was looked at, for those who read the result as data."""

    value: Shown
    what: Message
    id: str
    exact: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """The candidates of one kind that give the printed digits. `tried`: how many of that kind were tried.

    `shared`: other differences that the very same explains. `mended`, `broken`: ids of other printed figures that
    agree, or no longer agree, if it was so.
    """

    kind: Kind
    candidates: tuple[Candidate, ...]
    tried: int
    shared: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed figure that is not what it should be. `where`: each place where it is printed so.

    `computed`: what it should be, None where that cannot be told. `follows`: the differences that it comes from.
    `given`: the data or the contract give it instead of its rule, which gives `computed`; the report does not
    contradict itself then.
    """

    id: str
    printed: str
    where: tuple[str, ...]
    computed: str | None
    basis: Message
    verdict: Verdict
    hits: tuple[Hit, ...]
    tried: int
    expected: Fraction
    follows: tuple[str, ...] = ()
    given: bool = False


@dataclass(frozen=True, slots=True)
class Reproduction:
    """Everything that was found in one report.

    `compared`: how many printed figures were looked at, `agreeing`: how many agree; `tables`: how many printed tables.
    `silent`: printed figures of which nothing can be computed. `if_so`: what else would differ if one of the
    explanations holds. `within`: cells of tables (id, printed, computed) that agree only because their parts were
    rounded.
    """

    paket: str
    period: str
    manual: str
    compared: int
    agreeing: int
    silent: tuple[str, ...]
    tables: int
    within: tuple[tuple[str, str, str], ...]
    differences: tuple[Difference, ...]
    if_so: tuple[tuple[Message, tuple[Difference, ...]], ...]
    kinds: tuple[Kind, ...]
    problems: Problems

    @property
    def clean(self) -> bool:
        """No printed figure differs, and no file is wrong."""
        wrong = any(one.severity == "error" for one in self.problems)
        return not wrong and all(one.given for one in self.differences)

    @property
    def empty(self) -> bool:
        """The report lists nothing."""
        return not (self.compared or self.silent or self.tables)
