"""Findings that only follow from a mistake that was reported already, which are not said: one mistake, one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.files import ManualFiles
from engine.manual.forms import Form
from engine.source import Span


def on_their_own(
    found: Iterable[Diagnostic], reported: Problems, stack: tuple[ManualFiles, ...]
) -> Iterator[Diagnostic]:
    """The findings that touch no rule, function, raw datum or attribute with a mistake in it."""
    errors = [one.place for one in reported if one.severity == "error" and one.place is not None]
    spoiled = list(_spoiled(errors, stack)) if errors else []
    for one in found:
        places = (one.place, *(place for _, place in one.others))
        if not any(place is not None and _lies_in(place, extent) for place in places for extent in spoiled):
            yield one


def _spoiled(errors: list[Span], stack: tuple[ManualFiles, ...]) -> Iterator[Span]:
    """The smallest form around each mistake."""
    extents = [form.place.to(form.extent) for files in stack for one in files.chain for form in _forms(one)]
    for error in errors:
        around = [extent for extent in extents if _lies_in(error, extent)]
        if around:
            yield min(around, key=lambda extent: extent.end - extent.start)


def _forms(files: ManualFiles) -> Iterator[Form]:
    for file in files.rules:
        for level in file.tingkat.values():
            yield from level.atribut.values()
        for section in (file.tetapan, file.fungsi, file.skala, file.aturan, file.pemeriksaan):
            yield from section.values()
        if file.tampilan is not None:
            yield file.tampilan
    for entry in (*files.entries, *files.revised):
        yield entry
        for own in (entry.data_mentah, entry.tetapan, entry.aturan):
            yield from own.values()


def _lies_in(place: Span, extent: Span) -> bool:
    return place.source is extent.source and extent.start <= place.start <= extent.end
