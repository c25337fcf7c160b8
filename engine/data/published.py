"""The figures of a published report, one for each place where it prints one, to be compared with the computed ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from engine.data.model import PrintedForm, PublishedForm
from engine.data.numbers import printed_number
from engine.data.printed_tables import PrintedTable, read_tables
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.conform import conform
from engine.manual.form_problems import wrong_form
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.record import dataclass
from engine.source import Source, Span

__all__ = ["Printed", "PrintedTable", "Published", "printed_number", "read_published"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, and where. With a `note` it differs from the computed one, for that reason. `year`: the
    other year that it is of."""

    id: str
    printed: str
    where: str
    note: str | None
    place: Span = field(compare=False, repr=False)
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What a report prints: single figures, and whole tables."""

    entries: tuple[Printed, ...] = ()
    tables: tuple[PrintedTable, ...] = ()


def read_published(source: Source) -> tuple[Published, Problems]:
    """The text of `published.yaml` -> what it lists. What is wrong is left out."""
    node, problems = compose(source)
    if node is None:
        return Published(), problems
    if not isinstance(node, Mapping):
        return Published(), (*problems, wrong_form(node.span, "mapping"))
    form, more = conform(node, PublishedForm)
    found = [*problems, *more]
    if form is None:
        return Published(), tuple(found)
    return Published(tuple(_entries(form.entri, found)), tuple(read_tables(form.tabel, found))), tuple(found)


def _entries(items: tuple[Held, ...], found: list[Diagnostic]) -> Iterator[Printed]:
    for held in items:
        if not isinstance(held.node, Mapping):
            found.append(wrong_form(held.span, "mapping"))
            continue
        form, problems = conform(held.node, PrintedForm)
        found += problems
        if form is not None:
            note = form.catatan.text.strip() if form.catatan else None
            printed, where = form.tercetak.text.strip(), form.di.text.strip()
            yield Printed(form.id.text, printed, where, note, form.tercetak.span, form.tahun)
