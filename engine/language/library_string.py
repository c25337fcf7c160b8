"""String functions of FEEL (DMN 1.5, 10.3.4.3), without regular expressions. Characters are code points."""

from __future__ import annotations

from fractions import Fraction

from engine.language.arithmetic import Failure
from engine.language.library_list import Members, span_of
from engine.language.limits import TEXT_CHARACTERS
from engine.language.reasons import too_long_text
from engine.language.values import Outcome, merged


def substring(string: str, start_position: Fraction, length: Fraction | None = None) -> str | Failure:
    """`substring("foobar", 3, 3)` is "oba", `substring("foobar", -2, 1)` is "a". Positions count from 1, or from the
    end with -1."""
    part = span_of(len(string), start_position, length)
    return part if isinstance(part, Failure) else string[part]


def string_length(string: str) -> Fraction:
    """`string length("foo")` is 3: the number of characters."""
    return Fraction(len(string))


def upper_case(string: str) -> str:
    """`upper case("aBc4")` is "ABC4"."""
    return string.upper()


def lower_case(string: str) -> str:
    """`lower case("aBc4")` is "abc4"."""
    return string.lower()


def substring_before(string: str, match: str) -> str:
    """`substring before("foobar", "bar")` is "foo"; "" if the match does not occur."""
    return string[: max(string.find(match), 0)]


def substring_after(string: str, match: str) -> str:
    """`substring after("foobar", "ob")` is "ar"; "" if the match does not occur."""
    position = string.find(match)
    return "" if position < 0 else string[position + len(match) :]


def contains(string: str, match: str) -> bool:
    """`contains("foobar", "of")` is false."""
    return match in string


def starts_with(string: str, match: str) -> bool:
    """`starts with("foobar", "fo")` is true."""
    return string.startswith(match)


def ends_with(string: str, match: str) -> bool:
    """`ends with("foobar", "r")` is true."""
    return string.endswith(match)


def string_join(list_: Members, delimiter: str | None = None) -> Outcome | Failure:
    """`string join(["a", "b"], ", ")` is "a, b". As in FEEL absent members are passed over; the text then carries
    their reasons. Without a delimiter the texts follow each other directly."""
    texts = [member.value for member in list_ if isinstance(member.value, str)]
    between = delimiter or ""
    if sum(map(len, texts)) + len(between) * len(texts) > TEXT_CHARACTERS:
        return Failure(too_long_text())
    carried = merged(member.carried + member.reasons for member in list_)
    return Outcome(between.join(texts), carried=carried, rounded=any(member.rounded for member in list_))
