"""The errors that are planted into made-up reports: in the working, in print, and of kinds that no list has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F
from random import Random
from statistics import median

from engine.calculation.world import World
from tests.reproduction.reports import (
    GIVEN,
    PERSPEKTIF,
    SETS,
    TABLE,
    Office,
    Paper,
    Planted,
    half_up,
    office_of,
    paper_of,
    written,
)

Changes = dict[str, F | str]
Working = Callable[[Office, World, Random], tuple[Changes, Planted] | None]
Print = Callable[[Paper, Random], Planted | None]


def number(value: F | str | None) -> F:
    assert isinstance(value, F)
    return value


def members(office: Office, kode: str, level: str) -> list[str]:
    """The members of a level under one of the tree."""
    return [node.kode for node in (office.nodes[kode] if kode else office.root).down(level)]


def under_another_set(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    now = office.root.member.given["set_bobot"].outcome.value
    other = next(name for name in SETS if name != now)
    parts = zip(PERSPEKTIF, SETS[other], strict=True)
    value = sum(
        (number(office.value(f"perspektif/{kode}.nilai", world)) * weight / 100 for kode, weight in parts), F(0)
    )
    return {"nko": value}, Planted("another set", ("set lain",), ("nko",), other)


def plain_mean(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    kode = random.choice(("", *PERSPEKTIF))
    id = f"perspektif/{kode}.nilai" if kode else "nko"
    ss = [number(office.value(f"ss/{one}.nss", world)) for one in members(office, kode, "ss")]
    iku = [number(office.value(f"iku/{one}.indeks_capaian", world)) for one in members(office, kode, "iku")]
    values = ss if not kode else iku
    return {id: sum(values, F(0)) / len(values)}, Planted("plain mean", ("rata-rata anggota",), (id,))


def rounded_first(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    weights = SETS[str(office.root.member.given["set_bobot"].outcome.value)]
    values = [half_up(number(office.value(f"perspektif/{kode}.nilai", world)), 2) for kode in PERSPEKTIF]
    total = sum((value * weight / 100 for value, weight in zip(values, weights, strict=True)), F(0))
    return {"nko": total}, Planted("rounded first", ("dibulatkan dahulu",), ("nko",))


def not_capped(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    if random.random() < 0.5:
        done, plan, seen, points, aimed = (
            number(office.value(f"iku/9b-N.{name}", world))
            for name in ("pelaksanaan", "rencana", "pemeriksaan_sarana", "poin_penindakan", "penindakan_targeting")
        )
        value = 65 * done / plan + 10 * seen / done + 10 * points / done + 15 * aimed / done
        return {"iku/9b-N.realisasi": value}, Planted("not capped", ("batas lain",), ("iku/9b-N.realisasi",))
    kode = random.choice(GIVEN)
    id = f"iku/{kode}.indeks_capaian"
    value = (
        number(office.value(f"iku/{kode}.realisasi", world)) / number(office.value(f"iku/{kode}.target", world)) * 100
    )
    return {id: value}, Planted("not capped", ("batas lain",), (id,))


def capped(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    lo = min(F(100), number(office.value("iku/11a-N.implementasi_lo", world)))
    pkp = number(office.value("iku/11a-N.efektivitas_pkp", world))
    value = F(4, 10) * pkp + 30 + F(3, 10) * lo
    return {"iku/11a-N.realisasi": value}, Planted("capped", ("batas lain",), ("iku/11a-N.realisasi",))


def other_version(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    id = "iku/12a-N.indeks_capaian"
    value = number(office.value("iku/12a-N.realisasi", world)) / number(office.value("iku/12a-N.target", world)) * 100
    return {id: max(F(0), min(F(120), value))}, Planted("another version", ("aturan lain",), (id,))


def part_missing(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    if random.random() < 0.3:
        pkp = number(office.value("iku/11a-N.efektivitas_pkp", world))
        id = "iku/11a-N.realisasi"
        return {id: F(4, 10) * pkp + 30}, Planted("part missing", ("bagian hilang",), (id,))
    kode = random.choice(PERSPEKTIF)
    ss = members(office, kode, "ss")
    without = random.choice(ss)
    values = [number(office.value(f"ss/{one}.nss", world)) for one in ss if one != without]
    id = f"perspektif/{kode}.nilai"
    return {id: sum(values, F(0)) / len(values)}, Planted("part missing", ("bagian hilang",), (id,), f"ss/{without}.")


def swapped_in_working(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    kode = random.choice(GIVEN)
    id = f"iku/{kode}.indeks_capaian"
    value = (
        number(office.value(f"iku/{kode}.target", world)) / number(office.value(f"iku/{kode}.realisasi", world)) * 100
    )
    return {id: min(F(120), value)}, Planted("swapped in working", ("tertukar",), (id,))


def last_year_in_working(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    kode = random.choice(GIVEN[3:])
    id = f"iku/{kode}.indeks_capaian"
    value = office.past[f"iku/{kode}.realisasi"] / number(office.value(f"iku/{kode}.target", world)) * 100
    return {id: min(F(120), value)}, Planted("last year in working", ("tahun lalu",), (id,))


def carried(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    """A slip that was worked on from."""
    id = f"iku/{random.choice(GIVEN)}.realisasi"
    value = number(office.value(id, world))
    text = written(value, 2)
    made, way = random.choice((exchanged, another_digit))(text, random)
    if made is None:
        return None
    return {id: F(made.replace(".", "").replace(",", "."))}, Planted("carried slip", (way,), (id,))


WORKING: tuple[Working, ...] = (
    under_another_set,
    plain_mean,
    rounded_first,
    not_capped,
    capped,
    other_version,
    part_missing,
    swapped_in_working,
    last_year_in_working,
    carried,
)


def exchanged(text: str, random: Random) -> tuple[str | None, str]:
    """Two neighbouring digits of a text in each other's place."""
    at = [n for n, letter in enumerate(text) if letter.isdigit()]
    pairs = [(a, b) for a, b in zip(at, at[1:], strict=False) if text[a] != text[b]]
    pairs = [(a, b) for a, b in pairs if a != at[0] or text[b] != "0"]
    if not pairs:
        return None, ""
    first, second = random.choice(pairs)
    letters = list(text)
    letters[first], letters[second] = letters[second], letters[first]
    return "".join(letters), "angka bertukar"


