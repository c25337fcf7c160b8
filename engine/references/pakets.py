"""Names written in the files of a paket: contract, data, published figures."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from engine.data.kontrak import data_sources, read_kontrak
from engine.data.model import KontrakForm, PrintedForm, PublishedForm
from engine.data.paket import KONTRAK, PUBLISHED
from engine.data.readers import READERS
from engine.data.tidy import Row
from engine.diagnostics.model import Diagnostic
from engine.manual.conform import conform
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Node, Scalar
from engine.manual.places import compose
from engine.record import dataclass
from engine.references import places
from engine.references.definitions import Known
from engine.references.files import Files
from engine.references.model import Symbol, Use
from engine.references.written import Written
from engine.source import Source, Span

REASON = "alasan"
VALUE = {"nilai", "catatan", REASON}


def read_form(files: Files, folder: Path, found: list[Diagnostic]) -> KontrakForm | None:
    """The contract of a paket."""
    source, problems = files.source(folder / KONTRAK)
    found += problems
    form, problems = (None, ()) if source is None else read_kontrak(source)
    found += problems
    return form


def in_paket(files: Files, folder: Path, form: KontrakForm, known: Known, found: list[Diagnostic]) -> None:
    """Records the names written in the files of a paket; what is wrong with them goes to `found`."""
    contract = Contract(known, Written(known))
    contract.whole(form)
    for row in _rows(files, folder, form, found):
        contract.row(row)
    source, problems = files.source(folder / PUBLISHED)
    found += problems
    if source is not None:
        for place in _ids(source, found):
            contract.written.id(place, next(iter(known.levels), ""))


def _rows(files: Files, folder: Path, form: KontrakForm, found: list[Diagnostic]) -> list[Row]:
    sources, problems = data_sources(form)
    found += problems
    rows: list[Row] = []
    for one in sources:
        path = folder / one.name
        reader = READERS.get(PurePosixPath(one.name).suffix.lower())
        data = files.bytes(path) if reader is not None and path.resolve().is_relative_to(folder) else None
        if reader is not None and data is not None:
            some, problems = reader(data, files.place.shown(path), one)
            rows += some
            found += problems
            if some:
                files.sources.setdefault(path, some[0].place.source)
    return rows


def _ids(source: Source, found: list[Diagnostic]) -> list[Span]:
    node, problems = compose(source)
    found += problems
    form, problems = conform(node, PublishedForm) if isinstance(node, MappingNode) else (None, ())
    found += problems
    ids: list[Span] = []
    for held in form.entri if form is not None else ():
        if isinstance(held.node, MappingNode):
            printed, problems = conform(held.node, PrintedForm)
            found += problems
            ids += [places.of_scalar(printed.id)] if printed is not None else []
    return ids


@dataclass(frozen=True, slots=True)
class Contract:
    """Records the names in one paket, as its manual knows them."""

    known: Known
    written: Written

    def whole(self, form: KontrakForm) -> None:
        """The whole contract."""
        self.written.code("manual", places.of_scalar(form.manual), form.manual.text)
        root = next(iter(self.known.levels), None)
        if root is None:
            return
        if form.kode is not None:
            self._kode(root, form.kode.text, places.of_scalar(form.kode))
        for key, held in form.extra.items():
            self._entry_of(root, f"{root}/", key, places.unquoted(held.key, key), held.node)
        for level, values in form.bawaan.items():
            self.written.level(places.of_key(level), level)
            for name, held in values.items():
                self._attribute(level, "", name, places.of_key(name), held.node)

    def _attribute(self, level: str, label: str, name: str, place: Span, value: Node) -> None:
        """An attribute of a member and its value."""
        self.written.use(self.known.own(label).get(name) or self.known.attributes.get((level, name)), place)
        self._value(value)

    def _value(self, node: Node) -> None:
        """A value, or one for each period: a mapping of periods, or `{alasan: code}`."""
        if not isinstance(node, MappingNode):
            return
        for key, value in node.entries:
            if key.text == REASON and isinstance(value, Scalar):
                self.written.code("reason", places.of_scalar(value), value.text)
            elif key.text not in VALUE:
                self.written.code("period", places.unquoted(key.span, key.text), key.text)
                self._value(value)

    def _entry_of(self, level: str, label: str, name: str, place: Span, node: Node) -> None:
        """One key of a member: the level below with its members, or an attribute."""
        below = self.known.forms[level].anggota
        if below is None or name != below.text:
            self._attribute(level, label, name, place, node)
            return
        self.written.level(place, name)
        for kode, member in node.entries if isinstance(node, MappingNode) else ():
            self._kode(name, kode.text, places.unquoted(kode.span, kode.text))
            for key, value in member.entries if isinstance(member, MappingNode) else ():
                self._entry_of(name, f"{name}/{kode.text}", key.text, places.unquoted(key.span, key.text), value)

    def _kode(self, level: str, kode: str, place: Span) -> None:
        """The kode of a member. One that no rule file knows is defined by standing here."""
        symbol = self.known.kode(level, kode)
        if symbol is not None:
            self.written.use(symbol, place)
            return
        symbol = Symbol("member", level, kode, place, self.known.levels[level].manual)
        self.known.members[level, kode] = symbol
        self.known.index.add(symbol, Use(place, "defined"))

    def row(self, row: Row) -> None:
        """A row of data."""
        name, place = row.variabel.text, places.unquoted(row.variabel.span, row.variabel.text)
        for (level, kode), entry in self.known.entries.items():
            if kode == row.kode.text:
                self.written.use(entry.symbol, places.unquoted(row.kode.span, kode))
                self.written.use(entry.names.get(name) or self.known.attributes.get((level, name)), place)
        self.written.code("period", places.unquoted(row.periode.span, row.periode.text), row.periode.text)
        self.written.code("reason", places.unquoted(row.alasan.span, row.alasan.text), row.alasan.text)
