"""Figures as a report prints them -> exact numbers. Reports write as decrees do, whatever the data files do."""

from __future__ import annotations

from fractions import Fraction

from engine.manual.written import PERCENT, Misread, NumberFormat, read_number

__all__ = ["PRINTED", "NumberFormat", "printed_number", "read_number"]

PRINTED = NumberFormat(",", ".")
_RUPIAH = "Rp"


def printed_number(text: str) -> tuple[Fraction, int, bool] | None:
    """`97,83%` -> (97.83, 2, True): the number as printed, how many decimals, and whether it has a `%`.

    None for what is no number, such as the name of a grade.
    """
    bare = text.strip()
    has_percent = bare.endswith(PERCENT)
    value = read_number(bare, PRINTED, PERCENT if has_percent else _RUPIAH)
    if isinstance(value, Misread):
        return None
    decimals = bare.rpartition(PRINTED.decimal)[2] if PRINTED.decimal in bare else ""
    return value * (100 if has_percent else 1), sum(map(str.isdigit, decimals)), has_percent