def another_digit(text: str, random: Random) -> tuple[str | None, str]:
    """Another digit in one place of a text."""
    at = [n for n, letter in enumerate(text) if letter.isdigit()]
    where = random.choice(at)
    digit = random.choice([one for one in "0123456789" if one != text[where] and (where != at[0] or one != "0")])
    return text[:where] + digit + text[where + 1 :], "satu angka lain"


def _slip(make: Callable[[str, Random], tuple[str | None, str]]) -> Print:
    def plant(paper: Paper, random: Random) -> Planted | None:
        id, place = random.choice([key for key in paper.entries if paper.entries[key][0].isdigit()])
        made, way = make(paper.entries[id, place], random)
        if made is None:
            return None
        paper.entries[id, place] = made
        return Planted(make.__name__, (way,), (id,))

    return plant


def percent_or_ratio(paper: Paper, random: Random) -> Planted | None:
    id, place = random.choice([key for key, text in paper.entries.items() if text.endswith("%") and "," in text])
    value = F(paper.entries[id, place].rstrip("%").replace(",", "."))
    paper.entries[id, place] = written(value * 100, 0, True) if random.random() < 0.5 else written(value / 100, 4)
    return Planted("percent and ratio", ("persen dan rasio",), (id,))


def other_row(paper: Paper, random: Random) -> Planted | None:
    name, place = random.choice((("realisasi", TABLE), ("target", TABLE)))
    first, second = random.sample(GIVEN, 2)
    paper.entries[f"iku/{first}.{name}", place] = paper.entries[f"iku/{second}.{name}", place]
    id = f"iku/{first}.{name}"
    return Planted("another row", ("baris lain",), (id,), f"iku/{second}.")


