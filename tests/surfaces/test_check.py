"""`rules check`: what is looked at, what is shown of it and how, and what is corrected."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.checking import library
from engine.checking.find import Subject, find
from engine.checking.model import Checked
from engine.diagnostics.edits import corrections, difference
from engine.diagnostics.grouping import by_file, grouped
from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.manual.read import ManualFiles
from engine.source import Source
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.findings import show
from engine.surfaces.cli.running import run
from engine.surfaces.cli.writing import rewritten

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/diagnostics/base"

Said = tuple[int, str, str]
Rules = Callable[..., Said]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    """`rules("check", …)` in a copy of the small paket and its manuals, without the analysis of formulas."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("kantor"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(library, "analyse", lambda manual, stack, problems: ())

    def typed(*arguments: str) -> Said:
        spoken = () if "--lang" in arguments else ("--lang", "en")
        code = run([*arguments, *spoken], {})
        out, err = capsys.readouterr()
        return code, out, err

    return typed


def change(file: str, old: str, new: str) -> None:
    """Exchanges a text that stands once in a file."""
    path = Path(file)
    text = path.read_bytes().decode()
    assert text.count(old) == 1, (file, old)
    path.write_bytes(text.replace(old, new).encode())


def heads(out: str) -> list[str]:
    """The first line of each problem."""
    return [line for line in out.splitlines() if " error: " in line or " warning: " in line]


# ---- what is looked at


def test_nothing_is_wrong(rules: Rules) -> None:
    assert rules("check", "paket", "ukuran-2030", "kep-7") == (0, "no findings in 10 files\n", "")
    assert rules("check", "paket", "--lang", "id")[0] == 0


def targets(*names: str) -> list[tuple[str, str]]:
    return [(target.kind, target.shown) for target in find(names)[0]]


def test_what_a_name_stands_for(rules: Rules, tmp_path: Path) -> None:
    along = [("manual", f"rules/djbc-{year}") for year in range(2020, 2024)]
    along += [("manual", "rules/kmk-300-2022"), ("manual", "rules/kmk-467-2014")]
    own = [("manual", "kep-7"), ("paket", "paket"), ("manual", "ukuran-2030")]
    assert targets() == [*own, *along]
    assert targets(".") == targets("kep-7", "paket", "ukuran-2030") == own
    assert targets("kmk-300-2022") == [along[4]]
    assert targets("./kep-7/") == targets("kep-7", "kep-7") == targets("kep-7", "kep-7/huruf.yaml") == [own[0]]
    assert find(["kep-7/huruf.yaml"])[0] == (Subject("manual", Path("kep-7"), "kep-7", Path("kep-7/huruf.yaml")),)
    assert find(["paket/data.csv"])[0] == (Subject("paket", Path("paket"), "paket", Path("paket/data.csv")),)
    Path("paket/kep-8").mkdir()
    shutil.copy("kep-7/manual.yaml", "paket/kep-8")
    assert targets("paket") == [("paket", "paket"), ("manual", "paket/kep-8")]
    assert targets(str(tmp_path / "kep-7")) == [("manual", (tmp_path / "kep-7").as_posix())]


def test_a_folder_of_the_same_name_wins_over_what_comes_along(rules: Rules) -> None:
    shutil.copytree("kep-7", "kmk-300-2022")
    assert targets("kmk-300-2022") == [("manual", "kmk-300-2022")]


@pytest.mark.parametrize(
    ("where", "argument", "shown"),
    [
        (".", "kep-7", "kep-7/skor.yaml"),
        ("kep-7", ".", "skor.yaml"),
        ("kep-7", "skor.yaml", "skor.yaml"),
        ("kep-7", "../paket", "../kep-7/skor.yaml"),
        ("paket", ".", "../kep-7/skor.yaml"),
        ("paket", "../kep-7/skor.yaml", "../kep-7/skor.yaml"),
    ],
)
def test_names_are_those_that_a_person_would_type_here(rules: Rules, where: str, argument: str, shown: str) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    os.chdir(where)
    assert [line.split(":")[0] for line in heads(rules("check", argument)[1])] == [shown]


