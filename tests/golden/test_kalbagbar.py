"""The report of one real office, recomputed from its contract and raw data, and with every datum taken away in turn.

What is expected is computed in `kalbagbar` a second time, from what the report prints, without the engine.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
import yaml

import engine
from engine.api import calculate
from engine.calculation.findings import of_published
from engine.data.paket import read_paket
from engine.language.values import Outcome
from engine.results.calculation import Calculation
from engine.results.figure import Figure
from tests.golden.kalbagbar import (
    BKC,
    DISAGREEMENTS,
    FIGURES,
    IKPA,
    IKU,
    NILAI,
    PAKET,
    PERIODS,
    ROWS,
    SMART,
    SS,
    TREE,
    half_up,
    iku,
    indeks,
    input_id,
    key,
    keys,
    nilai,
    nko,
    nss,
    printed,
    target,
)
from tests.golden.offices import Office, missing, read_office

YEAR = "Y"
LAWFUL = "tanpa_permintaan"


@cache
def calculated(period: str | None = None) -> Calculation:
    """Everything of one period; without one, of the manual's last."""
    result = calculate(PAKET, periode=period).calculation
    assert result is not None
    return result


def office() -> Office:
    return read_office(PAKET)


def at_year() -> dict[str, Figure]:
    return dict(calculated().all)


def test_the_command_of_the_documentation_works_again_and_again() -> None:
    for _ in range(2):
        assert engine.calculate(PAKET, periode="Q2").calculation is not None


def test_the_example_is_clean() -> None:
    calculation = calculated()
    assert calculation.problems == ()
    assert {one.code for one in calculation.findings} == {"N701"}
    assert calculation.clean
    assert calculation.period == YEAR
    assert [figure.id for figure in calculation.figures if figure.outcome.status == "provisional"] == []


# What is published


@pytest.mark.parametrize("kode", IKU)
def test_realisasi_and_indeks(kode: str) -> None:
    figures = at_year()
    target, realisasi, shown = FIGURES[kode]
    assert figures[f"iku/{kode}.target"].outcome.value == target
    assert figures[f"iku/{kode}.realisasi"].outcome.value == realisasi
    found = figures[f"iku/{kode}.indeks_capaian"].outcome.value
    assert found == indeks(kode)
    assert printed(found) == shown


@pytest.mark.parametrize("period", PERIODS)
def test_targets(period: str) -> None:
    figures = calculated(period).all
    assert {kode: figures[f"iku/{kode}.target"].outcome.value for kode in IKU} == {
        kode: target(kode, period) for kode in IKU
    }


def test_nilai_and_nko() -> None:
    figures = at_year()
    assert {name: printed(value(figures[f"perspektif/{name}.nilai"])) for name in TREE} == NILAI
    assert value(figures["nko"]) == nko()
    assert printed(value(figures["nko"])) == "116,28"
    assert figures["predikat"].outcome.value == "Istimewa"
    assert {figures[f"iku/{kode}.status"].outcome.value for kode in IKU} == {"hijau"}


def value(figure: Figure) -> F:
    assert isinstance(figure.outcome.value, F) and figure.outcome.status == "final"
    return figure.outcome.value


def test_the_budget_indicator_by_hand() -> None:
    assert half_up((IKPA + SMART) / 2, 4) == FIGURES["12a-N"][1]
    assert at_year()["iku/12a-N.ikpa"].outcome.value == IKPA
    assert at_year()["iku/12a-N.smart"].outcome.value == SMART


def test_parts_of_4a() -> None:
    figures = at_year()
    assert figures["sub_iku/4a-CP.1.realisasi"].rule is None
    assert figures["sub_iku/4a-CP.2.realisasi"].rule is not None
    assert figures["sub_iku/4a-CP.2.realisasi"].outcome.value == BKC
    assert printed(value(figures["sub_iku/4a-CP.1.indeks_capaian"])) == "113,70"
    assert printed(value(figures["sub_iku/4a-CP.2.indeks_capaian"])) == "118,94"


def published() -> list[dict[str, str]]:
    """What is printed of this year."""
    with (PAKET / "published.yaml").open(encoding="utf-8") as file:
        return [entry for entry in yaml.safe_load(file)["entri"] if "tahun" not in entry]


