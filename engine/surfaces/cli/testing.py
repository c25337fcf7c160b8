"""`rules test`: the cases beside the rules are run; what differs is shown, or written into the files on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import Message, say
from engine.diagnostics.render import render
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import progress
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.cases.model import CaseRun, Tested
    from engine.cases.update import Move

_STATES: Mapping[str, Message] = {
    "passed": say("passed"),
    "failed": say("FAILED"),
    "broken": say("CANNOT BE RUN"),
    "unconfirmed": say("not confirmed"),
}


def test(console: Console, given: Mapping[str, Any], environ: Mapping[str, str]) -> int:
    """The exit code of `rules test`. Raises WrongUse, and OSError where a file cannot be written."""
    from engine import pipeline
    from engine.cases.shapes import as_data, as_junit

    if any(given[name] for name in ("coverage", "suggest", "mutate")) or given["threshold"] is not None:
        from engine.surfaces.cli.covering import cover

        return cover(console, given, environ)
    if given["update"] and environ.get("CI"):
        fix = say("run it where a person looks at the new values, and commit the files")
        raise WrongUse(say("{option} does not go in a workflow (CI is set)", option="--update"), fix)
    manual = folder_of_manuals(given["manual"])
    with progress(console) as begun:
        tested = pipeline.test(given["arguments"], manual=manual, pattern=given["run"], begun=begun)
    if given["update"]:
        return _update(console, tested)
    match given["format"]:
        case "json":
            from engine.surfaces.cli.evaluating import as_text

            console.out(as_text(as_data(tested, console.language)))
        case "junit":
            console.out(as_junit(tested, console.language))
        case _:
            console.out("".join(f"{line}\n" for line in _text(console, tested)))
    return _exit(console, tested)


def _exit(console: Console, tested: Tested) -> int:
    from engine.cases.shapes import counted

    if not tested.runs and not tested.problems:
        _say(console, say("there are no cases here") if not tested.left_out else say("no case has such a name"))
    if tested.nothing or not (tested.runs or tested.problems):
        return WRONG
    counts = counted(tested)
    errors = any(one.severity == "error" for one in tested.problems)
    return FINDINGS if errors or counts["failed"] or counts["broken"] else CLEAN


def _text(console: Console, tested: Tested) -> Iterator[str]:
    yield from render(tested.problems, console.language, console.colour).splitlines()
    if tested.problems:
        yield ""
    for _, runs in groupby(tested.runs, key=lambda run: run.case.file):
        for run in runs:
            yield from _case(console, run)
    if tested.runs:
        yield console.painted(_summary(console, tested), "bold")


def _case(console: Console, run: CaseRun) -> Iterator[str]:
    """Nothing of a case that passes."""
    from engine.cases.shapes import state
    from engine.cases.text import address, difference, failure_lines

    found = state(run)
    if found == "passed" or (found == "unconfirmed" and not run.failed):
        return
    word = console.painted(console.words(_STATES[found]), "yellow" if found == "unconfirmed" else "red")
    yield f"{visible(address(run.case))}: {word}: {visible(run.case.name)}"
    if found == "unconfirmed":
        yield from ("  " + visible(console.words(difference(one))) for one in run.failed)
    else:
        yield from (visible(line) for line in failure_lines(run, console.language))
    yield ""


def _summary(console: Console, tested: Tested) -> str:
    from engine.cases.shapes import counted

    counts = counted(tested)
    parts = [say("cases: {count}", count=len(tested.runs)), say("passed: {count}", count=counts["passed"])]
    if counts["failed"]:
        parts.append(say("failed: {count}", count=counts["failed"]))
    if counts["broken"]:
        parts.append(say("cannot be run: {count}", count=counts["broken"]))
    if counts["unconfirmed"]:
        parts.append(say("not confirmed, count for nothing: {count}", count=counts["unconfirmed"]))
    if tested.left_out:
        parts.append(say("left out by --run: {count}", count=tested.left_out))
    return "; ".join(console.words(part) for part in parts)


# ---- --update


def _update(console: Console, tested: Tested) -> int:
    """Writes what came out into the files, unless anything could not be read: then the new values could be wrong."""
    from engine.cases.update import moves

    broken = [one for one in tested.problems if one.severity == "error"]
    broken += [one for run in tested.runs for one in run.problems if one.severity == "error"]
    if broken or tested.nothing:
        console.talk(render(broken or tested.problems, console.language, console.error_colour))
        _say(console, say("nothing was written: correct this first"))
        return WRONG if tested.nothing else FINDINGS
    if not (tested.runs or tested.problems):
        return _exit(console, tested)
    moved = moves(tested.runs)
    files = _write(console, tested, moved)
    for one in moved:
        console.out(_moved(console, one, stays=one.after is None or one.place.source.name not in files))
    written = sum(one.after is not None and one.place.source.name in files for one in moved)
    _say(console, say("values written, to be confirmed by a person: {count}", count=written))
    if written < len(moved):
        _say(console, say("values that stay as they are: {count}", count=len(moved) - written))
    return FINDINGS if written < len(moved) else CLEAN


def _moved(console: Console, one: Move, *, stays: bool) -> str:
    where = f"{one.place.source.name}:{one.place.line}: {one.case.name}: {one.id}"
    before = " ".join(one.before.split())
    if stays:
        why = say("{before} stays: what was published, or what rows have in common, is not rewritten", before=before)
        return f"{visible(where)}: {visible(console.words(why))}\n"
    return f"{visible(where)}: {visible(before)} → {visible(one.after or '')}\n"


def _write(console: Console, tested: Tested, moved: tuple[Move, ...]) -> set[str]:
    """The names of the files that have their new text. Raises OSError."""
    from engine.cases.update import updated
    from engine.manual.shelves import comes_along
    from engine.surfaces.cli.writing import rewritten

    done: set[str] = set()
    for source in dict.fromkeys(one.place.source for one in moved if one.after is not None):
        path = tested.files[source.name]
        if comes_along(path):
            _say(console, say("`{name}` comes along with the program and is not changed", name=source.name))
            continue
        text = updated(source, moved, path.parent)
        if text is not None and rewritten(path, source.text, text):
            done.add(source.name)
        else:
            _say(console, say("`{name}` was left as it is: it could not be rewritten safely", name=source.name))
    return done


def _say(console: Console, message: Message) -> None:
    console.talk(console.words(message) + "\n")
