"""How a value is computed, as rule files write it: formula, tabel, skala or komponen, then bounds and rounding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from tests.properties.manual_formulas import Formulas
from tests.properties.manual_scope import HUNDREDTHS, PLAIN, RATIOS, Code, Scope, Thing, Unit, fit
from tests.properties.manual_tables import layout, table
from tests.properties.manual_values import Values, spelled_unit, unit_of

Lines = list[str]
Limits = tuple[Fraction | None, Fraction | None]
NO_LIMITS: Limits = (None, None)


@dataclass
class Bodies:
    """Writes bodies of rules. Every line begins where the key stands."""

    make: Formulas
    values: Values

    @property
    def chance(self) -> Random:
        return self.make.chance

    def body(
        self,
        scope: Scope,
        kind: str,
        wanted: Unit,
        tables: float = 0.3,
        allowed: tuple[str, ...] = ("formula", "tabel", "skala", "komponen"),
    ) -> Lines:
        """formula, tabel, skala or komponen, then bounds and rounding."""
        inputs = [one for one in scope.things if one.kind in ("number", "text", "truth", "date") and not one.constant]
        if kind == "numbers":
            return self._list(scope, wanted, inputs)
        if inputs and "tabel" in allowed and self.chance.random() < tables:
            lines = self._table(scope, kind, wanted, inputs)
        elif kind == "number" and "skala" in allowed and self.chance.random() < 0.12:
            self.make.use("form: skala of a rule", "unit: scale gives a literal")
            masukan = self.formula("masukan", self.make.number(self.make.some_unit(scope), scope, 1, True))
            lines = ["skala:", *indented(2, [*masukan, *self.points()])]
        elif kind == "number" and "komponen" in allowed and self.chance.random() < 0.15:
            lines = self._components(scope, wanted)
        else:
            lines = self.formula("formula", self.make.of_kind(kind, wanted, scope, self.chance.choice((2, 3, 3))))
        return lines + (self._bounds(scope, wanted) if kind == "number" else [])

    def _list(self, scope: Scope, wanted: Unit, inputs: list[Thing]) -> Lines:
        if inputs and self.chance.random() < 0.5:
            columns = self.chance.sample(inputs, 1)
            rows = table(self.make, scope, columns, "semua", "isi", lambda: self.make.number(wanted, scope, 0, True))
            return ["kebijakan: semua", "tabel: |", *indented(2, rows)]
        self.make.use("form: rule that is a list")
        return self.formula("formula", self.make.list_of_numbers(wanted, scope, 2))

    def _table(self, scope: Scope, kind: str, wanted: Unit, inputs: list[Thing]) -> Lines:
        policy = self.chance.choice(("tunggal", "tunggal", "tunggal", "pertama"))
        columns = self.chance.sample(inputs, min(len(inputs), self.chance.choice((1, 1, 2, 2, 3))))
        limited = [one for one in inputs if one.low is not None and one not in columns]
        if limited and self.chance.random() < 0.4:
            columns[0] = self.chance.choice(limited)
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

        rows = table(self.make, scope, columns, policy, "isi", output)
        said = [] if policy == "tunggal" and self.chance.random() < 0.8 else [f"kebijakan: {policy}"]
        return [*said, "tabel: |", *indented(2, rows)]

    def _components(self, scope: Scope, wanted: Unit) -> Lines:
        if self.chance.random() < 0.5:
            self.make.use("form: komponen")
            return ["komponen: |", *indented(2, self._component_set(scope, wanted))]
        self.make.use("form: komponen with conditions")
        first, *more = self.formula("bila", self.make.truth(scope, 1))
        lines = ["komponen:", f"  - {first}", *indented(4, more)]
        lines += ["    tabel: |", *indented(6, self._component_set(scope, wanted))]
        if self.chance.random() < 0.8:
            lines += ["  - tabel: |", *indented(6, self._component_set(scope, wanted))]
        return lines

    def _component_set(self, scope: Scope, wanted: Unit) -> Lines:
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

    def _bounds(self, scope: Scope, wanted: Unit) -> Lines:
        lines: Lines = []
        for key in ("batas_bawah", "batas_atas"):
            if self.chance.random() < 0.12:
                self.make.use(f"form: {key}", *(["unit: equal in bounds"] if wanted != PLAIN else []))
                lines += self.formula(key, self.make.number(wanted, scope, self.chance.choice((0, 0, 1))))
        if self.chance.random() < 0.12:
            self.make.use("form: pembulatan")
            lines.append(f"pembulatan: {self.chance.choice((0, 1, 2, -1))}")
        return lines

    def points(self) -> Lines:
        """The ends and points of a scale."""
        ends = self.chance.choice(("tetap", "lanjut", "kosong"))
        self.make.use(f"form: skala {ends}")
        middle = "50%" if self.chance.random() < 0.2 else "50"
        rows = [["masukan", "= hasil"], ["0", "0"], [middle, "60"], ["100", "100"]]
        return [f"ujung: {ends}", "titik: |", *block(rows)]

    def limits(self, satuan: str | None) -> tuple[Lines, Limits]:
        """Rarely: what a result is declared to be. Given results are at least 0 and at most 2000."""
        if self.chance.random() > 0.2:
            return [], NO_LIMITS
        self.make.use("form: minimal of a result")
        parts, percent = (100, "%") if satuan == HUNDREDTHS else (1, "")
        low = self.chance.choice((-1_000_000, 0, 0, -20))
        high = self.chance.choice((None, 1_000_000, 2000))
        lines = [f"minimal: {low}{percent}", *([f"maksimal: {high}{percent}"] if high is not None else [])]
        return lines, (Fraction(low, parts), None if high is None else Fraction(high, parts))

    def declared(self, kind: str, wanted: Unit) -> tuple[str | None, Unit]:
        """The satuan that a result declares, and the unit that it then has. A plain ratio may be any `rasio`."""
        if kind != "number" or self.chance.random() < 0.2:
            return None, wanted
        if self.make.slip("result declared in another unit", 0.15):
            wanted = unit_of(self.chance.choice(self.values.codes))
        if wanted == PLAIN:
            code = self.chance.choice([code for code in self.values.codes if code in (HUNDREDTHS, *RATIOS)])
            self.make.use("unit: a ratio declared as rasio")
            if unit_of(code) != wanted:
                self.make.use("unit: plain ratio declared as points")
            return code, unit_of(code)
        text = spelled_unit(wanted)
        return (None, wanted) if text is None else (text, wanted)

    def formula(self, key: str, text: Code) -> Lines:
        """A key with a formula, written bare, in quotes or as a block."""
        styles = ["block"]
        bare = re.fullmatch(r"[A-Za-z0-9(][^\n]*", text) and not re.search(r": | #|:$", text)
        if bare:
            styles += ["bare", "bare"]
        if "\n" not in text:
            styles.append("quoted")
        style = self.chance.choice(styles)
        self.make.use(f"form: formula {style}")
        if style == "bare":
            return [f"{key}: {text}"]
        if style == "quoted":
            return [f"{key}: '{text.replace(chr(39), chr(39) * 2)}'"]
        body = str(text)
        if self.chance.random() < 0.2:
            self.make.use("form: formula on several lines")
            body = re.sub(r" (then|else|and|or) ", r"\n\1 ", body)
        if self.chance.random() < 0.1:
            self.make.use("language: remark")
            body = self.chance.choice((f"// menurut pasal 2\n{body}", f"/* rekaan */ {body}", f"{body} // rekaan"))
        return [f"{key}: |", *indented(2, body.splitlines())]


def of_rule(name: str, kind: str, unit: Unit, satuan: str | None, limits: Limits) -> Thing:
    """What a rule is for those that use it."""
    low, high = limits
    tags = ("form: rule that uses a rule",)
    return Thing(name, kind, unit, low=low, high=high, percent=satuan == HUNDREDTHS, tags=tags)


def indented(by: int, lines: Lines) -> Lines:
    """The lines, further in."""
    return [" " * by + line for line in lines]


def block(rows: list[list[str]]) -> Lines:
    """A text table below its key."""
    return indented(2, layout(rows))
