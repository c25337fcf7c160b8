"""The text of a case file -> its cases, one for each row of a table. What names mean is not looked at here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from engine.cases import problems as problem
from engine.cases.model import Case, CaseFile, Origin, Said
from engine.data.cases import CaseForm, CasesForm, SourceForm
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.conform import conform
from engine.manual.form_problems import not_among, wrong_form
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping, Scalar
from engine.manual.places import compose
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass, replace
from engine.source import Source, Span

Sink = Callable[[Diagnostic], None]

ROW, PERIOD, CONFIRMED, NOTE, WANTED, NOTHING = "baris", "periode", "diperiksa", "#", "=", "-"
"""Headings of a table of cases that are no inputs; and the cell that says nothing."""
YES_NO_YET = ("ya", "belum")


def read_cases(source: Source, folder: Path) -> tuple[CaseFile | None, Problems]:
    """The cases of a file that lies in `folder`. Those that are wrong are left out."""
    node, problems = compose(source)
    if node is None:
        return None, problems
    if not isinstance(node, Mapping):
        return None, (*problems, wrong_form(node.span, "mapping"))
    form, more = conform(node, CasesForm)
    found = [*problems, *more]
    if form is None:
        return None, tuple(found)
    general = _origin(form.sumber)
    cases = [
        case
        for key, one in form.kasus.items()
        for case in _cases(str(key), one, general, _Where(source.name, folder, key.span, _mark(one)), found.append)
    ]
    return CaseFile(form.uji.text.strip(), form.manual, tuple(cases)), tuple(found)


def _origin(form: SourceForm | None) -> Origin:
    if form is None:
        return Origin()
    return Origin(*(None if one is None else one.text.strip() for one in _parts(form)))


def _parts(form: SourceForm) -> tuple[Scalar | None, ...]:
    return form.dokumen, form.rujukan, form.tercetak, form.hitungan


def _joined(own: Origin, general: Origin) -> Origin:
    """That of the case; what it does not say is taken from that of the file."""
    return Origin(
        own.document or general.document,
        own.reference or general.reference,
        own.printed or general.printed,
        own.reckoning or general.reckoning,
    )


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a case stands: the name of its file, the folder of that, its key, and where it may be marked."""

    file: str
    folder: Path
    key: Span
    mark: Span


def _mark(form: CaseForm) -> Span:
    """The value of `diperiksa`; without one, the empty place before the first key."""
    if form.diperiksa is not None:
        return form.diperiksa.span
    extent = form.extent
    start = extent.start + 1 if extent.text.startswith("{") else extent.start
    return Span(extent.source, start, start)


def _cases(name: str, form: CaseForm, general: Origin, where: _Where, sink: Sink) -> Iterator[Case]:
    origin, key = _joined(_origin(form.sumber), general), where.key
    if form.diperiksa is not None and form.diperiksa.text not in YES_NO_YET:
        sink(not_among(form.diperiksa.span, form.diperiksa.text, YES_NO_YET))
    if origin == Origin():
        sink(problem.without_source(key, name))
    case = Case(
        where.file,
        where.folder,
        name,
        key,
        key,
        origin,
        form.diperiksa is None or form.diperiksa.text == YES_NO_YET[0],
        form.tentang,
        form.fungsi,
        form.paket,
        form.periode,
        form.unit_pelapor,
        tuple(
            Said(_key(one, one.span), Held(_formula(place), one.span, False))
            for one, place in (form.tetapan or {}).items()
        ),
        tuple(Said(_key(one, one.span), held) for one, held in (form.masukan or {}).items()),
        tuple(Said(_key(one, one.span), held) for one, held in (form.harapan or {}).items()),
        form.catatan.text.strip() if form.catatan else None,
        where.mark,
    )
    _contradictions(form, sink)
    if form.tabel is None:
        if not case.expected:
            sink(problem.nothing_expected(key, name))
        yield case
        return
    table, found = read_table(form.tabel)
    for one in found:
        sink(one)
    if table is not None:
        yield from _rows(case, table, sink)


def _contradictions(form: CaseForm, sink: Sink) -> None:
    if form.fungsi is not None:
        for name, other in (("tentang", form.tentang), ("paket", form.paket), ("periode", form.periode)):
            if other is not None:
                sink(problem.not_together(other.span, "fungsi", name))


def _key(text: str, span: Span) -> Scalar:
    return Scalar(str(text), span, "plain", span)


def _formula(place: Span) -> Scalar:
    return Scalar(place.text, place, "plain", place)


def _rows(case: Case, table: TextTable, sink: Sink) -> Iterator[Case]:
    """A case for each row: what stands in `masukan` and `harapan` holds for all of them."""
    headings = [_heading(cell) for cell in table.header]
    if not case.expected and not any(kind == WANTED for kind, _ in headings):
        sink(problem.nothing_expected(table.header[0], case.name))
    first: dict[str, Span] = {}
    for number, row in enumerate(table.rows, 1):
        cells = list(zip(headings, row, strict=True))
        name = next((cell.text for (kind, _), cell in cells if kind == ROW), str(number))
        if name in first:
            sink(problem.row_twice(row[0], first[name], name))
            continue
        first[name] = row[0]
        said = [(kind, Said(key, Held(_cell(cell), key.span, False))) for (kind, key), cell in cells]
        told = [(kind, one) for kind, one in said if _scalar(one).text != NOTHING or _scalar(one).style != "plain"]
        yield replace(
            case,
            name=f"{case.name} / {name}",
            place=row[0].to(row[-1]),
            period=next((_scalar(one) for kind, one in told if kind == PERIOD), case.period),
            given=(*case.given, *(one for kind, one in told if kind == "")),
            expected=(*case.expected, *(one for kind, one in told if kind == WANTED)),
            note=next((_scalar(one).text for kind, one in told if kind == NOTE), case.note),
            **_confirmation(said, sink),
        )


def _confirmation(said: list[tuple[str, Said]], sink: Sink) -> dict[str, object]:
    """What a row says in the column `diperiksa`; without it, it is confirmed with its case."""
    cell = next((_scalar(one) for kind, one in said if kind == CONFIRMED), None)
    if cell is None:
        return {}
    if cell.text not in YES_NO_YET:
        sink(not_among(cell.span, cell.text, YES_NO_YET))
    return {"confirmed": cell.text == YES_NO_YET[0], "mark": cell.span}


def _heading(cell: Span) -> tuple[str, Scalar]:
    """What a column is, and the name in its heading."""
    text = cell.text
    if text in (ROW, PERIOD, CONFIRMED):
        return text, _key(text, cell)
    if text.startswith(NOTE):
        return NOTE, _key(text, cell)
    if text.startswith(WANTED):
        name = text[1:].strip()
        return WANTED, _key(name, Span(cell.source, cell.end - len(name), cell.end))
    return "", _key(text, cell)


def _cell(cell: Span) -> Scalar:
    text = cell.text
    if len(text) > 1 and text[0] == text[-1] == '"':
        return Scalar(text[1:-1], cell, "double", Span(cell.source, cell.start + 1, cell.end - 1))
    return Scalar(text, cell, "plain", cell)


def _scalar(said: Said) -> Scalar:
    assert isinstance(said.held.node, Scalar)
    return said.held.node
