"""`rules fmt`: rule files, contracts and published figures in their one canonical form."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.diagnostics.model import Message, say
from engine.manual.shelves import comes_along
from engine.record import dataclass
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.speaking import WrongUse
from engine.surfaces.cli.system import why

if TYPE_CHECKING:
    from engine.diagnostics.model import Problems

STREAM = "-"
Outcome = Literal["same", "changed", "wrong", "unopened", "foreign"]


def tidy(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules fmt`. Raises WrongUse, and OSError where a file cannot be written."""
    names: tuple[str, ...] = given["arguments"]
    if STREAM in names:
        return _stream(console, names, given)
    files, problems = _files(names)
    if problems:
        _show(console, problems)
        return WRONG
    only_asked = given["check"] or given["diff"]
    theirs = [] if only_asked else [path for path in files if comes_along(path)]
    for path in theirs:
        del files[path]
    counted = Counter(_file(console, path, file, given) for path, file in files.items())
    _sum_up(console, counted, given, len(theirs))
    if counted["unopened"] or (theirs and not files):
        return WRONG
    return FINDINGS if counted["wrong"] or (only_asked and counted["changed"]) else CLEAN


@dataclass(frozen=True, slots=True)
class _File:
    """`shown`: the name that the person knows it by. `loose`: it lies in no manual and no paket."""

    shown: str
    loose: bool


def _files(names: tuple[str, ...]) -> tuple[dict[Path, _File], Problems]:
    """The files of manuals and pakets; unless they are named, only those under the current folder."""
    from engine.checking.find import find

    found, problems = find(names)
    here = Path.cwd()
    files: dict[Path, _File] = {}
    for one in found:
        for path, shown in _inside(one.kind, one.path, one.shown, one.only):
            place = path.resolve()
            if names or (place.is_relative_to(here) and not comes_along(place)):
                files.setdefault(place, _File(shown, one.kind == "file"))
    return files, problems


def _inside(kind: str, path: Path, shown: str, only: Path | None) -> Iterator[tuple[Path, str]]:
    """The files of what was found. `only`: the file or folder in it that was named."""
    from engine.checking.find import OF_PAKET
    from engine.manual.shelves import case_files, yaml_files

    if kind == "file":
        yield path, shown
        return
    if kind == "manual":
        files = list(yaml_files(path, shown))
    else:
        files = [(path / name, (path / name).as_posix()) for name in OF_PAKET if (path / name).is_file()]
    files += case_files(path, shown)
    limit = (only or path).resolve()
    yield from (file for file in files if file[0].resolve().is_relative_to(limit))


def _file(console: Console, path: Path, file: _File, given: Mapping[str, Any]) -> Outcome:
    """One file is looked at, and written unless only that was asked for."""
    from engine import pipeline
    from engine.diagnostics.edits import difference
    from engine.layout.kinds import may_be_ours
    from engine.manual.places import decode
    from engine.surfaces.cli.writing import replace

    shown = file.shown
    try:
        data = path.read_bytes()
    except OSError as error:
        _say(console, say("`{name}` cannot be opened: {why}", name=shown, why=why(error)))
        return "unopened"
    if file.loose and not may_be_ours(data.decode("utf-8-sig", "replace")):
        return "foreign"
    source, problems = decode(data, shown)
    text, found = pipeline.layout(source) if source else (None, problems)
    if source is None or text is None:
        _show(console, found)
        return "wrong" if found else "same"
    new = text.encode()
    if new == data:
        return "same"
    console.out(difference(source, text) if given["diff"] else f"{shown}\n")
    if not (given["check"] or given["diff"]):
        replace(path, new)
    return "changed"


def _stream(console: Console, names: tuple[str, ...], given: Mapping[str, Any]) -> int:
    """The input goes out in its canonical form. What cannot be read gives no output: editors keep theirs."""
    from engine import pipeline
    from engine.diagnostics.edits import difference
    from engine.manual.places import decode

    if len(names) > 1:
        other = next((name for name in names if name != STREAM), STREAM)
        raise WrongUse(say("{one} and {other} do not go together", one=STREAM, other=other))
    data = sys.stdin.buffer.read()
    source, problems = decode(data, "<stdin>")
    text, found = pipeline.layout(source) if source else (None, problems)
    _show(console, found)
    if source is None or found:
        return FINDINGS
    text = source.text if text is None else text
    if given["diff"]:
        console.out(difference(source, text))
    elif not given["check"]:
        console.out(text)
    return FINDINGS if (given["check"] or given["diff"]) and text.encode() != data else CLEAN


def _sum_up(console: Console, counted: Counter[Outcome], given: Mapping[str, Any], theirs: int) -> None:
    if theirs:
        _say(console, say("files of manuals that come along, which are not changed: {count}", count=theirs))
    if not counted and not theirs:
        _say(console, say("there is no manual and no paket here"))
    if counted["foreign"]:
        _say(console, say("files that are none of ours, passed over: {count}", count=counted["foreign"]))
    if counted["wrong"]:
        _say(console, say("files with mistakes, left as they are: {count}", count=counted["wrong"]))
    if counted["changed"]:
        asked = given["check"] or given["diff"]
        would = say("files that would change: {count}", count=counted["changed"])
        _say(console, would if asked else say("files changed: {count}", count=counted["changed"]))
    elif counted["same"]:
        _say(console, say("files that need no change: {count}", count=counted["same"]))


def _show(console: Console, problems: Problems) -> None:
    from engine.diagnostics.render import render

    console.talk(render(problems, console.language, console.error_colour))


def _say(console: Console, message: Message) -> None:
    console.talk(console.words(message) + "\n")
