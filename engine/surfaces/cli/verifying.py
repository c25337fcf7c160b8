"""`rules verify`: whether evidence is as it was made and its figures come out again, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import Message, Problems, say
from engine.diagnostics.render import render
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import progress
from engine.surfaces.cli.speaking import WrongUse
from engine.surfaces.cli.system import why

if TYPE_CHECKING:
    from engine.evidence.model import Evidence, Since, Verification
    from engine.results.calculation import Calculation

MOST = 20
"""Problems that are shown to a person; JSON has all."""


def verify(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules verify`: 2 if the file is no evidence. Raises WrongUse."""
    name = _one(given["arguments"])
    found = _verified(console, name, given)
    if given["format"] == "json":
        from engine.evidence.answer import answer
        from engine.surfaces.cli.evaluating import as_text

        console.out(as_text(answer(found, name, console.language)))
    else:
        _show(console, found, name, asked=given["against"] is not None)
    if found.evidence is None:
        return WRONG
    changed = given["against"] is not None and found.since is not None and not found.since.same
    return CLEAN if found.holds and not changed else FINDINGS


def _one(arguments: tuple[str, ...]) -> str:
    if not arguments:
        fix = say("write the file that `rules eval PAKET --evidence FILE` has written")
        raise WrongUse(say("{name} is missing", name="FILE"), fix)
    if len(arguments) > 1:
        raise WrongUse(say("one file at a time: `{extra}` is one too many", extra=arguments[1]))
    return arguments[0]


def _verified(console: Console, name: str, given: Mapping[str, Any]) -> Verification:
    from engine import pipeline

    against = folder_of_manuals(given["against"], "--against")
    if not Path(name).is_file():
        raise WrongUse(say("there is no file `{name}`", name=name))
    try:
        with progress(console) as begun:
            begun(name)
            return pipeline.verify(Path(name), against=against, quoted=given["digest"])
    except OSError as error:
        raise WrongUse(say("the file `{name}` cannot be opened: {why}", name=name, why=why(error))) from error


def _show(console: Console, found: Verification, name: str, *, asked: bool) -> None:
    """What is wrong goes out first, then one line that sums up, then what changed since."""
    _listed(console, found.problems)
    if found.evidence is None:
        return
    for line in _lines(console, found, found.evidence, name):
        console.out(f"{line}\n")
    if found.since is not None and (asked or found.holds):
        _show_since(console, found.since, asked=asked)


def _lines(console: Console, found: Verification, evidence: Evidence, name: str) -> Iterator[str]:
    verdict = (
        say("{name} holds: nothing was changed, and every figure comes out again", name=visible(name))
        if found.holds
        else say("{name} does not hold", name=visible(name))
    )
    yield console.painted(console.words(verdict), "bold")
    yield console.words(say("digest: {short}", short=evidence.short))
    yield console.words(say("in full: sha256 {digest}", digest=evidence.digest))
    yield console.words(say("made by version {program}", program=visible(evidence.program)))
    if found.calculation is not None:
        yield from _computed(console, found.calculation)


def _computed(console: Console, calculation: Calculation) -> Iterator[str]:
    """What comes out of the files that the evidence holds."""
    codes = ", ".join((calculation.manual.code, *reversed(calculation.manual.under)))
    period = calculation.manual.periods[calculation.period]
    yield console.words(say("period {code} ({name}), manual {codes}", code=period.code, name=period.name, codes=codes))
    figures = len(calculation.figures)
    given = len(calculation.all) - figures
    yield console.words(
        say("computed again: figures {figures}, data and given values {given}", figures=figures, given=given)
    )
    if calculation.table is not None:
        from engine.surfaces.cli.report import shown

        yield visible(f"  {calculation.table.title}")
        for label, figure in calculation.table.totals:
            yield visible(f"  {label}: {shown(calculation, calculation.table, figure)}")


def _show_since(console: Console, since: Since, *, asked: bool) -> None:
    """In one line; what has changed in detail only where it was asked for."""
    if asked:
        from engine.evidence.tell import told_since

        console.out("\n")
        _listed(console, told_since(since))
    console.out(f"{console.words(_summary(since, asked=asked))}\n")


def _summary(since: Since, *, asked: bool) -> Message:
    codes = ", ".join(since.manuals)
    if since.same:
        return say("the rules of today are the same: {codes}", codes=codes)
    if since.gone and not since.changes:
        return say("not found today: {codes}", codes=", ".join(since.gone))
    changed = say(
        "the rules of today are others; files that differ: {files}, figures that would be others: {figures}",
        files=len(since.changes), figures=len(since.figures),
    )  # fmt: skip
    return changed if asked else say("{summary}; more with --against DIR", summary=changed)


def _listed(console: Console, problems: Problems) -> None:
    if not problems:
        return
    console.out(render(problems[:MOST], console.language, console.colour) + "\n")
    if len(problems) > MOST:
        more = say("and {count} more: --format json", count=len(problems) - MOST)
        console.out(console.painted(console.words(more), "faint") + "\n\n")
