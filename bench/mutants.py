"""How many wrong edits of rule files and contracts somebody notices: `rules check` alone, and with the golden cases.

    python bench/mutants.py [--most 60] [--jobs 2] [--operator NAME] [--list]

Each mutant is one small wrong edit out of the operators in `engine/mutation`, made in memory. It is caught by the check
if the check finds something (the files as they are give nothing), and by the golden cases if a figure of them changes.
Whether it changes a figure at all is judged by those cases and by copies of them with other data: numbers moved, other
choices. What changes nothing is called equivalent; what changes a figure and is caught by nobody survives, and is
listed. Renamed inputs stand beside the percentages: a name is no figure.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.analysis.analyse import analyse  # noqa: E402
from engine.analysis.severity import lowered  # noqa: E402
from engine.calculation.paket import calculate_paket  # noqa: E402
from engine.data.kontrak import read_kontrak  # noqa: E402
from engine.data.paket import Paket, read_paket  # noqa: E402
from engine.data.tidy import Cell  # noqa: E402
from engine.diagnostics.model import Edit, Problems  # noqa: E402
from engine.language.limits import STACK  # noqa: E402
from engine.manual.check import check_manual  # noqa: E402
from engine.manual.checked import Manual  # noqa: E402
from engine.manual.model import EntryFile, RuleFile  # noqa: E402
from engine.manual.places import compose  # noqa: E402
from engine.manual.read import ManualFiles, conform_file, read_manuals  # noqa: E402
from engine.manual.shelves import Shelf  # noqa: E402
from engine.mutation.contracts import swap_values  # noqa: E402
from engine.mutation.operators import OPERATORS, Mutant  # noqa: E402
from engine.source import Source  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
SEED = 20231231
VARIANTS = 4
Figures = dict[tuple[str, str], object]
Stack = tuple[ManualFiles, ...]


@dataclass(frozen=True)
class Case:
    """A manual with the pakets that are computed under it."""

    name: str
    code: str
    shelf: Path
    pakets: tuple[Path, ...]
    periods: tuple[str, ...]


CASES = (
    Case("djbc-2023", "djbc-2023", ROOT / "rules", (ROOT / "examples" / "kalbagbar-2023",), ("Y",)),
    Case("k3", "manual-uji", GOLDEN / "k3", (GOLDEN / "k3" / "paket", GOLDEN / "k3" / "paket-celah"), ("Y",)),
    Case("asing", "balai-cuaca-2031", GOLDEN / "asing", (GOLDEN / "asing" / "paket",), ("TH", "C1", "C2")),
)


@dataclass(frozen=True)
class Judged:
    """A mutant and who noticed it."""

    operator: str
    where: str
    what: str
    complete: bool
    checked: tuple[str, ...]
    golden: bool
    changes: bool


# ---- files and figures


@cache
def stack_of(case: Case) -> Stack:
    """The files of a manual and of those it stands on."""
    shelves = (Shelf(case.shelf, case.shelf.name), Shelf(ROOT / "rules", "rules"))
    stack, _ = read_manuals(case.code, shelves, None)
    assert stack, case
    return stack


@cache
def pakets_of(case: Case) -> tuple[tuple[Paket, ...], tuple[Paket, ...]]:
    """The golden pakets, and copies of them with other data."""
    read = tuple(paket for folder in case.pakets if (paket := read_paket(folder)[0]) is not None)
    chance = random.Random(SEED)
    return read, tuple(varied(paket, chance) for paket in read for _ in range(VARIANTS))


def varied(paket: Paket, chance: random.Random) -> Paket:
    """The same contract with other numbers: moved a little or a lot, set to 0, swapped, or left as they are."""
    rows = []
    for row in paket.rows:
        text = row.nilai.text
        if re.search(r"\d", text) and chance.random() < 0.6:
            rows.append(replace(row, nilai=Cell(moved(text, chance), row.nilai.span)))
        else:
            rows.append(row)
    return replace(paket, rows=tuple(rows), published=(), form=contract(paket, chance) or paket.form)


def moved(text: str, chance: random.Random) -> str:
    """A written number with other digits, in the same form."""
    if chance.random() < 0.08:
        return re.sub(r"\d", "0", text)
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = chance.choice(digits[: 2 if len(digits) > 2 else None])
    return text[:at] + chance.choice("123456789") + text[at + 1 :]


def contract(paket: Paket, chance: random.Random) -> object:
    """The contract with some of its values moved and its choices made otherwise."""
    source = paket.form.place.source
    text = source.text
    for pattern in (r"(?<=[ :{,] )\d+(?:\.\d+)?(?=%?[,}\n])",):
        text = re.sub(
            pattern, lambda found: moved(found.group(), chance) if chance.random() < 0.25 else found.group(), text
        )
    for words in (("exact", "proxy", "activity"), ("low", "moderate", "high"), ("maximize", "minimize", "stabilize")):
        pattern = rf"\b({'|'.join(words)})\b"
        text = re.sub(
            pattern, lambda found, words=words: chance.choice(words) if chance.random() < 0.2 else found.group(), text
        )
    text = re.sub(r"\b(25-15-30-30|30-20-25-25)\b", lambda _: chance.choice(("25-15-30-30", "30-20-25-25")), text)
    return read_kontrak(Source(source.name, text))[0]


def edited(source: Source, edits: tuple[Edit, ...]) -> Source:
    """The text with these edits."""
    text = source.text
    for edit in sorted(edits, key=lambda edit: -edit.place.start):
        text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return Source(source.name, text)


def with_file(stack: Stack, old: RuleFile | EntryFile, new: RuleFile | EntryFile | None) -> Stack:
    """The stack with one file exchanged, or without it where it cannot be read."""
    files = next(files for files in stack if old in (*files.rules, *files.entries))
    rules = tuple(new if file is old else file for file in files.rules if file is not old or isinstance(new, RuleFile))
    entries = tuple(
        new if file is old else file for file in files.entries if file is not old or isinstance(new, EntryFile)
    )
    head = next((file.manual for file in rules if isinstance(file, RuleFile) and file.manual), files.form)
    changed = replace(files, rules=rules, entries=entries, form=head)
    return tuple(changed if one is files else one for one in stack)


def figures(paket: Paket, manual: Manual, case: Case, stack: Stack) -> Figures:
    """Every figure: its value, its status, its reasons."""
    found: Figures = {}
    for period in case.periods:
        calculation, _ = calculate_paket(paket, manual, stack, period, ())
        for figure in calculation.figures if calculation else ():
            outcome = figure.outcome
            reasons = tuple(reason.code for reason in outcome.reasons)
            found[period, figure.id] = (str(outcome.value), outcome.status, reasons)
    return found


@cache
def before(case: Case) -> tuple[tuple[Figures, ...], tuple[Figures, ...]]:
    """All figures with nothing changed, of the golden pakets and of their copies."""
    manual, _ = check_manual(stack_of(case))
    assert manual is not None
    return tuple(tuple(figures(paket, manual, case, stack_of(case)) for paket in group) for group in pakets_of(case))  # type: ignore[return-value]


def differs(case: Case, manual: Manual | None, stack: Stack) -> tuple[bool, bool]:
    """Whether a golden figure changes, and whether any does."""
    if manual is None:
        return True, True
    golden, others = pakets_of(case)
    known, known_others = before(case)
    if any(figures(paket, manual, case, stack) != old for paket, old in zip(golden, known, strict=True)):
        return True, True
    changed = any(figures(paket, manual, case, stack) != old for paket, old in zip(others, known_others, strict=True))
    return False, changed


# ---- mutants


def rule_mutants(case: Case) -> Iterator[tuple[Case, RuleFile | EntryFile, Mutant]]:
    """Every mutant of the files of a manual and of those it stands on."""
    stack = stack_of(case)
    manual, _ = check_manual(stack)
    assert manual is not None
    units = {code: unit.kind for code, unit in manual.units.items()}
    own = stack if case.name == "djbc-2023" else tuple(files for files in stack if files.code != "kmk-300-2022")
    for files in own:
        for file in (*files.rules, *files.entries):
            for operator in OPERATORS.values():
                for mutant in operator(file, units):
                    yield case, file, mutant


def judge(job: tuple[Case, RuleFile | EntryFile, Mutant]) -> Judged:
    """Who notices this edit of a rule file."""
    case, file, mutant = job
    source = edited(file.place.source, mutant.edits)
    form, found = conform_file(source)
    stack = with_file(stack_of(case), file, form)
    manual, more = check_manual(stack, found)
    problems: Problems = (*found, *more)
    if manual is not None:
        problems = lowered((*problems, *analyse(manual, stack, problems)), stack)
    golden, changes = differs(case, manual, stack)
    return _judged(case, mutant, problems, golden, changes)


def _judged(case: Case, mutant: Mutant, problems: Problems, golden: bool, changes: bool) -> Judged:
    place = mutant.place
    codes = tuple(sorted({one.code for one in problems if one.severity != "note"}))
    what = "; ".join(f"{edit.place.text.strip()[:60]} -> {edit.text.strip()[:60]}" for edit in mutant.edits)
    where = f"{place.source.name}:{place.line}"
    return Judged(mutant.operator, where, what, mutant.complete, codes, golden, changes or golden)


def contract_mutants(case: Case) -> Iterator[tuple[Case, Paket, Mutant]]:
    """Every mutant of the contracts of a case."""
    manual, _ = check_manual(stack_of(case))
    assert manual is not None
    for paket in pakets_of(case)[0]:
        node, _ = compose(paket.form.place.source)
        if node is not None:
            for mutant in swap_values(node, manual.periods):
                yield case, paket, mutant


def judge_contract(job: tuple[Case, Paket, Mutant]) -> Judged:
    """Who notices this edit of a contract."""
    from engine.calculation.contract import contract_findings
    from engine.data.dataset import conform_rows
    from engine.data.kontrak import conform_kontrak
    from engine.data.plausibility import plausible

    case, paket, mutant = job
    stack = stack_of(case)
    manual, problems = check_manual(stack)
    assert manual is not None
    form, found = read_kontrak(edited(mutant.place.source, mutant.edits))
    if form is None:
        return _judged(case, mutant, found, True, True)
    changed = replace(paket, form=form)
    kontrak, more = conform_kontrak(form, manual)
    data, in_rows = conform_rows(paket.rows, kontrak, manual)
    doubts = (*plausible(kontrak, data, manual), *contract_findings(manual, kontrak))
    golden = figures(changed, manual, case, stack) != figures(paket, manual, case, stack)
    problems = lowered((*found, *more, *in_rows, *doubts), stack)
    return _judged(case, mutant, problems, golden, golden)


def sampled(jobs: list[object], most: int) -> list[object]:
    """At most so many for each operator, spread evenly and always the same."""
    groups: dict[str, list[object]] = {}
    for job in jobs:
        groups.setdefault(job[2].operator, []).append(job)  # type: ignore[index]
    kept: list[object] = []
    for group in groups.values():
        step = max(len(group) / most, 1)
        kept += [group[int(at * step)] for at in range(int(len(group) / step))]
    return kept


CHOSEN: list[object] = []
"""The mutants to be judged: a forked process has them already, and is told only which one."""


def judged_at(at: int) -> Judged:
    """Judges any mutant."""
    sys.setrecursionlimit(STACK)
    job = CHOSEN[at]
    return judge_contract(job) if isinstance(job[1], Paket) else judge(job)  # type: ignore[index,arg-type]


# ---- the table


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def show(judged: list[Judged], listed: bool) -> None:
    """One line for each operator, then what nobody noticed."""
    print("| operator | mutants | change a figure | check alone | with golden cases | in closed tables: check alone |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for operator in dict.fromkeys(one.operator for one in judged):
        group = [one for one in judged if one.operator == operator]
        changing = [one for one in group if one.changes]
        alone = sum(bool(one.checked) for one in changing)
        together = sum(bool(one.checked) or one.golden for one in changing)
        closed = [one for one in group if one.complete]
        caught = sum(bool(one.checked) for one in closed)
        print(
            f"| {operator} | {len(group)} | {len(changing)} | {alone} ({share(alone, len(changing))}) "
            f"| {together} ({share(together, len(changing))}) | {caught} of {len(closed)} |"
        )
    counted = [one for one in judged if one.changes and one.operator != "rename_input"]
    caught = sum(bool(one.checked) or one.golden for one in counted)
    print(f"\nof {len(counted)} mutants that change a figure, renames aside: {share(caught, len(counted))} are caught")
    _list("survivors", [one for one in judged if one.changes and not one.checked and not one.golden])
    _list(
        "in closed tables, not caught by the check alone", [one for one in judged if one.complete and not one.checked]
    )
    quiet = [one for one in judged if not one.changes]
    noticed = sum(bool(one.checked) for one in quiet)
    print(f"\nequivalent: {len(quiet)} change no figure that was tried; the check says something of {noticed} of them")
    if listed:
        _list("equivalent", quiet)
        _list(
            "changed units not caught by the check",
            [one for one in judged if one.operator == "change_unit" and not one.checked],
        )


def _list(title: str, judged: list[Judged]) -> None:
    print(f"\n{title}: {len(judged)}")
    for one in judged:
        print(f"  {one.operator} {one.where}: {one.what} {' '.join(one.checked)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=60, help="mutants of each operator")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--operator", help="only this one")
    parser.add_argument("--list", action="store_true", help="list the equivalent ones too")
    given = parser.parse_args()
    sys.setrecursionlimit(STACK)
    began = time.monotonic()
    jobs: list[object] = [job for case in CASES for job in (*rule_mutants(case), *contract_mutants(case))]
    if given.operator:
        jobs = [job for job in jobs if job[2].operator == given.operator]  # type: ignore[index]
    CHOSEN.extend(sampled(jobs, given.most))
    context = multiprocessing.get_context("fork")
    for case in CASES:
        before(case)
    with context.Pool(given.jobs) as pool:
        judged = list(pool.imap(judged_at, range(len(CHOSEN)), chunksize=2))
    print(f"{len(CHOSEN)} of {len(jobs)} mutants in {time.monotonic() - began:.0f} s\n")
    show(judged, given.list)


if __name__ == "__main__":
    main()
