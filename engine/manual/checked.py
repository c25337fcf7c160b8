"""A manual that has been checked: names resolved, formulas typed, every rule with its place and its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Literal

from engine.diagnostics.model import Reason
from engine.language.typed import UNLIMITED, Definition, Limits, Typed
from engine.language.types import Type
from engine.language.values import Outcome
from engine.record import dataclass
from engine.source import Span

UnitKind = Literal["rasio", "hitungan", "ukuran"]
ENTRY_UNIT = "entri"
MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document and the place in it."""

    document: str
    reference: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a rule stands, what it says there, and what it rests on. `certainty` is A to D, None where not stated."""

    name: str
    manual: str
    place: Span
    source: Span | None = None
    citation: Citation | None = None
    certainty: str | None = None
    note: str | None = None
    replaces: str | None = None
    """The reason of an override."""

    @property
    def where(self) -> Span:
        """The text that computes the value; of a table whose rows several versions wrote, the last of these."""
        return self.place if self.source is None or self.source.source.pieces else self.source


@dataclass(frozen=True, slots=True)
class Unit:
    """A satuan. `symbol` `%` writes and shows the value in hundredths, with the sign."""

    code: str
    kind: UnitKind
    symbol: str | None = None

    @property
    def one(self) -> Fraction:
        """What is written as 1: 1/100 for a percent."""
        return Fraction(1, 100) if self.symbol == "%" else Fraction(1)


@dataclass(frozen=True, slots=True)
class Constant:
    """A named value (`tetapan`)."""

    name: str
    outcome: Outcome
    unit: str | None
    place: Span = field(compare=False, repr=False)
    unit_place: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What kind of value an attribute or a raw datum has. `unit` is a code, a product of codes (`rupiah/orang`),
    `entri` (that of the entry) or None."""

    type: Type
    unit: str | None = None
    choices: tuple[str, ...] = ()
    whole: bool = False
    lowest: Fraction | None = None
    highest: Fraction | None = None
    unit_place: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A given attribute of a level."""

    name: str
    source: Literal["kontrak", "manual"]
    quantity: Quantity
    place: Span = field(compare=False, repr=False)
    per_period: bool = False
    overridable: bool = False
    default: Outcome | None = None
    required: frozenset[str] = frozenset()
    absence: Reason | None = None
    """The declared reason of its absence; without one, and in `required` periods, its absence is missing."""
    rising: Typed | None = None
    """For which members its values do not fall from a period to a longer one that begins with it."""


@dataclass(frozen=True, slots=True)
class Level:
    """`member`: the level below. `result`: what an entry's own formula computes. `follows`: the attribute of which a
    lawful absence in a period excuses the absence of data. `codes`: the kodes that its members may have, none: any."""

    name: str
    member: str | None
    result: str | None
    follows: str | None
    attributes: Mapping[str, Attribute]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """`parts` are base periods; a base period consists of itself. `begins`, `ends`: its first and its last day as month
    and day, where the calendar says so."""

    code: str
    parts: tuple[str, ...]
    name: str
    begins: MonthDay | None = None
    ends: MonthDay | None = None

    @property
    def is_base(self) -> bool:
        """Whether rows are put together from it, and not it from others."""
        return self.parts == (self.code,)


@dataclass(frozen=True, slots=True)
class Rule:
    """A computed attribute. `given_by`: who may give the value instead. `period`: the one it is always computed for."""

    name: str
    body: Typed
    unit: str | None
    provenance: Provenance
    given_by: Literal["kontrak", "data"] | None = None
    period: str | None = None
    limits: Limits = UNLIMITED
    unit_place: Span | None = field(default=None, compare=False, repr=False)


Consolidation = Literal["kumulatif", "jumlah", "rata-rata", "nilai terakhir"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A raw datum of an entry; `consolidation` over base periods. `part_of`: the raw datum that it is a part of;
    `divisor`: the one that it is divided by."""

    name: str
    quantity: Quantity
    consolidation: Consolidation | None
    place: Span = field(compare=False, repr=False)
    part_of: str | None = None
    divisor: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A value stated in a rule file or a contract, at its place, with the note that stands beside it."""

    outcome: Outcome
    place: Span = field(compare=False, repr=False)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a manual: its given attributes, raw data, result and own rules.

    `result` is None where the result is given by the data (`result_given` says why). `over_periods` and `over_places`
    say how base periods and reporting offices are put together.
    """

    level: str
    kode: str
    nama: str
    unit: str | None
    provenance: Provenance
    attributes: Mapping[str, Given]
    variables: Mapping[str, Variable]
    result: Rule | None
    result_given: str | None
    rules: Mapping[str, Rule]
    over_periods: Literal["data mentah", "jumlah", "rata-rata", "nilai terakhir"]
    over_places: Literal["data mentah", "jumlah", "rata-rata"] | None
    members: tuple[Entry, ...] = ()
    constants: Mapping[str, Constant] = field(default_factory=dict)
    limits: Limits = UNLIMITED
    """Those of its result."""
    unit_place: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A finding that rules ask for: it is one where `condition` is false."""

    level: str
    condition: Typed
    message: Typed
    severity: Literal["error", "warning"]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    cells: Mapping[str, Typed]
    """By level; a level without a cell shows nothing in this column."""


@dataclass(frozen=True, slots=True)
class Display:
    """How a result is printed."""

    title: Typed | None
    """None: just the name of the office."""
    levels: tuple[str, ...]
    columns: tuple[Column, ...]
    totals: tuple[tuple[str, Typed], ...]
    status: str | None
    """The attribute whose text is coloured."""
    colours: Mapping[str, str]
    decimals: int


@dataclass(frozen=True, slots=True)
class Manual:
    """Everything that is in force for a contract: a manual and the decree it stands under.

    `files`: all files read, as named to the person. `levels` from the top.
    """

    code: str
    name: str
    citation: Citation | None
    under: tuple[str, ...]
    levels: Mapping[str, Level]
    periods: Mapping[str, Period]
    reasons: Mapping[str, Reason]
    units: Mapping[str, Unit]
    constants: Mapping[str, Constant]
    definitions: Mapping[str, Definition]
    rules: Mapping[tuple[str, str], Rule]
    entries: Mapping[str, Entry]
    checks: tuple[Check, ...]
    display: Display | None
    unread: tuple[str, ...] = ()
    """The names of files that could not be read."""

    def may_have(self, kode: str) -> bool:
        """Whether an entry that is not there may stand in a file that could not be read: `<kode>-<slug>.yaml`."""
        return any(name.startswith((f"{kode}-", f"{kode}.")) for name in self.unread)
