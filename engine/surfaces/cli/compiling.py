"""`rules compile`: the generated Python of a formula or of a contract, to be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.diagnostics.model import Problems, say
from engine.diagnostics.render import render
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.speaking import WrongUse


def show(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules compile`. Raises WrongUse."""
    from engine import pipeline
    from engine.programs.contract import Origin

    arguments: tuple[str, ...] = given["arguments"]
    if given["formula"] is not None:
        for name in ("periode", "manual"):
            if given[name]:
                raise WrongUse(say("{one} and {other} do not go together", one="--formula", other=f"--{name}"))
        if arguments:
            raise WrongUse(say("`{text}` does not belong here", text=arguments[0]))
        program = pipeline.compile_formula(given["formula"]).program
        return _told(console, None if program.problems else program.source, program.problems)
    if not arguments:
        raise WrongUse(say("{name} is missing", name="PAKET"), say("write the folder of a paket, or --formula"))
    if len(arguments) > 1:
        raise WrongUse(say("`{text}` does not belong here", text=arguments[1]))
    manual = folder_of_manuals(given["manual"])
    contract, problems = pipeline.compile_kontrak(Origin(Path(arguments[0]), given["periode"], manual))
    return _told(console, None if contract is None else contract.own_source(), problems)


def _told(console: Console, source: str | None, problems: Problems) -> int:
    errors = tuple(problem for problem in problems if problem.severity == "error")
    console.talk(render(errors, console.language, console.error_colour))
    if source is None:
        return FINDINGS if errors else WRONG
    console.out(source)
    return FINDINGS if errors else CLEAN
