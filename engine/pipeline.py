"""The whole program: read, check, conform, calculate. Every surface calls these functions and shows what they give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.diagnostics.model import Problems, in_order
from engine.record import replace

if TYPE_CHECKING:
    from engine.calculation.kept import Cached
    from engine.calculation.profiling import Profile
    from engine.cases.drafts import Suggestion
    from engine.cases.ground import Ground
    from engine.cases.measure import Measure, Measured
    from engine.cases.model import Case, CaseRun, Tested
    from engine.cases.mutants import Judged
    from engine.checking.model import Checked
    from engine.compiling.formula import Call
    from engine.difference.difference import Difference
    from engine.difference.offices import Office as Moved
    from engine.evaluation.formula import Evaluation
    from engine.evidence.files import File
    from engine.evidence.model import Evidence, Verification
    from engine.manual.checked import Manual
    from engine.manual.files import ManualFiles
    from engine.manual.shelves import Shelf
    from engine.offices.model import Office
    from engine.programs.contract import Contract, Origin
    from engine.references.index import Survey
    from engine.reproduction.model import Reproduction
    from engine.results.calculation import Calculation
    from engine.source import Source, Span

T = TypeVar("T")


def evaluate(formula: str, inputs: Mapping[str, object]) -> Evaluation:
    """One formula with its inputs."""
    _make_room()
    from engine.evaluation.formula import evaluate_formula

    return evaluate_formula(formula, inputs)


def compile_formula(formula: str) -> Call:
    """One formula as a function of its inputs, in generated Python."""
    _make_room()
    from engine.compiling.formula import compile_formula

    return compile_formula(formula)


def compile_kontrak(origin: Origin) -> tuple[Contract | None, Problems]:
    """The contract of a paket as a function of the rows of its data. None where it cannot be read."""
    from engine.manual.shelves import Shelf, shelves
    from engine.offices.one import ground
    from engine.programs.opening import open_contract

    _make_room()
    own = Shelf(origin.paket, origin.paket.as_posix())
    found, problems = ground(own, shelves(own, origin.manual), origin.period)
    return (None, problems) if found is None else open_contract(*found[:2], origin, compile_kontrak, problems)


def calculate(
    paket: Path,
    *,
    period: str | None = None,
    manual: Path | None = None,
    cache: Cached | None = None,
    profile: Profile | None = None,
) -> tuple[Calculation | None, Problems]:
    """Every figure of a paket in one period. None where contract or manual cannot be read at all; the problems say why.

    Otherwise the problems are part of the calculation. `cache`: where checked manuals are kept for the next time.
    `profile` is told of each rule.
    """
    from engine.manual.shelves import Shelf, shelves
    from engine.offices.one import calculate_one, calculate_with

    _make_room()
    own = Shelf(paket, paket.as_posix())
    where = shelves(own, manual)
    if cache is not None:
        return calculate_with(cache, own, where, period)
    return calculate_one(own, where, period, profile=profile)


def each_office(
    pakets: Iterable[Path], tell: Callable[[Office], T], *, period: str | None = None, manual: Path | None = None,
    jobs: int = 1, cache: str | None = None,
) -> Iterator[T]:  # fmt: skip
    """What `tell` makes of the office of each paket, or of each office in it, in this order; each manual is read and
    checked once for all. `period`: as for `calculate`, or several with commas between, or `all`. On several cores
    (`jobs`) it has to be something that can go from one process to another. `cache`: the folder where checked manuals
    are kept."""
    _make_room()
    from engine.offices.folders import Many
    from engine.offices.grounds import Grounds
    from engine.offices.periods import periods_of
    from engine.offices.processes import worked

    many = Many(periods_of(period), Grounds(manual, cache))
    return worked(many.each(pakets), lambda one: tell(many.office(one)), jobs)


def reproduce(paket: Path, *, manual: Path | None = None) -> tuple[Reproduction | None, Problems]:
    """The published report of a paket taken apart: what differs from what can be computed, and what may explain it."""
    from engine.manual.check import check_manual
    from engine.manual.read import read_manuals
    from engine.manual.shelves import Shelf, shelves
    from engine.offices.one import ground
    from engine.reproduction.report import reproduce_paket

    _make_room()
    own = Shelf(paket, paket.as_posix())
    places = shelves(own, manual)
    found, problems = ground(own, places, None)
    if found is None:
        return None, problems

    def version(code: str, place: Span) -> tuple[Manual | None, Problems]:
        other, wrong = read_manuals(code, places, place)
        return check_manual(other)[0] if other else None, () if other else wrong

    result = reproduce_paket(*found, version, problems)
    return result, result.problems


def evidence(
    paket: Path, *, period: str | None = None, manual: Path | None = None
) -> tuple[Calculation | None, Evidence | None, Problems]:
    """As `calculate`, and evidence of it: everything that was read, and what comes out of that alone.

    No evidence where files were changed while they were read. Raises OSError where one cannot be read again.
    """
    from engine.evidence.build import agrees, build
    from engine.evidence.files import Reading, read_files
    from engine.manual.shelves import Shelf, shelves
    from engine.offices.one import calculate_one

    _make_room()
    own, reading = Shelf(paket, paket.as_posix()), Reading()
    where = shelves(own, manual)
    calculation, problems = calculate_one(own, where, period, reading.folder)
    if calculation is None:
        return None, None, problems
    files = read_files(paket, reading, where)
    again, _ = _recomputed(files, calculation.period)
    same = again is not None and agrees(calculation, again)
    return calculation, build(files, again) if again is not None and same else None, problems


def verify(file: Path, *, against: Path | None = None, quoted: str | None = None) -> Verification:
    """What of a file of evidence is not as it was made, or does not come out again; and what has changed since.

    `against`: the folder in which manuals lie today; otherwise they are looked for around. `quoted`: the digest that a
    report names. Raises OSError.
    """
    from engine.evidence.model import Verification
    from engine.evidence.opening import opened
    from engine.evidence.since import since
    from engine.evidence.verification import verified
    from engine.manual.shelves import Shelf, around

    _make_room()
    source, evidence, files, problems = opened(file)
    if source is None or evidence is None:
        return Verification(None, problems)
    found = verified(evidence, files, source, quoted, _recomputed(files, evidence.period))
    where = (Shelf(against, against.as_posix()),) if against else around()
    return replace(found, since=since(evidence, files, where, lambda: _recomputed(files, evidence.period, where)))


def _recomputed(
    files: tuple[File, ...], period: str, where: tuple[Shelf, ...] = ()
) -> tuple[Calculation | None, Problems]:
    """What comes out of these files, and out of the manuals on the shelves `where` before their own."""
    from engine.evidence.files import PAKET, RULES, VERSIONS, unpacked
    from engine.manual.shelves import Shelf
    from engine.offices.one import calculate_one

    with unpacked(files) as folder:
        own = (Shelf(folder / RULES, RULES), Shelf(folder / VERSIONS, VERSIONS))
        return calculate_one(Shelf(folder / PAKET, PAKET), (*where, *own), period)


def check(
    names: Iterable[str] = (),
    *,
    manual: Path | None = None,
    cache: Path | None = None,
    begun: Callable[[str], None] = lambda shown: None,
) -> Checked:
    """Everything that is wrong or doubtful in what is named: folders of manuals and pakets, files, codes of manuals.

    Without names: what lies under the current folder, and the manuals that come along. `cache`: a folder where results
    are kept for the next time. `begun` hears what is looked at next.
    """
    _make_room()
    from engine.checking.cache import Cache
    from engine.checking.find import find, nothing_here
    from engine.checking.look import look_at
    from engine.checking.merge import merged

    named = tuple(names)
    subjects, problems = find(named)
    known = Cache(cache) if cache else None
    results, library = look_at(subjects, manual, known, begun)
    checked = merged(results, problems, len(results) if not named and nothing_here() else 0)
    from engine.cases.check import check as check_cases

    found, files = check_cases(subjects, manual, known, library)
    said = frozenset(checked.problems)
    return replace(
        checked,
        problems=(*checked.problems, *(one for one in found if one not in said)),
        looked_at=checked.looked_at | files.keys(),
        files={**checked.files, **files},
    )


def test(
    names: Iterable[str] = (),
    *,
    manual: Path | None = None,
    pattern: str | None = None,
    begun: Callable[[str], None] = lambda shown: None,
) -> Tested:
    """The cases beside the rules, run: those in what is named, or else under the current folder, and those of the
    manuals that come along. `pattern`: only cases whose name it fits."""
    _make_room()
    from engine.cases import suite

    return suite.test(names, manual, pattern, begun)


def coverage(
    names: Iterable[str] = (),
    *,
    manual: Path | None = None,
    pattern: str | None = None,
    begun: Callable[[str], None] = lambda shown: None,
) -> Measured:
    """The same cases, and which parts of the rules of each manual they reach."""
    _make_room()
    from engine.cases.measure import measure

    return measure(names, manual, pattern, begun)


def suggest(
    measure: Measure, *, edges: bool = False, begun: Callable[[str], None] = lambda shown: None
) -> tuple[Suggestion, ...]:
    """Cases for what no case of a manual reaches; with `edges` for the values on each edge as well."""
    from engine.cases.suggest import Wish, suggestions

    files = frozenset(goal.file for goal in measure.goals) if edges else frozenset()
    return tuple(suggestions(measure.ground, Wish(measure.missing, files, measure.edges), begun))


def mutate(
    measured: Measured, measure: Measure, *, jobs: int = 1, begun: Callable[[str], None] = lambda shown: None
) -> tuple[Judged, ...]:
    """Every small wrong edit of a manual's rule files, and which case catches it, on so many cores."""
    from engine.cases.mutants import court, judge_all

    sitting = court(measure, measured)
    return () if sitting is None else judge_all(sitting, jobs, begun)


