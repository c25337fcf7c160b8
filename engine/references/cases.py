"""Names written in files of cases: ids and bare names, headings of tables, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from engine.data.cases import CaseForm, CasesForm
from engine.diagnostics.model import Diagnostic
from engine.manual.conform import conform
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.places import compose
from engine.manual.shelves import case_files
from engine.manual.texttable import trimmed
from engine.record import dataclass
from engine.references import places
from engine.references.definitions import Known, read
from engine.references.files import Files
from engine.references.model import Symbol
from engine.references.written import Written
from engine.source import Span

UNDER, REASON, PERIOD, WANTED, NOTE = "di", "alasan", "periode", "=", "#"
ABSENT = re.compile(r"""["']?N/A\s*:(.*?)["']?""", re.DOTALL)
VALUE = {"nilai", "batas", "tercetak", "sementara", "temuan", "catatan"}


def in_cases(files: Files, folder: Path, known: Known, found: list[Diagnostic]) -> None:
    """Records the names in the case files of a manual or a paket; what is wrong with their form goes to `found`."""
    for path, _ in case_files(folder, ""):
        source, problems = files.source(path)
        found += problems
        node, problems = (None, ()) if source is None else compose(source)
        found += problems
        form, problems = conform(node, CasesForm) if isinstance(node, Mapping) else (None, ())
        found += problems
        if form is not None:
            written = Written(known)
            if form.manual is not None:
                written.code("manual", places.of_scalar(form.manual), form.manual.text)
            for case in form.kasus.values():
                _Case(known, written, case).whole()


@dataclass(frozen=True, slots=True)
class _Case:
    """Records the names of one case."""

    known: Known
    written: Written
    form: CaseForm

    def whole(self) -> None:
        """All of it."""
        form, root = self.form, next(iter(self.known.levels), "")
        if form.tentang is not None:
            self.written.id(places.of_scalar(form.tentang), root)
        if form.fungsi is not None:
            self.written.use(self.known.definitions.get(form.fungsi.text), places.of_scalar(form.fungsi))
        if form.periode is not None:
            self.written.code("period", places.of_scalar(form.periode), form.periode.text)
        for key in form.tetapan or {}:
            self._constant(str(key), places.of_key(key))
        for part in (form.masukan, form.harapan):
            for key, held in (part or {}).items():
                self._said(str(key), places.of_key(key), held.node)
        self._table(form.tabel)

    def _constant(self, name: str, place: Span) -> None:
        """A constant: of the manual, and of every entry that has one of the name."""
        self.written.use(self.known.constants.get(name), place)
        for own in self.known.entries.values():
            symbol = own.names.get(name)
            if symbol is not None and symbol.kind == "own_constant":
                self.written.use(symbol, place)

    def _said(self, name: str, place: Span, node: Node) -> None:
        """A name, and what is said of it."""
        self._name(name, place)
        level, slash, rest = name.partition("/")
        if slash and isinstance(node, Mapping) and not any(key.text in {*VALUE, REASON} for key, _ in node.entries):
            kode = rest if self.known.kode(level, rest) or "." not in rest else None
            for key, value in node.entries if kode is not None else ():
                self._of_member(f"{level}/{kode}", key.text, places.unquoted(key.span, key.text))
                self._value(key.text, value)
        self._value(name.rpartition(".")[2], node)

    def _name(self, name: str, place: Span) -> None:
        if self.form.fungsi is not None:
            self.written.use(self.known.parameters.get(self.form.fungsi.text, {}).get(name), place)
        elif "/" in name:
            self.written.id(place, next(iter(self.known.levels), ""))
            level, _, rest = name.partition("/")
            check = rest.rpartition(".")[2]
            self.written.use(
                self.known.checks.get((level, check)), places.part(place, len(name) - len(check), len(check))
            )
        else:
            subject = self.form.tentang.text if self.form.tentang is not None else ""
            if not self._of_member(subject, name, place):
                self._of_member(next(iter(self.known.levels), ""), name, place)

    def _of_member(self, label: str, name: str, place: Span) -> bool:
        """Whether a member has this name, whose place is recorded then."""
        level = label.partition("/")[0]
        symbol: Symbol | None = self.known.own(label).get(name) or self.known.attributes.get((level, name))
        symbol = symbol or self.known.checks.get((level, name))
        self.written.use(symbol, place)
        return symbol is not None

    def _value(self, name: str, node: Node) -> None:
        """Codes in a value: reasons, periods, the member above."""
        match node:
            case Scalar():
                place = places.of_scalar(node)
                if name == UNDER:
                    self.written.id(place, "")
                for code in _reasons(place):
                    self.written.code("reason", code)
            case Mapping():
                for key, value in node.entries:
                    if key.text == REASON:
                        for one in value.items if isinstance(value, Sequence) else (value,):
                            if isinstance(one, Scalar):
                                self.written.code("reason", places.of_scalar(one), one.text)
                    else:
                        self.written.code("period", places.unquoted(key.span, key.text), key.text)
                        self._value(key.text, value)

    def _table(self, block: Span | None) -> None:
        """Headings are names; cells may hold codes."""
        table = read(block)
        for at, heading in enumerate(table.header if table is not None else ()):
            text = heading.text
            if text.startswith(NOTE):
                continue
            name = trimmed(places.part(heading, 1, len(text) - 1)) if text.startswith(WANTED) else heading
            if text != PERIOD:
                self._name(name.text, name)
            for row in table.rows if table is not None else ():
                if text == PERIOD:
                    self.written.code("period", row[at])
                for code in _reasons(row[at]):
                    self.written.code("reason", code)


def _reasons(place: Span) -> Iterator[Span]:
    """The codes behind `N/A:`."""
    match = ABSENT.fullmatch(place.text)
    if match is not None:
        yield from places.split(places.part(place, match.start(1), len(match[1])), ";")