def other_column(paper: Paper, random: Random) -> Planted | None:
    kode = random.choice(GIVEN)
    section = next(place for id, place in paper.entries if id == f"iku/{kode}.indeks_capaian")
    id = f"iku/{kode}.realisasi"
    index = paper.entries[f"iku/{kode}.indeks_capaian", section]
    paper.entries[id, section] = index + ("%" if paper.office.percent(id) else "")
    return Planted("another column", ("kolom lain",), (id,))


def swapped(paper: Paper, random: Random) -> Planted | None:
    one = f"iku/{random.choice(GIVEN)}."
    target, realisasi = (one + "target", TABLE), (one + "realisasi", TABLE)
    paper.entries[target], paper.entries[realisasi] = paper.entries[realisasi], paper.entries[target]
    return Planted("swapped", ("tertukar",), (one + "target", one + "realisasi"))


def last_year(paper: Paper, random: Random) -> Planted | None:
    id, where = random.choice(list(paper.past))
    paper.entries[id, TABLE] = paper.past[id, where]
    return Planted("last year", ("tahun lalu",), (id,))


def cut_off(paper: Paper, random: Random) -> Planted | None:
    ids = [key for key in paper.entries if key[0].endswith((".indeks_capaian", ".nilai")) or key[0] == "nko"]
    id, place = random.choice(ids)
    value = paper.office.value(id)
    if not isinstance(value, F):
        return None
    paper.entries[id, place] = written(F(int(value * 100), 100), 2)
    return Planted("cut off", ("dipotong",), (id,))


def part_missing_in_table(paper: Paper, random: Random) -> Planted | None:
    table = paper.tables[0]
    column = table.columns[0]
    cells = {row: int(table.cells[row, column].replace(".", "")) for row in table.rows}
    whole, parts = next(iter(table.sums.items()))
    lost = random.choice(parts)
    text = written(F(cells[whole] - cells[lost]), 0)
    paper.tables[0] = replace_cell(table, whole, column, text)
    return Planted("part missing in a table", ("bagian hilang",), (f"tabel/{table.name}/{whole}.{column}",), lost)


def slip_in_table(paper: Paper, random: Random) -> Planted | None:
    table = paper.tables[1]
    row = random.choice(table.rows)
    whole = next(iter(table.sums))
    made, way = random.choice((exchanged, another_digit))(table.cells[row, "pagu"], random)
    if made is None:
        return None
    paper.tables[1] = replace_cell(table, row, "pagu", made)
    return Planted("slip in a table", (way,), (f"tabel/{table.name}/{whole}.pagu",), f"{row}.pagu")


def repeated_row(paper: Paper, random: Random) -> Planted | None:
    table = paper.tables[1]
    whole, parts = next(iter(table.sums.items()))
    one, other = random.sample(parts, 2)
    paper.tables[1] = replace_cell(table, one, "pagu", table.cells[other, "pagu"])
    return Planted("repeated row", ("baris lain",), (f"tabel/{table.name}/{whole}.pagu",), f"{one}.pagu")


def replace_cell(table: object, row: str, column: str, text: str) -> object:
    """A printed table with another text in a cell."""
    from engine.record import replace as changed

    return changed(table, cells={**table.cells, (row, column): text})  # type: ignore[attr-defined, type-var]


PRINT: tuple[Print, ...] = (
    _slip(exchanged),
    _slip(another_digit),
    percent_or_ratio,
    other_row,
    other_column,
    swapped,
    last_year,
    cut_off,
    part_missing_in_table,
    slip_in_table,
    repeated_row,
)


# Kinds that no list has


