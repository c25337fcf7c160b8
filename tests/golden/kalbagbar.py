"""The report of one real office a second time: what it prints, and what follows from that, with fractions alone.

Nothing of the engine is used here, so that its figures can be compared with these.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction as F
from pathlib import Path

from tests.golden.offices import Key, read_rows

PAKET = Path(__file__).resolve().parents[2] / "examples" / "kalbagbar-2023"
ROWS = read_rows(PAKET / "data.csv")

# The contract: perspektif with its weight, SS, IKU.
TREE: dict[str, tuple[F, dict[str, list[str]]]] = {
    "stakeholder": (F(30, 100), {"1": ["1a-N"], "2": ["2a-N"], "3": ["3a-CP"], "4": ["4a-CP"]}),
    "customer": (F(20, 100), {"5": ["5a-N"], "6": ["6a-N"]}),
    "internal": (
        F(25, 100),
        {"7": ["7a-N", "7b-N"], "8": ["8a-N", "8b-N"], "9": ["9a-N", "9b-N"], "10": ["10a-N", "10b-N"]},
    ),
    "learning": (F(25, 100), {"11": ["11a-N", "11b-N"], "12": ["12a-N"]}),
}
SS = {ss: kodes for _, members in TREE.values() for ss, kodes in members.items()}
IKU = [kode for kodes in SS.values() for kode in kodes]

# Of each IKU: target of the year, realisasi, indeks as printed. Percentages are ratios.
BKC = F(3, 10) * F("259.2") / 260 + F(7, 10)  # follow-up: 546,3 points for 508 cases, at most 100 %
IKPA = F(60, 100) + F(5, 100) + F(20, 100) * F("0.9656") + F(10, 100) * F("0.9995") + F(5, 100)
SMART = F("0.435") + F("0.286") * F("0.8915") + F("0.182") * F("0.9960") + F("0.097") * F("0.9522")
FIGURES = {
    "1a-N": (F("0.83"), F("1.20"), "120,00"),
    "2a-N": (F("0.81"), F("1.06345"), "120,00"),
    "3a-CP": (F(1), F(409_602_824_000, 378_943_790_000), "108,09"),
    "4a-CP": (F("0.785"), (F("0.83") + BKC) / 2, "116,50"),
    "5a-N": (F("4.27"), F("4.76"), "111,48"),
    "6a-N": (F("0.81"), F(9, 10), "111,11"),
    "7a-N": (F("0.80"), F("0.9856"), "120,00"),
    "7b-N": (F("3.25"), F("3.59"), "110,46"),  # the report prints 100,46
    "8a-N": (F(80), F("98.71"), "120,00"),
    "8b-N": (F("0.81"), F(1), "120,00"),
    "9a-N": (F("0.75"), F("0.9772"), "120,00"),
    "9b-N": (F("0.74"), F("0.65") + (F(32) + F("9.2")) / 330 + F("0.15") * F(8, 33), "109,62"),
    "10a-N": (F("0.84"), F(1), "119,05"),
    "10b-N": (F("0.80"), F("0.9668"), "120,00"),
    "11a-N": (F("0.80"), F("0.9778"), "120,00"),
    "11b-N": (F("0.81"), F("0.995"), "120,00"),
    "12a-N": (F("0.9562"), F("0.9783"), "118,64"),
}
NILAI = {"stakeholder": "116,15", "customer": "111,29", "internal": "117,39", "learning": "119,32"}

# Of each IKU the targets as they are printed, by period; `-` where none is due.
PERIODS = ("Q1", "Q2", "S1", "Q3", "sdQ3", "Q4", "Y")
TARGETS = {
    "1a-N": "50% 60% 60% 70% 70% 83% 83%",
    "2a-N": "5% 30% 30% 40% 40% 81% 81%",
    "3a-CP": "24.23% 48.95% 48.95% 74.35% 74.35% 100% 100%",
    "4a-CP": "35% 47.5% 47.5% 65% 65% 78.5% 78.5%",
    "5a-N": "- - - - - 4.27 4.27",
    "6a-N": "- 40% 40% - 40% 81% 81%",
    "7a-N": "- 10% 10% 35% 35% 80% 80%",
    "7b-N": "- 1 1 2 2 3.25 3.25",
    "8a-N": "80 80 80 80 80 80 80",
    "8b-N": "81% 81% 81% 81% 81% 81% 81%",
    "9a-N": "25% 45% 45% 62% 62% 75% 75%",
    "9b-N": "10% 30% 30% 60% 60% 74% 74%",
    "10a-N": "10% 30% 30% 60% 60% 84% 84%",
    "10b-N": "20% 40% 40% 60% 60% 80% 80%",
    "11a-N": "80% 80% 80% 80% 80% 80% 80%",
    "11b-N": "20% 40% 40% 60% 60% 81% 81%",
    "12a-N": "95.62% 95.62% 95.62% 95.62% 95.62% 95.62% 95.62%",
}

# What the report prints and its own figures do not give, one for each printing.
DISAGREEMENTS = [
    ("iku/8a-N.target", "98,71"),
    ("iku/11b-N.target", "82%"),
    ("iku/11b-N.target", "82%"),
    ("iku/12a-N.target", "95,26%"),
    ("iku/8a-N.realisasi", "80"),
    ("iku/8b-N.realisasi", "120%"),
    ("iku/9a-N.realisasi", "97,27%"),
    ("iku/10b-N.realisasi", "96,67"),
    ("iku/10b-N.realisasi", "100%"),
    ("iku/12a-N.realisasi", "100"),
    ("iku/7b-N.indeks_capaian", "100,46"),
    ("iku/11a-N.implementasi_lo", "96,55%"),
    ("sub_iku/4a-CP.2.poin_pelaksanaan", "259,3"),
    ("predikat", "baik"),
    ("predikat", "sangat baik"),
    ("perspektif/stakeholder.bobot", "25%"),
    ("perspektif/customer.bobot", "15%"),
    ("perspektif/internal.bobot", "30%"),
    ("perspektif/learning.bobot", "30%"),
    ("iku/4a-CP.nama", "Persentase efektivitas asistensi UMKM berorientasi ekspor"),
    (
        "iku/10a-N.nama",
        "Rata-rata persentase tingkat efektivitas monitoring dan pengawasan kepatuhan internal",
    ),
    ("iku/10b-N.nama", "Persentase tindak lanjut rekomendasi Aparat Pengawas Fungsional"),
    ("ss/1.nama", "Dukungan terhadap perekonomian yang optimal"),
    ("ss/5.nama", "Kepatuhan pengguna layanan yang tinggi atas peraturan kepabeanan dan cukai"),
    ("iku/12a-N.target", "9561"),
]


def half_up(value: F, decimals: int) -> F:
    scaled = abs(value) * 10**decimals + F(1, 2)
    return (1 if value >= 0 else -1) * F(scaled.numerator // scaled.denominator, 10**decimals)


def printed(value: F, decimals: int = 2) -> str:
    """As the report prints a number below a thousand."""
    whole, _, part = f"{float(half_up(value, decimals)):.{decimals}f}".partition(".")
    return f"{whole},{part}"


def indeks(kode: str) -> F:
    target, realisasi, _ = FIGURES[kode]
    if kode == "12a-N":  # its own scale: 95,5 % is 100, 98 % is 120
        return 100 + (realisasi - F("0.955")) / (F("0.98") - F("0.955")) * 20
    return min(F(120), max(F(0), realisasi / target * 100))


def mean(values: Iterable[F]) -> F | None:
    found = list(values)
    return sum(found, F(0)) / len(found) if found else None


def nss(ss: str, gone: frozenset[str]) -> F | None:
    return mean(indeks(kode) for kode in SS[ss] if kode not in gone)


def nilai(perspektif: str, gone: frozenset[str]) -> F | None:
    return mean(one for ss in TREE[perspektif][1] if (one := nss(ss, gone)) is not None)


def nko(gone: Iterable[str] = ()) -> F | None:
    """The NKO without these IKU, their weights shared out among the others on every level."""
    without = frozenset(gone)
    parts = [(weight, one) for name, (weight, _) in TREE.items() if (one := nilai(name, without)) is not None]
    total = sum((weight for weight, _ in parts), F(0))
    return sum((weight * one for weight, one in parts), F(0)) / total if parts else None


def target(kode: str, period: str) -> F | None:
    """The target of a period; None where none is due."""
    text = TARGETS[kode].split()[PERIODS.index(period)]
    return None if text == "-" else F(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def key(row: dict[str, str]) -> Key:
    return row["kode"], row["variabel"], row["periode"], row["unit_kerja"]


def keys(kodes: Iterable[str]) -> list[Key]:
    """The rows of these IKU and of their parts."""
    wanted = set(kodes)
    return [key(row) for row in ROWS if iku(row) in wanted]


def iku(row: dict[str, str]) -> str:
    return row["kode"].partition(".")[0]


def input_id(row: dict[str, str]) -> str:
    level = "sub_iku" if "." in row["kode"] else "iku"
    return f"{level}/{row['kode']}.{row['variabel']}"
