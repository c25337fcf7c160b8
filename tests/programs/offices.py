"""Offices as they may come: those of the golden cases, and these with other numbers, rows and absences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

from engine.data.dataset import DataSet, Datum
from engine.data.kontrak import Kontrak, Member
from engine.diagnostics.model import in_order
from engine.home import rules_folder
from engine.language.values import Outcome, absent
from engine.manual.checked import Given, Manual
from engine.programs.kept import Programs
from engine.programs.structure import names_of_rows
from tests.golden.offices import Office, read_office

GOLDEN = Path(__file__).parents[1] / "golden"
EXAMPLES = rules_folder().parent / "examples"
PAKETS = (
    EXAMPLES / "kalbagbar-2023",
    EXAMPLES / "pengganti-2027" / "paket",
    *(GOLDEN / "riwayat" / f"kalbagbar-{year}" for year in (2020, 2021, 2022)),
    GOLDEN / "asing" / "paket",
    GOLDEN / "asing" / "paket-tepi",
    GOLDEN / "djbc-2023" / "paket-tepi",
    GOLDEN / "k3" / "paket",
    GOLDEN / "k3" / "paket-celah",
    GOLDEN / "konsolidasi" / "paket",
    GOLDEN / "tepi" / "paket",
    GOLDEN / "tepi" / "paket-predikat",
)


def office(paket: Path) -> Office:
    """One of them, read once."""
    return read_office(paket)


def differences(programs: Programs, one: Office, period: str, seen: Counter[str]) -> Iterator[str]:
    """Figures of which a program says something else than the evaluator. What occurred is counted."""
    figures = programs.figures(one.kontrak, one.data, period)
    expected, problems = one.figures(period)
    seen["offices"] += 1
    if set(figures) != set(expected):
        yield f"{period}: other figures"
    for id_, figure in expected.items():
        seen["figures"] += 1
        seen["quick"] += id_ in figures.recipes
        seen[figure.outcome.status] += 1
        if figures.outcome(id_) != figure.outcome:
            yield f"{period} {id_}: {figures.outcome(id_)} and not {figure.outcome}"
    if set(figures.problems) != set(in_order(problems)):
        yield f"{period}: other warnings"


# ---- other offices


def varied(one: Office, random: Random, manual: Manual) -> Office:
    """The same office with other numbers and rows. Which rows there are changes rarely, numbers always."""
    often = random.choice((0.0, 0.0, 0.02, 0.3))
    data = {key: _datum(datum, random, often, manual) for key, datum in one.data.data.items()}
    data = {key: datum for key, datum in data.items() if random.random() >= often}
    for key in _other_rows(one, manual):
        if random.random() < often / 4:
            number = Outcome(_number(Fraction(3), random, often))
            data[key] = Datum(number, one.kontrak.root.place)
    return replace(one, kontrak=_contract(one.kontrak, random, often), data=DataSet(data))


def _other_rows(one: Office, manual: Manual) -> Iterator[tuple[str, str, str, str]]:
    for member in one.kontrak.root.all():
        if member.entry is not None:
            for name in names_of_rows(manual, member.entry):
                for period in manual.periods:
                    for place in (one.kontrak.unit_kerja, *one.kontrak.reporters):
                        yield member.kode, name, period, place


def _datum(datum: Datum, random: Random, often: float, manual: Manual) -> Datum:
    value = datum.outcome.value
    if random.random() < often / 3:
        reasons = list(manual.reasons.values())
        return replace(datum, outcome=absent(random.choice(reasons)) if reasons else datum.outcome)
    if random.random() < often / 20:
        return replace(datum, outcome=Outcome(random.choice(("teks", True))))
    if not isinstance(value, Fraction):
        return datum
    return replace(datum, outcome=Outcome(_number(value, random, often)))


def _number(value: Fraction, random: Random, often: float) -> Fraction:
    kinds: tuple[tuple[float, Callable[[], Fraction]], ...] = (
        (often / 6, lambda: Fraction(0)),
        (often / 20, lambda: value * 10**40),
        (often / 20, lambda: -value),
        (often / 20, lambda: value / 7),
    )
    for share, other in kinds:
        if random.random() < share:
            return other()
    if value.denominator == 1:
        return Fraction(random.randint(1, max(2 * int(abs(value)), 3)))
    return value * Fraction(random.randint(50, 150), 100)


def _contract(kontrak: Kontrak, random: Random, often: float) -> Kontrak:
    return replace(kontrak, root=_member(kontrak.root, random, often))


def _member(member: Member, random: Random, often: float) -> Member:
    def other(given: Given) -> Given:
        value = given.outcome.value
        if not isinstance(value, Fraction):
            return given
        return replace(given, outcome=Outcome(_number(value, random, often / 4)))

    return replace(
        member,
        nama=f"{member.nama} {random.randint(1, 9)}",
        given={name: other(given) for name, given in member.given.items()},
        per_period={
            name: {code: other(given) for code, given in periods.items()} for name, periods in member.per_period.items()
        },
        members=tuple(_member(one, random, often) for one in member.members),
    )
