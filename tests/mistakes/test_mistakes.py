"""Every mistake that a person makes: found at its place, with one message, in words that say what to write instead."""

from __future__ import annotations

import csv
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.diagnostics.edits import corrections
from engine.diagnostics.grouping import Group, grouped
from engine.diagnostics.render import render_groups
from engine.pipeline import check
from engine.surfaces.cli.writing import rewritten
from tests.mistakes.cases import CASES, HERE, LANGUAGES, RIGHT, Case, Place, written
from tests.mistakes.sharing import share


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The correct files in a folder that is the current one."""
    folder = tmp_path_factory.mktemp("mistakes") / "benar"
    shutil.copytree(RIGHT, folder)
    before = os.getcwd()
    os.chdir(folder)
    with pytest.MonkeyPatch.context() as patch:
        share(patch)
        yield folder
    os.chdir(before)


def found() -> tuple[Group, ...]:
    """What a person is shown: errors and warnings, those of one cause together."""
    return grouped(one for one in check(["."]).problems if one.severity != "note")


def place_of(group: Group) -> Place | None:
    place = group.first.place
    return None if place is None else (place.source.name, *place.source.position(place.tight.start))


def test_the_correct_files_give_nothing(workplace: Path) -> None:
    assert found() == ()


def test_what_was_expected_before_the_first_run_stands_or_says_why_not() -> None:
    with (HERE / "blind.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["kasus"]: row for row in csv.DictReader(file, delimiter=";")}
    assert sorted(rows) == sorted(case.name for case in CASES)
    for case in CASES:
        row = rows[case.name]
        now = [case.head.get(key, "") for key in ("kode", "juga", "perbaikan")] + [case.marked]
        before = [row[key] for key in ("kode", "juga", "perbaikan", "tempat")]
        assert row["berbeda"] or now == before, case.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mistake(case: Case, workplace: Path, request: pytest.FixtureRequest) -> None:
    file, right = workplace / case.file, case.right()
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(case.wrong())
    try:
        groups = found()
        expected = as_expected(case, groups) and correction_as_expected(case, groups, file, right)
    finally:
        file.unlink() if before is None else file.write_bytes(before)
    message_as_expected(case, groups, request)
    if "luput" in case.head:
        assert not expected, f"{case.name} is as expected now: take `luput` out"
    else:
        assert expected, told(case, groups)


def as_expected(case: Case, groups: tuple[Group, ...]) -> bool:
    """The codes, each once, and the first of them at its place."""
    codes = Counter(group.first.code for group in groups)
    at = [place_of(group) for group in groups if group.first.code == case.codes[0]]
    return codes == Counter(case.codes) and case.place() in at


def correction_as_expected(case: Case, groups: tuple[Group, ...], file: Path, right: bytes | None) -> bool:
    """The edits give back the bytes of the correct file; where none is expected there is none."""
    made = corrections(problem for group in groups for problem in group.problems)
    if not case.fixed:
        return not made.texts
    for source, text in made.texts.items():
        assert rewritten(file.parents[len(Path(case.file).parts) - 1] / source.name, source.text, text)
    return file.read_bytes() == right


def message_as_expected(case: Case, groups: tuple[Group, ...], request: pytest.FixtureRequest) -> None:
    """Exactly these words, in both languages; `--accept` writes them into the file of the case."""
    shown = {language: render_groups(groups, language, colour=False) for language in LANGUAGES}
    if request.config.getoption("--accept"):
        case.path.write_text(written(case, shown), encoding="utf-8", newline="\n")
        return
    for language, text in shown.items():
        assert text.rstrip("\n").split("\n") == case.sections.get(language), f"{case.name}, {language}"


def told(case: Case, groups: tuple[Group, ...]) -> str:
    """What was expected and what was found."""
    seen = "\n".join(f"{group.first.code} at {place_of(group)}" for group in groups)
    fix = ", corrected" if case.fixed else ", not corrected"
    expected = f"expected {' '.join(case.codes)} at {case.place()}{fix}"
    return f"{expected}; found\n{seen}\n" + render_groups(groups, "en", colour=False)
