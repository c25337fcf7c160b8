"""Lines of a new file: keys and values as they are, remarks in the language of the person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.manual.checked import ENTRY_UNIT
from engine.manual.declared import Declared, kind
from engine.manual.model import AttributeForm
from engine.record import dataclass

WIDTH = 100
_NEEDS_QUOTES = re.compile(r"[:#\[\]{},&*!|>'\"%@`?]|^[-\s]|\s$|^$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a remark above the next one; `depth`: how far it is indented."""

    text: str | Message
    depth: int = 0


def rendered(lines: Iterable[Line], schema: str, language: str) -> str:
    """The text of a file. `schema`: the path from it to its schema, which editors read in the first line."""
    return "".join(f"{line}\n" for line in (f"# yaml-language-server: $schema={schema}", *_all(lines, language)))


def _all(lines: Iterable[Line], language: str) -> Iterator[str]:
    for line in lines:
        indent = "  " * line.depth
        if isinstance(line.text, Message):
            for part in wrap(words(line.text, language), WIDTH - len(indent)):
                yield f"{indent}# {part}"
        else:
            yield f"{indent}{line.text}".rstrip()


def scalar(text: str) -> str:
    """A text as it is written behind a key."""
    return f'"{text}"' if _NEEDS_QUOTES.search(text) and '"' not in text and "\\" not in text else text


def about(form: AttributeForm, name: str, manual: Declared) -> Message:
    """What an attribute is and how its value is written."""
    text = form.uraian or form.catatan
    what = Message(" ".join(text.text.split())) if text is not None else say("the attribute `{name}`", name=name)
    return say("{what} ({how})", what=what, how=how(form, manual))


def how(form: AttributeForm, manual: Declared) -> Message:
    """How the values of an attribute are written."""
    if form.pilihan:
        return say("one of: {choices}", choices=", ".join(word.text for word in form.pilihan))
    match kind(form):
        case "teks":
            return say("a text")
        case "ya/tidak":
            return say("`ya` or `tidak`")
        case "tanggal":
            return say("a date such as 2023-12-31")
        case "daftar":
            return say("a list such as `[a, b]`")
    unit = form.satuan.text if form.satuan is not None else None
    if unit is None:
        return say("a number")
    if unit == ENTRY_UNIT:
        return say("a number in the unit of the entry")
    known = manual.codes.units.get(unit)
    percent = known is not None and known.symbol == "%"
    return say("a number in {unit}, such as 80%", unit=unit) if percent else say("a number in {unit}", unit=unit)


def example(form: AttributeForm) -> str | None:
    """A value that may stand there until the true one does; None where any value could pass for the true one."""
    if form.bawaan is not None:
        return form.bawaan.node.span.text
    if form.pilihan:
        return form.pilihan[0].text
    return {"ya/tidak": "tidak"}.get(kind(form))
