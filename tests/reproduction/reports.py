"""Made-up reports of one office: contract and data drawn at random, figures printed as an office prints them.

What an error gives is worked out here, from the figures of the shipped manual; nothing of `engine.reproduction` is used
for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction as F
from functools import cache
from pathlib import Path
from random import Random

from engine.calculation import office
from engine.calculation.tree import Node
from engine.calculation.world import Moment, World
from engine.data.dataset import DataSet, Datum, conform_rows
from engine.data.kontrak import Kontrak, Member, conform_kontrak
from engine.data.paket import read_paket
from engine.data.printed_tables import PrintedTable
from engine.data.published import Printed
from engine.language.values import Outcome
from engine.manual.check import check_manual
from engine.manual.checked import Given, Manual
from engine.manual.read import ManualFiles, read_manuals
from engine.manual.shelves import Shelf, shelves
from engine.record import replace as changed
from engine.reproduction.case import Book
from engine.reproduction.kinds import kinds_of
from engine.reproduction.model import Difference, Reproduction
from engine.reproduction.report import taken_apart
from engine.reproduction.reproduce import Report
from engine.reproduction.trials import trials_of

PAKET = Path(__file__).parents[2] / "examples/kalbagbar-2023"
YEAR = "Y"
SETS = {"25-15-30-30": (25, 15, 30, 30), "30-20-25-25": (30, 20, 25, 25)}
PERSPEKTIF = ("stakeholder", "customer", "internal", "learning")
TABLE, OWN, PROSE = "tabel utama", "tabel SS", "prosa"
GIVEN = "1a-N 2a-N 5a-N 7a-N 7b-N 8a-N 8b-N 9a-N 10a-N 10b-N 11b-N".split()


@cache
def shipped() -> tuple[Manual, tuple[ManualFiles, ...], Kontrak, DataSet]:
    """The shipped manual, and the contract and data that are varied."""
    paket, _ = read_paket(PAKET)
    assert paket is not None
    stack, _ = read_manuals("djbc-2023", shelves(Shelf(PAKET, "paket"), None), None)
    manual, _ = check_manual(stack)
    assert manual is not None
    kontrak, _ = conform_kontrak(paket.form, manual)
    data, _ = conform_rows(paket.rows, kontrak, manual)
    return manual, stack, kontrak, data


def half_up(value: F, decimals: int) -> F:
    scaled = abs(value) * 10**decimals + F(1, 2)
    return (1 if value >= 0 else -1) * F(scaled.numerator // scaled.denominator, 10**decimals)


def written(value: F, decimals: int, percent: bool = False) -> str:
    """A number as reports print it."""
    scaled = half_up(value, decimals) * 10**decimals
    digits = str(abs(scaled.numerator)).zfill(decimals + 1)
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    text = f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")
    return ("-" if value < 0 else "") + text + ("%" if percent else "")


@dataclass
class Office:
    """A made-up office. `world` is what the rules give; `working` replaces figures by what was wrongly worked out."""

    random: Random
    kontrak: Kontrak
    data: DataSet
    world: World
    root: Node
    past: dict[str, F]
    nodes: dict[str, Node] = field(default_factory=dict)

    def value(self, id: str, world: World | None = None) -> F | str | None:
        """A figure of the year, in hundredths where its unit has a `%`."""
        node, name = self.spot(id)
        figure = (world or self.world).figure(node, name, Moment(YEAR))
        value = figure.outcome.value
        return value * self.scale(id) if isinstance(value, F) else value

    def spot(self, id: str) -> tuple[Node, str]:
        path, _, name = id.rpartition(".")
        return (self.nodes[path.partition("/")[2]] if path else self.root), name

    def percent(self, id: str) -> bool:
        node, name = self.spot(id)
        return self.world.figure(node, name, Moment(YEAR)).unit == "persen"

    def scale(self, id: str) -> int:
        return 100 if self.percent(id) else 1

    def with_figures(self, changes: Mapping[str, F | str]) -> World:
        """The world with some figures otherwise, computed from nothing."""
        world = World(self.world.manual, self.kontrak, self.data, self.world.origin)
        for id, value in changes.items():
            node, name = self.spot(id)
            figure = self.world.figure(node, name, Moment(YEAR))
            outcome = Outcome(value / self.scale(id) if isinstance(value, F) else value)
            world.known[id_of(node), name, Moment(YEAR)] = changed(figure, outcome=outcome)
        return world


def id_of(node: Node) -> int:
    return id(node)


def office_of(random: Random, *, missing: bool = False, half_way: bool = False) -> Office:
    """An office with targets, results and raw data of its own. `missing`: of one indicator nothing has come in;
    `half_way`: some figures lie exactly in the middle between two printed ones."""
    manual, _, kontrak, data = shipped()
    aims = {kode: F(random.randint(5000, 9900) // 50 * 50, 100) for kode in GIVEN}
    aims |= {"5a-N": F(random.randint(380, 450), 100), "7b-N": F(random.randint(280, 340), 100)}
    chosen = random.choice(list(SETS))
    weights = [F(n, 100) for n in random.choices((26, 21, 19, 14, 11, 9), k=17)]
    root = _varied(kontrak.root, aims, iter(weights), chosen)
    kontrak = replace_kontrak(kontrak, root)
    rows = dict(data.data)
    for kode in GIVEN:
        share = F(random.randint(8000, 12500), 10000)
        result = half_up(aims[kode] * share, 2)
        if half_way and random.random() < 0.5:
            result = aims[kode] * (F(random.randint(9000, 11900), 10000) + F(1, 20000))
        one = 100 if _is_percent(manual, kode) else 1
        _put(rows, kode, "realisasi", result / one)
    _raw(rows, random)
    if missing:
        kode = random.choice(GIVEN)
        rows = {key: datum for key, datum in rows.items() if key[0] != kode}
    past = {
        f"iku/{kode}.realisasi": half_up(aims[kode] * F(random.randint(7500, 12000), 10000), 2) for kode in GIVEN[3:]
    }
    world, top = office.figures_of(manual, kontrak, DataSet(rows), YEAR)
    found = Office(random, kontrak, DataSet(rows), world, top, past)
    found.nodes.update({node.kode: node for node in top.all()})
    return found


def replace_kontrak(kontrak: Kontrak, root: Member) -> Kontrak:
    return changed(kontrak, root=root)


def _is_percent(manual: Manual, kode: str) -> bool:
    return manual.entries[kode].unit == "persen"


def _varied(member: Member, aims: Mapping[str, F], weights: Iterator[F], chosen: str) -> Member:
    given, periods = dict(member.given), dict(member.per_period)
    if member.level == "organisasi":
        given["set_bobot"] = changed(given["set_bobot"], outcome=Outcome(chosen))
    if member.level == "iku":
        given["bobot"] = changed(given["bobot"], outcome=Outcome(next(weights)))
        if member.kode in aims:
            aim = aims[member.kode] / (100 if member.entry and member.entry.unit == "persen" else 1)
            periods["target"] = {period: Given(Outcome(aim), one.place) for period, one in periods["target"].items()}
    below = tuple(_varied(one, aims, weights, chosen) for one in member.members)
    return changed(member, given=given, per_period=periods, members=below)


def _put(rows: dict[tuple[str, str, str, str], Datum], kode: str, name: str, value: F) -> None:
    key = next(key for key in rows if key[0] == kode and key[1] == name)
    rows[key] = changed(rows[key], outcome=Outcome(value))


def _raw(rows: dict[tuple[str, str, str, str], Datum], random: Random) -> None:
    """Raw data of the indicators that have a formula."""
    plan = random.randint(25, 40)
    done = random.randint(plan - 6, plan + 6)
    seen = random.randint(done // 2, done)
    for name, value in (
        ("rencana", F(plan)),
        ("pelaksanaan", F(done)),
        ("pemeriksaan_sarana", F(seen)),
        ("poin_penindakan", F(random.randint(50, 200), 10)),
        ("penindakan_targeting", F(random.randint(3, 15))),
    ):
        _put(rows, "9b-N", name, value)
    for name in ("lo_self_assessment", "lo_survei"):
        _put(rows, "11a-N", name, F(random.randint(6000, 9900), 100))
    _put(rows, "11a-N", "efektivitas_pkp", F(random.randint(7000, 10000), 10000))
    del rows[next(key for key in rows if key[0] == "11a-N" and key[1] == "realisasi")]
    for name in ("ikpa_penyerapan", "ikpa_up_tup", "ikpa_revisi_dipa", "smart_efisiensi", "smart_penyerapan"):
        _put(rows, "12a-N", name, F(random.randint(9000, 10000), 10000))
    aim = random.randint(300, 900) * 10**9 + random.randint(0, 10**9)
    _put(rows, "3a-CP", "target_penerimaan", F(aim))
    _put(rows, "3a-CP", "realisasi_penerimaan", F(aim * random.randint(900, 1150) // 1000))
    owed = random.randint(10**9, 10**10)
    _put(rows, "6a-N", "piutang_lancar", F(owed))
    _put(rows, "6a-N", "penyelesaian_lancar", F(owed * random.randint(80, 100) // 100))
    _put(rows, "6a-N", "penyelesaian_macet", F(random.randint(0, 12 * 10**8)))
    _put(rows, "4a-CP.1", "realisasi", F(random.randint(6500, 9500), 10000))
    _put(rows, "4a-CP.2", "poin_pelaksanaan", F(random.randint(2000, 2600), 10))
    _put(rows, "4a-CP.2", "poin_tindak_lanjut", F(random.randint(4000, 5400), 10))


# What is printed


@dataclass
class Paper:
    """A printed report: `entries` by id and place, `tables`."""

    office: Office
    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    past: dict[tuple[str, str], str] = field(default_factory=dict)
    tables: list[PrintedTable] = field(default_factory=list)

    def put(self, id: str, place: str, value: F | str | None, decimals: int = 2) -> None:
        """Prints a figure; what is absent is N/A."""
        if isinstance(value, F):
            value = written(value, decimals, self.office.percent(id))
        self.entries[id, place] = "N/A" if value is None else value

    def printed(self) -> tuple[Printed, ...]:
        place = next(iter(self.office.root.member.given.values())).place
        now = [Printed(id, text, where, None, place) for (id, where), text in self.entries.items()]
        return (*now, *(Printed(id, text, where, None, place, 2022) for (id, where), text in self.past.items()))


def decimals_of(value: F | str | None) -> int:
    """As few decimals as a given number needs, two at most."""
    return next((n for n in (0, 1) if isinstance(value, F) and half_up(value, n) == value), 2)


def paper_of(office: Office, world: World | None = None) -> Paper:
    """Everything that an office prints of a world, each figure where offices print it."""
    paper = Paper(office)
    for kode, node in office.nodes.items():
        if node.level != "iku":
            continue
        section = f"{OWN} {node.up('ss').kode}"
        for place in (TABLE, section, f"{PROSE} {kode}"):
            for name in ("target", "realisasi"):
                id = f"iku/{kode}.{name}"
                value = office.value(id, world)
                paper.put(id, place, value, decimals_of(value) if name == "target" else 2)
        paper.put(f"iku/{kode}.indeks_capaian", section, office.value(f"iku/{kode}.indeks_capaian", world))
        paper.put(f"iku/{kode}.status", "diagram", office.value(f"iku/{kode}.status", world))
    for kode in PERSPEKTIF:
        for place in ("ringkasan", "bab III"):
            paper.put(f"perspektif/{kode}.nilai", place, office.value(f"perspektif/{kode}.nilai", world))
        paper.put(f"perspektif/{kode}.bobot", "bab II", office.value(f"perspektif/{kode}.bobot"), 0)
    for place in ("kata pengantar", "ringkasan", "bab III"):
        paper.put("nko", place, office.value("nko", world))
    paper.put("predikat", "ringkasan", office.value("predikat", world))
    for kode, name, decimals in (
        ("11a-N", "implementasi_lo", 2),
        ("12a-N", "ikpa", 2),
        ("12a-N", "smart", 2),
        ("9b-N", "rencana", 0),
        ("9b-N", "pelaksanaan", 0),
        ("9b-N", "pemeriksaan_sarana", 0),
        ("9b-N", "poin_penindakan", 1),
        ("9b-N", "penindakan_targeting", 0),
        ("3a-CP", "target_penerimaan", 0),
        ("3a-CP", "realisasi_penerimaan", 0),
    ):
        paper.put(f"iku/{kode}.{name}", f"{PROSE} {kode}", office.value(f"iku/{kode}.{name}", world), decimals)
    for id, value in office.past.items():
        paper.past[id, "riwayat, 2022"] = written(value, 2, office.percent(id))
    paper.tables = [_revenue(office), _budget(office)]
    return paper


def _revenue(office: Office) -> PrintedTable:
    whole = office.value("iku/3a-CP.realisasi_penerimaan")
    assert isinstance(whole, F)
    first, second = (int(whole) * share // 1000 for share in office.random.sample(range(200, 450), 2))
    parts = {"keluar": first, "masuk": second, "cukai": int(whole) - first - second, "jumlah": int(whole)}
    return table("penerimaan", {name: {"realisasi": written(F(n), 0)} for name, n in parts.items()}, "jumlah")


def _budget(office: Office) -> PrintedTable:
    """Amounts with their shares, each share rounded by itself."""
    amounts = {name: office.random.randint(10**8, 6 * 10**9) for name in ("pegawai", "barang", "modal")}
    whole = sum(amounts.values())
    cells = {
        name: {"pagu": written(F(n), 0), "bagian": written(F(n * 100, whole), 2, True)} for name, n in amounts.items()
    }
    return table("pagu", cells | {"total": {"pagu": written(F(whole), 0), "bagian": "100,00%"}}, "total")


def table(name: str, cells: Mapping[str, Mapping[str, str]], whole: str) -> PrintedTable:
    """A printed table of which the last row is the sum of the others."""
    flat = {(row, column): text for row, columns in cells.items() for column, text in columns.items()}
    columns = tuple(next(iter(cells.values())))
    parts = tuple(row for row in cells if row != whole)
    return PrintedTable(name, f"tabel {name}", columns, tuple(cells), flat, {}, {whole: parts}, {})


def read(paper: Paper) -> Reproduction:
    """What is found in a report."""
    office_ = paper.office
    _, stack, _, _ = shipped()
    world = World(office_.world.manual, office_.kontrak, office_.data, office_.world.origin)
    report = Report(trials_of(world, office_.root, YEAR), Book(paper.printed(), 2023), kinds_of(stack), {})
    return taken_apart(report, tuple(paper.tables))


# Errors


@dataclass
class Planted:
    """An error: the ways that name it, the ids where it shows, and a word that the explanation contains."""

    name: str
    ways: tuple[str, ...]
    ids: tuple[str, ...]
    word: str = ""

    def is_named(self, found: tuple[Difference, ...], first: int = 3) -> bool:
        """Whether one of the first explanations of one of these figures is this error."""
        return any(
            hit.kind.way in self.ways and any(self.word in f"{one.id} {one.what}" for one in hit.candidates)
            for difference in found
            if difference.id in self.ids
            for hit in difference.hits[:first]
        )
