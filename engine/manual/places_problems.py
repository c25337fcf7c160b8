"""Diagnostics about files and their form (E1xx). What the values in them mean is judged by `problems`."""

from __future__ import annotations

import re
import unicodedata

from engine.diagnostics.model import Diagnostic, Message, say
from engine.source import Source, Span

_SHOWN = 60


def excerpt(text: str) -> str:
    """One line of at most 60 characters, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def quoted(text: str) -> str | None:
    """`text` as it has to be written in quotes, or None where no quotes of one kind can hold it as it is."""
    line = " ".join(text.split())
    if '"' not in line and "\\" not in line:
        return f'"{line}"'
    return None if "'" in line else f"'{line}'"


def _in_quotes(text: str) -> Message:
    written = quoted(text)
    if written is None or len(written) > _SHOWN:
        return say("put it below, in a block: `|` after the colon, the text indented on the next line")
    return say("write {written}", written=written)


def not_utf8(place: Span) -> Diagnostic:
    """The file is not in UTF-8, the encoding that every file here has to have.

    Files saved by an old Windows program, or as "Unicode text" by Excel, are in another encoding, so that letters and
    signs would be read wrong.
    """
    message = say("this file is not in UTF-8: the first character that cannot be read is here")
    return Diagnostic("E101", "error", message, place, fix=say("save the file again and choose UTF-8 as its encoding"))


def too_large(place: Span, limit: int) -> Diagnostic:
    """The file is larger than any file that people write. Raw data belong into tables, which may be split."""
    message = say("this file is larger than {limit} MiB", limit=limit // 2**20)
    return Diagnostic("E102", "error", message, place, fix=say("split it into several files"))


def forbidden_character(place: Span) -> Diagnostic:
    """The file holds a character that cannot be seen and changes how the text around it reads.

    Control characters, marks that turn the direction of writing, invisible spaces and unusual line ends can make a rule
    look different from what it says. They mostly come from pasting out of a web page or a document.
    """
    character = place.text
    name = unicodedata.name(character, "control character").lower()
    message = say("an invisible character stands here: {name} (U+{code})", name=name, code=f"{ord(character):04X}")
    return Diagnostic("E103", "error", message, place, fix=say("delete it"))


def empty_file(place: Span) -> Diagnostic:
    """The file holds nothing but perhaps comments."""
    message = say("there is nothing in this file")
    return Diagnostic("E104", "error", message, place, fix=say("write its keys, or delete the file"))


def duplicate_key(place: Span, first: Span) -> Diagnostic:
    """The same key stands twice in one place, so that one of the two values would be lost."""
    message = say("the key `{key}` stands here a second time", key=excerpt(place.text))
    fix = say("keep one of the two, or give the other its right name")
    return Diagnostic("E105", "error", message, place, ((say("the first time"), first),), fix)


def tag(place: Span) -> Diagnostic:
    """A value begins with `!`, which is reserved. Text or a test that begins with `!` has to stand in quotes."""
    message = say("a value cannot begin with `!` outside quotes")
    return Diagnostic("E106", "error", message, place, fix=_in_quotes(_rest_of_line(place)))


def anchor(place: Span) -> Diagnostic:
    """A value begins with `&name`, a mark for use elsewhere. Rule files say everything where it holds."""
    message = say("marks such as `{mark}` are not used in these files", mark=excerpt(place.text))
    return Diagnostic("E107", "error", message, place, fix=say("delete the mark, or put the value in quotes"))


def alias(place: Span) -> Diagnostic:
    """A value begins with `*name`, a copy of a marked value. Rule files say everything where it holds."""
    message = say("copies such as `{mark}` are not used in these files", mark=excerpt(place.text))
    return Diagnostic("E108", "error", message, place, fix=say("write the value out here, or put it in quotes"))


def merge_key(place: Span) -> Diagnostic:
    """The key `<<` would mix in keys from elsewhere. Rule files say everything where it holds."""
    message = say("the key `<<` is not used in these files")
    return Diagnostic("E109", "error", message, place, fix=say("write the keys out here"))


def too_deep(place: Span, limit: int) -> Diagnostic:
    """Keys and lists lie inside each other deeper than any rule file needs."""
    message = say("this lies more than {limit} levels deep", limit=limit)
    return Diagnostic("E110", "error", message, place, fix=say("check the brackets and the indentation above"))


def several_documents(place: Span) -> Diagnostic:
    """A line `---` begins a second text in the same file. One file is one text."""
    message = say("a second text begins here, after a line `---`")
    return Diagnostic("E111", "error", message, place, fix=say("delete the line `---`, or make it a file of its own"))


def key_is_no_word(place: Span) -> Diagnostic:
    """A key has to be a word. Here a list, a group in `{ }` or nothing at all stands before the colon."""
    message = say("a word is expected before the colon")
    return Diagnostic("E112", "error", message, place, fix=say("write a key, or put the whole value in quotes"))


def cut_in_flow(place: Span) -> Diagnostic:
    """A value inside `{ }` or `[ ]` that holds a comma, colon, bracket, `#` or `?` has to stand in quotes.

    Without them `{formula: min(a, b)}` is two keys, `formula: min(a` and `b)`.
    """
    message = say(
        "inside {open} {close} a value with any of , [ ] {open} {close} : # ? needs quotes", open="{", close="}"
    )
    return Diagnostic("E113", "error", message, place, fix=_in_quotes(place.text))


def key_without_value(place: Span) -> Diagnostic:
    """A key has no colon and no value."""
    key = excerpt(place.text)
    message = say("`{key}` has no value", key=key)
    return Diagnostic("E114", "error", message, place, fix=say("write `{key}: …`, or delete it", key=key))


def comment_follows(place: Span, comment: Span) -> Diagnostic:
    """After a space `#` begins a comment, so that the value ends before it.

    Whoever meant a comment puts it on a line of its own; whoever meant it as part of the value uses quotes.
    """
    message = say("the value ends before `#`: what follows is read as a comment")
    others = ((say("this part is not read"), comment),)
    fix = say("put the comment on the line above, or the whole value in quotes")
    return Diagnostic("E115", "error", message, place, others, fix)


def goes_on(place: Span) -> Diagnostic:
    """A value without quotes goes on in the next line. Mostly a colon is missing there, or `|` after the key."""
    message = say("this value goes on in the next line")
    fix = say("begin it with `|` and indent the lines below, or write the colon that is missing")
    return Diagnostic("E116", "error", message, place, fix=fix)


def not_as_it_stands(place: Span) -> Diagnostic:
    r"""A formula has to stand in the file as it is, so that every message can show its very place.

    A block that begins with `>`, and quotes in which quotes or `\` are written double, change the text on reading.
    """
    message = say("a formula cannot be written in this way: its characters would not be at their place")
    fix = say("write it in a block: `|` after the colon, the formula indented on the next line")
    return Diagnostic("E117", "error", message, place, fix=fix)


def directive(place: Span) -> Diagnostic:
    """A line begins with `%`, which is reserved at the very beginning of a line."""
    message = say("a line cannot begin with `%`")
    return Diagnostic("E118", "error", message, place, fix=say("delete the line, or put the value in quotes"))


def tab_stands(place: Span) -> Diagnostic:
    """Before keys and values only spaces can stand: how far a tab reaches differs from program to program."""
    message = say("a tab stands here, where only spaces can stand")
    return Diagnostic("E120", "error", message, place, fix=say("use spaces"))


def wrong_indentation(place: Span, block: Span | None) -> Diagnostic:
    """A line stands neither in line with the keys above nor one step further in."""
    message = say("this line is not in line with what it belongs to")
    others = () if block is None else ((say("it would have to be in line with this"), block),)
    return Diagnostic("E121", "error", message, place, others, say("indent it as far as its neighbours"))


def missing_colon(place: Span) -> Diagnostic:
    """A line among keys has no colon, so that key and value cannot be told apart."""
    message = say("the colon between key and value is missing here")
    return Diagnostic("E122", "error", message, place, fix=say("write `key: value`, with a space after the colon"))


def unclosed_quote(place: Span) -> Diagnostic:
    """A value begins with a quote that is never closed, or only by the quote of another value."""
    message = say("the text that begins with this quote does not end where it should")
    fix = say("write the closing quote; a quote inside the text needs the other kind of quotes around it")
    return Diagnostic("E123", "error", message, place, fix=fix)


def unclosed_bracket(place: Span, until: Span | None) -> Diagnostic:
    """A value that begins with `[` or `{` is a list or a group, which has to be closed by its own bracket.

    A formula or a text that begins with a bracket, such as the range `[90..100)`, has to stand in quotes.
    """
    others = () if until is None else ((say("something else stands here"), until),)
    message = say("`{bracket}` is not closed by its own bracket", bracket=place.text[:1])
    fix = say("close it; if the bracket belongs to a formula or a text, put the value in quotes")
    return Diagnostic("E124", "error", message, place, others, fix)


_DIVISION = re.compile(r"[\w().]+(?: [-+*/] [\w().]+)* : [\w().]+(?: [-+*/] [\w().]+)*")
_SIGN_IN_FRONT = re.compile(r"% ?([0-9]+(?:\.[0-9]+)?)")


def second_colon(place: Span) -> Diagnostic:
    """A value without quotes holds a colon and a space, which would begin a value inside the value."""
    message = say("a value that holds `: ` needs quotes or a block")
    fix = _in_quotes(place.text)
    if _DIVISION.fullmatch(place.text.strip()):
        divided = place.text.strip().replace(":", "/")
        fix = say("write `{division}` if it is a division, and a text in quotes", division=divided)
    return Diagnostic("E125", "error", message, place, fix=fix)


def text_after_quote(place: Span, value: Span) -> Diagnostic:
    """A value that begins with a quote ends at the next quote; nothing may follow on the line.

    A formula that begins with a text, such as `"a" = b`, is written in a block.
    """
    message = say("the value ended with the quote before this")
    others = ((say("the value in quotes"), value),)
    fix = say("write the whole in a block: `|` after the colon, the text indented on the next line")
    return Diagnostic("E126", "error", message, place, others, fix)


def bad_beginning(place: Span) -> Diagnostic:
    """A value without quotes cannot begin with this character, since it means something else there."""
    message = say("a value cannot begin with `{character}` outside quotes", character=place.text[:1])
    percentage = _SIGN_IN_FRONT.fullmatch(_rest_of_line(place))
    fix = say("write `{right}`", right=f"{percentage[1]}%") if percentage else _in_quotes(_rest_of_line(place))
    return Diagnostic("E127", "error", message, place, fix=fix)


def dash_in_line(place: Span) -> Diagnostic:
    """`- ` begins a member of a list. A list begins on the line below its key; as a text `-` needs quotes."""
    message = say("a list cannot begin here")
    fix = say('begin it on the next line, indented; if the value is a dash, write "-"')
    return Diagnostic("E128", "error", message, place, fix=fix)


def out_of_place(place: Span) -> Diagnostic:
    """The text does not go together at this place: a key, a bracket, a quote or a step of indentation is wrong."""
    message = say("what stands here does not fit what stands before it")
    fix = say("check colons, quotes, brackets and indentation here and in the line above")
    return Diagnostic("E129", "error", message, place, fix=fix)


def bad_backslash(place: Span) -> Diagnostic:
    r"""Between double quotes a backslash `\` begins a special character, and this one does not exist."""
    message = say("between double quotes `\\` begins a special character, and there is none such")
    return Diagnostic("E130", "error", message, place, fix=say("use single quotes, or write `\\\\`"))


def bad_block(place: Span) -> Diagnostic:
    """A value that begins with `|` or `>` is a block: the text has to stand on the next lines, indented.

    A test such as `>= 90` has to stand in quotes.
    """
    message = say("after `{character}` the text has to begin on the next line", character=place.text[:1])
    return Diagnostic("E131", "error", message, place, fix=_in_quotes(_rest_of_line(place)))


def extra_bracket(place: Span) -> Diagnostic:
    """A closing bracket has no opening one."""
    message = say("this bracket closes nothing")
    fix = say("delete it; if it belongs to a formula or a text, put the value in quotes")
    return Diagnostic("E132", "error", message, place, fix=fix)


def _rest_of_line(place: Span) -> str:
    text = place.source.text
    end = text.find("\n", place.start)
    return text[place.start : len(text) if end < 0 else end].split(" #")[0].strip()


def start_of(source: Source) -> Span:
    """The very beginning of a file, for problems of the whole of it."""
    return source.span(0, 0)