def run_case(case: Case, ground: Ground) -> CaseRun:
    """One case on the rules that it is about."""
    _make_room()
    from engine.cases import run

    return run.run_case(case, ground)


def survey(names: Iterable[str] = (), *, whole: bool = False) -> tuple[Survey, Problems]:
    """Where every name is defined and used, in the manuals and pakets named or else under the current folder, and in
    the manuals that come along. `whole`: under the current folder in any case."""
    _make_room()
    from engine.references.files import Files, workplace
    from engine.references.index import survey

    place, problems = workplace(names, whole=whole)
    return survey(Files(place)), problems


def layout(source: Source) -> tuple[str | None, Problems]:
    """The canonical text of a rule file, a contract or the like. None without problems: it is none of these."""
    _make_room()
    from engine.layout.format import canonical

    return canonical(source)


def manual_files(name: str) -> tuple[Path | None, tuple[ManualFiles, ...], Problems]:
    """A manual, named by its folder or its code: that folder, its files and those of the manuals it stands on.

    The lowest first; None and nothing where the name means no manual, or several.
    """
    from engine.checking.find import find
    from engine.manual.read import read_manuals
    from engine.manual.shelves import Shelf, shelves

    found, problems = find([name])
    manuals = [one for one in found if one.kind == "manual"]
    if len(manuals) != 1:
        return None, (), problems
    own = Shelf(manuals[0].path, manuals[0].shown)
    return manuals[0].path, *read_manuals(manuals[0].path.resolve().name, (own, *shelves(own, None)), None)


