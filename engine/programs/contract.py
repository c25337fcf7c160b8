"""A paket -> its contract as a function of its rows: the numbers of the contract written out, the rows as inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from engine.compiling.entry import decimal_text
from engine.compiling.number import Result
from engine.data.absence import declared, input_id
from engine.data.dataset import DataSet, Datum, Key
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Diagnostic, Problems
from engine.evaluation.inputs import read_inputs
from engine.language.types import NUMBER
from engine.language.values import Outcome, absent
from engine.manual.checked import Manual
from engine.programs.entrance import direct
from engine.programs.figures import Figures, Fixed, Recipe, Reference, Values
from engine.programs.kept import OFTEN, Programs
from engine.programs.leaves import ZERO, Row
from engine.programs.problems import unknown_input, unknown_reason
from engine.programs.program import Body, Program
from engine.programs.structure import Structure
from engine.record import dataclass
from engine.source import Source

Inputs: TypeAlias = Mapping[str, object]
ALASAN = "alasan"
MOST_QUICK = 256
"""Bodies that take inputs by name, each for other rows."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a contract comes from, so that it can be compiled again elsewhere."""

    paket: Path
    period: str | None
    manual: Path | None


@dataclass(frozen=True, slots=True)
class Quick:
    """A body that takes inputs by name. `size`: how many rows there are, `rows` those that are numbers. `complete`: it
    computes all there is, and `warns` of nothing."""

    body: Body
    recipes: Mapping[str, Recipe]
    size: int
    rows: tuple[str, ...]
    complete: bool
    warns: bool


