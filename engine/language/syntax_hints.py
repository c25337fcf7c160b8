"""A place where a formula cannot be read → the one diagnostic that explains the mistake.

HINTS are tried in order, from the particular (a sign of another language, a foreign letter) to the general (something
is missing before this). Each looks at the signs around the place and at what could have stood there; the first that
knows an answer gives it. The last one always does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.diagnostics.near import nearest
from engine.language import spelling_hints as spelling
from engine.language import syntax_problems as problems
from engine.language.mistake import FORMS, WAITS, Mistake, Sign, still_open
from engine.language.syntax_words import (
    CLOSERS,
    KEYWORDS,
    KNOWN_LONG_FUNCTIONS,
    LONG_FUNCTIONS,
    OTHER_WORDS,
    SPELLINGS,
    VALUE_BEGINS,
    VALUE_ENDS,
)
from engine.source import Span

Hint = Callable[[Mistake], Diagnostic | None]


def explain(mistake: Mistake) -> Diagnostic:
    """The first hint that fits."""
    return next(problem for hint in HINTS if (problem := hint(mistake)))


def explain_alone(mistake: Mistake) -> Diagnostic | None:
    """What is wrong wherever it stands, if this is; nothing is known of what could stand here."""
    sign, before = mistake.sign, mistake.before
    if sign.kind in {"FOREIGN", "QUOTED"} or mistake.over(before, sign).text in SPELLINGS:
        return next((problem for hint in ALONE if (problem := hint(mistake))), None)
    if before.kind == sign.kind == "NAME" and mistake.at(mistake.index - 2).kind != "NAME":
        return _long_name(mistake)
    return None


# ---- words


def _cut(mistake: Mistake) -> Diagnostic | None:
    sign, after = mistake.sign, mistake.at(mistake.index + 1)
    if sign.text == "instance" and after.text == "of":
        return problems.instance_of(mistake.over(sign, after))
    return _function(mistake) if mistake.before.kind == "RPAR" else None


def _function(mistake: Mistake) -> Diagnostic | None:
    """`function(x) x + 1`: its arguments have just ended."""
    depth, index = 1, mistake.index - 2
    while depth and index > 0:
        depth += (mistake.at(index).kind == "RPAR") - (mistake.at(index).kind == "LPAR")
        index -= 1
    word = mistake.at(index)
    return problems.function_literal(mistake.over(word)) if word.text == "function" else None


def _reversed(mistake: Mistake) -> Diagnostic | None:
    """`]1..3]` and `[1..3[`: a closing bracket where a value is wanted, or an opening one after the bounds."""
    if not mistake.value_wanted:
        return None
    rest = [sign.kind for sign in mistake.signs[mistake.index :]]
    if mistake.sign.kind == "RSQB" and "RANGE" in rest[:6]:
        end = mistake.index + rest.index("RANGE") + 2
        closed = mistake.at(end).kind != "LSQB" or mistake.at(end + 1).kind in VALUE_BEGINS
        other = () if closed else (Edit(mistake.over(mistake.at(end)), ")"),)
        return problems.reversed_brackets(mistake.here, (Edit(mistake.here, "("), *other))
    bounds = [sign.kind for sign in mistake.signs[: mistake.index]][-6:]
    if mistake.before.kind == "LSQB" and "RANGE" in bounds:
        place = mistake.over(mistake.before)
        return problems.reversed_brackets(place, (Edit(place, ")"),))
    return None


def _other_word(mistake: Mistake) -> Diagnostic | None:
    """`AND`, `dan`: a word of the language in capitals or in Indonesian, here or just before."""
    here = () if mistake.value_wanted else (mistake.sign,)
    for sign in (*here, mistake.before) if mistake.sign.kind in VALUE_BEGINS else here:
        right = _other(sign)
        if right:
            return problems.keyword_otherwise(mistake.over(sign), right, tuple(_rewritten(mistake, sign, right)))
    return None


def _other(sign: Sign) -> str | None:
    """The word of the language that this name stands for."""
    return OTHER_WORDS.get(sign.text.lower()) if sign.kind == "NAME" else None


def _rewritten(mistake: Mistake, sign: Sign, right: str) -> Iterator[Edit]:
    """`IF a THEN b ELSE c` is one mistake."""
    if "(" in right:
        return
    yield Edit(mistake.over(sign), right)
    later = (mistake.at(index) for index in mistake.level if mistake.at(index).start > sign.start)
    for other in later if right == "if" else ():
        word = _other(other)
        if word in {"then", "else"}:
            yield Edit(mistake.over(other), word)


def _not(mistake: Mistake) -> Diagnostic | None:
    if mistake.before.kind != "NOT" or mistake.sign.kind == "LPAR":
        return None
    operand = mistake.sign.text if mistake.sign.kind in VALUE_BEGINS and mistake.sign.kind not in CLOSERS else "…"
    return problems.not_without_brackets(mistake.over(mistake.before), operand)


def _operand(mistake: Mistake) -> Diagnostic | None:
    kinds = {"IF", "FOR", "SOME", "EVERY"}
    return problems.needs_brackets(mistake.here) if mistake.value_wanted and mistake.sign.kind in kinds else None


def _keyword(mistake: Mistake) -> Diagnostic | None:
    wanted = "NAME" in mistake.accepted
    return problems.keyword_as_value(mistake.here) if wanted and mistake.sign.text in KEYWORDS else None


# ---- brackets and forms


def _word_missing(mistake: Mistake) -> Diagnostic | None:
    """A word that could stand here and never comes: then it is this word that is missing."""
    waiting = mistake.open[-1] if mistake.open else None
    for kind in ("IN", "THEN", "ELSE", "RETURN", "SATISFIES"):
        needed = kind in mistake.accepted and waiting and (kind != "IN" or mistake.accepted == {"IN"})
        if needed and waiting and kind not in (_next(mistake) if kind == "IN" else _later(mistake)):
            opener = waiting if waiting.kind != "THEN" else _if_of(mistake, waiting)
            return problems.word_missing(mistake.here, mistake.over(opener), opener.text, kind.lower())
    return None


def _if_of(mistake: Mistake, then: Sign) -> Sign:
    """The `if` that a `then` belongs to: the one it answered."""
    index = mistake.signs.index(then)
    return next(sign for sign in reversed(still_open(mistake.signs[:index])) if sign.kind == "IF")


def _next(mistake: Mistake) -> set[str]:
    """What follows at once: `in` stands right behind the name."""
    return {mistake.at(mistake.index + step).kind for step in (1, 2)}


def _later(mistake: Mistake) -> set[str]:
    """The words that follow on the same level, without those for which another word waits."""
    found: set[str] = set()
    waiting: list[str] = []
    for kind in (mistake.at(index).kind for index in mistake.level if index >= mistake.index):
        if kind in WAITS and waiting and waiting[-1] in WAITS[kind]:
            waiting[-1:] = ["THEN"] if kind == "THEN" else []
            continue
        waiting += [kind] if kind in FORMS else []
        found.add(kind)
    return found


def _between(mistake: Mistake) -> Diagnostic | None:
    """After the lower bound only its `and` or more of the bound can follow."""
    kinds = [sign.kind for sign in mistake.signs[: mistake.index]]
    if mistake.value_wanted or "AND" not in mistake.accepted or "COMPARISON" in mistake.accepted:
        return None
    last = len(kinds) - 1 - kinds[::-1].index("BETWEEN") if "BETWEEN" in kinds else -1
    if last < 0 or {"AND", "OR"} & set(kinds[last:]) or {"OR", "$END"} & mistake.accepted:
        return None
    return problems.between_without_and(mistake.here, mistake.over(mistake.signs[last]))


def _brackets(mistake: Mistake) -> Diagnostic | None:
    """A bracket too few, too many, or of another kind."""
    sign = mistake.sign
    opener = next((one for one in reversed(mistake.open) if one.kind in CLOSERS), None)
    if sign.kind in CLOSERS.values():
        return _closer(mistake, opener)
    inner = mistake.open[-1] if mistake.open else None
    ends = inner is opener and any(one.kind in WAITS.get(sign.kind, ()) for one in mistake.open)
    unfinished = mistake.value_wanted and mistake.before is not opener
    if opener and not unfinished and (sign.kind == "END" or ends):
        closer = _SHOWN[CLOSERS[opener.kind]]
        return problems.bracket_not_closed(mistake.here, mistake.over(opener), closer)
    return None


def _closer(mistake: Mistake, opener: Sign | None) -> Diagnostic | None:
    if opener is None:
        return problems.bracket_not_opened(mistake.here)
    fits = CLOSERS[opener.kind]
    if mistake.sign.kind == fits or fits not in mistake.accepted:
        return None
    return problems.bracket_of_other_kind(mistake.here, mistake.over(opener), _SHOWN[fits], _dash(mistake, opener))


def _dash(mistake: Mistake, opener: Sign) -> Span | None:
    """The dash of `[90-100)`, which was meant as a range."""
    first, dash, last = (mistake.at(mistake.index - step) for step in (3, 2, 1))
    between = mistake.at(mistake.index - 4) is opener and {first.kind, last.kind} <= _NUMBERS and dash.text == "-"
    return mistake.over(dash) if between and {opener.kind, mistake.sign.kind} <= _OF_RANGES else None


_NUMBERS = {"NUMBER", "PERCENT"}
_OF_RANGES = {"LPAR", "RPAR", "LSQB", "RSQB"}


_SHOWN = {"RPAR": ")", "RSQB": "]", "RBRACE": "}"}


def _chained(mistake: Mistake) -> Diagnostic | None:
    again = mistake.sign.kind in {"COMPARISON", "BETWEEN", "IN"} and not mistake.value_wanted
    return problems.chained_comparison(mistake.here) if again and {"AND", "COMMA"} & mistake.accepted else None


def _half_comparison(mistake: Mistake) -> Diagnostic | None:
    """`a > 1 and < 5`: a test has a left side of its own, except alone in a cell."""
    joined = {"AND", "OR"}
    if mistake.sign.kind == "COMPARISON" and mistake.before.kind in joined and mistake.value_wanted:
        return problems.half_comparison(mistake.here)
    alone = mistake.sign.kind in joined and not mistake.value_wanted and mistake.accepted & {"COMMA", "RPAR"}
    return problems.joined_tests(mistake.here) if alone else None


def _range(mistake: Mistake) -> Diagnostic | None:
    bare = mistake.sign.kind == "RANGE" and not mistake.value_wanted
    return problems.range_without_brackets(mistake.here) if bare else None


def _comma(mistake: Mistake) -> Diagnostic | None:
    outside = mistake.sign.kind == "COMMA" and not mistake.value_wanted
    outside = outside and not any(sign.kind in CLOSERS for sign in mistake.open)
    return problems.comma_outside_brackets(mistake.here) if outside else None


# ---- side by side


def _side_by_side(mistake: Mistake) -> Diagnostic | None:
    """Two values without a sign between them: a name with spaces, or a sign that was forgotten."""
    before, sign = mistake.before, mistake.sign
    if mistake.value_wanted or before.kind not in VALUE_ENDS or sign.kind not in VALUE_BEGINS:
        return None
    if before.kind == "NAME" and sign.kind in {"NAME", "LONG_FUNCTION"}:
        return _long_name(mistake)
    return problems.sign_missing(mistake.here, before.text) if "PLUS" in mistake.accepted else None


def _long_name(mistake: Mistake) -> Diagnostic:
    """The whole run of words, as one name."""
    first = last = mistake.index
    while mistake.at(first - 1).kind == "NAME":
        first -= 1
    while mistake.at(last + 1).kind == "NAME":
        last += 1
    place = mistake.over(mistake.at(first), mistake.at(last))
    words = " ".join(place.text.split())
    for word, sign in _SIGNS_IN_LETTERS.items():
        if f" {word} " in words:
            return problems.name_with_spaces(place, words.replace(f" {word} ", f" {sign} "), sure=True)
    ending, after = mistake.at(last).text, mistake.at(last + 1)
    if ending in _SIGNS_IN_LETTERS and after.kind in VALUE_BEGINS and after.kind not in {"NAME", "LPAR"}:
        right = f"{words.removesuffix(ending)}{_SIGNS_IN_LETTERS[ending]} {after.text}"
        return problems.name_with_spaces(place, right, sure=True)
    if ending == "is" and after.kind in {"NOT", "NULL"}:
        sign = "!=" if after.kind == "NOT" else "="
        return problems.name_with_spaces(place, f"{words.removesuffix('is')}{sign} null", sure=True)
    if words in LONG_FUNCTIONS:
        return problems.long_function_alone(place)
    if mistake.at(last + 1).kind == "LPAR":
        return problems.unknown_long_function(place, nearest(words, KNOWN_LONG_FUNCTIONS))
    return problems.name_with_spaces(place, words.replace(" ", "_"))


_SIGNS_IN_LETTERS = {"x": "*", "X": "*", "kali": "*", "dibagi": "/", "bagi": "/", "ditambah": "+", "dikurangi": "-"}
"""Words and letters that stand for a sign of arithmetic elsewhere."""


def _division(mistake: Mistake) -> Diagnostic | None:
    """`a : b`, as a division is written in Indonesia; `a: b` gives a value by name."""
    before, sign, after = mistake.before, mistake.sign, mistake.at(mistake.index + 1)
    if before.end == sign.start and sign.end < after.start:
        return None
    colon = mistake.sign.kind == "COLON" and not mistake.value_wanted and "COLON" not in mistake.accepted
    behind = mistake.before.kind in VALUE_ENDS and mistake.at(mistake.index + 1).kind in VALUE_BEGINS
    return problems.other_spelling(mistake.here, "/", sure=not mistake.in_cell) if colon and behind else None


# ---- anything else


def _wanted(mistake: Mistake) -> Message:
    if mistake.value_wanted:
        return say("a value, a name or a bracket must come here")
    if "NAME" in mistake.accepted:
        return say("a name must come here")
    if mistake.accepted & {"COLON"}:
        return say("`:` and a value must come here")
    if mistake.accepted == {"LPAR"}:
        return say("`(` must come here")
    if mistake.accepted == {"IN"}:
        return say("`in` must come here")
    return say("a sign such as `+`, or the end, must come here")


def _anything(mistake: Mistake) -> Diagnostic:
    if mistake.sign.kind == "END":
        return problems.too_early_end(mistake.here, _wanted(mistake))
    return problems.unexpected(mistake.here, _wanted(mistake))


HINTS: tuple[Hint, ...] = (
    spelling.empty,
    spelling.leading_equals,
    spelling.spelling,
    spelling.quotes,
    spelling.percent,
    spelling.digits,
    spelling.semicolon,
    spelling.character,
    _cut,
    _reversed,
    _not,
    _operand,
    _other_word,
    _chained,
    _half_comparison,
    _range,
    _brackets,
    _keyword,
    _between,
    _word_missing,
    _comma,
    _division,
    _side_by_side,
    _anything,
)

ALONE: tuple[Hint, ...] = (
    spelling.spelling,
    spelling.quotes,
    spelling.percent,
    spelling.semicolon,
    spelling.character,
)
