"""Severities that a manual lowers, with a reason, and what is left of the findings then.

Only warnings can be lowered: an error would come back as a figure that is wrong or missing. A lowering that meets no
finding any more is itself a finding, so that it does not hide the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from engine.analysis import severity_problems as problem
from engine.diagnostics.model import Diagnostic, Problems, Severity, in_order
from engine.manual.files import ManualFiles
from engine.manual.forms import Form
from engine.manual.model import EntryFile, RevisedEntry, SeverityForm
from engine.record import dataclass, replace
from engine.source import Source, Span

LOWERED: dict[Literal["peringatan", "catatan"], Severity] = {"peringatan": "warning", "catatan": "note"}
LOWERABLE = ("W8", "W55", "W60", "W44")
FOUND_IN_RULES = ("W80", "W81", "W82", "W83", "W840")
"""Codes that show without any contract, so that a lowering of them that meets nothing is known to be idle."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """One entry of `keparahan`, in force for the files of its manual."""

    code: str
    form: SeverityForm
    sources: frozenset[Source]
    extents: tuple[Span, ...]
    """Where the rules that it is limited to stand."""

    def meets(self, found: Diagnostic) -> bool:
        """Whether this lowering is about that finding. One about contracts and data holds for all of them."""
        if found.code != self.code or found.place is None:
            return False
        if not found.code.startswith(FOUND_IN_RULES):
            return not self.form.di
        if found.place.source not in self.sources:
            return False
        return not self.form.di or any(_lies_in(found.place, extent) for extent in self.extents)


def lowered(problems: Problems, stack: tuple[ManualFiles, ...]) -> Problems:
    """The problems with the severities that the manuals of the stack give them, and what is wrong with those."""
    result: list[Diagnostic] = []
    lowerings = [one for files in stack for one in _lowerings(files, result)]
    met: set[int] = set()
    for found in problems:
        hits = [at for at, one in enumerate(lowerings) if one.meets(found)]
        met.update(hits)
        result.append(replace(found, severity=LOWERED[lowerings[hits[-1]].form.menjadi]) if hits else found)
    for at, one in enumerate(lowerings):
        if at not in met and one.code.startswith(FOUND_IN_RULES):
            result.append(problem.lowers_nothing(one.form.place, one.code))
    return in_order(result)


def _lowerings(files: ManualFiles, wrong: list[Diagnostic]) -> Iterator[Lowering]:
    sources = frozenset(source for one in files.chain for source in one.sources)
    known = _named(files)
    for file in files.rules:
        for code, form in file.keparahan.items():
            if not code.startswith(LOWERABLE):
                wrong.append(problem.not_lowerable(code.span, code))
                continue
            for word in form.di:
                if word.text not in known and not files.unread:
                    wrong.append(problem.unknown_place(word.span, word.text, known))
            extents = tuple(extent for word in form.di for extent in known.get(word.text, ()))
            yield Lowering(str(code), form, sources, extents)


def _lies_in(place: Span, extent: Span) -> bool:
    return extent.source is place.source and extent.start <= place.start <= extent.end


def _named(files: ManualFiles) -> dict[str, list[Span]]:
    """Where the rules and entries stand, in all versions, by the names that `di` may give them."""
    found: dict[str, list[Span]] = {}
    for one in files.chain:
        _add_named(found, one)
    return found


def _add_named(found: dict[str, list[Span]], files: ManualFiles) -> None:
    for file in files.rules:
        for section in (file.aturan, file.fungsi, file.skala, file.tetapan, file.pemeriksaan):
            for key, form in section.items():
                found.setdefault(key, []).append(_extent(form))
    entries: list[EntryFile | RevisedEntry] = [*files.entries, *files.revised]
    for entry in entries:
        found.setdefault(entry.kode.text, []).append(entry.extent)
        for key, own in (*entry.aturan.items(), *entry.data_mentah.items(), *entry.tetapan.items()):
            found.setdefault(f"{entry.kode.text}.{key}", []).append(_extent(own))


def _extent(form: Form) -> Span:
    return form.place.to(form.extent)
