"""How much each change moves the figures of offices -> text: columns that add up, largest office first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics.model import Message, say
from engine.diagnostics.render import render
from engine.difference import told
from engine.difference.attribution import Attribution, Compared, Flip, Part, Waterfall
from engine.difference.offices import Office
from engine.surfaces.cli.columns import GAP, Cell, laid_out, measure, wrapped
from engine.surfaces.cli.console import Console, visible

INDENT = "  "
MOST_FIGURES = 40
"""More figures that move are only counted; JSON has all."""


def lines(console: Console, offices: tuple[Office, ...]) -> Iterator[str]:
    """What is said of one office, or of several."""
    yield ""
    if len(offices) == 1:
        if offices[0].attribution is not None:
            yield from _office(console, offices[0].attribution)
        return
    yield from _table(console, offices)
    yield ""
    yield from (console.words(message) for message in told.many(offices))


def problems(console: Console, offices: tuple[Office, ...]) -> Iterator[str]:
    """What is wrong with pakets, and with contracts under one of the manuals alone."""
    for office in offices:
        if office.problems:
            yield render(office.problems, console.language, console.error_colour)
        if len(offices) == 1 and office.attribution is not None:
            sides = (
                (say("only as the first manual reads it:"), office.attribution.only_before),
                (say("only as the second manual reads it:"), office.attribution.only_after),
            )
            for message, found in sides:
                if found:
                    yield f"{console.words(message)}\n"
                    yield render(found, console.language, console.error_colour)


def _office(console: Console, one: Attribution) -> Iterator[str]:
    yield console.painted(visible(console.words(told.heading(one))), "bold")
    yield console.words(told.count_moved(one, len(one.figures)))
    yield ""
    for explained in one.explained:
        yield from (
            _waterfall(console, one, explained) if isinstance(explained, Waterfall) else _flip(console, one, explained)
        )
        yield ""
    yield from _others(console, one)
    if one.still:
        yield console.words(told.still())
        yield from (f"{INDENT}{line}" for line in _sentences(console, told.sentences(*one.still)))
    if one.idle:
        yield console.words(told.idle(one))


def _title(console: Console, one: Attribution, figure: Compared, decimals: int) -> str:
    text = console.words(told.name(one, figure)).replace("`", "")
    before, after = (told.value(figure, side, decimals) for side in (figure.before, figure.after))
    return console.painted(visible(text), "bold") + visible(f"  {before} → {after}")


def _waterfall(console: Console, one: Attribution, found: Waterfall) -> Iterator[str]:
    figure, column = found.figure, found.column
    yield _title(console, one, figure, column.decimals)
    numbers = [told.number(column.first, figure, column.decimals)]
    numbers += [told.number(part.shown, figure, column.decimals, signed=True) for part in found.parts]
    if column.rounding:
        numbers.append(told.number(column.rounding, figure, column.decimals, signed=True))
    numbers.append(told.number(column.last, figure, column.decimals))
    width = max(measure(text) for text in numbers)
    texts = [_said(console, say("before")), *(_part(console, part, width) for part in found.parts)]
    if column.rounding:
        texts.append(_said(console, told.rounding()))
    texts.append(_said(console, say("after")))
    for number, text in zip(numbers, texts, strict=True):
        yield f"{INDENT}{' ' * (width - measure(number))}{number}{GAP}{text[0]}"
        yield from (f"{INDENT}{' ' * width}{GAP}{line}" for line in text[1:])


def _said(console: Console, message: Message) -> list[str]:
    return [console.words(message)]


def _part(console: Console, part: Part, width: int) -> list[str]:
    """The sentences of a part, wrapped beside the numbers."""
    return _sentences(console, told.part(part), len(INDENT) + width + len(GAP))


def _sentences(console: Console, messages: Iterable[Message], taken: int = len(INDENT)) -> list[str]:
    found: list[str] = []
    for message in messages:
        found += wrapped(visible(console.words(message)), max(console.width - taken, 20), INDENT)
    return found


def _flip(console: Console, one: Attribution, found: Flip) -> Iterator[str]:
    yield _title(console, one, found.figure, one.decimals)
    yield INDENT + console.words(told.flip(found))
    for some in found.sets[: told.MOST_SETS]:
        first, *rest = _sentences(console, told.sentences(*some), 4 + len(INDENT))
        yield f"{INDENT}- {first}"
        yield from (f"{INDENT}  {line}" for line in rest)
    if len(found.sets) > told.MOST_SETS:
        yield f"{INDENT}- " + console.words(say("and {count} more", count=len(found.sets) - told.MOST_SETS))


def _others(console: Console, one: Attribution) -> Iterator[str]:
    """The figures that move and are not explained, before and after."""
    explained = {figure.figure.id for figure in one.explained}
    others = [figure for figure in one.moved if figure.id not in explained]
    if not others:
        return
    yield console.words(say("other figures that move (--figure ID says why):"))
    rows = [
        [
            Cell(INDENT + visible(figure.id)),
            Cell(visible(told.value(figure, figure.before, one.decimals)), right=True),
            Cell("→"),
            Cell(visible(told.value(figure, figure.after, one.decimals)), right=True),
            Cell(told.difference(figure, one.decimals), right=True),
        ]
        for figure in others[:MOST_FIGURES]
    ]
    yield from _laid(console, rows)
    if len(others) > MOST_FIGURES:
        yield INDENT + console.words(say("and {count} more", count=len(others) - MOST_FIGURES))
    yield ""


def _table(console: Console, offices: tuple[Office, ...]) -> Iterator[str]:
    """Every office in a line for each figure that was asked for and moves, largest first."""
    heads = (say("paket"), say("figure"), say("before"), say("after"), say("difference"))
    rows = [[Cell(console.words(head), right=at > 1, style="bold") for at, head in enumerate(heads)]]
    for office in offices:
        rows += _rows(console, office)
    yield from _laid(console, rows)


def _rows(console: Console, office: Office) -> Iterator[list[Cell]]:
    one, shown = office.attribution, visible(office.shown)
    if one is None or not one.explained:
        said = say("cannot be read") if one is None else say("nothing moves")
        yield [Cell(shown), Cell(console.words(said)), *(Cell("", right=True) for _ in range(3))]
        return
    for explained in one.explained:
        figure = explained.figure
        sides = (told.value(figure, side, one.decimals) for side in (figure.before, figure.after))
        texts = (*sides, told.difference(figure, one.decimals))
        yield [Cell(shown), Cell(visible(figure.id)), *(Cell(visible(text), right=True) for text in texts)]
        shown = ""


def _laid(console: Console, rows: list[list[Cell]]) -> Iterator[str]:
    for line in laid_out(rows, console.width):
        for pieces in line:
            yield GAP.join(_painted(console, piece.parts, piece.cell.style) for piece in pieces).rstrip()


def _painted(console: Console, parts: tuple[str, str, str], style: str | None) -> str:
    before, text, behind = parts
    return before + (console.painted(text, style) if style else text) + behind
