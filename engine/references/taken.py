"""What a new name would meet: something else of this name, in a scope where the old one is seen."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data.model import KontrakForm
from engine.language.functions import FUNCTIONS
from engine.manual.checked import ENTRY_UNIT
from engine.manual.forms import fields
from engine.manual.model import EntryFile
from engine.references.definitions import Known
from engine.references.model import CODES, Kind, Symbol

EVERYWHERE: frozenset[Kind] = frozenset({"level", "constant", "function", "scale"})
OWN: frozenset[Kind] = frozenset({"raw", "own_rule", "own_constant"})
OF_LEVEL: frozenset[Kind] = frozenset({"attribute", "result", "rule"})
KODES: frozenset[Kind] = frozenset({"entry", "member"})

MEANT_EVERYWHERE = {"kode", "nama", "periode", "item"}
KEYS = {*fields(EntryFile), *fields(KontrakForm), "nilai", "alasan", "catatan"}


def is_kept(symbol: Symbol, new: str) -> bool:
    """Whether the new name is a word that means something whatever the manual says."""
    if symbol.kind in CODES:
        return (symbol.kind == "unit" and new == ENTRY_UNIT) or (symbol.kind == "period" and new in KEYS)
    if symbol.kind in ("level", "attribute", "rule") and new in KEYS:
        return True
    return new in MEANT_EVERYWHERE or (symbol.kind in ("function", "scale") and new in FUNCTIONS)


def taken(known: Known, symbol: Symbol, new: str) -> Symbol | None:
    """What the new name means already where this symbol is seen, if anything."""
    return next((other for other in _near(known, symbol) if other.name == new), None)


def _near(known: Known, symbol: Symbol) -> Iterator[Symbol]:
    """All that must have another name than this symbol."""
    kind = symbol.kind
    if kind in KODES:
        yield from (other for other in known.symbols() if other.kind in KODES)
    elif kind in CODES or kind == "check":
        yield from (one for one in known.symbols() if (one.kind, one.owner) == (kind, symbol.owner))
    elif kind == "parameter":
        yield from known.parameters.get(symbol.owner, {}).values()
        yield from _everywhere(known, constants_and_functions=True)
    else:
        yield from _everywhere(known)
        yield from _beside(known, symbol)


def _everywhere(known: Known, constants_and_functions: bool = False) -> Iterator[Symbol]:
    yield from known.constants.values()
    yield from known.definitions.values()
    if not constants_and_functions:
        yield from known.levels.values()


def _beside(known: Known, symbol: Symbol) -> Iterator[Symbol]:
    """Attributes and own names on the levels where it is seen."""
    levels = symbol.levels
    if symbol.kind in EVERYWHERE:
        levels = tuple(known.levels)
    elif symbol.kind in OWN:
        levels = (symbol.owner.partition("/")[0],)
    yield from (one for (level, _), one in known.attributes.items() if level in levels)
    for (level, kode), own in known.entries.items():
        if symbol.kind not in OWN and level in levels or symbol.owner == f"{level}/{kode}":
            yield from own.names.values()