def agrees(entry: dict[str, str]) -> bool:
    """Whether a printed figure is the computed one, read here without the engine."""
    figure, text = at_year()[entry["id"]], entry["tercetak"]
    if not isinstance(figure.outcome.value, F):
        return str(figure.outcome.value).casefold() == text.casefold()
    digits = text.rstrip("%").strip().replace(".", "")
    decimals = len(digits.partition(",")[2])
    one = 100 if figure.unit == "persen" else 1
    return half_up(figure.outcome.value * one, decimals) == F(digits.replace(",", "."))


def test_listed_disagreements_are_exactly_those_found() -> None:
    entries = published()
    differ = [(entry["id"], entry["tercetak"]) for entry in entries if not agrees(entry)]
    listed = [(entry["id"], entry["tercetak"]) for entry in entries if "catatan" in entry]
    assert differ == listed
    assert sorted(listed) == sorted(DISAGREEMENTS)
    assert len([one for one in calculated().findings if one.code == "N701"]) == len(listed)


def test_what_must_be_published_is() -> None:
    ids = {entry["id"] for entry in published() if "catatan" not in entry}
    assert {f"iku/{kode}.{name}" for kode in IKU for name in ("target", "realisasi")} <= ids
    assert {kode for kode in IKU if f"iku/{kode}.indeks_capaian" in ids} == set(IKU) - {"7b-N"}
    assert {f"perspektif/{name}.nilai" for name in TREE} <= ids
    assert {"nko", "sub_iku/4a-CP.1.realisasi", "sub_iku/4a-CP.2.realisasi"} <= ids


def test_an_unlisted_difference_is_a_finding_and_so_is_a_listed_one_that_has_gone() -> None:
    paket, _ = read_paket(PAKET)
    assert paket is not None
    now = [one for one in paket.published if one.year is None]
    unlisted = [replace(one, note=None) for one in now if one.note]
    gone = [replace(one, note="salah cetak") for one in now if not one.note]
    manual, figures = calculated().manual, calculated().all
    for entries, code in ((unlisted, "T702"), (gone, "T703")):
        found = list(of_published(tuple(entries), figures, manual.units, 2))
        assert [one.code for one in found] == [code] * len(entries)


# Where the realisasi come from


def test_five_are_computed_and_eleven_given() -> None:
    figures = {kode: at_year()[f"iku/{kode}.realisasi"] for kode in IKU}
    computed = {kode for kode, figure in figures.items() if figure.rule is not None}
    both = {kode for kode, figure in figures.items() if figure.instead is not None}
    assert computed == {"3a-CP", "4a-CP", "6a-N", "9b-N", "12a-N"}
    assert both == {"11a-N"}
    assert len(set(IKU) - computed - both) == 11
    for kode in set(IKU) - computed:
        assert [place.source.name.endswith("data.csv") for place in figures[kode].sources] == [True]


def test_6a_is_exactly_nine_tenths() -> None:
    assert at_year()["iku/6a-N.realisasi"].outcome == Outcome(F(9, 10))


def test_11a_shows_the_given_value_and_what_its_formula_gives() -> None:
    figure = at_year()["iku/11a-N.realisasi"]
    assert figure.outcome == Outcome(F("0.9778"))
    assert figure.note is not None and figure.note.startswith("angka resmi yang tercetak di laporan")
    assert figure.instead is not None
    assert figure.instead.outcome.value == F("1.036453125")
    lo = (F("0.5") * F("97.27") + F("0.5") * F("95.825")) / 80
    assert figure.instead.outcome.value == F("0.4") * F("0.936") + F("0.3") + F("0.3") * lo


def test_k3_is_lawfully_absent() -> None:
    figures = at_year()
    for id in ("k3", "nko_k3", "nilai_kualitas_iku", "nilai_kualitas_target"):
        outcome = figures[id].outcome
        assert outcome.status == "na"
        assert {reason.code for reason in outcome.reasons} == {"tidak_tercetak"}


# Periods without data


def due(period: str) -> set[str]:
    """The IKU that have a target in a period."""
    figures = calculated(period).all
    return {kode for kode in IKU if figures[f"iku/{kode}.target"].outcome.value is not None}


def test_what_is_due() -> None:
    assert due("Q1") == set(IKU) - {"5a-N", "6a-N", "7a-N", "7b-N"}
    assert due("Q3") == set(IKU) - {"5a-N", "6a-N"}
    assert due("sdQ3") == set(IKU) - {"5a-N"}
    assert due("Q4") == due(YEAR) == set(IKU)


