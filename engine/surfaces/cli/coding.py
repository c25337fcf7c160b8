"""`rules code`: the page of a code, or all codes with their titles. Nothing is looked up outside this computer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.diagnostics.pages import Page, codes, page
from engine.surfaces.cli.columns import wrapped
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.evaluating import as_text
from engine.surfaces.cli.exits import CLEAN
from engine.surfaces.cli.speaking import WrongUse

INDENT = "    "
MOST_NEAR = 12
SEVERITY = {"E": "error", "W": "warning", "N": "note", "T": "error"}
"""By the first letter of a code. T: what a rule file itself asks for, or a figure that was published."""
SHOWN = {"error": (say("error"), "red"), "warning": (say("warning"), "yellow"), "note": (say("note"), "blue")}
GROUPS: tuple[tuple[int, Message], ...] = (
    (100, say("Files: how they are written")),
    (200, say("Formulas: how they are written")),
    (300, say("Formulas: what they mean")),
    (400, say("Rule files: keys and values")),
    (420, say("Rule files: tables, scales and components")),
    (432, say("Rule files: rules, entries and manuals")),
    (450, say("Numbers and how they are written")),
    (459, say("Rule files: tables, scales and components")),
    (461, say("Rule files: rules, entries and manuals")),
    (500, say("Data files")),
    (520, say("The contract")),
    (540, say("Rows of data")),
    (600, say("Inputs and computing")),
    (650, say("Files of formulas")),
    (661, say("Commands")),
    (699, say("Files of formulas")),
    (700, say("Checks of the rule files, and published figures")),
    (800, say("Units and kinds")),
    (811, say("Ranges of values")),
    (820, say("Tables and what they cover")),
    (831, say("The manual as a whole")),
    (841, say("Contract and data as a whole")),
    (940, say("Published reports taken apart")),
)
"""From which number on a code belongs to what. Codes of one group stand together, wherever their numbers are."""
PLACES = {
    "formula": say("a formula"),
    "jsonl": say("lines for `rules eval --jsonl`"),
    "command": say("a command"),
    "python": say("a call from Python"),
}
"""Examples that stand in no file."""


def explain_code(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules code`. Raises WrongUse for a code that does not exist."""
    if not given["codes"]:
        _list(console, given["format"])
        return CLEAN
    code, *more = given["codes"]
    if more:
        raise WrongUse(say("one code at a time: `{extra}` is one too many", extra=more[0]))
    found = page(code.upper(), console.language)
    if found is None:
        raise WrongUse(say("there is no code `{code}`", code=code), _near(code))
    console.out(as_text(_shape(found)) if given["format"] == "json" else "".join(_lines(console, found)))
    return CLEAN


def _near(text: str) -> Message:
    """The codes that may be meant: the same number, or the numbers beside it."""
    number = re.sub(r"\D", "", text)
    same = [code for code in codes() if code[1:] == number]
    if same:
        return say("did you mean `{near}`?", near=same[0])
    beside = [code for code in codes() if len(number) > 1 and code[1:3] == number[:2]]
    if not beside:
        return say("`rules code` lists them all")
    choices = ", ".join(beside[:MOST_NEAR]) + (", …" if len(beside) > MOST_NEAR else "")
    return say("write one of: {choices}", choices=choices)


# ---- one page


def _lines(console: Console, found: Page) -> Iterator[str]:
    """The page as it is read: text, what to do, the examples indented."""
    said, style = SHOWN[SEVERITY[found.code[0]]]
    head = f"{found.code} {console.words(said)}"
    for line in wrapped(f"{head}: {found.title}", console.width):
        yield line.replace(head, console.painted(head, style)) + "\n"
    fix = console.words(say("What to do: {fix}", fix=found.fix))
    for paragraph in (*found.text, fix):
        yield "\n" + "".join(f"{line}\n" for line in wrapped(paragraph, console.width))
    if found.given:
        yield from _example(console, say("Given, in {place}:", place=found.given_place), found.given)
    if found.place:
        place = PLACES.get(found.place) or say("in {place}", place=found.place)
        yield from _example(console, say("Wrong, {place}:", place=place), found.wrong)
        yield from _example(console, say("Right:"), found.right)


def _example(console: Console, heading: Message, lines: str) -> Iterator[str]:
    yield f"\n{console.painted(console.words(heading), 'bold')}\n\n"
    yield from (f"{INDENT}{line}".rstrip() + "\n" for line in lines.splitlines())


def _shape(found: Page) -> dict[str, object]:
    """{schema, code, severity, title, text: [paragraph], fix, example: {place, given, wrong, right} or None}."""
    given = {"place": found.given_place, "text": found.given} if found.given else None
    example = {"place": found.place, "given": given, "wrong": found.wrong, "right": found.right}
    return {
        "schema": 1,
        "code": found.code,
        "severity": SEVERITY[found.code[0]],
        "title": found.title,
        "text": list(found.text),
        "fix": found.fix,
        "example": example if found.place else None,
    }


# ---- all codes


def _list(console: Console, format_: str | None) -> None:
    pages = [found for code in codes() if (found := page(code, console.language)) is not None]
    if format_ == "json":
        rows = [
            {
                "code": found.code,
                "severity": SEVERITY[found.code[0]],
                "group": words(group(found.code), console.language),
                "title": found.title,
            }
            for found in pages
        ]
        console.out(as_text({"schema": 1, "codes": rows}))
        return
    for heading, members in _grouped(pages):
        console.out(console.painted(console.words(heading), "bold") + "\n")
        for found in members:
            title = wrapped(f"  {found.code}  {found.title}", console.width, " " * 8)
            console.out("".join(f"{line}\n" for line in title))
        console.out("\n")
    console.out(console.words(say("`rules code E301` shows the page of one of them.")) + "\n")


def group(code: str) -> Message:
    """What a code is about."""
    return [heading for first, heading in GROUPS if first <= int(code[1:])][-1]


def _grouped(pages: Iterable[Page]) -> Iterator[tuple[Message, list[Page]]]:
    members: dict[Message, list[Page]] = {}
    for found in pages:
        members.setdefault(group(found.code), []).append(found)
    yield from members.items()
