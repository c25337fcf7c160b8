"""What is wrong with what was named for a check (E661 to E666)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest


def nothing_to_check(name: str) -> Diagnostic:
    """The folder holds no manual (`manual.yaml`) and no paket (`kontrak.yaml`), and lies in none."""
    message = say("there is nothing to check in `{name}`", name=name)
    fix = say("give the folder of a manual, in which `manual.yaml` lies, or of a paket, in which `kontrak.yaml` lies")
    return Diagnostic("E661", "error", message, fix=fix)


def no_such_subject(name: str, known: Iterable[str]) -> Diagnostic:
    """There is no file or folder of this name, and no manual of this code comes along."""
    options = tuple(known)
    near = nearest(name, options)
    message = say("there is no file or folder `{name}`, and no manual of that code comes along", name=name)
    fix = (
        say("did you mean `{near}`?", near=near)
        if near
        else say("these come along: {choices}", choices=", ".join(options))
    )
    return Diagnostic("E663", "error", message, fix=fix)


def file_of_nothing(name: str, ending: str) -> Diagnostic:
    """The file belongs to no manual and no paket. Rule files end in `.yaml`; files of data belong to a paket."""
    message = say("the file `{name}` is part of no manual and no paket", name=name)
    fix = say(
        "give the name of a rule file an end in `{ending}`, or put the file into the folder of a paket", ending=ending
    )
    return Diagnostic("E664", "error", message, fix=fix)


def not_looked_at(name: str) -> Diagnostic:
    """The file lies in the folder of a paket, and its contract does not name it, so that nothing in it is used."""
    message = say("the file `{name}` is not read, because the contract does not name it", name=name)
    return Diagnostic("E665", "error", message, fix=say("name it in the contract under `data`"))


def correct_first(cause: Diagnostic) -> Diagnostic:
    """The file that was named rests on another one that is so wrong that not everything could be checked: the manual
    that defines its names, or the contract that names the manual."""
    message = say(
        "what was named rests on this, and is checked completely only when it is corrected: {cause}",
        cause=cause.message,
    )
    return Diagnostic("E666", "error", message, cause.place, fix=cause.fix)
