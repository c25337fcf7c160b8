"""A small manual, built by hand, that has one of everything a contract and its data can meet."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.data.tidy import Row
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Problems, Reason, say
from engine.language.typed import Literal
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING
from engine.language.values import Outcome
from engine.manual.checked import (
    Attribute,
    Entry,
    Level,
    Manual,
    Period,
    Provenance,
    Quantity,
    Rule,
    Unit,
    Variable,
)
from engine.source import Source

SPAN = Source("manual.yaml", "manual").span()
UNITS = {
    "persen": Unit("persen", "rasio", "%"),
    "rupiah": Unit("rupiah", "ukuran", "Rp"),
    "berkas": Unit("berkas", "hitungan"),
}
PERIODS = {
    "T1": Period("T1", ("T1",), "term 1"),
    "T2": Period("T2", ("T2",), "term 2"),
    "Y": Period("Y", ("T1", "T2"), "year"),
}
REASONS = {
    "belum": Reason("belum", say("not yet due"), lawful=True),
    "hilang": Reason("hilang", say("lost"), lawful=False),
}


def provenance(name: str) -> Provenance:
    return Provenance(name, "uji", SPAN)


def rule(name: str, given_by: str | None = None, unit: str | None = None, type: object = NUMBER) -> Rule:
    body = Literal(Outcome(Fraction(1)), type=type, span=SPAN)  # type: ignore[arg-type]
    return Rule(name, body, unit, provenance(name), given_by)  # type: ignore[arg-type]


def attribute(name: str, quantity: Quantity, source: str = "kontrak", **more: bool) -> Attribute:
    return Attribute(name, source, quantity, SPAN, **more)  # type: ignore[arg-type]


def entry(level: str, kode: str, unit: str | None, **more: object) -> Entry:
    known: dict[str, object] = {
        "attributes": {},
        "variables": {},
        "result": None,
        "result_given": "no formula",
        "rules": {},
        "over_periods": "data mentah",
        "over_places": None,
    } | more
    return Entry(level, kode, f"name of {kode}", unit, provenance(kode), **known)  # type: ignore[arg-type]


def variables(*all: tuple[str, Quantity, str | None]) -> dict[str, Variable]:
    return {name: Variable(name, quantity, how, SPAN) for name, quantity, how in all}  # type: ignore[arg-type]


RAW = variables(
    ("rencana", Quantity(NUMBER, "berkas", whole=True), "nilai terakhir"),
    ("jumlah", Quantity(NUMBER, "berkas", lowest=Fraction(0), highest=Fraction(1000)), "kumulatif"),
    ("uang", Quantity(NUMBER, "rupiah"), "jumlah"),
    ("bagian", Quantity(NUMBER, "persen"), "rata-rata"),
    ("ada", Quantity(BOOLEAN), "nilai terakhir"),
    ("hari", Quantity(DATE), "nilai terakhir"),
    ("catatan_lapangan", Quantity(STRING), "nilai terakhir"),
)

LEVELS = {
    "kantor": Level("kantor", "sasaran", None, None, {"pilihan_bobot": attribute("pilihan_bobot", Quantity(STRING))}),
    "sasaran": Level("sasaran", "ukur", None, None, {}),
    "ukur": Level(
        "ukur",
        "anak",
        "hasil",
        "target",
        {
            "target": attribute("target", Quantity(NUMBER, "entri"), per_period=True),
            "arah": attribute("arah", Quantity(STRING, choices=("naik", "turun")), "manual"),
            "mutu": attribute("mutu", Quantity(STRING, choices=("tinggi", "rendah")), "manual", overridable=True),
            "baru": attribute("baru", Quantity(BOOLEAN)),
        },
    ),
    "anak": Level("anak", None, "hasil", None, {"baru": attribute("baru", Quantity(BOOLEAN))}),
}


def small_manual() -> Manual:
    """kantor > sasaran > ukur (entries A, B, C, P) > anak (of P)."""
    entries = {
        "A": entry(
            "ukur", "A", "persen", variables=RAW, result=rule("hasil"), rules={"antara": rule("antara", "data")}
        ),
        "B": entry("ukur", "B", "persen"),
        "C": entry("ukur", "C", "berkas", result=rule("hasil", "data"), over_places="jumlah"),
        "P": entry("ukur", "P", None, result=rule("hasil"), members=(entry("anak", "P.1", "persen"),)),
    }
    rules = {("ukur", "bobot"): rule("bobot", "kontrak"), ("sasaran", "nss"): rule("nss")}
    return Manual(
        "uji", "Uji", None, (), LEVELS, PERIODS, REASONS, UNITS, {}, {}, rules, entries, (), None
    )  # fmt: skip


def told(problems: Problems) -> list[str]:
    """`line:column code message | fix` of each, in English."""
    return [
        f"{one.place.line if one.place else 0}:{one.place.column if one.place else 0} {one.code} "
        + words(one.message, "en")
        + (f" | {words(one.fix, 'en')}" if one.fix else "")
        for one in problems
    ]


HEAD = "manual: uji\nunit_kerja: Kantor Satu\ntahun: 2023\n"
REPORTERS = "unit_pelapor: [Kantor Satu, Kantor Dua]\n"
TREE = HEAD + REPORTERS + "sasaran:\n  s1:\n    nama: Satu\n    ukur: {A: {}, B: {}, C: {}, P: {}}\n"
HEADER = "unit_kerja;periode;kode;variabel;nilai;alasan;keterangan\n"

ReadContract = Callable[[str], tuple[Kontrak, list[str]]]
ReadData = Callable[..., tuple[tuple[Row, ...], list[str]]]
Conform = Callable[..., tuple[DataSet, list[str]]]
