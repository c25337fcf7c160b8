"""Answers and calculations -> plain data, the one shape of JSON, Python and every surface. Numbers are texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic, Reason
from engine.diagnostics.render import as_json
from engine.evaluation.formula import Evaluation
from engine.language.arithmetic import number_text
from engine.language.types import spelled, type_of
from engine.language.values import Context, Outcome, Range
from engine.results.calculation import Calculation
from engine.results.display import displayed, unit_of
from engine.results.figure import Figure
from engine.source import Span

SCHEMA = 1


def value(outcome: Outcome) -> object:
    """A value as plain data: numbers and dates as text, lists and objects of these; None for N/A."""
    match outcome.value:
        case None:
            return None
        case bool():
            return outcome.value
        case Fraction():
            return number_text(outcome.value)
        case str():
            return outcome.value
        case date():
            return outcome.value.isoformat()
        case tuple():
            return [value(member) for member in outcome.value]
        case Context(entries):
            return {key: value(one) for key, one in entries}
        case Range():
            return _range(outcome.value)
    return outcome.value.kode


def _range(limits: Range) -> str:
    ends = ("" if end is None else str(value(Outcome(end))) for end in (limits.low, limits.high))
    return ("[" if limits.low_closed else "(") + "..".join(ends) + ("]" if limits.high_closed else ")")


def exact(outcome: Outcome) -> str | None:
    """`n/d` in lowest terms, `n` for an integer; None where there is no number or an irrational one was rounded."""
    if not isinstance(outcome.value, Fraction) or outcome.rounded:
        return None
    above, below = outcome.value.as_integer_ratio()
    return _digits(above) if below == 1 else f"{_digits(above)}/{_digits(below)}"


def _digits(number: int) -> str:
    """All digits. `str` refuses an int of more than 4,300 of them, and results may have 10,000."""
    return format(Decimal(number), "f")


def reasons(outcome: Outcome, language: str) -> list[dict[str, object]]:
    """Why a value is absent, or what is missing under it."""
    missing = tuple(reason for reason in outcome.carried if not reason.lawful)
    return [reason_shape(reason, language) for reason in dict.fromkeys(outcome.reasons + missing)]


def reason_shape(reason: Reason, language: str) -> dict[str, object]:
    """One reason of an absence; `input` is the id of what is absent."""
    text = words(reason.message, language)
    return {"code": reason.code, "text": text, "lawful": reason.lawful, "input": reason.input}


def answer(evaluation: Evaluation, language: str) -> dict[str, object]:
    """One formula's answer."""
    outcome = evaluation.outcome
    return {
        "value": value(outcome),
        "type": spelled(type_of(outcome)),
        "exact": exact(outcome),
        "reasons": reasons(outcome, language),
        "diagnostics": [diagnostic(problem, language) for problem in evaluation.problems],
    }


def diagnostic(problem: Diagnostic, language: str) -> dict[str, object]:
    """The short shape: where in the formula."""
    line, column = (problem.place.line, problem.place.column) if problem.place else (1, 1)
    return {"code": problem.code, "message": words(problem.message, language), "line": line, "column": column}


def figure(one: Figure, calculation: Calculation, language: str) -> dict[str, object]:
    """One figure."""
    unit = unit_of(one.unit, calculation.manual.units)
    decimals = calculation.table.decimals if calculation.table else 2
    return {
        "id": one.id,
        "value": value(one.outcome),
        "exact": exact(one.outcome),
        "display": displayed(one.outcome, unit, decimals),
        "status": one.outcome.status,
        "type": spelled(type_of(one.outcome)),
        "reasons": reasons(one.outcome, language),
        "rule": _rule(one),
        "sources": [_place(place) for place in one.sources],
    }


def _rule(one: Figure) -> dict[str, object] | None:
    if one.rule is None:
        return None
    return {**_place(one.rule.where), "source": dedented(one.rule.source or one.rule.place)}


def dedented(span: Span) -> str:
    """The text of a rule without the indentation of its block."""
    begin = span.source.text.rfind("\n", 0, span.start) + 1
    before = span.source.text[begin : span.start]
    lines = ((before if not before.strip() else "") + span.text).strip("\r\n").splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip()


def _place(place: Span) -> dict[str, object]:
    return {"file": place.source.name, "line": place.line}


def calculation(result: Calculation, language: str) -> dict[str, object]:
    """Everything of one office in one period."""
    return {
        "schema": SCHEMA,
        "paket": result.paket,
        "periode": result.period,
        "manual": result.manual.code,
        "figures": [figure(one, result, language) for one in result.figures],
        "findings": [as_json(one, language) for one in (*result.findings, *result.problems)],
    }
