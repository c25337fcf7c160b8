"""Every bad input with exactly what the person sees, in both languages: one mistake, one message, at its place.

A case is a folder of `cases/` with one of

- `change.txt`: lines of the small paket in `base/` and of its manuals that are exchanged. A file is named, then `- old`
  and `+ new` lines follow; new lines alone make a new file, `(deleted)` takes one away;
- whole files, put over those of `base/` (what cannot be shown as lines: other encodings);
- `formulas.txt`: a formula on each line, with the inputs of `INPUTS`;
- `lines.jsonl`: a file for `rules eval --jsonl`;
- nothing, where the input is too large to be kept: then `GENERATED` makes it.

and `en.txt`, `id.txt`: what is shown. For a paket that is first the top figure, which says that everything else is
still computed, then every problem and finding, then everything that is missing under a figure and not said yet.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engine.diagnostics.model import Diagnostic, in_order, say
from engine.diagnostics.render import render
from engine.pipeline import calculate, each_office, evaluate
from engine.results.calculation import Calculation
from engine.results.display import displayed, unit_of
from engine.surfaces.cli.answer import answer_text
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.lines import answer_lines

HERE = Path(__file__).parent
CASES = sorted(folder for folder in (HERE / "cases").iterdir() if folder.is_dir())
LANGUAGES = ("en", "id")
KEPT = ("change.txt", "en.txt", "id.txt", "period.txt")
INPUTS: dict[str, object] = {
    "selesai": 33, "rencana": 30, "nol": 0, "kosong": None, "nama": "Bidang A", "benar": True,
    "nilai": [80, 90, 100], "hari": date(2030, 12, 31), "bidang": {"kode": "A", "bobot": Fraction(1, 2)},
}  # fmt: skip

Golden = Callable[[Path, str], None]
Shown = dict[str, str]
"""What is shown, by language."""


# ---- inputs that are too large to be kept

PRESENT = "Dinas Uji;T2;A-1;selesai;44;;\n"


def in_data(row: str) -> Callable[[], None]:
    """The row instead of one that is there."""

    def make() -> None:
        file = Path("paket/data.csv")
        file.write_text(file.read_text(encoding="utf-8").replace(PRESENT, row), encoding="utf-8")

    return make


def in_rule(formula: str) -> Callable[[], None]:
    """The formula as that of the top figure."""

    def make() -> None:
        file = Path("kep-7/skor.yaml")
        old = "mean(bidang[rata != null].rata)"
        file.write_text(file.read_text(encoding="utf-8").replace(old, formula), encoding="utf-8")

    return make


def deep_file() -> None:
    Path("ukuran-2030/dalam.yaml").write_text("tetapan: " + "{a: " * 100_000, encoding="utf-8")


def second_manual() -> None:
    shutil.copytree("ukuran-2030", "paket/ukuran-2030")


def large_file() -> None:
    Path("ukuran-2030/besar.yaml").write_text("# x\n" * 2**22 + "#", encoding="utf-8")


GENERATED: dict[str, Callable[[], None] | str | bytes] = {
    "07-manual-in-two-places": second_manual,
    "61-nesting-100000": "(" * 100_000 + "1" + ")" * 100_000,
    "61-nesting-100000-in-rule": in_rule("(" * 30_000 + "1" + ")" * 30_000),
    "61-nesting-without-brackets": "-" * 1_000 + "1",
    "61-nesting-100000-in-file": deep_file,
    "62-literal-of-million-digits": "9" * 1_000_000,
    "62-literal-of-thousands-of-digits": "1 + " + "9" * 2_000,
    "62-number-of-million-digits-in-data": in_data(f"Dinas Uji;T2;A-1;selesai;{'9' * 1_000_000};;\n"),
    "62-number-of-thousands-of-digits-in-data": in_data(f"Dinas Uji;T2;A-1;selesai;{'9' * 2_000};;\n"),
    "64-line-of-1-mb-in-data": in_data(f"Dinas Uji;T2;A-1;selesai;44;;{'x' * 2**20}\n"),
    "64-line-of-1-mb-in-jsonl": b'{"formula": "1"}\n{"formula": "' + b"1 + " * 2**18 + b'1"}\n{"formula": "2"}\n',
    "64-formula-of-1-mb": "1 + " * 2**18 + "1",
    "64-file-of-16-mb": large_file,
}


# ---- the cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
              capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for language, text in shown(case, capsys).items():
        assert "Traceback" not in text
        golden(case / f"{language}.txt", text)


def test_every_generated_input_has_its_case() -> None:
    assert sorted(GENERATED) == [case.name for case in CASES if {file.name for file in case.iterdir()} <= set(KEPT[1:])
                                 and not (case / "period.txt").exists()]  # fmt: skip


def test_the_base_has_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copied(HERE / "base")
    calculation, problems = calculate(Path("paket"))
    assert calculation is not None and calculation.clean and problems == calculation.findings == ()


def shown(case: Path, capsys: pytest.CaptureFixture[str]) -> Shown:
    """What is shown for a case; the working folder is empty before."""
    made = GENERATED.get(case.name)
    if isinstance(made, str):
        return of_formulas([made])
    if (case / "formulas.txt").exists():
        return of_formulas((case / "formulas.txt").read_text(encoding="utf-8").splitlines())
    if isinstance(made, bytes) or (case / "lines.jsonl").exists():
        Path("lines.jsonl").write_bytes(made if isinstance(made, bytes) else (case / "lines.jsonl").read_bytes())
        return {language: of_lines(language, capsys) for language in LANGUAGES}
    copied(HERE / "base")
    copied(case)
    if (case / "change.txt").exists():
        change((case / "change.txt").read_text(encoding="utf-8"))
    if made is not None:
        made()
    if case.name.startswith("67-offices"):
        return of_offices()
    period = case / "period.txt"
    return of_paket(period.read_text(encoding="utf-8").strip() if period.exists() else None)


def copied(folder: Path) -> None:
    """The files of a folder, in the working folder."""
    for file in folder.rglob("*"):
        if file.is_file() and file.name not in KEPT:
            target = Path(file.relative_to(folder))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def change(text: str) -> None:
    """Exchanges lines of files in the working folder as `change.txt` says."""
    for block in re.split(r"\n\n+", text.strip("\n")):
        name, *lines = block.split("\n")
        if lines == ["(deleted)"]:
            Path(name).unlink()
            continue
        assert all(line[:1] in ("-", "+") and line[1:2] in ("", " ") for line in lines), block
        old, new = ("".join(f"{line[2:]}\n" for line in lines if line[0] == sign) for sign in "-+")
        exchange(Path(name), old, new)


def exchange(file: Path, old: str, new: str) -> None:
    """New lines for old ones, which are there once; without old ones, new lines at the end."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if old:
        assert f"\n{before}".count(f"\n{old}") == 1, f"not once in {file}: {old}"
        before, _, after = f"\n{before}".partition(f"\n{old}")
        new = f"{before}\n{new}".removeprefix("\n") + after
    else:
        new = before + new
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(new, encoding="utf-8", newline="")


