"""What no case reaches: the goals of each construct, what computations reach of them, what is shown and suggested."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.reach import reach
from engine.cases.alone import Formula
from engine.cases.coverage import of_steps
from engine.cases.drafts import text_of
from engine.cases.explore import explore
from engine.cases.goals import Goal, goals
from engine.cases.ground import Ground
from engine.cases.read import read_cases
from engine.cases.run import run_case
from engine.cases.suggest import Wish, all_formulas, suggestions
from engine.diagnostics.catalogue import words
from engine.manual.checked import Manual
from engine.manual.model import RuleFile
from engine.manual.read import ManualFiles, conform_file
from engine.record import replace
from engine.source import Source
from engine.surfaces.cli.running import run
from tests.properties.checked_manuals import _files
from tests.properties.manuals import DECREE, MANUAL, generate

HERE = Path(__file__).parent / "liputan"
Rules = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    """`rules("test", …)` beside a copy of the small manual."""
    shutil.copytree(HERE / "kecil", tmp_path / "kecil")
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments], {})
        return (code, *capsys.readouterr())

    return typed


# ---- goals, construct by construct

HEAD = """\
manual:
  kode: uji
  nama: Manual rekaan
  berlaku: {mulai: 2030-01-01}
tingkat:
  dinas:
    atribut:
      a: {dari: kontrak, jenis: ya/tidak}
      b: {dari: kontrak, jenis: ya/tidak, bawaan: tidak}
      n: {dari: kontrak, satuan: nilai}
      k: {dari: kontrak, satuan: nilai, minimal: 0, maksimal: 10}
      t: {dari: kontrak, pilihan: [x, y, z]}
      d: {dari: kontrak, jenis: tanggal}
periode: |
  kode | terdiri_atas | nama
  Y    | Y            | setahun
alasan: |
  kode  | sah | uraian
  belum | ya  | belum waktunya
satuan: |
  kode  | jenis | lambang
  nilai | rasio | -
