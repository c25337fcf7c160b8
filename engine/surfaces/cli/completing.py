"""What the shell offers when the tab key is pressed: folders, codes of manuals, names, ids of figures, periods.

Nothing is checked or computed for it: names are taken from the files as they are read. Whatever goes wrong, nothing is
offered; a shell is no place for complaints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from engine.references.outline import Outline

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _quietly(complete: Complete) -> Complete:
    """Offers nothing where something goes wrong."""

    @wraps(complete)
    def tried(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            return complete(ctx, param, incomplete)
        except Exception:
            return []

    return tried


def _offered(found: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    fitting = {text: about for text, about in reversed(list(found)) if text.startswith(incomplete)}
    return [CompletionItem(text, help=about or None) for text, about in reversed(fitting.items())]


def _given(ctx: click.Context) -> tuple[str, ...]:
    """The arguments that have been typed already."""
    return tuple(ctx.params.get("arguments") or ctx.args)


@_quietly
def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Manuals and pakets under the current folder, the codes of the manuals that come along, and folders."""
    from click.shell_completion import CompletionItem

    from engine.checking.find import find
    from engine.manual.shelves import folders as manuals_in
    from engine.manual.shelves import shipped

    here = ((one.shown, one.kind) for one in find(())[0] if Path(one.shown).exists())
    along = ((folder.name, "manual") for folder, _ in manuals_in(shipped()))
    known = [pair for pair in (*here, *along) if pair[0] != "." and not pair[0].startswith("/")]
    return [*_offered(known, incomplete.removeprefix("./")), CompletionItem(incomplete, type="dir")]


@_quietly
def pakets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Pakets under the current folder, and folders."""
    return [one for one in folders(ctx, param, incomplete) if one.type == "dir" or one.help == "paket"]


def name_then_folders(names: int) -> Complete:
    """A name of the rule files first, the new one after it where there are two, then folders."""

    @_quietly
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


@_quietly
def paket_then_id(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A paket, then the id of one of its figures."""
    given = _given(ctx)
    if not given:
        return pakets(ctx, param, incomplete)
    return _offered(_outline(given[:1]).ids(), incomplete) if len(given) == 1 else []


@_quietly
def periods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The periods of the manual of the paket that was named."""
    symbols = _outline(_given(ctx)[:1]).symbols
    return _offered(((one.name, one.about) for one in symbols if one.kind == "period"), incomplete)


@_quietly
def manuals(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Manuals under the current folder and those that come along, and folders."""
    return [one for one in folders(ctx, param, incomplete) if one.type == "dir" or one.help == "manual"]


@_quietly
def subjects_and_cases(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Manuals, pakets, and the files of cases in them."""
    files = ((name, "uji") for name, _ in _case_files(()) if Path(name).exists())
    return [*folders(ctx, param, incomplete), *_offered(files, incomplete.removeprefix("./"))]


@_quietly
def case_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the cases in what was named."""
    from engine.cases.read import read_cases
    from engine.manual.places import decode

    names: dict[str, str] = {}
    for shown, path in _case_files(_given(ctx)):
        source = decode(path.read_bytes(), shown)[0]
        file = read_cases(source, path.parent)[0] if source is not None else None
        names |= {case.name.partition(" / ")[0]: shown for case in (file.cases if file is not None else ())}
    return _offered(names.items(), incomplete)


def _case_files(names: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    from engine.checking.find import find
    from engine.manual.shelves import case_files

    for one in find(names)[0]:
        if one.kind != "file":
            yield from ((shown, path) for path, shown in case_files(one.path, one.shown))


@_quietly
def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The kinds of files and answers that have a schema."""
    from engine.schema.words import ANSWERS, KINDS

    return [] if _given(ctx) else _offered(((kind, "") for kind in (*KINDS, *ANSWERS)), incomplete)


@_quietly
def beginnings(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What can be begun: a manual, a paket, an entry of a level that manuals fill."""
    from click.shell_completion import CompletionItem

    if not _given(ctx):
        levels = sorted({one.name for one in _outline(()).symbols if one.kind == "level"})
        return _offered(((name, "") for name in ("manual", "paket", *levels)), incomplete)
    return [CompletionItem(incomplete, type="dir")] if _given(ctx) == ("paket",) else []
