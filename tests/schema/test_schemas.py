"""Every shipped file fits its schema under a validator, as our reader and as an editor reads it; wrong files do not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from engine import pipeline
from engine.manual.nodes import Mapping, Node, Scalar
from engine.manual.places import compose
from engine.schema.forms import FORMS, schema
from engine.schema.manual import of_contracts, of_entries
from engine.schema.words import about
from engine.source import Source
from tests.diagnostics.test_cases import change, copied

ROOT = Path(__file__).resolve().parents[2]
HOMES = ("rules", "examples", "tests/golden", "tests/diagnostics/base", "tests/references/small")
CASES = ROOT / "tests/diagnostics/cases"
GLOSSARY = "istilah.yaml"


def as_texts(node: Node | None) -> Any:
    """What our reader sees: texts alone."""
    match node:
        case Scalar(text):
            return text
        case Mapping(entries):
            return {key.text: as_texts(value) for key, value in entries}
        case None:
            return None
    return [as_texts(item) for item in node.items]


def as_an_editor(value: Any) -> Any:
    """What an editor sees: numbers, truth values; keys are texts, and a date is how it is written."""
    match value:
        case dict():
            return {str(key): as_an_editor(item) for key, item in value.items()}
        case list():
            return [as_an_editor(item) for item in value]
        case date():
            return value.isoformat()
    return value


def readings(file: Path) -> tuple[Any, Any]:
    text = file.read_text(encoding="utf-8-sig")
    return as_texts(compose(Source(file.name, text))[0]), as_an_editor(yaml.safe_load(text))


def kind(file: Path, read: Any) -> str:
    if file.name.endswith(".uji.yaml"):
        return "cases"
    named = {"kontrak.yaml": "kontrak", "published.yaml": "published"}.get(file.name)
    return named or ("entry" if "kode" in read else "rule")


@cache
def validator(of: str, language: str = "en") -> jsonschema.Draft202012Validator:
    return checked(schema(of, language))


def checked(made: dict[str, Any]) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


@cache
def of_base() -> tuple[jsonschema.Draft202012Validator, jsonschema.Draft202012Validator]:
    """For the entries, and for the contracts, of the manual that most of these tests are about."""
    _, stack, _ = pipeline.manual_files((ROOT / "tests/diagnostics/base/ukuran-2030").as_posix())
    return checked(of_entries(stack, "en")), checked(of_contracts(stack, "en"))


def complaints(against: jsonschema.Draft202012Validator, *read: Any) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for one in read for error in against.iter_errors(one)]


def files(*homes: str) -> list[Path]:
    found = (file for home in homes for file in sorted((ROOT / home).rglob("*.yaml")))
    return [file for file in found if file.name != GLOSSARY]


@pytest.mark.parametrize("home", HOMES)
def test_every_file_fits(home: str) -> None:
    found = files(home)
    assert found
    for file in found:
        texts, edited = readings(file)
        assert complaints(validator(kind(file, texts)), texts, edited) == [], file


SPECIFIC = [
    ("rules/djbc-2023", "examples/kalbagbar-2023"),
    ("tests/golden/asing/balai-cuaca-2031", "tests/golden/asing/paket"),
    ("tests/golden/k3/manual-uji", "tests/golden/k3/paket", "tests/golden/k3/paket-celah"),
    ("tests/golden/konsolidasi/manual-konsolidasi", "tests/golden/konsolidasi/paket"),
    ("tests/diagnostics/base/ukuran-2030", "tests/diagnostics/base/paket"),
    ("tests/references/small/ukur-2030", "tests/references/small/paket"),
]


@pytest.mark.parametrize("folders", SPECIFIC, ids=lambda folders: Path(folders[0]).name)
def test_every_file_fits_the_schema_of_its_manual(folders: tuple[str, ...]) -> None:
    manual, *pakets = folders
    _, stack, problems = pipeline.manual_files((ROOT / manual).as_posix())
    assert stack and problems == ()
    entries, contracts = checked(of_entries(stack, "id")), checked(of_contracts(stack, "id"))
    count = 0
    for file in files(manual):
        read = readings(file)
        if kind(file, read[0]) == "entry":
            assert complaints(entries, *read) == [], file
            count += 1
    for paket in pakets:
        assert complaints(contracts, *readings(ROOT / paket / "kontrak.yaml")) == []
    assert count


# ---- what does not fit

WRONG = [
    *sorted(folder.name for folder in CASES.glob("01-*")),
    "04-wrong-type-attribute", "04-wrong-type-choice", "04-wrong-type-date", "04-wrong-type-in-contract",
    "04-wrong-type-keys-for-text", "04-wrong-type-list", "04-wrong-type-name", "04-wrong-type-number",
    "04-wrong-type-text-for-keys", "04-wrong-type-yes-no", "10-unknown-attribute-of-entry", "10-rule-without-level",
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_files_do_not_fit(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copied(ROOT / "tests/diagnostics/base")
    before = {file: file.read_bytes() for file in Path(".").rglob("*.yaml")}
    own = dict(zip(("entry", "kontrak"), of_base(), strict=True))
    copied(CASES / case)
    if (CASES / case / "change.txt").exists():
        change((CASES / case / "change.txt").read_text(encoding="utf-8"))
    changed = [file for file in Path(".").rglob("*.yaml") if file.read_bytes() != before.get(file)]
    found = {}
    for file in changed:
        for read in readings(file):
            of = kind(file, read)
            found[file.name] = complaints(own.get(of, validator(of)), read)
    assert any(found.values()), found


ENTRY = {"kode": "A", "nama": "A", "satuan": "persen", "formula": "a"}


@pytest.mark.parametrize(
    ("file", "fits"),
    [
        ({}, True),
        ({"pembulatan": 2, "batas_atas": 1, "bulat": "ya", "minimal": 0, "maksimal": "100%", "keyakinan": "A"}, True),
        ({"pembulatan": "2"}, True),
        ({"pembulatan": "dua"}, False),
        ({"pembulatan": 12345}, False),
        ({"bulat": True}, False),
        ({"arah": "naik"}, True),
        ({"arah": "samping"}, False),
        ({"aran": "naik"}, False),
        ({"tabel": "…"}, False),
        ({"hasil_diberikan": "…"}, False),
        ({"satuan": "persn"}, False),
        ({"satuan": "berkas/berkas"}, True),
        ({"satuan": "entri"}, True),
        ({"data_mentah": {"a": {"satuan": "berkas", "konsolidasi": "kumulatif"}}}, True),
        ({"data_mentah": {"a": {"satuan": "berkas", "konsolidasi": "tambah"}}}, False),
        ({"data_mentah": {"a": {"satuann": "berkas"}}}, False),
        ({"aturan": {"x": {"formula": 1, "periode": "T1"}}}, True),
        ({"aturan": {"x": {"formula": 1, "periode": "T3"}}}, False),
        ({"aturan": {"x": {"formula": 1, "menimpa": "kep-8"}}}, False),
        ({"aturan": {"x": {}}}, False),
        ({"dasar_hukum": "Keputusan 7"}, False),
    ],
)
def test_entries_of_a_manual(file: dict[str, Any], fits: bool) -> None:
    assert (complaints(of_base()[0], {**ENTRY, **file}) == []) == fits


@pytest.mark.parametrize(
    ("member", "fits"),
    [
        ({"rencana": {"T1": "40%"}}, True),
        ({"rencana": {"T1": {"alasan": "alat_rusak", "catatan": "rusak"}}}, True),
        ({"rencana": {"T1": {"alasan": "lupa"}}}, False),
        ({"rencana": {"T9": "40%"}}, False),
        ({"rencana": "40%"}, False),
        ({"bobot_ukuran": 3}, True),
        ({"bobot_ukuran": {"nilai": 3, "catatan": "…"}}, True),
        ({"bobot_ukuran": {"nilai": 3, "alasan": "alat_rusak"}}, False),
        ({"bobot": 3}, False),
        ({"arah": "naik"}, False),  # the manual gives it
    ],
)
def test_contracts_of_a_manual(member: dict[str, Any], fits: bool) -> None:
    contract = {"manual": "ukuran-2030", "unit_kerja": "D", "bidang": {"A": {"nama": "A", "ukuran": {"A-1": member}}}}
    assert (complaints(of_base()[1], contract) == []) == fits


def test_a_contract_names_entries_of_the_manual() -> None:
    contracts = of_base()[1]
    for kode, fits in (("A-1", True), ("A-9", False)):
        contract = {"manual": "ukuran-2030", "unit_kerja": "D", "bidang": {"A": {"nama": "A", "ukuran": {kode: {}}}}}
        assert (complaints(contracts, contract) == []) == fits
    assert complaints(contracts, {"manual": "lain", "unit_kerja": "D"})
    assert complaints(contracts, {"manual": "ukuran-2030", "unit_kerja": "D", "bidang": {"A": {}}})  # without nama


# ---- what an editor shows


def test_every_key_is_explained() -> None:
    for of in FORMS:
        made = schema(of, "en")
        for name, form in (("", made), *made["$defs"].items()):
            assert [key for key, one in form["properties"].items() if not one.get("description")] == [], (of, name)


def test_nothing_is_explained_that_does_not_exist() -> None:
    from engine.schema.words import GENERAL, SPECIAL

    forms = {name: set(form["properties"]) for name, form in all_forms()}
    assert {name: sorted(set(keys) - forms[name]) for name, keys in SPECIAL.items() if set(keys) - forms[name]} == {}
    assert sorted(set(GENERAL) - set().union(*forms.values())) == []
    assert about("RuleFile", "tingkat") is not None and about("RuleFile", "tidak_ada") is None


def all_forms() -> Iterator[tuple[str, dict[str, Any]]]:
    from engine.data.model import ValueForm
    from engine.manual.model import MemberForm
    from engine.schema.forms import of_form

    for of, form in FORMS.items():
        made = schema(of, "en")
        yield form.__name__, made
        yield from made["$defs"].items()
    for form in (MemberForm, ValueForm):
        yield form.__name__, of_form(form, "en")


def test_attributes_are_explained_as_the_manual_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "tests/references/small", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    file = Path("kep-1/manual.yaml")
    text = file.read_text(encoding="utf-8").replace(
        "pilihan: [naik, turun]", "pilihan: [naik, turun], uraian: arah baik"
    )
    file.write_text(text, encoding="utf-8")
    _, stack, _ = pipeline.manual_files("ukur-2030")
    assert of_entries(stack, "id")["properties"]["arah"] == {"enum": ["naik", "turun"], "description": "arah baik"}
