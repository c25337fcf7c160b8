"""Names in formulas: told by the checker as it finds them, so that names are looked up in one place alone.

A text in a formula is no name, except where it can only be a code: compared with the kode of a period or of a member,
or as the reason in `tidak tersedia("…")`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields

from engine.language import typed
from engine.language.check import INPUT
from engine.language.scope import Scope, Variable
from engine.language.types import EntityType, ListType
from engine.manual.checked import Entry, Manual
from engine.manual.entries import EntryNames, OwnTypes
from engine.manual.files import ManualFiles
from engine.manual.model import BodyForm, EntryFile, RevisedEntry
from engine.manual.texttable import trimmed
from engine.record import dataclass
from engine.references import places
from engine.references.definitions import Known, read
from engine.references.model import Symbol, Use
from engine.source import Span

KODE = "kode"
PERIOD = "periode"
Meant = Mapping[str, str]
"""What a local is a kode of: a level, or `periode`."""


@dataclass(slots=True)
class Listener:
    """Records what each name in a formula was found to mean."""

    known: Known
    inside: list[tuple[Span, str]] = field(default_factory=list)
    """Where the bodies of functions stand."""

    def __call__(self, place: Span, name: str, found: typed.Typed, scope: Scope) -> None:
        symbol = self._symbol(place, name, found, scope)
        if symbol is not None:
            self.known.index.add(symbol, Use(place))
        elif isinstance(found, typed.Local):
            self.known.index.variables[place] = name

    def _symbol(self, place: Span, name: str, found: typed.Typed, scope: Scope) -> Symbol | None:
        match found:
            case typed.Local():
                return self._parameter(place, name, scope)
            case typed.Relative():
                return self.known.levels.get(name)
            case typed.Literal():
                return self._constant(name, scope)
            case typed.Apply(definition) if place.start == found.span.start:
                return self.known.definitions.get(definition.name)
            case typed.Apply(definition):
                return self.known.parameters.get(definition.name, {}).get(name)
            case typed.Path(object_):
                return self._attribute(object_, name, scope)
        return None

    def _parameter(self, place: Span, name: str, scope: Scope) -> Symbol | None:
        """A name that is bound may be a parameter of the function around it, if nothing inside binds it again."""
        function = next((one for body, one in self.inside if _lies_in(place, body)), None)
        parameters = self.known.parameters.get(function or "", {})
        if name not in parameters or scope.level is not None:
            return None
        at = next(at for at, one in enumerate(scope.bindings) if isinstance(one, Variable) and one.name == name)
        return parameters[name] if len(scope.bindings) - at <= len(parameters) else None

    def _constant(self, name: str, scope: Scope) -> Symbol | None:
        own = self._own(scope) if isinstance(scope.names, EntryNames) and name in scope.names.own else {}
        return own.get(name) or self.known.constants.get(name)

    def _attribute(self, object_: typed.Typed, name: str, scope: Scope) -> Symbol | None:
        level = _level(object_)
        if level is None:
            return None
        own = self._own(scope) if isinstance(object_, typed.Self) and name in scope.own else {}
        return own.get(name) or self.known.attributes.get((level, name))

    def _own(self, scope: Scope) -> Mapping[str, Symbol]:
        return self.known.own(scope.own.label) if isinstance(scope.own, OwnTypes) else {}


def _lies_in(place: Span, outer: Span) -> bool:
    return place.source is outer.source and outer.start <= place.start < outer.end


def _level(node: typed.Typed) -> str | None:
    """The level of an entity, or of the entities of a list."""
    type_ = node.type.element if isinstance(node.type, ListType) else node.type
    return type_.level if isinstance(type_, EntityType) else None


# ---- headings that are named elsewhere


def in_sums(stack: tuple[ManualFiles, ...], known: Known) -> None:
    """Records the names in `berjumlah.kolom`, which is the heading of a column over again: they mean what they mean
    there."""
    for files in stack:
        for form in _with_bodies(files):
            again = None if form.berjumlah is None or form.berjumlah.kolom is None else trimmed(form.berjumlah.kolom)
            table = read(form.tabel) if again is not None else None
            at = table.column(again.text) if table is not None and again is not None else None
            if table is not None and again is not None and at is not None:
                _mirrored(table.header[at], again, known)


def in_rows(stack: tuple[ManualFiles, ...], known: Known) -> None:
    """Records the names in the headings of changed rows: they are those of the table that changes."""
    versions = [version for files in stack for version in files.chain]
    for at, version in enumerate(versions):
        before = dict(_tables(one for older in versions[:at] for one in _named_bodies(older)))
        for name, form in _named_bodies(version):
            tables = (read(block) for block in (form.baris, form.baris_baru, form.baris_hapus))
            for cell in (cell for table in tables if table is not None for cell in table.header):
                if (name, cell.text) in before:
                    _mirrored(before[name, cell.text], cell, known)


def _tables(bodies: Iterable[tuple[str, BodyForm]]) -> Iterator[tuple[tuple[str, str], Span]]:
    """The headings of tables, by what they compute and how they read."""
    for name, form in bodies:
        for block in (form.tabel, form.skala.titik if form.skala else None):
            table = read(block)
            yield from (((name, cell.text), cell) for cell in (table.header if table is not None else ()))


def _named_bodies(files: ManualFiles) -> Iterator[tuple[str, BodyForm]]:
    for file in files.rules:
        yield from ((str(key), form) for key, form in (*file.fungsi.items(), *file.aturan.items()))
    entries: list[EntryFile | RevisedEntry] = [*files.entries, *files.revised]
    for entry in entries:
        yield entry.kode.text, entry
        yield from ((f"{entry.kode.text}.{key}", form) for key, form in entry.aturan.items())


def _with_bodies(files: ManualFiles) -> Iterator[BodyForm]:
    for file in files.rules:
        yield from file.fungsi.values()
        yield from file.aturan.values()
    for entry in files.entries:
        yield entry
        yield from entry.aturan.values()


def _mirrored(heading: Span, again: Span, known: Known) -> None:
    found = [
        (symbol, use.place) for symbol, uses in known.index.uses.items() for use in uses if _lies_in(use.place, heading)
    ]
    for symbol, place in found:
        known.index.add(symbol, Use(places.part(again, place.start - heading.start, place.end - place.start)))


# ---- texts that are codes


def in_texts(manual: Manual, known: Known) -> None:
    """Records the codes that stand in formulas as texts."""
    for body in _bodies(manual):
        for place, kind in _codes(body, {}):
            code = places.unquoted(place, place.text[1:-1])
            reason = known.codes.get(("reason", code.text)) if kind == "" else None
            period = known.codes.get(("period", code.text)) if kind == PERIOD else None
            symbol = reason or period or known.kode(kind, code.text)
            if symbol is not None:
                known.index.add(symbol, Use(code))


def _bodies(manual: Manual) -> Iterator[typed.Typed]:
    yield from (rule.body for rule in manual.rules.values())
    yield from (definition.body for definition in manual.definitions.values())
    for level in manual.levels.values():
        yield from (one.rising for one in level.attributes.values() if one.rising is not None)
    for entry in manual.entries.values():
        yield from _of_entry(entry)
    for check in manual.checks:
        yield from (check.condition, check.message)
    if manual.display is not None:
        yield from (cell for column in manual.display.columns for cell in column.cells.values())
        yield from (total for _, total in manual.display.totals)
        yield from (manual.display.title,) if manual.display.title is not None else ()


def _of_entry(entry: Entry) -> Iterator[typed.Typed]:
    yield from (rule.body for rule in entry.rules.values())
    yield from (entry.result.body,) if entry.result is not None else ()
    for member in entry.members:
        yield from _of_entry(member)


def _codes(node: object, meant: Meant) -> Iterator[tuple[Span, str]]:
    """The texts that are codes, each with what it is a kode of; nothing for a reason."""
    match node:
        case typed.Absence(typed.Literal() as reason):
            yield from _texts(reason, "")
        case typed.Compare(_, left, right):
            yield from _beside(left, right, meant)
            yield from _beside(right, left, meant)
        case typed.Member(value, container):
            yield from _beside(value, container, meant)
        case typed.Let(name, value, body):
            yield from _codes(value, meant)
            yield from _codes(body, {**meant, name: _of_what(value, meant)})
            return
        case typed.Table(inputs, rows):
            yield from _in_table(inputs, rows, meant)
            return
    for part in _parts(node):
        yield from _codes(part, meant)


def _parts(node: object) -> Iterator[object]:
    """What stands directly inside a node."""
    if isinstance(node, tuple):
        yield from node
    elif isinstance(node, typed.Node | typed.Row | typed.Iterator):
        yield from (getattr(node, part.name) for part in fields(node))


def _in_table(inputs: tuple[typed.Typed, ...], rows: tuple[typed.Row, ...], meant: Meant) -> Iterator[tuple[Span, str]]:
    for input_ in inputs:
        yield from _codes(input_, meant)
    for row in rows:
        for input_, condition in zip(inputs, row.conditions, strict=True):
            yield from _codes(condition, {**meant, INPUT: _of_what(input_, meant)})
        yield from _codes(row.output, meant)


def _beside(value: typed.Typed, other: typed.Typed, meant: Meant) -> Iterator[tuple[Span, str]]:
    kind = _of_what(value, meant)
    if kind:
        yield from _texts(other, kind)


def _texts(node: typed.Typed, kind: str) -> Iterator[tuple[Span, str]]:
    if isinstance(node, typed.ListOf):
        for item in node.items:
            yield from _texts(item, kind)
    elif isinstance(node, typed.Literal) and node.span.text[:1] == '"':
        yield node.span, kind


def _of_what(node: typed.Typed, meant: Meant) -> str:
    """What a value is a kode of; empty if it is none."""
    match node:
        case typed.PeriodField(name) if name == KODE:
            return PERIOD
        case typed.Path(object_, name) if name == KODE:
            return _level(object_) or ""
        case typed.Local(name):
            return meant.get(name, "")
    return ""
