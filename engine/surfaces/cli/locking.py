"""`rules lock`: an established version gets its lock, or says what was changed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import Message, say
from engine.diagnostics.render import render
from engine.manual.shelves import LOCK
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS
from engine.surfaces.cli.speaking import WrongUse
from engine.surfaces.cli.writing import replace

if TYPE_CHECKING:
    from engine.manual.lock import Changed
    from engine.manual.model import LockFile

ESTABLISHED = "E919"


def lock(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules lock`. Raises WrongUse and OSError."""
    if len(given["arguments"]) != 1:
        raise WrongUse(say("{name} is missing", name="MANUAL"), say("write the folder of one manual, or its code"))
    from engine import pipeline
    from engine.manual.lock import changes, corrections, written

    folder, stack, problems = pipeline.manual_files(given["arguments"][0])
    wrong = [one for one in problems if one.severity == "error" and one.code != ESTABLISHED]
    if folder is None or not stack or wrong:
        console.talk(render(problems, console.language, console.error_colour))
        if folder is None and not problems:
            raise WrongUse(say("`{name}` is not one manual", name=given["arguments"][0]))
        return FINDINGS
    files = stack[-1]
    known, path, shown = files.chain[-1].lock, folder / LOCK, f"{files.shown}/{LOCK}"
    count = len(corrections(files.form)[0])
    if known is None:
        path.write_text(written(files), encoding="utf-8", newline="\n")
        return _said(console, say("`{code}` is locked: {file}", code=files.code, file=shown))
    found = changes(files, known)
    if not found:
        return _said(console, say("`{code}` is locked, and nothing was changed since", code=files.code))
    if not given["ralat"]:
        console.talk(render(problems, console.language, console.error_colour))
        return FINDINGS
    if count <= known.ralat:
        return _without_correction(console, known)
    replace(path, written(files).encode())
    return _renewed(console, shown, found)


def _without_correction(console: Console, known: LockFile) -> int:
    message = say("`ralat` has no correction that was not there when the lock was made: {count}", count=known.ralat)
    console.talk(console.words(message) + "\n")
    how = say("add one in `manual:`: `ralat: [{open}tanggal: 2024-05-31, alasan: …{close}]`", open="{", close="}")
    console.talk(console.words(how) + "\n")
    return FINDINGS


def _renewed(console: Console, shown: str, found: Changed) -> int:
    groups: tuple[tuple[Message, tuple[str, ...]], ...] = (
        (say("changed"), found.changed),
        (say("new"), found.new),
        (say("gone"), found.gone),
    )
    console.out(console.words(say("the lock was renewed: {file}", file=shown)) + "\n")
    for what, names in groups:
        for name in names:
            console.out(f"  {console.words(what)}: {name}\n")
    return CLEAN


def _said(console: Console, message: Message) -> int:
    console.out(console.words(message) + "\n")
    return CLEAN
