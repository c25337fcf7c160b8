"""`rules explain`: one figure of a paket, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.diagnostics.model import Message, say
from engine.diagnostics.near import nearest
from engine.diagnostics.render import render
from engine.explain import explanation, shapes
from engine.explain.text import explanation_lines
from engine.results.calculation import Calculation
from engine.surfaces.cli.answers import Answer
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.evaluating import as_text, cached, hearing, unreadable
from engine.surfaces.cli.exits import CLEAN, FINDINGS
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.speaking import WrongUse

MOST_IDS = 12


def explain(console: Console, given: Mapping[str, Any], answer: Answer | None = None) -> int:
    """The exit code of `rules explain`: 1 if the figure is provisional or a file is wrong. Raises WrongUse.

    `answer` is kept for the next time, if it can be.
    """
    from engine import pipeline

    console = hearing(console, answer)
    paket, id_ = _arguments(given["arguments"])
    manual = folder_of_manuals(given["manual"])
    calculation, problems = pipeline.calculate(
        Path(paket), period=given["periode"], manual=manual, cache=cached(answer)
    )
    if calculation is None:
        return unreadable(console, problems, given["format"])
    found = explanation.explain(calculation, id_, given["depth"])
    if found is None:
        raise WrongUse(say("there is no figure `{id}`", id=id_), _ids(id_, calculation))
    errors = tuple(problem for problem in calculation.problems if problem.severity == "error")
    if given["format"] == "json":
        console.out(as_text(shapes.explained(found, calculation, console.language)))
    else:
        console.talk(render(errors, console.language, console.error_colour))
        for line in explanation_lines(found, console.language):
            console.out(visible(line).rstrip() + "\n")
    code = FINDINGS if errors or found.outcome.status == "provisional" else CLEAN
    if answer is not None:
        answer.keep(code)
    return code


def _arguments(arguments: tuple[str, ...]) -> tuple[str, str]:
    if len(arguments) < 2:
        name = "ID" if arguments else "PAKET"
        fix = say("write the folder of a paket and the id of a figure")
        raise WrongUse(say("{name} is missing", name=name), fix)
    if len(arguments) > 2:
        message = say("`{text}` does not belong here", text=arguments[2])
        raise WrongUse(message, say("write the folder of a paket and the id of one figure"))
    return arguments[0], arguments[1]


def _ids(id_: str, calculation: Calculation) -> Message:
    """The ids that are meant, if that can be told: those of the entity named, or a near one."""
    figures = sorted(calculation.all.values(), key=lambda figure: figure.step is None)
    known = tuple(figure.id for figure in figures)
    of_entity = [one for one in known if one.startswith(f"{id_}.")]
    if of_entity:
        choices = ", ".join(of_entity[:MOST_IDS]) + (", …" if len(of_entity) > MOST_IDS else "")
        return say("write one of: {choices}", choices=choices)
    near = nearest(id_, known)
    if near is not None:
        return say("did you mean `{near}`?", near=near)
    return say("an id is `level/kode.name`, or just the name at the top of the tree")
