"""What is tried, way by way: slips in rows, what chance would hit, other versions.

Worlds that are computed again only in part are compared with worlds computed from nothing.
"""

from __future__ import annotations

import shutil
from fractions import Fraction as F
from pathlib import Path
from random import Random

import pytest

from engine.calculation.world import Moment, World
from engine.language.values import Outcome
from engine.pipeline import _make_room, reproduce
from engine.reproduction.explaining import by_chance
from engine.reproduction.misprints import cut_off, exchanged, one_off
from engine.reproduction.model import Difference, Kind
from engine.reproduction.trials import trials_of
from tests.diagnostics.test_cases import HERE, copied
from tests.reproduction.reports import GIVEN, PERSPEKTIF, YEAR, half_up, office_of

_make_room()


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("97.72", 2, {"79.72", "97.27"}),
        ("95.62", 2, {"59.62", "96.52", "95.26"}),
        ("110.46", 2, {"101.46", "114.06", "110.64"}),
        ("80", 0, {"8"}),
        ("4.76", 2, {"7.46", "4.67"}),
        ("11", 0, set()),
        ("-12", 0, {"-21"}),
    ],
)
def test_neighbouring_digits(value: str, decimals: int, expected: set[str]) -> None:
    assert set(exchanged(F(value), decimals)) == {F(one) for one in expected}


def test_one_digit() -> None:
    assert {F("100.46"), F("110.45"), F("910.46")} <= set(one_off(F("110.4615"), 2))
    assert F("10.46") not in set(one_off(F("110.46"), 2))
    assert len(set(one_off(F(81), 0))) == 17


@pytest.mark.parametrize(("value", "shown"), [("754.856", "754.8"), ("10.0187", "10.0"), ("-1.29", "-1.2")])
def test_cut_off(value: str, shown: str) -> None:
    assert cut_off(F(value), 1) == F(shown)


@pytest.mark.parametrize(
    ("values", "computed", "printed", "decimals", "expected"),
    [
        # two values over 0,46: each takes 0,01 of it
        (["116.28", "116.50"], "116.74", "116.28", 2, F(2, 46)),
        # far from where the values lie: no candidate can hit it
        (["116.28", "116.50"], "116.74", "97.72", 2, F(0)),
        # one decimal less: ten times as easily hit
        (["116.28", "116.50"], "116.74", "116.3", 1, F(20, 46)),
        # a single candidate one unit away is no surprise
        (["96.67"], "96.68", "96.67", 2, F(1)),
        ([], "96.68", "96.67", 2, F(0)),
    ],
)
def test_hits_by_chance(values: list[str], computed: str, printed: str, decimals: int, expected: F) -> None:
    kind = Kind("baris_lain", "baris lain")
    assert by_chance({F(one) for one in values}, F(computed), F(printed), decimals, kind) == expected


def test_words_of_a_closed_list_are_hit_by_chance() -> None:
    assert by_chance({"Baik", "Kurang"}, "Istimewa", "Baik", 0, Kind("cabang", "cabang lain")) == F(2, 3)
    assert by_chance({"Baik", "Kurang"}, "Istimewa", "Baik", 0, Kind("baris", "baris lain")) == 0


# ---- other versions


def of_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> tuple[Difference, list[str]]:
    """A report worked out by the manual of the year before, in which weights were the other way round."""
    monkeypatch.chdir(tmp_path)
    copied(HERE / "base")
    shutil.copytree("ukuran-2030", "ukuran-2029")
    for file, old, new in (
        ("manual.yaml", "ukuran-2030", "ukuran-2029"),
        ("A-2-berkas.yaml", "60%", "50%"),
        ("A-2-berkas.yaml", "40%", "50%"),
    ):
        path = Path("ukuran-2029", file)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    Path("kep-7/penjelasan.yaml").write_text(
        f"penjelasan:\n  versi:\n    cara: aturan lain\n    manual: [{named}]\n", encoding="utf-8"
    )
    Path("paket/published.yaml").write_text(
        'entri:\n  - {id: ukuran/A-2.capaian, tercetak: "67,50%", di: halaman 1}\n', encoding="utf-8"
    )
    found, problems = reproduce(Path("paket"))
    assert found is not None
    return found.differences[0], [one.code for one in problems]


def test_the_rule_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, problems = of_version(tmp_path, monkeypatch, "ukuran-2029")
    assert (found.computed, problems) == ("70,00 %", [])
    (hit,) = found.hits
    assert dict(hit.candidates[0].what.values)["manual"] == "ukuran-2029"


def test_a_version_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, problems = of_version(tmp_path, monkeypatch, "ukuran-2028")
    assert found.verdict == "unknown" and problems == ["E446"]


# ---- worlds


@pytest.mark.parametrize("seed", range(3))
def test_what_is_computed_again_in_part_is_what_is_computed_from_nothing(seed: int) -> None:
    random = Random(seed)
    office = office_of(random)
    world = World(office.world.manual, office.kontrak, office.data, office.world.origin)
    trials = trials_of(world, office.root, YEAR)
    shown = ["nko", "predikat", *(f"perspektif/{kode}.nilai" for kode in PERSPEKTIF)]
    for id in shown:
        trials.figure(id)
    for _ in range(4):
        id = f"iku/{random.choice(GIVEN)}.{random.choice(('realisasi', 'indeks_capaian'))}"
        value = half_up(F(random.randint(10, 130)), 2)
        there = office.with_figures({id: value})
        here = trials.changed({id: Outcome(value / office.scale(id))})
        assert [trials.figure(one, here).outcome for one in shown] == [
            there.figure(*trials.spots[one], Moment(YEAR)).outcome for one in shown
        ]
