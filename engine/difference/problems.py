"""What can be wrong with a question about a difference (E96x)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say
from engine.source import Span


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


def other_manual(place: Span, named: str, before: str, after: str) -> Diagnostic:
    """A contract names neither of the manuals that are compared. It is read under both of them all the same: what only
    one of them knows is told as such."""
    message = say(
        "the contract names `{named}`; it is read under `{before}` and under `{after}`",
        named=named,
        before=before,
        after=after,
    )
    return Diagnostic("N960", "note", message, place)


def not_on_pakets(shown: str) -> Diagnostic:
    """How much a change moves a figure is asked of two manuals; the data are those of the paket behind `--on`."""
    message = say("`{name}` is a paket: --on compares two manuals", name=shown)
    return Diagnostic("E962", "error", message, fix=say("name the manuals of both pakets, and the paket behind --on"))
