# ruff: noqa: E501 (whole messages stand in these tables)
"""Numbers in a declared format: read exactly, or refused with what they could have meant. Never changed in silence."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.numbers import printed_number
from engine.diagnostics.catalogue import words
from engine.manual.given_problems import misread
from engine.manual.written import POINT, Misread, NumberFormat, read_number, spelled
from engine.source import Source
from tests.amounts import tries

COMMA = NumberFormat(",", ".")
BARE = NumberFormat(",")
ENGLISH = NumberFormat(".", ",")
FORMATS = (COMMA, BARE, ENGLISH, POINT, NumberFormat(",", " "))

READ: list[tuple[str, NumberFormat, str | None, Fraction]] = [
    ("260", COMMA, None, Fraction(260)),
    ("259,2", COMMA, None, Fraction(2592, 10)),
    ("1.234", COMMA, None, Fraction(1234)),
    ("1.234", POINT, None, Fraction(1234, 1000)),
    ("1234,5", COMMA, None, Fraction(12345, 10)),
    ("10.787.102.036,00", COMMA, "Rp", Fraction(10787102036)),
    ("Rp1.000", COMMA, "Rp", Fraction(1000)),
    ("Rp 1.000", COMMA, "Rp", Fraction(1000)),
    ("-Rp1.000", COMMA, "Rp", Fraction(-1000)),
    ("Rp-1.000", COMMA, "Rp", Fraction(-1000)),
    ("1.000 Rp", COMMA, "Rp", Fraction(1000)),
    ("97,83%", COMMA, "%", Fraction(9783, 10000)),
    ("97,83 %", COMMA, "%", Fraction(9783, 10000)),
    ("-3", POINT, None, Fraction(-3)),
    ("\u22123", POINT, None, Fraction(-3)),
    ("0,00", COMMA, None, Fraction(0)),
    ("1" * 1000, POINT, None, Fraction(int("1" * 1000))),
]

REFUSED: list[tuple[str, NumberFormat, str | None, str, str]] = [
    ("1.234", BARE, None, "E450", "write `1,234` or `1234`, whichever is meant"),
    ("1,234", POINT, None, "E450", "write `1234` or `1.234`, whichever is meant"),
    ("1,234.5", COMMA, None, "E450", "write `1.234,5`"),
    ("12.34", COMMA, None, "E450", "write `12,34`"),
    ("1.23.456", COMMA, None, "E450", "write it as in `1.234,5`"),
    ("0.001", COMMA, None, "E450", "write `0,001`"),
    ("1234.567,00", COMMA, None, "E450", "write it as in `1.234,5`"),
    ("1 000,5", COMMA, None, "E450", "write `1.000,5`"),
    ("1\u00a0000", COMMA, None, "E450", "write `1.000`"),
    ("(1.000)", COMMA, None, "E450", "write `-1.000`"),
    ("+5", COMMA, None, "E450", "write `5`"),
    (",5", COMMA, None, "E450", "write `0,5`"),
    ("5,", COMMA, None, "E450", "write it as in `1.234,5`"),
    ("5 berkas", COMMA, None, "E450", "write `5`"),
    ("Rp 5", COMMA, None, "E450", "write `5`"),
    ("n/a", COMMA, "%", "E450", "write it as in `1.234,5%`"),
    ("", COMMA, None, "E450", "write it as in `1.234,5`"),
    ("-", COMMA, None, "E450", "write it as in `1.234,5`"),
    ("\u0663", COMMA, None, "E450", "write it as in `1.234,5`"),
    ("97,83", COMMA, "%", "E451", "write `97,83%`"),
    ("0,9", COMMA, "%", "E451", "write `0,9%` or `90%`, whichever is meant"),
    ("0", COMMA, "%", "E451", "write `0%`"),
    ("83%", COMMA, None, "E452", "write `83` or `0,83`, whichever is meant"),
    ("83%", COMMA, "Rp", "E452", "write `83` or `0,83`, whichever is meant"),
    ("1" * 1001, COMMA, None, "E453", "write a shorter number"),
    ("1e3", COMMA, None, "E454", "write `1.000`"),
    ("1,2E+05", COMMA, None, "E454", "write `120.000`"),
    ("1e-400", COMMA, None, "E450", "write it as in `1.234,5`"),
]


@pytest.mark.parametrize(("text", "format", "symbol", "value"), READ)
def test_read(text: str, format: NumberFormat, symbol: str | None, value: Fraction) -> None:
    assert read_number(text, format, symbol) == value


@pytest.mark.parametrize(("text", "format", "symbol", "code", "fix"), REFUSED)
def test_refused(text: str, format: NumberFormat, symbol: str | None, code: str, fix: str) -> None:
    found = read_number(text, format, symbol)
    assert isinstance(found, Misread)
    problem = misread(Source("x", text).span(), text, found, format, symbol)
    assert (problem.code, words(problem.fix, "en") if problem.fix else "") == (code, fix)


@pytest.mark.parametrize(
    ("text", "symbol", "format", "message"),
    [
        ("1.234", None, BARE, "`1.234` is no number as they are written here, with `,` before the decimals and nothing "
         "between the thousands"),
        ("1 2", None, COMMA, "`1 2` is no number as they are written here, with `,` before the decimals and `.` between "
         "the thousands"),
        ("5", "%", COMMA, "`5` is a percentage and lacks its `%`"),
        ("5%", None, COMMA, "`5%` has a `%`, and this value is no percentage"),
        ("1" * 1001, None, COMMA, "this number has more than 1000 digits"),
        ("1e3", None, COMMA, "`1e3` is written in short form, such as 1.2E+06"),
    ],
)  # fmt: skip
def test_messages(text: str, symbol: str | None, format: NumberFormat, message: str) -> None:
    found = read_number(text, format, symbol)
    assert isinstance(found, Misread)
    assert words(misread(Source("x", text).span(), text, found, format, symbol).message, "en") == message


decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(-(10**20), 10**20), st.integers(0, 8)
)


@given(decimals, st.sampled_from(FORMATS), st.sampled_from((None, "%", "Rp")))
@settings(max_examples=tries(200, 5_000))
def test_what_is_written_is_read(value: Fraction, format: NumberFormat, symbol: str | None) -> None:
    """Number -> text -> number, in every format."""
    text = spelled(value, format) + (symbol or "")
    assert read_number(text, format, symbol) == (value / 100 if symbol == "%" else value)


def test_ten_thousand_numbers_come_back() -> None:
    random = Random(1)
    for _ in range(10_000):
        value = Fraction(random.randrange(-(10 ** random.randrange(1, 15)), 10**12), 10 ** random.randrange(5))
        format = random.choice(FORMATS)
        assert read_number(spelled(value, format), format, None) == value


@given(decimals, st.sampled_from(FORMATS), st.sampled_from(FORMATS))
@settings(max_examples=tries(200, 5_000))
def test_another_format_is_refused_or_reads_the_same(value: Fraction, wrote: NumberFormat, reads: NumberFormat) -> None:
    """A text of another format is refused, and what was meant is among the readings, unless it is right in this one."""
    text = spelled(value, wrote)
    found = read_number(text, reads, None)
    if isinstance(found, Misread):
        assert value in found.readings
    else:
        assert found == value or _without_end_zeros(text, reads) == spelled(found, reads)


def _without_end_zeros(text: str, format: NumberFormat) -> str:
    return text.rstrip("0").rstrip(format.decimal) if format.decimal in text else text


@given(st.text(alphabet="0123456789.,-+ %()eERp\u2212\u00a0", max_size=24), st.sampled_from(FORMATS))
@settings(max_examples=tries(200, 5_000))
def test_no_text_is_changed_in_silence(text: str, format: NumberFormat) -> None:
    """Whatever is taken for a number has exactly its digits, in their order."""
    found = read_number(text, format, None)
    if isinstance(found, Fraction):
        digits = "".join(filter(str.isdigit, text)).lstrip("0")
        places = len(text.partition(format.decimal)[2]) if format.decimal in text else 0
        assert str(abs(found.numerator) * 10**places // found.denominator).lstrip("0") == digits
        assert not set(text) - set("0123456789-\u2212") - {format.decimal, format.thousands}


def test_a_million_characters_do_not_hurt() -> None:
    for text in ("1" * 10**6, "1." * 500_000, "a" * 10**6, " " * 10**6, "(" * 10**6):
        assert isinstance(read_number(text, COMMA, None), Misread)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100,46", (Fraction(10046, 100), 2, False)),
        ("83%", (Fraction(83), 0, True)),
        ("116,28 %", (Fraction(11628, 100), 2, True)),
        ("10.787.102.036,00", (Fraction(10787102036), 2, False)),
        ("Rp1.000,50", (Fraction(10005, 10), 2, False)),
        ("-3,0", (Fraction(-3), 1, False)),
        ("Istimewa", None),
        ("1,2,3", None),
        ("", None),
    ],
)
def test_printed(text: str, expected: tuple[Fraction, int, bool] | None) -> None:
    assert printed_number(text) == expected
