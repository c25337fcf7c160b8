"""What mutants are judged by: manuals with the pakets that are computed under them, and copies with other data.

A figure is what is computed or given: its value, its status and reasons, the one that a given value replaces, and
whether it is shown as a percentage. Of an edited manual only what can differ is computed: the attributes of which a
rule or an entry has changed. If none of those differs, nothing that is computed from them does.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.calculation import office  # noqa: E402
from engine.calculation.contract import contract_findings  # noqa: E402
from engine.calculation.tree import Node  # noqa: E402
from engine.calculation.world import Moment, World  # noqa: E402
from engine.data.dataset import DataSet, conform_rows  # noqa: E402
from engine.data.kontrak import Kontrak, conform_kontrak, read_kontrak  # noqa: E402
from engine.data.paket import Paket, read_paket  # noqa: E402
from engine.data.plausibility import plausible  # noqa: E402
from engine.data.tidy import Cell, Row  # noqa: E402
from engine.diagnostics.model import Problems  # noqa: E402
from engine.language.values import Outcome  # noqa: E402
from engine.manual.check import check_manual  # noqa: E402
from engine.manual.checked import Entry, Manual  # noqa: E402
from engine.manual.given import shown, unit_of  # noqa: E402
from engine.manual.read import ManualFiles, read_manuals  # noqa: E402
from engine.manual.shelves import Shelf  # noqa: E402
from engine.results.display import unit_of as display_unit  # noqa: E402
from engine.source import Source  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
SEED = 20231231
MOVED, AT_EDGES = 4, 3
"""Copies of each paket: with moved numbers, and with results at the edges of the tables."""
EDGES = (0, -1, 50, 70, 79, 80, 90, 95, 99, 100, 101, 105, 110, 120, 125, 130, 200)
"""Percent of the target."""

Stack = tuple[ManualFiles, ...]
Key = tuple[str, str]
"""Period and id."""
Record = tuple[object, ...]
Figures = dict[Key, Record]


@dataclass(frozen=True)
class Case:
    """A manual with the pakets that are computed under it. `expected`: the files that list the figures that a test
    holds, and nothing of how they are shown; without any, tests hold the whole output. `printed`: the names of figures
    that are held besides. `target`: what results are compared with."""

    name: str
    code: str
    shelf: Path
    pakets: tuple[Path, ...]
    periods: tuple[str, ...]
    expected: tuple[Path, ...] = ()
    printed: frozenset[str] = frozenset()
    target: str = "target"


KALBAGBAR = ROOT / "examples" / "kalbagbar-2023"
PRINTED = "target realisasi indeks_capaian status nss nilai nko k3 nko_k3 predikat ikpa smart findings"
"""What `tests/golden/test_kalbagbar.py` looks at, besides what is published."""

CASES = (
    Case(
        "djbc-2023",
        "djbc-2023",
        ROOT / "rules",
        (KALBAGBAR,),
        ("Y",),
        (KALBAGBAR / "published.yaml",),
        frozenset(PRINTED.split()),
    ),
    Case(
        "k3",
        "manual-uji",
        GOLDEN / "k3",
        (GOLDEN / "k3" / "paket", GOLDEN / "k3" / "paket-celah"),
        ("Y",),
        (GOLDEN / "k3" / "expected.csv", GOLDEN / "k3" / "expected-celah.csv"),
    ),
    Case(
        "asing",
        "balai-cuaca-2031",
        GOLDEN / "asing",
        (GOLDEN / "asing" / "paket",),
        ("TH", "C1", "C2", "C3"),
        target="ambang",
    ),
    Case(
        "konsolidasi",
        "manual-konsolidasi",
        GOLDEN / "konsolidasi",
        (GOLDEN / "konsolidasi" / "paket",),
        ("T1", "T2", "S", "T3", "Y"),
        (GOLDEN / "konsolidasi" / "expected.csv",),
    ),
)


@cache
def stack_of(case: Case) -> Stack:
    """The files of a manual and of those it stands on."""
    shelves = (Shelf(case.shelf, case.shelf.name), Shelf(ROOT / "rules", "rules"))
    stack, _ = read_manuals(case.code, shelves, None)
    assert stack, case
    return stack


@cache
def manual_of(case: Case) -> Manual:
    """The manual as it is."""
    manual, _ = check_manual(stack_of(case))
    assert manual is not None
    return manual


# ---- pakets


@dataclass(frozen=True)
class Held:
    """A paket, and the figures of it that a test holds: None are all of them. `shown`: whether their sign is held."""

    paket: Paket
    ids: frozenset[Key] | None = None
    printed: frozenset[str] = frozenset()
    shown: bool = True

    def holds(self, key: Key) -> bool:
        """Whether a test holds this figure."""
        return self.ids is None or key in self.ids or key[1].rpartition(".")[2] in self.printed


@cache
def golden_of(case: Case) -> tuple[Held, ...]:
    """The pakets of which tests hold figures."""
    found = []
    for at, folder in enumerate(case.pakets):
        paket, _ = read_paket(folder)
        assert paket is not None
        ids = _listed(case.expected[at], case.periods[-1]) if case.expected else None
        found.append(Held(paket, ids, case.printed, not case.expected or bool(case.printed)))
    return tuple(found)


def _listed(file: Path, period: str) -> frozenset[Key]:
    if file.suffix == ".yaml":
        return frozenset((period, id) for id in re.findall(r"\bid: ([^,}\s]+)", file.read_text(encoding="utf-8")))
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset((row.get("periode") or period, row["id"]) for row in csv.DictReader(lines, delimiter=";"))


@cache
def copies_of(case: Case) -> tuple[Held, ...]:
    """Copies of the pakets with other data, the same in every run."""
    chance = random.Random(SEED)
    copies = [moved_copy(one.paket, chance) for one in golden_of(case) for _ in range(MOVED)]
    copies += [edge_copy(one.paket, case, chance) for one in golden_of(case) for _ in range(AT_EDGES)]
    return tuple(Held(paket) for paket in copies)


def moved_copy(paket: Paket, chance: random.Random) -> Paket:
    """The same contract with other numbers: moved a little or a lot, set to 0, or left as they are; other choices."""
    rows = []
    for row in paket.rows:
        text = row.nilai.text
        moves = re.search(r"\d", text) and chance.random() < 0.6
        rows.append(with_value(row, moved(text, chance)) if moves else row)
    return replace(paket, rows=tuple(rows), published=(), form=other_contract(paket, chance))


def with_value(row: Row, text: str) -> Row:
    return replace(row, nilai=Cell(text, row.nilai.span))


def moved(text: str, chance: random.Random) -> str:
    """A written number with other digits, in the same form."""
    if chance.random() < 0.08:
        return re.sub(r"\d", "0", text)
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = chance.choice(digits[: 2 if len(digits) > 2 else None])
    return text[:at] + chance.choice("123456789") + text[at + 1 :]


CHOICES = (
    ("exact", "proxy", "activity"),
    ("low", "moderate", "high"),
    ("biasa", "maksimum", "undang_undang", "khusus"),
    ("ya", "tidak"),
    ("25-15-30-30", "30-20-25-25"),
)


def other_contract(paket: Paket, chance: random.Random) -> object:
    """The contract with some of its numbers moved, some targets 0 or below it, and its choices made otherwise."""

    def number(found: re.Match[str]) -> str:
        if chance.random() > 0.3:
            return found.group()
        return chance.choice(("0", f"-{found.group()}")) if chance.random() < 0.2 else moved(found.group(), chance)

    source = paket.form.place.source
    text = re.sub(r"(?<=[ :{,] )\d+(?:\.\d+)?(?=%?[,}\n])", number, source.text)
    for words in CHOICES:
        pattern = rf"(?<=: )({'|'.join(words)})\b"
        text = re.sub(
            pattern, lambda found, words=words: chance.choice(words) if chance.random() < 0.3 else found.group(), text
        )
    return read_kontrak(Source(source.name, text))[0] or paket.form


def edge_copy(paket: Paket, case: Case, chance: random.Random) -> Paket:
    """The same contract with results at an edge: equal to the target, 0, below it, at the limits of tables."""
    manual = manual_of(case)
    kontrak, _ = conform_kontrak(paket.form, manual)
    members = {member.kode: member for member in kontrak.root.all() if member.entry is not None}
    rows = []
    for row in paket.rows:
        member = members.get(row.kode.text)
        targets = member.per_period.get(case.target, {}) if member else {}
        given = [one.outcome.value for one in targets.values() if one.outcome.value is not None]
        result = member is not None and row.variabel.text == manual.levels[member.level].result
        if not (result and given):
            rows.append(row)
            continue
        attribute = manual.levels[member.level].attributes[case.target]
        unit = unit_of(attribute.quantity, manual.units, member.entry.unit)
        rows.append(with_value(row, shown(given[-1] * chance.choice(EDGES) / 100, unit, row.format)))
    return replace(paket, rows=tuple(rows), published=())


# ---- figures


@dataclass(frozen=True)
class Computed:
    """A paket under a manual, ready to be asked for figures; `problems`: what the check says of contract and data."""

    manual: Manual
    world: World
    root: Node
    problems: Problems

    def record(self, node: Node, name: str, period: str) -> Record:
        """One figure, as it is compared."""
        figure = self.world.figure(node, name, Moment(period))
        unit = display_unit(figure.unit, self.manual.units)
        sign = unit.symbol if unit and unit.symbol == "%" else ""
        return (of_outcome(figure.outcome), figure.instead and of_outcome(figure.instead.outcome), sign)

    def named(self, node: Node) -> list[str]:
        """Everything that is computed or given of an entity."""
        attributes = self.manual.levels[node.level].attributes
        return [*office.names(self.manual, node), *attributes, *(node.entry.variables if node.entry else ())]


def of_outcome(outcome: Outcome) -> Record:
    """Value, status and reasons; in which order reasons are met says nothing."""
    return str(outcome.value), outcome.status, frozenset(reason.code for reason in outcome.reasons)


def computed(paket: Paket, manual: Manual, judged: bool = True) -> Computed:
    """A paket under a manual. Not `judged`: without what the check says of it."""
    kontrak, found = conform_kontrak(paket.form, manual)
    data, more = conform_rows(paket.rows, kontrak, manual)
    problems = (*found, *more, *_judged(kontrak, data, manual)) if judged else ()
    return Computed(manual, *office.figures_of(manual, kontrak, data, ""), problems)


def _judged(kontrak: Kontrak, data: DataSet, manual: Manual) -> Problems:
    return (*contract_findings(manual, kontrak), *plausible(kontrak, data, manual))


@dataclass(frozen=True)
class Touched:
    """What differs between two manuals. `everything`: more than rules and entries."""

    rules: frozenset[tuple[str, str]] = frozenset()
    entries: frozenset[tuple[str, str]] = frozenset()
    checks: bool = False
    everything: bool = False

    def names(self, node: Node, known: Computed) -> list[str]:
        """What can differ of an entity."""
        named = known.named(node)
        if self.everything or (node.entry is not None and (node.entry.level, node.entry.kode) in self.entries):
            return named
        return [name for name in named if (node.level, name) in self.rules]


def touched(old: Manual, new: Manual) -> Touched:
    """What differs between a manual and its edited copy."""
    if (old.levels, old.periods, old.reasons, old.units) != (new.levels, new.periods, new.reasons, new.units):
        return Touched(everything=True, checks=True)
    if _entries(old).keys() != _entries(new).keys():
        return Touched(everything=True, checks=True)
    rules = {key for key in old.rules.keys() | new.rules.keys() if old.rules.get(key) != new.rules.get(key)}
    before, after = _entries(old), _entries(new)
    entries = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return Touched(frozenset(rules), frozenset(entries), old.checks != new.checks)


def _entries(manual: Manual) -> dict[tuple[str, str], Entry]:
    found: dict[tuple[str, str], Entry] = {}
    waiting = list(manual.entries.values())
    while waiting:
        entry = waiting.pop()
        found[entry.level, entry.kode] = entry
        waiting += entry.members
    return found


def all_figures(one: Computed, periods: tuple[str, ...]) -> Figures:
    """Every figure, and every finding of the checks of the manual."""
    found = {
        (period, node.id(name)): one.record(node, name, period)
        for period in periods
        for node in one.root.all()
        for name in one.named(node)
    }
    return found | _findings(one, periods)


def _findings(one: Computed, periods: tuple[str, ...]) -> Figures:
    return {
        (period, "findings"): tuple(
            (found.code, found.message.text) for found in office.checked(one.world, one.root, period)
        )
        for period in periods
    }


@cache
def known_figures(case: Case, copies: bool) -> tuple[Figures, ...]:
    """All figures with nothing changed, of the golden pakets or of their copies."""
    pakets = copies_of(case) if copies else golden_of(case)
    return tuple(all_figures(computed(one.paket, manual_of(case), False), case.periods) for one in pakets)


def differences(one: Computed, known: Figures, what: Touched, periods: tuple[str, ...]) -> Iterator[Key]:
    """The figures that differ, out of those that can."""
    missing = set(known)
    for period in periods:
        for node in one.root.all():
            named = what.names(node, one)
            for name in named:
                key = (period, node.id(name))
                missing.discard(key)
                if known.get(key) != one.record(node, name, period):
                    yield key
        if what.checks:
            missing.discard((period, "findings"))
    if what.checks:
        yield from (key for key, record in _findings(one, periods).items() if known[key] != record)
    if what.everything:
        yield from missing


def is_held(one: Computed, held: Held, known: Figures, periods: tuple[str, ...]) -> bool:
    """Whether a figure that a test holds differs, if some figure does."""
    if held.ids is None:
        return True
    compared = 3 if held.shown else 1
    for period in periods:
        for node in one.root.all():
            for name in one.named(node):
                key = (period, node.id(name))
                if held.holds(key) and known.get(key, ())[:compared] != one.record(node, name, period)[:compared]:
                    return True
    findings = {key: record for key, record in _findings(one, periods).items() if held.holds(key)}
    return any(known[key] != record for key, record in findings.items())


def judge_figures(case: Case, manual: Manual) -> tuple[bool, bool, Problems]:
    """Whether a figure that a test holds differs under an edited manual, whether any does, and what the check says of
    the contracts and data."""
    what = touched(manual_of(case), manual)
    problems: Problems = ()
    golden = changes = False
    for held, known in zip(golden_of(case), known_figures(case, False), strict=True):
        one = computed(held.paket, manual)
        problems += one.problems
        if not golden and next(differences(one, known, what, case.periods), None) is not None:
            changes = True
            golden = is_held(one, held, known, case.periods)
    if not changes:
        copies = zip(copies_of(case), known_figures(case, True), strict=True)
        changes = any(
            next(differences(computed(copy.paket, manual, False), known, what, case.periods), None) is not None
            for copy, known in copies
        )
    return golden, changes, problems
