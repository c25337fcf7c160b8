"""Manuals with several random edits at once: what a next version might be, made in memory."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from engine.data.paket import Paket, read_paket
from engine.diagnostics.edits import edited
from engine.diagnostics.model import Edit
from engine.home import rules_folder
from engine.language.types import NUMBER
from engine.manual.check import check_manual
from engine.manual.checked import ENTRY_UNIT, Manual
from engine.manual.model import EntryFile, RuleFile
from engine.manual.read import ManualFiles, conform_file, read_manuals
from engine.manual.shelves import Shelf
from engine.mutation.operators import OPERATORS, Known, Mutant
from engine.source import Source

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
CASES = {
    "djbc-2023": (rules_folder(), ROOT / "examples" / "kalbagbar-2023"),
    "balai-cuaca-2031": (GOLDEN / "asing", GOLDEN / "asing" / "paket"),
    "manual-uji": (GOLDEN / "k3", GOLDEN / "k3" / "paket"),
    "manual-konsolidasi": (GOLDEN / "konsolidasi", GOLDEN / "konsolidasi" / "paket"),
    "manual-tepi": (GOLDEN / "tepi", GOLDEN / "tepi" / "paket"),
}
File = RuleFile | EntryFile
Stack = tuple[ManualFiles, ...]


@cache
def stack_of(code: str) -> Stack:
    """The files of a manual, as they are."""
    folder = CASES[code][0]
    stack, problems = read_manuals(code, (Shelf(folder, code), Shelf(rules_folder(), "rules")), None)
    assert stack, problems
    return stack


@cache
def manual_of(code: str) -> Manual:
    """The manual, as it is."""
    manual, problems = check_manual(stack_of(code), ())
    assert manual is not None, problems
    return manual


@cache
def paket_of(code: str) -> Paket:
    """An office that has a contract under the manual."""
    paket, problems = read_paket(CASES[code][1])
    assert paket is not None, problems
    return paket


def version(code: str, seed: int, count: int) -> Manual | None:
    """The manual with so many random edits; None where together they are no manual that checks."""
    random = Random(f"{code} {seed}")
    edits: dict[str, list[Edit]] = {}
    for _ in range(count):
        mutant = random.choice(mutants_of(code))
        mine = edits.setdefault(mutant.place.source.name, [])
        if not any(_meet(one.place, other.place) for one in mine for other in mutant.edits):
            mine.extend(mutant.edits)
    return with_edits(code, edits)


def _meet(one: object, other: object) -> bool:
    return one.start < other.end and other.start < one.end  # type: ignore[attr-defined, no-any-return]


def with_edits(code: str, edits: dict[str, list[Edit]]) -> Manual | None:
    """The manual with these edits of its files."""
    stack = stack_of(code)
    for name, some in edits.items():
        source = next(one.place.source for files in stack for one in _files(files) if one.place.source.name == name)
        form, problems = conform_file(Source(name, edited(source, tuple(some))))
        if form is None or any(one.severity == "error" for one in problems):
            return None
        stack = tuple(_exchanged(files, name, form) for files in stack)
    manual, problems = check_manual(stack, ())
    return None if any(one.severity == "error" for one in problems) else manual


def _files(files: ManualFiles) -> tuple[File, ...]:
    return (*files.rules, *files.entries)


def _exchanged(files: ManualFiles, name: str, form: File) -> ManualFiles:
    def with_it(some: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(form if one.place.source.name == name else one for one in some)

    rules = with_it(files.rules)
    head = next((file.manual for file in rules if file.manual), files.form)
    return replace(files, rules=rules, entries=with_it(files.entries), form=head)


@cache
def mutants_of(code: str) -> tuple[Mutant, ...]:
    """The single edits of the manual after each of which it still checks."""
    known = known_of(manual_of(code))
    files = [one for part in stack_of(code) for one in _files(part)]
    return tuple(mutant for file in files for operator in OPERATORS.values() for mutant in operator(file, known))


def known_of(manual: Manual) -> Known:
    """What the operators want to know of a manual."""
    names: dict[str, set[str]] = {}
    for level in manual.levels.values():
        for attribute in level.attributes.values():
            if attribute.quantity.type == NUMBER:
                names.setdefault(attribute.name, set()).add(attribute.quantity.unit or "")
        if level.result:
            names.setdefault(level.result, set()).add(ENTRY_UNIT)
    for rule in manual.rules.values():
        if rule.unit is not None or rule.body.type == NUMBER:
            names.setdefault(rule.name, set()).add(rule.unit or "")
    plain = frozenset(code for code, unit in manual.units.items() if unit.symbol == "%")
    return Known(tuple(manual.units), plain, ENTRY_UNIT, {name: frozenset(units) for name, units in names.items()})
