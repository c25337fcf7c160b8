"""Diagnostics about names: those that cannot be found, and renamings that cannot be done (E662, E67x)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, Message, say
from engine.references.model import Symbol
from engine.source import Span

SHOWN = 8


def unknown_name(name: str, near: str | None) -> Diagnostic:
    """No manual and no paket that was looked at defines this name.

    Looked at are the folders named, or else the current one, and the manuals that come along.
    """
    fix = say("did you mean `{near}`?", near=near) if near else say("name the folder in which it is defined")
    return Diagnostic("E662", "error", say("nothing is called `{name}`", name=name), fix=fix)


def several_meanings(name: str, found: Iterable[Symbol]) -> Diagnostic:
    """The name stands for several things. Which one is to be renamed is said with what it belongs to before a point."""
    symbols = tuple(found)
    choices = tuple(dict.fromkeys(symbol.full for symbol in symbols))
    fix = say("write one of: {choices}", choices=", ".join(choices[:SHOWN]))
    if len(choices) == 1:
        fix = say("name the folder of the manual or paket that is meant")
    others = tuple((say("`{name}` is defined here", name=symbol.full), symbol.place) for symbol in symbols[:SHOWN])
    return Diagnostic("E670", "error", say("`{name}` stands for several things", name=name), None, others, fix)


def no_valid_name(name: str, code: bool) -> Diagnostic:
    """The new name cannot be written in a formula, or as a code in a table."""
    fix = (
        say("a code is made of letters, digits, `_`, `-` and `.`, and begins and ends with a letter or a digit")
        if code
        else say("a name is made of letters, digits and underscores, such as `a_1`, and is no word of the formulas")
    )
    return Diagnostic("E671", "error", say("`{name}` cannot be a name", name=name), fix=fix)


def taken(name: str, other: Symbol) -> Diagnostic:
    """The new name already means something where the old one is used: the two could not be told apart any more."""
    others = ((say("`{name}` is defined here", name=other.full), other.place),)
    message = say("`{name}` already means something else here", name=name)
    return Diagnostic("E672", "error", message, None, others, say("choose another name"))


def kept_word(name: str) -> Diagnostic:
    """The new name is a key of the files, or has a meaning of its own everywhere."""
    return Diagnostic(
        "E673", "error", say("`{name}` has a meaning of its own", name=name), fix=say("choose another name")
    )


def not_renamed(symbol: Symbol) -> Diagnostic:
    """The name of a manual is its folder's, and other folders that nobody named here may stand on it."""
    message = say("the manual `{name}` cannot be renamed this way", name=symbol.name)
    fix = say("rename its folder, then its `kode` and where it is named")
    return Diagnostic("E674", "error", message, symbol.place, fix=fix)


def not_yours(name: str, place: Span) -> Diagnostic:
    """The name stands in a manual that came along with the program. A new version would bring the old name back."""
    message = say("`{name}` stands in a manual that came with the program", name=name)
    fix = say("copy that manual into a folder of yours, and rename it there")
    return Diagnostic("E675", "error", message, place, fix=fix)


def wrong_files(found: Diagnostic, count: int) -> Diagnostic:
    """A file in which the name may be used has a mistake. Where it is used there cannot be told for certain."""
    message = say(
        "files in which the name may be used have mistakes ({count}), such as this: {text}",
        count=count, text=found.message,
    )  # fmt: skip
    return Diagnostic("E676", "error", message, found.place, fix=say("correct them first; `rules check` shows them"))


def other_meaning(name: str, place: Span, before: str) -> Diagnostic:
    """With the new name a formula would mean something else: it would hide another name, or another would hide it."""
    message = say("`{before}` would mean something else here if it were called `{name}`", before=before, name=name)
    return Diagnostic("E677", "error", message, place, fix=say("choose another name"))


def not_as_it_reads(name: str, place: Span) -> Diagnostic:
    """The name is written with signs that stand for others, so that it cannot be exchanged character by character."""
    message = say("`{name}` is written here in a way that cannot be exchanged", name=name)
    return Diagnostic("E678", "error", message, place, fix=say("write it without quotes and without `\\`"))


def already_there(path: str, what: Message | None = None) -> Diagnostic:
    """A file of this name exists. Nothing is ever written over it."""
    message = say("`{path}` is already there", path=path)
    return Diagnostic("E679", "error", message, fix=what or say("choose another name, or move that file away"))


def kode_in_use(kode: str, place: Span) -> Diagnostic:
    """The manual has an entry of this kode."""
    others = ((say("it stands here"), place),)
    message = say("the manual already has an entry `{kode}`", kode=kode)
    return Diagnostic("E680", "error", message, None, others, say("choose another kode"))


def perhaps_meant(name: str, place: Span) -> Diagnostic:
    """A text in a formula reads as the old code. Whether it means it cannot be told, so it is left as it is."""
    message = say('the text "{name}" stands here and is not changed', name=name)
    return Diagnostic("W661", "warning", message, place, fix=say("if it means this code, change it by hand"))
