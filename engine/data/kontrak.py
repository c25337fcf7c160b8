"""A contract -> the tree of one office and year, with what is given of each member.

The contract says which entries of the manual an office has, and where in the tree. So it is read twice: for the name of
its manual, and again when that is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.data import problems as problem
from engine.data.model import DataForm, KontrakForm
from engine.data.stated import Reading, Slot, as_mapping, refused, slots
from engine.data.tidy import DataSource
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.manual.checked import Entry, Given, Level, Manual
from engine.manual.conform import OURS, conform
from engine.manual.form_problems import missing_key, unknown_key, wrong_form
from engine.manual.model import Held
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Scalar
from engine.manual.places import bent, compose
from engine.manual.written import NumberFormat
from engine.source import Source, Span

_NAME = "nama"
_TABS = {"tab": "\t"}


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


@dataclass(frozen=True, slots=True)
class Kontrak:
    """A contract. `reporters`: other offices whose data are put together with its own; `sources`: its data files."""

    manual: str
    unit_kerja: str
    tahun: int
    reporters: tuple[str, ...]
    root: Member
    sources: tuple[DataSource, ...]


def read_kontrak(source: Source) -> tuple[KontrakForm | None, Problems]:
    """The text of a contract -> its form. None if no manual, office or year can be told."""
    node, problems = compose(source)
    if node is None:
        return None, problems
    if not isinstance(node, MappingNode):
        return None, (*problems, wrong_form(node.span, "mapping"))
    form, more = conform(node, KontrakForm)
    return form, (*problems, *more)


def conform_kontrak(form: KontrakForm, manual: Manual) -> tuple[Kontrak, Problems]:
    """The contract as its manual understands it. A value that is wrong is kept as an absence that is not lawful."""
    found: list[Diagnostic] = []
    sources = tuple(_sources(form, found.append))
    tree = _Tree(manual, form, found.append)
    kontrak = Kontrak(
        form.manual.text,
        form.unit_kerja.text.strip(),
        form.tahun,
        tuple(office.text.strip() for office in form.unit_pelapor),
        tree.root(),
        sources,
    )
    return kontrak, in_order(found)


def _sources(form: KontrakForm, sink: Callable[[Diagnostic], None]) -> Iterator[DataSource]:
    """The data files, those that are declared well enough to be read."""
    first: dict[str, Span] = {}
    for held in form.data:
        if not isinstance(held.node, MappingNode):
            sink(wrong_form(held.span, "mapping"))
            continue
        declared, found = conform(held.node, DataForm)
        for one in found:
            sink(one)
        if declared is None:
            continue
        name, place = declared.berkas.text.strip(), declared.berkas.span
        if name in first:
            sink(problem.file_twice(place, first[name], name))
        elif declared.desimal is not None and declared.desimal == declared.ribuan:
            sink(problem.same_separator(place, declared.desimal))
        elif not found:
            yield _source(declared, name, place)
        first.setdefault(name, place)


def _source(form: DataForm, name: str, place: Span) -> DataSource:
    format = None if form.desimal is None else NumberFormat(form.desimal, form.ribuan)
    delimiter = None if form.pemisah is None else _TABS.get(form.pemisah, form.pemisah)
    return DataSource(name, place, delimiter, format, form.pengodean)


@dataclass(slots=True)
class _Tree:
    """Builds the tree from the top. `defined`: levels whose members are entries of the manual."""

    manual: Manual
    form: KontrakForm
    sink: Callable[[Diagnostic], None]
    defined: frozenset[str] = field(init=False)
    first: dict[tuple[str, str], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.defined = frozenset(_levels(self.manual.entries.values()))
        for name in self.form.bawaan:
            if name not in self.manual.levels:
                self.sink(problem.unknown_level(name.span, name, self.manual.levels))
        for level in self.manual.levels.values():
            self._check_defaults(level)

    def root(self) -> Member:
        level = next(iter(self.manual.levels.values()))
        office = self.form.unit_kerja
        nama = office.text.strip()
        kode = self.form.kode.text if self.form.kode else nama
        keys: dict[str, Held] = dict(self.form.model_extra or {})
        others = tuple(name for name in KontrakForm.model_fields if name not in OURS)
        return self._member(level, None, kode, nama, keys, office.span, None, others)

    def _member(
        self,
        level: Level,
        shown_level: str | None,
        kode: str,
        nama: str,
        keys: Mapping[str, Held],
        place: Span,
        entry: Entry | None,
        other_keys: tuple[str, ...],
    ) -> Member:
        """`shown_level` as in ids: None at the root."""
        known = slots(level, entry, self.manual)
        reading = Reading(self.manual, shown_level, kode, entry.unit if entry else None, self.sink)
        stated = {**self._defaults(level, known), **{name: keys[name] for name in keys if name in known}}
        below = (level.member,) if level.member else ()
        for name, held in keys.items():
            if name not in known and name not in (*below, *other_keys):
                why = refused(name, held, level, entry, self.manual)
                self.sink(why or unknown_key(held.key, name, (*other_keys, *below, *known)))
        return Member(
            level.name,
            kode,
            nama,
            place,
            {name: reading.one(held, known[name]) for name, held in stated.items() if not known[name].per_period},
            {name: reading.for_periods(held, known[name]) for name, held in stated.items() if known[name].per_period},
            entry,
            self._members(level, entry, keys.get(level.member or "")),
        )

    def _members(self, level: Level, entry: Entry | None, held: Held | None) -> tuple[Member, ...]:
        below = self.manual.levels.get(level.member or "")
        if below is None:
            return ()
        own = entry.members if entry is not None else ()
        given = {} if held is None else as_mapping(held, self.sink)
        wanted = {**{one.kode: None for one in own if one.level == below.name}, **given}
        quiet = entry is None and level.name in self.defined  # what the entry's members are is not known
        found = (self._one(below, kode, stated, entry, quiet) for kode, stated in wanted.items())
        return tuple(member for member in found if member is not None)

    def _one(self, level: Level, kode: str, held: Held | None, above: Entry | None, quiet: bool) -> Member | None:
        """A member below another; None for the second of its kode."""
        entries = self._entries(level, above)
        entry = entries.get(kode)
        place = held.key if held is not None else entry.provenance.place if entry else self.form.place
        if self._is_second(level, kode, place):
            return None
        defined = level.name in self.defined
        if defined and entry is None and not quiet:
            self.sink(problem.unknown_entry(place, kode, level.name, entries))
        keys = {} if held is None else as_mapping(held, self.sink)
        nama = self._name(keys, entry, kode, None if defined else place)
        return self._member(level, level.name, kode, nama, keys, place, entry, (_NAME,))

    def _entries(self, level: Level, above: Entry | None) -> Mapping[str, Entry]:
        """The entries that a member of this level may be; below an entry, only its own members."""
        among = self.manual.entries.values() if above is None else above.members
        return {entry.kode: entry for entry in among if entry.level == level.name}

    def _is_second(self, level: Level, kode: str, place: Span) -> bool:
        """Data rows name entries by kode alone, so that all levels with entries share their kodes."""
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
        problem_found = bent(held.node, held.in_flow)
        if problem_found is not None:
            self.sink(problem_found)
        return held.node.text.strip()

    def _defaults(self, level: Level, known: Mapping[str, Slot]) -> dict[str, Held]:
        return {name: held for name, held in self._stated_defaults(level).items() if name in known}

    def _stated_defaults(self, level: Level) -> dict[str, Held]:
        return {str(name): held for key, values in self.form.bawaan.items() if key == level.name for name, held in values.items()}

    def _check_defaults(self, level: Level) -> None:
        """A default may name what some member of the level may state."""
        entries = [entry for entry in _all(self.manual.entries.values()) if entry.level == level.name]
        known = {name for entry in (None, *entries) for name in slots(level, entry, self.manual)}
        for name, held in self._stated_defaults(level).items():
            if name not in known:
                why = refused(name, held, level, None, self.manual)
                self.sink(why or unknown_key(held.key, name, known))


def _all(entries: Iterator[Entry] | tuple[Entry, ...] | object) -> Iterator[Entry]:
    raise NotImplementedError


def _levels(entries: object) -> Iterator[str]:
    raise NotImplementedError
