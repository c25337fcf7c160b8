"""`rules diff`: what was changed, in sentences or side by side, for a person, a program or a printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import say
from engine.diagnostics.render import render
from engine.surfaces.cli.columns import GAP, Cell, Piece, laid_out
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.evaluating import as_text
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import progress
from engine.surfaces.cli.speaking import WrongUse
from engine.surfaces.cli.writing import replace

if TYPE_CHECKING:
    from engine.difference.difference import Difference
    from engine.difference.offices import Office
    from engine.difference.sentences import Group

INDENT = "  "


def diff(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules diff`. Raises WrongUse."""
    from engine import pipeline

    if given["git"]:
        from engine.surfaces.cli.driving import drive

        return drive(console, given["arguments"])
    if len(given["arguments"]) != 2:
        fix = say("name what it was, then what it is now: two manuals or two pakets")
        raise WrongUse(say("`rules diff` compares two things"), fix)
    before, after = given["arguments"]
    with progress(console) as begun:
        begun(after)
        found, problems = pipeline.compare(before, after, manual=folder_of_manuals(given["manual"]))
    console.talk(render(problems, console.language, console.error_colour))
    if found is None:
        return WRONG
    offices = _offices(console, found, given)
    if offices is None:
        return WRONG
    _show(console, _text(console, found, offices, given["format"], matrix=given["matrix"]), given["output"])
    return FINDINGS if found.changes or found.problems else CLEAN


def _offices(console: Console, found: Difference, given: Mapping[str, Any]) -> tuple[Office, ...] | None:
    """The pakets behind `--on` under both sides; None if not one of them can be read."""
    if not given["on"]:
        for option in ("periode", "figure"):
            if given[option]:
                raise WrongUse(say("{option} says nothing without --on", option=f"--{option}"))
        return ()
    from engine import pipeline
    from engine.surfaces.cli import attributing

    with progress(console) as begun:
        offices, problems = pipeline.attribute(
            found, map(Path, given["on"]), period=given["periode"], figures=given["figure"], begun=begun
        )
    console.talk(render(problems, console.language, console.error_colour))
    for text in attributing.problems(console, offices):
        console.talk(text)
    return offices if any(one.attribution is not None for one in offices) else None


def _text(console: Console, found: Difference, offices: tuple[Office, ...], format_: str, *, matrix: bool) -> str:
    match format_:
        case "json":
            from engine.difference.shapes import of_difference

            shape = of_difference(found, console.language)
            if offices:
                from engine.difference.attribution_shapes import of_offices

                shape["pakets"] = of_offices(offices, console.language)
            return as_text(shape)
        case "html":
            from engine.difference.page import page

            if not offices:
                return page(found, console.language)
            from engine.difference.attribution_page import sections

            return page(found, console.language, sections(offices, console.language))
    lines = [*(_matrix(console, found) if matrix else sentences(console, found))]
    if offices:
        from engine.surfaces.cli import attributing

        lines += attributing.lines(console, offices)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _show(console: Console, text: str, output: str | None) -> None:
    if output is None:
        console.out(text)
        return
    replace(Path(output), text.encode())
    console.talk(console.words(say("written: {name}", name=visible(output))) + "\n")


def sentences(console: Console, found: Difference) -> Iterator[str]:
    """Every change in one sentence, by what it is about."""
    from engine.difference.page import count
    from engine.difference.sentences import sentence

    for group in _groups(found):
        yield console.painted(visible(console.words(group.heading)), "bold")
        for change in group.changes:
            yield INDENT + visible(console.words(sentence(change)))
        for reason in group.reasons:
            yield INDENT + visible(console.words(say("reason: {reason}", reason=reason)))
        yield ""
    yield console.words(count(len(found.changes)))


def _groups(found: Difference) -> tuple[Group, ...]:
    from engine.difference.sentences import groups

    return groups(found.changes, found.before.manual, found.after.manual)


def _matrix(console: Console, found: Difference) -> Iterator[str]:
    """What stood there and what stands there now, side by side."""
    from engine.difference.matrix import lines
    from engine.difference.page import HEADS
    from engine.difference.shapes import said

    rows = [[Cell(console.words(head), style="bold") for head, _ in HEADS]]
    headings: dict[int, str] = {}
    for group in _groups(found):
        headings[len(rows)] = visible(console.words(group.heading))
        for line in lines(group):
            before, after = (said(side, console.language) for side in (line.before, line.after))
            cells = ([console.words(line.what)], before, after, [line.article], [line.reason])
            rows.append([Cell("\n".join(map(visible, cell))) for cell in cells])
    for number, row in enumerate(laid_out(rows, console.width)):
        if number in headings:
            yield ""
            yield console.painted(headings[number], "bold")
        yield from (_joined(console, pieces) for pieces in row)


def _joined(console: Console, pieces: Sequence[Piece]) -> str:
    """One line of the columns."""
    parts = ((piece.parts, piece.cell.style) for piece in pieces)
    return GAP.join(
        f"{before}{console.painted(text, style) if style else text}{behind}" for (before, text, behind), style in parts
    )
