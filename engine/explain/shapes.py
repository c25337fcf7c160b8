"""An explanation -> plain data, as every surface gives it. Numbers are texts."""

from __future__ import annotations

from engine.diagnostics.catalogue import words
from engine.diagnostics.render import as_json
from engine.explain.model import Explanation, LeftOut, Part
from engine.manual.checked import Provenance
from engine.results import shapes
from engine.results.calculation import Calculation
from engine.source import Span


def explained(one: Explanation, calculation: Calculation, language: str) -> dict[str, object]:
    """`{"schema", "paket", "periode", "manual", "explanation"}`."""
    return {
        "schema": shapes.SCHEMA,
        "paket": calculation.paket,
        "periode": calculation.period,
        "manual": calculation.manual.code,
        "explanation": explanation(one, language),
    }


def explanation(one: Explanation, language: str) -> dict[str, object]:
    """One figure: `{"id", "value", "exact", "display", "status"}`, and if it is explained here, how it came about."""
    outcome = one.outcome
    figure: dict[str, object] = {
        "id": one.id,
        "value": shapes.value(outcome),
        "exact": shapes.exact(outcome),
        "display": one.shown,
        "status": outcome.status,
        "periode": one.period,
        "explained": not one.brief,
        "reasons": [shapes.reason_shape(reason, language) for reason in one.reasons],
        "note": one.note,
        "sources": [_place(place) for place in one.sources],
    }
    return figure if one.brief else {**figure, **_how(one, language)}


def _how(one: Explanation, language: str) -> dict[str, object]:
    return {
        "formula": one.formula,
        "numbers": one.numbers,
        "rule": _rule(one.rule),
        "said": [words(said, language) for said in one.said],
        "parts": [_part(part, language) for part in one.parts],
        "left_out": [_left_out(out, language) for out in one.left_out],
        "findings": [as_json(found, language) for found in one.findings],
        "instead": None if one.instead is None else explanation(one.instead, language),
        "below": [explanation(below, language) for below in one.below],
    }


def _part(part: Part, language: str) -> dict[str, object]:
    return {
        "kind": part.kind,
        "text": words(part.said, language),
        "place": None if part.place is None else {"file": part.place.source.name, "line": part.place.line},
        "parts": [_part(inner, language) for inner in part.parts],
    }


def _left_out(out: LeftOut, language: str) -> dict[str, object]:
    reasons = [shapes.reason_shape(reason, language) for reason in out.reasons]
    return {"member": out.member, "test": out.test, "reasons": reasons}


def _rule(rule: Provenance | None) -> dict[str, object] | None:
    if rule is None:
        return None
    place = rule.where
    cited = rule.citation
    return {
        "name": rule.name,
        "manual": rule.manual,
        "file": place.source.name,
        "line": place.line,
        "document": cited.document if cited else None,
        "reference": cited.reference if cited else None,
        "certainty": rule.certainty,
        "note": rule.note,
        "replaces": rule.replaces,
    }


def _place(place: Span) -> dict[str, object]:
    return {"file": place.source.name, "line": place.line, "text": place.text}