# ---- what is shown


def of_formulas(formulas: list[str]) -> Shown:
    """Each formula, its value and what is absent, and its diagnostics."""
    evaluations = [(formula, evaluate(formula, INPUTS)) for formula in formulas]
    return {
        language: "\n".join(
            f"# {formula if len(formula) < 100 else formula[:40] + ' …'}\n"
            + answer_text(Console(language), evaluation)
            + render(evaluation.problems, language, colour=False)
            for formula, evaluation in evaluations
        )
        for language in LANGUAGES
    }


def of_lines(language: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The answers to `lines.jsonl`."""
    answer_lines(Console(language), "lines.jsonl")
    return capsys.readouterr().out


def of_paket(period: str | None) -> Shown:
    """The top figure, the problems and findings, and what is missing."""
    calculation, problems = calculate(Path("paket"), period=period)
    found = () if calculation is None else in_order((*problems, *calculation.findings))
    parts = found if calculation is not None else problems
    missing = tuple(absences(calculation)) if calculation is not None else ()
    return {
        language: f"{top(calculation, language)}\n\n{render((*parts, *missing), language, colour=False)}".strip() + "\n"
        for language in LANGUAGES
    }


def of_offices() -> Shown:
    """The top figure of each office in `kantor/`, and the problems of all, those that they share first."""
    offices = list(each_office([Path("kantor")], lambda office: office))
    shared = in_order(one for office in offices for one in (*office.common, *office.broken))
    own = [one for office in offices for one in office.problems if one not in shared]
    tops = [
        f"{office.unit_kerja}: {office.lines(period).split(';')[3]}" for office in offices for period in office.periods
    ]
    return {
        language: "\n".join((*(tops or ["-"]), "", render((*shared, *own), language, colour=False))).strip() + "\n"
        for language in LANGUAGES
    }


def top(calculation: Calculation | None, language: str) -> str:
    """The top figure and its status, by the first total of the manual's own table."""
    if calculation is None:
        return "-"
    if calculation.table is None or not calculation.table.totals:
        figures = [figure for figure in calculation.figures if "/" not in figure.id]
        return ", ".join(f"{figure.id.removeprefix('.')}: {figure.outcome.status}" for figure in figures)
    label, figure = calculation.table.totals[0]
    value = displayed(figure.outcome, unit_of(figure.unit, calculation.manual.units), calculation.table.decimals)
    return f"{label} {value} ({figure.outcome.status})"


def absences(calculation: Calculation) -> Iterator[Diagnostic]:
    """What is missing and lies under a figure, as problems: without those places that a problem names already."""
    for row in calculation.absences():
        reason = row.reason
        if not reason.lawful:
            message = (
                say("{input}: {text}", input=reason.input, text=reason.message) if reason.input else reason.message
            )
            yield Diagnostic(reason.code, "note", message, reason.place)
