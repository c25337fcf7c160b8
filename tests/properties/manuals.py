"""Random small manuals with a contract and data: `generate(seed)` gives the same one for a seed, whole, as texts.

A decree (levels, periods, reasons, units, constants, functions, scales, rules, checks, display), a manual under it with
entries, and a paket of an office with data inside the declared limits, some of it missing. More than half of them have
one or two mistakes, which stand in `constructs` as `mistake: …`. The others are meant to pass the check, but nobody
promises that: whether the check is right is what the manuals are for.

The parts, from below: `manual_scope` (names, kinds, units), `manual_numbers`, `manual_lists`, `manual_conditions` (one
function for each form of a formula), `manual_formulas`, `manual_tables`, `manual_values` (what is declared),
`manual_bodies` (how a value is computed), `manual_paket`, `manual_known` (what there is so far), `manual_entries`, and
here the decree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.properties.manual_bodies import NO_LIMITS, Limits, Lines, block, indented, of_rule
from tests.properties.manual_entries import Entries
from tests.properties.manual_known import LEVELS, Known, begun
from tests.properties.manual_paket import MANUAL, GivenRule, Paket
from tests.properties.manual_scope import ANY_UNIT, HUNDREDTHS, PLAIN, WORDS, Scope, Signature, Thing, Unit
from tests.properties.manual_values import (
    BASE,
    JENIS,
    LOW,
    MIDDLE,
    MIDDLE_CODES,
    PART,
    PLANNED,
    RESULT,
    TOP,
    YEAR,
    Declared,
    kind_of,
    quantity,
    unit_of,
)

__all__ = ["DECREE", "MANUAL", "Generated", "generate"]

DECREE = "kep-1"
SYMBOLS = {HUNDREDTHS: "%", "rupiah": "Rp"}
PERIODS = [
    ["kode", "terdiri_atas", "nama"],
    *([one, one, f"masa {one}"] for one in BASE),
    [YEAR, ", ".join(BASE), "setahun"],
]
REASONS = [
    ["kode", "sah", "uraian"],
    ["belum", "ya", "belum waktunya"],
    ["bencana", "ya", "keadaan kahar"],
    ["hilang", "tidak", "data hilang"],
]


@dataclass(frozen=True)
class Generated:
    """The files of both manuals by their path, `kep-1/manual.yaml`, and those of the paket, `kontrak.yaml`, `data.csv`.

    `constructs`: what occurs in them, `language: if`, `cell: range`, `unit: count is plain`, `form: komponen`, and the
    mistakes made on purpose. The contract names MANUAL, which stands under DECREE.
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
    known = begun(Random(seed))
    decree, entries = _Decree(known), Entries(known, DECREE)
    levels, constants, functions = decree.levels(), decree.constants(), decree.functions()
    rules = decree.rules(LOW, known.chance.choice((0, 1)), result=False)
    known.before_results = len(known.rules[LOW])
    files = [entries.file(f"K{at + 1}") for at in range(known.chance.choice((1, 1, 2)))]
    rules += decree.rules(LOW, known.chance.choice((1, 1, 2)), result=True)
    for entry, text in files:
        entries.override(entry, text)
    rules += decree.rules(MIDDLE, 1, result=True) + decree.rules(TOP, known.chance.choice((0, 1)), result=True)
    shown = [*decree.checks(), *decree.display()]
    texts = {
        f"{DECREE}/manual.yaml": [*_head(DECREE), *levels],
        f"{DECREE}/aturan.yaml": [*constants, *functions, "aturan:", *rules, *shown],
        f"{MANUAL}/manual.yaml": _head(MANUAL, f"memakai: {DECREE}", f"mengisi: {LOW}"),
        **{f"{MANUAL}/{entry.kode}-uji.yaml": text for entry, text in files},
    }
    paket = Paket(known.make, known.values, known.attributes, known.given).written([entry for entry, _ in files])
    written = {path: "\n".join(text) + "\n" for path, text in texts.items()}
    return Generated(seed, written, paket, frozenset(known.make.used))


def _head(kode: str, *more: str) -> Lines:
    lines = ["manual:", f"  kode: {kode}", f"  nama: Rekaan {kode}", "  dasar_hukum:", "    dokumen: Rekaan"]
    return [*lines, *indented(2, list(more))]


