"""`rules schema`: printed or written, of all manuals or of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from engine.schema.answers import MODELS, schema
from engine.schema.words import ANSWERED
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
FILES = ("rule", "entry", "kontrak", "published", "cases")
ANSWERS = ("figures", "answer", "findings")
Said = tuple[int, str, str]
Rules = Callable[..., Said]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str) -> Said:
        spoken = () if "--lang" in arguments else ("--lang", "en")
        code = run([*arguments, *spoken], {})
        return code, *capsys.readouterr()

    return typed


def test_the_kinds(rules: Rules) -> None:
    code, out, err = rules("schema")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == [*FILES, *ANSWERS]


@pytest.mark.parametrize("kind", [*FILES, *ANSWERS])
def test_one_kind(rules: Rules, kind: str) -> None:
    code, out, err = rules("schema", kind)
    assert (code, err) == (0, "")
    assert json.loads(out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_of_one_manual(rules: Rules) -> None:
    made = json.loads(rules("schema", "entry", "--manual", "djbc-2023")[1])
    assert made["properties"]["polarisasi"]["enum"] == ["maximize", "minimize", "stabilize"]
    assert made["additionalProperties"] is False and "djbc-2023" in made["title"]
    by_folder = rules("schema", "entry", "--manual", (ROOT / "rules/djbc-2023").as_posix())[1]
    assert json.loads(by_folder)["properties"].keys() == made["properties"].keys()
    assert "iku" in json.loads(rules("schema", "kontrak", "--manual", "djbc-2023")[1])["$defs"]


def test_into_a_folder(rules: Rules) -> None:
    code, out, err = rules("schema", "--out", "skema/x", "--manual", "djbc-2023")
    assert (code, out) == (0, "")
    assert err == "".join(f"written: skema/x/{name}.schema.json\n" for name in (*FILES, *ANSWERS))
    Path("skema/x/rule.schema.json").write_text("{}", encoding="utf-8")
    assert rules("schema", "rule", "--out", "skema/x")[0] == 0  # made anew: nobody writes these by hand
    assert Path("skema/x/rule.schema.json").read_text(encoding="utf-8") == rules("schema", "rule")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("entri",),
            f"rules schema: there is no kind of file `entri`; write one of: {', '.join((*FILES, *ANSWERS))}\n",
        ),
        (("rule", "entry"), "rules schema: `entry` does not belong here"),
        (("rule", "--manual", "djbc-2023"), "rules schema: --manual and rule do not go together"),
        (("entry", "--manual", "tidak-ada"), "E663 error: "),
        (("entry", "--manual", "."), "E"),
    ],
)
def test_wrong_use(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = rules("schema", *arguments)
    assert (code, out) == (2, "") and err.startswith(said)


# ---- what commands answer


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("figures", ("eval", "examples/kalbagbar-2023")),
        ("figures", ("eval", "examples/kalbagbar-2023", "--periode", "Q1", "--lang", "id")),
        ("figures", ("eval", "tests/golden/asing/paket")),
        ("answer", ("eval", "--formula", "min(a / b, 100%)", "a=33", "b=30")),
        ("answer", ("eval", "--formula", "a / b", "a=33", "b=0")),
        ("answer", ("eval", "--formula", '[a, b, "x"]', "a=33", "b=null")),
        ("answer", ("eval", "--formula", "{x: 1, y: x = 2}")),
        ("answer", ("eval", "--formula", "a +")),
        ("findings", ("check", "examples/kalbagbar-2023", "--all")),
        ("findings", ("check", "tidak-ada")),
    ],
)
def test_answers_are_as_their_schema_says(
    rules: Rules, monkeypatch: pytest.MonkeyPatch, kind: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(ROOT)
    answer = json.loads(rules(*arguments, "--format", "json")[1])
    model = MODELS[kind].model_validate(answer)
    assert model.model_dump(by_alias=True) == answer
    assert errors(answer, kind) == []


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("answer", {"value": 1, "type": "number", "exact": "1", "reasons": [], "diagnostics": []}),
        ("answer", {"value": "1", "type": "number", "exact": "1", "reasons": []}),
        ("answer", {"value": "1", "type": "number", "exact": "1", "reasons": [], "diagnostics": [], "more": "1"}),
        ("figures", {"schema": 2, "paket": "p", "periode": "Y", "manual": "m", "figures": [], "findings": []}),
    ],
)
def test_nothing_else_is_an_answer(kind: str, answer: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MODELS[kind].model_validate(answer)
    assert errors(answer, kind) != []


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_is_explained_is_there(kind: str) -> None:
    made = schema(kind, "id")
    forms = {MODELS[kind].__name__: made, **made["$defs"]}
    for name, form in forms.items():
        assert ANSWERED.get(name, {}).keys() <= form["properties"].keys()


def errors(answer: object, kind: str) -> list[str]:
    return [one.message for one in Draft202012Validator(schema(kind, "en")).iter_errors(answer)]