def compare(before: str, after: str, *, manual: Path | None = None) -> tuple[Difference | None, Problems]:
    """What one manual or paket changes against another. Each is named by its folder, the code of a manual, or a version
    that git has of it, `HEAD~1:rules/djbc-2023`. None where a side cannot be read; the problems say why."""
    _make_room()
    from engine.difference.difference import difference
    from engine.difference.named import read_side

    one, problems = read_side(before, manual)
    other, more = read_side(after, manual)
    if one is None or other is None:
        return None, in_order((*(problems if one is None else ()), *(more if other is None else ())))
    return difference(one, other)


def attribute(
    found: Difference,
    pakets: Iterable[Path],
    *,
    period: str | None = None,
    figures: Iterable[str] = (),
    begun: Callable[[str], None] = lambda shown: None,
) -> tuple[tuple[Moved, ...], Problems]:
    """How much each change between two manuals moves the figures of these offices, those that move most first. Without
    `figures`: the totals that the manual shows."""
    _make_room()
    from engine.difference.attribution import pair
    from engine.difference.offices import offices
    from engine.difference.problems import not_on_pakets

    for side in (found.before, found.after):
        if side.kontrak is not None:
            return (), (not_on_pakets(side.shown),)
    both = pair(found.before.manual, found.after.manual, found.changes)
    return offices(both, pakets, period, tuple(figures), begun), ()


def compare_file(path: str, before: Path | None, after: Path | None) -> Difference | None:
    """What one file of a manual or contract changes: two contents of it, None where it was not there, beside all other
    files as they lie here. None for a file that is no rule file, or cannot be read as one."""
    _make_room()
    from engine.difference.one_file import difference_of_file

    return difference_of_file(path, before, after)


def _make_room() -> None:
    """Python's limit on calls inside calls, raised if it is lower than what deep formulas need; never lowered."""
    from engine.language.limits import STACK

    if sys.getrecursionlimit() < STACK:
        sys.setrecursionlimit(STACK)
