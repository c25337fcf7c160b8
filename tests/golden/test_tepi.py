"""The decree at its edges: every row of the table of polarisasi, every limit of the ratings hit exactly.

What is expected is computed here a second time, from the files alone and with fractions alone, without the engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction as F
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.api import calculate
from engine.results.calculation import Calculation
from engine.results.figure import Figure
from tests.golden.offices import read_rows

HERE = Path(__file__).parent / "tepi"
QUARTERS = {"Q1": "Q1", "Q2": "Q2", "S1": "Q2", "Q3": "Q3", "sdQ3": "Q3", "Q4": "Q4", "Y": "Q4"}
"""The quarter of which each period takes the last values."""
MANUAL = {
    entry["kode"]: entry
    for file in (HERE / "manual-tepi" / "iku").glob("*.yaml")
    for entry in [yaml.safe_load(file.read_text(encoding="utf-8"))]
}
QUALITY = {
    ("exact", "low"): 26, ("exact", "moderate"): 21, ("proxy", "low"): 19, ("proxy", "moderate"): 14,
    ("proxy", "high"): 11, ("activity", "moderate"): 9,
}  # fmt: skip
PERSPEKTIF = {"stakeholder": 25, "customer": 15, "internal": 30, "learning": 30}


def raw_index(entry: dict[str, Any], target: F, realisasi: F) -> F | None:
    """By the article, before conversion and before 0 and 120 hold it; None where the decree does not say."""
    match entry["polarisasi"]:
        case "maximize" if target != 0:
            return 100 * realisasi / target if target > 0 else 100 * (2 - realisasi / target)
        case "minimize" if target > 0:
            return 100 * (2 - realisasi / target)
        case "minimize" if target == 0 and entry["realisasi_terburuk"] > 0:
            worst = F(entry["realisasi_terburuk"])
            return min(F(100), 100 * (worst - realisasi) / worst)
        case "stabilize" if target > 0:
            return of_distance(100 * realisasi / target)
    return None


def of_distance(reached: F) -> F:
    """100 % of the target is 120, 90 % on either side is 100, and 0 or 200 % is 0."""
    mirrored = reached if reached <= 100 else 200 - min(F(200), reached)
    if mirrored >= 90:
        return 100 + (mirrored - 90) * 2
    return max(F(0), mirrored * 100 / 90)


def index(entry: dict[str, Any], chosen: bool, target: F, realisasi: F) -> F | None:
    if chosen and entry["polarisasi"] != "stabilize" and realisasi == target:
        return F(120)
    raw = raw_index(entry, target, realisasi)
    return None if raw is None else min(F(120), max(F(0), raw))


def colour(value: F | None) -> str:
    if value is None:
        return "abu-abu"
    return "hijau" if value >= 100 else "kuning" if value >= 80 else "merah"


def rating(value: F) -> str:
    steps = ((100, "Istimewa"), (90, "Baik"), (70, "Butuh Perbaikan"), (50, "Kurang"))
    return next((name for least, name in steps if value >= least), "Sangat Kurang")


def mean(values: Iterable[F]) -> F | None:
    found = list(values)
    return sum(found, F(0)) / len(found) if found else None


def weighted(parts: Iterable[tuple[F, F]]) -> F | None:
    found = list(parts)
    return (
        sum((weight * value for weight, value in found), F(0)) / sum(weight for weight, _ in found) if found else None
    )


def expected(paket: str, period: str) -> dict[str, object]:
    """Every figure that follows from the files."""
    rows = read_rows(HERE / paket / "data.csv")
    data = {(row["kode"], row["periode"]): F(row["nilai"].replace(",", ".")) for row in rows}
    kontrak = yaml.safe_load((HERE / paket / "kontrak.yaml").read_text(encoding="utf-8"))
    found: dict[str, object] = {}
    values = []
    for name, perspektif in kontrak["perspektif"].items():
        of_ss = []
        for ss, about in perspektif["ss"].items():
            parts = []
            for kode, given in about["iku"].items():
                entry, target = MANUAL[kode], F(str(given["target"][period]))
                realisasi = data[kode, QUARTERS[period]]
                one = index(
                    entry, given.get("konversi_120") == "ya" or given.get("konversi_120") is True, target, realisasi
                )
                weight = F(QUALITY[entry["validitas"], entry["kendali"]], 100)
                at = f"iku/{kode}"
                found |= {f"{at}.target": target, f"{at}.realisasi": realisasi, f"{at}.bobot": weight}
                found |= {f"{at}.indeks_mentah": raw_index(entry, target, realisasi)}
                found |= {f"{at}.indeks_capaian": one, f"{at}.status": colour(one)}
                parts += [(weight, one)] if one is not None else []
            nss = weighted(parts)
            found[f"ss/{ss}.nss"] = nss
            of_ss += [nss] if nss is not None else []
        nilai = mean(of_ss)
        found[f"perspektif/{name}.nilai"] = nilai
        values += [(F(PERSPEKTIF[name], 100), nilai)] if nilai is not None else []
    nko = weighted(values)
    assert nko is not None
    return found | {"nko": nko, "predikat": rating(nko)}


@cache
def calculated(paket: str, period: str) -> Calculation:
    result = calculate(HERE / paket, periode=period).calculation
    assert result is not None
    return result


@pytest.mark.parametrize("period", QUARTERS)
@pytest.mark.parametrize("paket", ["paket", "paket-predikat"])
def test_every_figure(paket: str, period: str) -> None:
    figures = calculated(paket, period).all
    wanted = expected(paket, period)
    assert {id: value_of(figures[id]) for id in wanted} == wanted


def value_of(figure: Figure) -> object:
    assert not figure.outcome.rounded
    return figure.outcome.value


def test_edges_are_hit() -> None:
    """What the files are for: if they no longer hit an edge, they say nothing of it."""
    indices = {value_of(figure) for period in QUARTERS for figure in calculated("paket", period).all.values()}
    assert {F(0), F(50), F(80), F(100), F(120), None} <= indices
    nko = [value_of(calculated("paket-predikat", period).all["nko"]) for period in ("Q1", "Q2", "Q3", "Q4")]
    assert nko == [100, 90, 70, 50]


def test_quality_of_the_contract() -> None:
    """K3 of the year: the mean weight by 14.5 %, and the mean points by 3: 3 where stabilize, 4 by law."""
    entries = list(MANUAL.values())
    quality = mean(F(QUALITY[one["validitas"], one["kendali"]], 100) for one in entries)
    points = mean(F(3) if one["polarisasi"] == "stabilize" else F(4) for one in entries)
    assert quality is not None and points is not None
    k3 = F(60, 100) * quality / F(145, 1000) + F(40, 100) * points / 3
    figures = calculated("paket", "Y").all
    assert value_of(figures["k3"]) == k3
    nko = value_of(figures["nko"])
    assert isinstance(nko, F) and value_of(figures["nko_k3"]) == nko * k3


def test_findings() -> None:
    """Just the quota, and one chosen out of three that stand first, are no finding; one of one is too many."""
    assert calculated("paket", "Y").problems == () and calculated("paket", "Y").findings == ()
    assert [one.message.text for one in calculated("paket-predikat", "Y").findings] == [
        "1 IKU dipilih untuk dikonversi menjadi 120, kuotanya 0 dari 1 IKU",
        "bobot perspektif dalam kontrak berjumlah 25%, bukan 100%",
        "dipilih untuk dikonversi menjadi 120, padahal tidak memenuhi syaratnya: maximize atau minimize, "
        "aspek kualitas, waktu, atau biaya, dan target_maksimal ya",
    ]
