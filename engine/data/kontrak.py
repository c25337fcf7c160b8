"""A contract -> the tree of one office and year, with what is given of each member.

The contract says which entries of the manual an office has, and where in the tree. So it is read twice: for the name of
its manual, and again when that is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.data import problems as problem
from engine.data.model import DataForm, KontrakForm
from engine.data.tidy import DataSource
from engine.data.tree import Member, build_tree
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.manual.checked import Manual
from engine.manual.conform import conform
from engine.manual.form_problems import wrong_form
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.manual.written import NumberFormat
from engine.record import dataclass
from engine.source import Source, Span

__all__ = ["Kontrak", "Member", "conform_kontrak", "data_sources", "read_kontrak"]

_TABS = {"tab": "\t"}


@dataclass(frozen=True, slots=True)
class Kontrak:
    """A contract. `reporters`: the offices whose data are put together where entries consolidate over places."""

    manual: str
    unit_kerja: str
    tahun: int | None
    reporters: tuple[str, ...]
    root: Member


def read_kontrak(source: Source) -> tuple[KontrakForm | None, Problems]:
    """The text of a contract -> its form. None if no manual, office or year can be told."""
    node, problems = compose(source)
    if node is None:
        return None, problems
    if not isinstance(node, Mapping):
        return None, (*problems, wrong_form(node.span, "mapping"))
    form, more = conform(node, KontrakForm)
    return form, (*problems, *more)


def conform_kontrak(form: KontrakForm, manual: Manual) -> tuple[Kontrak, Problems]:
    """The contract as its manual understands it. A value that is wrong is kept as an absence that is not lawful."""
    found: list[Diagnostic] = []
    kontrak = Kontrak(
        form.manual.text,
        form.unit_kerja.text.strip(),
        form.tahun,
        tuple(office.text.strip() for office in form.unit_pelapor),
        build_tree(form, manual, found.append),
    )
    together = [member for member in kontrak.root.all() if member.entry is not None and member.entry.over_places]
    if together and not kontrak.reporters and not form.kantor:  # of many offices each is its own
        found.append(problem.no_reporters(form.unit_kerja.span, together[0].kode, together[0].place))
    return kontrak, in_order(found)


def data_sources(form: KontrakForm) -> tuple[tuple[DataSource, ...], Problems]:
    """The data files that a contract declares well enough to be read."""
    return _declared(form.data)


def office_sources(form: KontrakForm) -> tuple[tuple[DataSource, ...], Problems]:
    """The same of the files in which many offices stand, each with its own values (`kantor`)."""
    return _declared(form.kantor)


def _declared(items: tuple[Held, ...]) -> tuple[tuple[DataSource, ...], Problems]:
    found: list[Diagnostic] = []
    return tuple(_sources(items, found.append)), tuple(found)


def _sources(items: tuple[Held, ...], sink: Callable[[Diagnostic], None]) -> Iterator[DataSource]:
    first: dict[str, Span] = {}
    for held in items:
        if not isinstance(held.node, Mapping):
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
