"""What can be wrong with a question about a difference (E96x)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say


def unknown_period(code: str, before: Iterable[str], after: Iterable[str]) -> Diagnostic:
    """A difference is told in a period that both manuals have."""
    both = [one for one in before if one in set(after)]
    message = say("there is no period `{code}` in both manuals", code=code)
    return Diagnostic("E960", "error", message, fix=say("choose one of {names}", names=", ".join(both)))


def no_such_figure(pattern: str) -> Diagnostic:
    """A figure is asked for that neither manual gives for this paket."""
    message = say("there is no figure `{id}`", id=pattern)
    return Diagnostic(
        "E961", "error", message, fix=say("an id is `level/kode.name`, or just the name at the top of the tree")
    )
