"""Attributions -> sections of a page: a table for each figure, whose printed numbers add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.difference import told
from engine.difference.attribution import Attribution, Flip, Waterfall
from engine.difference.offices import Office
from engine.difference.page import marked


def sections(offices: tuple[Office, ...], language: str) -> Iterator[str]:
    """What is said of each office, the one that moves most first."""
    yield f"<h2>{escape(words(say('What the changes move'), language))}</h2>"
    if len(offices) > 1:
        yield "<ul>"
        yield from (f"<li>{marked(message, language)}</li>" for message in told.many(offices))
        yield "</ul>"
    for office in offices:
        if office.attribution is None:
            yield f"<h3>{escape(office.shown)}</h3>"
            yield from (f"<p><strong>{marked(one.message, language)}</strong></p>" for one in office.problems)
        else:
            yield from _office(office.attribution, language)


def _office(one: Attribution, language: str) -> Iterator[str]:
    yield f"<h3>{escape(words(told.heading(one), language))}</h3>"
    for explained in one.explained:
        yield from (
            _waterfall(one, explained, language)
            if isinstance(explained, Waterfall)
            else _flip(one, explained, language)
        )
    if one.still:
        yield f"<p>{escape(words(told.still(), language))}</p>"
        yield from _listed(told.sentences(*one.still), language)
    if one.idle:
        yield f"<p>{escape(words(told.idle(one), language))}</p>"


def _listed(messages: Iterable[Message], language: str) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{marked(message, language)}</li>" for message in messages)
    yield "</ul>"


def _waterfall(one: Attribution, found: Waterfall, language: str) -> Iterator[str]:
    figure, column = found.figure, found.column
    yield "<table>"
    yield f"<caption>{marked(told.name(one, figure), language)}</caption>"
    heads = (say("Change"), say("Moves it by"))
    cells = "".join(f'<th scope="col">{escape(words(head, language))}</th>' for head in heads)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    yield _row(escape(words(say("before"), language)), told.number(column.first, figure, column.decimals))
    for part in found.parts:
        said = "<br>".join(marked(message, language) for message in told.part(part))
        yield _row(said, told.number(part.shown, figure, column.decimals, signed=True))
    if column.rounding:
        shown = told.number(column.rounding, figure, column.decimals, signed=True)
        yield _row(escape(words(told.rounding(), language)), shown)
    yield _row(escape(words(say("after"), language)), told.number(column.last, figure, column.decimals))
    yield "</tbody>"
    yield "</table>"


def _row(said: str, number: str) -> str:
    return f'<tr><th scope="row">{said}</th><td class="number">{escape(number)}</td></tr>'


def _flip(one: Attribution, found: Flip, language: str) -> Iterator[str]:
    figure = found.figure
    sides = " → ".join(told.value(figure, side, one.decimals) for side in (figure.before, figure.after))
    said = escape(words(told.flip(found), language))
    yield f"<p>{marked(told.name(one, figure), language)}: {escape(sides)}; {said}</p>"
    yield "<ul>"
    for some in found.sets[: told.MOST_SETS]:
        yield f"<li>{'<br>'.join(marked(message, language) for message in told.sentences(*some))}</li>"
    yield "</ul>"
