"""`rules new`: the file of a new entry, a new manual, or a new paket. Nothing is ever written over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest
from engine.diagnostics.render import render
from engine.manual.declared import Declared
from engine.manual.shelves import comes_along
from engine.references import problems as problem
from engine.references.rename import CODE
from engine.skeletons import entry, manual, paket
from engine.skeletons.lines import Line, rendered
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.describing import NAME, one_manual, write
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.manual.files import ManualFiles

MANUAL, PAKET = "manual", "paket"
SCHEMAS = ".schema"


def begin(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules new`: 1 if nothing was written. Raises WrongUse and OSError."""
    what, name = _arguments(given["arguments"])
    _refuse(given, what)
    if what == MANUAL:
        return _manual(console, name, given)
    return _paket(console, Path(name), given) if what == PAKET else _entry(console, what, name, given)


def _arguments(arguments: tuple[str, ...]) -> tuple[str | None, str]:
    """(what, name): `manual`, `paket`, the level of an entry; None where only a kode is given."""
    if not arguments or arguments in ((MANUAL,), (PAKET,)):
        name = "FOLDER" if arguments == (PAKET,) else "KODE"
        raise WrongUse(say("{name} is missing", name=name), say("write what is begun, and what it is called"))
    if len(arguments) > 2:
        raise WrongUse(say("`{text}` does not belong here", text=arguments[2]), say("begin one thing at a time"))
    what, name = arguments if len(arguments) == 2 else (None, arguments[0])
    if what != PAKET and not CODE.fullmatch(name):
        raise WrongUse(
            say("`{name}` cannot be a kode", name=name),
            say("a code is made of letters, digits, `_`, `-` and `.`, and begins and ends with a letter or a digit"),
        )
    return what, name


def _refuse(given: Mapping[str, Any], what: str | None) -> None:
    """Options that belong to something else."""
    kinds = {"manual": (PAKET,), "under": (MANUAL,), "name": (MANUAL, "entry"), "in": (MANUAL, "entry")}
    kind = what if what in (MANUAL, PAKET) else "entry"
    for option, allowed in kinds.items():
        if given[option] and kind not in allowed:
            raise WrongUse(say("{one} and {other} do not go together", one=f"--{option}", other=what or "KODE"))


# ---- an entry


def _entry(console: Console, level: str | None, kode: str, given: Mapping[str, Any]) -> int:
    found = one_manual(console, given["in"] or ".")
    if found is None:
        return WRONG
    folder, stack = found
    declared = Declared(stack)
    filled = _level(declared, level, kode)
    same = [one for one, _, _ in declared.collected.entries if one.kode.text == kode]
    if same:
        return _said(console, problem.kode_in_use(kode, same[0].kode.span))
    listed = declared.kodes(filled)
    if listed and kode not in listed:
        near = nearest(kode, listed)
        fix = (
            say("did you mean `{near}`?", near=near)
            if near
            else say("write one of: {choices}", choices=", ".join(listed))
        )
        raise WrongUse(say("the level {level} has no kode `{kode}`", level=filled, kode=kode), fix)
    slug = entry.slug(given["name"] or "")
    file = _place(folder, stack, filled) / (f"{kode}-{slug}.yaml" if slug else f"{kode}.yaml")
    lines = entry.entry(declared, filled, kode, given["name"])
    return _written(console, {file: lines}, folder, stack, ("entry",))


def _level(declared: Declared, level: str | None, kode: str) -> str:
    filled, code = declared.filled, declared.stack[-1].code
    if filled is None:
        fix = say("write `mengisi` into its file, or name another manual with --in")
        raise WrongUse(say("the manual {manual} has no entries", manual=code), fix)
    if level is None and kode in declared.levels:
        raise WrongUse(say("{name} is missing", name="KODE"), say("write what is begun, and what it is called"))
    if level not in (None, filled):
        fix = say("write `{command}`", command=f"rules new {filled} KODE")
        message = say("the entries of {manual} are not of the level `{level}`", manual=code, level=level or "")
        raise WrongUse(message, fix)
    return filled


def _place(folder: Path, stack: tuple[ManualFiles, ...], level: str) -> Path:
    """Where the other entries of the manual lie, if that is one folder."""
    own = stack[-1]
    names = {one.kode.span.source.name.removeprefix(f"{own.shown}/") for one in own.entries}
    places = {Path(name).parent for name in names}
    return folder / (places.pop() if len(places) == 1 else level)


# ---- a manual


def _manual(console: Console, code: str, given: Mapping[str, Any]) -> int:
    decree = None
    if given["under"]:
        found = one_manual(console, given["under"])
        if found is None:
            return WRONG
        decree = Declared(found[1])
    above = Path(given["in"] or ".")
    if not above.is_dir():
        fix = say("make it first, or correct its name")
        raise WrongUse(say("there is no folder `{name}`", name=above.as_posix()), fix)
    folder = above / code
    year = manual.year_of(code) or date.today().year
    lines = manual.manual(code, given["name"], year, decree)
    done = _written(console, {folder / "manual.yaml": lines}, folder, (), ("rule",))
    level = manual.fillable(decree) if decree is not None else "ukuran"
    if done == CLEAN and level is not None:
        command = f"rules new {level} KODE --in {folder.as_posix()}"
        console.talk(console.words(say("the first entry: {command}", command=command)) + "\n")
    return done


# ---- a paket


def _paket(console: Console, folder: Path, given: Mapping[str, Any]) -> int:
    if not given["manual"]:
        raise WrongUse(say("{name} is missing", name="--manual"), say("write the code of the manual that it uses"))
    found = one_manual(console, given["manual"])
    if found is None:
        return WRONG
    stack = found[1]
    head, declared = stack[-1].form, Declared(stack)
    year = head.berlaku.mulai.year if head.berlaku is not None else manual.year_of(stack[-1].code)
    office = console.words(say("Name of the office"))
    files: dict[Path, Iterable[Line] | str] = {
        folder / "kontrak.yaml": paket.contract(declared, office, year or date.today().year),
        folder / paket.DATA: paket.data_file(),
    }
    return _written(console, files, folder, stack, ("kontrak", "published"))


# ---- writing


def _written(
    console: Console,
    files: Mapping[Path, Iterable[Line] | str],
    home: Path,
    stack: tuple[ManualFiles, ...],
    kinds: tuple[str, ...],
) -> int:
    """Writes the files, if none of them is there, and the schemas that they name in `home`."""
    there = next((file for file in files if file.exists()), None)
    if there is not None:
        return _said(console, problem.already_there(there.as_posix()))
    if comes_along(home):
        fix = say("copy that manual into a folder of yours")
        raise WrongUse(say("`{name}` is part of the program", name=home.as_posix()), fix)
    schemas = home / SCHEMAS
    done = write(schemas, kinds, stack, console.language, again=False)
    for file, lines in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        schema = Path(os.path.relpath(schemas / NAME.format(kind=kinds[0]), file.parent)).as_posix()
        text = lines if isinstance(lines, str) else rendered(lines, schema, console.language)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
        done.append(file.as_posix())
    for name in done:
        console.out(console.words(say("written: {name}", name=name)) + "\n")
    return CLEAN


def _said(console: Console, found: Diagnostic) -> int:
    console.talk(render([found], console.language, console.error_colour))
    return FINDINGS
