"""Diagnostics about what a formula means: names, types, scope (E3xx). What it looks like is `syntax_problems`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.diagnostics.near import nearest, respelled
from engine.language.cut import SPREADSHEET
from engine.language.literals import quoted
from engine.language.types import ANY, BOOLEAN, DATE, NULL, NUMBER, STRING, ContextType, ListType, RangeType, Type
from engine.source import Span

YES_OR_NO = {"ya": "true", "benar": "true", "yes": "true", "tidak": "false", "salah": "false", "no": "false"}
"""What people write for the two values of a condition."""
EMPTY_TEXT = '""'
QUOTE = '"'
_DAY = re.compile(r'"?\d{4}-\d{2}-\d{2}"?')


def kind(type_: Type) -> Message:
    """A type in the words of a person who knows Excel."""
    match type_:
        case ListType():
            return say("a list")
        case ContextType():
            return say("a set of named values")
        case RangeType():
            return say("a range")
    words = {
        NUMBER: say("a number"),
        STRING: say("a text"),
        BOOLEAN: say("yes or no"),
        DATE: say("a date"),
        NULL: say("a written N/A"),
        ANY: say("any value"),
    }
    return words.get(type_, say("a member of the tree"))


def _error(
    code: str, place: Span, message: Message, fix: Message | None = None, edits: tuple[Edit, ...] = ()
) -> Diagnostic:
    return Diagnostic(code, "error", message, place, fix=fix, edits=edits)


def unknown_name(place: Span, name: str, known: Iterable[str], beside: Type | None = None) -> Diagnostic:
    """The name is no input, attribute, variable, level or constant that can be seen from here.

    A function of a rule file sees only its parameters, constants and functions. An entry's own raw data are seen by the
    formulas of that entry alone. A text stands in double quotes; yes and no are `true` and `false`.
    """
    near = nearest(name, known)
    message = say("the name `{name}` is not known here", name=name)
    meant = None if respelled(place, name, near) else _instead_of_name(name, beside)
    if meant is not None:
        return _error("E301", place, message, say("write `{right}`", right=meant), (Edit(place, meant),))
    fix = say("write `{near}`", near=near) if near else say("check the spelling, or declare the name")
    return _error("E301", place, message, fix, respelled(place, name, near))


def _instead_of_name(name: str, beside: Type | None) -> str | None:
    """What a bare word was meant to be, beside a value of that kind: a text without its quotes, yes or no."""
    if beside == BOOLEAN:
        return YES_OR_NO.get(name.lower())
    return quoted(name) if beside == STRING else None


def unknown_function(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """No function of the language or of the rule files has this name."""
    message = say("there is no function `{name}`", name=name)
    near = nearest(name, known)
    if name.lower() in SPREADSHEET:
        return _error("E302", place, message, SPREADSHEET[name.lower()])
    fix = say("write `{near}(…)`", near=near) if near else say("see the list of functions in grammar/README.md")
    return _error("E302", place, message, fix, respelled(place, name, near))


def left_out_function(place: Span, name: str, instead: Message) -> Diagnostic:
    """The FEEL standard has this function, but it was left out of this language on purpose."""
    return _error(
        "E303", place, say("the function `{name}` was left out of this language on purpose", name=name), instead
    )


def wrong_count(place: Span, name: str, wanted: str, given: int) -> Diagnostic:
    """A function was given too few or too many values."""
    message = say("`{name}` was given {given} values", name=name, given=given)
    return _error("E304", place, message, say("write `{name}({wanted})`", name=name, wanted=wanted))


def unknown_argument(place: Span, function: str, name: str, known: Iterable[str]) -> Diagnostic:
    """A value was given by a name that the function does not have, or twice, or mixed with values without names."""
    names = ", ".join(known)
    message = say("`{function}` cannot take a value by the name `{name}` here", function=function, name=name)
    fix = say("name every value, each once: {names}", names=names)
    return _error("E305", place, message, fix)


def wrong_operand(place: Span, operator: str, found: Type, wanted: Message, right: str = "") -> Diagnostic:
    """An operator or a function met a value of a kind that it cannot work with.

    Only texts are joined to a text: `string(…)` makes one of a number.
    """
    message = say(
        "`{operator}` needs {wanted}, and this is {found}", operator=operator, wanted=wanted, found=kind(found)
    )
    if right:
        return _error("E306", place, message, say("write `{right}`", right=right), (Edit(place, right),))
    return _error("E306", place, message, say("correct this part, or the declaration of the name in it"))


def unequal_kinds(place: Span, left: Type, right: Type, written: Span | None = None) -> Diagnostic:
    """Two values of different kinds can be neither equal nor in order.

    What is absent is `null`, not an empty text. A date is written `@"2023-12-31"`. Of a list the members are compared.
    """
    message = say("{left} cannot be compared with {right}", left=kind(left), right=kind(right))
    text = "" if written is None else written.text.strip()
    if written is not None and text == EMPTY_TEXT:
        fix = say("write `null` for a value that is not there")
        return _error("E307", place, message, fix, (Edit(written, "null"),))
    if written is not None and left == DATE and _DAY.fullmatch(text):
        day = f'@"{text.strip(QUOTE)}"'
        return _error("E307", place, message, say("write `{right}`", right=day), (Edit(written, day),))
    return _error("E307", place, message, _one_kind(left, right))


def _one_kind(left: Type, right: Type) -> Message:
    """What to write where two kinds cannot be compared."""
    if isinstance(left, ListType) != isinstance(right, ListType):
        return say("pick members, as in `xs[item < 5]`, or one number of the list, such as `sum(xs)`")
    if {left, right} == {NUMBER, STRING}:
        return say("compare values of one kind; a number stands without quotes, a text in double quotes")
    return say("compare values of one kind")


def absence_compared(place: Span, operator: str) -> Diagnostic:
    """A written `null` stands only for a test of absence: `x = null` or `x != null`."""
    message = say("`{operator}` cannot work with a written `null`", operator=operator)
    return _error("E308", place, message, say("test for absence with `x = null` or `x != null`"))


def tests_outside_cell(place: Span) -> Diagnostic:
    """Several tests in brackets, or a test without a left side, stand only after `in` and in table cells."""
    message = say(
        "several values in round brackets, or a comparison with nothing on its left, stand only after `in` and in "
        "table cells"
    )
    return _error("E309", place, message, say("write a list as `[a, b]`, and a comparison as `x > 5`"))


def no_condition(place: Span, found: Type) -> Diagnostic:
    """A condition must be true or false."""
    message = say("a condition must be true or false, and this is {found}", found=kind(found))
    return _error("E310", place, message, say("write a comparison, for example `x > 0`"))


def no_list(place: Span, construct: str, found: Type) -> Diagnostic:
    """Only a list can be filtered, indexed or gone through; a single value is not taken for a list of one."""
    message = say("`{construct}` needs a list, and this is {found}", construct=construct, found=kind(found))
    return _error("E311", place, message, say("write a list: `[a, b]`"))


def no_selector(place: Span, found: Type) -> Diagnostic:
    """Square brackets after a list hold a position (a number) or a condition."""
    message = say("between `[` and `]` stands a position or a condition, and this is {found}", found=kind(found))
    return _error("E312", place, message, say("write `xs[1]`, or a condition such as `xs[item > 5]`"))


def no_entry(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """The value has no part of this name."""
    names = tuple(known)
    near = nearest(name, names)
    fix = say("it has: {names}", names=", ".join(names)) if names else say("leave out `.{name}`", name=name)
    if near is not None:
        fix = say("write `.{near}`", near=near)
    message = say("there is no `{name}` in this value", name=name)
    return _error("E313", place, message, fix, respelled(place, name, near))


def placeholder_outside_cell(place: Span) -> Diagnostic:
    """`?` is the input of a table column and stands in table cells only."""
    return _error("E314", place, say("`?` stands only in table cells"), say("write the name of the value itself"))


def date_arithmetic(place: Span) -> Diagnostic:
    """Dates compare, stand in ranges and have `.year`, `.month`, `.day`; they are not added or subtracted."""
    message = say("dates are not calculated with")
    return _error("E315", place, message, say("compare dates, or use `.year`, `.month`, `.day`"))


def function_as_name(place: Span, name: str) -> Diagnostic:
    """A function needs its brackets."""
    message = say("`{name}` is a function and needs brackets", name=name)
    return _error("E316", place, message, say("write `{name}(…)`", name=name))


def range_as_condition(place: Span) -> Diagnostic:
    """In FEEL a range can stand for a truth value; here it must be compared with something."""
    return _error("E317", place, say("a range is neither true nor false"), say("write `x in [1..5]`"))


def ends_exchanged(place: Span, low: Span, high: Span) -> Diagnostic:
    """A range begins with its lower end; from 90 to 70 there is nothing."""
    first, last = place.tight.text[0], place.tight.text[-1]
    fix = say("write `{right}`", right=f"{first}{high.text}..{low.text}{last}")
    edits = (Edit(low, high.text), Edit(high, low.text))
    return _error("E321", place, say("the lower end of a range stands first"), fix, edits)


def varying_position(place: Span) -> Diagnostic:
    """A position in a list must not depend on the member that is looked at."""
    message = say("a position in a list cannot depend on the member itself")
    return _error("E318", place, message, say("write a condition, for example `xs[item = 3]`"))


def reason_not_text(place: Span, found: Type) -> Diagnostic:
    """`tidak tersedia(…)` takes the code of an `alasan`, or a text."""
    message = say("the reason must be a text, and this is {found}", found=kind(found))
    return _error("E319", place, message, say('write `tidak tersedia("reason")`'))


def entry_twice(place: Span, name: str) -> Diagnostic:
    """Two entries between the same `{` and `}` have one name."""
    message = say("`{name}` stands twice between these brackets", name=name)
    return _error("E320", place, message, say("rename one, or delete it"))
