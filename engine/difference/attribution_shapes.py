"""Attributions -> plain data. Numbers are texts: exact as `n/d`, and as they are printed."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Problems
from engine.diagnostics.render import as_json
from engine.difference import told
from engine.difference.attribution import Attribution, Compared, Flip, Part, Waterfall
from engine.difference.model import Change
from engine.difference.offices import Office
from engine.difference.sentences import full_sentence
from engine.difference.switches import Switch
from engine.language.values import Outcome
from engine.results.shapes import exact, value


def of_offices(offices: Iterable[Office], language: str) -> list[dict[str, object]]:
    """`[{"paket", "periode", "figures", "explained", "still", "idle", …}]`, the office that moves most first."""
    return [_office(one, language) for one in offices]


def _office(one: Office, language: str) -> dict[str, object]:
    found = one.attribution
    problems = _problems(one.problems, language)
    if found is None:
        return {"paket": one.shown, "periode": None, "problems": problems}
    return {
        "paket": found.paket,
        "periode": found.period,
        "moved": len(found.moved),
        "figures": [_figure(figure, found) for figure in found.figures],
        "explained": [_explained(each, found, language) for each in found.explained],
        "still": [_switch(switch, language) for switch in found.still],
        "idle": [_change(change, language) for change in found.idle],
        "problems": problems,
        "only_before": _problems(found.only_before, language),
        "only_after": _problems(found.only_after, language),
    }


def _problems(problems: Problems, language: str) -> list[object]:
    return [as_json(one, language) for one in problems]


def _figure(figure: Compared, found: Attribution) -> dict[str, object]:
    return {
        "id": figure.id,
        "before": _side(figure, figure.before, found),
        "after": _side(figure, figure.after, found),
        "moves": figure.moves,
    }


def _side(figure: Compared, side: Outcome | None, found: Attribution) -> dict[str, object] | None:
    if side is None:
        return None
    return {
        "value": value(side),
        "exact": exact(side),
        "display": told.value(figure, side, found.decimals),
        "status": side.status,
        "reasons": [reason.code for reason in side.reasons],
    }


def _explained(one: Waterfall | Flip, found: Attribution, language: str) -> dict[str, object]:
    figure = {"id": one.figure.id, "label": found.totals.get(one.figure.id)}
    if isinstance(one, Flip):
        sets = [[_switch(switch, language) for switch in some] for some in one.sets]
        return {**figure, "said": words(told.flip(one), language), "smallest_sets": sets}
    column = one.column
    return {
        **figure,
        "decimals": column.decimals,
        "before": told.number(column.first, one.figure, column.decimals),
        "parts": [_part(part, one, language) for part in one.parts],
        "rounding": told.number(column.rounding, one.figure, column.decimals, signed=True) if column.rounding else None,
        "after": told.number(column.last, one.figure, column.decimals),
    }


def _part(part: Part, one: Waterfall, language: str) -> dict[str, object]:
    return {
        "exact": str(part.share),
        "display": told.number(part.shown, one.figure, one.column.decimals, signed=True),
        "together": part.label or None,
        "switches": [_switch(switch, language) for switch in part.switches],
    }


def _switch(switch: Switch, language: str) -> list[dict[str, object]]:
    return [_change(change, language) for change in switch.all]


def _change(change: Change, language: str) -> dict[str, object]:
    return {
        "label": change.subject.label,
        "part": change.part,
        "key": change.key,
        "sentence": words(full_sentence(change), language),
    }
