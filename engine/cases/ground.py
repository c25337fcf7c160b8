"""What cases stand on: a checked manual, the same with other constants, and the pakets that cases refer to.

Each is read and checked once, however many cases ask for it. Rules that were changed (a mutant) are another ground.
"""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path

from engine.cases.model import Said
from engine.cases.names import Looked
from engine.data.dataset import DataSet, conform_rows
from engine.data.kontrak import Kontrak, conform_kontrak
from engine.data.paket import Paket, read_paket
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.leaves import Key
from engine.manual.model import ConstantForm, EntryFile, RuleFile
from engine.manual.nodes import Scalar
from engine.manual.read import ManualFiles
from engine.record import dataclass, replace
from engine.source import Span

Stack = tuple[ManualFiles, ...]
Constants = tuple[tuple[str, str], ...]
PAKET = "kontrak.yaml"


@dataclass(slots=True)
class Pakets:
    """The pakets that were read, by their folder: they do not change with the rules."""

    read: dict[Path, tuple[Paket | None, Problems]] = field(default_factory=dict)

    def of(self, folder: Path) -> tuple[Paket | None, Problems]:
        """The paket in a folder, as `read_paket`."""
        key = folder.resolve()
        if key not in self.read:
            self.read[key] = read_paket(folder)
        return self.read[key]


@dataclass(slots=True)
class Ground:
    """The manual of a stack of files, the decree first; `reported` is what reading the files has found already."""

    stack: Stack
    reported: Problems = ()
    pakets: Pakets = field(default_factory=Pakets)
    manuals: dict[Constants, tuple[Manual | None, Problems]] = field(default_factory=dict)
    conformed: dict[tuple[Path, Constants], tuple[Kontrak, DataSet, Problems]] = field(default_factory=dict)
    looked: dict[Constants, Looked] = field(default_factory=dict)

    def manual(self, constants: tuple[Said, ...] = ()) -> tuple[Manual | None, Problems]:
        """The checked manual, with these values in the place of its constants."""
        key = _key(constants)
        if key not in self.manuals:
            stack = with_constants(self.stack, constants)
            manual, found = check_manual(stack, self.reported)
            self.manuals[key] = manual, (*self.reported, *found)
        return self.manuals[key]

    def looked_up(self, constants: tuple[Said, ...]) -> Looked:
        """What earlier cases looked up in that manual."""
        return self.looked.setdefault(_key(constants), Looked())

    def paket(self, folder: Path, constants: tuple[Said, ...], manual: Manual) -> tuple[Kontrak, DataSet, Problems]:
        """Contract and data of a paket that can be read, as this manual understands them."""
        key = folder.resolve(), _key(constants)
        if key not in self.conformed:
            paket, problems = self.pakets.of(folder)
            assert paket is not None
            kontrak, in_kontrak = conform_kontrak(paket.form, manual)
            data, in_rows = conform_rows(paket.rows, kontrak, manual)
            self.conformed[key] = kontrak, data, (*problems, *in_kontrak, *in_rows)
        return self.conformed[key]


def folder_of(case_folder: Path, paket: Scalar) -> Path:
    """The folder of a paket that a case names, seen from the folder of its file."""
    return Path(os.path.normpath(case_folder / paket.text.strip()))


def is_paket(folder: Path) -> bool:
    """Whether a paket lies in this folder."""
    return (folder / PAKET).is_file()


def first_error(problems: Problems) -> Diagnostic | None:
    """The first that makes figures meaningless."""
    return next((one for one in problems if one.severity == "error"), None)


def _key(constants: tuple[Said, ...]) -> Constants:
    return tuple((one.key.text, one.held.node.text) for one in constants if isinstance(one.held.node, Scalar))


def constants_of(stack: Stack) -> tuple[str, ...]:
    """The names of all constants in these files."""
    names: list[str] = []
    for manual in stack:
        names += [str(name) for file in manual.rules for name in file.tetapan]
        names += [str(name) for file in manual.entries for name in file.tetapan]
    return tuple(dict.fromkeys(names))


def with_constants(stack: Stack, constants: tuple[Said, ...]) -> Stack:
    """The files with these values in the place of those of their constants, wherever one of the name is defined."""
    if not constants:
        return stack
    values = {one.key.text: one.held.span for one in constants}
    return tuple(
        replace(
            manual,
            rules=tuple(_in_rules(file, values) for file in manual.rules),
            entries=tuple(_in_entry(file, values) for file in manual.entries),
        )
        for manual in stack
    )


def _in_rules(file: RuleFile, values: dict[str, Span]) -> RuleFile:
    return file.but({"tetapan": _replaced(file.tetapan, values)})


def _in_entry(file: EntryFile, values: dict[str, Span]) -> EntryFile:
    return file.but({"tetapan": _replaced(file.tetapan, values)})


def _replaced(forms: dict[Key, ConstantForm], values: dict[str, Span]) -> dict[Key, ConstantForm]:
    return {
        name: form.but({"nilai": values[str(name)]}) if str(name) in values else form for name, form in forms.items()
    }
