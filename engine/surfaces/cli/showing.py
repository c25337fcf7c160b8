"""`rules show`: the rules in force, each with where it comes from; or the whole manual as rule files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import say
from engine.diagnostics.render import render
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.evaluating import as_text
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.effective.listing import Row
    from engine.manual.files import ManualFiles


def show(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules show`. Raises WrongUse and OSError."""
    name, *wanted = _arguments(given)
    from engine import pipeline

    folder, stack, problems = pipeline.manual_files(name)
    console.talk(render(problems, console.language, console.error_colour))
    if folder is None and not problems:
        raise WrongUse(say("`{name}` is not one manual", name=name))
    if not stack:
        return WRONG
    if given["flat"]:
        _flat(console, stack, given)
    elif not _rows(console, stack, wanted, given):
        return FINDINGS
    return FINDINGS if any(one.severity == "error" for one in problems) else CLEAN


def _arguments(given: Mapping[str, Any]) -> tuple[str, ...]:
    arguments: tuple[str, ...] = given["arguments"]
    if not arguments:
        raise WrongUse(say("{name} is missing", name="MANUAL"), say("write the folder of one manual, or its code"))
    if len(arguments) > 2:
        raise WrongUse(say("`{text}` does not belong here", text=arguments[2]))
    if given["flat"] and len(arguments) == 2:
        raise WrongUse(say("{one} and {other} do not go together", one="--flat", other="NAME"))
    if given["into"] and not given["flat"]:
        raise WrongUse(say("{one} goes together with {other} only", one="--into", other="--flat"))
    return arguments


def _flat(console: Console, stack: tuple[ManualFiles, ...], given: Mapping[str, Any]) -> None:
    from engine.effective.flat import flat

    files = flat(stack)
    if given["into"]:
        folder = Path(given["into"])
        if folder.exists():
            raise WrongUse(say("`{name}` is there already", name=folder.as_posix()), say("name a new folder"))
        for name, text in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        console.out(console.words(say("{count} files in {folder}", count=len(files), folder=folder.as_posix())) + "\n")
    elif given["format"] == "json":
        console.out(as_text({"schema": 1, "manual": stack[-1].code, "files": dict(files)}))
    else:
        console.out("\n".join(f"# {name}\n{text}" for name, text in files))


def _rows(console: Console, stack: tuple[ManualFiles, ...], wanted: list[str], given: Mapping[str, Any]) -> bool:
    """Whether there was something to show."""
    from engine.effective.listing import listed, named, near, shape, text_of

    rows = listed(stack)
    chosen = named(rows, wanted[0]) if wanted else rows
    if not chosen:
        console.talk(_unknown(console, wanted[0], near(rows, wanted[0])))
    if given["format"] == "json":
        shapes = [shape(row, text_of(row, stack) if wanted else None) for row in chosen]
        manuals = [version.shown for files in stack for version in files.chain]
        console.out(as_text({"schema": 1, "manual": stack[-1].code, "from": manuals, "rules": shapes}))
    elif wanted:
        for row in chosen:
            console.out("".join(f"{line}\n" for line in _line(console, row)) + "\n" + text_of(row, stack) + "\n")
    else:
        _listed(console, chosen)
    return bool(chosen)


def _unknown(console: Console, name: str, near: str | None) -> str:
    message = say("nothing in force is called `{name}`", name=name)
    hint = "" if near is None else console.words(say("; do you mean `{near}`?", near=near))
    return console.words(message) + hint + "\n"


def _listed(console: Console, rows: tuple[Row, ...]) -> None:
    for section, members in groupby(rows, key=lambda row: row.section):
        console.out(console.painted(section, "bold") + "\n")
        for row in members:
            console.out("".join(f"  {line}\n" for line in _line(console, row)))


def _line(console: Console, row: Row) -> Iterator[str]:
    about = row.about
    source = (
        "" if about.citation is None else f"  {about.citation.document}, {about.citation.reference}".removesuffix(", ")
    )
    yield visible(f"{row.name}  {about.manual}  {about.where.source.name}:{about.where.line}{source}")
    if about.replaces is not None:
        why = " ".join(about.replaces.split())
        yield "  " + visible(console.words(say("overridden, because: {why}", why=why)))
