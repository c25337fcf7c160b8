"""Reasons why an input has no value, other than those that rule files declare. None of them is lawful.

What cannot be read is not simply left out: the rules may excuse the absence of a value, and a mistyped one must never
pass for an excused one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.diagnostics.model import Reason, say
from engine.source import Span


def input_id(level: str | None, kode: str, name: str) -> str:
    """How an input is called: `level/kode.name`, at the root (no level) `name`."""
    return name if level is None else f"{level}/{kode}.{name}"


def unreadable(input: str, place: Span) -> Reason:
    """A value is given here and it cannot be used, for the reason that a diagnostic says."""
    return Reason("tidak_terbaca", say("the value given for it cannot be used"), input=input, place=place)


def doubled(input: str, place: Span) -> Reason:
    """Two rows give this value, and none of them is used."""
    return Reason("baris_data_ganda", say("two rows give it"), input=input, place=place)


def declared(code: str, reasons: Mapping[str, Reason], input: str, place: Span) -> Reason | None:
    """A reason of a rule file, for this input; None if no rule file has it."""
    reason = reasons.get(code)
    return None if reason is None else replace(reason, input=input, place=place)