def geometric(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    product = 1.0
    for kode in PERSPEKTIF:
        product *= float(number(office.value(f"perspektif/{kode}.nilai", world)))
    return {"nko": half_up(F(product**0.25), 6)}, Planted("geometric mean", (), ("nko",))


def middle(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    values = [number(office.value(f"iku/{kode}.indeks_capaian", world)) for kode in members(office, "", "iku")]
    return {"nko": median(values)}, Planted("median", (), ("nko",))


def own_weights(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    shares = [random.randint(5, 60) for _ in PERSPEKTIF]
    parts = zip(PERSPEKTIF, shares, strict=True)
    total = sum((number(office.value(f"perspektif/{kode}.nilai", world)) * share for kode, share in parts), F(0))
    return {"nko": total / sum(shares)}, Planted("weights of nobody", (), ("nko",))


def invented(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    kode = random.choice(GIVEN)
    name = random.choice(("indeks_capaian", "realisasi"))
    id = f"iku/{kode}.{name}"
    value = number(office.value(id, world))
    return {id: half_up(value * F(random.randint(700, 1300), 1000), 2)}, Planted("invented", (), (id,))


def ends_only(office: Office, world: World, random: Random) -> tuple[Changes, Planted] | None:
    kode = random.choice(PERSPEKTIF)
    values = [number(office.value(f"iku/{one}.indeks_capaian", world)) for one in members(office, kode, "iku")]
    return {f"perspektif/{kode}.nilai": (2 * min(values) + max(values)) / 3}, Planted(
        "ends", (), (f"perspektif/{kode}.nilai",)
    )


def off_in_table(paper: Paper, random: Random) -> Planted | None:
    table = paper.tables[0]
    whole = next(iter(table.sums))
    value = int(table.cells[whole, "realisasi"].replace(".", ""))
    text = written(F(value + random.randint(10**6, 10**11)), 0)
    paper.tables[0] = replace_cell(table, whole, "realisasi", text)  # type: ignore[call-overload]
    return Planted("off in a table", (), (f"tabel/{table.name}/{whole}.realisasi",))


def two_digits(paper: Paper, random: Random) -> Planted | None:
    """Two digits of a printed figure are others."""
    ids = [key for key in paper.entries if key[0].endswith((".indeks_capaian", ".realisasi")) or key[0] == "nko"]
    id, place = random.choice(ids)
    text = paper.entries[id, place]
    at = [n for n, letter in enumerate(text) if letter.isdigit()]
    for where in random.sample(at, 2):
        digit = random.choice([one for one in "123456789" if one != text[where]])
        text = text[:where] + digit + text[where + 1 :]
    paper.entries[id, place] = text
    return Planted("two digits", (), (id,))


UNLISTED: tuple[Working | Print, ...] = (
    geometric,
    middle,
    own_weights,
    invented,
    ends_only,
    off_in_table,
    two_digits,
)
IN_WORKING = (*WORKING, *UNLISTED[:5])


def report_with(
    random: Random, among: tuple[Working | Print, ...], count: int = 1
) -> tuple[Paper, tuple[Planted, ...]]:
    """A report with so many errors of these, all of which show and none of which hides another."""
    while True:
        errors = tuple(random.sample(among, count))
        made = _planted(office_of(random), random, errors)
        if made is not None:
            return made


def _planted(
    office: Office, random: Random, errors: tuple[Working | Print, ...]
) -> tuple[Paper, tuple[Planted, ...]] | None:
    changes: Changes = {}
    found: list[Planted] = []
    world = office.world
    right = paper_of(office)
    for error in errors:
        if error in IN_WORKING:
            made = error(office, world, random)  # type: ignore[call-arg, arg-type]
            if made is None or set(made[0]) & set(changes):
                return None
            changes |= made[0]
            found.append(made[1])
            world = office.with_figures(changes)
    paper = paper_of(office, world)
    paper.tables = list(right.tables)
    for error in errors:
        if error not in IN_WORKING:
            planted = error(paper, random)  # type: ignore[call-arg, arg-type]
            if planted is None:
                return None
            found.append(planted)
    shown = all(_shows(one, paper, right) for one in found)
    apart = len({id for one in found for id in one.ids}) == sum(len(one.ids) for one in found)
    return (paper, tuple(found)) if shown and apart else None


def _shows(planted: Planted, paper: Paper, right: Paper) -> bool:
    """Whether a report is printed otherwise where the error lies."""
    if planted.ids[0].startswith("tabel/"):
        return [one.cells for one in paper.tables] != [one.cells for one in right.tables]
    return any(
        plain(text) != plain(right.entries[id, place])
        for (id, place), text in paper.entries.items()
        if id in planted.ids
    )


def plain(text: str) -> str:
    return text.rstrip("%")


__all__ = ["PRINT", "UNLISTED", "WORKING", "report_with", "replace"]
