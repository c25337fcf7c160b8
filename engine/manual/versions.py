"""A manual and the version that it extends -> one manual, in which every form keeps its own place.

What a version does not state stays as it was. What it states anew must say so (`menimpa`) and why (`alasan`). A rule
with a body replaces the whole rule of its name; one without changes only the keys that it states, and the rows of a
table. Whoever reads the result sees a manual like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import rows, rule_problems
from engine.manual import version_problems as problem
from engine.manual.content import same_content
from engine.manual.files import ManualFiles
from engine.manual.forms import Form
from engine.manual.leaves import Key
from engine.manual.model import BodyForm, EntryFile, LevelForm, ManualForm, RevisedEntry, RuleFile, SeverityForm
from engine.manual.nodes import Scalar
from engine.manual.patches import overridden, place_of_rows, revise, states_rows
from engine.record import dataclass, replace
from engine.source import Span

SECTIONS = ("tingkat", "tetapan", "fungsi", "skala", "aturan", "pemeriksaan", "keparahan")
CODES = ("periode", "alasan", "satuan")
INHERITED = ("dasar_hukum", "keyakinan", "memakai", "mengisi")


def extended(base: ManualFiles, own: ManualFiles) -> tuple[ManualFiles, Problems]:
    """The manual `own` with everything of `base` that it does not state itself. `base` is put together already."""
    head = inherited(base.form, own.form)
    own = replace(own, form=head)
    merging = Merging(base, own)
    files = merging.rule_files()
    entries = merging.entries()
    made = ManualFiles(
        own.code, own.shown, head, files, entries, (*base.unread, *own.unread), (), (*base.chain, own)
    )  # fmt: skip
    return made, tuple(merging.found)


def alone(files: ManualFiles) -> tuple[ManualFiles, Problems]:
    """A manual that extends none: what speaks of another version is a problem."""
    found = [problem.extends_none(form.kode.span, form.kode.text) for form in files.revised]
    found += [problem.extends_none(key.span, key) for file in files.rules for key in file.hapus]
    for file in files.rules:
        bodies: tuple[Mapping[Key, BodyForm], ...] = (file.fungsi, file.aturan)
        found += [
            problem.no_table(place_of_rows(form), key)
            for forms in bodies
            for key, form in forms.items()
            if states_rows(form) and not getattr(form, "menimpa", None)
        ]
    for entry in files.entries:
        found += [problem.no_table(place_of_rows(entry), entry.kode.text)] if states_rows(entry) else []
    return replace(files, revised=()) if files.revised else files, tuple(found)


def inherited(base: ManualForm, own: ManualForm) -> ManualForm:
    """What a manual says of itself, and what it takes over."""
    absent = {name: getattr(base, name) for name in INHERITED if getattr(own, name) is None}
    return own.but({name: one for name, one in absent.items() if one is not None})


@dataclass(slots=True)
class Merging:
    """The files of a version and of the one it extends, while they are put together."""

    base: ManualFiles
    own: ManualFiles
    found: list[Diagnostic] = field(default_factory=list)
    moved: dict[tuple[str, str], tuple[Key, Form]] = field(default_factory=dict)
    """What takes the place of something, by section and name."""
    gone: set[tuple[str, str]] = field(default_factory=set)
    codes_gone: dict[str, list[Key]] = field(default_factory=dict)

    # Rule files

    def rule_files(self) -> tuple[RuleFile, ...]:
        """Those of the base, with what was replaced in its place, and then what is new."""
        known = self._known()
        self._remove(known)
        own = tuple(self._own_file(file, known) for file in self.own.rules)
        return (*(self._base_file(file) for file in self.base.rules), *own)

    def _known(self) -> dict[tuple[str, str], Form]:
        known: dict[tuple[str, str], Form] = {}
        for file in self.base.rules:
            for section in SECTIONS:
                for name, form in getattr(file, section).items():
                    known.setdefault((section, str(name)), form)
            if file.tampilan is not None:
                known["tampilan", "tampilan"] = file.tampilan
        return known

    def _remove(self, known: Mapping[tuple[str, str], Form]) -> None:
        level = self.base.form.mengisi.text if self.base.form.mengisi else None
        for file in self.own.rules:
            for section, names in file.hapus.items():
                for name in names:
                    self._gone(section, name, known, level)

    def _gone(self, section: Key, name: Key, known: Mapping[tuple[str, str], Form], level: str | None) -> None:
        there = [one for kind, one in known if kind == section]
        if section == level:
            there = [entry.kode.text for entry in self.base.entries]
        elif section in CODES:
            there = self._codes(section)
            self.codes_gone.setdefault(str(section), []).append(name)
        elif section not in (*SECTIONS, "tampilan"):
            possible = (*SECTIONS, *CODES, "tampilan", *((level,) if level else ()))
            self.found.append(rule_problems.unknown_code(section.span, "hapus", section, possible))
            return
        if name not in there:
            self.found.append(problem.removes_nothing(name.span, name, self.base.code, there))
        self.gone.add((str(section), str(name)))

    def _codes(self, section: str) -> list[str]:
        blocks = [block for file in self.base.rules if (block := getattr(file, section)) is not None]
        return [code for block in blocks for code in rows.codes(block)]

    def _own_file(self, file: RuleFile, known: Mapping[tuple[str, str], Form]) -> RuleFile:
        """A file of the version, without what takes the place of something."""
        update: dict[str, Any] = {"manual": self.own.form if file.manual is not None else None, "hapus": {}}
        for section in SECTIONS:
            kept = {}
            for name, form in getattr(file, section).items():
                before = known.get((section, str(name)))
                if before is None or (section, str(name)) in self.gone:
                    self._new(name, form)
                    kept[name] = form
                elif not self._replaces(section, name, before, form):
                    kept[name] = form
            update[section] = kept
        before = known.get(("tampilan", "tampilan"))
        shown = file.tampilan
        if shown is not None and before is not None and ("tampilan", "tampilan") not in self.gone:
            name = Key(Scalar("tampilan", shown.place, "plain", None))
            if self._replaces("tampilan", name, before, shown):
                update["tampilan"] = None
        return file.but(update)

    def _new(self, name: Key, form: Form) -> None:
        """What the base does not have can override nothing there."""
        named = getattr(form, "menimpa", None)
        if named is not None and named.text in (*self.base.codes, self.own.code):
            self.found.append(rule_problems.overrides_nothing(named.span, name, named.text))
        elif isinstance(form, BodyForm) and states_rows(form) and named is None:
            self.found.append(problem.no_table(place_of_rows(form), name))

    def _replaces(self, section: str, name: Key, before: Form, form: Form) -> bool:
        """Whether a form takes the place of one of the base. One that does not say so is told of."""
        if (section, str(name)) in self.moved:
            return False
        self._allowed(name.span, name, before.place, form)
        told = len(self.found)
        if isinstance(before, LevelForm) and isinstance(form, LevelForm):
            made: Form = self._level(before, form)
        elif isinstance(form, BodyForm) and isinstance(before, BodyForm):
            made = overridden(before, form, str(name), self.found.append)
        else:
            made = form
        if len(self.found) == told:
            self._changed(name.span, name, before, made)
        self.moved[section, str(name)] = (name, made)
        return True

    def _level(self, before: LevelForm, form: LevelForm) -> LevelForm:
        """A level keeps what is not stated anew, its attributes by name."""
        stated = {name: getattr(form, name) for name in form.stated}
        attributes = {**{name: one for name, one in before.atribut.items() if name not in form.atribut}, **form.atribut}
        return before.but({**stated, "atribut": attributes})

    def _allowed(self, place: Span, name: str, first: Span, form: Form) -> None:
        """That an override names the version that has it, and says why."""
        named = getattr(form, "menimpa", None)
        writer = self.base.writer(first.source).code
        if named is None or named.text not in (writer, self.base.code):
            self.found.append(rule_problems.hidden_override(place, first, name, writer))
        elif getattr(form, "alasan", None) is None and not isinstance(form, SeverityForm):
            self.found.append(rule_problems.without_reason(named.span, name))

    def _changed(self, place: Span, name: str, before: Form, made: Form) -> None:
        if same_content(before, made):
            self.found.append(problem.changes_nothing(place, name, before.place))

    def _base_file(self, file: RuleFile) -> RuleFile:
        update: dict[str, Any] = {"manual": None}
        for section in SECTIONS:
            update[section] = dict(
                self.moved.get((section, str(name)), (name, form))
                for name, form in getattr(file, section).items()
                if (section, str(name)) not in self.gone
            )
        if ("tampilan", "tampilan") in self.gone:
            update["tampilan"] = None
        elif file.tampilan is not None and ("tampilan", "tampilan") in self.moved:
            update["tampilan"] = self.moved["tampilan", "tampilan"][1]
        for section, names in self.codes_gone.items():
            block = getattr(file, section)
            update[section] = None if block is None else rows.without(block, names)
        return file.but(update)

    # Entries

    def entries(self) -> tuple[EntryFile, ...]:
        """Those of the base, changed or taken out, and then the new ones."""
        level = self.base.form.mengisi.text if self.base.form.mengisi else ""
        kept = {one.kode.text: one for one in self.base.entries if (level, one.kode.text) not in self.gone}
        for form in self.own.revised:
            before = kept.get(form.kode.text)
            if before is None:
                self.found.append(rule_problems.overrides_nothing(form.menimpa.span, form.kode.text, form.menimpa.text))
            else:
                kept[form.kode.text] = self._entry(before, form)
        for entry in self.own.entries:
            if entry.kode.text in kept:
                first = kept[entry.kode.text].kode.span
                writer = self.base.writer(first.source).code
                self.found.append(rule_problems.hidden_override(entry.kode.span, first, entry.kode.text, writer))
            if states_rows(entry):
                self.found.append(problem.no_table(place_of_rows(entry), entry.kode.text))
        return (*kept.values(), *(one for one in self.own.entries if one.kode.text not in kept))

    def _entry(self, before: EntryFile, form: RevisedEntry) -> EntryFile:
        kode = form.kode
        self._allowed(kode.span, kode.text, before.kode.span, form)
        told = len(self.found)
        made = revise(before, form, self.base.code, self.found.append)
        if len(self.found) == told:
            self._changed(kode.span, kode.text, before, made)
        return made
