"""Message -> words in a language.

English is the text in the code. Translations are gettext catalogues, `locale/<language>/LC_MESSAGES/engine.po`, and the
`.po` itself is read, not a compiled `.mo`: reading it takes a few milliseconds, works the same in a checkout and in an
installed wheel, and there is no second file that could be older than the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from engine.diagnostics.model import Message

Language = Literal["id", "en"]

_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_BETWEEN = re.compile(r"\n[ \t]*\n")
_PLAIN = re.compile(r'msgid "([^"\\\n]+)"\nmsgstr "([^"\\\n]+)"\n?')
_LINE = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?(".*")')


def words(message: Message, language: str) -> str:
    """The message in this language, in English where there is no translation."""
    text = catalogue(language).get(message.text) or message.text
    if not message.values:
        return text
    values = {
        name: words(value, language) if isinstance(value, Message) else str(value) for name, value in message.values
    }

    def filled(place: re.Match[str]) -> str:
        name = place.group(1)
        return place.group()[0] if name is None else values.get(name, place.group())

    return _PLACE.sub(filled, text)


def language_for(option: str | None, environ: Mapping[str, str]) -> Language:
    """The language to speak: `--lang`, then the environment as gettext reads it; Indonesian where it says neither.

    The locale is the first of LC_ALL, LC_MESSAGES, LANG that is set. LANGUAGE, a list in order of preference, comes
    before it, but not where the locale is C or POSIX.
    """
    if option:
        return "en" if option.lower().startswith("en") else "id"
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    plain = re.split(r"[._@]", locale)[0] in ("C", "POSIX")
    wanted = [] if plain else environ.get("LANGUAGE", "").split(":")
    for name in (*wanted, locale):
        match name[:2].lower():
            case "en":
                return "en"
            case "id":
                return "id"
    return "id"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """English text -> translation; empty for English and for languages without a catalogue."""
    if language == "en":
        return {}
    from engine.home import locale_folder

    file = locale_folder() / language / "LC_MESSAGES" / "engine.po"
    return dict(entries(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def entries(po: str) -> Iterator[tuple[str, str]]:
    """The translated texts of a catalogue. Entries marked as doubtful (`fuzzy`) are left out, as gettext does."""
    for block in _BETWEEN.split(po.replace("\r\n", "\n")):
        plain = _PLAIN.fullmatch(block)
        if plain is not None:  # nearly all are
            yield plain.group(1), plain.group(2)
        else:
            yield from _entry(block.splitlines())


def _entry(lines: list[str]) -> Iterator[tuple[str, str]]:
    if any(line.startswith("#,") and "fuzzy" in line for line in lines):
        return
    parts = {"msgctxt": "", "msgid": "", "msgstr": ""}
    field = None
    for line in lines:
        if not line.startswith("#") and (match := _LINE.fullmatch(line.strip())):
            field = match.group(1) or field
            if field is not None:
                parts[field] += _unquoted(match.group(2))
    if parts["msgid"] and parts["msgstr"]:
        yield parts["msgid"], parts["msgstr"]


def _unquoted(text: str) -> str:
    """A quoted text of a catalogue; only one in ten has an escape that needs looking at."""
    if "\\" not in text:
        return text[1:-1]
    from ast import literal_eval

    return str(literal_eval(text))
