"""`rules eval`: pakets, a formula, or a file of formulas. Which one is meant is decided here, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import say
from engine.record import replace
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.calculation.kept import Cached
    from engine.diagnostics.model import Problems
    from engine.evaluation.formula import Evaluation
    from engine.results.calculation import Calculation
    from engine.surfaces.cli.answers import Answer

OF_MANY = ("exact", "problems", "jobs")
MANY = "E984"
"""Said of a contract that is that of many offices."""
OF_PAKET = ("periode", "manual", "evidence", "profile", *OF_MANY)


def evaluate(console: Console, given: Mapping[str, Any], answer: Answer | None = None) -> int:
    """The exit code of `rules eval`. `answer` is kept for the next time, if it can be. Raises WrongUse."""
    if given["formula"] is not None and given["jsonl"] is not None:
        raise WrongUse(say("{one} and {other} do not go together", one="--formula", other="--jsonl"))
    if given["jsonl"] is not None:
        return _lines(console, given)
    if given["formula"] is not None:
        return _formula(hearing(console, answer), given, answer)
    if not given["arguments"]:
        fix = say("write the folder of a paket, or --formula, or --jsonl")
        raise WrongUse(say("{name} is missing", name="PAKET"), fix)
    if _are_many(given):
        from engine.surfaces.cli.many import evaluate_many

        return evaluate_many(console, given, None if answer is None else answer.manuals)
    return _paket(console, Path(given["arguments"][0]), given, answer)


def _are_many(given: Mapping[str, Any]) -> bool:
    """Whether figures are wanted as a table: of several pakets, or of several periods."""
    several = len(given["arguments"]) > 1 or given["periode"] == "all" or "," in (given["periode"] or "")
    return several or given["format"] == "csv" or any(given[name] for name in OF_MANY) or given["jobs"] is not None


def _refuse(given: Mapping[str, Any], option: str, names: tuple[str, ...]) -> None:
    for name in names:
        if given[name]:
            raise WrongUse(say("{one} and {other} do not go together", one=option, other=f"--{name}"))
    if given["format"] == "csv":
        raise WrongUse(say("{one} and {other} do not go together", one=option, other="--format csv"))


def _lines(console: Console, given: Mapping[str, Any]) -> int:
    _refuse(given, "--jsonl", OF_PAKET)
    if given["arguments"]:
        message = say("`{text}` does not belong here", text=given["arguments"][0])
        raise WrongUse(message, say("with --jsonl the inputs stand in the lines"))
    if given["format"] == "text":
        raise WrongUse(say("{one} and {other} do not go together", one="--jsonl", other="--format text"))
    from engine.surfaces.cli.lines import answer_lines

    return answer_lines(console, given["jsonl"])


def _formula(console: Console, given: Mapping[str, Any], answer: Answer | None) -> int:
    _refuse(given, "--formula", OF_PAKET)
    from engine import pipeline
    from engine.surfaces.cli.assignments import inputs

    evaluation = pipeline.evaluate(given["formula"], inputs(given["arguments"]))
    if given["format"] == "json":
        from engine.results import shapes

        console.out(as_text(shapes.answer(evaluation, console.language)))
    else:
        _show(console, evaluation)
    code = CLEAN if not evaluation.problems and evaluation.outcome.status == "final" else FINDINGS
    if answer is not None:
        answer.keep(code)
    return code


def _show(console: Console, evaluation: Evaluation) -> None:
    from engine.diagnostics.render import render
    from engine.surfaces.cli.answer import answer_text

    console.out(answer_text(console, evaluation))
    console.talk(render(evaluation.problems, console.language, console.error_colour))


def _paket(console: Console, paket: Path, given: Mapping[str, Any], answer: Answer | None) -> int:
    from engine import pipeline

    manual = folder_of_manuals(given["manual"])
    profile = None
    if given["profile"]:
        from engine.calculation.profiling import Profile

        answer, profile = None, Profile()
    if given["evidence"] is not None:
        from engine.surfaces.cli.quoting import file_for

        file = file_for(given["evidence"])
        calculation, evidence, problems = pipeline.evidence(paket, period=given["periode"], manual=manual)
    else:
        file, evidence = None, None
        cache = cached(answer)
        calculation, problems = pipeline.calculate(
            paket, period=given["periode"], manual=manual, cache=cache, profile=profile
        )
    if calculation is None:
        if file is None and any(one.code == MANY for one in problems):
            from engine.surfaces.cli.many import evaluate_many

            return evaluate_many(console, given, None if answer is None else answer.manuals)
        return unreadable(console, problems, given["format"])
    console = hearing(console, answer)
    _report(console, calculation, given["format"])
    if file is not None:
        from engine.surfaces.cli.quoting import keep

        keep(console, file, evidence, aside=given["format"] == "json")
    if profile is not None:
        from engine.surfaces.cli.profiling import table

        console.talk(table(console, profile))
    code = CLEAN if calculation.clean else FINDINGS
    if answer is not None and file is None:
        answer.keep(code)
    return code


def _report(console: Console, calculation: Calculation, format_: str | None) -> None:
    if format_ == "json":
        from engine.results import shapes

        console.out(as_text(shapes.calculation(calculation, console.language)))
    else:
        from engine.surfaces.cli.report import show

        show(console, calculation)


def hearing(console: Console, answer: Answer | None) -> Console:
    """The console of an answer that may be kept: it has to be remembered. Long outputs of many offices are not."""
    return console if answer is None else replace(console, heard=answer.heard)


def cached(answer: Answer | None) -> Cached | None:
    """Where checked manuals are kept; what the calculation rests on, the answer rests on."""
    if answer is None:
        return None
    from engine.calculation.kept import Cached

    return Cached(answer.manuals, answer.footing)


def unreadable(console: Console, problems: Problems, format_: str | None) -> int:
    """Nothing could be computed: the problems say why."""
    from engine.diagnostics.render import as_json, render

    if format_ == "json":
        found = [as_json(problem, console.language) for problem in problems]
        console.out(as_text({"schema": 1, "figures": [], "findings": found}))
    else:
        console.talk(render(problems, console.language, console.error_colour))
    return WRONG


def as_text(shape: object) -> str:
    """Plain data as JSON, the same bytes everywhere."""
    return json.dumps(shape, indent=1, ensure_ascii=False) + "\n"
