"""What a person names -> the case files in it, each with the ground that its cases stand on.

A file in a manual's folder holds cases of that manual, one beside a contract those of the manual that the contract
uses; and any may name another manual itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from fnmatch import fnmatchcase
from pathlib import Path

from engine.cases import problems as problem
from engine.cases.find import files_of, shelves_of
from engine.cases.ground import Ground, Pakets, first_error
from engine.cases.model import Case, CaseFile, CaseRun, Tested
from engine.cases.read import read_cases
from engine.checking.find import Subject, find
from engine.checking.library import Library
from engine.data.files import open_bytes
from engine.diagnostics.model import Problems, in_order
from engine.manual.dates import When
from engine.manual.files import folders_of
from engine.manual.form_problems import unreadable_file
from engine.manual.places import decode
from engine.manual.shelves import Shelf
from engine.record import dataclass
from engine.source import Source, Span

Begun = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case file that was read. Without `file` it could not be, without `ground` its manual could not."""

    path: Path
    source: Source
    problems: Problems
    file: CaseFile | None = None
    ground: Ground | None = None

    @property
    def cases(self) -> tuple[Case, ...]:
        """Its cases, none where it could not be read."""
        return self.file.cases if self.file is not None else ()


@dataclass(slots=True)
class Suites:
    """Loads case files; every manual and every paket is read once. `manual`: a folder in which manuals are looked for
    first."""

    manual: Path | None = None
    library: Library = field(default_factory=lambda: Library({}))
    pakets: Pakets = field(default_factory=Pakets)
    grounds: dict[tuple[str, ...], Ground] = field(default_factory=dict)

    def load(self, subjects: Iterable[Subject], begun: Begun) -> tuple[Loaded, ...]:
        """The case files of these manuals and pakets, each once."""
        found: dict[Path, Loaded] = {}
        for subject in subjects:
            for path, shown in files_of(subject):
                if path.resolve() not in found:
                    begun(shown)
                    found[path.resolve()] = self._load(path, shown, subject)
        return tuple(found.values())

    def _load(self, path: Path, shown: str, subject: Subject) -> Loaded:
        try:
            data = open_bytes(path)
        except OSError as error:
            return Loaded(path, Source(shown, ""), (unreadable_file(shown, error.strerror or type(error).__name__),))
        source, problems = decode(data, shown)
        if source is None:
            return Loaded(path, Source(shown, ""), problems)
        file, found = read_cases(source, path.parent)
        if file is None:
            return Loaded(path, source, (*problems, *found))
        ground, more = self._ground(file, subject, source)
        first = first_error(ground.manual()[1]) if ground is not None else None
        if ground is not None and first is not None:
            more = (problem.broken_manual(source.span(0, 1), ground.stack[-1].code, first),)
            ground = None
        return Loaded(path, source, (*problems, *found, *more), file, ground)

    def _ground(self, file: CaseFile, subject: Subject, source: Source) -> tuple[Ground | None, Problems]:
        """The ground of a file: of the manual that it names, or in whose folder it lies, or that its paket uses."""
        around = shelves_of(subject, self.manual)
        if file.manual is not None:
            return self._of(file.manual.text, around, file.manual.span)
        if subject.kind == "manual":
            return self._of(subject.path.resolve().name, around, None)
        if subject.kind == "paket":
            paket, problems = self.pakets.of(subject.path)
            if paket is None:
                return None, problems
            named, when = paket.form.manual, When(paket.form.tahun)
            return self._of(named.text, around, named.span, when)
        return None, (problem.no_manual(source.span(0, 1)),)

    def ground_of(self, subject: Subject) -> Ground | None:
        """The ground of a manual, whether it has cases or not."""
        return self._of(subject.path.resolve().name, shelves_of(subject, self.manual), None)[0]

    def _of(
        self, code: str, around: tuple[Shelf, ...], place: Span | None, when: When | None = None
    ) -> tuple[Ground | None, Problems]:
        stack, found = self.library.read(code, around, place, when)
        if not stack:
            return None, found
        names = folders_of(stack)
        if names not in self.grounds:
            manual, problems = self.library.manual(stack)
            self.grounds[names] = Ground(stack, found, self.pakets, {(): (manual, (*found, *problems))})
        return self.grounds[names], ()


def test(names: Iterable[str], manual: Path | None, pattern: str | None, begun: Begun) -> Tested:
    """Runs the cases in what is named; without names, in all that lies under the current folder, and in the manuals
    that come along."""
    from engine.cases.run import run_case

    subjects, problems = find(tuple(names))
    loaded = Suites(manual).load(subjects, begun)
    runs: list[CaseRun] = []
    left_out = 0
    for one in loaded:
        wanted = [case for case in one.cases if matches(case, pattern)]
        left_out += len(one.cases) - len(wanted)
        for case in wanted if one.ground is not None else ():
            begun(case.id)
            runs.append(run_case(case, one.ground))  # type: ignore[arg-type]
    of_files = in_order(found for one in loaded for found in one.problems)
    files = {one.source.name: one.path for one in loaded}
    return Tested(tuple(runs), (*problems, *of_files), files, bool(problems), left_out)


def matches(case: Case, pattern: str | None) -> bool:
    """Whether a case is meant: its `file::name` holds the text, or fits it where it has `*` or `?`."""
    if pattern is None:
        return True
    id_, wanted = case.id.casefold(), pattern.casefold()
    if any(sign in wanted for sign in "*?"):
        return fnmatchcase(id_, wanted) or fnmatchcase(case.name.casefold(), wanted)
    return wanted in id_