@pytest.mark.parametrize("folder", [".git", ".venv", "node_modules", "__pycache__", "venv"])
def test_folders_of_programs_are_passed_by(rules: Rules, folder: str) -> None:
    shutil.copytree("kep-7", f"{folder}/kep-7")
    if folder == "venv":
        Path("venv/pyvenv.cfg").touch()
    assert ("manual", f"{folder}/kep-7") not in targets(".")


def test_one_file_of_a_manual(rules: Rules) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    change("kep-7/huruf.yaml", "ujung: tetap", "ujung: tetp")
    assert [line[:15] for line in heads(rules("check", "kep-7")[1])] == ["kep-7/huruf.yam", "kep-7/skor.yaml"]
    assert [line[:15] for line in heads(rules("check", "kep-7/skor.yaml")[1])] == ["kep-7/skor.yaml"]
    assert rules("check", "kep-7/manual.yaml")[:2] == (0, "no findings in 1 file\n")


def test_a_problem_is_shown_for_its_other_side_too(rules: Rules) -> None:
    shutil.copy("kep-7/huruf.yaml", "kep-7/salinan.yaml")
    for file in ("kep-7/huruf.yaml", "kep-7/salinan.yaml"):
        assert "E434" in rules("check", file)[1]
    assert rules("check", "kep-7/skor.yaml")[0] == 0


def test_a_folder_inside_a_manual(rules: Rules) -> None:
    Path("ukuran-2030/dalam").mkdir()
    shutil.move("ukuran-2030/A-1-pelatihan.yaml", "ukuran-2030/dalam")
    change("ukuran-2030/dalam/A-1-pelatihan.yaml", "selesai / dijadwalkan", "selesai / dijadwal")
    assert [line.split(":")[0] for line in heads(rules("check", "ukuran-2030/dalam")[1])] == [
        "ukuran-2030/dalam/A-1-pelatihan.yaml"
    ]


def test_a_rule_file_on_its_own_is_read_for_its_form(rules: Rules) -> None:
    Path("lepas").mkdir()
    shutil.copy("kep-7/skor.yaml", "lepas/skor.yaml")
    assert rules("check", "lepas/skor.yaml") == (0, "no findings in 1 file\n", "")
    change("lepas/skor.yaml", "pembulatan: 2", "pembulatn: 2")
    assert [line[:28] for line in heads(rules("check", "lepas/skor.yaml")[1])] == ["lepas/skor.yaml:27:5: E403 e"]


NOTHING = [
    ("nowhere", "E663 error: there is no file or folder `nowhere`, and no manual of that code comes along"),
    ("kmk-300-2021", "did you mean `kmk-300-2022`?"),
    ("kosong", "E661 error: there is nothing to check in `kosong`"),
    ("catatan.txt", "E664 error: the file `catatan.txt` is part of no manual and no paket"),
]


@pytest.mark.parametrize(("name", "said"), NOTHING, ids=[name for name, _ in NOTHING])
def test_nothing_to_check(rules: Rules, name: str, said: str) -> None:
    Path("kosong").mkdir()
    Path("catatan.txt").touch()
    code, out, _ = rules("check", name)
    assert code == 2 and said in out and "files" not in out
    code, out, _ = rules("check", "kep-7", name)
    assert code == 2 and out.endswith("1 error in 4 files\n"), "the others are checked all the same"


def test_a_data_file_that_no_contract_names(rules: Rules) -> None:
    shutil.copy("paket/data.csv", "paket/lain.csv")
    code, out, _ = rules("check", "paket/lain.csv")
    assert code == 1 and "E665 error: the file `paket/lain.csv` is not read" in out
    change("paket/kontrak.yaml", "tahun: 2030", "tahun: [2030")
    code, out, _ = rules("check", "paket/lain.csv")
    assert code == 1 and "E665" not in out, "the contract may name it; first it has to be readable"


