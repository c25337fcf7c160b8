"""Reasons that come up while a formula is computed and that no single function of the library knows."""

from __future__ import annotations

from engine.diagnostics.model import Message, Reason, say
from engine.source import Span


def no_member(position: str, size: int, place: Span) -> Reason:
    """The list has no member at this position; positions count from 1, or from the end with -1."""
    message = say("the list has {size} members and none at position {position}", size=size, position=position)
    return Reason("posisi_di_luar_daftar", message, place=place)


def no_entry(name: str, place: Span) -> Reason:
    """The value has no part of this name."""
    return Reason("tanpa_bagian", say("there is no `{name}` in this value", name=name), place=place)


def no_row(inputs: str, place: Span) -> Reason:
    """No row of the table holds for these values: the table has a hole there."""
    message = say("no row of the table holds for {inputs}", inputs=inputs)
    return Reason("lubang_tabel", message, place=place)


def two_rows(inputs: str, first: int, second: int, place: Span) -> Reason:
    """Two rows of a table that must have one for each case hold at once."""
    message = say(
        "the rows on lines {first} and {second} of the table both hold for {inputs}",
        inputs=inputs,
        first=first,
        second=second,
    )
    return Reason("baris_ganda", message, place=place)


def outside_scale(value: str, place: Span) -> Reason:
    """The scale says nothing of values outside its points (`ujung: kosong`)."""
    return Reason("di_luar_skala", say("{value} lies outside the points of the scale", value=value), place=place)


def whole_ends(place: Span) -> Reason:
    """`for i in 1..5` goes through whole numbers."""
    return Reason("di_luar_domain", say("both ends of `..` must be whole numbers here"), place=place)


def wrong_kind(found: Message, wanted: Message, place: Span) -> Reason:
    """Something of another kind than this place can work with came out of data whose kind is not declared."""
    message = say("this is {found}, and {wanted} is needed", found=found, wanted=wanted)
    return Reason("salah_tipe", message, place=place)
