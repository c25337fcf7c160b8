"""`rules reproduce`: a published report taken apart, for a person or a program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.diagnostics.model import say
from engine.diagnostics.render import render
from engine.reproduction.shapes import reproduced
from engine.reproduction.text import report_lines
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.evaluating import as_text, unreadable
from engine.surfaces.cli.exits import CLEAN, FINDINGS
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import progress
from engine.surfaces.cli.speaking import WrongUse

FIRST = 3


def reproduce(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules reproduce`. Raises WrongUse."""
    from engine import pipeline

    if len(given["arguments"]) != 1:
        if not given["arguments"]:
            raise WrongUse(say("{name} is missing", name="PAKET"), say("write the folder of a paket"))
        raise WrongUse(say("one paket at a time: `{extra}` is one too many", extra=given["arguments"][1]))
    paket = Path(given["arguments"][0])
    manual = folder_of_manuals(given["manual"])
    with progress(console) as begun:
        begun(paket.as_posix())
        found, problems = pipeline.reproduce(paket, manual=manual)
    if found is None:
        return unreadable(console, problems, given["format"])
    if found.empty:
        raise WrongUse(
            say("`{paket}` prints nothing", paket=found.paket),
            say("list what the report prints in `published.yaml`"),
        )
    if given["format"] == "json":
        console.out(as_text(reproduced(found, console.language)))
    else:
        wrong = tuple(one for one in found.problems if one.severity != "note")
        console.talk(render(wrong, console.language, console.error_colour))
        for line in report_lines(found, console.language, None if given["all"] else FIRST):
            console.out(visible(line).rstrip() + "\n")
    return CLEAN if found.clean else FINDINGS
