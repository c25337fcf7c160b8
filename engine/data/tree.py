"""The tree of a contract: its members as the manual's levels order them, with what is stated of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from engine.data import problems as problem
from engine.data.model import KontrakForm
from engine.data.stated import Reading, as_mapping, refused, slots
from engine.diagnostics.model import Diagnostic
from engine.manual.checked import Entry, Given, Level, Manual
from engine.manual.form_problems import missing_key, unknown_key, wrong_form
from engine.manual.forms import fields
from engine.manual.leaves import Held
from engine.manual.nodes import Scalar
from engine.manual.places import bent
from engine.record import dataclass
from engine.source import Span

Sink = Callable[[Diagnostic], None]

_NAME, _KODE = "nama", "kode"
_ROOT_KEYS = tuple(fields(KontrakForm))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the tree: `given` by name, `per_period` by name and period. `entry` is its entry in the manual, None
    on levels that have none and where the manual does not know it."""

    level: str
    kode: str
    nama: str
    place: Span = field(compare=False, repr=False)
    given: Mapping[str, Given]
    per_period: Mapping[str, Mapping[str, Given]]
    entry: Entry | None
    members: tuple[Member, ...] = ()

    def all(self) -> Iterator[Member]:
        """This member and all below it, in the order of the contract."""
        yield self
        for member in self.members:
            yield from member.all()


