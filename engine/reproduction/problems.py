"""What can be wrong with the list of explanations (W940)."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, say
from engine.source import Span


def unknown_attribute(place: Span, name: str, kind: str, *, level_needed: bool) -> Diagnostic:
    """An explanation names an attribute that no level has, or names it in the wrong form.

    Where members are put together or a set is chosen, the level belongs to the name (`level.attribute`); elsewhere the
    name alone is written, since it is looked for on the level of the printed figure. Nothing is tried with it.
    """
    message = say("the explanation `{kind}` names `{name}`, which is no attribute", kind=kind, name=name)
    fix = say("write `level.attribute`") if level_needed else say("write the name of an attribute, without its level")
    return Diagnostic("W940", "warning", message, place, fix=fix)