@pytest.mark.parametrize("period", PERIODS[:5])
def test_before_the_last_quarter_there_are_no_data(period: str) -> None:
    figures = calculated(period).all
    for kode in IKU:
        outcome = figures[f"iku/{kode}.realisasi"].outcome
        wanted = ("provisional", "belum_ada_data") if kode in due(period) else ("na", "belum_jatuh_tempo")
        assert outcome.value is None
        assert (outcome.status, outcome.reasons[0].code) == wanted
    total = figures["nko"].outcome
    assert (total.value, total.status) == (None, "provisional")
    assert {owner(id) for id in missing(total)} == due(period)
    assert not calculated(period).clean


def owner(id: str | None) -> str:
    """The IKU of an input: `4a-CP` of `sub_iku/4a-CP.1.realisasi`."""
    assert id is not None
    return id.partition("/")[2].partition(".")[0]


def test_the_last_quarter_is_the_year() -> None:
    assert calculated("Q4").all["nko"].outcome == at_year()["nko"].outcome


# One datum less


EVERY_ROW = [pytest.param(row, id=input_id(row)) for row in ROWS]
ALONE = {f"iku/{kode}.realisasi" for kode in IKU if len(keys([kode])) == 1}  # each a whole IKU, which is tried below


def rests(row: dict[str, str]) -> bool:
    """Whether the NKO rests on this row. Of 11a it does on none: without the given realisasi its formula takes over."""
    return iku(row) != "11a-N"


@pytest.mark.parametrize("row", EVERY_ROW)
def test_one_datum_missing(row: dict[str, str]) -> None:
    total, predikat = office().without([key(row)]).at_root(YEAR, "nko", "predikat")
    if rests(row):
        assert total.outcome.status == predikat.outcome.status == "provisional"
        assert missing(total.outcome) == missing(predikat.outcome) == {input_id(row)}
        assert total.outcome.value == nko([iku(row)])
    else:
        assert total.outcome.status == "final"
        assert total.outcome.value == nko()


@pytest.mark.parametrize("row", [row for row in ROWS if iku(row) == "11a-N" and row["variabel"] != "realisasi"])
def test_one_datum_missing_under_the_formula_of_11a(row: dict[str, str]) -> None:
    given = next(key(one) for one in ROWS if one["kode"] == "11a-N" and one["variabel"] == "realisasi")
    (total,) = office().without([given, key(row)]).at_root(YEAR, "nko")
    assert total.outcome.status == "provisional"
    assert missing(total.outcome) == {input_id(row)}


@pytest.mark.parametrize("row", [one for one in EVERY_ROW if one.id not in ALONE])
def test_one_datum_lawfully_absent(row: dict[str, str]) -> None:
    (total,) = office().excused([key(row)], LAWFUL).at_root(YEAR, "nko")
    dropped = rests(row) or row["variabel"] == "realisasi"
    assert total.outcome.status == "final"
    assert total.outcome.value == nko([iku(row)] if dropped else [])


@pytest.mark.parametrize("kode", IKU)
def test_an_iku_lawfully_absent(kode: str) -> None:
    figures, _ = office().excused(keys([kode]), LAWFUL).figures(YEAR)
    assert figures[f"iku/{kode}.indeks_capaian"].outcome.status == "na"
    assert_re_weighted(figures, {kode})


@pytest.mark.parametrize("ss", SS)
def test_an_ss_lawfully_absent(ss: str) -> None:
    figures, _ = office().excused(keys(SS[ss]), LAWFUL).figures(YEAR)
    assert figures[f"ss/{ss}.nss"].outcome.status == "na"
    assert_re_weighted(figures, set(SS[ss]))


@pytest.mark.parametrize("perspektif", TREE)
def test_a_perspektif_lawfully_absent(perspektif: str) -> None:
    gone = {kode for kodes in TREE[perspektif][1].values() for kode in kodes}
    figures, _ = office().excused(keys(gone), LAWFUL).figures(YEAR)
    assert figures[f"perspektif/{perspektif}.nilai"].outcome.status == "na"
    assert figures[f"perspektif/{perspektif}.bobot_tertimbang"].outcome.status == "na"
    assert_re_weighted(figures, gone)