def test_a_paket_is_checked_with_its_data_and_its_manual(rules: Rules) -> None:
    change("paket/data.csv", "T1;A-1;selesai;20", "T3;A-1;selesai;20")
    change("paket/kontrak.yaml", "A-1:\n        rencana", "A-1:\n        rancana")
    change("kep-7/skor.yaml", "mean(", "mn(")
    code, out, _ = rules("check", "paket")
    files = [line.split(":")[0] for line in heads(out)]
    assert (code, files) == (1, ["kep-7/skor.yaml", "paket/data.csv", "paket/kontrak.yaml"])
    assert [line.split(":")[0] for line in heads(rules("check", "paket/data.csv")[1])] == ["paket/data.csv"]


def test_manuals_of_a_folder_that_is_named(rules: Rules) -> None:
    Path("jauh").mkdir()
    shutil.move("kep-7", "jauh")
    assert "there is no manual `kep-7`" in rules("check", "paket")[1]
    assert rules("check", "paket", "--manual", "jauh")[0] == 0


def test_a_file_that_may_not_be_opened(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: whole(path / "x" if path.name == "huruf.yaml" else path))
    code, out, _ = rules("check", "kep-7")
    assert code == 1 and "E405 error: the file `kep-7/huruf.yaml` cannot be opened" in out


