"""Why an input is absent. None of these is lawful; lawful absences are declared by rule files."""

from __future__ import annotations

from engine.diagnostics.model import Reason, say
from engine.source import Span


def no_data(input_: str, period: str, office: str | None = None) -> Reason:
    """No row of the data gives this value; `office` where several report."""
    message = say("no data yet for {period}", period=period)
    if office is not None:
        message = say("no data yet for {period} from {office}", period=period, office=office)
    return Reason("belum_ada_data", message, input=input_)


def not_given(input_: str, place: Span) -> Reason:
    """Neither the contract nor the manual gives this attribute."""
    return Reason("tidak_diberikan", say("not given"), input=input_, place=place)


def not_consolidated(input_: str, period: str, place: Span) -> Reason:
    """A raw datum without `konsolidasi` has a value only in the periods for which a row stands."""
    message = say("no row for {period}, and the manual does not say how base periods are put together", period=period)
    return Reason("tanpa_konsolidasi", message, input=input_, place=place)


def circular(input_: str) -> Reason:
    """The rules for this figure need the figure itself."""
    return Reason("lingkaran", say("the rules for this figure need the figure itself"), input=input_)


def not_in_manual(input_: str) -> Reason:
    """The contract names an entry that the manual does not have."""
    return Reason("tanpa_manual", say("the manual does not have this entry"), input=input_)
