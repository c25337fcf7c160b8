"""The entries of a generated manual: raw data, how they are put together, constants, own rules, the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from tests.properties.manual_bodies import NO_LIMITS, Lines, indented, of_rule
from tests.properties.manual_known import Known
from tests.properties.manual_paket import Entry
from tests.properties.manual_scope import COUNTED, HUNDREDTHS, PLAIN, Code, Scope, Thing, Unit, of_ratios
from tests.properties.manual_values import JENIS, LOW, PART, RESULT, Declared, quantity, spelled_unit, unit_of

CONSOLIDATIONS = ("kumulatif", "jumlah", "rata-rata", "nilai terakhir")
OVER_PERIODS = ("data mentah", "data mentah", "jumlah", "rata-rata", "nilai terakhir")
OVER_PLACES = ("jumlah", "rata-rata", "data mentah")


@dataclass
class Entries:
    """Writes entries; what they have goes into the Entry that they are about."""

    known: Known
    decree: str

    @property
    def chance(self) -> Random:
        return self.known.chance

    def file(self, kode: str) -> tuple[Entry, Lines]:
        """An entry and the lines of its file."""
        entry = Entry(kode, self.known.values.satuan())
        return entry, [f"kode: {kode}", f"nama: Rekaan {kode}", *self._lines(entry, LOW)]

    def _lines(self, entry: Entry, level: str) -> Lines:
        """All of an entry but its kode and name."""
        make, values = self.known.make, self.known.values
        lines = [f"satuan: {entry.satuan}"]
        stated = (one for one in self.known.attributes[LOW] if one.source == "manual" and self.chance.random() < 0.9)
        lines += [f"{one.name}: {values.spelled(one)}" for one in stated]
        raw = self._raw(entry)
        lines += [*self._consolidation(entry), "data_mentah:", *raw]
        if self.chance.random() < 0.1:
            make.use("form: hasil_diberikan")
            entry.given = True
            return [*lines, "hasil_diberikan: Dinilai pihak lain"]
        constants, own = self._constants(entry)
        lines += constants
        if self.chance.random() < 0.4:
            rule, thing = self._rule(entry, self.known.scope_of_entry(entry, own, level))
            own.append(thing)
            lines += ["aturan:", *rule]
        lines += self._result(entry, self.known.scope_of_entry(entry, own, level), level)
        lines += self.known.bodies.limits(entry.satuan)[0]
        if self.chance.random() < 0.12:
            make.use("form: boleh_diberikan data")
            entry.given = True
            lines.append("boleh_diberikan: data")
        return lines

    def _raw(self, entry: Entry) -> Lines:
        lines: Lines = []
        values = self.known.values
        for at in range(self.chance.choice((2, 2, 3))):
            kind = self.chance.choice(("number",) * 7 + ("text", "truth", "date"))
            counts = [code for code in values.codes if code in COUNTED]
            satuan = counts[at % len(counts)] if len(counts) > 1 and self.chance.random() < 0.5 else None
            one = values.number(None, satuan) if kind == "number" else Declared(Thing(values.name(kind), kind))
            if at == 0 and kind == "number" and self.chance.random() < 0.8:
                # Something has the unit of the result.
                percent = entry.satuan == HUNDREDTHS
                thing = replace(one.thing, unit=unit_of(entry.satuan), percent=percent, low=None, high=None)
                one = replace(one, thing=thing, satuan=entry.satuan)
            one = replace(one, thing=replace(one.thing, tags=(*one.thing.tags, f"form: raw datum of kind {kind}")))
            entry.variables.append(one)
            said = [f"jenis: {JENIS[kind]}"] if kind in JENIS else []
            wholes = [other.name for other in entry.variables[:-1] if other.satuan == one.satuan]
            if kind == "number" and wholes and self.chance.random() < 0.3:
                self.known.make.use("form: bagian_dari")
                said.append(f"bagian_dari: {wholes[0]}")
            lines += [f"  {one.name}:", *indented(4, [*said, *quantity(one), *self._put_together(kind)])]
        return lines

    def _put_together(self, kind: str) -> Lines:
        """How rows of base periods become one value; only numbers can be added."""
        if self.chance.random() > 0.85:
            return []
        numbers = kind == "number" or self.known.make.slip("texts and dates added up", 0.1)
        way = self.chance.choice(CONSOLIDATIONS) if numbers else "nilai terakhir"
        self.known.make.use(f"form: konsolidasi {way}")
        return [f"konsolidasi: {way}"]

    def _consolidation(self, entry: Entry) -> Lines:
        make = self.known.make
        periods = self.chance.choice(OVER_PERIODS)
        make.use(f"form: konsolidasi.periode {periods}")
        lines = ["konsolidasi:", f"  periode: {periods}"]
        if self.chance.random() > 0.12:
            return lines
        entry.places = True
        make.use("form: konsolidasi.lokasi")
        numbers = all(one.thing.kind == "number" for one in entry.variables)
        several = OVER_PLACES if numbers or make.slip("texts and dates added up", 0.3) else OVER_PLACES[:2]
        return [*lines, f"  lokasi: {self.chance.choice(several)}"]

    def _constants(self, entry: Entry) -> tuple[Lines, list[Thing]]:
        """The entry's own constants."""
        if self.chance.random() > 0.3:
            return [], []
        self.known.make.use("form: own constant")
        name, satuan = f"tetap_{entry.kode.replace('.', '_')}", self.known.values.satuan()
        value = "'80%'" if satuan == HUNDREDTHS else "30"
        thing = Thing(name, "number", unit_of(satuan), tags=("unit: constant with satuan",))
        return ["tetapan:", f"  {name}:", f"    nilai: {value}", f"    satuan: {satuan}"], [thing]

    def _rule(self, entry: Entry, scope: Scope) -> tuple[Lines, Thing]:
        """A rule of the entry's own."""
        make, bodies = self.known.make, self.known.bodies
        name = self.known.values.name("rule")
        kind = self.chance.choice(("number", "number", "number", "truth", "text"))
        wanted = make.composed(scope) if kind == "number" else PLAIN
        lines = bodies.body(scope, kind, wanted)
        satuan, wanted = bodies.declared(kind, wanted)
        lines += [f"satuan: {satuan}"] if satuan is not None else []
        make.use("form: own rule")
        limits = NO_LIMITS
        if kind == "number":
            more, limits = bodies.limits(satuan)
            lines += more
            if self.chance.random() < 0.15:
                make.use("form: boleh_diberikan data, own rule")
                lines.append("boleh_diberikan: data")
                low = Fraction(0)
                entry.given_rules.append(Declared(Thing(name, "number", percent=satuan == HUNDREDTHS, low=low)))
        return [f"  {name}:", *indented(4, lines)], of_rule(name, kind, wanted, satuan, limits)

    def _result(self, entry: Entry, scope: Scope, level: str) -> Lines:
        """The result: of the members, or computed by the entry itself."""
        bodies, make = self.known.bodies, self.known.make
        if level == LOW and self.known.has_parts and self.chance.random() < 0.6:
            make.use("form: result of the members")
            formula = Code(f"{self.chance.choice(('mean', 'sum', 'max'))}({PART}.{RESULT})")
            return [*self._members(entry), *bodies.formula("formula", formula)]
        if make.slip("result that is no number", 0.03):
            return bodies.body(scope, self.chance.choice(("truth", "text")), PLAIN)
        return bodies.body(scope, "number", self._result_unit(entry, scope))

    def _result_unit(self, entry: Entry, scope: Scope) -> Unit:
        """The unit of the formula of an entry: that of its result, or for a ratio any ratio."""
        wanted = unit_of(entry.satuan)
        if self.known.make.slip("result of an entry in another unit", 0.1):
            return self.known.make.some_unit(scope)
        return PLAIN if of_ratios(wanted) else wanted

    def _members(self, entry: Entry) -> Lines:
        """Members of an entry, which have its unit."""
        lines = [f"{PART}:"]
        for at in range(self.chance.choice((1, 2))):
            other = self.known.make.slip("members of another unit", 0.2)
            part = Entry(f"{entry.kode}.{at + 1}", self.known.values.satuan() if other else entry.satuan)
            lines += [f"  {part.kode}:", f"    nama: Bagian {part.kode}", *indented(4, self._lines(part, PART))]
            entry.members.append(part)
        return lines

    def override(self, entry: Entry, text: Lines) -> None:
        """Rarely: the entry replaces a rule of the decree that needs its result."""
        rules = self.known.rules[LOW][self.known.before_results :]
        if not rules or self.chance.random() > 0.12:
            return
        old, later = rules[0], {one.text for one in rules}
        scope = self.known.scope_of_entry(entry, (), LOW, result=True)
        scope = replace(scope, things=tuple(one for one in scope.things if one.text not in later))
        self.known.given = [one for one in self.known.given if one.name != old.text]
        self.known.make.use("form: menimpa")
        kind, unit = old.kind, old.unit
        if self.known.make.slip("replaced by another kind or unit", 0.3):
            kind, unit = self.chance.choice(("number", "text", "date")), self.known.make.some_unit(scope)
        lines = [f"menimpa: {self.decree}", "alasan: Surat edaran", *self.known.bodies.body(scope, kind, unit)]
        if kind == "number" and (satuan := spelled_unit(unit)) is not None and self.chance.random() < 0.8:
            lines.append(f"satuan: {HUNDREDTHS if unit == PLAIN else satuan}")
        at = text.index("aturan:") + 1 if "aturan:" in text else len(text)
        text[at:at] = [*([] if at < len(text) else ["aturan:"]), f"  {old.text}:", *indented(4, lines)]
