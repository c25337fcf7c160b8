"""Generated manuals read, checked and calculated in memory, as the program does it with files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.analysis.analyse import analyse
from engine.calculation import office
from engine.calculation.tree import Node
from engine.calculation.world import World
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak, data_sources, read_kontrak
from engine.data.readers.csv import read_csv
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.model import EntryFile, RuleFile
from engine.manual.read import ManualFiles, conform_file
from engine.source import Source
from tests.properties.manuals import DECREE, MANUAL


@dataclass(frozen=True)
class Checked:
    """A manual and what the check says of it. It is accepted if nothing is an error."""

    manual: Manual | None
    problems: Problems

    @property
    def accepted(self) -> bool:
        return self.manual is not None and not any(one.severity == "error" for one in self.problems)


def check(files: Mapping[str, str]) -> Checked:
    """The manuals of these files, checked in full."""
    found: list[Diagnostic] = []
    stack = tuple(_files(code, files, found) for code in (DECREE, MANUAL))
    if any(one is None for one in stack):
        return Checked(None, tuple(found))
    whole = tuple(one for one in stack if one is not None)
    manual, problems = check_manual(whole, tuple(found))
    found += problems
    if manual is not None:
        found += analyse(manual, whole, tuple(found))
    return Checked(manual, tuple(found))


def _files(code: str, files: Mapping[str, str], found: list[Diagnostic]) -> ManualFiles | None:
    rules: list[RuleFile] = []
    entries: list[EntryFile] = []
    for path, text in files.items():
        if not path.startswith(f"{code}/"):
            continue
        form, problems = conform_file(Source(path, text))
        found += problems
        match form:
            case RuleFile():
                rules.append(form)
            case EntryFile():
                entries.append(form)
    heads = [file.manual for file in rules if file.manual is not None]
    return ManualFiles(code, code, heads[0], tuple(rules), tuple(entries)) if heads else None


def calculate(manual: Manual, paket: Mapping[str, str]) -> tuple[World, Node, Problems]:
    """Every figure of every period, in the world that is given back; and what is wrong with contract and data."""
    form, problems = read_kontrak(Source("kontrak.yaml", paket["kontrak.yaml"]))
    assert form is not None, told(problems)
    (source,), more = data_sources(form)
    rows, in_rows = read_csv(paket["data.csv"].encode(), "data.csv", source)
    kontrak, in_kontrak = conform_kontrak(form, manual)
    data, in_data = conform_rows(rows, kontrak, manual)
    world, root = office.figures_of(manual, kontrak, data, "")
    for period in manual.periods:
        office.given(world, root, period)
        office.computed(world, root, period)
    return world, root, (*problems, *more, *in_rows, *in_kontrak, *in_data)


def told(problems: Problems) -> Iterator[str]:
    """`file:line:column code message` of each, in English."""
    for one in problems:
        place = f"{one.place.source.name}:{one.place.line}:{one.place.column}" if one.place else "-"
        yield f"{place} {one.code} {words(one.message, 'en')}"
