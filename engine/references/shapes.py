"""Names and their places as plain data for programs. Keys are English, as in all JSON of the program."""

from __future__ import annotations

from engine.references.find import near
from engine.references.model import Index, Symbol, Use


def of_name(index: Index, name: str, symbols: list[Symbol]) -> dict[str, object]:
    """{schema, name, meanings: [{name, kind, owner, manual, about, places: [{role, file, line, column, end, text}]}],
    near}; `near` is the name that may be meant where there are no meanings."""
    found = [_meaning(index, symbol) for symbol in symbols]
    return {"schema": 1, "name": name, "meanings": found, "near": None if found else near(index, name)}


def _meaning(index: Index, symbol: Symbol) -> dict[str, object]:
    return {
        "name": symbol.full,
        "kind": symbol.kind,
        "owner": symbol.owner or None,
        "manual": symbol.manual,
        "about": symbol.about or None,
        "places": [_place(use) for use in index.of(symbol)],
    }


def _place(use: Use) -> dict[str, object]:
    place = use.place
    end_line, end_column = place.source.position(place.end)
    return {
        "role": use.role,
        "file": place.source.name,
        "line": place.line,
        "column": place.column,
        "end": {"line": end_line, "column": end_column},
        "text": place.source.line(place.line),
    }
