"""A difference -> one page of HTML that needs nothing else: no script, no font, no picture. It can be printed and read
aloud: headings in order, tables with captions and heads, and what is new or gone said in words, not only by colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.difference.difference import Difference
from engine.difference.matrix import Line, lines
from engine.difference.sentences import Group, groups, sentence
from engine.difference.shapes import said

STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; padding: 1.5rem;
  max-width: 75rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.3rem; border-bottom: 1px solid #595959; }
h3 { font-size: 1.05rem; margin-bottom: .25rem; }
ul { margin-top: .25rem; }
code { font: .9em/1.4 ui-monospace, monospace; background: #f2f2f2; padding: 0 .2em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
caption { text-align: left; padding: .5rem 0; }
th, td { border: 1px solid #595959; padding: .4rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: #e6e6e6; }
tbody th { font-weight: normal; }
tbody th[scope=rowgroup] { font-weight: bold; background: #f2f2f2; }
td.number { text-align: right; width: 15%; font-variant-numeric: tabular-nums; }
td.text { font: .9em/1.4 ui-monospace, monospace; }
.what { width: 20%; } .side { width: 25%; } .ground { width: 15%; }
.scroll { overflow-x: auto; }
@media (max-width: 45rem) { table { min-width: 50rem; } }
@media print {
  @page { size: A4 landscape; margin: 15mm; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
}
"""


def page(one: Difference, language: str, more: Iterable[str] = ()) -> str:
    """The whole page; `more`: the lines of further sections."""
    found = groups(one.changes, one.before.manual, one.after.manual)
    return "\n".join((*_begin(one, language), *_body(one, found, language), *more, "</main>", "</body>", "</html>", ""))


def title(one: Difference) -> Message:
    """What is compared."""
    return say("What {after} changes against {before}", after=one.after.shown, before=one.before.shown)


def _begin(one: Difference, language: str) -> Iterator[str]:
    heading = escape(words(title(one), language))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{heading}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{heading}</h1>"


def _body(one: Difference, found: tuple[Group, ...], language: str) -> Iterator[str]:
    for problem in one.problems:
        yield f"<p><strong>{marked(problem.message, language)}</strong></p>"
    yield f"<p>{escape(words(count(len(one.changes)), language))}</p>"
    if not found:
        return
    yield f"<h2>{escape(words(say('Changes'), language))}</h2>"
    for group in found:
        yield f"<h3>{marked(group.heading, language)}</h3>"
        yield "<ul>"
        yield from (f"<li>{marked(sentence(change), language)}</li>" for change in group.changes)
        yield "</ul>"
        yield from (
            f"<p>{escape(words(say('reason: {reason}', reason=reason), language))}</p>" for reason in group.reasons
        )
    yield from _matrix(found, language)


def count(number: int) -> Message:
    """How many changes there are."""
    match number:
        case 0:
            return say("no change")
        case 1:
            return say("1 change")
    return say("{count} changes", count=number)


HEADS: tuple[tuple[Message, str], ...] = (
    (say("Part"), "what"),
    (say("Before"), "side"),
    (say("After"), "side"),
    (say("Legal ground"), "ground"),
    (say("Reason"), "ground"),
)
"""The columns of the matrix."""


def _matrix(found: tuple[Group, ...], language: str) -> Iterator[str]:
    yield f"<h2>{escape(words(say('Matrix: before and after'), language))}</h2>"
    yield '<div class="scroll" tabindex="0" role="region" aria-labelledby="matrix">'
    yield "<table>"
    caption = words(say("What stood there, and what stands there now"), language)
    yield f'<caption id="matrix">{escape(caption)}</caption>'
    yield "<thead>"
    heads = (f'<th scope="col" class="{kind}">{escape(words(head, language))}</th>' for head, kind in HEADS)
    yield f"<tr>{''.join(heads)}</tr>"
    yield "</thead>"
    for group in found:
        yield "<tbody>"
        yield f'<tr><th scope="rowgroup" colspan="{len(HEADS)}">{marked(group.heading, language)}</th></tr>'
        yield from (_row(line, language) for line in lines(group))
        yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _row(line: Line, language: str) -> str:
    before, after = (_lines(said(side, language)) for side in (line.before, line.after))
    return (
        f'<tr><th scope="row">{marked(line.what, language)}</th><td class="text">{before}</td>'
        f'<td class="text">{after}</td><td>{escape(line.article)}</td><td>{escape(line.reason)}</td></tr>'
    )


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(escape(text.replace("`", "")) for text in texts)


def marked(message: Message, language: str) -> str:
    """A message in which what stands in backquotes is code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(words(message, language)))
