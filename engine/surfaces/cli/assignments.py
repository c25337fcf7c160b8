"""`name=value` on the command line -> inputs of a formula, exactly as written. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.speaking import WrongUse

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?")
COMMA = re.compile(r"(-?[0-9]+),([0-9]+)(%?)")
WORDS = {"true": True, "false": False, "ya": True, "tidak": False, "null": None}


def inputs(assignments: Sequence[str]) -> dict[str, object]:
    """Inputs by name: numbers as fractions, texts, true or false, None, lists and dicts. Raises WrongUse."""
    found: dict[str, object] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise WrongUse(
                say("`{text}` is not of the form `name=value`", text=assignment), say("write for example `a=33`")
            )
        if not NAME.fullmatch(name):
            fix = say("a name is made of letters, digits and underscores, such as `a_1`")
            raise WrongUse(say("`{name}` cannot be a name", name=name), fix)
        if name in found:
            raise WrongUse(say("`{name}` is given twice", name=name), say("leave one of the two out"))
        found[name] = _value(name, text.strip())
    return found


def _value(name: str, text: str) -> object:
    if text in WORDS:
        return WORDS[text]
    if NUMBER.fullmatch(text):
        return _number(name, text)
    if text[:1] in ('"', "[", "{"):
        return _json(name, text)
    raise WrongUse(say("the value of `{name}` is not clear: {text}", name=name, text=text), _instead(name, text))


def _number(name: str, text: str) -> object:
    from engine.language.literals import number

    value = number(text.removeprefix("-"))
    if value is None:
        fix = say("write at most 1000 digits")
        raise WrongUse(say("the number in the input `{name}` has too many digits", name=name), fix)
    return -value if text.startswith("-") else value


def _json(name: str, text: str) -> object:
    from engine.evaluation.inputs import read_json

    try:
        return read_json(text)
    except (ValueError, RecursionError) as error:
        fix = say('write a text as `"text"`, a list as `[1, "b"]`, named values as `{"a": 1}`')
        raise WrongUse(say("the value of `{name}` cannot be read: {text}", name=name, text=text), fix) from error


def _instead(name: str, text: str) -> Message:
    comma = COMMA.fullmatch(text)
    if comma:
        return say("write the decimal point: `{name}={number}`", name=name, number="{}.{}{}".format(*comma.groups()))
    if re.fullmatch(r"[\w-]+", text):
        return say('write a text in double quotes: `{name}="{text}"`', name=name, text=text)
    return say("write a number as `1.5` or `90%`, a text in double quotes, a list in square brackets")
