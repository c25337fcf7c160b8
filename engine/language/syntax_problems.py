"""Diagnostics about what a formula looks like (E2xx). Which one fits a mistake, `syntax_hints` finds out."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.diagnostics.near import respelled
from engine.language.limits import FORMULA_BYTES, LITERAL_DIGITS, NESTING
from engine.source import Span

Edits = tuple[Edit, ...]


def _error(code: str, place: Span, message: Message, fix: Message | None = None, edits: Edits = ()) -> Diagnostic:
    return Diagnostic(code, "error", message, place, fix=fix, edits=edits)


# ---- sizes


def formula_too_long(place: Span) -> Diagnostic:
    """One formula may be 64 KiB long. Longer ones are split: give its parts names of their own."""
    message = say("the formula is longer than {limit} bytes", limit=FORMULA_BYTES)
    return _error("E201", place, message, say("split it into several rules"))


def brackets_too_deep(place: Span) -> Diagnostic:
    """Brackets may lie 200 deep inside each other, far beyond what a person can read."""
    message = say("more than {limit} brackets lie inside each other here", limit=NESTING)
    return _error("E202", place, message, say("split the formula into several rules"))


def tree_too_deep(place: Span) -> Diagnostic:
    """Signs, powers, steps to attributes and `else if` may follow or enclose each other 200 times."""
    message = say("this part of the formula has more than {limit} steps inside each other", limit=NESTING)
    return _error("E203", place, message, say("split the formula into several rules, or use a table"))


def number_too_long(place: Span) -> Diagnostic:
    """A number may have 1,000 digits when written out, zeros of its exponent included."""
    message = say("written out, this number has more than {limit} digits", limit=LITERAL_DIGITS)
    return _error("E204", place, message, say("write a shorter number"))


# ---- literals


def text_without_end(place: Span, curly: bool, edits: Edits = ()) -> Diagnostic:
    """A text stands between two straight quotes `"` on one line; a line break in it is written `\\n`."""
    fix = say('end it with the straight quote `"`') if curly else say('write `"` where the text ends')
    return _error("E205", place, say("the text that begins here has no end"), fix, edits)


def unknown_escape(place: Span) -> Diagnostic:
    """In a text a backslash stands before a sign that cannot be written otherwise.

    These are known: `\\"` `\\\\` `\\/` `\\n` `\\r` `\\t`, `\\uXXXX` and `\\UXXXXXX` with the number of a character.
    """
    message = say("`{written}` in a text means nothing", written=place.text)
    return _error("E206", place, message, say("write `\\\\` for a backslash"))


def no_such_date(place: Span) -> Diagnostic:
    """A date is written `@"2023-12-31"`: year, month, day. Times, zones and durations were left out on purpose."""
    message = say("`{written}` is no date", written=place.text)
    return _error("E207", place, message, say('write year-month-day of a day that exists: `@"2023-12-31"`'))


def comment_without_end(place: Span) -> Diagnostic:
    """A comment that begins with `/*` goes on to `*/`; one that begins with `//` goes on to the end of its line."""
    return _error("E208", place, say("the comment that begins here has no end"), say("write `*/` where it ends"))


# ---- not what is expected


def unexpected(place: Span, wanted: Message) -> Diagnostic:
    """Something stands where it cannot stand, and no more fitting explanation is known."""
    return _error("E210", place, say("`{written}` cannot stand here: {wanted}", written=place.text, wanted=wanted))


def too_early_end(place: Span, wanted: Message) -> Diagnostic:
    """The formula stops where something must follow."""
    return _error("E211", place, say("the formula ends too early: {wanted}", wanted=wanted))


def empty(place: Span, in_cell: bool) -> Diagnostic:
    """A formula says something, and so does every cell of a table. Comments alone say nothing."""
    if in_cell:
        return _error("E212", place, say("the cell is empty"), say("write `-` if every value fits"))
    return _error("E212", place, say("the formula is empty"), say("write a formula, or leave the rule out"))


def bracket_not_closed(place: Span, opener: Span, closer: str) -> Diagnostic:
    """Every `(`, `[` and `{` needs its closing bracket."""
    message = say("the bracket `{opener}` is not closed before this", opener=opener.text)
    others = ((say("it is opened here"), opener),)
    fix = say("write the missing `{closer}`", closer=closer)
    return Diagnostic("E213", "error", message, place, others, fix)


def bracket_not_opened(place: Span) -> Diagnostic:
    """A closing bracket has no opening one."""
    message = say("`{written}` closes a bracket that was never opened", written=place.text)
    return _error("E214", place, message, say("remove it, or write the opening bracket"))


def bracket_of_other_kind(place: Span, opener: Span, closer: str, dash: Span | None = None) -> Diagnostic:
    """A bracket is closed by one of its own kind; only in a range like `[90..100)` the kinds may differ."""
    message = say("`{opener}` is closed by `{written}`", opener=opener.text, written=place.text)
    others = ((say("it is opened here"), opener),)
    if dash is None:
        return Diagnostic("E215", "error", message, place, others, say("write `{closer}`", closer=closer))
    text = place.source.text
    right = f"{text[opener.start : dash.start].rstrip()}..{text[dash.end : place.end].lstrip()}"
    return Diagnostic("E215", "error", message, place, others, say("write `{right}`", right=right), (Edit(dash, ".."),))


def word_missing(place: Span, opener: Span, form: str, word: str) -> Diagnostic:
    """`if` needs `then` and `else`, `for` needs `return`, `some` and `every` need `satisfies`, all three need `in`."""
    forms = {
        "if": say("write `if condition then value else other value`"),
        "for": say("write `for i in list return value`"),
        "some": say("write `some i in list satisfies condition`"),
        "every": say("write `every i in list satisfies condition`"),
    }
    message = say("`{opener}` without its `{word}`: it must come before this", opener=form, word=word)
    others = ((say("it begins here"), opener),)
    return Diagnostic("E216", "error", message, place, others, forms[form])


def between_without_and(place: Span, opener: Span) -> Diagnostic:
    """`between` takes two bounds with `and` between them; both bounds belong to it."""
    message = say("`between` without its `and`: it must come before this")
    others = ((say("it begins here"), opener),)
    return Diagnostic("E217", "error", message, place, others, say("write `x between 1 and 5`"))


# ---- spelling


def other_spelling(place: Span, right: str, sure: bool) -> Diagnostic:
    """A sign of spreadsheets, other languages or print that is spelled otherwise in formulas."""
    message = say("`{written}` is not a sign of the formula language", written=place.text)
    return _error("E220", place, message, say("write `{right}`", right=right), (Edit(place, right),) if sure else ())


def leading_equals(place: Span) -> Diagnostic:
    """Spreadsheet formulas begin with `=`; here the formula begins at once."""
    edits = (Edit(place, ""),)
    first = Span(place.source, place.start, place.start + 1)
    return _error("E221", first, say("a formula does not begin with `=`"), say("leave the `=` out"), edits)


def wrong_quotes(place: Span, text: str, sure: bool) -> Diagnostic:
    """Texts stand between straight double quotes, not between single or curly ones."""
    message = say('a text stands between straight double quotes `"`')
    edits = (Edit(place, f'"{text}"'),) if sure else ()
    return _error("E222", place, message, say('write `"{text}"`', text=text), edits)


def percent_apart(place: Span, fix: Message, edits: Edits = ()) -> Diagnostic:
    """`%` belongs to a number and follows its last digit: `90%` is exactly 9/10. It means nothing else."""
    return _error("E223", place, say("`%` stands only directly after a number"), fix, edits)


def decimal_comma(place: Span, other: str | None) -> Diagnostic:
    """In formulas decimals come after a point; the comma separates arguments and items.

    `1,234` may also have been meant as a number with its thousands apart: then both readings are shown.
    """
    right = place.text.replace(",", ".")
    message = say("decimals come after a point, not a comma")
    if other is not None:
        fix = say("write `{first}` or `{second}`, whichever is meant", first=right, second=other)
        return _error("E224", place, message, fix)
    return _error("E224", place, message, say("write `{right}`", right=right), (Edit(place, right),))


def grouped_digits(place: Span, right: str) -> Diagnostic:
    """Numbers in formulas have no points or commas between thousands."""
    message = say("digits are not grouped in formulas")
    return _error("E225", place, message, say("write `{right}`", right=right), (Edit(place, right),))


def semicolon(place: Span, edits: Edits, decimals: bool = False) -> Diagnostic:
    """Arguments and items are separated by commas, in every language setting."""
    message = say("the values of a function and the items of a list are separated by commas")
    fix = say("write `,`") if edits or not decimals else say("write `,` between values, and a point before decimals")
    return _error("E226", place, message, fix, edits)


def keyword_otherwise(place: Span, right: str, edits: Edits) -> Diagnostic:
    """The words of the language are English and in small letters."""
    message = say("`{written}` is not a word of the formula language", written=place.text)
    return _error("E227", place, message, say("write `{right}`", right=right), edits)


def name_with_spaces(place: Span, right: str, sure: bool = False) -> Diagnostic:
    """A name has no spaces. Only functions of the language, such as `string length(…)`, have several words.

    A text has spaces, and stands in double quotes.
    """
    message = say("a name has no spaces, and between two names a sign is missing: `{written}`", written=place.text)
    if sure:
        return _error("E228", place, message, say("write `{right}`", right=right))
    text = f'"{" ".join(place.text.split())}"'
    fix = say("write `{right}`, the sign that is missing, or `{text}` if it is a text", right=right, text=text)
    return _error("E228", place, message, fix)


def unknown_long_function(place: Span, near: str | None) -> Diagnostic:
    """Only functions of the language have names of several words, and this is none of them."""
    message = say("there is no function `{written}`", written=" ".join(place.text.split()))
    if near is None:
        return _error("E229", place, message, say("see the list of functions in grammar/README.md"))
    return _error("E229", place, message, say("write `{near}(…)`", near=near), respelled(place, place.text, near))


def long_function_alone(place: Span) -> Diagnostic:
    """A function is used with its arguments in brackets."""
    name = " ".join(place.text.split())
    message = say("the function `{name}` needs its arguments in brackets", name=name)
    return _error("E230", place, message, say("write `{name}(…)`", name=name))


def sign_missing(place: Span, before: str) -> Diagnostic:
    """Two values stand side by side; nothing is multiplied or joined without a sign."""
    message = say("between `{before}` and `{written}` a sign is missing", before=before, written=place.text)
    return _error("E231", place, message, say("write `+`, `-`, `*`, `/` or another sign between them"))


def keyword_as_value(place: Span) -> Diagnostic:
    """A word of the language cannot be a name, and here a value or a name is expected."""
    message = say("`{written}` is a word of the language: a value or a name is expected here", written=place.text)
    return _error("E232", place, message, say("write the value that is missing, or use another name"))


# ---- forms


def needs_brackets(place: Span) -> Diagnostic:
    """`if`, `for`, `some` and `every` reach to the end of what encloses them, so as an operand they need brackets."""
    message = say("inside a larger formula `{written}` needs brackets", written=place.text)
    return _error("E233", place, message, say("write `({written} …)`", written=place.text))


def not_without_brackets(place: Span, operand: str) -> Diagnostic:
    """`not` is written with brackets, so that one sees how far it reaches."""
    message = say("`not` needs brackets around what it negates")
    return _error("E234", place, message, say("write `not({operand})`", operand=operand))


def chained_comparison(place: Span) -> Diagnostic:
    """`a < b < c` is two comparisons and is written as two."""
    message = say("comparisons cannot be chained")
    return _error("E235", place, message, say("write `a < b and b < c`, or `b between a and c`"))


def comma_outside_brackets(place: Span) -> Diagnostic:
    """A formula has one result. Several values stand in a list."""
    message = say("a comma stands only inside brackets")
    return _error("E236", place, message, say("write `[a, b]` for a list"))


def half_comparison(place: Span) -> Diagnostic:
    """Each comparison has its own left side: `a > 1 and a < 5`. Only a cell or `in` has tests without one."""
    message = say("to the left of `{written}` a value is missing", written=place.text)
    return _error("E237", place, message, say("write the value again: `a > 1 and a < 5`"))


def joined_tests(place: Span) -> Diagnostic:
    """Tests without a left side are not joined by `and` or `or`."""
    message = say("comparisons with nothing on their left cannot be joined by `{written}`", written=place.text)
    return _error("E238", place, message, say("write `? > 1 and ? < 5`, a range such as `(1..5)`, or a comma for `or`"))


def range_without_brackets(place: Span, low: str = "a", high: str = "b") -> Diagnostic:
    """A range says with its brackets whether its ends belong to it; only in `for` it has none.

    Two points stand between its ends: `70-90` is a subtraction and gives -20.
    """
    ranges = [f"{left}{low}..{high}{right}" for left, right in ("[]", "(]", "[)", "()")]
    fix = say("write `{first}`, `{second}`, `{third}` or `{fourth}`", **dict(zip(_FOUR, ranges, strict=True)))
    return _error("E239", place, say("a range stands in brackets, with `..` between its ends"), fix)


_FOUR = ("first", "second", "third", "fourth")


# ---- cut from FEEL on purpose


def instance_of(place: Span) -> Diagnostic:
    """What kind of value a name has is declared and checked before anything is computed."""
    message = say("`instance of` was left out of this language on purpose")
    return _error("E240", place, message, say("declare the kind of the value with `jenis`"))


def function_literal(place: Span) -> Diagnostic:
    """A function is written as an entry of `fungsi`, where it has a name and a legal source."""
    message = say("functions written inside a formula were left out of this language on purpose")
    return _error("E241", place, message, say("give the function a name under `fungsi`"))


def reversed_brackets(place: Span, edits: Edits) -> Diagnostic:
    """A range with an open end is written with a round bracket: `(1..5)` holds neither 1 nor 5."""
    message = say("an end that does not belong to the range is written with a round bracket")
    return _error("E242", place, message, say("write `(a..b)`, `(a..b]` or `[a..b)`"), edits)


def partial(place: Span) -> Diagnostic:
    """The results so far, inside `for`, would make the order of computing matter."""
    message = say("`partial` was left out of this language on purpose")
    return _error("E243", place, message, say("use `sum`, `product` or another function over the list"))


# ---- characters


def look_alike(place: Span, letter: str, name: str, right: str) -> Diagnostic:
    """A letter of another alphabet that looks like one of ours makes a name that only seems to be the right one."""
    message = say(
        "`{letter}` in `{written}` is a foreign letter ({name})", letter=letter, written=place.text, name=name
    )
    return _error("E250", place, message, say("type it anew: `{right}`", right=right), (Edit(place, right),))


def foreign_letter(place: Span, letter: str) -> Diagnostic:
    """Names are made of the letters a to z, digits and `_`. Texts between quotes may hold any letter."""
    message = say("`{letter}` cannot stand in a name", letter=letter)
    return _error("E251", place, message, say("use the letters a to z, digits and `_`, or put a text between quotes"))


def foreign_character(place: Span, right: str) -> Diagnostic:
    """A character that has no meaning in a formula."""
    message = say("the character `{written}` means nothing in a formula", written=place.text)
    if not right:
        return _error("E252", place, message, say("remove it"))
    return _error("E252", place, message, say("write `{right}`", right=right), (Edit(place, right),))


def unseen_character(place: Span, name: str, edits: Edits) -> Diagnostic:
    """A character that cannot be seen, often copied from a document, or one that changes the order of reading.

    In a text it can be written as an escape, `\\u00A0`.
    """
    message = say("a character that cannot be seen stands here ({name})", name=name)
    return _error("E253", place, message, say("remove it, or type an ordinary space"), edits)
