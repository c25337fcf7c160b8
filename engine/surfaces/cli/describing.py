"""`rules schema`: JSON Schemas for editors, printed or written into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import say
from engine.diagnostics.render import render
from engine.schema.words import ANSWERS, KINDS
from engine.surfaces.cli.columns import GAP
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.evaluating import as_text
from engine.surfaces.cli.exits import CLEAN, WRONG
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.manual.files import ManualFiles

OF_MANUAL = ("entry", "kontrak")
"""Kinds that a manual has more to say about."""
NAME = "{kind}.schema.json"
EVERY = {**KINDS, **ANSWERS}


def describe(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules schema`. Raises WrongUse and OSError."""
    kind = _kind(given["arguments"])
    if given["manual"] and kind not in (None, *OF_MANUAL):
        raise WrongUse(say("{one} and {other} do not go together", one="--manual", other=kind or ""))
    if kind is None and given["out"] is None:
        console.out("".join(_listed(console)))
        return CLEAN
    stack: tuple[ManualFiles, ...] = ()
    if given["manual"]:
        found = one_manual(console, given["manual"])
        if found is None:
            return WRONG
        stack = found[1]
    kinds = tuple(EVERY) if kind is None else (kind,)
    if given["out"] is None:
        console.out(as_text(schema_of(kinds[0], stack, console.language)))
        return CLEAN
    for name in write(Path(given["out"]), kinds, stack, console.language):
        console.talk(console.words(say("written: {name}", name=name)) + "\n")
    return CLEAN


def _kind(arguments: tuple[str, ...]) -> str | None:
    if len(arguments) > 1:
        raise WrongUse(say("`{text}` does not belong here", text=arguments[1]), say("write one kind of file"))
    if arguments and arguments[0] not in EVERY:
        fix = say("write one of: {choices}", choices=", ".join(EVERY))
        raise WrongUse(say("there is no kind of file `{kind}`", kind=arguments[0]), fix)
    return arguments[0] if arguments else None


def _listed(console: Console) -> Iterator[str]:
    width = max(map(len, EVERY))
    for kind, about in EVERY.items():
        yield f"{kind:<{width}}{GAP}{console.words(about)}\n"


def one_manual(console: Console, name: str) -> tuple[Path, tuple[ManualFiles, ...]] | None:
    """The manual of this folder or code, with those it stands on; None, and said why, if there is none."""
    from engine import pipeline

    folder, stack, problems = pipeline.manual_files(name)
    if folder is not None and stack:
        return folder, stack
    if not problems:
        raise WrongUse(
            say("`{name}` is not one manual", name=name), say("write the folder of a manual, or the code of one")
        )
    console.talk(render(problems, console.language, console.error_colour))
    return None


def schema_of(kind: str, stack: tuple[ManualFiles, ...], language: str) -> dict[str, Any]:
    """The schema of a kind of file or answer: that of one manual, if there is a manual and it has more to say."""
    if stack and kind in OF_MANUAL:
        from engine.schema.manual import of_contracts, of_entries

        return (of_entries if kind == "entry" else of_contracts)(stack, language)
    if kind in ANSWERS:
        from engine.schema import answers

        return answers.schema(kind, language)
    from engine.schema.forms import schema

    return schema(kind, language)


def write(
    folder: Path, kinds: tuple[str, ...], stack: tuple[ManualFiles, ...], language: str, *, again: bool = True
) -> list[str]:
    """Writes the schemas; not those that are there already, unless `again`. Gives the files written. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for kind in kinds:
        file = folder / NAME.format(kind=kind)
        if again or not file.exists():
            file.write_text(as_text(schema_of(kind, stack, language)), encoding="utf-8", newline="\n")
            done.append(file.as_posix())
    return done
