"""Formula text → syntax tree, or what is wrong with it in words of a person.

The only module that knows Lark. What could hurt (length, nesting, a text or comment without end) is found by one quick
scan before Lark begins, and Lark's own messages are never shown: `syntax_hints` finds the words. The LALR tables are
data made from the grammar, so an installation may carry them ready-made, as JSON; they are used only if they were made
from this very grammar by this very version of Lark.
"""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.home import grammar_file
from engine.language import syntax_problems
from engine.language.build import Builder, Part
from engine.language.limits import FORMULA_BYTES, NESTING
from engine.language.mistake import Mistake, Sign
from engine.language.spelling_hints import unseen
from engine.language.syntax import Cell, Expr
from engine.language.syntax_hints import explain
from engine.source import Span

if TYPE_CHECKING:
    from lark import Lark
    from lark.exceptions import UnexpectedInput

Start = Literal["formula", "cell"]

_OPTIONS: dict[str, Any] = {
    "parser": "lalr",
    "lexer": "basic",  # the contextual one lets keywords pass as names
    "start": ["formula", "cell"],
    "keep_all_tokens": True,
    "maybe_placeholders": False,
}
_BUILDER = Builder()
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SCAN = re.compile(
    r'(?P<text>"(?:[^"\\\n\r]|\\[^\n\r])*(?P<quote>"?))|//[^\n\r]*'
    r"|(?P<comment>/\*(?:[\s\S]*?(?P<end>\*/)|[\s\S]*))|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<stop>')"
)


def parse_formula(span: Span) -> tuple[Expr | None, Problems]:
    """The text of a span → an expression, whose nodes point into the span's source; or None and E2xx problems."""
    node, problems = _parse(span, "formula")
    return node, problems


def parse_cell(span: Span) -> tuple[Cell | None, Problems]:
    """The text of a table cell → its tests; or None and E2xx problems."""
    if span.text == "-":  # most cells of wide tables
        return Cell((), span=span), ()
    node, problems = _parse(span, "cell")
    return node, problems


def _parse(span: Span, start: Start) -> tuple[Any, Problems]:
    problem = _too_much(span)
    if problem:
        return None, (problem,)
    from lark import TextSlice
    from lark.exceptions import UnexpectedInput

    _BUILDER.begin(span.source)
    try:
        part: Any = _lark().parse(TextSlice(span.source.text, span.start, span.end), start=start)
    except UnexpectedInput as error:
        _BUILDER.problems.append(explain(_mistake(span, start, error)))
        part = None
    problems = in_order(_BUILDER.problems)
    return part.node if isinstance(part, Part) and not problems else None, problems


def _too_much(span: Span) -> Diagnostic | None:
    """What must be known before Lark reads: it would take seconds, or report a place far from the mistake."""
    text = span.text
    if len(text) > FORMULA_BYTES or len(text.encode("utf-8", "surrogatepass")) > FORMULA_BYTES:
        return syntax_problems.formula_too_long(span)
    hidden = _UNSEEN.search(text)
    if hidden:
        return unseen(_within(span, *hidden.span()))
    return _unended(span, text)


def _unended(span: Span, text: str) -> Diagnostic | None:
    """The first text or comment without end, or the bracket that is one too deep. Stops at what Lark refuses anyway."""
    depth = 0
    for match in _SCAN.finditer(text):
        kind = match.lastgroup
        if kind == "open" or kind == "close":
            depth = depth + 1 if kind == "open" else max(depth - 1, 0)
            if depth > NESTING:
                return syntax_problems.brackets_too_deep(_within(span, *match.span()))
        elif kind == "stop":
            return None
        elif kind == "text" and not match["quote"]:
            curly = any(sign in match["text"] for sign in "“”")
            return syntax_problems.text_without_end(_within(span, match.start(), match.start() + 1), curly)
        elif kind == "comment" and not match["end"]:
            return syntax_problems.comment_without_end(_within(span, match.start(), match.start() + 2))
    return None


def _within(span: Span, start: int, end: int) -> Span:
    return Span(span.source, span.start + start, span.start + end)


def _mistake(span: Span, start: Start, error: UnexpectedInput) -> Mistake:
    """Where reading stopped: the signs up to there and after, which one is wrong, and what could have stood there."""
    from lark.exceptions import UnexpectedToken

    signs = _signs(span)
    token = error.token if isinstance(error, UnexpectedToken) else None
    at = error.pos_in_stream if token is None else span.end if token.type == "$END" else token.start_pos
    index = next((i for i, sign in enumerate(signs) if sign.start == at), len(signs))
    state: Any = error.interactive_parser
    return Mistake(span, start == "cell", signs, index, frozenset(state.accepts()))


def _signs(span: Span) -> tuple[Sign, ...]:
    """All words and signs of the text; the first character that is none ends them, as a sign of its own."""
    from lark import TextSlice
    from lark.exceptions import UnexpectedCharacters

    signs: list[Sign] = []
    text = TextSlice(span.source.text, span.start, span.end)
    reader: Any = _lark().parse_interactive(text, start="formula")  # Lark.lex would build a lexer anew
    words = reader.lexer_thread.lex(None)
    try:
        for word in words:
            signs.append(Sign(word.type, word.value, word.start_pos or 0, word.end_pos or 0))
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        signs.append(Sign("FOREIGN", span.source.text[at], at, at + 1))
    return tuple(signs)


# ---- Lark and its tables


def tables_json() -> str:
    """The tables made from the grammar, as JSON; to be written beside it as `formula.tables.json`."""
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    grammar = _grammar()
    data, memo = _built(grammar).memo_serialize([TerminalDef, Rule])
    return json.dumps({"key": _key(grammar), "data": data, "memo": memo}, separators=(",", ":"), sort_keys=True)


@cache
def _lark() -> Lark:
    """The one reader of formulas: from ready-made tables if they fit, else from the grammar, which takes longer."""
    grammar = _grammar()
    return _loaded(grammar) or _built(grammar, transformer=_BUILDER)


def _grammar() -> str:
    return grammar_file().read_text(encoding="utf-8")


def _key(grammar: str) -> str:
    from lark import __version__

    return f"{sha256(grammar.encode()).hexdigest()} {__version__}"


def _built(grammar: str, **more: Any) -> Lark:
    from lark import Lark

    return Lark(grammar, **_OPTIONS, **more)


def _loaded(grammar: str) -> Lark | None:
    path = grammar_file().with_name("formula.tables.json")
    if not path.is_file():
        return None
    tables = json.loads(path.read_text(encoding="utf-8"))
    return _from_tables(tables) if tables["key"] == _key(grammar) else None


def _from_tables(tables: dict[str, Any]) -> Lark:
    """JSON has only texts as keys; Lark wants back the numbers they were."""
    from lark import Lark

    memo = {int(number): item for number, item in tables["memo"].items()}
    states = tables["data"]["parser"]["parser"]["states"]
    tables["data"]["parser"]["parser"]["states"] = {int(number): actions for number, actions in states.items()}
    lark: Lark = Lark._load_from_dict(tables["data"], memo, transformer=_BUILDER)  # type: ignore[no-untyped-call]
    return lark
