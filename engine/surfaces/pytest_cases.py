"""The cases beside the rules as tests of pytest: each case is an item, in the files and folders that pytest is given.

Loaded by pytest itself (entry point `pytest11`); nothing else of the program knows pytest. A case that no person has
confirmed is skipped, as it counts for nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.diagnostics.catalogue import language_for, words
from engine.diagnostics.model import Problems, say
from engine.diagnostics.render import render
from engine.manual.shelves import CASES

if TYPE_CHECKING:
    from engine.cases.ground import Ground
    from engine.cases.model import Case, CaseRun
    from engine.cases.suite import Suites


class CasesFailed(Exception):
    """A case that did not come out as expected, or a file that could not be read; its text says everything."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseModule | None:
    """Files of cases, wherever pytest looks."""
    return CaseModule.from_parent(parent, path=file_path) if file_path.name.endswith(CASES) else None


class CaseModule(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each case; another for what is wrong with the file."""
        from engine.checking.find import find

        subjects, problems = find([_shown(self.path)])
        loaded = _suites(self.config).load(subjects, lambda shown: None)
        problems += tuple(found for one in loaded for found in one.problems)
        errors = tuple(one for one in problems if one.severity == "error")
        if errors:
            yield Unreadable.from_parent(self, name=self.path.name, problems=errors)
        for one in loaded:
            for case in one.cases if one.ground is not None else ():
                assert one.ground is not None
                yield CaseItem.from_parent(self, name=case.name, case=case, ground=one.ground)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, ground: Ground, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.case, self.ground = case, ground

    def runtest(self) -> None:
        """Raises CasesFailed with everything that a person needs to know."""
        from engine import pipeline
        from engine.cases.shapes import state

        run = pipeline.run_case(self.case, self.ground)
        found = state(run)
        if found == "unconfirmed":
            pytest.skip(words(say("not confirmed by a person"), _language()))
        if found != "passed":
            raise CasesFailed(_told(run))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The text alone: where in the program it was noticed does not matter to anybody."""
        return _text(self, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands in its file."""
        return self.path, self.case.place.line - 1, self.case.id


class Unreadable(pytest.Item):
    """What is wrong with a file of cases."""

    def __init__(self, *, problems: Problems, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.problems = problems

    def runtest(self) -> None:
        """Fails."""
        raise CasesFailed(render(self.problems, _language(), colour=False))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The problems, each with its place."""
        return _text(self, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file."""
        return self.path, 0, self.name


def _text(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    if isinstance(excinfo.value, CasesFailed):
        return str(excinfo.value)
    return str(pytest.Item.repr_failure(item, excinfo))


def _told(run: CaseRun) -> str:
    from engine.cases.text import failure_lines

    return "\n".join((run.case.id, *failure_lines(run, _language())))


_KEY: pytest.StashKey[Suites] = pytest.StashKey()


def _suites(config: pytest.Config) -> Suites:
    """What this run has read so far: manuals are read once, however many files of cases there are."""
    from engine.cases.suite import Suites

    if _KEY not in config.stash:
        config.stash[_KEY] = Suites()
    return config.stash[_KEY]


def _shown(path: Path) -> str:
    """The file as the person knows it: from the current folder, if it lies below."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()


def _language() -> str:
    return language_for(None, os.environ)
