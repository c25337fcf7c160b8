"""What cases are made of: as they are written, as their manual understands them, and as they came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from pathlib import Path

from engine.diagnostics.model import Message, Problems
from engine.language.values import Outcome
from engine.manual.checked import Given, Manual
from engine.manual.leaves import Held
from engine.manual.nodes import Scalar
from engine.record import dataclass
from engine.results.calculation import Calculation
from engine.results.figure import Figure, figure_id
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where expected values come from (`sumber`): an article, a published figure, a calculation by hand."""

    document: str | None = None
    reference: str | None = None
    printed: str | None = None
    reckoning: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A name and what is said of it: an input, a constant, or an expected value. `key` is the name at its place; in a
    table that is the heading, and `held` the cell."""

    key: Scalar
    held: Held


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it is written; a row of a table is a case of its own.

    `confirmed`: a person has looked at the expected values (`diperiksa`). `place` is its name, in a table its row;
    `key` the name of the case in `kasus`.
    """

    file: str
    folder: Path
    name: str
    place: Span
    key: Span
    origin: Origin
    confirmed: bool = True
    about: Scalar | None = None
    function: Scalar | None = None
    paket: Scalar | None = None
    period: Scalar | None = None
    reporters: tuple[Scalar, ...] = ()
    constants: tuple[Said, ...] = ()
    given: tuple[Said, ...] = ()
    expected: tuple[Said, ...] = ()
    note: str | None = None
    mark: Span | None = field(default=None, compare=False, repr=False)
    """Where `diperiksa` is said: its value, or where the key may be put in."""

    @property
    def id(self) -> str:
        """`file::name`, which `--run` looks for."""
        return f"{self.file}::{self.name}"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file. `manual`: the manual that it names; without it, the one in whose folder it lies."""

    title: str
    manual: Scalar | None
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name in a case stands for: an attribute, a raw datum, a computed figure or a `pemeriksaan` of a member.

    `kode` is None at the root, and `level` None for the parameters and the result of a function.
    """

    level: str | None
    kode: str | None
    name: str

    @property
    def id(self) -> str:
        """Its id, as `rules eval` and `rules explain` write it."""
        return figure_id(self.level if self.kode is not None else None, self.kode or "", self.name)


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a case gives. `given` by period; by None where it holds in all. `office`: who reports it."""

    meant: Meant
    given: tuple[tuple[str | None, Given], ...]
    place: Span
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An expected figure. `place` is its value in the file, `whole` all that is said of it, with margin or reasons.

    Just one is there of `outcome` (exact, or with a `margin`), `printed` (at its decimals), `reasons` (codes, or the
    texts of stated ones, of an N/A), and `finding` (of a `pemeriksaan`, whose text may be given as well).
    """

    meant: Meant
    place: Span
    whole: Span
    in_table: bool
    outcome: Outcome | None = None
    margin: Fraction = Fraction(0)
    printed: str | None = None
    reasons: tuple[str, ...] | None = None
    provisional: bool = False
    finding: bool | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """An expected figure and the one that came out. `expected` and `got` are as a person reads them."""

    wanted: Wanted
    figure: Figure
    agrees: bool
    expected: Message
    got: Message


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A case that was run. Without `manual` it could not be, and `problems` says why.

    `figures`: everything that was computed for it, in every period, given figures among them; each with the steps of
    its formula. `calculation` holds those of its period, by id, to be explained.
    """

    case: Case
    problems: Problems = ()
    verdicts: tuple[Verdict, ...] = ()
    figures: tuple[Figure, ...] = ()
    manual: Manual | None = None
    calculation: Calculation | None = field(default=None, repr=False, compare=False)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The expected figures that came out otherwise."""
        return tuple(one for one in self.verdicts if not one.agrees)

    @property
    def passes(self) -> bool:
        """It could be run, and everything came out as expected."""
        return self.manual is not None and not self.failed and not any(one.severity == "error" for one in self.problems)


@dataclass(frozen=True, slots=True)
class Tested:
    """All cases that were asked for. `problems`: what is wrong with names and files; `files`: every case file by its
    name. `nothing`: whether some name led nowhere. `left_out`: how many cases the pattern left out."""

    runs: tuple[CaseRun, ...]
    problems: Problems
    files: Mapping[str, Path]
    nothing: bool = False
    left_out: int = 0

    @property
    def passes(self) -> bool:
        """Everything could be read and run, and came out as expected."""
        return all(run.passes for run in self.runs) and not any(one.severity == "error" for one in self.problems)
