"""What the shell offers when the tab key is pressed: folders, codes of manuals, names, ids of figures, periods.

Nothing is checked or computed for it: names are taken from the files as they are read. Whatever goes wrong, nothing is
offered; a shell is no place for complaints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from engine.references.outline import Outline

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _offered(found: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(text, help=about or None) for text, about in found if text.startswith(incomplete)]


def _given(ctx: click.Context) -> tuple[str, ...]:
    """The arguments that have been typed already."""
    arguments = ctx.params.get("arguments") or ()
    return tuple(arguments)


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Manuals and pakets under the current folder, the codes of the manuals that come along, and folders."""
    from click.shell_completion import CompletionItem

    from engine.checking.find import find

    targets, _ = find(())
    plain = incomplete.removeprefix("./")
    named = [(target.path.as_posix(), target.kind) for target in targets if target.path.as_posix() == target.shown]
    along = [(target.path.name, target.kind) for target in targets if target.path.is_absolute()]
    known = [pair for pair in (*named, *along) if pair[0] != "."]
    return [*_offered(known, plain), CompletionItem(incomplete, type="dir")]


def pakets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Pakets under the current folder, and folders."""
    return [one for one in folders(ctx, param, incomplete) if one.type == "dir" or one.help == "paket"]


def name_then_folders(names: int) -> Complete:
    """A name of the rule files first, the new one after it where there are two, then folders."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        count = len(_given(ctx))
        if count == 0:
            return _offered(_names(incomplete), incomplete)
        return folders(ctx, param, incomplete) if count >= names else []

    return complete


def _names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Names alone; with what they belong to, once a part of that has been typed."""
    outline = _outline(())
    for symbol in outline.symbols:
        if symbol.kind != "parameter":
            yield symbol.name, symbol.about
        if incomplete and symbol.owner:
            yield from ((name, symbol.about) for name in symbol.names() if name != symbol.name)


def _outline(names: tuple[str, ...]) -> Outline:
    from engine.references.outline import outline

    return outline(names)


def paket_then_id(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A paket, then the id of one of its figures."""
    given = _given(ctx)
    if not given:
        return pakets(ctx, param, incomplete)
    return _offered(_outline(given[:1]).ids(), incomplete) if len(given) == 1 else []


def periods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The periods of the manual of the paket that was named."""
    symbols = _outline(_given(ctx)[:1]).symbols
    return _offered(((one.name, one.about) for one in symbols if one.kind == "period"), incomplete)


def manuals(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Manuals under the current folder and those that come along, and folders."""
    return [one for one in folders(ctx, param, incomplete) if one.type == "dir" or one.help == "manual"]


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The kinds of files that have a schema."""
    from engine.schema.words import KINDS

    return [] if _given(ctx) else _offered(((kind, "") for kind in KINDS), incomplete)
