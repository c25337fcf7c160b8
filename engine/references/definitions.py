"""The rule files of a manual and those it stands on -> what each name is defined as, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from engine.manual.collect import rule_key
from engine.manual.conform import conform
from engine.manual.files import ManualFiles
from engine.manual.leaves import Held, Key
from engine.manual.model import (
    Documented,
    EntryFile,
    EntryKeys,
    LevelForm,
    MemberForm,
    RevisedEntry,
    RuleFile,
    RuleForm,
)
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Scalar
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass
from engine.references import places
from engine.references.model import Index, Kind, Role, Symbol, Use
from engine.source import Span


@dataclass(slots=True)
class Own:
    """An entry, or a member of one: its form, and the names that it alone has."""

    symbol: Symbol
    form: EntryKeys
    names: dict[str, Symbol] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """What names mean in one manual and those it stands on. Attributes by level and name, entries by level and kode."""

    index: Index = field(default_factory=Index)
    forms: dict[str, LevelForm] = field(default_factory=dict)
    levels: dict[str, Symbol] = field(default_factory=dict)
    attributes: dict[tuple[str, str], Symbol] = field(default_factory=dict)
    constants: dict[str, Symbol] = field(default_factory=dict)
    definitions: dict[str, Symbol] = field(default_factory=dict)
    parameters: dict[str, dict[str, Symbol]] = field(default_factory=dict)
    checks: dict[tuple[str, str], Symbol] = field(default_factory=dict)
    codes: dict[tuple[Kind, str], Symbol] = field(default_factory=dict)
    entries: dict[tuple[str, str], Own] = field(default_factory=dict)
    members: dict[tuple[str, str], Symbol] = field(default_factory=dict)

    def own(self, label: str) -> Mapping[str, Symbol]:
        """The names of the entry `level/kode` alone."""
        level, _, kode = label.partition("/")
        found = self.entries.get((level, kode))
        return found.names if found else {}

    def kode(self, level: str, kode: str) -> Symbol | None:
        """The entry or other member of a level."""
        found = self.entries.get((level, kode))
        return found.symbol if found else self.members.get((level, kode))

    def symbols(self) -> Iterator[Symbol]:
        """All that has a name here."""
        for group in (self.levels, self.attributes, self.constants, self.definitions, self.checks, self.codes):
            yield from group.values()
        yield from self.members.values()
        for parameters in self.parameters.values():
            yield from parameters.values()
        for own in self.entries.values():
            yield own.symbol
            yield from own.names.values()


def define(stack: tuple[ManualFiles, ...]) -> Known:
    """Everything that these manuals define, the lowest first."""
    known = Known()
    versions = tuple(version for files in stack for version in files.chain)
    for files in versions:
        _code(known, "manual", places.of_scalar(files.form.kode), files.code, files.form.nama.text)
        for file in files.rules:
            _levels(known, file, files.code)
    for level in known.forms:
        _given(known, level, stack)
    for files in versions:
        for file in files.rules:
            _names(known, file, files.code)
        filled = files.form.mengisi.text if files.form.mengisi else None
        entries: list[EntryFile | RevisedEntry] = [*files.entries, *files.revised]
        for entry in entries if filled is not None else ():
            _entry(known, entry, filled or "", entry.kode.text, places.of_scalar(entry.kode), files.code)
    for level, form in known.forms.items():
        for word in form.kode:
            _listed(known, level, word)
    return known


def _defined(known: Known, symbol: Symbol, place: Span, role: Role = "defined") -> Symbol:
    known.index.add(symbol, Use(place, role))
    return symbol


def _code(known: Known, kind: Kind, place: Span, manual: str, about: str = "") -> None:
    before = known.codes.get((kind, place.text))
    if before is not None and before.manual != manual:
        _defined(known, before, place, "overridden")
        return
    symbol = Symbol(kind, "", place.text, place, manual, about)
    known.codes.setdefault((kind, symbol.name), symbol)
    _defined(known, symbol, place)


def _named(known: Known, group: dict[str, Symbol], symbol: Symbol) -> None:
    """A definition; one in a later manual is a second place of the same name."""
    before = group.get(symbol.name)
    if before is not None and before.manual != symbol.manual:
        _defined(known, before, symbol.place, "overridden")
    else:
        group.setdefault(symbol.name, _defined(known, symbol, symbol.place))


# ---- levels and their given attributes


def _listed(known: Known, level: str, word: Scalar) -> None:
    """A kode that the members of a level may have: that of an entry, or one of its own."""
    place = places.of_scalar(word)
    own = known.entries.get((level, word.text))
    if own is not None:
        known.index.add(own.symbol, Use(place))
        return
    symbol = Symbol("member", level, word.text, place, known.levels[level].manual)
    known.members.setdefault((level, word.text), _defined(known, symbol, place))


def _levels(known: Known, file: RuleFile, manual: str) -> None:
    for key, form in file.tingkat.items():
        place = places.of_key(key)
        known.forms.setdefault(str(key), form)
        _named(known, known.levels, Symbol("level", "", str(key), place, manual, _line(form.uraian)))


def _given(known: Known, level: str, stack: tuple[ManualFiles, ...]) -> None:
    """The attributes that are given on a level, also for the levels that are like it."""
    form, manual = known.forms[level], known.levels[level].manual
    levels = tuple(other for other in known.forms if level in _like(known, other))
    found = [
        Symbol("attribute", level, str(key), places.of_key(key), manual, _line(one.uraian), levels)
        for key, one in form.atribut.items()
    ]
    if form.hasil is not None:
        found.append(Symbol("result", level, form.hasil.text, places.of_scalar(form.hasil), manual, "", levels))
    for symbol in found:
        _defined(known, symbol, symbol.place)
        for other in levels:
            known.attributes.setdefault((other, symbol.name), symbol)


def _like(known: Known, level: str) -> list[str]:
    """A level, and those that it is like (`seperti`)."""
    found = [level]
    while (form := known.forms.get(found[-1])) is not None and form.seperti is not None:
        if form.seperti.text in found:
            break
        found.append(form.seperti.text)
    return found


# ---- rules, functions, constants, codes


def _names(known: Known, file: RuleFile, manual: str) -> None:
    for key, constant in file.tetapan.items():
        symbol = Symbol("constant", "", str(key), places.of_key(key), manual, _line(constant.uraian))
        _named(known, known.constants, symbol)
    for key, function in file.fungsi.items():
        _definition(known, "function", key, function, manual)
        parameters = known.parameters.setdefault(str(key), {})
        for word in function.parameter:
            symbol = Symbol("parameter", str(key), word.text, places.of_scalar(word), manual)
            parameters.setdefault(word.text, _defined(known, symbol, symbol.place))
    for key, scale in file.skala.items():
        _definition(known, "scale", key, scale, manual)
    for key, rule in file.aturan.items():
        _rule(known, key, rule, manual)
    for key, check in file.pemeriksaan.items():
        level, name = level_and_name(key)
        if name is not None:
            symbol = Symbol("check", level.text, name.text, name, manual, _line(check.uraian))
            before = known.checks.get((level.text, name.text))
            _defined(known, before or symbol, name, "defined" if before is None else "overridden")
            known.checks.setdefault((level.text, name.text), symbol)
    _table(known, "period", file.periode, "nama", manual)
    _table(known, "reason", file.alasan, "uraian", manual)
    _table(known, "unit", file.satuan, "", manual)


def _definition(known: Known, kind: Kind, key: Key, form: Documented, manual: str) -> None:
    symbol = Symbol(kind, "", str(key), places.of_key(key), manual, _line(form.uraian))
    _named(known, known.definitions, symbol)


def _rule(known: Known, key: Key, form: RuleForm, manual: str) -> None:
    """A rule of a level; one that replaces another is a second place of the same name."""
    level, name = level_and_name(key)
    if name is None:
        return
    before = known.attributes.get((level.text, name.text))
    if before is not None:
        _defined(known, before, name, "overridden")
        return
    levels = (level.text, *(word.text for word in form.juga_untuk))
    symbol = _defined(known, Symbol("rule", level.text, name.text, name, manual, _line(form.uraian), levels), name)
    for one in levels:
        known.attributes.setdefault((one, name.text), symbol)


def level_and_name(key: Key) -> tuple[Span, Span | None]:
    """The two parts of `level.name`; without a point, all of the key and nothing."""
    place = places.of_key(key)
    if rule_key(key) is None or place.text != key:
        return place, None
    return places.before_and_after(place, key.index("."))


def _table(known: Known, kind: Kind, block: Span | None, about: str, manual: str) -> None:
    table = read(block)
    column = table.column("kode") if table else None
    if table is None or column is None:
        return
    beside = table.column(about)
    for row in table.rows:
        _code(known, kind, row[column], manual, row[beside].text if beside is not None else "")


def read(block: Span | None) -> TextTable | None:
    """A text table; what is wrong with it is said by the check."""
    return None if block is None else read_table(block)[0]


# ---- entries


def _entry(known: Known, form: EntryKeys, level: str, kode: str, place: Span, manual: str) -> None:
    before = known.entries.get((level, kode))
    if before is not None and before.symbol.manual != manual:
        own, symbol = before, _defined(known, before.symbol, place, "overridden")
    else:
        symbol = _defined(known, Symbol("entry", level, kode, place, manual, _line(form.nama)), place)
        own = known.entries.setdefault((level, kode), Own(symbol, form))
    label = f"{level}/{kode}"
    for key, datum in form.data_mentah.items():
        _own(own, known, Symbol("raw", label, str(key), places.of_key(key), manual, _line(datum.uraian)))
    for key, constant in form.tetapan.items():
        _own(own, known, Symbol("own_constant", label, str(key), places.of_key(key), manual, _line(constant.uraian)))
    for key, rule in form.aturan.items():
        general = known.attributes.get((level, str(key)))
        if general is not None:
            _defined(known, general, places.of_key(key), "overridden")
        else:
            _own(own, known, Symbol("own_rule", label, str(key), places.of_key(key), manual, _line(rule.uraian)))
    for below, kode_key, member in members(form, level, known):
        _entry(known, member, below, str(kode_key), places.of_key(kode_key), manual)


def _own(own: Own, known: Known, symbol: Symbol) -> None:
    _named(known, own.names, symbol)


def members(form: EntryKeys, level: str, known: Known) -> Iterator[tuple[str, Key, MemberForm]]:
    """(level, kode, form) of the members that an entry has on the level below."""
    below = known.forms[level].anggota if level in known.forms else None
    extra: dict[str, Held] = form.extra
    held = extra.get(below.text) if below is not None else None
    if below is None or held is None or not isinstance(held.node, MappingNode):
        return
    for key, node in held.node.entries:
        if isinstance(node, MappingNode):
            member, _ = conform(node, MemberForm)
            if member is not None:
                yield below.text, Key(key), member


def _line(text: Scalar | None) -> str:
    return " ".join(text.text.split()) if text is not None else ""