@dataclass
class _Decree:
    """Writes the decree; what it defines is known from then on."""

    known: Known

    @property
    def chance(self) -> Random:
        return self.known.chance

    def _comment(self) -> Lines:
        return self.chance.choice(([], [], [], [], ["# Rekaan, hanya untuk pengujian."], [""]))

    # Levels, periods, reasons, units

    def levels(self) -> Lines:
        """All that a tree needs."""
        known, lines = self.known, ["tingkat:"]
        for level, below in zip(LEVELS, (MIDDLE, LOW, PART if known.has_parts else None), strict=True):
            known.attributes[level] = [known.values.attribute() for _ in range(self.chance.choice((1, 1, 2)))]
            if level != LOW:
                known.attributes[level] = [replace(one, source="kontrak") for one in known.attributes[level]]
            lines += [f"  {level}:", *([f"    anggota: {below}"] if below else []), *self._result_of(level)]
            lines += [f"    kode: [{', '.join(MIDDLE_CODES)}]"] if level == MIDDLE else []
            lines += ["    atribut:", *(line for one in known.attributes[level] for line in self._attribute(one))]
            lines += self._planned() if level == LOW else []
        if known.has_parts:
            known.make.use("form: members of an entry", "form: seperti")
            lines += [f"  {PART}:", f"    seperti: {LOW}"]
        units = [
            ["kode", "jenis", "lambang"],
            *([one, kind_of(one), SYMBOLS.get(one, "-")] for one in known.values.codes),
        ]
        lines += [*self._comment(), "periode: |", *block(PERIODS), "alasan: |", *block(REASONS), "satuan: |"]
        return [*lines, *block(units)]

    def _result_of(self, level: str) -> Lines:
        if level != LOW:
            return []
        return [f"    hasil: {RESULT}", *([f"    mengikuti: {PLANNED}"] if self.chance.random() < 0.7 else [])]

    def _planned(self) -> Lines:
        lines = ["dari: kontrak", "per: periode", "satuan: entri", f"wajib: [{YEAR}]", "bila_kosong: belum"]
        if self.chance.random() < 0.15:
            self.known.make.use("form: tidak_turun")
            scope = Scope(self.known.attribute_things(LOW, result=False), entity=True)
            lines += self.known.bodies.formula("tidak_turun", self.known.make.truth(scope, 1))
        return [f"      {PLANNED}:", *indented(8, lines)]

    def _attribute(self, one: Declared) -> Lines:
        thing, lines = one.thing, [f"dari: {one.source}"]
        if one.source == "manual" and self.chance.random() < 0.3:
            self.known.make.use("form: boleh_diberikan kontrak, attribute")
            lines.append("boleh_diberikan: kontrak")
        if one.per_period:
            lines.append("per: periode")
        if thing.choices:
            self.known.make.use("form: pilihan")
            lines.append(f"pilihan: [{', '.join(thing.choices)}]")
        elif thing.kind in JENIS:
            lines.append(f"jenis: {JENIS[thing.kind]}")
        lines += [*quantity(one), *([f"bawaan: {one.default}"] if one.default is not None else [])]
        if self.chance.random() < 0.2:
            lines.append(f"bila_kosong: {self.chance.choice(('belum', 'hilang'))}")
        return [f"      {one.name}:", *indented(8, lines)]

    # Constants, scales, functions

    def constants(self) -> Lines:
        """Up to two."""
        lines = ["tetapan:"] if (count := self.chance.choice((0, 1, 2))) else []
        for at in range(count):
            value, satuan, thing = self._constant(f"batas_{at + 1}")
            lines += [f"  {thing.text}:", f"    nilai: {value}", *([f"    satuan: {satuan}"] if satuan else [])]
            self.known.constants.append(thing)
        return lines

    def _constant(self, name: str) -> tuple[str, str | None, Thing]:
        kind = self.chance.randrange(6)
        if kind == 0:
            return f"'\"{self.chance.choice(WORDS)}\"'", None, Thing(name, "text", tags=("form: constant text",))
        if kind < 3:
            before = [one.text for one in self.known.constants if one.kind == "constant"]
            value = f"2 * {before[0]}" if before else "50"
            return value, None, Thing(name, "constant", tags=("form: constant", "unit: constant without satuan"))
        satuan = self.known.values.satuan(0.4)
        thing = Thing(name, "number", unit_of(satuan), tags=("form: constant", "unit: constant with satuan"))
        return "25%" if satuan == HUNDREDTHS else "12", satuan, thing

    def functions(self) -> Lines:
        """A named scale, and up to two functions."""
        scales: Lines = []
        if self.chance.random() < 0.35:
            scales = ["skala:", "  skala_uji:", *indented(4, self.known.bodies.points())]
            taken = (Thing("masukan", "number", ANY_UNIT),)
            self.known.functions.append(Signature("skala_uji", taken, "number", PLAIN, literal=True))
        names = [f"hitung_{at + 1}" for at in range(self.chance.choice((0, 1, 1, 2)))]
        functions = [line for name in names for line in self._function(name)]
        return [*scales, *(["fungsi:", *functions] if functions else [])]

    def _signature(self, name: str) -> Signature:
        """What a function takes and gives; what it is called with is unknown there."""
        a, b = Thing("a", "number", ANY_UNIT), Thing("b", "number", ANY_UNIT)
        word = Thing("cara", "text", choices=tuple(self.chance.sample(WORDS, 2)))
        shapes: tuple[tuple[tuple[Thing, ...], str, Unit], ...] = (
            ((a, b), "number", PLAIN),
            ((a, b), "number", ANY_UNIT),
            ((word, a, b), "number", PLAIN),
            ((Thing("xs", "numbers", ANY_UNIT),), "number", ANY_UNIT),
            ((Thing("x", "number", PLAIN), a), "number", ANY_UNIT),
            ((a, b), "truth", PLAIN),
            ((Thing("t", "text"), a), "number", PLAIN),
        )
        return Signature(name, *self.chance.choice(shapes))

    def _function(self, name: str) -> Lines:
        known, signature = self.known, self._signature(name)
        scope = Scope((*signature.parameters, *known.constants), tuple(known.functions))
        tables = 0.6 if len(signature.parameters) == 3 else 0.25
        lines = [f"parameter: [{', '.join(one.text for one in signature.parameters)}]"]
        lines += known.bodies.body(scope, signature.kind, signature.unit, tables, ("formula", "tabel"))
        known.make.use("form: fungsi")
        if signature.kind == "number" and signature.unit == PLAIN and self.chance.random() < 0.3:
            known.make.use("form: fungsi with satuan")
            lines += [f"satuan: {HUNDREDTHS}", *known.bodies.limits(HUNDREDTHS)[0]]
        known.functions.append(signature)
        return [f"  {name}:", *indented(4, lines)]

    # Rules

    def rules(self, level: str, count: int, *, result: bool) -> Lines:
        """Some rules of a level, each of which may use those before it."""
        return [line for _ in range(count) for line in self._rule(level, result=result)]

    def _rule(self, level: str, *, result: bool) -> Lines:
        known, scope = self.known, self.known.scope(level, result=result)
        name = known.values.name("rule")
        kind = self.chance.choice(("number", "number", "number", "number", "text", "truth", "numbers", "date"))
        wanted = PLAIN
        if kind in ("number", "numbers"):
            wanted = known.make.composed(scope) if kind == "number" else known.make.some_unit(scope)
        lines = ["uraian: Rekaan", "dasar_hukum:", "  rujukan: Pasal 4"] if self.chance.random() < 0.3 else []
        if level == LOW and known.has_parts and not scope.members and self.chance.random() < 0.5:
            known.make.use("form: juga_untuk")
            lines.append(f"juga_untuk: [{PART}]")
            known.shared.add(name)
        lines += known.bodies.body(scope, kind, wanted)
        satuan, wanted = known.bodies.declared(kind, wanted)
        lines += [f"satuan: {satuan}"] if satuan is not None else []
        more, limits = self._more(GivenRule(level, name, kind, satuan))
        lines += more
        known.rules[level].append(of_rule(name, kind, wanted, satuan, limits))
        return [*self._comment(), f"  {level}.{name}:", *indented(4, lines)]

    def _more(self, rule: GivenRule) -> tuple[Lines, Limits]:
        """What a rule rarely has besides."""
        known = self.known
        lines: Lines = []
        if self.chance.random() < 0.08:
            known.make.use("form: periode of a rule")
            lines.append(f"periode: {self.chance.choice((YEAR, BASE[0]))}")
        if rule.kind != "number":
            return lines, NO_LIMITS
        if self.chance.random() < 0.15:
            known.make.use("form: boleh_diberikan kontrak, rule")
            lines.append("boleh_diberikan: kontrak")
            known.given.append(rule)
        more, limits = known.bodies.limits(rule.satuan)
        return [*lines, *more], limits

    # Checks and display

    def checks(self) -> Lines:
        """Now and then a check of contracts."""
        if self.chance.random() > 0.3:
            return []
        make, bodies = self.known.make, self.known.bodies
        level = self.chance.choice(LEVELS)
        scope = self.known.scope(level, result=True)
        make.use("form: pemeriksaan")
        lines = bodies.formula("syarat", make.truth(scope, 2)) + bodies.formula("pesan", make.text(scope, 2))
        return ["pemeriksaan:", f"  {level}.sesuai:", *indented(4, lines)]

    def display(self) -> Lines:
        """Rarely a printed table."""
        if self.chance.random() > 0.15:
            return []
        self.known.make.use("form: tampilan")
        shown = self.known.rules[MIDDLE][0].text
        columns = block([["judul", MIDDLE, LOW], ["Kode", "kode", "kode"], ["Nilai", shown, RESULT]])
        return ["tampilan:", *indented(2, ["judul: nama", f"baris: [{MIDDLE}, {LOW}]", "kolom: |", *columns])]
