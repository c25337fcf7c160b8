"""How many wrong edits of rule files and contracts somebody notices: `rules check` alone, and with the golden cases.

    python bench/mutants.py [--most 60] [--jobs 2] [--operator NAME] [--json FILE]

Each mutant is one small wrong edit out of the operators in `engine/mutation`, made in memory. It is caught by the check
if that finds something which it does not find in the files as they are: in the manual, or in the contract and data that
lie beside it, as `rules check` reads them. It is caught by the golden cases if a figure differs that a test holds.
Whether it changes a figure at all is judged by those cases and by copies of them with other data (`mutant_cases`).
What changes nothing is called equivalent; what changes a figure and is caught by nobody survives, and is listed.
Renamed inputs stand beside the percentages: a name is no figure.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from mutant_cases import CASES, Case, Stack, copies_of, golden_of, manual_of, stack_of  # noqa: E402
from mutant_figures import (  # noqa: E402
    computed,
    differs,
    given_values,
    golden_figures,
    is_held,
    known_figures,
    other_figures,
)

from engine.analysis.analyse import analyse  # noqa: E402
from engine.analysis.severity import lowered  # noqa: E402
from engine.data.kontrak import read_kontrak  # noqa: E402
from engine.data.paket import Paket  # noqa: E402
from engine.diagnostics.edits import edited  # noqa: E402
from engine.diagnostics.model import Problems  # noqa: E402
from engine.language.limits import STACK  # noqa: E402
from engine.manual.check import check_manual  # noqa: E402
from engine.manual.checked import Manual  # noqa: E402
from engine.manual.places import compose  # noqa: E402
from engine.manual.read import conform_file  # noqa: E402
from engine.mutation.contracts import swap_values  # noqa: E402
from engine.mutation.edited import mutants_of, touched, with_file  # noqa: E402
from engine.mutation.known import known_of  # noqa: E402
from engine.mutation.operators import Mutant  # noqa: E402
from engine.source import Source  # noqa: E402

Said = Counter[tuple[str, str]]
"""How often each message is given: code and text."""


@dataclass(frozen=True)
class Job:
    """A mutant of a file of a manual, or of a contract."""

    case: Case
    mutant: Mutant
    paket: Paket | None = None


@dataclass(frozen=True)
class Judged:
    """A mutant and who noticed it. `rules`, `contracts`: the codes that the check gives of either."""

    operator: str
    where: str
    what: str
    complete: bool
    rules: tuple[str, ...]
    contracts: tuple[str, ...]
    golden: bool
    changes: bool

    @property
    def checked(self) -> bool:
        return bool(self.rules or self.contracts)


# ---- the check


def said(problems: Problems) -> Said:
    """What the check says, notes aside."""
    return Counter((one.code, one.message.text) for one in problems if one.severity != "note")


def of_manual(manual: Manual | None, stack: Stack, found: Problems) -> Problems:
    """What the check says of a manual."""
    return found if manual is None else (*found, *analyse(manual, stack, found))


@cache
def before(case: Case) -> Said:
    """What the check says of the files as they are."""
    manual = manual_of(case)
    _, found = check_manual(stack_of(case))
    pakets = [computed(one.paket, manual).problems for one in golden_of(case)]
    problems = (*of_manual(manual, stack_of(case), found), *(one for some in pakets for one in some))
    return said(lowered(problems, stack_of(case)))


@cache
def unproved(case: Case) -> tuple[tuple[str, int, int], ...]:
    """The places at which the check says that it cannot prove a table, lowered or not."""
    manual, found = check_manual(stack_of(case))
    places = [one.place for one in of_manual(manual, stack_of(case), found) if one.code == "W825"]
    return tuple((place.source.name, place.start, place.end) for place in places if place is not None)


# ---- mutants


def rule_jobs(case: Case) -> Iterator[Job]:
    """Every mutant of the files of a manual, and of those that it stands on unless an earlier case has them. Of a
    version its own files: what it takes over is judged with the version that has it."""
    known = known_of(manual_of(case))
    before = {files.code for one in CASES[: CASES.index(case)] for files in stack_of(one)}
    for files in stack_of(case):
        if files.code not in before:
            yield from (Job(case, provable(mutant, case)) for mutant in mutants_of(files, known))


def provable(mutant: Mutant, case: Case) -> Mutant:
    """A table that the check does not call complete is no complete table."""
    table = mutant.table
    if table is None or not mutant.complete:
        return mutant
    beyond = any(
        name == table.source.name and table.start <= start and end <= table.end for name, start, end in unproved(case)
    )
    return replace(mutant, complete=not beyond)


def contract_jobs(case: Case) -> Iterator[Job]:
    """Every mutant of the contracts of a case."""
    for held in golden_of(case):
        node, _ = compose(held.paket.form.place.source)
        if node is not None:
            for mutant in swap_values(node, manual_of(case).periods):
                yield Job(case, mutant, paket=held.paket)


# ---- judging


@cache
def names_of(case: Case) -> frozenset[str]:
    """The files of a manual and of those it stands on."""
    versions = (one for files in stack_of(case) for one in files.chain)
    return frozenset(source.name for one in versions for source in one.sources)


def judge(job: Job) -> Judged:
    """Who notices this edit of a rule file. The check reads the manual in which it stands; figures are those of all
    manuals that stand on it."""
    source = job.mutant.place.source
    form, found = conform_file(Source(source.name, edited(source, job.mutant.edits)))
    stack, more = with_file(stack_of(job.case), source.name, form)
    found += more
    manual, more = check_manual(stack, found)
    problems = of_manual(manual, stack, (*found, *more))
    rules = said(lowered(problems, stack)) - before(job.case)
    if manual is None:
        return _judged(job.mutant, rules, Counter(), True, True)
    golden, changes, of_pakets = golden_figures(job.case, manual, True)
    contracts = said(lowered((*problems, *of_pakets), stack)) - before(job.case) - rules
    others = [(job.case, manual)]
    for case in CASES if not golden else ():
        if case != job.case and source.name in names_of(case) and not golden:
            manual, _ = check_manual(with_file(stack_of(case), source.name, form)[0], found)
            if manual is not None:
                golden, differs_there, _ = golden_figures(case, manual, False)
                changes = changes or differs_there
                others.append((case, manual))
    changes = changes or any(other_figures(case, manual) for case, manual in others)
    return _judged(job.mutant, rules, contracts, golden, changes)


def _judged(mutant: Mutant, rules: Said, contracts: Said, golden: bool, changes: bool) -> Judged:
    place = mutant.place
    what = "; ".join(f"{edit.place.text.strip()[:60]} -> {edit.text.strip()[:60]}" for edit in mutant.edits)
    where = f"{place.source.name}:{place.line}"
    codes = (tuple(sorted({code for code, _ in some})) for some in (rules, contracts))
    return Judged(mutant.operator, where, what, mutant.complete, *codes, golden, changes)


def judge_contract(job: Job) -> Judged:
    """Who notices this edit of a contract."""
    case, manual, stack = job.case, manual_of(job.case), stack_of(job.case)
    source = job.mutant.place.source
    form, found = read_kontrak(Source(source.name, edited(source, job.mutant.edits)))
    if form is None:
        return _judged(job.mutant, Counter(), said(found), True, True)
    one = computed(replace(job.paket, form=form), manual)
    everything = replace(touched(manual, manual), everything=True, checks=True)
    at = [held.paket for held in golden_of(case)].index(job.paket)
    held, known = golden_of(case)[at], known_figures(case, False)[at]
    given = given_values(one) != given_values(computed(job.paket, manual, False))
    changes = given or differs(one, held, known, everything)
    golden = (given and held.golden.given) or (changes and is_held(one, held, known))
    problems = lowered((*found, *one.problems), stack)
    contracts = said(tuple(one for one in problems if one.code != "W837"))
    return _judged(job.mutant, Counter(), contracts - before(case), golden, changes)


def sampled(jobs: list[Job], most: int) -> list[Job]:
    """At most so many for each operator, spread evenly and always the same."""
    groups: dict[str, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.mutant.operator, []).append(job)
    kept: list[Job] = []
    for group in groups.values():
        number = min(most, len(group))
        kept += [group[at * len(group) // number] for at in range(number)]
    return kept


CHOSEN: list[Job] = []
"""The mutants to be judged: a forked process has them already, and is told only which one."""


def judged_at(at: int) -> Judged:
    """Judges any mutant."""
    sys.setrecursionlimit(STACK)
    job = CHOSEN[at]
    return judge_contract(job) if job.paket is not None else judge(job)


# ---- the table

JUST_CHECKED = ("change_unit", "swap_inputs")
EXPLAINED = (
    (
        "swap_division",
        "konsolidasi/manual-konsolidasi/ukur/l-kurang.yaml",
        "one of two places never reports, so there is no result whichever way it is divided; only the copies, where a "
        "divisor is 0, have one reason more for it",
    ),
)
"""Survivors, and why nobody notices them."""


def share(part: int, whole: int) -> str:
    """In percent; what is not all is never rounded to 100."""
    if not whole or part in (0, whole):
        return f"{100 * part // whole}%" if whole else "-"
    return f"{1000 * part // whole / 10:.1f}%"


def count(judged: list[Judged], wanted: Callable[[Judged], bool]) -> int:
    return sum(wanted(one) for one in judged)


def show(judged: list[Judged]) -> None:
    """One line for each operator, then what nobody noticed."""
    print("| operator | mutants | change a figure | check alone | with golden cases | in closed tables: check alone |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for operator in dict.fromkeys(one.operator for one in judged):
        group = [one for one in judged if one.operator == operator]
        changing = [one for one in group if one.changes]
        alone = count(changing, lambda one: one.checked)
        together = count(changing, lambda one: one.checked or one.golden)
        closed = [one for one in group if one.complete]
        print(
            f"| {operator} | {len(group)} | {len(changing)} | {alone} ({share(alone, len(changing))}) "
            f"| {together} ({share(together, len(changing))}) "
            f"| {f'{count(closed, lambda one: bool(one.rules))} of {len(closed)}' if closed else '-'} |"
        )
    counted = [one for one in judged if one.changes and one.operator != "rename_input"]
    caught = count(counted, lambda one: one.checked or one.golden)
    print(f"\nof {len(counted)} mutants that change a figure, renames aside: {share(caught, len(counted))} are caught")
    contracts = count(counted, lambda one: not one.rules and bool(one.contracts))
    print(f"the check catches {contracts} of these in the contract or data alone, with nothing to say of the manual")
    _list("survivors", [one for one in judged if one.changes and not one.checked and not one.golden])
    for operator, place, reason in EXPLAINED:
        if any(one.operator == operator and one.where.startswith(place) for one in judged):
            print(f"  ({operator} {place}: {reason})")
    _list("in closed tables, not caught by the check alone", [one for one in judged if one.complete and not one.rules])
    _wanted(judged, counted)
    quiet = [one for one in judged if not one.changes]
    noticed = count(quiet, lambda one: one.checked)
    print(f"\nequivalent: {len(quiet)} change no figure that was tried; the check says something of {noticed} of them")
    _list("equivalent", quiet)
    missed = [one for one in judged if one.operator in JUST_CHECKED and one.changes and not one.checked]
    _list(f"{' and '.join(JUST_CHECKED)}, not caught by the check alone", missed)


def _wanted(judged: list[Judged], counted: list[Judged]) -> None:
    """What should be reached, and what is."""

    def line(what: str, wanted: int, group: list[Judged], caught: Callable[[Judged], bool]) -> None:
        print(f"| {what} | {wanted}% | {share(count(group, caught), len(group))} of {len(group)} |")

    def of(*operators: str) -> list[Judged]:
        return [one for one in judged if one.operator in operators]

    print("\n| wanted | at least | found |\n| --- | ---: | ---: |")
    closed = [one for one in of("drop_row", "swap_comparison") if one.complete]
    line("the check: rows dropped, `<` and `<=` swapped in complete tables", 100, closed, lambda one: bool(one.rules))
    line("the check: weights changed in closed sets", 100, of("change_weight"), lambda one: bool(one.rules))
    units = [one for one in of("change_unit") if one.changes]
    line("the check: units changed that change a figure", 90, units, lambda one: one.checked)
    inputs = [one for one in of("swap_inputs") if one.changes]
    line("the check: inputs of different units swapped that change a figure", 100, inputs, lambda one: bool(one.rules))
    line("check and golden cases: all that change a figure", 95, counted, lambda one: one.checked or one.golden)


def _list(title: str, judged: list[Judged]) -> None:
    print(f"\n{title}: {len(judged)}")
    for one in judged:
        print(f"  {one.operator} {one.where}: {one.what} {' '.join((*one.rules, *one.contracts))}".rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=60, help="mutants of each operator")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--operator", help="only this one")
    parser.add_argument("--json", type=Path, help="write what was judged into this file")
    given = parser.parse_args()
    sys.setrecursionlimit(STACK)
    began = time.monotonic()
    jobs = [job for case in CASES for job in (*rule_jobs(case), *contract_jobs(case))]
    jobs = [job for job in jobs if given.operator in (None, job.mutant.operator)]
    CHOSEN.extend(sampled(jobs, given.most))
    for case in CASES:  # once, before the processes part
        known_figures(case, False), known_figures(case, True), copies_of(case), before(case)
    with multiprocessing.get_context("fork").Pool(given.jobs) as pool:
        judged = list(pool.imap(judged_at, range(len(CHOSEN)), chunksize=2))
    print(f"{len(CHOSEN)} of {len(jobs)} mutants in {time.monotonic() - began:.0f} s\n")
    show(judged)
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in judged], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
