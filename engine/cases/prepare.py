"""A case and its manual -> a world, and what is asked of it. Everything that is wrong with the case is found here.

So `rules check` needs no more than this: nothing is computed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from engine.calculation.tree import Node
from engine.calculation.world import KODE, World
from engine.cases import problems as problem
from engine.cases.ground import Ground, constants_of, first_error, folder_of, is_paket
from engine.cases.model import Case, Input, Meant, Wanted
from engine.cases.names import UNDER, UNIT, Named, Names
from engine.cases.values import Values
from engine.cases.world import Place, Setting, quantity, world_in, world_of
from engine.data.absence import unreadable
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.data.problems import unknown_period
from engine.data.stated import Slot
from engine.diagnostics.model import Diagnostic, Problems, in_order, say
from engine.language.typed import Definition
from engine.language.types import ANY
from engine.language.values import Outcome, absent
from engine.manual.checked import Manual, Quantity
from engine.manual.files import ManualFiles
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping, Scalar
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case as its manual understands it: what its world is made of, what is asked of it, and the arguments of a
    function. `paket`: contract and data, where the case has any."""

    setting: Setting
    paket: tuple[Kontrak, DataSet] | None
    period: str
    names: Names
    wanted: tuple[Wanted, ...]
    definition: Definition | None
    arguments: dict[str, Outcome]

    def world(self) -> tuple[World, Node]:
        """The world in which its figures can be asked for, and the root of the tree. Nothing is wrong with it."""
        return world_of(self.setting) if self.paket is None else world_in(self.setting, *self.paket)


def prepare(case: Case, ground: Ground) -> tuple[Prepared | None, Problems]:
    """A case that can be run, or None, and what is wrong with it."""
    found: list[Diagnostic] = []
    _check_constants(case, ground, found)
    manual, problems = ground.manual(case.constants)
    error = first_error(problems)
    if error is not None:
        found.append(problem.broken_manual(case.place, ground.stack[-1].code, error))
    read = None if manual is None or error is not None else _Reading(case, ground, manual, found).prepared()
    return (None if first_error(tuple(found)) is not None else read), in_order(found)


def _check_constants(case: Case, ground: Ground, found: list[Diagnostic]) -> None:
    known = constants_of(ground.stack) if case.constants else ()
    for said in case.constants:
        if said.key.text not in known:
            where = say("among the constants of the manual")
            found.append(problem.unknown_name(said.key.span, said.key.text, known, where))


