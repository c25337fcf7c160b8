"""A paket that was read and its manual -> its contract as a function of its rows; the same again when unpickled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from engine.calculation.problems import unknown_period
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak
from engine.data.paket import Paket
from engine.diagnostics.model import Problems, in_order
from engine.manual.checked import Manual
from engine.programs.contract import Contract, Origin

Opened: TypeAlias = "tuple[Contract | None, Problems]"
Reader: TypeAlias = Callable[[Origin], Opened]
"""Reads the paket of a contract and opens it. It is pickled by its name."""


def open_contract(paket: Paket, manual: Manual, origin: Origin, reader: Reader, problems: Problems) -> Opened:
    """The contract in the period asked for, without one the last of the manual; None where the manual has none such."""
    period = origin.period or tuple(manual.periods)[-1]
    if period not in manual.periods:
        return None, (unknown_period(period, manual.periods),)
    kontrak, found = conform_kontrak(paket.form, manual)
    own, of_rows = conform_rows(paket.rows, kontrak, manual)
    problems = in_order((*problems, *found, *of_rows))
    return Contract(origin, (again, (reader, origin)), manual, kontrak, own, period, problems), problems


def again(reader: Reader, origin: Origin) -> Contract:
    """A contract that was pickled, read anew. ValueError where it cannot be."""
    contract, problems = reader(origin)
    if contract is None:
        raise ValueError(f"{origin.paket}: {', '.join(one.code for one in problems)}")
    return contract
