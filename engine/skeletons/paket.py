"""A manual -> the contract and the data file of a new paket."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data.tidy import COLUMNS
from engine.diagnostics.model import Message, say
from engine.manual.declared import Declared
from engine.manual.model import AttributeForm, EntryFile
from engine.manual.nodes import Mapping
from engine.skeletons.lines import Line, about, example, scalar

DATA = "data.csv"
DELIMITER = ";"


def data_file() -> str:
    """The first line of a data file."""
    return DELIMITER.join(COLUMNS) + "\n"


def contract(manual: Declared, office: str, year: int) -> Iterator[Line]:
    """The lines of a contract with every entry of the manual."""
    yield Line(say("Every value below is an example: put the true ones in their place, then run `rules check`."))
    yield Line(f"manual: {scalar(manual.stack[-1].code)}")
    yield Line(say("the name of the office, the same in every row of data"))
    yield Line(f"unit_kerja: {scalar(office)}")
    root = manual.levels[0] if manual.levels else None
    if root is not None and manual.kodes(root):
        yield Line(say("one of: {choices}", choices=", ".join(manual.kodes(root))))
        yield Line(f"kode: {scalar(manual.kodes(root)[0])}")
    yield Line(f"tahun: {year}")
    yield Line(say("the data file, and how numbers are written in it"))
    yield from (Line("data:"), Line(f"- berkas: {DATA}", 1), Line(f'pemisah: "{DELIMITER}"', 2))
    yield from (Line('desimal: ","', 2), Line('ribuan: "."', 2))
    if root is not None:
        yield from _stated(root, manual, 0)
        yield from _members(root, manual, 0)


def _given(level: str, manual: Declared) -> dict[str, AttributeForm]:
    return {name: one for name, one in manual.attributes(level).items() if one.dari == "kontrak"}


def _stated(level: str, manual: Declared, depth: int) -> Iterator[Line]:
    """The attributes that only the contract gives: those with choices at once, the others when they are known."""
    for name, form in _given(level, manual).items():
        if form.per is None and form.bawaan is None and form.bila_kosong is None:
            yield Line(about(form, name, manual), depth)
            yield Line(f"{name}: {scalar(value)}" if (value := example(form)) else f"# {name}: …", depth)


def _members(level: str, manual: Declared, depth: int) -> Iterator[Line]:
    below = manual.below(level)
    if below is None:
        return
    if below == manual.filled:
        yield from _entries(below, manual, depth)
        return
    kodes = manual.kodes(below) or ("1",)
    yield Line(say("the members of the level {level}, each by its kode", level=below), depth)
    yield Line(f"{below}:", depth)
    for at, kode in enumerate(kodes):
        yield Line(f"{_key(kode)}:", depth + 1)
        yield Line(f"nama: {scalar(f'{below} {kode}')}", depth + 2)
        yield from _stated(below, manual, depth + 2)
        if at == 0:
            yield from _members(below, manual, depth + 2)


def _entries(level: str, manual: Declared, depth: int) -> Iterator[Line]:
    """All entries of the manual, to be put where they belong."""
    entries = [entry for entry, _, filled in manual.collected.entries if filled == level]
    if not entries:
        return
    yield Line(say("the entries of the manual: keep those of this office, and move each to where it belongs"), depth)
    yield from _optional(level, manual, depth)
    yield Line(f"{level}:", depth)
    for entry in entries:
        yield from _entry(entry, level, manual, depth + 1)


def _optional(level: str, manual: Declared, depth: int) -> Iterator[Line]:
    given = {
        name: form
        for name, form in manual.attributes(level).items()
        if form.per is None and (form.dari == "kontrak" or form.boleh_diberikan == "kontrak")
    }
    if given:
        yield Line(say("Beside what stands there, each may have:"), depth)
        for name, form in given.items():
            yield Line(say("{name}: {about}", name=name, about=about(form, name, manual)), depth)


def _entry(entry: EntryFile, level: str, manual: Declared, depth: int) -> Iterator[Line]:
    yield Line(Message(" ".join(entry.nama.text.split())), depth)
    unit = entry.satuan.text if entry.satuan is not None else None
    inside = [*_by_period(level, unit, manual, depth + 1), *_own_members(entry, level, manual, depth + 1)]
    yield Line(f"{_key(entry.kode.text)}:" if inside else f"{_key(entry.kode.text)}: {{}}", depth)
    yield from inside


def _own_members(entry: EntryFile, level: str, manual: Declared, depth: int) -> Iterator[Line]:
    """The members that an entry has in the manual."""
    below = manual.below(level)
    held = entry.extra.get(below or "")
    if below is None or held is None or not isinstance(held.node, Mapping):
        return
    inside = list(_by_period(below, None, manual, depth + 2))
    if inside:
        yield Line(f"{below}:", depth)
        for key, _ in held.node.entries:
            yield Line(f"{_key(key.text)}:", depth + 1)
            yield from inside


def _by_period(level: str, unit: str | None, manual: Declared, depth: int) -> Iterator[Line]:
    """Attributes with a value for each period, none of which is known yet."""
    for name, form in _given(level, manual).items():
        if form.per is None:
            continue
        shown = unit if form.satuan is not None and form.satuan.text == "entri" else None
        periods = ", ".join(f"{code}: …" for code in manual.codes.periods)
        template = say("{name}: {open}{periods}{close}", name=name, periods=periods, open="{", close="}")
        yield Line(say("{template} in {unit}", template=template, unit=shown) if shown else template, depth)
        yield Line(f"{name}: {{}}", depth)


def _key(kode: str) -> str:
    """A kode as a key; one of digits alone in quotes, so that every program reads it as a text."""
    return f'"{kode}"' if kode.isdigit() else scalar(kode)
