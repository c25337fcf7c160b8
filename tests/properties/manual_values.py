"""Attributes and raw data as they are declared, with the values that a contract and data give of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tests.properties.manual_formulas import Formulas
from tests.properties.manual_scope import COUNTED, DATES, HUNDREDTHS, MEASURED, RATIOS, WORDS, Thing, Unit, unit

TOP, MIDDLE, LOW, PART = "dinas", "bidang", "indikator", "bagian"
"""The levels of the tree; PART is that of members of entries."""
RESULT, PLANNED = "capaian", "sasaran"
BASE, YEAR = ("C1", "C2"), "TAHUN"
MIDDLE_CODES = ("b1", "b2")
"""The members that the decree allows on the level MIDDLE."""
NAMES = {
    "persen": ("porsi", "serapan", "bobot", "kadar", "potongan"),
    "nilai": ("mutu", "skor_awal", "nilai_uji", "nilai_dasar"),
    "skala_4": ("peringkat_awal", "skor_4", "jenjang"),
    "orang": ("pegawai", "peserta", "pengguna", "tamu"),
    "berkas": ("dokumen", "permohonan", "surat", "arsip"),
    "kegiatan": ("rencana", "pelaksanaan", "kunjungan", "patroli"),
    "rupiah": ("anggaran", "belanja", "pagu", "blokir", "denda"),
    "hari": ("lama", "tenggat", "cuti", "jeda"),
    "bulan": ("masa", "jangka", "umur"),
    "text": ("arah", "tahap", "jenis_layanan", "wilayah"),
    "truth": ("baru", "wajib_lapor", "terpencil"),
    "date": ("mulai", "selesai", "jatuh_tempo"),
    "texts": ("tanda", "layanan"),
    "numbers": ("deret", "ukuran"),
    "rule": (
        "hasil_antara",
        "skor",
        "selisih",
        "laju",
        "beban",
        "tingkat_mutu",
        "warna",
        "gabungan",
        "rasio",
        "golongan",
    ),
}
JENIS = {"text": "teks", "truth": "ya/tidak", "date": "tanggal", "texts": "daftar", "numbers": "daftar"}


@dataclass(frozen=True)
class Declared:
    """An attribute or a raw datum as it is declared, and how its values are written."""

    thing: Thing
    satuan: str | None = None
    source: str = "kontrak"
    per_period: bool = False
    default: str | None = None

    @property
    def name(self) -> str:
        return self.thing.text


@dataclass
class Values:
    """Declares and writes values; `codes` are the units of the manual, `taken` the names that are in use."""

    make: Formulas
    codes: list[str]
    taken: set[str] = field(default_factory=set)

    def name(self, kind: str) -> str:
        """A name that nothing else has."""
        free = [name for name in NAMES[kind] if name not in self.taken]
        name = self.make.chance.choice(free) if free else f"{NAMES[kind][0]}_{len(self.taken)}"
        self.taken.add(name)
        return name

    def satuan(self, product: float = 0.12) -> str:
        """A unit as it is declared; `product`: how likely it is one of several codes."""
        if self.make.chance.random() < product:
            measured = [code for code in self.codes if code in MEASURED]
            others = [code for code in self.codes if code in (*COUNTED, *MEASURED)]
            if measured and len(others) > 1:
                one = self.make.chance.choice(measured)
                other = self.make.chance.choice([code for code in others if code != one])
                self.make.use("unit: declared as a product")
                return self.make.chance.choice((f"{one}/{other}", f"{one}/{other}", f"{one}*{other}", f"1/{other}"))
        counts = [code for code in self.codes if code in COUNTED]
        return self.make.chance.choice([*self.codes, *counts])

    def number(self, name: str | None = None, satuan: str | None = None) -> Declared:
        """A number that is declared with its unit, perhaps with limits."""
        satuan = satuan or self.satuan()
        percent, code = satuan == HUNDREDTHS, satuan.split("/")[0].split("*")[0]
        kind = code if code in NAMES else "rupiah"
        low = high = None
        if self.make.chance.random() < 0.5:
            low = Fraction(self.make.chance.choice((0, 0, 1)))
            high = {"persen": Fraction(1), "nilai": Fraction(100), "skala_4": Fraction(4)}.get(satuan)
            low = Fraction(0) if percent else low
            if high is None and self.make.chance.random() < 0.4:
                high = Fraction(self.make.chance.choice((10, 1000)))
            self.make.use("form: minimal", *(["form: maksimal"] if high is not None else []))
        whole = self.make.chance.random() < (0.5 if code in COUNTED else 0.06)
        tags = [f"unit: declared {kind_of(code)}"] if satuan in self.codes else []
        if whole:
            self.make.use("form: bulat")
        thing = Thing(name or self.name(kind), "number", unit_of(satuan), (), whole, low, high, percent, tuple(tags))
        return Declared(thing, satuan)

    def attribute(self) -> Declared:
        """A given attribute of any kind."""
        kind = self.make.chance.choice(
            (*(["number"] * 3), "text", "text", "truth", "date", "texts", "numbers", "numbers")
        )
        if kind == "number":
            declared = self.number()
        elif kind == "numbers":
            of = self.number(self.name("numbers"))
            declared = replace(of, thing=replace(of.thing, kind="numbers"))
        else:
            choices = tuple(self.make.chance.sample(WORDS, self.make.chance.choice((2, 3)))) if kind == "text" else ()
            declared = Declared(Thing(self.name(kind), kind, choices=choices))
        self.make.use(f"form: jenis {JENIS.get(kind, 'angka')}")
        source = self.make.chance.choice(("kontrak", "kontrak", "manual"))
        per_period = source == "kontrak" and kind == "number" and self.make.chance.random() < 0.2
        default = (
            self.spelled(declared) if self.make.chance.random() < 0.3 and kind not in ("texts", "numbers") else None
        )
        self.make.use(f"form: dari {source}", *(["form: bawaan"] if default is not None else []))
        if per_period:
            self.make.use("form: per periode")
        tags = (*declared.thing.tags, f"form: attribute of kind {kind}")
        thing = replace(declared.thing, tags=tags)
        return replace(declared, thing=thing, source=source, per_period=per_period, default=default)

    def spelled(self, declared: Declared, point: str = ".") -> str:
        """A value inside the declared limits, as it is written."""
        thing = declared.thing
        match thing.kind:
            case "text":
                return self.make.chance.choice(thing.choices or WORDS)
            case "truth":
                return self.make.chance.choice(("ya", "tidak"))
            case "date":
                return self.make.chance.choice(DATES)
            case "texts":
                return f"[{', '.join(self.make.chance.sample(WORDS, self.make.chance.choice((1, 2))))}]"
            case "numbers":
                one = replace(declared, thing=replace(thing, kind="number"))
                return f"[{', '.join(self.spelled(one) for _ in range(self.make.chance.choice((1, 2, 3))))}]"
        return self.spelled_number(thing, point)

    def spelled_number(self, thing: Thing, point: str = ".") -> str:
        """A number inside the declared limits, sometimes one of them."""
        parts = 100 if thing.percent else 1
        low = 0 if thing.low is None else int(thing.low * parts)
        low = -20 if thing.low is None and self.make.chance.random() < 0.15 else low
        high = low + self.make.chance.choice((3, 100, 2000)) if thing.high is None else int(thing.high * parts)
        edge = self.make.chance.random()
        value = low if edge < 0.15 else high if edge < 0.25 else self.make.chance.randint(low, high)
        text = str(value)
        if not thing.whole and low < value < high and self.make.chance.random() < 0.3:
            text = f"{value}{point}{self.make.chance.choice(('5', '25', '75'))}"
        return f"{text}%" if thing.percent else text


def quantity(one: Declared) -> list[str]:
    """satuan, minimal, maksimal, bulat."""
    thing = one.thing
    lines = [f"satuan: {one.satuan}"] if one.satuan else []
    for key, value in (("minimal", thing.low), ("maksimal", thing.high)):
        if value is not None:
            lines.append(f"{key}: {value * 100}%" if thing.percent else f"{key}: {value}")
    return [*lines, *(["bulat: ya"] if thing.whole else [])]


def kind_of(code: str) -> str:
    """The kind of a unit, as it is declared."""
    return "rasio" if code in (HUNDREDTHS, *RATIOS) else "hitungan" if code in COUNTED else "ukuran"


def unit_of(satuan: str) -> Unit:
    """The unit of a declared satuan."""
    parts = re.findall(r"[*/]?[^*/]+", satuan)
    return unit(*(part.removeprefix("*") for part in parts if part.strip("*/") != "1"))


def spelled_unit(of: Unit) -> str | None:
    """How a unit is declared; None for one that would need a power, or `entri` among others."""
    if any(abs(power) != 1 or " " in code for code, power in of) or (len(of) > 1 and "entri" in dict(of)):
        return None
    if of == (("entri", -1),):
        return None
    above = [code for code, power in of if power > 0]
    below = [code for code, power in of if power < 0]
    return "/".join(["*".join(above) or "1", *below])
