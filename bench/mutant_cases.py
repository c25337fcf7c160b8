"""What mutants are judged by: manuals with the pakets that are computed under them, and copies with other data.

The copies tell whether an edit changes anything at all; what tests hold of a paket tells whether they would notice.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.data.dataset import conform_rows  # noqa: E402
from engine.data.kontrak import Member, conform_kontrak, read_kontrak  # noqa: E402
from engine.data.paket import Paket, read_paket  # noqa: E402
from engine.data.tidy import Cell, Row  # noqa: E402
from engine.manual.check import check_manual  # noqa: E402
from engine.manual.checked import Manual  # noqa: E402
from engine.manual.given import shown, unit_of  # noqa: E402
from engine.manual.read import ManualFiles, read_manuals  # noqa: E402
from engine.manual.shelves import Shelf  # noqa: E402
from engine.source import Source  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
SEED = 20231231
MOVED, AT_EDGES = 3, 2
"""Copies of each paket: with moved numbers, and with values at edges or far from where they were."""
EDGES = (0, -1, 50, 70, 79, 80, 90, 95, 99, 100, 101, 105, 110, 120, 125, 130, 200)
"""Percent of the target."""
TIMES = (0, Fraction(1, 2), 1, 1, 1, 2, 10)

Stack = tuple[ManualFiles, ...]
Key = tuple[str, str]
"""Period and id."""


@dataclass(frozen=True)
class Golden:
    """A paket of which tests hold figures in these periods: those that `listed`, a file, has by their ids, and those
    called `names` (of any entity, or `level.name`). Neither: the whole output is held. `shown`: and how it is shown.
    `given`: what the contract gives is held in all periods of the manual."""

    folder: Path
    periods: tuple[str, ...]
    listed: Path | None = None
    names: frozenset[str] = frozenset()
    shown: bool = True
    given: bool = False


@dataclass(frozen=True)
class Case:
    """A manual with the pakets that are computed under it. `target`: what results are compared with."""

    name: str
    code: str
    shelf: Path
    pakets: tuple[Golden, ...]
    target: str = "target"


KALBAGBAR = ROOT / "examples" / "kalbagbar-2023"
YEARS = (2020, 2021, 2022)
K3, ASING, TEPI, KONSOLIDASI = (GOLDEN / name for name in ("k3", "asing", "tepi", "konsolidasi"))
QUARTERS = ("Q1", "Q2", "Q3", "Y")
TERMS = ("TH", "C1", "C2", "C3")


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


CASES = (
    Case(
        "djbc-2023",
        "djbc-2023",
        ROOT / "rules",
        (
            Golden(
                KALBAGBAR,
                ("Y",),
                KALBAGBAR / "published.yaml",
                names("target realisasi indeks_capaian status nss nilai nko k3 nko_k3 predikat ikpa smart findings"),
                given=True,
            ),
            Golden(
                GOLDEN / "djbc-2023" / "paket-tepi",
                QUARTERS,
                names=names("iku.realisasi indeks_capaian iku.ikpa iku.smart nko"),
                shown=False,
                given=True,
            ),
        ),
    ),
    Case(
        "k3",
        "manual-uji",
        K3,
        (
            Golden(K3 / "paket", ("Y",), K3 / "expected.csv", shown=False),
            Golden(K3 / "paket-celah", ("Y",), K3 / "expected-celah.csv", shown=False),
        ),
    ),
    Case(
        "tepi",
        "manual-tepi",
        TEPI,
        tuple(
            Golden(
                TEPI / name,
                QUARTERS,
                names=names(
                    "target realisasi bobot indeks_mentah indeks_capaian status nss nilai nko predikat " + more
                ),
                shown=False,
                given=True,
            )
            for name, more in (("paket", "k3 nko_k3 findings"), ("paket-predikat", "findings"))
        ),
    ),
    Case(
        "asing",
        "balai-cuaca-2031",
        ASING,
        (
            Golden(ASING / "paket", TERMS),
            Golden(
                ASING / "paket-tepi",
                TERMS,
                names=names("capaian skor_dasar ukuran.skor tanda alat_tua pesan_kepala findings"),
                shown=False,
            ),
        ),
        target="ambang",
    ),
    Case(
        "konsolidasi",
        "manual-konsolidasi",
        KONSOLIDASI,
        (Golden(KONSOLIDASI / "paket", ("T1", "T2", "S", "T3", "Y"), KONSOLIDASI / "expected.csv", shown=False),),
        target="rencana",
    ),
    *(
        Case(
            f"djbc-{year}",
            f"djbc-{year}",
            ROOT / "rules",
            (Golden(folder, ("Y",), folder / "published.yaml", names("findings"), shown=False, given=True),),
        )
        for year in YEARS
        for folder in (GOLDEN / "riwayat" / f"kalbagbar-{year}",)
    ),
)


@cache
def stack_of(case: Case) -> Stack:
    """The files of a manual and of those it stands on."""
    shelves = (Shelf(case.shelf, case.shelf.name), Shelf(ROOT / "rules", "rules"))
    stack, _ = read_manuals(case.code, shelves, None)
    assert stack, case
    return stack


@cache
def manual_of(case: Case) -> Manual:
    """The manual as it is."""
    manual, _ = check_manual(stack_of(case))
    assert manual is not None
    return manual


# ---- pakets


@dataclass(frozen=True)
class Held:
    """A paket that was read, with what tests hold of it; of a copy nothing."""

    paket: Paket
    golden: Golden
    ids: frozenset[Key] = frozenset()

    @property
    def periods(self) -> tuple[str, ...]:
        return self.golden.periods

    def holds(self, period: str, id: str) -> bool:
        """Whether a test holds this figure."""
        if self.golden.listed is None and not self.golden.names:
            return True
        entity, _, name = id.rpartition(".")
        called = {name, f"{entity.partition('/')[0]}.{name}"}
        return (period, id) in self.ids or not called.isdisjoint(self.golden.names)


@cache
def golden_of(case: Case) -> tuple[Held, ...]:
    """The pakets of which tests hold figures."""
    found = []
    for golden in case.pakets:
        paket, _ = read_paket(golden.folder)
        assert paket is not None
        found.append(Held(paket, golden, _listed(golden.listed, golden.periods[-1]) if golden.listed else frozenset()))
    return tuple(found)


def _listed(file: Path, period: str) -> frozenset[Key]:
    if file.suffix == ".yaml":
        return frozenset((period, id) for id in re.findall(r"\bid: ([^,}\s]+)", file.read_text(encoding="utf-8")))
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset((row.get("periode") or period, row["id"]) for row in csv.DictReader(lines, delimiter=";"))


@cache
def copies_of(case: Case) -> tuple[Held, ...]:
    """Copies of the pakets with other data, the same in every run."""
    chance = random.Random(SEED)
    return tuple(
        replace(one, paket=moved_copy(one.paket, chance) if at < MOVED else edge_copy(one.paket, case, chance))
        for one in golden_of(case)
        for at in range(MOVED + AT_EDGES)
    )


def moved_copy(paket: Paket, chance: random.Random) -> Paket:
    """The same contract with other numbers: moved a little or a lot, set to 0, or left as they are; other choices."""
    rows = []
    for row in paket.rows:
        text = row.nilai.text
        moves = re.search(r"\d", text) and chance.random() < 0.6
        rows.append(with_value(row, moved(text, chance)) if moves else row)
    return replace(paket, rows=tuple(rows), published=(), form=other_contract(paket, chance))


def with_value(row: Row, text: str) -> Row:
    return replace(row, nilai=Cell(text, row.nilai.span))


def moved(text: str, chance: random.Random) -> str:
    """A written number with other digits, in the same form."""
    if chance.random() < 0.08:
        return re.sub(r"\d", "0", text)
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = chance.choice(digits[: 2 if len(digits) > 2 else None])
    return text[:at] + chance.choice("123456789") + text[at + 1 :]


CHOICES = (
    ("exact", "proxy", "activity"),
    ("low", "moderate", "high"),
    ("biasa", "maksimum", "undang_undang", "khusus"),
    ("ya", "tidak"),
    ("25-15-30-30", "30-20-25-25"),
)


def other_contract(paket: Paket, chance: random.Random) -> object:
    """The contract with some of its numbers moved, some targets 0 or below it, and its choices made otherwise."""

    def number(found: re.Match[str]) -> str:
        if chance.random() > 0.3:
            return found.group()
        return chance.choice(("0", f"-{found.group()}")) if chance.random() < 0.2 else moved(found.group(), chance)

    source = paket.form.place.source
    text = re.sub(r"(?<=[ :{,] )\d+(?:\.\d+)?(?=%?[,}\n])", number, source.text)
    for words in CHOICES:
        pattern = rf"(?<=: )({'|'.join(words)})\b"
        text = re.sub(
            pattern, lambda found, words=words: chance.choice(words) if chance.random() < 0.3 else found.group(), text
        )
    return read_kontrak(Source(source.name, text))[0] or paket.form


def edge_copy(paket: Paket, case: Case, chance: random.Random) -> Paket:
    """The same contract with results at an edge (equal to the target, 0, below it, at the limits of tables), and with
    raw data many times as large, or none at all."""
    manual = manual_of(case)
    kontrak, _ = conform_kontrak(paket.form, manual)
    data, _ = conform_rows(paket.rows, kontrak, manual)
    members = {member.kode: member for member in kontrak.root.all() if member.entry is not None}
    values = {datum.row.place: datum.outcome.value for datum in data.data.values() if datum.row is not None}
    rows = []
    for row in paket.rows:
        member, value = members.get(row.kode.text), values.get(row.place)
        if member is not None and isinstance(value, Fraction):
            row = with_value(row, other_value(row, value, member, manual, case.target, chance))
        rows.append(row)
    return replace(paket, rows=tuple(rows), published=())


def other_value(row: Row, value: Fraction, member: Member, manual: Manual, target: str, chance: random.Random) -> str:
    """The text of another value of this row."""
    level = manual.levels[member.level]
    result = row.variabel.text == level.result
    stated = [given.outcome.value for given in member.per_period.get(target, {}).values()]
    targets = [one for one in stated if isinstance(one, Fraction)]
    if result and targets:
        value = targets[-1] * chance.choice(EDGES) / 100
    elif not result:
        value *= chance.choice(TIMES)
    known = member.entry.variables.get(row.variabel.text)
    quantity = known.quantity if known else level.attributes[target].quantity
    return shown(value, unit_of(quantity, manual.units, member.entry.unit), row.format)
