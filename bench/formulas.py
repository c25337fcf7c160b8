"""What is measured: three formulas with 200 records each, and the same computed by Python written by hand.

Whoever computes by hand looks at what is absent and at divisors of 0, as anyone does whose program is to survive its
data, and gives None there; what is not exact is not asked for a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from random import Random
from typing import Any

Record = dict[str, Any]
PRECISE = Context(prec=34)


@dataclass(frozen=True)
class Work:
    """One formula. `by_hand(kind)` computes it in numbers of a kind, given its constants in them. `guarded` is for
    evaluators that do not survive what is absent or a divisor of 0: it looks at them first and is null there."""

    name: str
    title: str
    formula: str
    guarded: str
    names: tuple[str, ...]
    by_hand: Callable[[Callable[[str], Any]], Callable[[Record], Any]]
    records: Callable[[], list[Record]]


F1 = "90% * (lunas_lancar / lancar) + 10% * (lunas_macet / macet)"
F2 = (
    "65% * min(pelaksanaan / rencana, 100%) + 10% * min(pemeriksaan / pelaksanaan, 100%)"
    " + 10% * min(poin / pelaksanaan, 100%) + 15% * min(targeting / pelaksanaan, 100%)"
)
F3 = """
if realisasi = null or target = null then tidak tersedia("belum ada realisasi atau target")
else max(0, min(120,
  if polarisasi = "maximize" then (
    if target > 0 then realisasi / target * 100
    else if target < 0 then (1 + (1 - realisasi / target)) * 100
    else tidak tersedia("target 0 pada polarisasi maximize tidak ditentukan"))
  else if target > 0 then (1 + (1 - realisasi / target)) * 100
  else tidak tersedia("target 0 atau minus pada polarisasi minimize tidak ditentukan")))
""".strip()

F1_GUARDED = f"""
if lunas_lancar = null or lancar = null or lunas_macet = null or macet = null or lancar = 0 or macet = 0 then null
else {F1}
""".strip()
F2_GUARDED = f"""
if pelaksanaan = null or rencana = null or pemeriksaan = null or poin = null or targeting = null
or pelaksanaan = 0 or rencana = 0 then null else {F2}
""".strip()
F3_GUARDED = """
if realisasi = null or target = null then null
else if polarisasi = "maximize" then (
  if target > 0 then max(0, min(120, realisasi / target * 100))
  else if target < 0 then max(0, min(120, (1 + (1 - realisasi / target)) * 100))
  else null)
else if target > 0 then max(0, min(120, (1 + (1 - realisasi / target)) * 100))
else null
""".strip()


def receivables(number: Callable[[str], Any]) -> Callable[[Record], Any]:
    most, rest = number("0.9"), number("0.1")

    def f1(r: Record) -> Any:
        lunas_lancar, lancar = r["lunas_lancar"], r["lancar"]
        lunas_macet, macet = r["lunas_macet"], r["macet"]
        if lunas_lancar is None or lancar is None or lunas_macet is None or macet is None:
            return None
        if not lancar or not macet:
            return None
        return most * (lunas_lancar / lancar) + rest * (lunas_macet / macet)

    return f1


def patrols(number: Callable[[str], Any]) -> Callable[[Record], Any]:
    most, tenth, more, one = number("0.65"), number("0.1"), number("0.15"), number("1")

    def f2(r: Record) -> Any:
        pelaksanaan, rencana = r["pelaksanaan"], r["rencana"]
        pemeriksaan, poin, targeting = r["pemeriksaan"], r["poin"], r["targeting"]
        if pelaksanaan is None or rencana is None or pemeriksaan is None or poin is None or targeting is None:
            return None
        if not pelaksanaan or not rencana:
            return None
        return (
            most * min(pelaksanaan / rencana, one)
            + tenth * min(pemeriksaan / pelaksanaan, one)
            + tenth * min(poin / pelaksanaan, one)
            + more * min(targeting / pelaksanaan, one)
        )

    return f2


def index(number: Callable[[str], Any]) -> Callable[[Record], Any]:
    zero, one, hundred, highest = number("0"), number("1"), number("100"), number("120")

    def f3(r: Record) -> Any:
        realisasi, target = r["realisasi"], r["target"]
        if realisasi is None or target is None:
            return None
        if r["polarisasi"] == "maximize":
            if target > 0:
                value = realisasi / target * hundred
            elif target < 0:
                value = (one + (one - realisasi / target)) * hundred
            else:
                return None
        elif target > 0:
            value = (one + (one - realisasi / target)) * hundred
        else:
            return None
        return max(zero, min(highest, value))

    return f3


def _sizes(chance: Random) -> int:
    return chance.choice((10**3, 10**6, 10**9))


def records_of(names: tuple[str, ...], seed: int, more: Mapping[str, tuple[Any, ...]]) -> list[Record]:
    """200 different records; among them three with something absent, one with a divisor 0, two beyond 64 bits."""
    chance = Random(seed)
    found = []
    for at in range(200):
        most = _sizes(chance)
        record: Record = {name: chance.randrange(1, most) for name in names}
        record.update({name: chance.choice(values) for name, values in more.items()})
        if at % 67 == 66:
            record[chance.choice(names)] = None
        if at == 100:
            record[names[1]] = 0
        if at in (20, 120):
            record.update({name: chance.randrange(2**65, 2**70) for name in names})
        found.append(record)
    return found


def index_records() -> list[Record]:
    found = records_of(("realisasi", "target"), 3, {"polarisasi": ("maximize", "maximize", "minimize")})
    for at in (33, 77, 133):
        found[at]["target"] = -(found[at]["target"] or 5)
    return found


WORKS = (
    Work(
        "F1",
        "receivables 90/10",
        F1,
        F1_GUARDED,
        ("lunas_lancar", "lancar", "lunas_macet", "macet"),
        receivables,
        lambda: records_of(("lunas_lancar", "lancar", "lunas_macet", "macet"), 1, {}),
    ),
    Work(
        "F2",
        "sea patrol with caps",
        F2,
        F2_GUARDED,
        ("pelaksanaan", "rencana", "pemeriksaan", "poin", "targeting"),
        patrols,
        lambda: records_of(("pelaksanaan", "rencana", "pemeriksaan", "poin", "targeting"), 2, {}),
    ),
    Work(
        "F3",
        "index, polarity, clamp, null",
        F3,
        F3_GUARDED,
        ("realisasi", "target", "polarisasi"),
        index,
        index_records,
    ),
)


def in_kind(records: list[Record], kind: Callable[[int], Any]) -> list[Record]:
    """The records with their numbers in another kind."""
    return [
        {name: kind(value) if isinstance(value, int) else value for name, value in record.items()} for record in records
    ]


BY_HAND: Mapping[str, Callable[[str], Any]] = {"float": float, "Decimal(34)": Decimal, "Fraction": Fraction}
