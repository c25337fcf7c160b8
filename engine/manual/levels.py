"""`tingkat`, `periode`, `alasan`, `satuan` -> levels with their attributes, and the codes that rules may use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from engine.diagnostics.model import Diagnostic, Message, Reason
from engine.language.typed import UNLIMITED, Limits
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING, ListType, Type
from engine.language.values import Outcome
from engine.manual import rule_problems as problem
from engine.manual import table_problems
from engine.manual.checked import ENTRY_UNIT, Attribute, Level, MonthDay, Period, Quantity, Unit, UnitKind
from engine.manual.collect import Collected, Item, attributes
from engine.manual.form_problems import not_among
from engine.manual.given import read_given
from engine.manual.leaves import Held
from engine.manual.model import AttributeForm, LevelForm, LimitsForm, VariableForm
from engine.manual.nodes import Scalar
from engine.manual.texttable import read_table
from engine.manual.version_problems import no_month_day
from engine.record import dataclass
from engine.source import Span

Sink = Callable[[Diagnostic], None]
_CODE = r"\s*[^\s*/][^*/]*"
_PRODUCT = re.compile(rf"{_CODE}(?:[*/]{_CODE})*")
_FACTORS = re.compile(r"[*/]|[^*/]+")
KINDS: Mapping[str, Type] = {
    "angka": NUMBER,
    "teks": STRING,
    "ya/tidak": BOOLEAN,
    "tanggal": DATE,
    "daftar": ListType(STRING),
}
NO_DAY = "-"
LEAP_YEAR = 2000
UNIT_KINDS = ("rasio", "hitungan", "ukuran")


@dataclass(frozen=True, slots=True)
class Codes:
    """What rules may name by code."""

    periods: Mapping[str, Period]
    reasons: Mapping[str, Reason]
    units: Mapping[str, Unit]


def read_codes(collected: Collected, sink: Sink) -> Codes:
    """The three tables of codes. A code in two tables or twice in one is reported."""
    periods = _periods(_rows(collected.periods, ("terdiri_atas", "nama"), sink, ("mulai", "akhir")), sink)
    reasons = {
        code: _reason(code, row, sink) for code, row in _rows(collected.reasons, ("sah", "uraian"), sink).items()
    }
    units = {
        code: _unit(code, row, sink) for code, row in _rows(collected.units, ("jenis",), sink, ("lambang",)).items()
    }
    return Codes(periods, reasons, {code: unit for code, unit in units.items() if unit is not None})


def _rows(
    blocks: list[Span], needed: tuple[str, ...], sink: Sink, optional: tuple[str, ...] = ()
) -> dict[str, dict[str, Span]]:
    """The rows of all these tables by their `kode`."""
    found: dict[str, dict[str, Span]] = {}
    for block in blocks:
        table, problems = read_table(block)
        for one in problems:
            sink(one)
        names = [cell.text for cell in table.header] if table else []
        if table is None or not _columns_fit(table.header, names, ("kode", *needed), optional, sink):
            continue
        for row in table.rows:
            cells = dict(zip(names, row, strict=True))
            code = cells["kode"]
            if code.text in found:
                sink(problem.defined_twice(code, found[code.text]["kode"], code.text))
            found.setdefault(code.text, cells)
    return found


def _columns_fit(
    header: tuple[Span, ...], names: list[str], needed: tuple[str, ...], optional: tuple[str, ...], sink: Sink
) -> bool:
    for cell in header:
        if cell.text not in (*needed, *optional) and not cell.text.startswith("#"):
            sink(table_problems.unknown_column(cell, (*needed, *optional)))
    absent = [name for name in needed if name not in names]
    for name in absent:
        sink(table_problems.missing_column(header[0].to(header[-1]), name))
    return not absent


def _periods(rows: Mapping[str, Mapping[str, Span]], sink: Sink) -> dict[str, Period]:
    """A period consists of base periods, which consist of themselves. One that nobody declares has no data, so that
    what consists of it says that something is missing."""
    parts = {code: tuple(part.strip() for part in row["terdiri_atas"].text.split(",")) for code, row in rows.items()}
    base = [code for code in parts if parts[code] == (code,)]
    unknown = {part: code for code in parts for part in parts[code] if part not in base}
    for part, code in unknown.items():
        sink(problem.unknown_code(rows[code]["terdiri_atas"], "periode", part, base))
    undeclared = {part: Period(part, (part,), part) for part in unknown if part not in rows}
    days = {code: tuple(_month_day(row.get(name), sink) for name in ("mulai", "akhir")) for code, row in rows.items()}
    made = {}
    for code, row in rows.items():
        first, last = (days.get(parts[code][at], (None, None)) for at in (0, -1))
        begins, ends = days[code][0] or first[0], days[code][1] or last[1]
        made[code] = Period(code, parts[code], row["nama"].text, begins, ends)
    return undeclared | made


def _month_day(cell: Span | None, sink: Sink) -> MonthDay | None:
    """`03-31`; `-` where the parts of the period say it."""
    if cell is None or cell.text == NO_DAY:
        return None
    found = re.fullmatch(r"(\d\d)-(\d\d)", cell.text)
    try:
        day = date(LEAP_YEAR, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        sink(no_month_day(cell))
    return None if day is None else (day.month, day.day)


def _reason(code: str, row: Mapping[str, Span], sink: Sink) -> Reason:
    if row["sah"].text not in ("ya", "tidak"):
        sink(not_among(row["sah"], row["sah"].text, ("ya", "tidak")))
    return Reason(code, Message(row["uraian"].text), row["sah"].text == "ya", place=row["kode"])


def _unit(code: str, row: Mapping[str, Span], sink: Sink) -> Unit | None:
    kind = row["jenis"].text
    if kind not in UNIT_KINDS:
        sink(not_among(row["jenis"], kind, UNIT_KINDS))
        return None
    symbol = row["lambang"].text if "lambang" in row else "-"
    return Unit(code, cast("UnitKind", kind), None if symbol == "-" else symbol)


def read_levels(collected: Collected, codes: Codes, sink: Sink) -> dict[str, Level]:
    """The levels from the top."""
    known = collected.levels
    for item in known.values():
        for name in (item.form.anggota, item.form.seperti):
            if name is not None and name.text not in known:
                sink(problem.unknown_level(name.span, name.text, known))
    return {name: _level(known[name], known, codes, sink) for name in _chain(known, sink)}


def _chain(known: Mapping[str, Item[LevelForm]], sink: Sink) -> list[str]:
    """The levels in order; those outside the one chain are reported and left out."""
    members = [item.form.anggota.text for item in known.values() if item.form.anggota]
    tops = [name for name in known if name not in members]
    chain: list[str] = []
    name: str | None = tops[0] if tops else None
    while name is not None and name in known and name not in chain:
        chain.append(name)
        below = known[name].form.anggota
        name = below.text if below else None
    for other, item in known.items():
        if other not in chain:
            sink(problem.level_chain(item.form.place, other))
    return chain


def _level(item: Item[LevelForm], known: dict[str, Item[LevelForm]], codes: Codes, sink: Sink) -> Level:
    like = item.form.seperti
    model = known[like.text].form if like is not None and like.text in known else None

    def said(key: str) -> str | None:
        word = getattr(item.form, key) or (getattr(model, key) if model else None)
        return word.text if isinstance(word, Scalar) else None

    below = item.form.anggota
    given = {name: _attribute(name, form, codes, sink) for name, form in attributes(item, known)}
    follows = said("mengikuti")
    if follows is not None and follows not in given:
        sink(problem.unknown_attribute(item.form.place, follows, item.name, given))
    member = below.text if below and below.text in known else None
    return Level(item.name, member, said("hasil"), follows, given, tuple(word.text for word in item.form.kode))


def _attribute(name: str, form: AttributeForm, codes: Codes, sink: Sink) -> Attribute:
    read = quantity(form, codes, sink, tuple(choice.text for choice in form.pilihan))
    for period in form.wajib:
        if period.text not in codes.periods:
            sink(problem.unknown_code(period.span, "periode", period.text, codes.periods))
    absence = None
    if form.bila_kosong is not None:
        absence = codes.reasons.get(form.bila_kosong.text)
        if absence is None:
            sink(problem.unknown_code(form.bila_kosong.span, "alasan", form.bila_kosong.text, codes.reasons))
    return Attribute(
        name,
        form.dari,
        read,
        form.place,
        form.per is not None,
        form.boleh_diberikan == "kontrak",
        _default(form.bawaan, read, codes, sink),
        frozenset(period.text for period in form.wajib),
        absence,
    )


def _default(held: Held | None, wanted: Quantity, codes: Codes, sink: Sink) -> Outcome | None:
    if held is None:
        return None
    value, found = read_given(held.node, wanted, codes.units, None, held.in_flow)
    if found is not None:
        sink(found)
    return value


def quantity(form: AttributeForm | VariableForm, codes: Codes, sink: Sink, choices: tuple[str, ...] = ()) -> Quantity:
    """The kind, unit and limits that a form declares."""
    kind = form.jenis or ("teks" if choices else "angka")
    unit = checked_unit(form.satuan, codes, sink)
    allowed = limits(form, unit, codes, sink)
    type_ = KINDS[kind]
    if kind == "daftar" and (unit or allowed != UNLIMITED):
        type_ = ListType(NUMBER)
    place = form.satuan.span if form.satuan else None
    return Quantity(type_, unit, choices, allowed.whole, allowed.lowest, allowed.highest, place)


def limits(form: LimitsForm, unit: str | None, codes: Codes, sink: Sink, entry_unit: str | None = None) -> Limits:
    """`minimal`, `maksimal` and `bulat`, written in this unit."""
    if form.minimal is None and form.maksimal is None and not form.bulat:
        return UNLIMITED
    plain = Quantity(NUMBER, entry_unit if unit == ENTRY_UNIT else unit)
    lowest, highest = (_limit(held, plain, codes, sink) for held in (form.minimal, form.maksimal))
    if lowest is not None and highest is not None and lowest > highest and form.minimal and form.maksimal:
        sink(problem.limits_exchanged(form.minimal.span, form.maksimal.span))
        return Limits(None, None, form.bulat)
    return Limits(lowest, highest, form.bulat)


def _limit(held: Held | None, wanted: Quantity, codes: Codes, sink: Sink) -> Fraction | None:
    value = _default(held, wanted, codes, sink)
    return value.value if value is not None and isinstance(value.value, Fraction) else None


def checked_unit(word: Scalar | None, codes: Codes, sink: Sink) -> str | None:
    """The code of a declared satuan, a product of codes (`rupiah/orang`), or `entri`."""
    if word is None or word.text == ENTRY_UNIT or word.text in codes.units:
        return None if word is None else word.text
    parts = factors(word.text)
    if parts is None:
        sink(problem.unit_form(word.span, word.text))
        return None
    if len(parts) == 1 and parts[0][1] == 1:
        sink(problem.unknown_code(word.span, "satuan", word.text, (*codes.units, ENTRY_UNIT)))
        return None
    unknown = [(code, at) for code, _, at in parts if code not in codes.units]
    for code, at in unknown:
        inner = word.slice if word.slice is not None and word.slice.text == word.text else None
        place = inner.source.span(inner.start + at, inner.start + at + len(code)) if inner else word.span
        sink(problem.unknown_code(place, "satuan", code, codes.units))
    return None if unknown else word.text


def factors(text: str) -> list[tuple[str, int, int]] | None:
    """`rupiah/orang*bulan` -> each code with its power (1, or -1 behind a `/`) and its place; None if it is no product
    of codes. `1/bulan` is a power alone."""
    found: list[tuple[str, int, int]] = []
    power, at = 1, 0
    for piece in _FACTORS.findall(text):
        if piece in ("*", "/"):
            power = -1 if piece == "/" else 1
        elif piece.strip() != "1":
            found.append((piece.strip(), power, at + len(piece) - len(piece.lstrip())))
        at += len(piece)
    return found if _PRODUCT.fullmatch(text) and found else None