@dataclass(slots=True)
class _Reading:
    """Reads one case with its manual."""

    case: Case
    ground: Ground
    manual: Manual
    found: list[Diagnostic]
    above: dict[Place, Place] = field(default_factory=dict)
    units: dict[Place, str] = field(default_factory=dict)

    def prepared(self) -> Prepared | None:
        """None where it cannot even be told what the case is about."""
        paket = self._paket() if self.case.paket else None
        if self.case.paket and paket is None:
            return None
        period = self._period()
        kontrak_root = None
        if paket is not None:
            _, kontrak_root = world_in(self._setting(period, (), ()), *paket)
        looked = self.ground.looked_up(self.case.constants)
        names = Names(self.manual, self.case, self.found.append, kontrak_root, looked)
        definition = names.function()
        if self.case.function and definition is None:
            return None
        subject = names.subject()
        given, expected = self._distinct(names.given(definition)), list(names.expected(definition))
        self._places(given, names)
        inputs = tuple(one for meant, _, held in given for one in self._inputs(meant, held, names))
        wanted = tuple(
            one for meant, key, held in expected if (one := self._wanted(meant, key, held, names)) is not None
        )
        members = self._members([subject] if subject else [], [one[0] for one in (*given, *expected)])
        setting = self._setting(period, members, () if definition else inputs)
        return Prepared(setting, paket, period, names, wanted, definition, self._arguments(definition, inputs))

    def _setting(self, period: str, members: tuple[Place, ...], inputs: tuple[Input, ...]) -> Setting:
        reporters = tuple(one.text.strip() for one in self.case.reporters)
        return Setting(self.manual, period, self.case.place, members, inputs, self.above, self.units, reporters)

    def _paket(self) -> tuple[Kontrak, DataSet] | None:
        assert self.case.paket is not None
        place, name = self.case.paket.span, self.case.paket.text
        folder = folder_of(self.case.folder, self.case.paket)
        if not is_paket(folder):
            self.found.append(problem.no_paket(place, name))
            return None
        paket, problems = self.ground.pakets.of(folder)
        error = first_error(problems)
        if paket is None or error is not None:
            if error is not None:
                self.found.append(problem.broken_paket(place, name, error))
            return None
        if paket.form.manual.text not in _called(self.ground.stack[-1]):
            self.found.append(problem.other_manual(place, paket.form.manual.text, self.ground.stack[-1].code))
            return None
        kontrak, data, problems = self.ground.paket(folder, self.case.constants, self.manual)
        error = first_error(problems)
        if error is not None:
            self.found.append(problem.broken_paket(place, name, error))
            return None
        return kontrak, data

    def _period(self) -> str:
        periods = self.manual.periods
        if self.case.period is None:
            return tuple(periods)[-1]
        if self.case.period.text not in periods:
            self.found.append(unknown_period(self.case.period.span, self.case.period.text, periods))
            return tuple(periods)[-1]
        return self.case.period.text

    def _distinct(self, named: Iterable[Named]) -> list[Named]:
        """Of two values for one name the last counts: that of a row, after that of the whole case."""
        last = {meant: (meant, key, held) for meant, key, held in named}
        return list(last.values())

    def _places(self, given: list[Named], names: Names) -> None:
        """What is said of where a member stands, and of its unit."""
        for meant, _, held in given:
            if meant.name not in (UNDER, UNIT) or meant.kode is None or not isinstance(held.node, Scalar):
                continue
            text = held.node.text.strip()
            if meant.name == UNIT:
                if text not in self.manual.units:
                    where = say("among the units of the manual")
                    self.found.append(problem.unknown_name(held.span, text, self.manual.units, where))
                self.units[str(meant.level), meant.kode] = text
            else:
                level, _, kode = text.partition("/")
                upper = next((name for name, one in self.manual.levels.items() if one.member == meant.level), "")
                if level != upper or not kode:
                    self.found.append(problem.unknown_name(held.span, text, (f"{upper}/",), say("above it")))
                self.above[str(meant.level), meant.kode] = level, kode

    def _members(self, subject: list[Meant], several: list[Meant]) -> tuple[Place, ...]:
        places = [(str(one.level), one.kode) for one in (*subject, *several) if one.level is not None]
        return tuple(dict.fromkeys((*places, *self.above.values())))

    # ---- values

    def _kind(self, meant: Meant, names: Names) -> Quantity:
        if meant.level is None:
            return Quantity(ANY)
        entry = names.entry(meant.level, meant.kode)
        return quantity(self.manual, meant.level, entry, meant.name)

    def _unit(self, meant: Meant, names: Names) -> str | None:
        """The unit of the entry that a meant belongs to."""
        if meant.level is None:
            return None
        entry = names.entry(meant.level, meant.kode)
        return entry.unit if entry is not None else self.units.get((meant.level, meant.kode))

    def _inputs(self, meant: Meant, held: Held, names: Names) -> Iterator[Input]:
        if meant.name in (UNDER, UNIT) and meant.level is not None:
            return
        if meant.name == KODE or (meant.level is not None and names.is_check(meant)):
            where = say("that a case may give; it can only be expected")
            self.found.append(problem.unknown_name(held.key, meant.name, (), where))
            return
        for office, one in self._by_office(held):
            unit = self._unit(meant, names)
            # The result of an entry that no manual has is in the unit that the case says.
            kind = self._kind(meant, names)
            if kind.unit is None and meant.level is not None and self._is_result(meant):
                kind = Quantity(kind.type, unit)
            given = Values(self.manual, self.found.append).given(meant, Slot(meant.name, kind), unit, one)
            if given:
                yield Input(meant, given, one.span, office)

    def _is_result(self, meant: Meant) -> bool:
        return meant.name == self.manual.levels[str(meant.level)].result

    def _by_office(self, held: Held) -> Iterator[tuple[str | None, Held]]:
        """A value for each of the offices that report, where the case gives it so."""
        offices = {one.text.strip() for one in self.case.reporters}
        if isinstance(held.node, Mapping) and any(key.text in offices for key, _ in held.node.entries):
            for key, value in held.node.entries:
                if key.text not in offices:
                    where = say("among the `unit_pelapor` of the case")
                    self.found.append(problem.unknown_name(key.span, key.text, offices, where))
                yield key.text, Held(value, key.span, held.node.flow)
            return
        yield None, held

    def _wanted(self, meant: Meant, key: Scalar, held: Held, names: Names) -> Wanted | None:
        if meant.level is not None and meant.name in (UNDER, UNIT):
            where = say("that can be expected; it can only be given")
            self.found.append(problem.unknown_name(key.span, meant.name, (), where))
            return None
        values = Values(self.manual, self.found.append)
        if meant.level is not None and names.is_check(meant):
            return values.wanted(meant, None, None, held)
        kind, unit = self._kind(meant, names), self._unit(meant, names)
        if kind.unit is None and meant.level is not None and self._is_result(meant):
            kind = Quantity(kind.type, unit)
        return values.wanted(meant, Quantity(kind.type, kind.unit), unit, held)

    def _arguments(self, definition: Definition | None, inputs: tuple[Input, ...]) -> dict[str, Outcome]:
        """The arguments of a function; a parameter that is not given is absent, and not lawfully."""
        if definition is None:
            return {}
        given = {one.meant.name: one.given[0][1].outcome for one in inputs}
        missing = {name: absent(unreadable(name, self.case.place)) for name in definition.parameters}
        return {**missing, **given}


def _called(files: ManualFiles) -> tuple[str, ...]:
    """What a contract may call a manual: its code, or the rumpun of which it is a version."""
    families = (one.form.rumpun.text for one in files.chain if one.form.rumpun is not None)
    return (files.code, *families)
