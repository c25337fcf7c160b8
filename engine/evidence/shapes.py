"""A calculation -> plain data as evidence keeps it: figures exact, absences with reasons, the printed table, findings.

This is a form that later programs have to read and to give again, so it is written out here and does not follow the
JSON of `rules eval`. A change of it is a new number in `engine.evidence.form`. Texts are Indonesian in every run.
"""

from __future__ import annotations

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic
from engine.evidence.canonical import Json
from engine.language.types import spelled, type_of
from engine.language.values import Outcome
from engine.results.calculation import Absent, Calculation, Table
from engine.results.display import displayed, unit_of
from engine.results.figure import Figure
from engine.results.shapes import dedented, exact, value
from engine.source import Span

LANGUAGE = "id"

Shape = dict[str, Json]


def results(calculation: Calculation) -> Shape:
    """Everything that one office's files give in one period: what is computed, what is given, what is printed."""
    computed = {figure.id for figure in calculation.figures}
    given = [figure for id_, figure in calculation.all.items() if id_ not in computed]
    problems = (*calculation.findings, *calculation.problems)
    return {
        "manuals": [calculation.manual.code, *reversed(calculation.manual.under)],
        "figures": [_figure(figure, calculation) for figure in calculation.figures],
        "given": [_figure(figure, calculation) for figure in given],
        "absences": [_absence(row) for row in calculation.absences()],
        "table": None if calculation.table is None else _table(calculation.table, calculation),
        "findings": [_finding(problem) for problem in problems],
    }


def _figure(figure: Figure, calculation: Calculation) -> Shape:
    outcome = figure.outcome
    return {
        "id": figure.id,
        "value": _value(outcome),
        "exact": exact(outcome),
        "display": _display(figure, calculation),
        "unit": figure.unit,
        "status": outcome.status,
        "type": spelled(type_of(outcome)),
        "reasons": _reasons(outcome),
        "rule": _rule(figure),
        "sources": [_place(place) for place in figure.sources],
        "note": figure.note,
        "instead": None if figure.instead is None else exact(figure.instead.outcome),
    }


def _value(outcome: Outcome) -> Json:
    found: Json = value(outcome)  # type: ignore[assignment]
    return found


def _display(figure: Figure, calculation: Calculation) -> str:
    decimals = calculation.table.decimals if calculation.table else 2
    return displayed(figure.outcome, unit_of(figure.unit, calculation.manual.units), decimals)


def _reasons(outcome: Outcome) -> list[Json]:
    """Why there is no value, and what is missing under one that there is. The words stand among the absences."""
    missing = tuple(reason for reason in outcome.carried if not reason.lawful)
    distinct = dict.fromkeys((reason.code, reason.lawful, reason.input) for reason in outcome.reasons + missing)
    return [{"code": code, "lawful": lawful, "input": input_} for code, lawful, input_ in distinct]


def _rule(figure: Figure) -> Json:
    if figure.rule is None:
        return None
    return {**_place(figure.rule.where), "text": dedented(figure.rule.source or figure.rule.place)}


def _place(place: Span) -> Shape:
    return {"file": place.source.name, "line": place.line}


def _absence(row: Absent) -> Shape:
    reason = row.reason
    text = words(reason.message, LANGUAGE)
    ids: list[Json] = [*row.figures]
    return {"code": reason.code, "lawful": reason.lawful, "input": reason.input, "text": text, "figures": ids}


def _table(table: Table, calculation: Calculation) -> Shape:
    return {
        "title": table.title,
        "headings": [*table.headings],
        "lines": [
            {
                "level": line.level,
                "kode": line.kode,
                "depth": line.depth,
                "cells": [None if cell is None else _printed(cell, calculation) for cell in line.cells],
            }
            for line in table.lines
        ],
        "totals": [{"label": label, **_printed(figure, calculation)} for label, figure in table.totals],
    }


def _printed(figure: Figure, calculation: Calculation) -> Shape:
    return {"text": _display(figure, calculation), "status": figure.outcome.status}


def _finding(problem: Diagnostic) -> Shape:
    place = {"file": None, "line": None} if problem.place is None else _place(problem.place.tight)
    return {
        "code": problem.code,
        "severity": problem.severity,
        **place,
        "text": words(problem.message, LANGUAGE),
    }