@pytest.mark.parametrize("name", ["kep-7/huruf.yaml", "kep-7/manual.yaml", "paket/kontrak.yaml", "paket/data.csv"])
def test_a_named_file_that_may_not_be_opened(rules: Rules, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    whole, closed = Path.read_bytes, Path(name).resolve()
    monkeypatch.setattr(Path, "read_bytes", lambda path: whole(path / "x" if path.resolve() == closed else path))
    code, out, _ = rules("check", name)
    assert code == 1 and "cannot be opened" in out and Path(name).name in out


def test_published_figures_that_may_not_be_opened(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("paket/published.yaml").write_text("entri: []\n")
    test_a_named_file_that_may_not_be_opened(rules, monkeypatch, "paket/published.yaml")


# ---- what could not be looked at


def broken(file: str) -> None:
    with Path(file).open("a") as opened:
        opened.write("x: [\n")


def test_what_a_named_file_rests_on_is_corrected_first(rules: Rules) -> None:
    change("ukuran-2030/A-1-pelatihan.yaml", "nama:", "name:")
    broken("kep-7/manual.yaml")
    for name in ("ukuran-2030/A-2-berkas.yaml", "paket/data.csv", "paket/kontrak.yaml"):
        code, out, _ = rules("check", name)
        assert code == 1 and len(heads(out)) == 1, out
        assert heads(out)[0].startswith("kep-7/manual.yaml:") and "E666" in out and "is not closed" in out
    once = rules("check", "ukuran-2030/A-1-pelatihan.yaml", "ukuran-2030/A-2-berkas.yaml")[1]
    assert once.count("E666") == 1, "several files rest on it, and it is said once"
    own = rules("check", "kep-7/manual.yaml")[1]
    assert "E666" not in own and own.startswith("kep-7/manual.yaml:")


@pytest.mark.parametrize("name", ["paket/data.csv", "ukuran-2030/A-1-pelatihan.yaml"])
def test_what_a_named_file_rests_on_is_not_there(rules: Rules, name: str) -> None:
    shutil.rmtree("kep-7")
    code, out, _ = rules("check", name)
    assert code == 1 and "E666" in out and "there is no manual `kep-7`" in out


def test_a_named_file_that_uses_what_cannot_be_read(rules: Rules) -> None:
    broken("kep-7/skor.yaml")
    code, out, _ = rules("check", "kep-7/huruf.yaml")
    assert code == 1 and len(heads(out)) == 1
    assert heads(out)[0].startswith("kep-7/skor.yaml:") and "E666" in out


def test_a_broken_file_beside_it_does_not_matter(rules: Rules) -> None:
    broken("ukuran-2030/A-1-pelatihan.yaml")
    assert rules("check", "ukuran-2030/A-2-berkas.yaml")[0] == 0


def test_that_more_may_come_is_said(rules: Rules) -> None:
    later = "what rests on these mistakes is checked completely only when they are corrected\n"
    assert later not in rules("check")[1]
    change("kep-7/huruf.yaml", "skor  |", "skorr |")
    assert later not in rules("check")[1]
    broken("kep-7/manual.yaml")
    code, out, _ = rules("check")
    assert code == 1 and out.endswith(f" files\n{later}")


def test_nothing_of_the_person_lies_here(rules: Rules) -> None:
    Path("empty").mkdir()
    os.chdir("empty")
    said = "nothing of yours lies under this folder; checked: the manuals that come along: 6\n"
    code, out, err = rules("check")
    assert (code, err) == (0, said) and " files" in out
    assert rules("check", "--strict", "--format", "github")[::2] == (2, said)
    os.chdir("../ukuran-2030")
    assert rules("check")[2] == "", "this folder lies in a manual"


@pytest.mark.parametrize("folder", ["nope", "kep-7/manual.yaml", ""])
@pytest.mark.parametrize("command", [("check",), ("eval", "paket"), ("explain", "paket", "x")])
def test_a_folder_of_manuals_that_is_none(rules: Rules, command: tuple[str, ...], folder: str) -> None:
    code, out, err = rules(*command, "--manual", folder)
    assert (code, out) == (2, "") and f"there is no folder `{folder}`" in err


# ---- which manual is meant


@pytest.mark.parametrize("place", [".", "rules"])
def test_manuals_of_the_current_folder_are_used_by_all(rules: Rules, place: str) -> None:
    shutil.copytree("paket", "offices/far/paket")
    for name in ("paket",) if place == "." else ("kep-7", "ukuran-2030"):
        shutil.move(name, f"{place if place == 'rules' else 'away'}/{name}")
    kep, ukuran = ((Path(place) / name).as_posix() for name in ("kep-7", "ukuran-2030"))
    assert rules("check", "offices/far/paket", "--strict")[0] == 0
    out = rules("eval", "offices/far/paket")[1]
    assert kep in out and ukuran in out
    assert f"{kep}/huruf.yaml:" in rules("uses", "sebutan")[1]
    change(f"{kep}/huruf.yaml", "skor  |", "skorr |")
    assert f"{kep}/huruf.yaml:" in rules("check", "offices/far/paket")[1]
    assert f"{kep}/huruf.yaml:" in "".join(rules("eval", "offices/far/paket")[1:])


def test_the_own_copy_of_a_manual_that_comes_along_is_used(rules: Rules) -> None:
    shutil.copytree(ROOT / "rules", "rules")
    assert targets("kmk-300-2022") == [("manual", "rules/kmk-300-2022")]
    code, out, _ = rules("check", "kmk-300-2022", "--strict", "--all")
    assert code == 0 and "W441" not in out  # the same to the byte: it makes no difference which is used
    change("rules/kmk-300-2022/manual.yaml", "  nama:", "  # milik kami\n  nama:")
    code, out, _ = rules("check", "kmk-300-2022", "--strict", "--all")
    assert code == 0 and "W441 note" in out and "`rules/kmk-300-2022` is used" in out


# ---- one mistake, one message


def test_a_mistake_in_the_decree_is_reported_once(rules: Rules) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    assert len(heads(rules("check", ".")[1])) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("kep-7/manual.yaml", "tingkat:", "tingkat: ["),
        ("kep-7/skor.yaml", "parameter: [arah, rencana, capaian]", "parameter: [arah, rencana, capaian"),
        ("ukuran-2030/manual.yaml", "kode: ukuran-2030", "kode: [ukuran-2030"),
        ("ukuran-2030/A-1-pelatihan.yaml", "satuan: persen", "satuan: [persen"),
        ("paket/kontrak.yaml", "rencana: {T1: 40%, Y: 80%}", "rencana: {T1: 40%, Y: 80%"),
    ],
)
def test_what_only_follows_from_an_unreadable_file_is_not_said(rules: Rules, file: str, old: str, new: str) -> None:
    change(file, old, new)
    assert [line.split(":")[0] for line in heads(rules("check", ".")[1])] == [file]


