"""The figures of a published report, one for each place where it prints one, to be compared with the computed ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from engine.data.model import PrintedForm, PublishedForm
from engine.data.numbers import printed_number
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.conform import conform
from engine.manual.form_problems import wrong_form
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.record import dataclass
from engine.source import Source, Span

__all__ = ["Printed", "printed_number", "read_published"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, and where. With a `note` it differs from the computed one, for that reason."""

    id: str
    printed: str
    where: str
    note: str | None
    place: Span = field(compare=False, repr=False)


def read_published(source: Source) -> tuple[tuple[Printed, ...], Problems]:
    """The text of `published.yaml` -> its figures. Those that are wrong are left out."""
    node, problems = compose(source)
    if node is None:
        return (), problems
    if not isinstance(node, Mapping):
        return (), (*problems, wrong_form(node.span, "mapping"))
    form, more = conform(node, PublishedForm)
    found = [*problems, *more]
    return (tuple(_entries(form.entri, found)) if form else ()), tuple(found)


def _entries(items: tuple[Held, ...], found: list[Diagnostic]) -> Iterator[Printed]:
    for held in items:
        if not isinstance(held.node, Mapping):
            found.append(wrong_form(held.span, "mapping"))
            continue
        form, problems = conform(held.node, PrintedForm)
        found += problems
        if form is not None:
            note = form.catatan.text.strip() if form.catatan else None
            yield Printed(form.id.text, form.tercetak.text.strip(), form.di.text.strip(), note, form.tercetak.span)
