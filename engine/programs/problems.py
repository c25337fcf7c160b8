"""What can be wrong with the inputs of a compiled contract (E975, E976)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest


def unknown_input(name: str, known: Iterable[str]) -> Diagnostic:
    """An input under a name that no row of the data of this contract has. It is not left out: a mistyped name would let
    a value be missing without anybody being told."""
    close = nearest(name, known)
    fix = say("do you mean `{name}`?", name=close) if close else say("the names are in `.inputs`")
    return Diagnostic("E975", "error", say("this contract has no input `{name}`", name=name), fix=fix)


def unknown_reason(name: str, code: str, known: Iterable[str]) -> Diagnostic:
    """The reason why an input is absent is none that the manual declares."""
    message = say("the input `{name}` is absent for `{code}`, which the manual does not declare", name=name, code=code)
    return Diagnostic("E976", "error", message, fix=say("choose one of {names}", names=", ".join(known)))
