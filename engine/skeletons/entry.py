"""A manual and a kode -> the file of a new entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics.model import Message, say
from engine.manual.checked import Unit
from engine.manual.declared import Declared
from engine.manual.model import AttributeForm
from engine.skeletons.lines import Line, about, example, scalar

SLUG_WORDS = 4


def entry(manual: Declared, level: str, kode: str, nama: str | None) -> Iterator[Line]:
    """The lines of an entry: its own attributes, raw data, and a formula that computes something."""
    yield Line(say("Every value below is an example: put the true ones in their place, then run `rules check`."))
    yield Line(f"kode: {scalar(kode)}")
    yield Line(f"nama: {scalar(nama or f'{level} {kode}')}")
    unit, raw = _units(manual)
    if unit is not None:
        yield Line(say("the unit of the result: {choices}", choices=", ".join(manual.codes.units)))
        yield Line(f"satuan: {unit.code}")
    yield from _attributes(manual, level)
    yield from _citation(manual, level, kode)
    if manual.result(level) is not None:
        yield from _computed(manual, level, unit, raw)


def slug(nama: str) -> str:
    """The first words of a name, as they stand in the name of a file."""
    found = re.findall(r"[a-z0-9]+", nama.lower())
    return "-".join(found[:SLUG_WORDS])


def _units(manual: Declared) -> tuple[Unit | None, Unit | None]:
    """The unit of the result and that of its raw data: a ratio of counts, if the manual has such units."""
    units = list(manual.codes.units.values())
    ratios = sorted((one for one in units if one.kind == "rasio"), key=lambda one: one.symbol != "%")
    counts = [one for one in units if one.kind == "hitungan"] or [one for one in units if one.kind == "ukuran"]
    if ratios and counts:
        return ratios[0], counts[0]
    only = next(iter(counts or ratios), None)
    return only, only


def _attributes(manual: Declared, level: str) -> Iterator[Line]:
    given = {name: one for name, one in manual.attributes(level).items() if one.dari == "manual"}
    for name, form in given.items():
        if needed(form):
            yield Line(about(form, name, manual))
            yield Line(f"{name}: {scalar(example(form) or '')}")
    others = {name: form for name, form in given.items() if not needed(form)}
    if others:
        yield Line(say("Only where it is so; take away the # to state it:"))
    for name, form in others.items():
        yield Line(about(form, name, manual))
        yield Line(f"# {name}: {example(form) or '…'}")


def needed(form: AttributeForm) -> bool:
    """Whether nobody else gives the attribute, and a value can be put there that is plainly one of a few."""
    given_elsewhere = form.bawaan is not None or form.boleh_diberikan is not None or form.bila_kosong is not None
    return not given_elsewhere and example(form) is not None


def _citation(manual: Declared, level: str, kode: str) -> Iterator[Line]:
    head = manual.stack[-1].form
    cited = head.dasar_hukum.dokumen.text if head.dasar_hukum and head.dasar_hukum.dokumen else head.nama.text
    yield Line(say("where the formula is written"))
    yield Line("dasar_hukum:")
    yield Line(f"dokumen: {scalar(' '.join(cited.split()))}", 1)
    yield Line(f"rujukan: {scalar(f'{level} {kode}')}", 1)


def _computed(manual: Declared, level: str, unit: Unit | None, raw: Unit | None) -> Iterator[Line]:
    part, whole = free(manual, level, "pembilang"), free(manual, level, "penyebut")
    yield Line(
        say(
            "how periods are put together: `data mentah` puts the data together and then computes; `jumlah`,"
            " `rata-rata`, `nilai terakhir` put results together"
        )
    )
    yield Line("konsolidasi:")
    yield Line("periode: data mentah", 1)
    yield Line(say("what the office fills in; the names are used in the formula"))
    yield Line("data_mentah:")
    yield from _datum(part, raw, say("what was done"), 0)
    if unit is raw:
        yield Line(f"formula: {part}")
        return
    yield Line(f"pembagi: {whole}", 2)
    yield from _datum(whole, raw, say("what it is compared with"), 1)
    yield Line(say("or `tabel`, `skala`, `komponen`; or `hasil_diberikan` and why there is no formula"))
    yield Line(f"formula: {part} / {whole}")


def _datum(name: str, unit: Unit | None, what: Message, least: int) -> Iterator[Line]:
    yield Line(f"{name}:", 1)
    if unit is not None:
        yield Line(f"satuan: {unit.code}", 2)
    yield Line(what, 2)
    yield Line(f"uraian: {name}", 2)
    yield Line("konsolidasi: kumulatif", 2)
    yield Line(f"minimal: {least}%" if unit is not None and unit.symbol == "%" else f"minimal: {least}", 2)


def free(manual: Declared, level: str, name: str) -> str:
    """The name, or one like it that means nothing else."""
    collected = manual.collected
    rules = {key.partition(".")[2] for key in collected.rules}
    known = {*manual.levels, *manual.attributes(level), *collected.constants, *collected.functions, *collected.scales}
    while name in known | rules:
        name += "_"
    return name
