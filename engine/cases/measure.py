"""What a person names -> for each manual in it what its cases reach and what they do not.

Every goal of the manual's own files counts; those of the manuals it stands on are counted where those are measured. A
case of a manual reaches goals of the ones below it as well. A case that no person has confirmed counts for nothing, and
what it would add is said beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from engine.cases import problems as problem
from engine.cases.coverage import of_figures, steps_of
from engine.cases.edges import Distance, distances
from engine.cases.goals import Goal, Key, Owner, goals
from engine.cases.ground import Ground, first_error
from engine.cases.model import Case, CaseRun
from engine.cases.run import run_case
from engine.cases.suite import Loaded, Suites, matches
from engine.checking.find import Subject, find
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.manual.files import ManualFiles
from engine.record import dataclass

Begun = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ran:
    """A case on its ground, and what came out."""

    case: Case
    ground: Ground
    run: CaseRun

    @property
    def counts(self) -> bool:
        """Whether a person has confirmed it, and it passes."""
        return self.case.confirmed and self.run.passes


@dataclass(frozen=True, slots=True)
class Measure:
    """A manual and what is reached of it. `confirmed`: by cases that count; `anyhow`: by any. `edges`: how far from
    them cases lie. `cases`: how many cases that stand
    on its files count, and how many there are."""

    code: str
    folder: str
    ground: Ground
    goals: tuple[Goal, ...]
    confirmed: frozenset[Key]
    anyhow: frozenset[Key]
    edges: frozenset[Distance]
    cases: tuple[int, int]

    @property
    def missing(self) -> tuple[Goal, ...]:
        """What no case reaches, confirmed or not."""
        return tuple(goal for goal in self.goals if goal.key not in self.anyhow)

    @property
    def unconfirmed(self) -> tuple[Goal, ...]:
        """What only cases reach that nobody has confirmed."""
        return tuple(goal for goal in self.goals if goal.key in self.anyhow and goal.key not in self.confirmed)

    def owners(self) -> dict[Owner, list[Goal]]:
        """The goals of each rule, entry, function and check, in the order of the files."""
        found: dict[Owner, list[Goal]] = {}
        for goal in self.goals:
            found.setdefault(goal.owner, []).append(goal)
        return found

    def reached(self, some: Iterable[Goal]) -> tuple[int, int]:
        """How many of these goals cases reach that count, and how many any."""
        listed = list(some)
        return (
            sum(goal.key in self.confirmed for goal in listed),
            sum(goal.key in self.anyhow for goal in listed),
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """Every manual that was named. `nothing`: some name led nowhere."""

    manuals: tuple[Measure, ...]
    ran: tuple[Ran, ...]
    problems: Problems
    nothing: bool = False


def measure(names: Iterable[str], manual: Path | None, pattern: str | None, begun: Begun) -> Measured:
    """Runs the cases of what is named, those that fit the pattern, and looks at what they reach."""
    subjects, problems = find(tuple(names))
    suites = Suites(manual)
    loaded = suites.load(subjects, begun)
    ran = tuple(one for file in loaded for one in _run(file, pattern, begun))
    grounds = _grounds(suites, subjects, loaded)
    broken = [found for ground in grounds if (found := _broken(ground)) is not None]
    manuals = tuple(_measured(ground, ran) for ground in grounds if _broken(ground) is None)
    of_files = in_order((*(found for one in loaded for found in one.problems), *broken))
    return Measured(manuals, ran, (*problems, *of_files), bool(problems))


def _broken(ground: Ground) -> Diagnostic | None:
    """Of a manual with errors nothing can be said."""
    files, first = ground.stack[-1], first_error(ground.manual()[1])
    return None if first is None else problem.broken_manual(files.form.place, files.code, first)


def _run(file: Loaded, pattern: str | None, begun: Begun) -> Iterable[Ran]:
    for case in file.cases if file.ground is not None else ():
        if not matches(case, pattern):
            continue
        begun(case.id)
        assert file.ground is not None
        yield Ran(case, file.ground, run_case(case, file.ground))


def _grounds(suites: Suites, subjects: Iterable[Subject], loaded: Iterable[Loaded]) -> tuple[Ground, ...]:
    """The manuals that are named; of pakets and case files the manuals that they are about."""
    found: dict[int, Ground] = {}
    for subject in subjects:
        ground = suites.ground_of(subject) if subject.kind == "manual" else None
        if ground is not None:
            found.setdefault(id(ground), ground)
    for one in loaded:
        if one.ground is not None:
            found.setdefault(id(one.ground), one.ground)
    return tuple(sorted(found.values(), key=lambda ground: ground.stack[-1].shown))


def own_files(files: ManualFiles) -> frozenset[str]:
    """The files of a manual by name; of one that extends others, its own."""
    return frozenset(source.name for source in files.chain[-1].sources)


def reads(ground: Ground, names: frozenset[str]) -> bool:
    """Whether one of these files is among those of a manual, of what it extends, or of what it stands on."""
    return any(not names.isdisjoint(own_files(one)) for files in ground.stack for one in files.chain)


def _measured(ground: Ground, ran: tuple[Ran, ...]) -> Measure:
    files = ground.stack[-1]
    manual, _ = ground.manual()
    own = own_files(files)
    wanted = tuple(goal for goal in goals(manual) if goal.file in own) if manual is not None else ()
    confirmed: set[Key] = set()
    anyhow: set[Key] = set()
    edges: set[Distance] = set()
    about = [one for one in ran if reads(one.ground, own)]
    for one in about:
        if one.run.manual is None or (one.case.confirmed and not one.run.passes):
            continue  # it reaches nothing until it passes
        reached = of_figures(one.run.figures, one.run.manual.checks)
        anyhow |= reached
        confirmed |= reached if one.counts else set()
        edges |= set(distances(steps_of(one.run.figures)))
    count = sum(one.counts for one in about), len(about)
    return Measure(
        files.code, files.shown, ground, wanted, frozenset(confirmed), frozenset(anyhow), frozenset(edges), count
    )