"""

CONSTRUCTS = {
    "if: both branches, and a condition that may be absent": (
        "aturan: {dinas.r: {formula: if n > 5 then 1 else 2}}",
        ["branch then", "branch else", "branch absent"],
    ),
    "if: a test for absence is never absent itself": (
        "aturan: {dinas.r: {formula: if n = null then 1 else 2}}",
        ["branch then", "branch else"],
    ),
    "if: what the declarations rule out is no goal": (
        "aturan: {dinas.r: {formula: if k > 10 then 1 else 2}}",
        ["branch else", "branch absent"],
    ),
    "and: each side true, false, and deciding": (
        "aturan: {dinas.r: {formula: a and b}}",
        [f"side {at} {word}" for at in (0, 1) for word in ("true", "false", "decides")],
    ),
    "in: each of the values": (
        'aturan: {dinas.r: {formula: \'t in ("x", "y")\'}}',
        [f"side {at} {word}" for at in (0, 1) for word in ("true", "false", "decides")],
    ),
    "in: the last of all values there are is never false where it is asked for": (
        'aturan: {dinas.r: {formula: \'t in ("x", "y", "z")\'}}',
        [f"side {at} {word}" for at in (0, 1) for word in ("true", "false", "decides")]
        + ["side 2 true", "side 2 decides"],
    ),
    "min: either side": (
        'aturan: {dinas.r: {formula: "min(n, 5)"}}',
        ["bound side 0", "bound side 1"],
    ),
    "bounds: each changes the value or leaves it": (
        "aturan: {dinas.r: {formula: n, batas_bawah: '0', batas_atas: '9'}}",
        ["bound low bites", "bound low idle", "bound high bites", "bound high idle"],
    ),
    "bounds: one that nothing reaches only leaves it": (
        "aturan: {dinas.r: {formula: k, batas_atas: '10'}}",
        ["bound high idle"],
    ),
    "table: rows and stated reasons": (
        "aturan:\n  dinas.r:\n    tabel: |\n      t   | = r\n"
        '      "x" | 1\n      "y" | tidak tersedia("belum diatur")\n      "z" | 3',
        ["row row", "row row", "reason stated", "row row"],
    ),
    "table: a hole": (
        "aturan:\n  dinas.r:\n    tabel: |\n      n   | = r\n      < 1 | 1\n      > 1 | 2",
        ["hole hole", "row row", "row row"],
    ),
    "scale: each segment, and outside": (
        "aturan:\n  dinas.r:\n    skala:\n      masukan: n\n      ujung: tetap\n      titik: |\n"
        "        masukan | = r\n        0 | 0\n        5 | 4\n        8 | 9",
        ["segment below", "segment segment 1", "segment segment 2", "segment above"],
    ),
    "scale: no values outside, none beyond": (
        "aturan:\n  dinas.r:\n    skala:\n      masukan: k\n      ujung: tetap\n      titik: |\n"
        "        masukan | = r\n        0 | 0\n        10 | 9",
        ["segment segment 1"],
    ),
    "pemeriksaan: holds and finds": (
        "pemeriksaan: {dinas.p: {syarat: n > 1, pesan: '\"kurang\"'}}",
        ["check holds", "check finds"],
    ),
    "a list is given and expected in a case of its own": (
        "fungsi: {f: {parameter: [xs], formula: 'if sum(xs) > 4 then xs else []'}}\n"
        "aturan: {dinas.r: {formula: 'f([n, k])'}}",
        ["branch then", "branch else", "branch absent"],
    ),
    "what rests on something missing is expected as provisional": (
        "aturan: {dinas.r: {formula: 'if n = null then (if k = 0 then tidak tersedia(\"kosong\") else k) else 1'}}",
        ["branch then", "branch else", "branch then", "branch else", "branch absent", "reason stated"],
    ),
    "dates": (
        "aturan: {dinas.r: {formula: 'if d < @\"2030-07-01\" then 1 else 2'}}",
        ["branch then", "branch else", "branch absent"],
    ),
    "the period is never absent, nor another than there is": (
        "aturan: {dinas.r: {formula: 'if periode.kode = \"Y\" and k > 1 then 1 else 2'}}",
        ["side 0 true", "branch then", "branch else", "branch absent", "side 1 true", "side 1 false", "side 1 decides"],
    ),
    "a function is one formula, however often it is called": (
        "fungsi: {f: {parameter: [x], formula: if x > 1 then 1 else 2}}\naturan: {dinas.r: {formula: f(n) + f(k)}}",
        ["branch then", "branch else", "branch absent"],
    ),
}


def ground(rules: str) -> Ground:
    """A manual of one level with these rules."""
    form, problems = conform_file(Source("uji/manual.yaml", HEAD + rules + "\n"))
    assert isinstance(form, RuleFile) and form.manual is not None and not problems, problems
    return Ground((ManualFiles("uji", "uji", form.manual, (form,), ()),))


def checked(ground: Ground) -> Manual:
    manual, problems = ground.manual()
    assert manual is not None and not [one for one in problems if one.severity == "error"], problems
    return manual


def named(goal: Goal) -> str:
    return f"{goal.kind} {goal.key[1]}"


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_goals(name: str) -> None:
    text, expected = CONSTRUCTS[name]
    found = goals(checked(ground(text)))
    assert [named(goal) for goal in found] == expected
    assert all(goal.place.text.strip() and words(goal.what, "id") for goal in found)


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_every_goal_is_reached_by_a_suggested_case(name: str) -> None:
    """Suggestions are run as cases before they are given, so what they say to reach they reach."""
    on = ground(CONSTRUCTS[name][0])
    wanted = goals(checked(on))
    found = tuple(suggestions(on, Wish(wanted)))
    assert {key for one in found for row in one.rows for key in row.goals} >= {goal.key for goal in wanted}


def test_what_is_reached_is_what_was_computed() -> None:
    """A side that was not asked any more is not reached; a figure that is read twice counts all the same."""
    manual = checked(ground("aturan: {dinas.r: {formula: a and b}, dinas.s: {formula: r or r}}"))
    first, second = (one for one in all_formulas(manual, reach(manual)))
    no = first.compute({})  # a is true where nobody says otherwise, b too
    assert {word for _, word in of_steps([no])} == {"0 true", "1 true"}
    assert {word for _, word in of_steps([second.compute({})])} == {"0 true", "0 decides"}


# ---- suggested cases of tables


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A complete table of one number and one text: whatever the ends, each value falls into one row."""
    ends = sorted(draw(st.sets(st.integers(-20, 20), min_size=1, max_size=4)))
    closed = [draw(st.booleans()) for _ in ends]
    lines = []
    for text in ('"x"', 'not("x")'):
        lines.append(f"{text} | {'<=' if closed[0] else '<'} {ends[0]} | 1")
        for at in range(1, len(ends)):
            low, high = "(" if closed[at - 1] else "[", "]" if closed[at] else ")"
            lines.append(f"{text} | {low}{ends[at - 1]}..{ends[at]}{high} | {at + 1}")
        lines.append(f"{text} | {'>' if closed[-1] else '>='} {ends[-1]} | 9")
    order = draw(st.permutations(lines))
    return "aturan:\n  dinas.r:\n    tabel: |\n      t | n | = r\n" + "\n".join(f"      {line}" for line in order)