def assert_re_weighted(figures: dict[str, Figure], gone: set[str]) -> None:
    """Every SS, every perspektif and the NKO, without these IKU; nothing is provisional."""
    without = frozenset(gone)
    assert {ss: figures[f"ss/{ss}.nss"].outcome.value for ss in SS} == {ss: nss(ss, without) for ss in SS}
    assert {name: figures[f"perspektif/{name}.nilai"].outcome.value for name in TREE} == {
        name: nilai(name, without) for name in TREE
    }
    assert figures["nko"].outcome.value == nko(without)
    assert provisional(figures) == []


def provisional(figures: dict[str, Figure]) -> list[str]:
    """The computed figures that are; what the contract may leave out and nothing needs is no figure."""
    return [id for id, one in figures.items() if one.rule is not None and one.outcome.status == "provisional"]


def test_everything_lawfully_absent() -> None:
    figures, _ = office().excused(keys(IKU), LAWFUL).figures(YEAR)
    assert figures["nko"].outcome.status == figures["predikat"].outcome.status == "na"
    assert {reason.code for reason in figures["nko"].outcome.reasons} == {LAWFUL}
    assert provisional(figures) == []


def test_one_iku_filled_in_and_sixteen_empty() -> None:
    total, predikat = office().without(keys(set(IKU) - {"1a-N"})).at_root(YEAR, "nko", "predikat")
    assert (total.outcome.value, predikat.outcome.value) == (F(120), "Istimewa")
    assert total.outcome.status == predikat.outcome.status == "provisional"
    others = {input_id(row) for row in ROWS} - {"iku/1a-N.realisasi", "iku/11a-N.realisasi"}
    assert missing(predikat.outcome) == others


# Another contract: a target that is lacking, and conversion to 120

TARGET = "            target: {Q4: 4.27, Y: 4.27}\n"  # of 5a-N, due in the last quarter only


def changed(tmp_path: Path, target: str, realisasi: str) -> Office:
    """The same office with other lines for 5a-N."""
    paket = copytree(PAKET, tmp_path / "paket")
    swap(paket / "kontrak.yaml", TARGET, target)
    swap(paket / "data.csv", ";Q4;5a-N;realisasi;4,76;", f";Q4;5a-N;realisasi;{realisasi};")
    found = read_office(paket, PAKET.parent)
    assert found.problems == ()
    return found


def swap(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")


def converted(tmp_path: Path, realisasi: str) -> Office:
    chosen = "            konversi_120: ya\n            target_maksimal: ya\n            aspek: kualitas\n"
    return changed(tmp_path, TARGET + chosen, realisasi)


def test_a_target_of_the_year_that_is_lacking_is_missing(tmp_path: Path) -> None:
    total, *_ = changed(tmp_path, "            target: {Q4: 4.27}\n", "4,76").at_root(YEAR, "nko")
    assert (total.outcome.value, total.outcome.status) == (nko(["5a-N"]), "provisional")
    assert missing(total.outcome) == {"iku/5a-N.target"}


def test_a_converted_iku_that_is_not_due_is_absent_and_not_120(tmp_path: Path) -> None:
    figures, _ = converted(tmp_path, "4,27").figures("Q1")
    for name in ("dikonversi", "indeks_capaian"):
        outcome = figures[f"iku/5a-N.{name}"].outcome
        assert (outcome.value, outcome.status) == (None, "na")
        assert {reason.code for reason in outcome.reasons} == {"belum_jatuh_tempo"}
    assert figures["ss/5.nss"].outcome.status == "na"


@pytest.mark.parametrize(("realisasi", "wanted"), [("4,27", F(120)), ("4,26", F("4.26") / F("4.27") * 100)])
def test_a_converted_iku_that_is_due(tmp_path: Path, realisasi: str, wanted: F) -> None:
    figures, _ = converted(tmp_path, realisasi).figures(YEAR)
    assert figures["iku/5a-N.indeks_capaian"].outcome == Outcome(wanted)


def test_a_converted_iku_without_data_is_missing(tmp_path: Path) -> None:
    found = converted(tmp_path, "4,27")
    figures, _ = found.without(keys(["5a-N"])).figures(YEAR)
    outcome = figures["iku/5a-N.indeks_capaian"].outcome
    assert (outcome.value, outcome.status) == (None, "provisional")
    assert missing(outcome) == {"iku/5a-N.realisasi"}
