"""Manual + contract + data -> the figures of one period and what is found in them.

Figures come from the programs of the manual, and so do its checks: the condition of each is computed as one more rule.
Only where one is false the evaluator is asked for what is to be said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from engine.calculation import findings, office
from engine.calculation.paket import is_whole
from engine.calculation.plain import plain_figures_of
from engine.calculation.rising import beginning, falling
from engine.data.inputs import Inputs
from engine.data.kontrak import Kontrak, Member
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.checked import Check, Manual, Rule
from engine.offices.computed import Computed, Headings, OfProgram, Reckoned, headings, of_program
from engine.offices.printing import Printer
from engine.programs.figures import Figures
from engine.programs.kept import Programs
from engine.record import dataclass, replace

CHECK = "pemeriksaan "
"""With a space, so that no rule of a manual has such a name."""
MOST = 64
"""Trees whose headings are kept."""


@dataclass(slots=True, eq=False)
class Reckoning:
    """What is prepared once for all offices under a manual."""

    manual: Manual
    programs: Programs = field(init=False)
    rising: Mapping[str, tuple[str, ...]] = field(init=False)
    """By level, the attributes whose values do not fall."""
    printer: Printer = field(init=False)
    known: dict[tuple[object, ...], Headings] = field(default_factory=dict)
    """By the members of a contract."""
    of_programs: dict[tuple[int, int], OfProgram] = field(default_factory=dict)
    beginnings: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.programs = Programs(_with_checks(self.manual), often=1, later=3, wide=True)
        self.printer = Printer(self.decimals)
        levels = self.manual.levels.values()
        self.rising = {one.name: tuple(a.name for a in one.attributes.values() if a.rising) for one in levels}

    @property
    def decimals(self) -> int:
        """Of figures as they are shown."""
        return self.manual.display.decimals if self.manual.display else 2

    def headings(self, kontrak: Kontrak) -> Headings:
        """What is computed under a contract."""
        key = tuple((member.level, member.kode, id(member.entry)) for member in kontrak.root.all())[1:]
        if key not in self.known:
            if len(self.known) >= MOST:
                self.known.clear()
            found = headings(self.manual, kontrak)
            checks = tuple(
                (check, at, _id(member, at, f"{CHECK}{number}"))
                for at, member in enumerate(kontrak.root.all())
                for number, check in enumerate(self.manual.checks)
                if check.level == member.level
            )
            self.known[key] = Headings(found, frozenset(id_ for id_, _ in found), checks)
        return self.known[key]

    def _program(self, figures: Figures, known: Headings) -> OfProgram:
        """What is known of the program that computed these figures."""
        key = id(figures.recipes) if figures.recipes else 0, id(known)
        if key not in self.of_programs:
            if len(self.of_programs) >= MOST:
                self.of_programs.clear()
            self.of_programs[key] = of_program(figures.recipes, known)
        return self.of_programs[key]

    def reckoned(self, inputs: Inputs, period: str, known: Headings | None = None) -> Reckoned:
        """One period of one office; `known`: what is computed under its contract, where somebody knows."""
        figures = self.programs.figures(inputs.kontrak, inputs.data, period)
        known = self.headings(inputs.kontrak) if known is None else known
        program = self._program(figures, known)
        failed = _failed(figures, program)
        checks = self._found(failed, inputs, period) if failed else ()
        problems = (*figures.problems, *checks, *self._of_published(inputs, period))
        return Reckoned(Computed(figures, known), problems, program)

    def _found(self, failed: Sequence[tuple[Check, int]], inputs: Inputs, period: str) -> tuple[Diagnostic, ...]:
        world, root = plain_figures_of(self.manual, inputs.kontrak, inputs.data)
        nodes = tuple(root.all())
        return tuple(findings.of_node(check, world, nodes[at], period) for check, at in failed)

    def _of_published(self, inputs: Inputs, period: str) -> Iterator[Diagnostic]:
        if inputs.published and is_whole(period, self.manual):
            world, root = office.figures_of(self.manual, inputs.kontrak, inputs.data, period)
            known = {one.id: one for one in (*office.given(world, root, period), *office.computed(world, root, period))}
            yield from findings.of_published(inputs.published, known, self.manual.units, self.decimals)

    def lasting(self, inputs: Inputs) -> Problems:
        """What is found in a contract whatever the period: given values that fall."""
        if not any(self._may_fall(member) for member in inputs.kontrak.root.all()):
            return ()
        return tuple(falling(*office.figures_of(self.manual, inputs.kontrak, inputs.data, "")))

    def _may_fall(self, member: Member) -> bool:
        for name in self.rising[member.level]:
            given = member.per_period.get(name)
            if not given:
                continue
            numbers = {code: value for code, one in given.items() if isinstance(value := one.outcome.value, Fraction)}
            for code, before in self._beginnings(tuple(numbers)):
                later, earlier = numbers[code], numbers[before]
                if later.numerator * earlier.denominator < earlier.numerator * later.denominator:
                    return True
        return False

    def _beginnings(self, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """The periods that begin with another of these, each with the longest of those."""
        if codes not in self.beginnings:
            periods = [self.manual.periods[code] for code in codes]
            found = ((one.code, beginning(one, periods)) for one in periods)
            self.beginnings[codes] = tuple((code, before.code) for code, before in found if before is not None)
        return self.beginnings[codes]


def _failed(figures: Figures, program: OfProgram) -> list[tuple[Check, int]]:
    """The checks that are false, each with the number of the member, counted from the root down."""
    returned = figures.returned
    found = [*program.false, *((check, at) for check, at, value in program.words if returned[value] is False)]
    found += [(check, at) for check, at, id_ in program.asked if figures[id_].value is False]
    return found


def _id(member: Member, at: int, name: str) -> str:
    return f"{member.level}/{member.kode}.{name}" if at else name


def _with_checks(manual: Manual) -> Manual:
    """The manual with the condition of each check as a rule."""
    checks = {
        (check.level, f"{CHECK}{number}"): Rule(f"{CHECK}{number}", check.condition, None, check.provenance)
        for number, check in enumerate(manual.checks)
    }
    return replace(manual, rules={**manual.rules, **checks})
