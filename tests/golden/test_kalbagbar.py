"""The report of one real office, recomputed from its contract and raw data, and with every datum taken away in turn.

What the tests expect is computed here a second time, from the figures that the report prints, with fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction as F
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
import yaml

import engine
from engine.api import Report
from engine.calculate.office import computed, figures_of
from engine.language.values import Outcome
from engine.results.display import displayed, unit_of
from engine.results.figure import Figure
from tests.golden.offices import Key, Office, missing, read_office, read_rows

ROOT = Path(__file__).resolve().parents[2]
PAKET = ROOT / "examples" / "kalbagbar-2023"
OFFICE = "Kanwil DJBC Kalimantan Bagian Barat"
ROWS = read_rows(PAKET / "data.csv")
YEAR, LAWFUL = "Y", "tanpa_permintaan"

# The contract: perspektif and its weight -> SS -> IKU.
TREE: dict[str, tuple[F, dict[str, list[str]]]] = {
    "stakeholder": (F(30, 100), {"1": ["1a-N"], "2": ["2a-N"], "3": ["3a-CP"], "4": ["4a-CP"]}),
    "customer": (F(20, 100), {"5": ["5a-N"], "6": ["6a-N"]}),
    "internal": (
        F(25, 100),
        {"7": ["7a-N", "7b-N"], "8": ["8a-N", "8b-N"], "9": ["9a-N", "9b-N"], "10": ["10a-N", "10b-N"]},
    ),
    "learning": (F(25, 100), {"11": ["11a-N", "11b-N"], "12": ["12a-N"]}),
}
SS = {ss: ikus for _, members in TREE.values() for ss, ikus in members.items()}
IKU = [iku for ikus in SS.values() for iku in ikus]

POIN_4A = F(3, 10) * F("259.2") / 260 + F(7, 10)  # follow-up points are more than the cases, so capped
IKPA = (F(55) + F("0.2") * F("96.56") * 1 + F("0.1") * F("99.95") + 15) / 100  # 10+10+10+10-10 … see below
REALISASI = {
    "1a-N": F(120, 100),
    "2a-N": F("1.06345"),
    "3a-CP": F(409602824000, 378943790000),
    "4a-CP": (F(83, 100) + POIN_4A) / 2,
    "5a-N": F("4.76"),
    "6a-N": F(9, 10),
    "7a-N": F("0.9856"),
    "7b-N": F("3.59"),
    "8a-N": F("98.71"),
    "8b-N": F(1),
    "9a-N": F("0.9772"),
    "9b-N": F(65, 100) + F(10, 100) * F(32, 33) + F(10, 100) * F("9.2") / 33 + F(15, 100) * F(8, 33),
    "10a-N": F(1),
    "10b-N": F("0.9668"),
    "11a-N": F("0.9778"),
    "11b-N": F("0.995"),
    "12a-N": F("0.9783"),
}
