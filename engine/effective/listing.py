"""The rules in force -> each with the version, file and article that it comes from, and why it was overridden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from engine.diagnostics.near import nearest
from engine.effective.flat import Flat, stated, written
from engine.manual.checked import Provenance
from engine.manual.collect import Collected, Origin, collect, provenance
from engine.manual.files import ManualFiles
from engine.manual.forms import Form
from engine.manual.model import BodyForm, Documented, EntryFile
from engine.manual.ruleset import body_place
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a manual defines. `section`: the key under which it stands, or the level of an entry."""

    section: str
    name: str
    about: Provenance
    form: Form = field(compare=False, repr=False)


def listed(stack: tuple[ManualFiles, ...]) -> tuple[Row, ...]:
    """Everything in force, the lowest manual first; what a manual above replaces stands where it was."""
    return tuple(_rows(collect(stack, lambda _: None)))


def _rows(known: Collected) -> Iterator[Row]:
    sections: tuple[tuple[str, dict[str, Any]], ...] = (
        ("tingkat", known.levels),
        ("tetapan", known.constants),
        ("fungsi", known.functions),
        ("skala", known.scales),
        ("aturan", known.rules),
        ("pemeriksaan", known.checks),
    )
    for section, items in sections:
        for name, item in items.items():
            yield Row(section, name, _about(name, item.form, item.origin), item.form)
    for display in known.displays[-1:]:
        yield Row("tampilan", "tampilan", _about("tampilan", display.form, display.origin), display.form)
    for form, origin, level in known.entries:
        yield Row(level or "", form.kode.text, _about(form.kode.text, form, origin), form)
        for key, rule in form.aturan.items():
            name = f"{form.kode.text}.{key}"
            yield Row(level or "", name, _about(name, rule, known.origin(rule)), rule)


def _about(name: str, form: Any, origin: Origin) -> Provenance:
    if isinstance(form, Documented):
        return provenance(name, form, origin, body_place(form) if isinstance(form, BodyForm) else None)
    reason = getattr(form, "alasan", None) if getattr(form, "menimpa", None) is not None else None
    return Provenance(name, origin.manual, form.place, None, origin.citation, None, None, reason and reason.text)


def named(rows: tuple[Row, ...], name: str) -> tuple[Row, ...]:
    """What has this name: whole, without its level, or with its section before it."""
    exact = tuple(row for row in rows if name in (row.name, f"{row.section}/{row.name}", f"{row.section}.{row.name}"))
    return exact or tuple(row for row in rows if row.name.rpartition(".")[2] == name)


def near(rows: tuple[Row, ...], name: str) -> str | None:
    """A name like this one."""
    return nearest(name, [row.name for row in rows])


def text_of(row: Row, stack: tuple[ManualFiles, ...]) -> str:
    """The rule as a rule file would say it whole."""
    files = next(one for one in stack if row.form.extent.source in {s for v in one.chain for s in v.sources})
    lower = collect(stack[: stack.index(files)], lambda _: None)
    writer = Flat(files, lower)
    if isinstance(row.form, EntryFile):
        return written(writer.entry(row.form))
    return written({row.name: stated(row.form)})


def shape(row: Row, text: str | None = None) -> dict[str, object]:
    """A row as plain data."""
    about = row.about
    found: dict[str, object] = {
        "section": row.section,
        "name": row.name,
        "manual": about.manual,
        "file": about.where.source.name,
        "line": about.where.line,
        "document": about.citation.document if about.citation else None,
        "reference": about.citation.reference if about.citation else None,
        "certainty": about.certainty,
        "replaces": about.replaces,
    }
    return found if text is None else {**found, "text": text}
