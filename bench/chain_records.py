"""The records of F4: 200 sets of raw data of the size of the example's, and the same in each kind of number.

Amounts and counts are whole numbers; percentages and points have decimals, as in the report. Nine records have
something in them that is not plain: a row that is absent, a divisor of 0, amounts of more than 64 bits.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from bench.chain import IKPA, SMART

Record = dict[str, Any]
PERCENT, SCALE, AMOUNT, COUNT, POINTS = "percent", "scale", "amount", "count", "points"

_GIVEN = ("1a-N", "2a-N", "7a-N", "8b-N", "9a-N", "10a-N", "10b-N", "11a-N", "11b-N")
ROWS: dict[str, tuple[str, str | None]] = {
    **{f"iku/{kode}.realisasi@Q4": (PERCENT, None) for kode in _GIVEN},
    "iku/5a-N.realisasi@Q4": (SCALE, "5"),
    "iku/7b-N.realisasi@Q4": (SCALE, "4"),
    "iku/8a-N.realisasi@Q4": (SCALE, "100"),
    "iku/3a-CP.target_penerimaan@Q4": (AMOUNT, None),
    "iku/3a-CP.realisasi_penerimaan@Q4": (AMOUNT, None),
    "sub_iku/4a-CP.1.realisasi@Q4": (PERCENT, None),
    "sub_iku/4a-CP.2.poin_pelaksanaan@Q4": (POINTS, "sub_iku/4a-CP.2.pelaksanaan@Q4"),
    "sub_iku/4a-CP.2.pelaksanaan@Q4": (COUNT, None),
    "sub_iku/4a-CP.2.poin_tindak_lanjut@Q4": (POINTS, "sub_iku/4a-CP.2.jumlah_bap@Q4"),
    "sub_iku/4a-CP.2.jumlah_bap@Q4": (COUNT, None),
    "iku/6a-N.piutang_lancar@Q4": (AMOUNT, None),
    "iku/6a-N.penyelesaian_lancar@Q4": (AMOUNT, "iku/6a-N.piutang_lancar@Q4"),
    "iku/6a-N.piutang_macet@Q4": (AMOUNT, None),
    "iku/6a-N.penyelesaian_macet@Q4": (AMOUNT, "iku/6a-N.piutang_macet@Q4"),
    "iku/9b-N.rencana@Q4": (COUNT, None),
    "iku/9b-N.pelaksanaan@Q4": (COUNT, None),
    "iku/9b-N.pemeriksaan_sarana@Q4": (COUNT, "iku/9b-N.pelaksanaan@Q4"),
    "iku/9b-N.poin_penindakan@Q4": (POINTS, "iku/9b-N.pelaksanaan@Q4"),
    "iku/9b-N.penindakan_targeting@Q4": (COUNT, "iku/9b-N.pelaksanaan@Q4"),
    "iku/11a-N.efektivitas_pkp@Q4": (PERCENT, None),
    "iku/11a-N.pemenuhan_skj@Q4": (PERCENT, None),
    "iku/11a-N.lo_self_assessment@Q4": (SCALE, "100"),
    "iku/11a-N.lo_survei@Q4": (SCALE, "100"),
    **{f"iku/12a-N.{name}@Q4": (PERCENT, None) for name, _ in (*IKPA, *SMART)},
}
"""Each row of raw data: what it is, and the row it is a part of, or the end of its scale."""

ZERO = ("iku/6a-N.piutang_macet@Q4", "sub_iku/4a-CP.2.jumlah_bap@Q4")
"""Divisors that an office may well have 0 of."""


def record_of(chance: Random, whole: bool = False) -> Record:
    """Raw data of an office; int where the value is whole by what it is, else Decimal. `whole`: int everywhere, that is
    100 % or 0 % or 200 % and no other percentage."""
    record: Record = {}
    for name, (kind, of) in sorted(ROWS.items(), key=lambda each: each[1][1] in ROWS):
        most = record[of] if of in ROWS else None
        if whole and kind == PERCENT:
            record[name] = chance.choice((0, 1, 1, 1, 2))
        elif whole and kind == SCALE:
            record[name] = chance.randrange(3 * int(str(of)) // 5, int(str(of)))
        elif whole and kind == POINTS:
            record[name] = chance.randrange(most // 2, most)
        elif kind == PERCENT:
            record[name] = Decimal(chance.randrange(6000, 10500)).scaleb(-4)
        elif kind == SCALE:
            record[name] = Decimal(chance.randrange(600, 1000) * int(str(of))).scaleb(-3)
        elif kind == AMOUNT:
            record[name] = chance.randrange(10**8, 10**12) if most is None else chance.randrange(most // 2, most + 1)
        elif kind == COUNT:
            record[name] = chance.randrange(20, 600) if most is None else chance.randrange(most // 2, most + 1)
        else:
            record[name] = Decimal(chance.randrange(5 * most, 12 * most)).scaleb(-1)
    return {name: record[name] for name in ROWS}


def chain_records(count: int = 200, seed: int = 4, whole: bool = False) -> list[Record]:
    """Different records; every 40th has a row that is absent, two a divisor of 0, two amounts beyond 64 bits."""
    chance = Random(seed)
    found = []
    for at in range(count):
        record = record_of(chance, whole)
        if at % 40 == 39:
            record[chance.choice(tuple(ROWS))] = None
        if at % 100 == 50:
            record[ZERO[at // 100 % len(ZERO)]] = 0
        if at % 100 == 20:
            record.update({name: chance.randrange(2**65, 2**70) for name, (kind, _) in ROWS.items() if kind == AMOUNT})
        found.append(record)
    return found


def in_number(records: list[Record], kind: Callable[[Any], Any]) -> list[Record]:
    """The records with their numbers in another kind."""
    return [{name: None if value is None else kind(value) for name, value in each.items()} for each in records]
