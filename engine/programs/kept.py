"""Contracts and data of many offices -> figures, with programs that are made when they pay and kept.

A shape is which rows there are and of which kind, for one structure of contracts in one period. Its first offices are
answered by the evaluator; a shape that is seen often enough gets a program. A number that does not fit the kind that
its row had so far widens that kind for good, so that a stray decimal does not double the shapes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import field
from fractions import Fraction
from threading import Lock
from typing import Any

from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.manual.checked import Manual
from engine.programs.figures import Figures, Reference
from engine.programs.leaves import ZERO, Kind, Row, kind_of, literal, put, wider
from engine.programs.lowering import RowOutside
from engine.programs.program import Program, Wanted, compile_program
from engine.programs.structure import Own, Structure, structure_key
from engine.record import dataclass

OFTEN = 3
"""A shape that is seen so often gets a program."""
MOST_PROGRAMS = 64
"""Programs for one structure in one period."""
MOST_SEEN = 4096
"""Shapes that are counted before counting begins anew."""
MOST_STRUCTURES = 64
MOST_ZEROS = 8
"""Divisors that turn out to be 0 one after another."""

Shape = tuple[Kind, ...]


@dataclass(slots=True)
class Plan:
    """One structure in one period. `widest`: the kind that the numbers of each row had so far."""

    structure: Structure
    period: str
    rows: tuple[Row, ...]
    widest: list[int]
    often: int
    seen: dict[Shape, int] = field(default_factory=dict)
    programs: dict[Shape, Program | None] = field(default_factory=dict)

    def widen(self) -> None:
        """Rows of all periods count from here on."""
        self.rows = self.structure.rows(self.period, everywhere=True)
        self.widest = [0] * len(self.rows)
        self.seen, self.programs = {}, {}


@dataclass(slots=True, eq=False)
class Programs:
    """The programs for contracts under one manual. Several threads may ask.

    `figures`: every figure of an office in a period. `sources`: what has been generated so far. `folded`: they are for
    one contract, whose numbers are written out in them.
    """

    manual: Manual
    often: int = OFTEN
    folded: bool = False
    plans: dict[tuple[Hashable, str], Plan] = field(default_factory=dict)
    structures: dict[Hashable, Structure] = field(default_factory=dict)
    latest: tuple[Kontrak, Hashable, Own] | None = None
    lock: Any = field(default_factory=Lock)

    def figures(self, kontrak: Kontrak, data: DataSet, period: str) -> Figures:
        """Every figure of an office in a period, equal to what the evaluator gives."""
        reference = Reference(self.manual, kontrak, data, period)
        with self.lock:
            latest = self.latest
            if latest is None or latest[0] is not kontrak:
                self.latest = latest = kontrak, *(("", Own({}, (), {})) if self.folded else structure_key(kontrak))
            _, key, own = latest
            plan = self._plan(key, kontrak, period)
            shape, numbers = _shape(plan, kontrak, data)
            program = self._program(plan, own, shape)
        return self._run(plan, own, shape, numbers, program, reference)

    def _plan(self, key: Hashable, kontrak: Kontrak, period: str) -> Plan:
        plan = self.plans.get((key, period))
        if plan is None:
            if len(self.structures) >= MOST_STRUCTURES and key not in self.structures:
                self.structures.clear()
                self.plans.clear()
            structure = self.structures.setdefault(key, Structure(self.manual, kontrak))
            rows = structure.rows(period, everywhere=False)
            plan = self.plans[key, period] = Plan(structure, period, rows, [0] * len(rows), self.often)
        return plan

    def _program(self, plan: Plan, own: Own, shape: Shape | None) -> Program | None:
        """The program for a shape, if there is one or is to be one by now."""
        if own.values is None or shape is None or shape in plan.programs:
            return None if own.values is None or shape is None else plan.programs[shape]
        if len(plan.seen) >= MOST_SEEN:
            plan.seen.clear()
        seen = plan.seen[shape] = plan.seen.get(shape, 0) + 1
        if seen < plan.often:
            return None
        if len(plan.programs) >= MOST_PROGRAMS:
            plan.programs.clear()
            plan.often *= 2
        structure = plan.structure
        rows = dict(zip(plan.rows, shape, strict=True))
        wanted = Wanted(
            self.manual,
            structure.kontrak,
            structure.root,
            plan.period,
            structure.places,
            rows,
            own.kinds,
            not self.folded,
        )
        try:
            plan.programs[shape] = compile_program(wanted)
        except RowOutside:
            plan.widen()
            return None
        plan.often = max(plan.often, OFTEN)
        return plan.programs[shape]

    def _run(
        self,
        plan: Plan,
        own: Own,
        shape: Shape | None,
        numbers: list[Fraction],
        program: Program | None,
        reference: Reference,
    ) -> Figures:
        places = plan.structure.places
        for _ in range(MOST_ZEROS):
            if program is None or own.values is None or shape is None:
                break
            values = program.body(_values(program, own, shape, numbers))
            if isinstance(values, tuple):
                return Figures(places, program.recipes, values, reference, None if program.warns else ())
            if values is None:
                break
            shape, numbers = _with_zero(shape, numbers, values)
            with self.lock:
                program = self._program(plan, own, shape)
        return Figures(places, {}, (), reference, None)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(
            program.source for plan in self.plans.values() for program in plan.programs.values() if program is not None
        )


def _shape(plan: Plan, kontrak: Kontrak, data: DataSet) -> tuple[Shape | None, list[Fraction]]:
    """The kinds of the rows, and the numbers among them; no shape where one is too long for a program."""
    get, own, widest = data.data.get, kontrak.unit_kerja, plan.widest
    kinds: list[Kind] = []
    numbers: list[Fraction] = []
    for at, (kode, name, period, office) in enumerate(plan.rows):
        datum = get((kode, name, period, own if office is None else office))
        if datum is None:
            kinds.append(None)
            continue
        value = datum.outcome.value
        if not isinstance(value, Fraction) or datum.outcome.carried or datum.outcome.rounded:
            kinds.append(literal(datum.outcome))
            continue
        kind = kind_of(value)
        if not kind:
            return None, []
        if wider(widest[at], kind) != widest[at]:
            widest[at] = wider(widest[at], kind)
        kinds.append(widest[at])
        numbers.append(value)
    return tuple(kinds), numbers


def _values(program: Program, own: Own, shape: Shape, numbers: list[Fraction]) -> list[object]:
    """What the body of a program is called with."""
    assert own.values is not None
    values: list[object] = [*own.names]
    for key in program.stated:
        values += own.values[key]
    for kind, value in zip((one for one in shape if isinstance(one, int) and one != ZERO), numbers, strict=True):
        put(value, kind, values)
    return values


def _with_zero(shape: Shape, numbers: list[Fraction], zero: int) -> tuple[Shape, list[Fraction]]:
    """The shape in which a number is known to be 0, by its number among those that are handed over or known to be."""
    at = [place for place, kind in enumerate(shape) if isinstance(kind, int)][zero]
    left = [place for place, kind in enumerate(shape) if isinstance(kind, int) and kind != ZERO].index(at)
    return (*shape[:at], ZERO, *shape[at + 1 :]), [*numbers[:left], *numbers[left + 1 :]]
