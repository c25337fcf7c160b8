"""A manual as its files are written: levels, attributes and codes by name, for whoever writes files for it.

Nothing is checked here: what is wrong with the files is said by the check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.manual.collect import Collected, attributes, collect
from engine.manual.files import ManualFiles
from engine.manual.levels import Codes, read_codes, read_levels
from engine.manual.model import AttributeForm
from engine.record import dataclass


@dataclass(slots=True)
class Declared:
    """The last of these manuals, with those it stands on. `levels`: from the top."""

    stack: tuple[ManualFiles, ...]
    collected: Collected = field(init=False)
    codes: Codes = field(init=False)
    levels: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.collected = collect(self.stack, _ignore)
        self.codes = read_codes(self.collected, _ignore)
        self.levels = tuple(read_levels(self.collected, self.codes, _ignore))

    @property
    def filled(self) -> str | None:
        """The level that the entries of the manual define."""
        level = self.stack[-1].form.mengisi
        return level.text if level is not None and level.text in self.levels else None

    def below(self, level: str) -> str | None:
        """The level below another."""
        form = self.collected.levels[level].form.anggota
        return form.text if form is not None and form.text in self.levels else None

    def attributes(self, level: str) -> Mapping[str, AttributeForm]:
        """What is given on a level."""
        return dict(attributes(self.collected.levels[level], self.collected.levels))

    def kodes(self, level: str) -> tuple[str, ...]:
        """The kodes that the members of a level may have; none where any may."""
        return tuple(word.text for word in self.collected.levels[level].form.kode)

    def result(self, level: str) -> str | None:
        """What the entries of a level compute."""
        form = self.collected.levels[level].form
        model = self.collected.levels.get(form.seperti.text) if form.seperti is not None else None
        word = form.hasil or (model.form.hasil if model is not None else None)
        return word.text if word is not None else None


def _ignore(_: object) -> None:
    """A problem, which the check says."""


def kind(form: AttributeForm) -> str:
    """The jenis of an attribute, stated or not."""
    return form.jenis or ("teks" if form.pilihan else "angka")
