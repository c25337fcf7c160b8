"""Random small manuals with a contract and data: `generate(seed)` gives the same one for the same seed, whole, as texts.

A decree (levels, periods, reasons, units, constants, functions, scales, rules, checks, display), a manual under it with
entries, and a paket of an office with data inside the declared limits, some of it missing. About half of the manuals have
one or two mistakes, which stand in `constructs` as `mistake: …`. The others are meant to pass a checker, but nobody
promises that: whether a checker is right is what the manuals are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from tests.properties.manual_formulas import (
    ANY_UNIT,
    COUNTED,
    DATES,
    ENTRY,
    HUNDREDTHS,
    MEASURED,
    PLAIN,
    RATIOS,
    WORDS,
    Code,
    Formulas,
    Scope,
    Signature,
    Thing,
    Unit,
    fit,
    of_ratios,
    put,
    unit,
)
from tests.properties.manual_tables import layout, table

DECREE, MANUAL = "kep-1", "ukur-1"
TOP, MIDDLE, LOW, PART = "dinas", "bidang", "indikator", "bagian"
RESULT, PLANNED = "capaian", "sasaran"
BASE, YEAR = ("C1", "C2"), "TAHUN"
OFFICE, REPORTERS = "Dinas Uji", ("Kantor Utara", "Kantor Selatan")
CONSOLIDATIONS = ("kumulatif", "jumlah", "rata-rata", "nilai terakhir")
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
    "rule": ("hasil_antara", "skor", "selisih", "laju", "beban", "tingkat_mutu", "warna", "gabungan", "rasio", "sebutan"),
}
JENIS = {"text": "teks", "truth": "ya/tidak", "date": "tanggal", "texts": "daftar", "numbers": "daftar"}


@dataclass(frozen=True)
class Generated:
    """The files of both manuals and of the paket, each by its path inside `manuals/` and `paket/`.

    `constructs`: what occurs in them, `language: if`, `cell: range`, `unit: count is plain`, `form: komponen`, and the
    mistakes made on purpose. `paket["kontrak.yaml"]` names the manual MANUAL, which stands under DECREE.
    """

    seed: int
    files: dict[str, str]
    paket: dict[str, str]
    constructs: frozenset[str]

    def whole(self) -> str:
        """Everything, to be read by a person."""
        return "\n".join(f"--- {path}\n{text}" for path, text in (*self.files.items(), *self.paket.items()))


def generate(seed: int) -> Generated:
    """The manual of this seed."""
    return _Manual(Random(seed)).written(seed)


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
class Entry:
    """An entry, or a member of one."""

    kode: str
    satuan: str | None
    variables: list[Declared] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    """Names of results and own rules for which the data may give a value, with their unit."""
    places: bool = False
    members: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class GivenRule:
    """A rule of a level for which a contract may give a value."""

    level: str
    name: str
    kind: str
    satuan: str | None


class _Manual:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.used: set[str] = set()
        slips = chance.choice((0, 0, 0, 1, 1, 2))
        self.make = Formulas(chance, self.used, slips, chance.choice((0.02, 0.05, 0.1)))
        self.taken: set[str] = set()
        self.codes = [HUNDREDTHS, *chance.sample(RATIOS, 1), *chance.sample(COUNTED, chance.choice((1, 2, 2)))]
        self.codes += chance.sample(MEASURED, chance.choice((1, 1, 2)))
        self.attributes: dict[str, list[Declared]] = {TOP: [], MIDDLE: [], LOW: []}
        self.rules: dict[str, list[Thing]] = {TOP: [], MIDDLE: [], LOW: []}
        self.constants: list[Thing] = []
        self.functions: list[Signature] = []
        self.given: list[GivenRule] = []
        self.has_parts = chance.random() < 0.25
        self.follows = chance.random() < 0.7
        self.both: set[str] = set()
        """Rules of LOW that PART has too."""
        self.before_results = 0
        """How many rules of LOW do not need the results of entries."""

    def written(self, seed: int) -> Generated:
        levels = self._levels()
        constants = self._constants()
        functions = self._functions()
        rules = self._rules(LOW, self.chance.choice((0, 1)), result=False)
        self.before_results = len(self.rules[LOW])
        entries = [self._entry(f"K{at + 1}") for at in range(self.chance.choice((1, 1, 2)))]
        rules += self._rules(LOW, self.chance.choice((1, 1, 2)), result=True)
        for entry, text in entries:
            self._override(entry, text)
        rules += self._rules(MIDDLE, 1, result=True)
        rules += self._rules(TOP, self.chance.choice((0, 1)), result=True)
        checks, display = self._checks(), self._display()
        files = {
            f"{DECREE}/manual.yaml": _lines(_head(DECREE), levels),
            f"{DECREE}/aturan.yaml": _lines(constants, functions, ["aturan:", *rules], checks, display),
            f"{MANUAL}/manual.yaml": _lines(_head(MANUAL, f"memakai: {DECREE}", f"mengisi: {LOW}")),
        }
        files |= {f"{MANUAL}/{entry.kode}-uji.yaml": _lines(text) for entry, text in entries}
        paket = self._paket([entry for entry, _ in entries])
        return Generated(seed, files, paket, frozenset(self.used))

    # ---- Names and values

    def _name(self, kind: str) -> str:
        """A name that nothing else has."""
        free = [name for name in NAMES[kind] if name not in self.taken]
        name = self.chance.choice(free) if free else f"{NAMES[kind][0]}_{len(self.taken)}"
        self.taken.add(name)
        return name

    def _satuan(self) -> str:
        """A unit as it is declared."""
        if self.chance.random() < 0.12:
            measured = [code for code in self.codes if code in MEASURED]
            others = [code for code in self.codes if code in (*COUNTED, *MEASURED)]
            if measured and len(others) > 1:
                one = self.chance.choice(measured)
                other = self.chance.choice([code for code in others if code != one])
                self.make.use("unit: declared as a product")
                return self.chance.choice((f"{one}/{other}", f"{one}/{other}", f"{one}*{other}", f"1/{other}"))
        return self.chance.choice(self.codes)

    def _number(self, name: str | None = None) -> Declared:
        """A number that is declared with its unit, perhaps with limits."""
        satuan = self._satuan()
        percent, code = satuan == HUNDREDTHS, satuan.split("/")[0].split("*")[0]
        kind = code if code in NAMES else "rupiah"
        low = high = None
        if self.chance.random() < 0.5:
            low = Fraction(self.chance.choice((0, 0, 1)))
            high = {"persen": Fraction(1), "nilai": Fraction(100), "skala_4": Fraction(4)}.get(satuan)
            low = Fraction(0) if percent else low
            if high is None and self.chance.random() < 0.4:
                high = Fraction(self.chance.choice((10, 1000)))
            self.make.use("form: minimal", *(["form: maksimal"] if high is not None else []))
        whole = self.chance.random() < (0.5 if code in COUNTED else 0.06)
        tags = [f"unit: declared {_kind_of(code)}"] if satuan in self.codes else []
        if whole:
            self.make.use("form: bulat")
        thing = Thing(
            name or self._name(kind), "number", _unit(satuan), (), whole, low, high, percent, tuple(tags)
        )  # fmt: skip
        return Declared(thing, satuan)

    def _attribute(self) -> Declared:
        """A given attribute of any kind."""
        kind = self.chance.choice(("number", "number", "number", "text", "text", "truth", "date", "texts", "numbers"))
        if kind == "number":
            declared = self._number()
        elif kind == "numbers":
            of = self._number(self._name("numbers"))
            declared = replace(of, thing=replace(of.thing, kind="numbers"))
        else:
            choices = tuple(self.chance.sample(WORDS, self.chance.choice((2, 3)))) if kind == "text" else ()
            declared = Declared(Thing(self._name(kind), kind, choices=choices))
        self.make.use(f"form: jenis {JENIS.get(kind, 'angka')}")
        source = self.chance.choice(("kontrak", "kontrak", "manual"))
        per_period = source == "kontrak" and kind == "number" and self.chance.random() < 0.2
        default = self._spelled(declared) if self.chance.random() < 0.3 and kind not in ("texts", "numbers") else None
        self.make.use(f"form: dari {source}", *(["form: bawaan"] if default is not None else []))
        if per_period:
            self.make.use("form: per periode")
        tags = (*declared.thing.tags, f"form: attribute of kind {kind}")
        thing = replace(declared.thing, tags=tags)
        return replace(declared, thing=thing, source=source, per_period=per_period, default=default)

    def _spelled(self, declared: Declared, point: str = ".") -> str:
        """A value inside the declared limits, as it is written."""
        thing = declared.thing
        match thing.kind:
            case "text":
                return self.chance.choice(thing.choices or WORDS)
            case "truth":
                return self.chance.choice(("ya", "tidak"))
            case "date":
                return self.chance.choice(DATES)
            case "texts":
                return f"[{', '.join(self.chance.sample(WORDS, self.chance.choice((1, 2))))}]"
            case "numbers":
                one = replace(declared, thing=replace(thing, kind="number"))
                return f"[{', '.join(self._spelled(one) for _ in range(self.chance.choice((1, 2, 3))))}]"
        return self._spelled_number(thing, point)

    def _spelled_number(self, thing: Thing, point: str) -> str:
        parts = 100 if thing.percent else 1
        low = 0 if thing.low is None else int(thing.low * parts)
        low = -20 if thing.low is None and self.chance.random() < 0.15 else low
        high = low + self.chance.choice((3, 100, 2000)) if thing.high is None else int(thing.high * parts)
        edge = self.chance.random()
        value = low if edge < 0.15 else high if edge < 0.25 else self.chance.randint(low, high)
        text = str(value)
        if not thing.whole and low < value < high and self.chance.random() < 0.3:
            text = f"{value}{point}{self.chance.choice(('5', '25', '75'))}"
        return f"{text}%" if thing.percent else text

    # ---- The decree: levels, constants, functions

    def _levels(self) -> list[str]:
        for level in (TOP, MIDDLE, LOW):
            self.attributes[level] = [self._attribute() for _ in range(self.chance.choice((1, 2, 3) if level == LOW else (1, 1, 2)))]
        self.attributes[TOP] = [replace(one, source="kontrak") for one in self.attributes[TOP]]
        self.attributes[MIDDLE] = [replace(one, source="kontrak") for one in self.attributes[MIDDLE]]
        lines = ["tingkat:"]
        for level, below in ((TOP, MIDDLE), (MIDDLE, LOW), (LOW, PART if self.has_parts else None)):
            lines += [f"  {level}:", *([f"    anggota: {below}"] if below else [])]
            if level == LOW:
                lines += [f"    hasil: {RESULT}", *([f"    mengikuti: {PLANNED}"] if self.follows else [])]
            lines += ["    atribut:", *(line for one in self.attributes[level] for line in self._declaration(one))]
            if level == LOW:
                lines += [f"      {PLANNED}:", "        dari: kontrak", "        per: periode", "        satuan: entri"]
                lines += [f"        wajib: [{YEAR}]", "        bila_kosong: belum"]
        if self.has_parts:
            self.make.use("form: members of an entry", "form: seperti")
            lines += [f"  {PART}:", f"    seperti: {LOW}"]
        lines += self._comment()
        lines += ["periode: |", *_block([["kode", "terdiri_atas", "nama"], *([one, one, f"masa {one}"] for one in BASE)])]
        lines += [f"  {YEAR} | {', '.join(BASE)} | setahun"]
        lines += ["alasan: |", *_block([["kode", "sah", "uraian"], ["belum", "ya", "belum waktunya"]])]
        lines += ["  bencana | ya | keadaan kahar", "  hilang | tidak | data hilang"]
        rows = [[code, _kind_of(code), {"persen": "%", "rupiah": "Rp"}.get(code, "-")] for code in self.codes]
        return [*lines, "satuan: |", *_block([["kode", "jenis", "lambang"], *rows])]

    def _declaration(self, one: Declared) -> list[str]:
        thing, pad = one.thing, " " * 8
        lines = [f"      {one.name}:", f"{pad}dari: {one.source}"]
        if one.source == "manual" and self.chance.random() < 0.3:
            self.make.use("form: boleh_diberikan kontrak, attribute")
            lines.append(f"{pad}boleh_diberikan: kontrak")
        if one.per_period:
            lines.append(f"{pad}per: periode")
        if thing.choices:
            self.make.use("form: pilihan")
            lines.append(f"{pad}pilihan: [{', '.join(thing.choices)}]")
        elif thing.kind in JENIS:
            lines.append(f"{pad}jenis: {JENIS[thing.kind]}")
        lines += [f"{pad}{line}" for line in self._quantity(one)]
        if one.default is not None:
            lines.append(f"{pad}bawaan: {one.default}")
        if self.chance.random() < 0.2:
            lines.append(f"{pad}bila_kosong: {self.chance.choice(('belum', 'hilang'))}")
        return lines

    def _quantity(self, one: Declared) -> list[str]:
        """satuan, minimal, maksimal, bulat."""
        thing = one.thing
        lines = [f"satuan: {one.satuan}"] if one.satuan else []
        for key, value in (("minimal", thing.low), ("maksimal", thing.high)):
            if value is not None:
                lines.append(f"{key}: {value * 100}%" if thing.percent else f"{key}: {value}")
        return [*lines, *(["bulat: ya"] if thing.whole else [])]

    def _constants(self) -> list[str]:
        lines = ["tetapan:"] if (count := self.chance.choice((0, 1, 2))) else []
        for at in range(count):
            name, kind = f"batas_{at + 1}", self.chance.randrange(6)
            if kind == 0:
                thing = Thing(name, "text", choices=WORDS[:2], tags=("form: constant text",))
                lines += [f"  {name}:", f"    nilai: '\"{self.chance.choice(WORDS[:2])}\"'"]
            elif kind < 3:
                tags = ("form: constant", "unit: constant without satuan")
                thing = Thing(name, "constant", tags=tags)
                value = f"2 * {self.constants[0].text}" if at and "number" in self.constants[0].kind else "50"
                lines += [f"  {name}:", f"    nilai: {value}"]
            else:
                satuan = self._satuan()
                thing = Thing(name, "number", _unit(satuan), tags=("form: constant", "unit: constant with satuan"))
                percent = satuan == HUNDREDTHS
                lines += [f"  {name}:", f"    nilai: {'25%' if percent else '12'}", f"    satuan: {satuan}"]
            self.constants.append(thing)
        return lines

    def _functions(self) -> list[str]:
        scales, functions = [], []
        if self.chance.random() < 0.35:
            name = "skala_uji"
            scales += [f"  {name}:", *(f"    {line}" for line in self._points())]
            taken = (Thing("masukan", "number", ANY_UNIT),)
            self.functions.append(Signature(name, taken, "number", PLAIN, literal=True))
        for at in range(self.chance.choice((0, 1, 1, 2))):
            functions += self._function(f"hitung_{at + 1}")
        return [*(["skala:", *scales] if scales else []), *(["fungsi:", *functions] if functions else [])]

    def _points(self) -> list[str]:
        ends = self.chance.choice(("tetap", "lanjut", "kosong"))
        self.make.use(f"form: skala {ends}")
        rows = [["masukan", "= hasil"], ["0", "0"], ["50%" if self.chance.random() < 0.2 else "50", "60"], ["100", "100"]]
        return [f"ujung: {ends}", "titik: |", *_block(rows)]

    def _function(self, name: str) -> list[str]:
        """A function of two or three parameters; what it is called with is unknown here."""
        kind = self.chance.randrange(7)
        a, b = Thing("a", "number", ANY_UNIT), Thing("b", "number", ANY_UNIT)
        choices = tuple(self.chance.sample(WORDS, 2))
        parameters: tuple[Thing, ...]
        match kind:
            case 0 | 1:
                parameters, result = (a, b), self.chance.choice((PLAIN, ANY_UNIT))
            case 2:
                parameters, result = (Thing("cara", "text", choices=choices), a, b), PLAIN
            case 3:
                parameters, result = (Thing("xs", "numbers", ANY_UNIT),), ANY_UNIT
            case 4:
                parameters, result = (Thing("x", "number", PLAIN), a), ANY_UNIT
            case 5:
                parameters, result = (a, b), PLAIN
            case _:
                parameters, result = (Thing("t", "text"), a), PLAIN
        of_kind = "truth" if kind == 5 else "number"
        scope = Scope((*parameters, *self.constants), tuple(self.functions))
        lines = [f"  {name}:", f"    parameter: [{', '.join(one.text for one in parameters)}]"]
        lines += self._body(scope, of_kind, result, 4, tables=0.6 if kind == 2 else 0.25, allowed=("formula", "tabel"))
        self.make.use("form: fungsi")
        if of_kind == "number" and result == PLAIN and self.chance.random() < 0.3:
            self.make.use("form: fungsi with satuan")
            lines.append(f"    satuan: {HUNDREDTHS}")
        self.functions.append(Signature(name, parameters, of_kind, result))
        return lines

    # ---- Rules

    def _scope(self, level: str, *, result: bool) -> Scope:
        """What a rule of a level sees."""
        levels = (TOP, MIDDLE, LOW)
        at = levels.index(level)
        above = [
            replace(one.thing, text=f"{upper}.{one.name}", tags=("language: attribute of a level above",))
            for upper in levels[:at]
            for one in self.attributes[upper]
        ]
        own = [*self._given(level, result=result), *self.rules[level]]
        members = {lower: (*self._given(lower, result=True), *self.rules[lower]) for lower in levels[at + 1 :]}
        if level == LOW and self.has_parts and result:
            members[PART] = self._given(LOW, result=True)
        return Scope((*own, *above, *self.constants), tuple(self.functions), members, entity=True)

    def _given(self, level: str, *, result: bool) -> tuple[Thing, ...]:
        """The given attributes of a level, and its result."""
        things = [one.thing for one in self.attributes[level]]
        if level == LOW:
            things.append(Thing(PLANNED, "number", ENTRY, tags=("unit: entri",)))
            things += [Thing(RESULT, "number", ENTRY, tags=("unit: entri",))] if result else []
        return tuple(things)

    def _rules(self, level: str, count: int, *, result: bool) -> list[str]:
        return [line for _ in range(count) for line in self._rule(level, result=result)]

    def _rule(self, level: str, *, result: bool) -> list[str]:
        name = self._name("rule")
        scope = self._scope(level, result=result)
        kind = self.chance.choice(("number", "number", "number", "number", "text", "truth", "numbers", "date"))
        wanted = PLAIN
        if kind in ("number", "numbers"):
            wanted = self.make.composed(scope) if kind == "number" else self.make.some_unit(scope)
        lines = [f"  {level}.{name}:"]
        if self.chance.random() < 0.3:
            lines += ["    uraian: Rekaan", "    dasar_hukum:", "      rujukan: Pasal 4"]
        if level == LOW and self.has_parts and not scope.members and self.chance.random() < 0.5:
            self.make.use("form: juga_untuk")
            lines.append(f"    juga_untuk: [{PART}]")
            self.both.add(name)
        lines += self._body(scope, kind, wanted, 4)
        satuan, wanted = self._declared(kind, wanted)
        if satuan is not None:
            lines.append(f"    satuan: {satuan}")
        if self.chance.random() < 0.08:
            self.make.use("form: periode of a rule")
            lines.append(f"    periode: {self.chance.choice((YEAR, 'C1'))}")
        if kind == "number" and self.chance.random() < 0.15:
            self.make.use("form: boleh_diberikan kontrak, rule")
            lines.append("    boleh_diberikan: kontrak")
            self.given.append(GivenRule(level, name, kind, satuan))
        if kind == "number":
            lines += self._limits(satuan)
        tags = ("form: rule that uses a rule",)
        self.rules[level].append(Thing(name, kind, wanted, tags=tags))
        return [*self._comment(), *lines]

    def _limits(self, satuan: str | None) -> list[str]:
        """Rarely: what a result is declared to be."""
        if self.chance.random() > 0.1:
            return []
        self.make.use("form: minimal of a rule")
        percent = "%" if satuan == HUNDREDTHS else ""
        lines = [f"    minimal: {self.chance.choice(('-1000000', '0', '-10'))}{percent}"]
        return [*lines, f"    maksimal: 1000000{percent}"] if self.chance.random() < 0.5 else lines

    def _declared(self, kind: str, wanted: Unit) -> tuple[str | None, Unit]:
        """The satuan that a result declares, and the unit that it then has. Any ratio may be declared as any other."""
        if kind != "number" or self.chance.random() < 0.2:
            return None, wanted
        if self.make.slip("result declared in another unit", 0.15):
            wanted = _unit(self.chance.choice(self.codes))
        if of_ratios(wanted):
            ratios = [code for code in self.codes if code in (HUNDREDTHS, *RATIOS)]
            code = self.chance.choice(ratios)
            self.make.use("unit: a ratio declared as rasio")
            if _unit(code) != wanted:
                self.make.use("unit: one rasio declared as another")
            return code, _unit(code)
        text = _spelled_unit(wanted)
        return (None, wanted) if text is None else (text, wanted)

    def _body(
        self, scope: Scope, kind: str, wanted: Unit, indent: int, tables: float = 0.3,
        allowed: tuple[str, ...] = ("formula", "tabel", "skala", "komponen"),
    ) -> list[str]:  # fmt: skip
        """formula, tabel, skala or komponen, then bounds and rounding."""
        pad = " " * indent
        inputs = [
            one for one in scope.things if one.kind in ("number", "text", "truth", "date") and one not in self.constants
        ]
        if kind == "numbers":
            lines = self._list_body(scope, wanted, inputs, pad)
        elif inputs and "tabel" in allowed and self.chance.random() < tables:
            lines = self._table_body(scope, kind, wanted, inputs, pad)
        elif kind == "number" and "skala" in allowed and self.chance.random() < 0.12:
            self.make.use("form: skala of a rule", "unit: scale gives a literal")
            masukan = self._formula("masukan", self.make.number(self.make.some_unit(scope), scope, 1, True), 0)
            lines = [f"{pad}skala:", *(f"{pad}  {line}" for line in (*masukan, *self._points()))]
        elif kind == "number" and "komponen" in allowed and self.chance.random() < 0.15:
            lines = [f"{pad}{line}" for line in self._components(scope, wanted)]
        else:
            depth = self.chance.choice((2, 3, 3))
            lines = [f"{pad}{line}" for line in self._formula("formula", self.make.of_kind(kind, wanted, scope, depth), 0)]
        return lines + ([f"{pad}{line}" for line in self._bounds(scope, wanted)] if kind == "number" else [])

    def _list_body(self, scope: Scope, wanted: Unit, inputs: list[Thing], pad: str) -> list[str]:
        if inputs and self.chance.random() < 0.5:
            columns = self.chance.sample(inputs, 1)
            text = table(self.make, scope, columns, "semua", "isi", lambda: self.make.number(wanted, scope, 0, True))
            return [f"{pad}kebijakan: semua", f"{pad}tabel: |", *(f"{pad}  {line}" for line in text)]
        self.make.use("form: rule that is a list")
        return [f"{pad}{line}" for line in self._formula("formula", self.make.list_of_numbers(wanted, scope, 2), 0)]

    def _table_body(self, scope: Scope, kind: str, wanted: Unit, inputs: list[Thing], pad: str) -> list[str]:
        policy = self.chance.choice(("tunggal", "tunggal", "tunggal", "pertama"))
        columns = self.chance.sample(inputs, min(len(inputs), self.chance.choice((1, 1, 2, 2, 3))))
        if self.chance.random() < 0.12 and len(columns) == 1:
            formula = fit(self.make.number(columns[0].unit, scope, 1, True), 1) if columns[0].kind == "number" else ""
            if formula and "|" not in formula and "\n" not in formula and not formula.startswith(("=", "#")):
                self.make.use("form: heading that is a formula")
                columns = [replace(columns[0], text=formula, low=None, high=None, whole=False)]

        def output() -> Code:
            if self.chance.random() < 0.1:
                self.make.use("language: tidak tersedia")
                return Code('tidak tersedia("tidak ditentukan")')
            if wanted != PLAIN:
                self.make.use("unit: equal in the outputs of a table")
            return self.make.of_kind(kind, wanted, scope, self.chance.choice((0, 0, 0, 1)))

        text = table(self.make, scope, columns, policy, "isi", output)
        said = [] if policy == "tunggal" and self.chance.random() < 0.8 else [f"{pad}kebijakan: {policy}"]
        return [*said, f"{pad}tabel: |", *(f"{pad}  {line}" for line in text)]

    def _components(self, scope: Scope, wanted: Unit) -> list[str]:
        if self.chance.random() < 0.5:
            self.make.use("form: komponen")
            return ["komponen: |", *(f"  {line}" for line in self._component_set(scope, wanted))]
        self.make.use("form: komponen with conditions")
        bila = self._formula("bila", self.make.truth(scope, 1), 0)
        lines = ["komponen:", f"  - {bila[0]}", *(f"    {line}" for line in bila[1:])]
        lines += ["    tabel: |", *(f"      {line}" for line in self._component_set(scope, wanted))]
        if self.chance.random() < 0.8:
            lines += ["  - tabel: |", *(f"      {line}" for line in self._component_set(scope, wanted))]
        return lines

    def _component_set(self, scope: Scope, wanted: Unit) -> list[str]:
        weights = self.chance.choice((["100%"], ["40%", "60%"], ["12.5%", "37.5%", "50%"], ["0.5", "50%"]))
        bounded = self.chance.random() < 0.5
        rows = [["nama", "bobot", "nilai", *(["batas_bawah", "batas_atas"] if bounded else [])]]
        self.make.use("unit: equal in komponen")
        for at, weight in enumerate(weights):
            value = self.make.number(wanted, scope, 1, True)
            rows.append([f"bagian {at + 1}", weight, re.sub(r"\s+", " ", value)])
            if bounded:
                self.make.use("form: bounds of komponen")
                rows[-1] += [self.chance.choice(("-", "0")), self.make.leaf(wanted, scope)]
        return layout(rows)

    def _bounds(self, scope: Scope, wanted: Unit) -> list[str]:
        lines: list[str] = []
        for key in ("batas_bawah", "batas_atas"):
            if self.chance.random() < 0.12:
                self.make.use(f"form: {key}", *(["unit: equal in bounds"] if wanted != PLAIN else []))
                lines += self._formula(key, self.make.number(wanted, scope, self.chance.choice((0, 0, 1))), 0)
        if self.chance.random() < 0.12:
            self.make.use("form: pembulatan")
            lines.append(f"pembulatan: {self.chance.choice((0, 1, 2, -1))}")
        return lines

    # ---- Entries

    def _entry(self, kode: str) -> tuple[Entry, list[str]]:
        satuan = self._satuan()
        entry = Entry(kode, satuan)
        lines = [f"kode: {kode}", f"nama: Rekaan {kode}", *self._comment(), *self._entry_lines(entry, LOW)]
        return entry, lines

    def _entry_lines(self, entry: Entry, level: str) -> list[str]:
        """All of an entry but its kode and name."""
        assert entry.satuan is not None
        lines = [f"satuan: {entry.satuan}"]
        lines += [
            f"{one.name}: {self._spelled(one)}"
            for one in self.attributes[LOW]
            if one.source == "manual" and self.chance.random() < 0.9
        ]
        periods = self.chance.choice(("data mentah", "data mentah", "jumlah", "rata-rata", "nilai terakhir"))
        self.make.use(f"form: konsolidasi.periode {periods}")
        lines += ["konsolidasi:", f"  periode: {periods}"]
        if self.chance.random() < 0.1:
            entry.places = True
            self.make.use("form: konsolidasi.lokasi")
            lines.append(f"  lokasi: {self.chance.choice(('jumlah', 'rata-rata', 'data mentah'))}")
        lines += self._raw(entry)
        if self.chance.random() < 0.1:
            self.make.use("form: hasil_diberikan")
            entry.given.append(RESULT)
            return [*lines, "hasil_diberikan: Dinilai pihak lain"]
        constants, own = self._own(entry)
        lines += constants
        scope = self._entry_scope(entry, own, level)
        if self.chance.random() < 0.4:
            more, thing = self._own_rule(scope)
            own.append(thing)
            lines += ["aturan:", *more]
            scope = self._entry_scope(entry, own, level)
        if level == LOW and self.has_parts and self.chance.random() < 0.6:
            lines += self._members(entry)
            lines += self._formula("formula", Code(f"{self.chance.choice(('mean', 'sum', 'max'))}({PART}.{RESULT})"), 0)
            self.make.use("form: result of the members")
        else:
            lines += self._body(scope, "number", self._result_unit(entry.satuan, scope), 0)
        if self.chance.random() < 0.12:
            self.make.use("form: boleh_diberikan data")
            lines.append("boleh_diberikan: data")
            entry.given.append(RESULT)
        return lines

    def _result_unit(self, satuan: str, scope: Scope) -> Unit:
        """The unit of the formula of an entry: that of its result, or for a ratio any ratio."""
        wanted = _unit(satuan)
        if self.make.slip("result of an entry in another unit", 0.1):
            return self.make.some_unit(scope)
        return PLAIN if of_ratios(wanted) else wanted

    def _raw(self, entry: Entry) -> list[str]:
        lines = ["data_mentah:"]
        for at in range(self.chance.choice((2, 2, 3))):
            kind = self.chance.choice(("number",) * 7 + ("text", "truth", "date"))
            one = self._number() if kind == "number" else Declared(Thing(self._name(kind), kind))
            if at == 0 and self.chance.random() < 0.8 and entry.satuan:
                # Something has the unit of the result.
                one = self._number()
                thing = replace(one.thing, unit=_unit(entry.satuan), percent=entry.satuan == HUNDREDTHS, low=None, high=None)
                one = replace(one, thing=thing, satuan=entry.satuan)
                kind = "number"
            one = replace(one, thing=replace(one.thing, tags=(*one.thing.tags, f"form: raw datum of kind {kind}")))
            entry.variables.append(one)
            lines.append(f"  {one.name}:")
            if kind in JENIS:
                lines.append(f"    jenis: {JENIS[kind]}")
            lines += [f"    {line}" for line in self._quantity(one)]
            ways = CONSOLIDATIONS if kind == "number" else ("nilai terakhir",)
            if self.chance.random() < 0.85:
                way = self.chance.choice(ways)
                self.make.use(f"form: konsolidasi {way}")
                lines.append(f"    konsolidasi: {way}")
        return lines

    def _own(self, entry: Entry) -> tuple[list[str], list[Thing]]:
        """The entry's own constants."""
        if self.chance.random() > 0.3:
            return [], []
        self.make.use("form: own constant")
        name = f"tetap_{entry.kode.replace('.', '_')}"
        satuan = self._satuan()
        value = "'80%'" if satuan == HUNDREDTHS else "30"
        thing = Thing(name, "number", _unit(satuan), tags=("unit: constant with satuan",))
        return ["tetapan:", f"  {name}:", f"    nilai: {value}", f"    satuan: {satuan}"], [thing]

    def _entry_scope(self, entry: Entry, own: Iterable[Thing], level: str, *, result: bool = False) -> Scope:
        """As for a rule of the level, with the entry's own unit, raw data, constants and rules."""
        actual = _unit(entry.satuan or HUNDREDTHS)
        general = [
            replace(one, unit=put(tuple(("V" if code == "entri" else code, power) for code, power in one.unit), actual))
            for one in self._scope(LOW, result=result).things
            if level == LOW or one not in self.rules[LOW] or one.text in self.both
        ]
        things = (*(one.thing for one in entry.variables), *own, *general)
        return Scope(things, tuple(self.functions), entity=True)

    def _own_rule(self, scope: Scope) -> tuple[list[str], Thing]:
        name = self._name("rule")
        kind = self.chance.choice(("number", "number", "number", "truth", "text"))
        wanted = self.make.composed(scope) if kind == "number" else PLAIN
        lines = [f"  {name}:", *self._body(scope, kind, wanted, 4)]
        satuan, wanted = self._declared(kind, wanted)
        if satuan is not None:
            lines.append(f"    satuan: {satuan}")
        self.make.use("form: own rule")
        return lines, Thing(name, kind, wanted, tags=("form: rule that uses a rule",))

    def _members(self, entry: Entry) -> list[str]:
        """Members of an entry, which have its unit."""
        lines = [f"{PART}:"]
        for at in range(self.chance.choice((1, 2))):
            satuan = entry.satuan
            if self.make.slip("members of another unit", 0.2):
                satuan = self._satuan()
            part = Entry(f"{entry.kode}.{at + 1}", satuan)
            lines += [f"  {part.kode}:", f"    nama: Bagian {part.kode}"]
            lines += [f"    {line}" for line in self._entry_lines(part, PART)]
            entry.members.append(part)
        return lines

    def _override(self, entry: Entry, text: list[str]) -> None:
        """Rarely: an entry replaces a rule of the decree that needs its result."""
        known = self.rules[LOW][self.before_results :]
        if not known or self.chance.random() > 0.12:
            return
        old = known[0]
        scope = self._entry_scope(entry, (), LOW, result=True)
        later = {one.text for one in known}
        scope = replace(scope, things=tuple(one for one in scope.things if one.text not in later))
        self.given = [one for one in self.given if one.name != old.text]
        self.make.use("form: menimpa")
        lines = [f"  {old.text}:", f"    menimpa: {DECREE}", "    alasan: Surat edaran"]
        lines += self._body(scope, old.kind, old.unit, 4)
        if old.kind == "number" and (satuan := _spelled_unit(old.unit)) is not None:
            lines.append(f"    satuan: {satuan if old.unit != PLAIN else HUNDREDTHS}")
        at = text.index("aturan:") + 1 if "aturan:" in text else len(text)
        text[at:at] = lines if at < len(text) else ["aturan:", *lines]

    # ---- Checks and display

    def _checks(self) -> list[str]:
        if self.chance.random() > 0.3:
            return []
        level = self.chance.choice((TOP, MIDDLE, LOW))
        scope = self._scope(level, result=True)
        self.make.use("form: pemeriksaan")
        condition = self._formula("syarat", self.make.truth(scope, 2), 0)
        message = self._formula("pesan", self.make.text(scope, 2), 0)
        return ["pemeriksaan:", f"  {level}.sesuai:", *(f"    {line}" for line in (*condition, *message))]

    def _display(self) -> list[str]:
        if self.chance.random() > 0.15:
            return []
        self.make.use("form: tampilan")
        shown = self.rules[MIDDLE][0].text
        rows = [["judul", MIDDLE, LOW], ["Kode", "kode", "kode"], ["Nilai", shown, RESULT]]
        return ["tampilan:", "  judul: nama", f"  baris: [{MIDDLE}, {LOW}]", "  kolom: |", *(f"  {line}" for line in _block(rows))]

    # ---- The paket

    def _paket(self, entries: list[Entry]) -> dict[str, str]:
        lines = [f"manual: {MANUAL}", f"unit_kerja: {OFFICE}", "tahun: 2031"]
        if any(one.places for entry in entries for one in (entry, *entry.members)):
            lines.append(f"unit_pelapor: [{', '.join(REPORTERS)}]")
        lines += ["data:", "  - berkas: data.csv", '    pemisah: ";"', '    desimal: ","', '    ribuan: "."']
        lines += self._stated(TOP, 0, None)
        lines.append(f"{MIDDLE}:")
        cut = self.chance.choice((1, len(entries)))
        for at, group in enumerate((entries[:cut], entries[cut:])):
            if group:
                lines += [f"  b{at + 1}:", f"    nama: Bidang {at + 1}", *self._stated(MIDDLE, 4, None), f"    {LOW}:"]
                lines += [line for entry in group for line in self._member(entry, 6, LOW)]
        return {"kontrak.yaml": "\n".join(lines) + "\n", "data.csv": self._data(entries)}

    def _member(self, entry: Entry, indent: int, level: str) -> list[str]:
        pad = " " * indent
        planned = Thing(PLANNED, "number", percent=entry.satuan == HUNDREDTHS)
        periods = [one for one in (*BASE, YEAR) if one == YEAR or self.chance.random() < 0.7]
        values = ", ".join(f"{one}: {self._spelled_number(planned, '.')}" for one in periods)
        lines = [f"{pad}{entry.kode}:", f"{pad}  {PLANNED}: {{{values}}}", *self._stated(level, indent + 2, entry)]
        if entry.members:
            lines.append(f"{pad}  {PART}:")
            lines += [line for one in entry.members for line in self._member(one, indent + 4, PART)]
        return lines

    def _stated(self, level: str, indent: int, entry: Entry | None) -> list[str]:
        """What the contract says of a member of this level."""
        pad, lines = " " * indent, []
        for one in self.attributes[LOW if level == PART else level]:
            if one.source != "kontrak" or self.chance.random() < 0.15:
                continue
            if one.per_period:
                lines.append(f"{pad}{one.name}: {{C1: {self._spelled(one)}, {YEAR}: {self._spelled(one)}}}")
            elif self.chance.random() < 0.08:
                lines.append(f"{pad}{one.name}: {{alasan: {self.chance.choice(('bencana', 'hilang'))}}}")
            else:
                lines.append(f"{pad}{one.name}: {self._spelled(one)}")
        for rule in self.given:
            if rule.level == level and self.chance.random() < 0.5:
                self.make.use("form: value given instead of a rule")
                satuan = entry.satuan if entry and rule.satuan == "entri" else rule.satuan
                percent = satuan == HUNDREDTHS
                value = self._spelled(Declared(Thing(rule.name, rule.kind, percent=percent, low=Fraction(0))))
                lines += [f"{pad}{rule.name}:", f"{pad}  nilai: {value}", f"{pad}  catatan: Menurut surat"]
        return lines

    def _data(self, entries: list[Entry]) -> str:
        lines = ["unit_kerja;periode;kode;variabel;nilai;alasan;keterangan"]
        for entry in [one for entry in entries for one in (entry, *entry.members)]:
            result = Declared(Thing(RESULT, "number", percent=entry.satuan == HUNDREDTHS))
            for office in REPORTERS if entry.places else (OFFICE,):
                for period in (*BASE, *([YEAR] if self.chance.random() < 0.1 else [])):
                    rows = [*entry.variables, *([result] if entry.given and self.chance.random() < 0.7 else [])]
                    lines += [line for one in rows if (line := self._row(office, period, entry, one))]
        return "\n".join(lines) + "\n"

    def _row(self, office: str, period: str, entry: Entry, one: Declared) -> str | None:
        """A row of data; some are missing, some say why."""
        kind = self.chance.random()
        if kind < 0.12:
            return None
        note = "menurut surat" if one.name == RESULT else ""
        if kind < 0.2:
            return f"{office};{period};{entry.kode};{one.name};;{self.chance.choice(('bencana', 'hilang'))};{note}"
        return f"{office};{period};{entry.kode};{one.name};{self._spelled(one, ',')};;{note}"

    # ---- Writing

    def _formula(self, key: str, text: Code, indent: int) -> list[str]:
        """A key with a formula, written bare, in quotes or as a block."""
        pad, styles = " " * indent, ["block"]
        bare = re.fullmatch(r"[A-Za-z0-9(][^\n]*", text) and not re.search(r": | #|:$", text)
        if bare:
            styles += ["bare", "bare"]
        if "\n" not in text:
            styles.append("quoted")
        style = self.chance.choice(styles)
        self.make.use(f"form: formula {style}")
        if style == "bare":
            return [f"{pad}{key}: {text}"]
        if style == "quoted":
            return [f"{pad}{key}: '{text.replace(chr(39), chr(39) * 2)}'"]
        body = str(text)
        if self.chance.random() < 0.2:
            self.make.use("form: formula on several lines")
            body = re.sub(r" (then|else|and|or) ", r"\n\1 ", body)
        if self.chance.random() < 0.1:
            self.make.use("language: remark")
            body = self.chance.choice((f"// menurut pasal 2\n{body}", f"/* rekaan */ {body}", f"{body} // rekaan"))
        return [f"{pad}{key}: |", *(f"{pad}  {line}" for line in body.splitlines())]

    def _comment(self) -> list[str]:
        return self.chance.choice(([], [], [], [], ["# Rekaan, hanya untuk pengujian."], [""]))


def _kind_of(code: str) -> str:
    return "rasio" if code in (HUNDREDTHS, *RATIOS) else "hitungan" if code in COUNTED else "ukuran"


def _unit(satuan: str) -> Unit:
    """The unit of a declared satuan."""
    parts = re.findall(r"[*/]?[^*/]+", satuan)
    return unit(*(part.removeprefix("*") for part in parts if part.strip("*/") != "1"))


def _spelled_unit(of: Unit) -> str | None:
    """How a unit is declared; None for one that would need a power, or `entri` among others."""
    if any(abs(power) != 1 or " " in code for code, power in of) or (len(of) > 1 and "entri" in dict(of)):
        return None
    if of == (("entri", -1),):
        return None
    above = [code for code, power in of if power > 0]
    below = [code for code, power in of if power < 0]
    return "/".join(["*".join(above) or "1", *below])


def _block(rows: list[list[str]]) -> list[str]:
    return [f"  {line}" for line in layout(rows)]


def _head(kode: str, *more: str) -> list[str]:
    lines = ["manual:", f"  kode: {kode}", f"  nama: Rekaan {kode}", "  dasar_hukum:", "    dokumen: Rekaan"]
    return [*lines, *(f"  {line}" for line in more)]


def _lines(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part) + "\n"