@settings(max_examples=8, deadline=None)
@given(tables())
def test_each_row_of_a_complete_table_has_a_suggested_case(text: str) -> None:
    """And each end of a range has one on it and one on either side."""
    on = ground(text)
    manual = checked(on)
    wanted = goals(manual)
    assert {goal.kind for goal in wanted} == {"row"}
    found = tuple(suggestions(on, Wish(wanted, frozenset({"uji/manual.yaml"}))))
    assert {key for one in found for row in one.rows for key in row.goals} >= {goal.key for goal in wanted}
    (formula,) = all_formulas(manual, reach(manual))
    assert _sides(formula) == {-1, 0, 1}


def _sides(formula: Formula) -> set[int]:
    return {side for trial in explore(formula) for _, side in trial.sides}


@pytest.mark.parametrize("seed", [0, 5, 8, 12])
def test_suggestions_of_any_manual_pass_as_cases(seed: int) -> None:
    """Of manuals made by chance, whose formulas mostly say nothing sensible."""
    files = generate(seed).files
    stack = tuple(_files(code, files, []) for code in (DECREE, MANUAL))
    on = Ground(tuple(one for one in stack if one is not None))
    every = goals(checked(on))
    found = tuple(suggestions(on, Wish(every, frozenset(goal.file for goal in every))))
    assert found
    text = "uji: semua\nkasus:\n" + "".join(
        text_of(replace(one, name=f"kasus {at}"), lambda message: words(message, "id")) for at, one in enumerate(found)
    )
    file, problems = read_cases(Source("semua.uji.yaml", text), Path())
    assert file is not None and problems == ()
    assert len(file.cases) == sum(len(one.rows) for one in found)
    assert [case.id for case in file.cases if not run_case(case, on).passes] == []


# ---- the command


@pytest.mark.parametrize("language", ["id", "en"])
def test_coverage_is_shown(rules: Rules, golden: Callable[[Path, str], None], language: str) -> None:
    code, out, err = rules("test", "kecil", "--coverage", "--lang", language)
    assert (code, err) == (0, "")
    golden(HERE / f"coverage.{language}.txt", out)


def test_coverage_as_data(rules: Rules, golden: Callable[[Path, str], None]) -> None:
    _, out, _ = rules("test", "kecil", "--coverage", "--mutate", "--format", "json", "--lang", "en")
    golden(HERE / "coverage.json", out)


def test_mutants_are_shown(rules: Rules, golden: Callable[[Path, str], None]) -> None:
    code, out, _ = rules("test", "kecil", "--mutate", "--lang", "en")
    assert code == 1
    golden(HERE / "mutants.en.txt", out)


