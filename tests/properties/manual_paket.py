"""The contract and the data of an office that a generated manual is computed for."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from tests.properties.manual_formulas import Formulas
from tests.properties.manual_scope import HUNDREDTHS, Thing
from tests.properties.manual_values import BASE, LOW, MIDDLE, PART, PLANNED, RESULT, TOP, YEAR, Declared, Values

MANUAL = "ukur-1"
OFFICE, REPORTERS = "Dinas Uji", ("Kantor Utara", "Kantor Selatan")


@dataclass
class Entry:
    """An entry, or a member of one, as far as contract and data have to know it."""

    kode: str
    satuan: str
    variables: list[Declared] = field(default_factory=list)
    given: bool = False
    """Whether the data may give its result."""
    given_rules: list[Declared] = field(default_factory=list)
    """Its own rules for which the data may give a value."""
    places: bool = False
    """Whether several offices report."""
    members: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class GivenRule:
    """A rule of a level for which a contract may give a value."""

    level: str
    name: str
    kind: str
    satuan: str | None


@dataclass
class Paket:
    """Writes a contract and data. `attributes`: what is given on each level, `given`: the rules that may be given."""

    make: Formulas
    values: Values
    attributes: dict[str, list[Declared]]
    given: list[GivenRule]

    @property
    def chance(self) -> Random:
        return self.make.chance

    def written(self, entries: list[Entry]) -> dict[str, str]:
        """The two files. There is a member of MIDDLE for all entries, or two."""
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
        values = ", ".join(f"{one}: {self.values.spelled_number(planned)}" for one in periods)
        lines = [f"{pad}{entry.kode}:", f"{pad}  {PLANNED}: {{{values}}}", *self._stated(level, indent + 2, entry)]
        if entry.members:
            lines.append(f"{pad}  {PART}:")
            lines += [line for one in entry.members for line in self._member(one, indent + 4, PART)]
        return lines

    def _stated(self, level: str, indent: int, entry: Entry | None) -> list[str]:
        """What the contract says of a member of this level."""
        pad = " " * indent
        lines: list[str] = []
        for one in self.attributes[LOW if level == PART else level]:
            if one.source != "kontrak" or self.chance.random() < 0.15:
                continue
            if one.per_period:
                lines.append(f"{pad}{one.name}: {{C1: {self.values.spelled(one)}, {YEAR}: {self.values.spelled(one)}}}")
            elif self.chance.random() < 0.08:
                lines.append(f"{pad}{one.name}: {{alasan: {self.chance.choice(('bencana', 'hilang'))}}}")
            else:
                lines.append(f"{pad}{one.name}: {self.values.spelled(one)}")
        for rule in self.given:
            if rule.level == level and self.chance.random() < 0.5:
                self.make.use("form: value given instead of a rule")
                satuan = entry.satuan if entry and rule.satuan == "entri" else rule.satuan
                percent = satuan == HUNDREDTHS
                value = self.values.spelled(Declared(Thing(rule.name, rule.kind, percent=percent, low=Fraction(0))))
                lines += [f"{pad}{rule.name}:", f"{pad}  nilai: {value}", f"{pad}  catatan: Menurut surat"]
        return lines

    def _data(self, entries: list[Entry]) -> str:
        lines = ["unit_kerja;periode;kode;variabel;nilai;alasan;keterangan"]
        for entry in [one for owner in entries for one in (owner, *owner.members)]:
            result = Declared(Thing(RESULT, "number", percent=entry.satuan == HUNDREDTHS, low=Fraction(0)))
            for office in REPORTERS if entry.places else (OFFICE,):
                for period in (*BASE, *([YEAR] if self.chance.random() < 0.1 else [])):
                    given = [*([result] if entry.given else []), *entry.given_rules]
                    rows = [*entry.variables, *(one for one in given if self.chance.random() < 0.7)]
                    lines += [line for one in rows if (line := self._row(office, period, entry, one))]
        return "\n".join(lines) + "\n"

    def _row(self, office: str, period: str, entry: Entry, one: Declared) -> str | None:
        """A row of data; some are missing, some say why."""
        kind = self.chance.random()
        if kind < 0.12:
            return None
        note = "" if one in entry.variables else "menurut surat"
        if kind < 0.2:
            return f"{office};{period};{entry.kode};{one.name};;{self.chance.choice(('bencana', 'hilang'))};{note}"
        return f"{office};{period};{entry.kode};{one.name};{self.values.spelled(one, ',')};;{note}"
