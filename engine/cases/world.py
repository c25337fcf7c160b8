"""The inputs of a case -> the smallest world in which its figures can be asked for.

The tree has the members that the case names, those that the manual puts below them, and above them as few as hold it
together. What the case gives stands in the place of whatever would be computed; raw data are rows, so that they are put
together over periods and offices as always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from engine.calculation.origins import figure_of
from engine.calculation.tree import Node, grow
from engine.calculation.world import Moment, World
from engine.cases.model import Input, Meant
from engine.cases.names import entries_of
from engine.data.dataset import DataSet, Datum, accepted
from engine.data.kontrak import Kontrak, Member
from engine.data.stated import quantity_of, rules_of
from engine.language.types import NUMBER, STRING
from engine.manual.checked import Entry, Given, Manual, Provenance, Quantity
from engine.record import dataclass, replace
from engine.results.figure import Figure
from engine.source import Span

Place = tuple[str, str | None]
"""Level and kode of a member; the kode of the root is None."""

OFFICE = "-"
MADE_UP = "contoh"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a world is made of. `above`: the member that one is put below, where the case says so. `units`: those of
    members that no manual has. `reporters`: the offices that report."""

    manual: Manual
    period: str
    place: Span
    members: tuple[Place, ...]
    inputs: tuple[Input, ...]
    above: dict[Place, Place]
    units: dict[Place, str]
    reporters: tuple[str, ...] = ()


def world_of(setting: Setting) -> tuple[World, Node]:
    """The world of a case that has no paket, and the root of its tree."""
    root = _Tree(setting).root()
    kontrak = Kontrak(setting.manual.code, OFFICE, None, setting.reporters or (OFFICE,), root)
    return _world(setting, kontrak, DataSet({}), grow(root))


def world_in(setting: Setting, kontrak: Kontrak, data: DataSet) -> tuple[World, Node]:
    """The world of a paket, with what the case gives put into it."""
    return _world(setting, kontrak, data, grow(kontrak.root))


def _world(setting: Setting, kontrak: Kontrak, data: DataSet, root: Node) -> tuple[World, Node]:
    nodes = {(node.level, node.kode if node.above else None): node for node in root.all()}
    rows, instead = dict(data.data), {}
    for one in setting.inputs:
        meant = one.meant
        node = nodes.get((str(meant.level), meant.kode))
        if node is not None and _is_data(meant, node.entry, setting.manual):
            rows |= _rows(one, node, setting, kontrak)
        else:
            instead[meant.level, meant.kode, meant.name] = dict(one.given)
    given = _Given(instead)
    return World(setting.manual, kontrak, DataSet(rows), given.figure_of), root


@dataclass(frozen=True, slots=True)
class _Given:
    """What a case gives in the place of what would be computed, by member and name, then by period."""

    instead: dict[tuple[str | None, str | None, str], dict[str | None, Given]]

    def figure_of(self, world: World, node: Node, name: str, moment: Moment) -> Figure:
        """What the case gives, or what is computed."""
        kode = node.kode if node.above else None
        periods = self.instead.get((node.level, kode, name), {})
        given = periods.get(moment.period, periods.get(None))
        if given is None:
            return figure_of(world, node, name, moment)
        unit = world.unit(node, quantity(world.manual, node.level, node.entry, name).unit)
        return Figure(node.id(name), moment.period, given.outcome, unit, sources=(given.place,), note=given.note)


def quantity(manual: Manual, level: str, entry: Entry | None, name: str) -> Quantity:
    """The kind of a given or computed value, without limits except those of what contracts give."""
    about = manual.levels[level]
    if entry is not None and name in entry.variables:
        return _free(entry.variables[name].quantity)
    if name == about.result:
        return Quantity(NUMBER, entry.unit if entry else None)
    if name in about.attributes:
        return about.attributes[name].quantity
    rule = rules_of(about, entry, manual).get(name)
    return Quantity(STRING) if rule is None else _free(quantity_of(rule))


def _free(one: Quantity) -> Quantity:
    return replace(one, whole=False, lowest=None, highest=None)


def _is_data(meant: Meant, entry: Entry | None, manual: Manual) -> bool:
    """Whether rows of data give it."""
    return entry is not None and (meant.name in entry.variables or meant.name in accepted(entry, manual))


def _rows(one: Input, node: Node, setting: Setting, kontrak: Kontrak) -> dict[tuple[str, str, str, str], Datum]:
    """The rows that give it. Without a period they are of the period of the case, and of the last one in it."""
    assert node.entry is not None
    offices: tuple[str, ...] = (kontrak.unit_kerja,)
    if node.entry.over_places:
        offices = (one.office,) if one.office else kontrak.reporters
    parts = setting.manual.periods[setting.period].parts
    rows = {}
    for period, given in one.given:
        datum = Datum(given.outcome, given.place, given.note)
        for office in offices:
            for code in (period,) if period else dict.fromkeys((setting.period, parts[-1])):
                rows[node.kode, one.meant.name, code, office] = datum
    return rows


@dataclass(slots=True)
class _Tree:
    """Puts members below each other, from the lowest level up."""

    setting: Setting
    above: dict[Place, Place] = field(default_factory=dict)

    def root(self) -> Member:
        """The root with everything below it."""
        manual = self.setting.manual
        levels = list(manual.levels)
        members = {place: None for place in self.setting.members if place[1] is not None}
        parents = {name: level for level in levels if (name := manual.levels[level].member)}
        for level in reversed(levels[1:]):
            own = [place for place in members if place[0] == level]
            for place in own:
                self._entries_below(place, members)
            for place in own:
                up = self._up(place, parents[level], members)
                members.setdefault(up, None)
                self.above[place] = up
        return self._member((levels[0], None), list(members))

    def _entries_below(self, place: Place, members: dict[Place, None]) -> None:
        entry = _entry(self.setting.manual, place)
        for one in entry.members if entry else ():
            below = (one.level, one.kode)
            members.setdefault(below, None)
            self.above[below] = place
            self._entries_below(below, members)

    def _up(self, place: Place, level: str, members: Iterable[Place]) -> Place:
        """The member above: that of the manual, or of the case, or the first that is there, or one that is made up."""
        manual = self.setting.manual
        if level == next(iter(manual.levels)):
            return level, None
        holder = next((e for e in entries_of(manual, level) if place in [(m.level, m.kode) for m in e.members]), None)
        if holder is not None:
            return level, holder.kode
        said = self.setting.above.get(place)
        if said is not None and said[0] == level:
            return said
        known = [one for one in members if one[0] == level]
        codes = manual.levels[level].codes
        return known[0] if known else (level, codes[0] if codes else MADE_UP)

    def _member(self, place: Place, members: list[Place]) -> Member:
        level, kode = place
        below = tuple(
            self._member(one, members) for one in members if one[1] is not None and self.above.get(one) == place
        )
        name = kode if kode is not None else OFFICE
        entry = _entry(self.setting.manual, place) or self._made_up(place)
        return Member(level, name, entry.nama if entry else name, self.setting.place, {}, {}, entry, below)

    def _made_up(self, place: Place) -> Entry | None:
        """An entry for a member that no manual defines: its result is given, in the unit that the case says."""
        level, kode = place
        if kode is None or self.setting.manual.levels[level].result is None:
            return None
        about = Provenance(kode, self.setting.manual.code, self.setting.place)
        unit = self.setting.units.get(place)
        return Entry(level, kode, kode, unit, about, {}, {}, None, None, {}, "data mentah", None)


def _entry(manual: Manual, place: Place) -> Entry | None:
    return next((one for one in entries_of(manual, place[0]) if one.kode == place[1]), None)