class Contract:
    """The contract of one office as a function of the rows of its data in one period.

    Called with rows by name (`.inputs`), it gives all `Figures`. A row that is not given, or is None, is not there;
    `{"alasan": "…"}` is one that is absent for a reason of the manual. Numbers are int, Decimal, Fraction or texts such
    as "12.5" (in a row that is a number); a percentage is a ratio, 0.9. A float is refused: `problems` of the figures
    says so, and no figure has a value. It is pickled as the folder it was read from, never as code, and read again
    where it is unpickled. Several threads may call it.
    """

    def __init__(
        self,
        origin: Origin,
        again: tuple[Any, ...],
        manual: Manual,
        kontrak: Kontrak,
        own: DataSet,
        period: str,
        problems: Problems,
    ) -> None:
        self.origin, self.period, self.problems = origin, period, problems
        self._again = again
        self.manual, self.kontrak, self.own = manual, kontrak, own
        self._programs = Programs(manual, often=1, later=OFTEN, folded=True)
        self._structure = Structure(manual, kontrak)
        self._rows = self._named()
        self._names = {row: name for name, row in self._rows.items()}
        self._numbers = {name for name, row in self._rows.items() if self._is_number(row)}
        self._quick: Quick | None = None
        self._quicks: dict[tuple[frozenset[str], frozenset[str]], Quick] = {}

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of all rows that may be given: `level/kode.variable`, of another period with `@period`."""
        return tuple(self._rows)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all figures."""
        return tuple(self._structure.places)

    @property
    def source(self) -> str:
        """The generated Python so far: a program for each shape of the rows."""
        return "\n\n".join(self._programs.sources)

    def own_source(self) -> str:
        """The program for the rows that the data of the paket itself have."""
        self._programs.figures(self.kontrak, self.own, self.period)
        return self.source

    def __call__(self, inputs: Inputs) -> Figures:
        quick = self._quick
        if quick is not None and len(inputs) == quick.size:
            values = quick.body(inputs)
            if type(values) is tuple:
                return self._made(quick, values, inputs)
        return self._by_shape(inputs)

    def map(self, records: Iterable[Inputs]) -> list[Figures]:
        """The figures of many records of rows, in their order."""
        return list(map(self, records))

    def _made(self, quick: Quick, values: Values, inputs: Inputs) -> Figures:
        if quick.complete:
            return Figures(self._structure.places, quick.recipes, values, None, ())
        reference = Reference(self.manual, self.kontrak, partial(self._rows_of, dict(inputs)), self.period)
        return Figures(self._structure.places, quick.recipes, values, reference, None if quick.warns else ())

    def _by_shape(self, inputs: Inputs) -> Figures:
        """Inputs of another shape than the first: by the rows that are there, and those that turn out to be 0."""
        given = frozenset([name for name, value in inputs.items() if value is not None])
        zeros: frozenset[str] = frozenset()
        quick = self._quicks.get((given, zeros)) if inputs.keys() <= self._rows.keys() else None
        while quick is not None:
            values = quick.body(inputs)
            if isinstance(values, tuple):
                return self._made(quick, values, inputs)
            if values is None or values < 0:
                break
            zeros |= {quick.rows[values]}
            quick = self._quicks.get((given, zeros))
        return self._in_general(inputs)

    def _in_general(self, inputs: Inputs) -> Figures:
        data, problems = self._data(inputs)
        if problems:
            refused = Fixed(Result(Outcome(None), problems))
            return Figures(self._structure.places, dict.fromkeys(self.ids, refused), (), None, problems)
        figures, ran = self._programs.answered(self.kontrak, data, self.period)
        if ran is not None and len(self._quicks) < MOST_QUICK:
            self._keep(ran, inputs)
        return figures

    def _keep(self, program: Program, inputs: Inputs) -> None:
        """A program for these inputs, with the head that is quickest to enter."""
        given = {row: kind for row, kind in program.rows.items() if kind is not None}
        known = [self._names[row] for row, kind in given.items() if isinstance(kind, Outcome)]
        others = {name: inputs[name] for name in known}
        zeros = frozenset(self._names[row] for row, kind in given.items() if kind == ZERO)
        body = direct(program, self._names, deepcopy(others))
        if body is not None:
            rows = tuple(self._names[row] for row in program.leaves.rows)
            complete = not program.warns and len(program.recipes) == len(self._structure.places)
            quick = Quick(body, program.recipes, len(given), rows, complete, program.warns)
            names = frozenset(map(self._names.__getitem__, given))
            if self._quick is None or self._quicks.get((names, zeros)) is self._quick:
                self._quick = quick  # the first, or what has taken its place for numbers of other kinds
            self._quicks[names, zeros] = quick

    def _rows_of(self, inputs: Inputs) -> DataSet:
        return self._data(inputs)[0]

    def _data(self, inputs: Inputs) -> tuple[DataSet, Problems]:
        """The inputs as rows of a data set."""
        found: list[Diagnostic] = [unknown_input(name, self._rows) for name in inputs if name not in self._rows]
        given = {name: value for name, value in inputs.items() if value is not None and name in self._rows}
        excused = {name: value for name, value in given.items() if _is_reason(value)}
        outcomes, problems = read_inputs({name: value for name, value in given.items() if name not in excused})
        for name, outcome in outcomes.items():
            written = isinstance(outcome.value, str) and name in self._numbers
            number = decimal_text(str(outcome.value)) if written else None
            outcomes[name] = outcome if number is None else Outcome(number)
        place = Source("<inputs>", "").span()
        for name, value in excused.items():
            code = str(value[ALASAN])  # type: ignore[index]
            reason = declared(code, self.manual.reasons, self._id(self._rows[name]), place)
            if reason is None:
                found.append(unknown_reason(name, code, self.manual.reasons))
            else:
                outcomes[name] = absent(reason)
        data = {self._key(self._rows[name]): Datum(outcome, place) for name, outcome in outcomes.items()}
        return DataSet(data), (*found, *problems)

    def _key(self, row: Row) -> Key:
        kode, name, period, office = row
        return kode, name, period, self.kontrak.unit_kerja if office is None else office

    def _id(self, row: Row) -> str:
        return next(node.id(row[1]) for node in self._structure.root.all() if node.entry and node.kode == row[0])

    def _named(self) -> dict[str, Row]:
        """Every row that may count, by its name; those of the period itself first."""
        found: dict[str, Row] = {}
        levels = {node.kode: node.level for node in self._structure.root.all() if node.entry is not None}
        rows = self._structure.rows(self.period, everywhere=True)
        for row in sorted(rows, key=lambda one: one[2] != self.period):
            kode, name, period, office = row
            own = self.kontrak.unit_kerja if office is None else office
            if office is not None and self._key(row) in {self._key(one) for one in found.values()}:
                continue
            at = "" if period == self.period else f"@{period}"
            found[input_id(levels[kode], kode, name) + at + ("" if office is None else f"@{own}")] = row
        return found

    def _is_number(self, row: Row) -> bool:
        entry = next(node.entry for node in self._structure.root.all() if node.entry and node.kode == row[0])
        variable = entry.variables.get(row[1])
        return variable is None or variable.quantity.type == NUMBER

    def __reduce__(self) -> tuple[Any, ...]:
        return self._again

    def __repr__(self) -> str:
        return f"engine.compile_kontrak({self.origin.paket.as_posix()!r}, periode={self.period!r})"


def _is_reason(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {ALASAN}
