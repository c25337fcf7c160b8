"""What was found in a report -> plain data: one row for each explanation, and one for what has none."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics.catalogue import words
from engine.diagnostics.render import as_json
from engine.reproduction.model import Candidate, Difference, Hit, Reproduction
from engine.results.display import grouped, rounded

SCHEMA = 1
CHANCE_DECIMALS = 6


def reproduced(found: Reproduction, language: str) -> dict[str, object]:
    """Everything of one report."""
    return {
        "schema": SCHEMA,
        "paket": found.paket,
        "periode": found.period,
        "manual": found.manual,
        "compared": found.compared,
        "agreeing": found.agreeing,
        "within_rounding": [
            {"id": id, "printed": printed, "computed": computed} for id, printed, computed in found.within
        ],
        "not_computed": list(found.silent),
        "differences": [row for one in found.differences for row in _rows(one, language)],
        "if_so": [
            {"candidate": words(what, language), "differences": [row for one in ones for row in _rows(one, language)]}
            for what, ones in found.if_so
        ],
        "problems": [as_json(one, language) for one in found.problems],
    }


def _rows(one: Difference, language: str) -> Iterator[dict[str, object]]:
    if not one.hits:
        yield _row(one, None, None, language)
    for hit in one.hits:
        for candidate in hit.candidates:
            yield _row(one, hit, candidate, language)


def _row(one: Difference, hit: Hit | None, candidate: Candidate | None, language: str) -> dict[str, object]:
    return {
        "id": one.id,
        "explanation": hit.kind.name if hit else None,
        "candidate": words(candidate.what, language) if candidate else None,
        "printed": one.printed,
        "recomputed": value_text(candidate.value) if candidate else None,
        "expected_by_chance": chance_text(one.expected),
        "computed": one.computed,
        "verdict": one.verdict,
        "tried": one.tried,
        "follows": list(one.follows),
        "given": one.given,
        "where": list(one.where),
        "also_explains": list(hit.shared) if hit else [],
        "also_agree": list(hit.mended) if hit else [],
        "no_longer_agree": list(hit.broken) if hit else [],
    }


def value_text(value: Fraction | str) -> str:
    """A recomputed value with more decimals than are printed, without zeros at the end."""
    if isinstance(value, str):
        return value
    text = grouped(rounded(value, 4), 4)
    return text.rstrip("0").rstrip(",")


def chance_text(expected: Fraction) -> str:
    """An expected number of hits, with a decimal point as numbers have in JSON."""
    return grouped(rounded(expected, CHANCE_DECIMALS), CHANCE_DECIMALS).replace(".", "").replace(",", ".")
