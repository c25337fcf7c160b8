"""Names written in rule files outside of formulas: as keys, as words, in tables of codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engine.manual.files import ManualFiles
from engine.manual.leaves import Key
from engine.manual.model import (
    AttributeForm,
    BodyForm,
    DisplayForm,
    EntryFile,
    EntryKeys,
    ExplanationForm,
    LevelForm,
    ManualForm,
    RevisedEntry,
    RuleFile,
    RuleForm,
    VariableForm,
)
from engine.manual.nodes import Scalar
from engine.record import dataclass
from engine.references import places
from engine.references.definitions import Known, level_and_name, members, read
from engine.references.model import Kind, Symbol, Use
from engine.source import Span

UNIT = re.compile(r"[^\s*/()^]+")
HEADING = "judul"


@dataclass(frozen=True, slots=True)
class Written:
    """Records the places of names of one manual and those it stands on."""

    known: Known

    def manual(self, files: ManualFiles) -> None:
        """The files of a manual, and what they say of other versions."""
        self._head(files.form)
        for file in files.rules:
            self._file(file)
        level = files.form.mengisi.text if files.form.mengisi else ""
        entries: list[EntryFile | RevisedEntry] = [*files.entries, *files.revised]
        for entry in entries:
            self._entry(entry, level, entry.kode.text)
            self._words("manual", (entry.menimpa,))

    def use(self, symbol: Symbol | None, place: Span) -> None:
        """A place of a symbol, if there is one."""
        if symbol is not None:
            self.known.index.add(symbol, Use(place))

    def code(self, kind: Kind, place: Span, text: str | None = None) -> None:
        """A place of a code; `text` is what is meant, where it is not written as it reads."""
        self.use(self.known.codes.get((kind, place.text if text is None else text)), place)

    def level(self, place: Span, text: str | None = None) -> None:
        """A place of a level."""
        self.use(self.known.levels.get(place.text if text is None else text), place)

    def id(self, place: Span, root: str) -> None:
        """`level/kode.name`, `level/kode`, `level.name`, or a name at the top of the tree or of a function."""
        text = place.text
        head, slash, rest = text.partition("/")
        if slash:
            self._id_of_member(place, head, rest)
        elif "." in text:
            level, name = places.before_and_after(place, text.index("."))
            self.level(level)
            self.use(self.known.attributes.get((head.partition(".")[0], name.text)), name)
            self.use(self.known.checks.get((head.partition(".")[0], name.text)), name)
        else:
            self.use(self.known.attributes.get((root, text)) or self.known.definitions.get(text), place)

    def _id_of_member(self, place: Span, level: str, rest: str) -> None:
        self.level(places.part(place, 0, len(level)))
        kode, dot, name = (rest, "", "") if self.known.kode(level, rest) else rest.rpartition(".")
        self.use(self.known.kode(level, kode), places.part(place, len(level) + 1, len(kode)))
        if dot:
            own = self.known.own(f"{level}/{kode}")
            spot = places.part(place, len(place.text) - len(name), len(name))
            self.use(own.get(name) or self.known.attributes.get((level, name)), spot)

    # ---- rule files

    def _head(self, form: ManualForm) -> None:
        self._words("manual", (form.menggantikan, form.memakai, form.memperluas))
        if form.mengisi is not None:
            self._levels((form.mengisi,))

    def _words(self, kind: Kind, words: Iterable[Scalar | None]) -> None:
        for word in words:
            if word is not None:
                self.code(kind, places.of_scalar(word), word.text)

    def _levels(self, words: Iterable[Scalar | None]) -> None:
        for word in words:
            if word is not None:
                self.level(places.of_scalar(word), word.text)

    def _unit(self, word: Scalar | None) -> None:
        """A satuan: one code, or several with signs between them."""
        if word is not None:
            place = places.of_scalar(word)
            for match in UNIT.finditer(place.text):
                self.code("unit", places.part(place, match.start(), len(match.group())))

    def _file(self, file: RuleFile) -> None:
        for key, level in file.tingkat.items():
            self._level(str(key), level)
        self._periods(file.periode)
        for constant in file.tetapan.values():
            self._unit(constant.satuan)
        for function in file.fungsi.values():
            self._body(function)
        for key, rule in file.aturan.items():
            self._level_of(key)
            self._rule(rule)
        for key in file.pemeriksaan:
            self._level_of(key)
        for section, names in file.hapus.items():
            self._gone(str(section), names)
        if file.tampilan is not None:
            self._display(file.tampilan)
        root = next(iter(self.known.levels), "")
        for severity in file.keparahan.values():
            for word in severity.di:
                self.id(places.of_scalar(word), root)
        for explanation in file.penjelasan.values():
            self._explanation(explanation)

    def _explanation(self, form: ExplanationForm) -> None:
        """A name without its level is meant on every level that has it; it is recorded for the first of them."""
        self._words("manual", form.manual)
        for word in form.atribut:
            if "." in word.text:
                self.id(places.of_scalar(word), "")
            else:
                found = (self.known.attributes.get((level, word.text)) for level in self.known.levels)
                self.use(next((one for one in found if one is not None), None), places.of_scalar(word))

    def _gone(self, section: str, names: Iterable[Key]) -> None:
        """Names of another version that are no more."""
        groups: Mapping[str, Mapping[str, Symbol]] = {
            "tetapan": self.known.constants,
            "fungsi": self.known.definitions,
            "skala": self.known.definitions,
            "tingkat": self.known.levels,
        }
        kinds: Mapping[str, Kind] = {"periode": "period", "alasan": "reason", "satuan": "unit"}
        for name in names:
            place = places.of_key(name)
            if section in ("aturan", "pemeriksaan"):
                self.id(place, "")
            elif section in kinds:
                self.code(kinds[section], place, str(name))
            else:
                self.use(groups.get(section, {}).get(str(name)) or self.known.kode(section, str(name)), place)

    def _level_of(self, key: Key) -> None:
        level, name = level_and_name(key)
        if name is not None:
            self.level(level)

    def _level(self, name: str, form: LevelForm) -> None:
        self._levels((form.anggota, form.seperti))
        if form.mengikuti is not None:
            self.use(self.known.attributes.get((name, form.mengikuti.text)), places.of_scalar(form.mengikuti))
        for attribute in form.atribut.values():
            self._attribute(attribute)

    def _attribute(self, form: AttributeForm) -> None:
        self._unit(form.satuan)
        self._words("period", form.wajib)
        self._words("reason", (form.bila_kosong,))

    def _periods(self, block: Span | None) -> None:
        table = read(block)
        column = table.column("terdiri_atas") if table else None
        if table is None or column is None:
            return
        for row in table.rows:
            for part in places.split(row[column], ","):
                self.code("period", part)

    def _body(self, form: BodyForm) -> None:
        self._unit(form.satuan)

    def _rule(self, form: RuleForm) -> None:
        self._body(form)
        self._levels(form.juga_untuk)
        self._words("period", (form.periode,))
        self._words("manual", (form.menimpa,))

    def _display(self, form: DisplayForm) -> None:
        self._levels(form.baris)
        if form.status is not None:
            self.id(places.of_scalar(form.status), "")
        table = read(form.kolom)
        for heading in table.header if table else ():
            if heading.text != HEADING:
                self.level(heading)

    # ---- entries

    def _entry(self, form: EntryKeys, level: str, kode: str) -> None:
        self._body(form)
        own = self.known.own(f"{level}/{kode}")
        for datum in form.data_mentah.values():
            self._datum(datum, own)
        for constant in form.tetapan.values():
            self._unit(constant.satuan)
        for rule in form.aturan.values():
            self._rule(rule)
        below = self.known.forms[level].anggota if level in self.known.forms else None
        for name, held in form.extra.items():
            place = places.unquoted(held.key, name)
            if below is not None and name == below.text:
                self.level(place, name)
            else:
                self.use(self.known.attributes.get((level, name)), place)
        for below_level, key, member in members(form, level, self.known):
            self._entry(member, below_level, str(key))

    def _datum(self, form: VariableForm, own: Mapping[str, Symbol]) -> None:
        self._unit(form.satuan)
        for word in (form.bagian_dari, form.pembagi):
            if word is not None:
                self.use(own.get(word.text), places.of_scalar(word))


def in_rule_files(known: Known, stack: tuple[ManualFiles, ...]) -> None:
    """Records the names written in these manuals outside of formulas."""
    written = Written(known)
    for files in stack:
        for version in files.chain:
            written.manual(version)