def test_a_threshold_that_is_missed_is_a_finding(rules: Rules) -> None:
    assert rules("test", "kecil", "--threshold", "28")[0] == 0
    code, _, err = rules("test", "kecil", "--threshold", "29", "--lang", "en")
    assert (code, err) == (1, "`kecil` is reached less than 29 %\n")


def test_suggestions_are_written_once_and_reach_the_rest(rules: Rules, golden: Callable[[Path, str], None]) -> None:
    before = Path("kecil/aturan.uji.yaml").read_bytes()
    code, out, err = rules("test", "kecil", "--suggest", "--lang", "en")
    assert (code, out) == (0, "")
    written = Path("kecil/aturan-usulan.uji.yaml")
    golden(HERE / "suggested.txt", err + written.read_text(encoding="utf-8"))
    assert Path("kecil/aturan.uji.yaml").read_bytes() == before
    text = written.read_bytes()
    assert rules("test", "kecil", "--suggest", "--lang", "en")[2] == "cases written, to be confirmed by a person: 0\n"
    assert written.read_bytes() == text
    assert "confirmed 28, 100,0 %" in rules("test", "kecil", "--coverage", "--lang", "en")[1]
    written.write_bytes(text.replace(b"diperiksa: belum", b"diperiksa: ya"))
    assert rules("test", "kecil", "--threshold", "97")[0] == 0
    own = Path("kecil/aturan.uji.yaml")
    own.write_bytes(before.replace(b"diperiksa: belum", b"diperiksa: ya"))
    assert rules("test", "kecil", "--threshold", "100", "--mutate")[0] == 0


def test_what_a_person_wrote_into_the_file_of_suggestions_stays(rules: Rules) -> None:
    file = Path("kecil/aturan-usulan.uji.yaml")
    mine = (
        "# catatan saya\nuji: Usulan, sebagian diperiksa\nkasus:\n"
        "  usulan mutu:\n    fungsi: mutu\n    sumber: {hitungan: Pasal 2}\n    masukan: {capaian: 60%}\n"
        "    harapan: {hasil: 2}\n"
    )
    file.write_text(mine, encoding="utf-8")
    rules("test", "kecil", "--suggest")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(mine) and "usulan mutu (2):" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--coverage", "--update"), "do not go together"),
        (("--mutate", "--format", "junit"), "do not go together"),
        (("--threshold", "101"), "from 0 to 100"),
    ],
)
def test_what_does_not_go_together(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = rules("test", "kecil", *arguments, "--lang", "en")
    assert (code, out) == (2, "") and said in err


def test_of_a_manual_with_errors_nothing_is_said(rules: Rules) -> None:
    file = Path("kecil/aturan.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("hasil_kerja / rencana", "hasil / rencana"), "utf-8")
    code, out, err = rules("test", "kecil", "--coverage", "--lang", "en")
    assert (code, out) == (1, "") and "E931" in err


def test_a_failing_case_reaches_nothing(rules: Rules) -> None:
    file = Path("kecil/aturan.uji.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("      hasil: 1", "      hasil: 2"), "utf-8")
    code, out, err = rules("test", "kecil", "--coverage", "--lang", "en")
    assert code == 1 and "cases reach 7 of 28 parts" in out
    assert err == "`kecil/aturan.uji.yaml::mutu rendah` does not pass, and reaches nothing\n"


def test_suggestions_are_not_written_in_a_workflow(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    code, _, err = rules("test", "kecil", "--suggest", "--lang", "en")
    assert code == 2 and "CI is set" in err
    assert not Path("kecil/aturan-usulan.uji.yaml").exists()


# ---- the manuals that come along


def test_the_shipped_cases_reach_every_part_of_the_shipped_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "rules", "--threshold", "100", "--lang", "en"], {}) == 0
    assert "djbc-2023: cases reach 13 of 13 parts" in capsys.readouterr().out