def test_an_unknown_name_is_said_beside_an_unreadable_file(rules: Rules) -> None:
    change("kep-7/skor.yaml", "parameter: [arah, rencana, capaian]", "parameter: [arah, rencana, capaian")
    change("kep-7/huruf.yaml", "skala_huruf(skor)", "skala_huruf(tidak_ada)")
    assert len(heads(rules("check", "kep-7")[1])) == 2


def problem(source: Source, at: int, code: str = "W811", cause: int | None = None, **more: object) -> Diagnostic:
    place = source.span(at, at + 1)
    where = None if cause is None else source.span(cause, cause + 1)
    return Diagnostic(code, "warning", say("doubtful"), place, cause=where, **more)  # type: ignore[arg-type]


def test_equal_causes_are_grouped() -> None:
    one, other = Source("a.yaml", "0123456789"), Source("b.yaml", "0123456789")
    problems = [problem(one, 1, cause=9), problem(one, 2), problem(one, 3, cause=9), problem(one, 4, "W812", cause=9)]
    elsewhere = Diagnostic("W811", "warning", say("doubtful"), other.span(0, 1), cause=one.span(9, 10))
    groups = grouped([*problems, elsewhere])
    assert [(group.first, group.also) for group in groups] == [
        (problems[0], (one.span(3, 4), other.span(0, 1))), (problems[1], ()), (problems[3], ()),
    ]  # fmt: skip


def test_the_others_of_a_group_are_named_under_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    source = Source("a.yaml", "0123456789")
    more = {"examples": ((("nilai", "0"), ("batas", "100%")),), "fix": say("do it")}
    checked = Checked((problem(source, 1, cause=9, **more), problem(source, 3, cause=9)), frozenset(["a.yaml"]), {})
    show(Console("en"), checked, "text", everything=False)
    assert capsys.readouterr().out == (
        "a.yaml:1:2: W811 warning: doubtful\n"
        "  |\n"
        "1 | 0123456789\n"
        "  |  ^\n"
        "  = for example: nilai = 0, batas = 100%\n"
        "  = help: do it\n"
        "  = also at: a.yaml:1:4\n"
        "\n"
        "2 warnings in 1 file\n"
    )


def test_twenty_of_a_file() -> None:
    source, other = Source("a.yaml", "x" * 40), Source("b.yaml", "x" * 40)
    problems = [problem(one, at) for one in (source, other) for at in range(23 if one is source else 20)]
    assert [(one.file, len(one.groups), one.left_out) for one in by_file(grouped(problems))] == [
        ("a.yaml", 20, 3), ("b.yaml", 20, 0),
    ]  # fmt: skip
    assert [len(one.groups) for one in by_file(grouped(problems), None)] == [23, 20]


def test_errors_come_before_the_rest() -> None:
    source = Source("a.yaml", "x" * 40)
    problems = [problem(source, at) for at in range(30)]
    grave = [Diagnostic("E301", "error", say("x"), source.span(at, at + 1)) for at in (31, 32)]
    (listed,) = by_file(grouped([*problems, *grave]))
    assert [group.first for group in listed.groups] == [*problems[:18], *grave] and listed.left_out == 12


def test_notes_are_shown_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    source = Source("a.yaml", "0123")
    note = Diagnostic("W811", "note", say("doubtful"), source.span(1, 2))
    checked = Checked((note,), frozenset(["a.yaml"]), {})
    show(Console("en"), checked, "text", everything=False)
    assert capsys.readouterr().out == "no findings in 1 file; notes, shown with --all: 1\n"
    show(Console("en"), checked, "text", everything=True)
    out = capsys.readouterr().out
    assert out.startswith("a.yaml:1:2: W811 note: doubtful\n") and out.endswith("\n1 note in 1 file\n")
    show(Console("en"), checked, "json", everything=False)
    assert json.loads(capsys.readouterr().out)["notes"] == 1


