"""The command in one process: what goes out, what is talk, and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli.console import coloured
from engine.surfaces.cli.running import run
from engine.surfaces.cli.understanding import chosen_language

ROOT = Path(__file__).resolve().parents[2]
PAKET = "examples/kalbagbar-2023"
GOLDEN = ROOT / "tests/golden/djbc-2023/kalbagbar-2023"

Said = tuple[int, str, str]
Rules = Callable[..., Said]


@pytest.fixture
def rules(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rules:
    """`rules("eval", …)` -> (exit code, standard output, standard error), in English unless told."""
    monkeypatch.chdir(ROOT)

    def typed(*arguments: str) -> Said:
        spoken = () if any(argument.startswith("--lang") for argument in arguments) else ("--lang", "en")
        code = run([*arguments, *spoken] if arguments else ["--lang", "en"], {})
        out, err = capsys.readouterr()
        return code, out, err

    return typed


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_report(rules: Rules, golden: Callable[[Path, str], None], language: str) -> None:
    code, out, err = rules("eval", PAKET, "--lang", language)
    assert (code, err) == (0, "")
    golden(GOLDEN / f"eval.{language}.txt", out)


def test_the_report_as_json(rules: Rules) -> None:
    code, out, err = rules("eval", PAKET, "--format", "json")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert list(report) == ["schema", "paket", "periode", "manual", "figures", "findings"]
    figures = {figure["id"]: figure for figure in report["figures"]}
    assert figures["nko"]["display"] == "116,28"
    assert out == json.dumps(report, indent=1, ensure_ascii=False) + "\n"


def test_a_provisional_figure_says_so_in_its_own_line(rules: Rules) -> None:
    code, out, _ = rules("eval", PAKET, "--periode", "S1")
    assert code == 1
    line = next(line for line in out.splitlines() if line.startswith("NKO "))
    assert "N/A" in line and "(provisional, missing: " in line
    assert "iku/1a-N.realisasi: no data yet for semester I" in out
    assert "(sementara" in rules("eval", PAKET, "--periode", "S1", "--lang", "id")[1]


def test_lines_do_not_depend_on_a_terminal(rules: Rules) -> None:
    table = rules("eval", PAKET)[1].split("\n\n")[1]
    assert max(len(line) for line in table.splitlines()) <= 100


@pytest.mark.parametrize(
    ("arguments", "code", "out"),
    [
        (("min(a / b, 100%)", "a=33", "b=30"), 0, "1\n"),
        (("1 / 3",), 0, "0.3333333333333333333333333333333333  (1/3)\n"),
        (("2 ** 0.5",), 0, "1.414213562373095048801688724209698  (rounded to 34 digits)\n"),
        (("p - 0.5", "p=90%"), 0, "0.4\n"),
        (("a and b", "a=ya", "b=true"), 0, "true\n"),
        (("s + t", 's="a b"', 't="é"'), 0, '"a bé"\n'),
        (("xs[2]", "xs=[1, 2.50]"), 0, "2.5\n"),
        (("d.year", 'd={"date": "2023-12-31"}'), 0, "2023\n"),
        (("c.x", 'c={"x": -1e2}'), 0, "-100\n"),
        (("1e30 + 1 - 1e30",), 0, "1\n"),
        (("a + 1", "a=null"), 1, "N/A\n  masukan_kosong: the input `a` is empty\n"),
        (
            ("1 / 0",),
            1,
            "N/A\n  pembagi_nol: there is no result, because the divisor is 0 (line 1, column 5: 0)\n",
        ),
    ],
)
def test_a_formula(rules: Rules, arguments: tuple[str, ...], code: int, out: str) -> None:
    assert rules("eval", "--formula", *arguments) == (code, out, "")


def test_a_wrong_formula_is_talked_about_with_its_place(rules: Rules) -> None:
    code, out, err = rules("eval", "--formula", "1 +")
    assert (code, out) == (1, "")
    assert err.startswith("<formula>:1:3: E211 error: ") and "| 1 +\n  |   ^\n" in err.replace("1 | 1", "| 1")


def test_a_formula_as_json(rules: Rules) -> None:
    code, out, err = rules("eval", "--formula", "1 +", "--format", "json")
    answer = json.loads(out)
    assert (code, err, answer["value"], answer["diagnostics"][0]["code"]) == (1, "", None, "E211")


WRONG_USE = [
    ((), "Usage:\n  rules COMMAND …"),
    (("evl",), "rules: there is no command `evl`; did you mean `eval`?"),
    (("frobnicate",), "rules: there is no command `frobnicate`; write one of: eval, explain"),
    (("eval",), "rules eval: PAKET is missing; write the folder of a paket, or --formula, or --jsonl"),
    (("eval", "--perode", "Y"), "rules eval: there is no option `--perode`; did you mean `--periode`?"),
    (("eval", "a", "--format", "xml"), "rules eval: `xml` is no value for --format; write one of: text, json, csv"),
    (("eval", "--version=1"), "rules eval: there is no option `--version`"),
    (("--version=1",), "rules: the option --version takes no value"),
    (("eval", "--lang=xx", "a"), "rules eval: `xx` bukan nilai untuk --lang; tulis salah satu dari: id, en"),
    (("eval", "--formula", "1", "--jsonl", "-"), "rules eval: --formula and --jsonl do not go together"),
    (("eval", "--formula", "1", "--periode", "Y"), "rules eval: --formula and --periode do not go together"),
    (("eval", "--jsonl", "-", "--format", "text"), "rules eval: --jsonl and --format text do not go together"),
    (("eval", "--jsonl", "-", "a=1"), "rules eval: `a=1` does not belong here; with --jsonl the inputs stand in"),
    (("eval", "--formula", "a", "a"), "rules eval: `a` is not of the form `name=value`; write for example `a=33`"),
    (("eval", "--formula", "a", "1=2"), "rules eval: `1` cannot be a name; a name is made of letters, digits and"),
    (("eval", "--formula", "a", "a=1", "a=2"), "rules eval: `a` is given twice; leave one of the two out"),
    (("eval", "--formula", "a", "a=1,5%"), "rules eval: the value of `a` is not clear: 1,5%; write the decimal point"),
    (("eval", "--formula", "a", "a=baik"), "rules eval: the value of `a` is not clear: baik; write a text in double"),
    (("eval", "--formula", "a", "a=[1,"), "rules eval: the value of `a` cannot be read: [1,; write a text as"),
    (("eval", "--formula", "a", "a=" + "1" * 1001), "rules eval: the number in the input `a` has too many digits"),
    (("explain", PAKET), "rules explain: ID is missing; write the folder of a paket and the id of a figure"),
    (("explain", PAKET, "predikt"), "rules explain: there is no figure `predikt`; did you mean `predikat`?"),
    (("explain", PAKET, "nko", "--depth", "-1"), "rules explain: `-1` is no value for --depth; write a whole number"),
    (("explain", PAKET, "ss/9"), "rules explain: there is no figure `ss/9`; write one of: ss/9.nss"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG_USE, ids=range(len(WRONG_USE)))
def test_wrong_use(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = rules(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_wrong_use_in_indonesian(rules: Rules) -> None:
    assert rules("eval", "--perode", "Y", "--lang", "id")[2] == (
        "rules eval: opsi `--perode` tidak ada; maksudnya `--periode`?\n"
        "`rules eval --help` menunjukkan cara memakainya\n"
    )


def test_no_paket(rules: Rules) -> None:
    code, out, err = rules("eval", "nowhere")
    assert (code, out) == (2, "") and "there is no folder `nowhere`" in err
    code, out, err = rules("eval", "nowhere", "--format", "json")
    assert (code, err) == (2, "") and json.loads(out)["findings"][0]["severity"] == "error"


def test_a_period_that_does_not_exist(rules: Rules) -> None:
    code, out, err = rules("eval", PAKET, "--periode", "Q5")
    assert (code, out) == (2, "") and "there is no period `Q5`" in err


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("command", [(), ("eval",), ("explain",)])
def test_help_has_examples(rules: Rules, command: tuple[str, ...], language: str) -> None:
    code, out, err = rules(*command, "--help", "--lang", language)
    assert (code, err) == (0, "")
    assert {"en": "Examples:", "id": "Contoh:"}[language] in out and "  rules " in out
    assert ("Usage:" in out) == (language == "en")


def test_our_own_fault_is_one_line(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine import pipeline

    monkeypatch.setattr(pipeline, "evaluate", lambda *_: 1 / 0)
    code, out, err = rules("eval", "--formula", "1")
    assert (code, out) == (2, "")
    assert err.startswith("rules: this is a mistake in the program itself") and "(ZeroDivisionError)" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("flag", "environ", "tty", "expected"),
    [
        (None, {}, True, True),
        (None, {}, False, False),
        (None, {"NO_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": ""}, True, True),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        (None, {"FORCE_COLOR": "1"}, False, True),
        (None, {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        (None, {"TERM": "dumb"}, True, False),
        (True, {"NO_COLOR": "1"}, False, True),
        (False, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(flag: bool | None, environ: dict[str, str], tty: bool, expected: bool) -> None:
    assert coloured(flag, environ, tty=tty) is expected


def test_colour_only_paints(rules: Rules) -> None:
    import re

    plain, painted = rules("eval", PAKET)[1], rules("eval", PAKET, "--color")[1]
    assert "\x1b[32mhijau\x1b[0m" in painted
    assert [line.rstrip() for line in re.sub("\x1b\\[[0-9]*m", "", painted).splitlines()] == plain.splitlines()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["eval", "--lang", "en"], "en"),
        (["--lang=id", "eval"], "id"),
        (["eval", "--", "--lang", "en"], None),
        (["eval", "--lang"], None),
    ],
)
def test_the_language_is_known_before_anything_is_understood(arguments: list[str], expected: str | None) -> None:
    assert chosen_language(arguments) == expected
