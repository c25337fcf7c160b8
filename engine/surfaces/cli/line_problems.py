"""Lines of a file of formulas that cannot be understood (E65x): each is answered with one of these."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest
from engine.source import Source, Span

OUR_FAULT = "E699"


def line_too_long(longest: int) -> Diagnostic:
    """A line of more than 1 MiB. It is not read to its end at once, and its formula is not looked at."""
    message = say("this line is longer than {longest} bytes", longest=longest)
    return Diagnostic("E650", "error", message, fix=say("write one formula and its inputs on each line"))


def line_not_utf8(column: int, byte: int) -> Diagnostic:
    """JSON is written in UTF-8. The column is that of the first character that is not."""
    place = Source("<line>", " " * column).span(column - 1, column)
    message = say("this line is not UTF-8: there is a byte {byte}", byte=f"0x{byte:02X}")
    return Diagnostic("E651", "error", message, place, fix=say("save the file in the encoding UTF-8"))


def line_empty() -> Diagnostic:
    """A line with nothing on it. It is answered, so that answers and lines keep step."""
    fix = say('write `{"formula": "a / b", "inputs": {"a": 33, "b": 30}}`')
    return Diagnostic("E652", "error", say("this line is empty"), fix=fix)


def line_no_json(place: Span) -> Diagnostic:
    """The line is no JSON; the column is where it stops being any."""
    fix = say('write `{"formula": "a / b", "inputs": {"a": 33, "b": 30}}`, texts and keys in double quotes')
    return Diagnostic("E653", "error", say("this line is no JSON from here on"), place, fix=fix)


def line_too_deep(place: Span) -> Diagnostic:
    """Lists or objects inside each other more often than anything honest needs."""
    return Diagnostic("E654", "error", say("the lists on this line are nested too deeply"), place)


_INEXACT = {
    "a key twice": say("a key stands twice in one object"),
    "number too long": say("a number on this line has too many digits"),
}


def line_not_exact(place: Span, what: str) -> Diagnostic:
    """JSON that has two readings or none: a key twice, a number of more than 1,000 digits, NaN, Infinity."""
    message = _INEXACT.get(what) or say("`{text}` is no number", text=what)
    return Diagnostic("E655", "error", message, place)


def line_no_object(place: Span) -> Diagnostic:
    """A line is an object with a formula and its inputs."""
    fix = say('write `{"formula": "a / b", "inputs": {"a": 33, "b": 30}}`')
    return Diagnostic("E656", "error", say("this line is no object in curly brackets"), place, fix=fix)


def line_unknown_key(place: Span, key: str, known: Iterable[str]) -> Diagnostic:
    """A line has the keys `formula` and `inputs` and no others."""
    options = tuple(known)
    near = nearest(key, options)
    fix = say("write `{near}`", near=near) if near else say("write one of: {choices}", choices=", ".join(options))
    return Diagnostic("E657", "error", say("there is no key `{key}`", key=key), place, fix=fix)


def line_without_formula(place: Span) -> Diagnostic:
    """Every line has its own formula."""
    return Diagnostic("E658", "error", say("the key `formula` is missing"), place)


def formula_no_text(place: Span) -> Diagnostic:
    """The formula is a text."""
    return Diagnostic("E659", "error", say("the formula is no text"), place, fix=say("write it in double quotes"))


def inputs_no_object(place: Span) -> Diagnostic:
    """The inputs are values by name."""
    fix = say('write for example `"inputs": {"a": 33}`')
    return Diagnostic("E660", "error", say("the inputs are no object in curly brackets"), place, fix=fix)


def our_fault(kind: str) -> Diagnostic:
    """A mistake of the program itself. The other lines are answered all the same."""
    message = say("this is a mistake in the program itself, not in this line ({kind})", kind=kind)
    return Diagnostic("E699", "error", message, fix=say("please report it with this line"))
