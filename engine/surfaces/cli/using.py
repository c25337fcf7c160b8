"""`rules uses`: what a name means, where it is defined and where it is used, each place with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from engine.diagnostics.model import Message, say
from engine.diagnostics.render import render
from engine.references import problems as problem
from engine.references.find import WHAT, meanings, near
from engine.references.index import Survey
from engine.references.model import Role, Symbol, Use
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.evaluating import as_text
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.speaking import WrongUse

WIDTH = 110
"""Of a longer line only the part around the name is shown."""

ROLES: Mapping[Role, Message] = {
    "defined": say("defined"),
    "overridden": say("overridden"),
    "used": say("used"),
}


def uses(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules uses`: 1 if nothing has this name. Raises WrongUse."""
    from engine import pipeline

    if not given["arguments"]:
        raise WrongUse(say("{name} is missing", name="NAME"), say("write the name that is looked for"))
    name, *folders = given["arguments"]
    whole, problems = pipeline.survey(folders)
    if problems:
        console.talk(render(problems, console.language, console.error_colour))
        return WRONG
    found = meanings(whole.index, name)
    if given["format"] == "json":
        from engine.references import shapes

        console.out(as_text(shapes.of_name(whole.index, name, found)))
        return CLEAN if found else FINDINGS
    if not found:
        unknown = problem.unknown_name(name, near(whole.index, name))
        console.talk(render([unknown], console.language, console.error_colour))
        return FINDINGS
    console.out("\n".join("".join(f"{line}\n" for line in _meaning(console, whole, symbol)) for symbol in found))
    return CLEAN


def _meaning(console: Console, whole: Survey, symbol: Symbol) -> Iterator[str]:
    what = say("`{name}` is {what} in {manual}", name=symbol.full, what=WHAT[symbol.kind], manual=symbol.manual)
    yield console.painted(console.words(what), "bold") + (f": {visible(symbol.about)}" if symbol.about else "")
    for role, places in groupby(whole.index.of(symbol), key=lambda use: use.role):
        listed = list(places)
        yield "  " + console.words(say("{role} ({count})", role=ROLES[role], count=len(listed)))
        for use in listed:
            yield f"    {_address(use)}: {_line(console, use)}"
    if not any(use.role == "used" for use in whole.index.of(symbol)):
        yield "  " + console.words(say("used nowhere"))


def _address(use: Use) -> str:
    return f"{visible(use.place.source.name)}:{use.place.line}:{use.place.column}"


def _line(console: Console, use: Use) -> str:
    """The line of a place, without the spaces before it, and the name in it set off."""
    text = use.place.source.line(use.place.line)
    start = use.place.column - 1
    end = min(start + len(use.place.text), len(text))
    indent = len(text) - len(text.lstrip())
    first = indent if end - indent <= WIDTH else max(start - WIDTH // 3, 0)
    last = min(first + WIDTH, len(text))
    before, name, behind = visible(text[first:start]), visible(text[start:end]), visible(text[end:last])
    dots = "…" if first > indent else ""
    return f"{dots}{before}{console.painted(name, 'bold')}{behind}".rstrip() + ("…" if last < len(text) else "")
