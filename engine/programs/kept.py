"""Contracts and data of many offices -> figures, with programs that are made when they pay and kept.

The first offices of a shape are answered by the evaluator; a shape that is seen often enough gets a program. A number
that does not fit the kind that its row had so far widens that kind for good, so that a stray decimal does not double
the shapes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import field
from itertools import chain
from threading import Lock
from typing import Any

from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.manual.checked import Manual
from engine.programs.figures import Figures, Reference
from engine.programs.leaves import MILLIONTHS, Asked, Row
from engine.programs.lowering import RowOutside
from engine.programs.program import Program, Wanted, compile_program
from engine.programs.seen import LaidAt, Places, Seen, Shape, places_of_rows, seen
from engine.programs.structure import Own, Structure, Told, structure_key
from engine.record import dataclass

OFTEN = 3
"""A shape that is seen so often gets a program."""
MOST_PROGRAMS = 32
"""Programs for one structure in one period; with more, shapes have to be seen more often."""
MOST_SEEN = 4096
"""Shapes that are counted before counting begins anew."""
MOST_STRUCTURES = 64
MOST_TURNS = 16
"""Programs that are tried one after another for one office."""
NOTHING = Own({}, (), {})


@dataclass(slots=True)
class Plan:
    """One structure in one period. `widest`: the kind that the numbers of each row had so far. `unusable`: figures of
    which a program cannot be given what the evaluator says."""

    structure: Structure
    period: str
    rows: tuple[Row, ...]
    widest: list[int]
    often: int
    places: Places
    counted: dict[Shape, int] = field(default_factory=dict)
    programs: dict[Shape, Program | None] = field(default_factory=dict)
    unusable: set[Asked] = field(default_factory=set)
    laid: LaidAt = field(default_factory=dict)

    def widen(self) -> None:
        """Rows of all periods count from here on."""
        self.rows = self.structure.rows(self.period, everywhere=True)
        self.places = places_of_rows(self.rows, self.structure.kontrak.unit_kerja)
        self.widest = [0] * len(self.rows)
        self.counted, self.programs, self.laid = {}, {}, {}


@dataclass(slots=True, eq=False)
class Programs:
    """The programs for contracts under one manual. Several threads may ask.

    `figures`: every figure of an office in a period. `sources`: what has been generated so far. `often`: how often a
    shape is seen before it gets a program; `later`: those after the first. `folded`: they are for one contract, whose
    numbers are written out in them. `wide`: numbers may have decimals from the first office on, so that the next ones
    do not widen them one by one.
    """

    manual: Manual
    often: int = OFTEN
    later: int = 1
    folded: bool = False
    wide: bool = False
    told: Told = field(init=False)
    plans: dict[tuple[Structure, str], Plan] = field(default_factory=dict)
    structures: dict[Hashable, Structure] = field(default_factory=dict)
    latest: tuple[Kontrak, Structure, Own] | None = None
    lock: Any = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.told = Told(self.wide)

    def figures(self, kontrak: Kontrak, data: DataSet, period: str) -> Figures:
        """Every figure of an office in a period, equal to what the evaluator gives."""
        return self.answered(kontrak, data, period)[0]

    def answered(self, kontrak: Kontrak, data: DataSet, period: str) -> tuple[Figures, Program | None]:
        """The same, and the program that computed them, if one did."""
        reference = Reference(self.manual, kontrak, data, period)
        with self.lock:
            latest = self.latest
            if latest is None or latest[0] is not kontrak:
                key, own = ("", NOTHING) if self.folded else structure_key(kontrak, self.told)
                self.latest = latest = kontrak, self._structure(key, kontrak), own
            _, structure, own = latest
            plan = self._plan(structure, period)
            found = None
            if own.values is not None:
                found = seen(plan.places, plan.widest, data, kontrak.unit_kerja, plan.laid)
        made = None if found is None else self._run(plan, own, found, reference)
        return made or (Figures(plan.structure.places, {}, (), reference, None), None)

    def _structure(self, key: Hashable, kontrak: Kontrak) -> Structure:
        structure = self.structures.get(key)
        if structure is None:
            if len(self.structures) >= MOST_STRUCTURES:
                self.structures.clear()
                self.plans.clear()
            structure = self.structures[key] = Structure(self.manual, kontrak)
        return structure

    def _plan(self, structure: Structure, period: str) -> Plan:
        plan = self.plans.get((structure, period))
        if plan is None:
            rows = structure.rows(period, everywhere=False)
            widest = [MILLIONTHS if self.wide else 0] * len(rows)
            places = places_of_rows(rows, structure.kontrak.unit_kerja)
            plan = self.plans[structure, period] = Plan(structure, period, rows, widest, self.often, places)
        return plan

    def _run(self, plan: Plan, own: Own, found: Seen, reference: Reference) -> tuple[Figures, Program] | None:
        """Programs one after another, each for what is known of the office by then; None where one is wanting."""
        for _ in range(MOST_TURNS):
            with self.lock:
                program = self._program(plan, own, found)
            if program is None or own.values is None:
                return None
            program, found = self._with_unfit(plan, own, found, program, reference)
            stated = chain.from_iterable([own.values[key] for key in program.stated])
            values = program.body(found.values(own, stated))
            if isinstance(values, tuple):
                problems = None if program.warns else ()
                figures = Figures(plan.structure.places, program.recipes, values, reference, problems)
                return figures, program
            if values is None:
                return None
            if values >= 0:
                found.with_zero(values)
                continue
            asked = program.handed_on[-1 - values]
            if not found.with_answer(asked, reference.asked(asked)):
                return None
        return None

    def _with_unfit(
        self, plan: Plan, own: Own, found: Seen, program: Program, reference: Reference
    ) -> tuple[Program, Seen]:
        """The program to which figures that it leaves out are given by the evaluator, as soon as there is one."""
        wanting = [one for one in program.unfit if one not in plan.unusable]
        if not wanting:
            return program, found
        more = found.copy()
        for asked in wanting:
            if not more.with_answer(asked, reference.asked(asked)):
                plan.unusable.add(asked)
        if len(more.asked) == len(found.asked):
            return program, found
        with self.lock:
            better = self._program(plan, own, more)
        return (program, found) if better is None else (better, more)

    def _program(self, plan: Plan, own: Own, found: Seen) -> Program | None:
        """The program for a shape, if there is one or is to be one by now."""
        shape = found.shape
        if shape in plan.programs:
            return plan.programs[shape]
        if len(plan.counted) >= MOST_SEEN:
            plan.counted.clear()
        counted = plan.counted[shape] = plan.counted.get(shape, 0) + 1
        if counted < plan.often or len(found.kinds) != len(plan.rows):
            return None
        if len(plan.programs) >= MOST_PROGRAMS:
            plan.programs.clear()
            plan.often *= 2
        try:
            plan.programs[shape] = compile_program(self._wanted(plan, own, found))
        except RowOutside:
            plan.widen()
            return None
        plan.often = max(plan.often, self.later)
        return plan.programs[shape]

    def _wanted(self, plan: Plan, own: Own, found: Seen) -> Wanted:
        rows = dict(zip(plan.rows, found.kinds, strict=True))
        structure = plan.structure
        return Wanted(
            self.manual,
            structure.kontrak,
            structure.root,
            plan.period,
            structure.places,
            rows,
            own.kinds,
            not self.folded,
            dict(found.asked),
        )

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(
            program.source for plan in self.plans.values() for program in plan.programs.values() if program is not None
        )
