"""Formula text → syntax tree, or what is wrong with it in words of a person.

The only module that knows Lark. What could hurt (length, nesting, a text or comment without end) is found by one quick
scan before Lark begins, and Lark's own messages are never shown: `syntax_hints` finds the words. The LALR tables are
data made from the grammar, so an installation may carry them ready-made, as JSON; they are used only if they were made
from this very grammar by this very version of Lark.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.home import grammar_file
from engine.language import syntax_problems
from engine.language.build import Builder, Part
from engine.language.limits import FORMULA_BYTES, NESTING
from engine.language.quick import quick
from engine.language.syntax import Cell, Expr
from engine.language.syntax_words import UNSEEN
from engine.source import Source, Span

if TYPE_CHECKING:  # what helps behind a mistake is imported when one was made
    from lark import Lark

    from engine.language.mistake import Sign
    from engine.language.recover import Attempt, Rest
    from engine.language.repair import Signs

Start = Literal["formula", "cell"]

_OPTIONS: dict[str, Any] = {
    "parser": "lalr",
    "lexer": "basic",  # the contextual one lets keywords pass as names
    "start": ["formula", "cell"],
    "keep_all_tokens": True,
    "maybe_placeholders": False,
}
_BUILDER = Builder()
REMEMBERED = 4096
"""Formulas that are kept as they were read."""
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


def rest_of(span: Span, start: Start) -> Rest | None:
    """What a formula or cell with mistakes says, as far as that is certain: to be checked, never to be computed."""
    return None if _looked_through(span)[0] else _recovered(span, start)[1]


@lru_cache(REMEMBERED)
def _parse(span: Span, start: Start) -> tuple[Any, Problems]:
    """What stands at a place never changes: a manual that is checked again with one file exchanged is read quickly."""
    node = quick(span, start)
    if node is not None:
        return node, ()
    refused, whole = _looked_through(span)
    if refused is not None:
        return None, (refused,)
    from lark import TextSlice
    from lark.exceptions import UnexpectedInput

    _BUILDER.begin(span.source)
    try:
        part: Any = _lark().parse(TextSlice(span.source.text, span.start, span.end), start=start) if whole else None
    except UnexpectedInput:
        part = None
    if part is None:
        return None, in_order(_recovered(span, start)[0])
    problems = in_order(_BUILDER.problems)
    return part.node if isinstance(part, Part) and not problems else None, problems


def _looked_through(span: Span) -> tuple[Diagnostic | None, bool]:
    """What Lark would need seconds for; and whether texts and comments have an end, and no mark turns the reading."""
    text = span.text
    if len(text) > FORMULA_BYTES or len(text.encode("utf-8", "surrogatepass")) > FORMULA_BYTES:
        return syntax_problems.formula_too_long(span), False
    depth, whole = 0, not UNSEEN.search(text)
    for match in _SCAN.finditer(text):
        kind = match.lastgroup
        if kind == "open" or kind == "close":
            depth = depth + 1 if kind == "open" else max(depth - 1, 0)
            if depth > NESTING:
                place = Span(span.source, span.start + match.start(), span.start + match.end())
                return syntax_problems.brackets_too_deep(place), False
        elif kind == "stop" or (kind == "text" and not match["quote"]) or (kind == "comment" and not match["end"]):
            return None, False
    return None, whole


# ---- reading behind a mistake


def _recovered(span: Span, start: Start) -> tuple[Problems, Rest | None]:
    from engine.language.recover import Reader, recover

    source = span.source
    reader = Reader(
        lambda at, end: _signs(source.text, at, end),
        lambda text: _signs(text, 0, len(text))[0],
        lambda signs: _attempt(source, start, signs),
    )
    return recover(span, start == "cell", reader)


def _signs(text: str, at: int, end: int) -> tuple[list[Sign], int]:
    """The words and signs of a part of a text up to the first character that is none, and where that stands."""
    from lark import TextSlice
    from lark.exceptions import UnexpectedCharacters

    from engine.language.mistake import Sign

    signs: list[Sign] = []
    reader: Any = _lark().parse_interactive(TextSlice(text, at, end), start="formula")  # Lark.lex would build a lexer
    try:
        for word in reader.lexer_thread.lex(None):
            signs.append(Sign(word.type, word.value, word.start_pos or 0, word.end_pos or 0))
    except UnexpectedCharacters as error:
        return signs, error.pos_in_stream or 0
    return signs, end


def _attempt(source: Source, start: Start, signs: Signs) -> Attempt:
    """Lark on these signs."""
    from lark import Token
    from lark.exceptions import UnexpectedToken

    from engine.language.recover import Attempt

    _BUILDER.begin(source)
    reader: Any = _lark().parse_interactive("", start=start)

    def accepted() -> frozenset[str]:
        return frozenset(reader.accepts())

    index = 0
    try:
        for index, sign in enumerate(signs):  # noqa: B007
            reader.feed_token(Token(sign.kind, sign.text, sign.start, end_pos=sign.end))
        index = len(signs)
        part = reader.feed_eof()
    except UnexpectedToken:
        return Attempt(None, tuple(_BUILDER.problems), index, accepted)
    return Attempt(part.node, tuple(_BUILDER.problems), index, accepted)


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