def test_more_is_shown_when_asked_for(rules: Rules) -> None:
    with Path("paket/data.csv").open("a", encoding="utf-8") as file:
        file.write("Dinas Uji;T1;X-1;x;1;;\n" * 27)
    code, out, _ = rules("check", "paket")
    assert code == 1 and len(heads(out)) == 20
    assert out.endswith("\nand 7 more in this file: --all\n\n27 errors in 10 files\n")
    code, out, _ = rules("check", "paket", "--all")
    assert code == 1 and len(heads(out)) == 27 and out.endswith("\n\n27 errors in 10 files\n")
    found = json.loads(rules("check", "paket", "--format", "json")[1])
    assert (found["errors"], found["left_out"], len(found["problems"])) == (27, 7, 20)


# ---- how it is shown


def test_strict(rules: Rules) -> None:
    change("paket/data.csv", "T2;A-1;selesai;44", "T2;A-1;selesai;44,5")
    code, out, _ = rules("check", "paket")
    assert code == 0 and "W550 warning: " in out and out.endswith("1 warning in 10 files\n")
    code, out, _ = rules("check", "paket", "--strict")
    assert code == 1 and "W550 error: " in out and out.endswith("1 error in 10 files\n")


def test_json(rules: Rules) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    code, out, err = rules("check", "kep-7", "--format", "json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    problems = found.pop("problems")
    assert found == {"schema": 1, "files": 4, "errors": 1, "warnings": 0, "notes": 0, "left_out": 0}
    assert [list(one) for one in problems] == [
        ["code", "severity", "file", "line", "column", "end", "message", "other", "fix", "examples"]
    ]
    assert (problems[0]["file"], problems[0]["line"], problems[0]["column"]) == ("kep-7/skor.yaml", 26, 14)


def test_github(capsys: pytest.CaptureFixture[str]) -> None:
    source = Source("a,b:50%/c.yaml", "12\n34")
    others = ((say("the first"), source.span(0, 1)),)
    found = (
        Diagnostic("E1", "error", Message("50% of\r\n{x}", (("x", "a, b: c"),)), source.span(3, 5), others, say("fix")),
        Diagnostic("W1", "warning", say("no place")),
        Diagnostic("W2", "note", say("note"), source.span(0, 1)),
    )
    show(Console("en"), Checked(found, frozenset(), {}), "github", everything=True)
    name = "file=a%2Cb%3A50%25/c.yaml"
    assert capsys.readouterr().out == (
        f"::error {name},line=2,col=1,endLine=2,endColumn=3,title=E1::"
        "50%25 of%0D%0Aa, b: c%0Athe first: a,b:50%25/c.yaml:1:1%0Afix\n"
        "::warning title=W1::no place\n"
        f"::notice {name},line=1,col=1,endLine=1,endColumn=2,title=W2::note\n"
    )


# ---- corrections

MISSPELT = b"\xef\xbb\xbf# \xc3\xa9\r\nskala:\r\n"


class Typing:
    """A terminal at which somebody answers."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.answer


@pytest.fixture
def misspelt(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> Rules:
    """The command, in a place where the word `skorr` stands in a rule file and has just one correction."""
    path = Path("kep-7/huruf.yaml")

    def found(*_: object) -> tuple[Diagnostic, ...]:
        source = Source(path.as_posix(), path.read_bytes().decode("utf-8-sig"))
        at = source.text.find("skorr")
        place = source.span(at, at + 5)
        return (Diagnostic("E301", "error", say("misspelt"), place, edits=(Edit(place, "skor"),)),) if at >= 0 else ()

    monkeypatch.setattr(library, "analyse", found)
    text = path.read_bytes().replace(b"masukan | = angka", b"masukan | = angka # skorr").replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf# \xc3\xa9\r\n" + text + b"# end")
    path.chmod(0o640)
    return rules


def test_what_is_corrected_is_shown_first(misspelt: Rules) -> None:
    file = Path("kep-7/huruf.yaml")
    before = file.read_bytes()
    code, out, err = misspelt("check", "kep-7", "--fix")
    assert (code, err) == (1, "nothing was changed; with --yes the changes are made\n")
    assert out.startswith("--- kep-7/huruf.yaml\n+++ kep-7/huruf.yaml\n@@ -3,7 +3,7 @@\n")
    assert [line for line in out.splitlines() if line[0] in "-+"][2:] == [
        "-      masukan | = angka # skorr", "+      masukan | = angka # skor",
    ]  # fmt: skip
    assert file.read_bytes() == before


@pytest.mark.parametrize("answer", ["y\n", "ya\n", "YES\n", None])
def test_a_correction_changes_nothing_else(
    misspelt: Rules, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    file = Path("kep-7/huruf.yaml")
    before = file.read_bytes()
    if answer is not None:
        monkeypatch.setattr(sys, "stdin", Typing(answer))
    code, out, err = misspelt("check", "kep-7", "--fix", *(() if answer else ("--yes",)))
    assert code == 0 and out.endswith("\nno findings in 4 files\n")
    assert err.endswith("problems corrected: 1\n") and err.startswith("make these changes?" if answer else "problems")
    assert file.read_bytes() == before.replace(b"skorr", b"skor") and before.startswith(MISSPELT)
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(one.name for one in file.parent.iterdir()) == sorted(one.name for one in (BASE / "kep-7").iterdir())


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_nothing_is_corrected_without_a_yes(misspelt: Rules, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(sys, "stdin", Typing(answer))
    assert misspelt("check", "kep-7", "--fix")[::2] == (1, "make these changes? [y/N] nothing was changed\n")
    assert b"skorr" in Path("kep-7/huruf.yaml").read_bytes()


def test_what_goes_out_as_json_is_json(misspelt: Rules) -> None:
    code, out, err = misspelt("check", "kep-7", "--fix", "--yes", "--format", "json")
    assert code == 0 and json.loads(out)["problems"] == [] and "+      masukan" in err


def test_what_remains_is_shown(misspelt: Rules) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    code, out, _ = misspelt("check", "kep-7", "--fix", "--yes")
    assert code == 1 and [line.split(":")[0] for line in heads(out)] == ["kep-7/skor.yaml"]
    assert "there is nothing that has just one correction" in misspelt("check", "kep-7", "--fix", "--yes")[2]


def test_files_of_an_installed_program_are_not_corrected(misspelt: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.manual.shelves.ENGINE", Path.cwd().resolve())
    code, _, err = misspelt("check", "kep-7", "--fix", "--yes")
    assert code == 1 and err.startswith("corrections in manuals that come along, which are not changed: 1\n")
    assert b"skorr" in Path("kep-7/huruf.yaml").read_bytes()


def test_manuals_of_a_checkout_are_corrected_only_there(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.manual.shelves.rules_folder", Path.cwd().resolve)
    shutil.rmtree("paket")
    change("kep-7/huruf.yaml", "skala_huruf(", "skala_hurruf(")
    before = Path("kep-7/huruf.yaml").read_bytes()
    Path("other").mkdir()
    monkeypatch.chdir("other")
    code, _, err = rules("check", "--fix", "--yes")
    assert code == 1 and "corrections in manuals that come along, which are not changed: 1\n" in err
    assert Path("../kep-7/huruf.yaml").read_bytes() == before
    monkeypatch.chdir("..")
    assert "problems corrected: 1" in rules("check", "--fix", "--yes")[2]
    assert Path("kep-7/huruf.yaml").read_bytes() != before


def test_yes_without_fix(rules: Rules) -> None:
    code, out, err = rules("check", "--yes")
    assert (code, out) == (2, "") and err.startswith("rules check: --yes goes together with --fix only")


def correctable(source: Source, *edits: tuple[int, int, str]) -> Diagnostic:
    places = tuple(Edit(source.span(start, end), text) for start, end, text in edits)
    return Diagnostic("E301", "error", say("x"), places[0].place, edits=places)


def test_edits_that_meet_wait_for_the_next_run() -> None:
    source = Source("a", "abcdef")
    first, second = correctable(source, (1, 3, "X")), correctable(source, (2, 4, "Y"))
    both, beside = correctable(source, (4, 5, "Z"), (1, 2, "W")), correctable(source, (3, 4, "V"))
    again = correctable(source, (1, 3, "X"))
    inserted = correctable(source, (3, 3, "+"))
    found = corrections([first, second, both, beside, again, inserted, problem(source, 0)])
    assert found.texts == {source: "aXVef"}
    assert (found.made, found.waiting) == ((first, beside, again), (second, both, inserted))


def test_line_ends_of_an_edit_are_those_of_the_file() -> None:
    source = Source("a", "x\r\ny")
    assert corrections([correctable(source, (4, 4, "z\nw"))]).texts == {source: "x\r\ny" + "z\r\nw"}


def test_the_difference_names_a_last_line_without_end() -> None:
    source = Source("a", "x\ny")
    assert difference(source, "x\nz") == (
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n"
    )


def test_a_file_that_was_changed_meanwhile_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"other")
    assert not rewritten(file, "text", "new") and file.read_bytes() == b"other"
    assert rewritten(file, "other", "new") and file.read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="links are rare there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to("a")
    assert rewritten(tmp_path / "link", "a", "b")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "a").read_bytes() == b"b"


# ---- a decree below a manual


def test_a_decree_that_needs_what_stands_above_it_is_wrong_alone(rules: Rules) -> None:
    with Path("ukuran-2030/manual.yaml").open("a", encoding="utf-8") as file:
        file.write("tetapan:\n  ambang:\n    nilai: 2\n")
    assert rules("check", ".")[0] == 0
    change("kep-7/skor.yaml", "pembulatan: 2", "batas_atas: ambang")
    assert rules("check", "ukuran-2030")[0] == 0
    for names in (["kep-7"], ["kep-7", "ukuran-2030"], ["."]):
        assert [line[:24] for line in heads(rules("check", *names)[1])] == ["kep-7/skor.yaml:27:17: E"]


def test_a_rule_that_another_takes_the_place_of_is_looked_at_too(rules: Rules) -> None:
    with Path("ukuran-2030/manual.yaml").open("a", encoding="utf-8") as file:
        file.write("aturan:\n  dinas.skor:\n    menimpa: kep-7\n    alasan: uji\n    formula: 1\n")
    assert rules("check", ".")[0] == 0
    change("kep-7/skor.yaml", "mean(", "mn(")
    assert rules("check", "ukuran-2030")[0] == 0
    assert [line[:25] for line in heads(rules("check", ".")[1])] == ["kep-7/skor.yaml:26:14: E3"]


@pytest.mark.parametrize("code", ["W831", "W833"])
def test_unused_is_what_no_manual_uses(rules: Rules, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    shutil.copytree("ukuran-2030", "ukuran-2031")
    for file in Path("ukuran-2031").glob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("kode: ukuran-2030", "kode: ukuran-2031")
        file.write_text(text, encoding="utf-8")

    def found(manual: object, stack: tuple[ManualFiles, ...], problems: object) -> tuple[Diagnostic, ...]:
        source = next(file.place.source for file in stack[0].rules if "skor.yaml" in file.place.source.name)
        one, other = source.span(0, 1), source.span(1, 2)
        by_all = Diagnostic(code, "warning", say("unused"), one)
        by_one = Diagnostic(code, "warning", say("unused"), other)
        return (by_all, by_one) if stack[-1].code == "ukuran-2030" else (by_all,)

    monkeypatch.setattr(library, "analyse", found)
    assert [line[:21] for line in heads(rules("check", "ukuran-2030", "ukuran-2031")[1])] == ["kep-7/skor.yaml:1:1: "]
    assert len(heads(rules("check", "ukuran-2030")[1])) == 2
