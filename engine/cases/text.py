"""A case that was run -> lines for a person: what was expected, what came out, and how that came about.

What is explained is the lowest figure that differs: one that rests on no other that differs as well. There the first
rule stands that does not do what the case says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.cases.model import Case, CaseRun, Origin, Verdict
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.diagnostics.render import render
from engine.explain.explanation import explain
from engine.explain.text import explanation_lines
from engine.results.figure import Figure

INDENT = "  "
DEPTH = 1


def failure_lines(run: CaseRun, language: str) -> Iterator[str]:
    """Everything about a case that does not pass, without its headline."""
    source = origin_in_words(run.case.origin)
    if source is not None:
        yield INDENT + words(say("source: {text}", text=source), language)
    if run.problems:
        yield from (INDENT + line for line in render(run.problems, language, colour=False).splitlines())
    for verdict in run.failed:
        yield INDENT + words(difference(verdict), language)
    if run.failed:
        yield from (2 * INDENT + line for line in explanation(run, language))


def difference(verdict: Verdict) -> Message:
    """One expected figure that came out otherwise."""
    return say("{id}: expected {expected}, got {got}", id=shown_id(verdict), expected=verdict.expected, got=verdict.got)


def shown_id(verdict: Verdict) -> str:
    """The id of a figure; of what a function gives, the name of the function."""
    return verdict.figure.id


def explanation(run: CaseRun, language: str) -> Iterator[str]:
    """How the lowest figure that differs came about."""
    lowest = lowest_difference(run)
    if lowest is None or run.calculation is None:
        return
    found = explain(run.calculation, lowest.figure.id, DEPTH)
    if found is not None:
        yield from explanation_lines(found, language)


def lowest_difference(run: CaseRun) -> Verdict | None:
    """The first expected figure that differs and rests on no other that does."""
    figures = run.calculation.all if run.calculation is not None else {}
    differing = {verdict.figure.id for verdict in run.failed}
    lowest = (one for one in run.failed if not differing & set(_below(one.figure, figures)))
    return next(lowest, next(iter(run.failed), None))


def _below(figure: Figure, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The ids of everything that a figure rests on."""
    seen: set[str] = {figure.id}
    waiting: list[str] = list(figure.reads)
    while waiting:
        id_ = waiting.pop()
        if id_ in seen:
            continue
        seen.add(id_)
        yield id_
        if id_ in figures:
            waiting += figures[id_].reads


def origin_in_words(origin: Origin) -> str | None:
    """Where expected values come from, in one line."""
    parts: Iterable[str | None] = (origin.document, origin.reference, origin.printed, origin.reckoning)
    return "; ".join(" ".join(part.split()) for part in parts if part) or None


def address(case: Case) -> str:
    """`file:line`."""
    return f"{case.file}:{case.place.line}"
