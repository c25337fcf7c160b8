"""A name as a person types it -> what it may mean."""

from __future__ import annotations

from engine.diagnostics.model import Message, say
from engine.diagnostics.near import nearest
from engine.references.model import Index, Kind, Symbol

WHAT: dict[Kind, Message] = {
    "manual": say("a manual"),
    "level": say("a level of the tree"),
    "attribute": say("an attribute that is given"),
    "result": say("the result of entries"),
    "rule": say("a rule"),
    "raw": say("a raw datum"),
    "own_rule": say("a rule of one entry"),
    "constant": say("a constant"),
    "own_constant": say("a constant of one entry"),
    "function": say("a function"),
    "scale": say("a scale"),
    "parameter": say("a parameter of a function"),
    "check": say("a check"),
    "period": say("a period"),
    "reason": say("a reason of absence"),
    "unit": say("a satuan"),
    "entry": say("an entry"),
    "member": say("the kode of a member"),
}


def meanings(index: Index, text: str) -> list[Symbol]:
    """Everything of this name, in the order read. A bare name means a parameter only where it means nothing else."""
    found = [symbol for symbol in index.uses if text in symbol.names()]
    others = [symbol for symbol in found if symbol.kind != "parameter" or symbol.name != text]
    return others or found


def near(index: Index, text: str) -> str | None:
    """The one name that is meant, if that can be told."""
    simple = nearest(text, {symbol.name for symbol in index.uses})
    return simple or nearest(text, {name for symbol in index.uses for name in symbol.names()})
