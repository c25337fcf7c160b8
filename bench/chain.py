"""F4: the contract of `examples/kalbagbar-2023` in a whole year, written by hand in Python, from raw data to predikat.

A program as one would write it for an office: the contract is a table, what is computed alike for all is a loop over
it, what is absent is looked at before it is used, and each figure has its mark. It knows this one contract and no other
period. Computed are the figures that lie between raw data and predikat; what is given (targets, weights) and K3, of
which this contract states nothing, is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

Record = dict[str, Any]
Number = Callable[[str], Any]
Figures = tuple[dict[str, Any], dict[str, str]]
"""By id: the values, None where there is none; and the marks."""
Reading = Callable[[Record, dict[str, Any], dict[str, str]], tuple[Any, bool]]
"""A result, and whether nothing is missing under it. The figures so far are at hand."""

FINAL, PROVISIONAL = "final", "provisional"
SETS = {"30-20-25-25": {"stakeholder": "0.30", "customer": "0.20", "internal": "0.25", "learning": "0.25"}}
SET = "30-20-25-25"


@dataclass(frozen=True)
class Iku:
    """A line of the contract. `parts` are its sub-IKU."""

    kode: str
    target: str
    parts: tuple[Iku, ...] = ()
    level: str = "iku"
    polarisasi: str = "maximize"
    bobot: str = "1"
    konversi: bool = False

    @property
    def id(self) -> str:
        return f"{self.level}/{self.kode}"


@dataclass(frozen=True)
class Ss:
    """A strategic objective and its IKU."""

    kode: str
    iku: tuple[Iku, ...]


CONTRACT: Mapping[str, tuple[Ss, ...]] = {
    "stakeholder": (
        Ss("1", (Iku("1a-N", "0.83"),)),
        Ss("2", (Iku("2a-N", "0.81"),)),
        Ss("3", (Iku("3a-CP", "1"),)),
        Ss(
            "4",
            (
                Iku(
                    "4a-CP",
                    "0.785",
                    (Iku("4a-CP.1", "0.73", level="sub_iku"), Iku("4a-CP.2", "0.84", level="sub_iku")),
                ),
            ),
        ),
    ),
    "customer": (Ss("5", (Iku("5a-N", "4.27"),)), Ss("6", (Iku("6a-N", "0.81"),))),
    "internal": (
        Ss("7", (Iku("7a-N", "0.8"), Iku("7b-N", "3.25"))),
        Ss("8", (Iku("8a-N", "80"), Iku("8b-N", "0.81"))),
        Ss("9", (Iku("9a-N", "0.75"), Iku("9b-N", "0.74"))),
        Ss("10", (Iku("10a-N", "0.84"), Iku("10b-N", "0.8"))),
    ),
    "learning": (
        Ss("11", (Iku("11a-N", "0.8"), Iku("11b-N", "0.81"))),
        Ss("12", (Iku("12a-N", "0.9562"),)),
    ),
}

IKPA = (
    ("ikpa_revisi_dipa", "0.1"),
    ("ikpa_deviasi_dipa", "0.1"),
    ("ikpa_penyerapan", "0.2"),
    ("ikpa_kontraktual", "0.1"),
    ("ikpa_tagihan", "0.1"),
    ("ikpa_up_tup", "0.1"),
    ("ikpa_dispensasi_spm", "0.05"),
    ("ikpa_capaian_output", "0.25"),
)
SMART = (
    ("smart_capaian_keluaran", "0.435"),
    ("smart_efisiensi", "0.286"),
    ("smart_konsistensi", "0.182"),
    ("smart_penyerapan", "0.097"),
)


class Line:
    """An IKU in one kind of number, with the names of its figures."""

    def __init__(self, iku: Iku, number: Number) -> None:
        self.id, self.polarisasi, self.konversi = iku.id, iku.polarisasi, iku.konversi
        self.target, self.bobot = number(iku.target), number(iku.bobot)
        self.parts = [Line(part, number) for part in iku.parts]
        self.given = f"{iku.id}.realisasi@Q4"
        self.realisasi, self.raw, self.index, self.status, self.share = (
            f"{iku.id}.{name}"
            for name in ("realisasi", "indeks_mentah", "indeks_capaian", "status", "bobot_tertimbang")
        )


def ratio(a: Any, b: Any) -> Any:
    """a / b; None where one is absent or b is 0."""
    if a is None or not b:
        return None
    return a / b


def weighted(parts: list[tuple[Any, Any]]) -> Any:
    """The sum of weight times value; None where a value is absent."""
    total = 0
    for weight, value in parts:
        if value is None:
            return None
        total += weight * value
    return total


def readings(number: Number) -> dict[str, Reading]:
    """How IKU are computed from the record alone; by id."""
    one = number("1")
    lancar, macet = number("0.9"), number("0.1")
    pelaksanaan, pemeriksaan, penindakan, targeting = (number(text) for text in ("0.65", "0.1", "0.1", "0.15"))
    poin, lanjut = number("0.3"), number("0.7")

    def capped(value: Any) -> Any:
        return None if value is None else min(value, one)

    def penerimaan(r: Record, *_: Any) -> tuple[Any, bool]:
        value = ratio(r["iku/3a-CP.realisasi_penerimaan@Q4"], r["iku/3a-CP.target_penerimaan@Q4"])
        return value, value is not None

    def pengawasan(r: Record, *_: Any) -> tuple[Any, bool]:
        value = weighted(
            [
                (poin, ratio(r["sub_iku/4a-CP.2.poin_pelaksanaan@Q4"], r["sub_iku/4a-CP.2.pelaksanaan@Q4"])),
                (lanjut, capped(ratio(r["sub_iku/4a-CP.2.poin_tindak_lanjut@Q4"], r["sub_iku/4a-CP.2.jumlah_bap@Q4"]))),
            ]
        )
        return value, value is not None

    def piutang(r: Record, *_: Any) -> tuple[Any, bool]:
        value = weighted(
            [
                (lancar, ratio(r["iku/6a-N.penyelesaian_lancar@Q4"], r["iku/6a-N.piutang_lancar@Q4"])),
                (macet, ratio(r["iku/6a-N.penyelesaian_macet@Q4"], r["iku/6a-N.piutang_macet@Q4"])),
            ]
        )
        return value, value is not None

    def patroli(r: Record, *_: Any) -> tuple[Any, bool]:
        patrols = r["iku/9b-N.pelaksanaan@Q4"]
        value = weighted(
            [
                (pelaksanaan, capped(ratio(patrols, r["iku/9b-N.rencana@Q4"]))),
                (pemeriksaan, capped(ratio(r["iku/9b-N.pemeriksaan_sarana@Q4"], patrols))),
                (penindakan, capped(ratio(r["iku/9b-N.poin_penindakan@Q4"], patrols))),
                (targeting, capped(ratio(r["iku/9b-N.penindakan_targeting@Q4"], patrols))),
            ]
        )
        return value, value is not None

    return {
        "iku/3a-CP": penerimaan,
        "sub_iku/4a-CP.2": pengawasan,
        "iku/6a-N": piutang,
        "iku/9b-N": patroli,
    }


def index_of(number: Number) -> Callable[[str, Any, Any], Any]:
    """The index by polarity, before it is bounded; None where it has none."""
    one, zero, hundred, two = number("1"), number("0"), number("100"), number("200")
    ninety, fall, rise = number("90"), number("100") / number("90"), number("2")

    def index(polarisasi: str, target: Any, realisasi: Any) -> Any:
        if realisasi is None or target is None:
            return None
        if polarisasi == "maximize":
            if target > 0:
                return realisasi / target * hundred
            return (one + (one - realisasi / target)) * hundred if target < 0 else None
        if target <= 0:
            return None
        if polarisasi == "minimize":
            return (one + (one - realisasi / target)) * hundred
        reached = realisasi / target * hundred
        if realisasi > target:
            reached = two - min(two, reached)
        return max(zero, reached * fall) if reached < ninety else hundred + (reached - ninety) * rise

    return index


def status_of(index: Any) -> str:
    if index is None:
        return "abu-abu"
    return "hijau" if index >= 100 else "kuning" if index >= 80 else "merah"


def rating_of(nko: Any) -> str | None:
    if nko is None:
        return None
    for least, rating in ((100, "Istimewa"), (90, "Baik"), (70, "Butuh Perbaikan"), (50, "Kurang")):
        if nko >= least:
            return rating
    return "Sangat Kurang"


class Office:
    """The contract in one kind of number. Called with the raw data it gives all figures and their marks."""

    def __init__(self, number: Number) -> None:
        self.number = number
        self.zero, self.highest, self.hundred = number("0"), number("120"), number("100")
        self.half, self.whole = number("0.5"), number("10000")
        self.low, self.slope = number("0.955"), number("800")
        self.ikpa = [(f"iku/12a-N.{name}@Q4", number(weight)) for name, weight in IKPA]
        self.smart = [(f"iku/12a-N.{name}@Q4", number(weight)) for name, weight in SMART]
        self.lo = number("80")
        self.three, self.pair = ([number(text) for text in texts] for texts in (("0.4", "0.3", "0.3"), ("0.6", "0.4")))
        self.index = index_of(number)
        self.readings = {
            **readings(number),
            "iku/4a-CP": self.enforcement,
            "iku/11a-N": self.competence,
            "iku/12a-N": self.budget,
        }
        self.contract = [
            (
                [(f"ss/{ss.kode}.nss", [Line(iku, number) for iku in ss.iku]) for ss in members],
                number(SETS[SET][kode]),
                *(f"perspektif/{kode}.{name}" for name in ("nilai", "bobot", "bobot_tertimbang")),
            )
            for kode, members in CONTRACT.items()
        ]

    def __call__(self, record: Record) -> Figures:
        values: dict[str, Any] = {}
        marks: dict[str, str] = {}
        scores = []
        for members, bobot, nilai_id, bobot_id, share_id in self.contract:
            found, known = [], True
            for nss_id, lines in members:
                nss, certain = self.ss(nss_id, lines, record, values, marks)
                known = known and certain
                if nss is not None:
                    found.append(nss)
            nilai = sum(found) / len(found) if found else None
            values[nilai_id], marks[nilai_id] = nilai, FINAL if known else PROVISIONAL
            values[bobot_id], marks[bobot_id] = bobot, FINAL
            scores.append((share_id, nilai, bobot, known))
        self.total(scores, values, marks)
        return values, marks

    def ss(
        self, nss_id: str, lines: list[Line], record: Record, values: dict[str, Any], marks: dict[str, str]
    ) -> tuple[Any, bool]:
        """The IKU of a strategic objective and its NSS, and whether nothing is missing under it."""
        found, known = [], True
        for line in lines:
            index, certain = self.iku(line, record, values, marks)
            known = known and certain
            found.append((line, index))
        mark = FINAL if known else PROVISIONAL
        total = sum(line.bobot for line, index in found if index is not None)
        nss = None
        for line, index in found:
            share = None
            if index is not None:
                share = line.bobot / total
                nss = (nss or 0) + index * share
            values[line.share], marks[line.share] = share, mark
        values[nss_id], marks[nss_id] = nss, mark
        return nss, known

    def iku(self, line: Line, record: Record, values: dict[str, Any], marks: dict[str, str]) -> tuple[Any, bool]:
        """Result, index and status of an IKU or sub-IKU; its index, and whether nothing is missing under it."""
        for part in line.parts:
            self.iku(part, record, values, marks)
        if line.id in self.readings:
            realisasi, known = self.readings[line.id](record, values, marks)
        else:
            realisasi = record[line.given]
            known = realisasi is not None
        if line.id == "iku/12a-N":
            raw = None if realisasi is None else self.hundred + (realisasi - self.low) * self.slope
        else:
            raw = self.index(line.polarisasi, line.target, realisasi)
        index = None if raw is None else max(self.zero, min(self.highest, raw))
        if line.konversi and realisasi == line.target:
            index = self.highest
        mark = FINAL if known else PROVISIONAL
        values[line.realisasi], marks[line.realisasi] = realisasi, mark
        values[line.raw], marks[line.raw] = raw, mark
        values[line.index], marks[line.index] = index, mark
        values[line.status], marks[line.status] = status_of(index), mark
        return index, known

    def enforcement(self, r: Record, values: dict[str, Any], marks: dict[str, str]) -> tuple[Any, bool]:
        """4a-CP: the mean of its two sub-IKU."""
        one, two = values["sub_iku/4a-CP.1.realisasi"], values["sub_iku/4a-CP.2.realisasi"]
        return (None, False) if one is None or two is None else ((one + two) / 2, True)

    def competence(self, r: Record, values: dict[str, Any], marks: dict[str, str]) -> tuple[Any, bool]:
        """11a-N: what is given wins over the formula; without the third part its weight goes to the others."""
        own, survey = r["iku/11a-N.lo_self_assessment@Q4"], r["iku/11a-N.lo_survei@Q4"]
        asked = own is not None and survey is not None
        lo = (self.half * own + self.half * survey) / self.lo if asked else None
        values["iku/11a-N.implementasi_lo"] = lo
        marks["iku/11a-N.implementasi_lo"] = FINAL if asked else PROVISIONAL
        given = r["iku/11a-N.realisasi@Q4"]
        if given is not None:
            return given, True
        results = [r["iku/11a-N.efektivitas_pkp@Q4"], r["iku/11a-N.pemenuhan_skj@Q4"]]
        if asked:
            results.append(lo)
        value = weighted(list(zip(self.three if asked else self.pair, results, strict=True)))
        return value, value is not None and asked

    def budget(self, r: Record, values: dict[str, Any], marks: dict[str, str]) -> tuple[Any, bool]:
        """12a-N: the mean of both parts, rounded half up to two decimals of a percentage."""
        ikpa = weighted([(weight, r[name]) for name, weight in self.ikpa])
        smart = weighted([(weight, r[name]) for name, weight in self.smart])
        values["iku/12a-N.ikpa"], marks["iku/12a-N.ikpa"] = ikpa, PROVISIONAL if ikpa is None else FINAL
        values["iku/12a-N.smart"], marks["iku/12a-N.smart"] = smart, PROVISIONAL if smart is None else FINAL
        if ikpa is None or smart is None:
            return None, False
        mean = self.half * ikpa + self.half * smart
        return self.number(floor(mean * self.whole + self.half)) / self.whole, True

    def total(self, scores: list[Any], values: dict[str, Any], marks: dict[str, str]) -> None:
        """NKO and rating from the scores of the perspectives, with those that have one."""
        mark = FINAL if all(known for *_, known in scores) else PROVISIONAL
        total = sum(bobot for _, nilai, bobot, _ in scores if nilai is not None)
        nko = None
        for share_id, nilai, bobot, _ in scores:
            share = None
            if nilai is not None:
                share = bobot / total
                nko = (nko or 0) + nilai * share
            values[share_id], marks[share_id] = share, mark
        values["nko"], marks["nko"] = nko, mark
        values["predikat"], marks["predikat"] = rating_of(nko), mark
