"""`rules rename`: one name exchanged everywhere. What changes is shown first, and written only if that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.diagnostics.edits import difference
from engine.diagnostics.model import Problems, say
from engine.diagnostics.render import render
from engine.references import problems as problem
from engine.references.find import meanings, near
from engine.references.index import Survey, visible
from engine.references.model import Symbol
from engine.references.rename import Change
from engine.surfaces.cli.asking import agreed
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.speaking import WrongUse
from engine.surfaces.cli.writing import replace


def rename(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules rename`: 1 if nothing was written. Raises WrongUse and OSError."""
    from engine import pipeline
    from engine.references.rename import rename as renamed

    old, new, folders = _arguments(given["arguments"])
    whole, problems = pipeline.survey(folders, whole=True)
    if problems:
        _show(console, problems)
        return WRONG
    symbol, problems = _meant(whole, old)
    if symbol is None:
        _show(console, problems)
        return FINDINGS
    changes, problems = renamed(whole, symbol, new)
    _show(console, problems)
    if not changes:
        return FINDINGS
    for change in changes:
        console.out(difference(change.source, change.text))
        if change.moved is not None:
            console.out(f"rename from {change.source.name}\nrename to {change.moved[1]}\n")
    return CLEAN if (given["yes"] or agreed(console)) and _written(console, changes) else FINDINGS


def _arguments(arguments: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    if len(arguments) < 2:
        name = "NEW" if arguments else "NAME"
        raise WrongUse(say("{name} is missing", name=name), say("write the name and the new name"))
    if arguments[0] == arguments[1]:
        raise WrongUse(say("both names are the same"), say("write the name and the new name"))
    return arguments[0], arguments[1], arguments[2:]


def _meant(whole: Survey, name: str) -> tuple[Symbol | None, Problems]:
    """The one thing that the name stands for in what was named."""
    found = meanings(whole.index, name)
    seen = visible(whole, found)
    if not seen:
        return None, (problem.unknown_name(name, None if found else near(whole.index, name)),)
    return (seen[0], ()) if len(seen) == 1 else (None, (problem.several_meanings(name, seen),))


def _show(console: Console, problems: Problems) -> None:
    console.talk(render(problems, console.language, console.error_colour))


def _written(console: Console, changes: tuple[Change, ...]) -> bool:
    """Whether all files were still as they had been read; otherwise none is written. Raises OSError."""
    changed = [one for one in changes if one.path.read_bytes() != one.before]
    for one in changed:
        message = say("`{name}` has been changed meanwhile, and is left as it is", name=one.source.name)
        console.talk(console.words(message) + "\n")
    if changed:
        return False
    for one in changes:
        replace(one.path, one.after)
    for one in changes:
        if one.moved is not None:
            one.path.rename(one.moved[0])
    console.talk(console.words(say("files changed: {count}", count=len(changes))) + "\n")
    return True
