"""What is said of evidence that does not hold: which figure, datum, rule or file, with its place and both values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import engine.api as api
from engine.evidence.files import File, shape
from tests.evidence.made import document, figure, file, sealed, text, written

Document = dict[str, Any]


def differences(folder: Path, changed: Document) -> list[Document]:
    verdict = api.verify(written(folder, changed), lang="en")
    assert not verdict["holds"]
    return verdict["differences"]  # type: ignore[return-value]


def codes(folder: Path, changed: Document) -> list[str]:
    return [problem.code for problem in api.verify(written(folder, changed)).verification.problems]


def rewritten(whole: Document, name: str, old: str, new: str, *, hidden: bool) -> Document:
    """Text of a file inside is exchanged; `hidden`: and its hash and marks are made to fit."""
    held = file(whole, name)
    before = "\n".join(held["text"])
    assert before.count(old) == 1
    after = before.replace(old, new)
    if hidden:
        held.update(shape(File(name, after.encode())))
    else:
        held["text"] = after.split("\n")
    return sealed(whole) if hidden else whole


def test_whole_evidence_holds(tmp_path: Path) -> None:
    kept = tmp_path / "evidence.json"
    kept.write_bytes(text())
    verdict = api.verify(kept)
    assert verdict["holds"] and verdict["differences"] == [] and verdict["findings"] == []
    assert api.verify(kept, digest=str(document()["digest"]["short"]))["holds"]
    assert api.verify(kept, digest=str(document()["digest"]["sha256"]))["holds"]


def test_how_the_file_is_laid_out_does_not_matter(tmp_path: Path) -> None:
    kept = tmp_path / "evidence.json"
    kept.write_text(json.dumps(document(), sort_keys=True, ensure_ascii=True), encoding="utf-8")
    assert api.verify(kept)["holds"]


def test_another_digest_than_the_report_quotes(tmp_path: Path) -> None:
    kept = written(tmp_path, document())
    verdict = api.verify(kept, digest="3f2a-9c01-77b0-52de-8a41-06fb")
    assert [one.code for one in verdict.verification.problems] == ["E970"]


def test_a_figure_with_both_values_and_its_rule(tmp_path: Path) -> None:
    whole = document()
    figure(whole, "bidang/A.rata").update(exact="99", value="99", display="99,00")
    first, second = differences(tmp_path, whole)
    assert first["kind"] == "digest" and first["pointer"] == "/digest/sha256"
    assert second["figure"] == "bidang/A.rata" and second["pointer"].endswith("/exact")
    assert (second["recorded"], second["found"]) == ("99", "195/2")
    assert (second["file"], second["line"]) == ("rules/kep-7/skor.yaml", 22)
    verdict = api.verify(tmp_path / "evidence.json", lang="en")
    said = verdict.verification.problems[1]
    assert said.code == "E972" and said.place is not None and said.place.text == '"99"'
    assert "is recorded as 99,00, and comes out as 97,50" in str(verdict["findings"][1])  # type: ignore[index]


def test_a_datum_that_was_changed_is_found_by_its_line_and_by_its_value(tmp_path: Path) -> None:
    whole = rewritten(document(), "paket/data.csv", "A-1;selesai;44", "A-1;selesai;45", hidden=False)
    found = differences(tmp_path, whole)
    line = next(one for one in found if one["kind"] == "line")
    assert (line["file"], line["line"]) == ("paket/data.csv", 3)
    assert line["pointer"].startswith("/files/0/text/2") and "45" in line["found"]
    datum = next(one for one in found if one["kind"] == "datum")
    assert (datum["figure"], datum["recorded"], datum["found"]) == ("ukuran/A-1.selesai", "44", "45")
    assert (datum["file"], datum["line"]) == ("paket/data.csv", 3)
    assert codes(tmp_path, whole)[:4] == ["E969", "E971", "E971", "E973"]


@pytest.mark.parametrize(
    ("name", "old", "new", "kind", "id_"),
    [
        ("paket/data.csv", "A-1;selesai;44", "A-1;selesai;45", "datum", "ukuran/A-1.selesai"),
        ("paket/data.csv", "T2;A-2;lengkap;900", "T2;A-2;lengkap;901", "datum", "ukuran/A-2.lengkap"),
        ("paket/kontrak.yaml", "Y: 80%", "Y: 81%", "datum", "ukuran/A-1.rencana"),
        ("paket/kontrak.yaml", "bobot_ukuran: 3", "bobot_ukuran: 2", "datum", "ukuran/A-2.bobot_ukuran"),
        ("rules/kep-7/skor.yaml", "nilai: 120", "nilai: 100", "figure", "ukuran/A-1.indeks_ukuran"),
        ("rules/kep-7/huruf.yaml", '>= 90 | "baik"', '>= 90 | "bagus"', "figure", "sebutan"),
        ("rules/ukuran-2030/A-2-berkas.yaml", "60%", "50%", "figure", "ukuran/A-2.capaian"),
    ],
)
def test_a_change_with_hashes_made_to_fit_comes_out_otherwise(
    tmp_path: Path, name: str, old: str, new: str, kind: str, id_: str
) -> None:
    found = differences(tmp_path, rewritten(document(), name, old, new, hidden=True))
    assert {"digest", "hash", "line"}.isdisjoint(one["kind"] for one in found)
    assert (kind, id_) in [(one["kind"], one["figure"]) for one in found]


def test_a_rule_that_is_worded_otherwise_is_shown_as_a_rule(tmp_path: Path) -> None:
    whole = rewritten(document(), "rules/kep-7/huruf.yaml", "skala_huruf(skor)", "skala_huruf( skor )", hidden=True)
    (one,) = differences(tmp_path, whole)
    assert one["kind"] == "other" and one["pointer"].endswith("/rule/text") and one["figure"] == "huruf"


def test_lines_that_are_gone_are_shown_where_they_were(tmp_path: Path) -> None:
    whole = document()
    del file(whole, "rules/kep-7/skor.yaml")["text"][1]
    line = next(one for one in differences(tmp_path, whole) if one["kind"] == "line")
    assert (line["file"], line["line"]) == ("rules/kep-7/skor.yaml", 2)


def test_marks_that_were_changed_alone(tmp_path: Path) -> None:
    whole = document()
    held = file(whole, "rules/kep-7/skor.yaml")
    held["marks"] = "000000" + held["marks"][6:]
    assert [one["kind"] for one in differences(tmp_path, sealed(whole))] == ["line"]


def test_rules_that_cannot_be_read_are_shown_as_ever(tmp_path: Path) -> None:
    whole = rewritten(document(), "paket/kontrak.yaml", "manual: ukuran-2030\n", "", hidden=True)
    assert codes(tmp_path, whole) == ["E404"]
    verdict = api.verify(tmp_path / "evidence.json")
    assert not verdict["holds"] and verdict.verification.calculation is None


def test_another_period(tmp_path: Path) -> None:
    assert codes(tmp_path, sealed({**document(), "periode": "Q4"})) == ["E620"]
    found = differences(tmp_path, sealed({**document(), "periode": "T1"}))
    assert "figure" in [one["kind"] for one in found]


def test_the_words_of_another_version_do_not_count(tmp_path: Path) -> None:
    whole = document()
    whole["results"]["findings"][0]["text"] = "kata lain"
    whole["results"]["absences"][0]["text"] = "kata lain"
    figure(whole, "skor")["rule"]["line"] += 1
    assert codes(tmp_path, sealed(whole)) == ["E974"] * 3
    verdict = api.verify(written(tmp_path, sealed({**whole, "program": "0.0.1"})))
    assert verdict["holds"] and [one.code for one in verdict.verification.problems] == ["N965"]
    figure(whole, "skor")["exact"] = "1"
    assert "E972" in codes(tmp_path, sealed({**whole, "program": "0.0.1"}))


# ---- files that are no evidence


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E965"),
        (b"{", "E965"),
        (b'{"evidence": NaN}', "E965"),
        (b'{"form": 1, "form": 1}', "E965"),
        (b'{"form": 1.0}', "E965"),
        (b"[" * 100_000, "E965"),
        (b'"\\ud800"', "E965"),
        (b"\xff\xfe", "E966"),
        (b"[]", "E966"),
        (b"{}", "E966"),
        (b'{"evidence": "something else", "form": 1}', "E966"),
        (b'{"evidence": "iku-rules"}', "E966"),
        (b'{"evidence": "iku-rules", "form": true}', "E966"),
        (b'{"evidence": "iku-rules", "form": 0}', "E966"),
        (b'{"evidence": "iku-rules", "form": 2, "program": "9.0.0"}', "E967"),
        (b'{"evidence": "iku-rules", "form": 1, "program": "0.1.0"}', "E968"),
    ],
)
def test_what_is_no_evidence_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    kept = tmp_path / "evidence.json"
    kept.write_bytes(data)
    verdict = api.verify(kept)
    assert not verdict["holds"] and verdict["digest"] is None and verdict["since"] is None
    assert {one.code for one in verdict.verification.problems} == {code}


def test_a_file_that_is_too_large_is_not_read_on(tmp_path: Path) -> None:
    kept = tmp_path / "evidence.json"
    with kept.open("wb") as file_:
        file_.truncate(2**27)
    assert [one.code for one in api.verify(kept).verification.problems] == ["E966"]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_file_that_is_cut_off(tmp_path: Path, share: float) -> None:
    kept = tmp_path / "evidence.json"
    kept.write_bytes(text()[: int(len(text()) * share)])
    assert [one.code for one in api.verify(kept).verification.problems] == ["E965"]


@pytest.mark.parametrize(
    "name", ["../x.yaml", "paket/../../x", "/x", "paket/kontrak.yaml/x", "PAKET/data.csv", "paket/DATA.csv", "x"]
)
def test_a_file_inside_can_lie_nowhere_else(tmp_path: Path, name: str) -> None:
    whole = document()
    whole["files"].append({"name": name, "sha256": "0", "marks": "0" * 6, "text": [""]})
    whole["files"].sort(key=lambda held: held["name"])
    kept = written(tmp_path, sealed(whole))
    verdict = api.verify(kept)
    assert {one.code for one in verdict.verification.problems} == {"E968"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["evidence.json"]


def test_text_that_is_no_base64(tmp_path: Path) -> None:
    whole = document()
    file(whole, "paket/lama/t1.csv")["base64"] += "*"
    assert codes(tmp_path, whole) == ["E968"]
