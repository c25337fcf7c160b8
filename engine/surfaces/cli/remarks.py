"""What stands under the table: every absence with its reason, findings, warnings, notes, and one line that sums up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.diagnostics.model import Diagnostic, Message, Reason, say
from engine.results.calculation import Absent, Calculation
from engine.surfaces.cli.columns import wrapped
from engine.surfaces.cli.console import Console, visible

INDENT = "  "


def remarks(console: Console, calculation: Calculation) -> Iterator[str]:
    """Only the parts that have something to say, and the last line always."""
    absences = calculation.absences()
    yield from _missing(console, [row for row in absences if not row.reason.lawful])
    yield from _lawful(console, [row.reason for row in absences if row.reason.lawful])
    everything = (*calculation.findings, *calculation.problems)
    findings = [one for one in calculation.findings if one.severity == "error"]
    yield from _listed(console, say("Findings"), findings)
    yield from _listed(console, say("Warnings"), [one for one in everything if one.severity == "warning"])
    yield from _listed(console, say("Notes"), [one for one in everything if one.severity == "note"])
    yield console.words(_summary(calculation))


def _missing(console: Console, rows: list[Absent]) -> Iterator[str]:
    """What has to be filled in, each with the number of figures that wait for it."""
    if not rows:
        return
    yield console.painted(console.words(say("Missing; the figures that rest on it are provisional")), "bold")
    for row in rows:
        message = say(
            "{name}: {text} (figures that rest on it: {count})",
            name=_named(row.reason), text=row.reason.message, count=len(row.figures),
        )  # fmt: skip
        yield INDENT + visible(console.words(message))
    yield ""


def _named(reason: Reason) -> str:
    """The input that is absent, or the place where it was found that there is no value."""
    if reason.input is not None:
        return reason.input
    return reason.code if reason.place is None else f"{reason.place.source.name}:{reason.place.line}"


def _lawful(console: Console, reasons: list[Reason]) -> Iterator[str]:
    """Absences that the rules allow: the kodes of each attribute, reason by reason."""
    if not reasons:
        return
    yield console.painted(console.words(say("N/A for a lawful reason")), "bold")
    for (code, text), inputs in _grouped(console, reasons).items():
        yield INDENT + visible(f"{code}: {text}")
        for attribute, kodes in inputs.items():
            line = f"{INDENT * 2}{attribute}: {', '.join(kodes)}" if kodes else INDENT * 2 + attribute
            yield from wrapped(visible(line), console.width, INDENT * 3)
    yield ""


def _grouped(console: Console, reasons: Iterable[Reason]) -> dict[tuple[str, str], dict[str, list[str]]]:
    """(code, words) -> attribute -> kodes."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for reason in reasons:
        group = found.setdefault((reason.code, console.words(reason.message)), {})
        path, _, name = _named(reason).rpartition(".")
        level, slash, kode = path.partition("/")
        kodes = group.setdefault(f"{level} {name}" if slash else _named(reason), [])
        if slash:
            kodes.append(kode)
    return found


def _listed(console: Console, heading: Message, problems: Iterable[Diagnostic]) -> Iterator[str]:
    """One line each, so that they can be searched and counted."""
    rows = list(problems)
    if not rows:
        return
    yield console.painted(console.words(heading), "bold")
    for one in rows:
        place = f"{one.place.source.name}:{one.place.line}: " if one.place else ""
        fix = f"; {console.words(one.fix)}" if one.fix and one.severity != "note" else ""
        yield INDENT + visible(f"{place}{one.code} {console.words(one.message)}{fix}")
    yield ""


def _summary(calculation: Calculation) -> Message:
    status = Counter(figure.outcome.status for figure in calculation.figures)
    errors = sum(one.severity == "error" for one in calculation.problems)
    findings = Counter(one.severity for one in calculation.findings)
    warnings = sum(one.severity == "warning" for one in calculation.problems)
    return say(
        "figures: {figures} (final {final}, N/A {na}, provisional {provisional}); findings: {findings};"
        " errors: {errors}; warnings: {warnings}; notes: {notes}",
        figures=len(calculation.figures), final=status["final"], na=status["na"], provisional=status["provisional"],
        findings=findings["error"], errors=errors, warnings=findings["warning"] + warnings, notes=findings["note"],
    )  # fmt: skip
