"""Differences explained one by one -> what the very same explanation says of several of them.

A set of weights that explains four printed weights at once says more than another row that explains one of them.
"""

from __future__ import annotations

from engine.record import replace
from engine.reproduction.explaining import ranked
from engine.reproduction.model import Difference, Hit

TOGETHER = ("set lain", "aturan lain", "tertukar")
"""Ways of which one and the same candidate can explain several figures."""


def shared(found: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """The differences with what their explanations have in common, ranked anew."""
    of: dict[tuple[str, str], dict[str, None]] = {}
    for one in found:
        for hit in one.hits:
            for candidate in hit.candidates:
                of.setdefault((hit.kind.name, _key(one, candidate.id)), {})[one.id] = None
    return tuple(replace(one, hits=ranked(_with_shared(hit, one, of) for hit in one.hits)) for one in found)


def _key(one: Difference, id: str) -> str:
    """A pair in one order, so that both sides of an exchange are the same."""
    return " = ".join(sorted((one.id, id))) if " = " not in id and "/" in id else id


def _with_shared(hit: Hit, one: Difference, of: dict[tuple[str, str], dict[str, None]]) -> Hit:
    if hit.kind.way not in TOGETHER:
        return hit
    with_others = {
        candidate.id: tuple(id for id in of[hit.kind.name, _key(one, candidate.id)] if id != one.id)
        for candidate in hit.candidates
    }
    most = max(with_others.values(), key=len)
    best = tuple(sorted(hit.candidates, key=lambda candidate: -len(with_others[candidate.id])))
    return replace(hit, shared=most, candidates=best)
