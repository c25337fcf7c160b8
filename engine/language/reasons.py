"""Why a computation has no value: one small function per reason, its docstring is the long explanation.

None of these is lawful: something in the formula or under it has to be put right. Lawful absences are declared in rule
files and come in through `stated`. Codes are stable and Indonesian, as are the codes that rule files declare.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagnostics.model import Message, Reason, say
from engine.language.limits import LARGEST_SCALE, LIST_MEMBERS, RESULT_DIGITS, SMALLEST_SCALE, STEPS, TEXT_CHARACTERS
from engine.language.types import Kind
from engine.source import Span

WRITTEN_NULL = "null_tertulis"

Place = Span | None

KINDS: Mapping[str, Message] = {
    "number": say("a number"),
    "string": say("a text"),
    "boolean": say("yes or no"),
    "date": say("a date"),
    "list": say("a list"),
    "context": say("a set of named values"),
    "range": say("a range"),
    "entity": say("a member of the tree"),
}
"""The kinds of values (`types.Kind`) in the words of a person who knows Excel."""

LISTS: Mapping[str, Message] = {
    "number": say("a list of numbers"),
    "string": say("a list of texts"),
    "boolean": say("a list of yes and no"),
    "date": say("a list of dates"),
    "list": say("a list of lists"),
}
COMPARABLE_LIST = say("a list of numbers only, of texts only or of dates only")


def written_null(place: Place = None) -> Reason:
    """The formula itself says `null`, "there is no value", and that is what came out. To say why, write
    `tidak tersedia("…")` with a reason instead."""
    return Reason(WRITTEN_NULL, say("the formula says `null` here"), place=place)


def stated(text: str, place: Place = None, *, code: str = "dinyatakan", lawful: bool = False) -> Reason:
    """A rule says that there is no value, and why: `tidak tersedia("…")`. With `code`, one of the reasons that the
    rule files declare, `text` is its description there and `lawful` what they say of it."""
    return Reason(code, say("{text}", text=text), lawful=lawful, place=place)


def division_by_zero(place: Place = None) -> Reason:
    """A number was divided by 0 (also: the remainder by 0, or 0 to a negative power). There is no such number; say
    what holds in this case with `if`, or leave it out with a filter."""
    return Reason("pembagi_nol", say("there is no result, because the divisor is 0"), place=place)


def too_large(place: Place = None, *, digits: int = RESULT_DIGITS) -> Reason:
    """A number would have more digits than anything honest needs, above or below the line, and it is not computed.
    Mostly a power with an exponent that is too high."""
    message = say("the number would have more than {digits} digits", digits=digits)
    return Reason("terlalu_besar", message, place=place)


def too_long_list(place: Place = None) -> Reason:
    """A list would have too many members. Mostly lists that are joined to themselves again and again."""
    message = say("the list would have more than {members} members", members=LIST_MEMBERS)
    return Reason("terlalu_besar", message, place=place)


def too_long_text(place: Place = None) -> Reason:
    """A text would be too long. Mostly a text that is joined to itself again and again."""
    message = say("the text would have more than {characters} characters", characters=TEXT_CHARACTERS)
    return Reason("terlalu_besar", message, place=place)


def too_many_steps(place: Place = None) -> Reason:
    """The computation takes more steps than any honest formula needs. Mostly loops inside loops."""
    message = say("the computation takes more than {steps} steps", steps=STEPS)
    return Reason("terlalu_banyak_langkah", message, place=place)


def empty_list(place: Place = None) -> Reason:
    """A sum, an average, a smallest or a largest was asked of a list with nothing in it. 0 would be an invention; say
    what holds in this case with `if count(…) = 0 then …`."""
    return Reason("daftar_kosong", say("the list is empty"), place=place)


def too_few(needed: int, found: int, place: Place = None) -> Reason:
    """The list is too short for what is asked of it; a spread, for example, needs two numbers."""
    message = say("this needs at least {needed} numbers, but there is only {found}", needed=needed, found=found)
    return Reason("di_luar_domain", message, place=place)


def wrong_type(parameter: str, wanted: Message, found: Message, place: Place = None) -> Reason:
    """A function was given something of another kind than it works with. This comes out only while computing where
    the kind of an input is not declared; declare it, or convert with `number(…)` or `string(…)`."""
    message = say("`{parameter}` has to be {wanted}, but is {found}", parameter=parameter, wanted=wanted, found=found)
    return Reason("salah_tipe", message, place=place)


def not_comparable(left: Kind, right: Kind, place: Place = None) -> Reason:
    """Two values of different kinds, or of a kind without an order, were compared. This comes out only while computing
    where the kind of an input is not declared; declare it, or convert with `number(…)` or `string(…)`."""
    message = say("{left} cannot be compared with {right}", left=KINDS[left], right=KINDS[right])
    return Reason("salah_tipe", message, place=place)


def _out_of_domain(message: Message, place: Place) -> Reason:
    return Reason("di_luar_domain", message, place=place)


def _start(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def root_of_negative(place: Place = None) -> Reason:
    """A negative number has no square root."""
    return _out_of_domain(say("a negative number has no square root"), place)


def power_of_negative(place: Place = None) -> Reason:
    """A negative number can be raised to whole exponents only: `(-8) ** (1/3)` is refused as `(-4) ** (1/2)` is."""
    return _out_of_domain(say("a negative number can only be raised to a whole exponent"), place)


def logarithm_of_nonpositive(place: Place = None) -> Reason:
    """Only numbers greater than 0 have a logarithm."""
    return _out_of_domain(say("only a number greater than 0 has a logarithm"), place)


def not_whole(parameter: str, place: Place = None) -> Reason:
    """A position, a length, a number of decimals, or a number asked to be odd or even has to be a whole number."""
    return _out_of_domain(say("`{parameter}` has to be a whole number", parameter=parameter), place)


def scale_out_of_range(place: Place = None) -> Reason:
    """A number can be rounded to a certain number of decimals; negative ones round to tens, hundreds and so on."""
    message = say("`scale` has to be between {low} and {high}", low=SMALLEST_SCALE, high=LARGEST_SCALE)
    return _out_of_domain(message, place)


def no_such_position(size: int, place: Place = None) -> Reason:
    """Positions count from 1, or from the end with -1; there is no position 0 and none past the ends. To add at the
    end of a list, use `append`."""
    message = say("there is no such position: they go from 1 to {size}, or from -1 back to -{size}", size=size)
    return _out_of_domain(message if size else say("there is no such position, because there is nothing in it"), place)


def no_such_length(most: int, place: Place = None) -> Reason:
    """A part has to have a length of at least 1, and may not go past the end."""
    return _out_of_domain(say("`length` has to be between 1 and {most} here", most=most), place)


def not_a_number(text: str, place: Place = None) -> Reason:
    """The text does not read as a number with these separators. Thousands stand in groups of three."""
    return _out_of_domain(say("“{text}” does not read as a number here", text=_start(text)), place)


def not_a_date(text: str, place: Place = None) -> Reason:
    """A date is written as year-month-day, `2023-12-31`, and has to exist."""
    return _out_of_domain(say("“{text}” is not a date; write for example 2023-12-31", text=_start(text)), place)


def separators_refused(place: Place = None) -> Reason:
    """Thousands may be separated by a space, a comma or a point, decimals by a comma or a point, and not both by the
    same."""
    message = say("thousands take a space, a comma or a point between them, decimals another comma or point")
    return _out_of_domain(message, place)