def build_tree(form: KontrakForm, manual: Manual, sink: Sink) -> Member:
    """The root with all members below it. What is wrong goes to `sink`."""
    return _Tree(manual, form, sink).root()


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the tree that a member is built for, with the keys that the contract has there."""

    level: Level
    kode: str
    place: Span
    entry: Entry | None
    keys: Mapping[str, Held]
    other_keys: tuple[str, ...] = (_NAME,)


@dataclass(slots=True)
class _Tree:
    """Builds the tree from the top. `defined`: levels whose members are entries of the manual. `first`: where each kode
    was used first."""

    manual: Manual
    form: KontrakForm
    sink: Sink
    defined: frozenset[str] = field(init=False)
    first: dict[tuple[str, str], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.defined = defined_levels(self.manual)

    def root(self) -> Member:
        self._check_defaults()
        level = next(iter(self.manual.levels.values()))
        office = self.form.unit_kerja
        nama = office.text.strip()
        kode = self.form.kode.text if self.form.kode else nama
        if self.form.kode is not None:
            self._check_kode(level, kode, self.form.kode.span)
        elif level.codes:
            self.sink(missing_key(office.span, _KODE))
        return self._member(_Spot(level, kode, office.span, None, self.form.extra, _ROOT_KEYS), nama)

    def _member(self, spot: _Spot, nama: str) -> Member:
        level, entry = spot.level, spot.entry
        known = slots(level, entry, self.manual)
        self._refuse_others(spot, known)
        keys = {**self._defaults(level.name), **spot.keys}
        stated = {name: keys[name] for name in keys if name in known}
        shown = None if spot.other_keys is _ROOT_KEYS else level.name
        unknown = entry is None and level.name in self.defined
        reading = Reading(self.manual, shown, spot.kode, entry.unit if entry else None, self.sink, unknown)
        one = {name: reading.one(held, known[name]) for name, held in stated.items() if not known[name].per_period}
        more = {name: reading.for_periods(held, known[name]) for name, held in stated.items() if known[name].per_period}
        return Member(level.name, spot.kode, nama, spot.place, one, more, entry, self._members(spot))

    def _refuse_others(self, spot: _Spot, known: Iterable[str]) -> None:
        possible = (*spot.other_keys, *((spot.level.member,) if spot.level.member else ()), *known)
        for name, held in spot.keys.items():
            if name not in possible:
                why = refused(name, held.key, spot.level, spot.entry, self.manual)
                self.sink(why or unknown_key(held.key, name, possible, spot.keys))

    def _members(self, spot: _Spot) -> tuple[Member, ...]:
        below = self.manual.levels.get(spot.level.member or "")
        if below is None:
            return ()
        held = spot.keys.get(below.name)
        own = {one.kode: None for one in spot.entry.members if one.level == below.name} if spot.entry else {}
        wanted: dict[str, Held | None] = {**own, **(as_mapping(held, self.sink) if held else {})}
        members = (self._below(spot, below, kode, stated) for kode, stated in wanted.items())
        return tuple(member for member in members if member is not None)

    def _below(self, above: _Spot, level: Level, kode: str, held: Held | None) -> Member | None:
        """A member below another; None for the second of its kode."""
        entries = self._entries(level, above.entry)
        entry = entries.get(kode)
        place = held.key if held is not None else entry.provenance.place if entry else above.place
        if self._is_second(level, kode, place):
            return None
        self._check_kode(level, kode, place)
        known_above = above.entry is not None or above.level.name not in self.defined
        if level.name in self.defined and entry is None and known_above and not self.manual.may_have(kode):
            self.sink(problem.unknown_entry(place, kode, level.name, entries))
        keys = as_mapping(held, self.sink) if held is not None else {}
        nama = self._name(keys, entry, kode, place if level.name not in self.defined else None)
        return self._member(_Spot(level, kode, place, entry, keys), nama)

    def _entries(self, level: Level, above: Entry | None) -> Mapping[str, Entry]:
        """The entries that a member of this level may be; below an entry, only its own members."""
        among = self.manual.entries.values() if above is None else above.members
        return {entry.kode: entry for entry in among if entry.level == level.name}

    def _check_kode(self, level: Level, kode: str, place: Span) -> None:
        """Where the members are entries, the manual has none of another kode either, and says so."""
        if level.codes and kode not in level.codes and level.name not in self.defined:
            self.sink(problem.impossible_kode(place, kode, level.name, level.codes))

    def _is_second(self, level: Level, kode: str, place: Span) -> bool:
        """Rows of data name entries by kode alone, so all levels with entries share their kodes."""
        scope = "" if level.name in self.defined else level.name
        first = self.first.setdefault((scope, kode), place)
        if first is not place:
            self.sink(problem.member_twice(place, first, level.name, kode))
        return first is not place

    def _name(self, keys: Mapping[str, Held], entry: Entry | None, kode: str, needed_at: Span | None) -> str:
        """`needed_at`: where a name has to be given, since no entry has one."""
        held = keys.get(_NAME)
        if held is None:
            if needed_at is not None:
                self.sink(missing_key(needed_at, _NAME))
            return entry.nama if entry else kode
        if not isinstance(held.node, Scalar) or not held.node.text.strip():
            self.sink(wrong_form(held.span, "text"))
            return kode
        found = bent(held.node, held.in_flow)
        if found is not None:
            self.sink(found)
        return held.node.text.strip()

    def _defaults(self, level: str) -> Mapping[str, Held]:
        found = next((values for name, values in self.form.bawaan.items() if name == level), {})
        return {str(name): held for name, held in found.items()}

    def _check_defaults(self) -> None:
        """A default names what some member of its level may state."""
        for key in self.form.bawaan:
            level = self.manual.levels.get(key)
            if level is None:
                self.sink(problem.unknown_level(key.span, key, self.manual.levels))
                continue
            entries = [entry for entry in _all(self.manual.entries.values()) if entry.level == level.name]
            known = {name: None for entry in (None, *entries) for name in slots(level, entry, self.manual)}
            for name, held in self._defaults(level.name).items():
                if name not in known:
                    why = refused(name, held.key, level, None, self.manual)
                    self.sink(why or unknown_key(held.key, name, known, self._defaults(level.name)))


def defined_levels(manual: Manual) -> frozenset[str]:
    """The levels whose members are entries of the manual, or members of entries."""
    return frozenset(entry.level for entry in _all(manual.entries.values()))


def _all(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries and their members."""
    for entry in entries:
        yield entry
        yield from _all(entry.members)
