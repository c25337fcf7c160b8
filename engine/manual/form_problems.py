"""Diagnostics about the form of rule files, contracts and the like: keys and kinds of values (E4xx)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from engine.diagnostics.model import Diagnostic, Message, say
from engine.diagnostics.near import nearest, respelled
from engine.source import Span

Wanted = Literal["text", "word", "name", "formula", "yes_no", "whole", "date", "list", "mapping"]


def wanted(kind: Wanted) -> Message:
    """What should stand there, in plain words."""
    words: dict[str, Message] = {
        "text": say("a text"),
        "word": say("a single word or code"),
        "name": say("a name (letters, digits and `_`, not beginning with a digit)"),
        "formula": say("a formula"),
        "yes_no": say("`ya` or `tidak`"),
        "whole": say("a whole number"),
        "date": say("a date such as 2023-12-31"),
        "list": say("a list such as `[a, b]`"),
        "mapping": say("keys with values"),
    }
    return words[kind]


def wrong_form(place: Span, kind: Wanted) -> Diagnostic:
    """The value of this key is of another kind than the key takes."""
    return Diagnostic("E401", "error", say("here must stand {wanted}", wanted=wanted(kind)), place)


def not_among(place: Span, text: str, choices: Iterable[str]) -> Diagnostic:
    """The word is none of those that this key takes."""
    options = tuple(choices)
    near = nearest(text, options)
    fix = say("write `{near}`", near=near) if near else say("write one of: {choices}", choices=", ".join(options))
    message = say("`{text}` is not possible here", text=text)
    return Diagnostic("E402", "error", message, place, fix=fix, edits=respelled(place, text, near))


def unknown_key(place: Span, key: str, known: Iterable[str], there: Collection[str] = ()) -> Diagnostic:
    """No such key exists at this place; a misspelt key would otherwise be lost in silence. `there`: keys beside it."""
    options = tuple(known)
    message, near = say("there is no key `{key}` here", key=key), nearest(key, options)
    if near is not None and near in there:
        fix = say("delete it: `{near}` stands here already", near=near)
        return Diagnostic("E403", "error", message, place, fix=fix)
    possible = ", ".join(name for name in options if name not in there)
    fix = say("possible here: {choices}", choices=possible) if possible else say("delete it")
    if near is not None:
        fix = say("write `{near}`", near=near)
    return Diagnostic("E403", "error", message, place, fix=fix, edits=respelled(place, key, near))


def missing_key(place: Span, key: str) -> Diagnostic:
    """A key that is needed is not there."""
    return Diagnostic(
        "E404", "error", say("the key `{key}` is missing here", key=key), place, fix=say("add `{key}: …`", key=key)
    )


def unreadable_file(name: str, why: str) -> Diagnostic:
    """The file is there and cannot be opened, mostly because of its permissions."""
    message = say("the file `{name}` cannot be opened: {why}", name=name, why=why)
    return Diagnostic("E405", "error", message, fix=say("check what it is, and who may read it"))
