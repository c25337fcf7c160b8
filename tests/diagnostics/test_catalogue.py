"""Messages in words, the choice of a language, and that every message is translated."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages import pofile

from engine.diagnostics.catalogue import entries, language_for, words
from engine.diagnostics.model import Message, say
from tests.diagnostics import catalogue_tool as tool

CATALOGUES = tool.catalogues()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (say("plain {text} is as it is"), "plain {text} is as it is"),
        (say("the name `{name}`", name="{x}"), "the name `{x}`"),
        (say("{a} and {b}", a=1, b=say("{c}", c="deep")), "1 and deep"),
        (say("write `{key}: {{…}}`", key="a"), "write `a: {…}`"),
        (say("{unknown} {a}", a="b"), "{unknown} b"),
        (Message("from a rule file"), "from a rule file"),
    ],
)
def test_english_is_the_text_in_the_code(message: Message, expected: str) -> None:
    assert words(message, "en") == expected


def test_indonesian() -> None:
    assert words(say("error"), "id") == "galat"
    assert words(say("not translated {x}", x=say("error")), "id") == "not translated galat"
    assert words(say("error"), "xx") == "error"


@pytest.mark.parametrize(
    ("option", "environ", "expected"),
    [
        ("en", {"LANG": "id_ID.UTF-8"}, "en"),
        ("id", {"LANG": "en_US.UTF-8"}, "id"),
        (None, {}, "id"),
        (None, {"LANG": ""}, "id"),
        (None, {"LANG": "C"}, "id"),
        (None, {"LANG": "C.UTF-8"}, "id"),
        (None, {"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "id"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, "id"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID.UTF-8"}, "id"),
        (None, {"LANG": "id_ID.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "en_GB"}, "en"),
        (None, {"LANG": "id_ID.UTF-8", "LANGUAGE": "en"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LANGUAGE": "fr:id:en"}, "id"),
        (None, {"LANG": "C", "LANGUAGE": "en"}, "id"),
        (None, {"LANGUAGE": "en"}, "en"),
    ],
)
def test_language_for(option: str | None, environ: dict[str, str], expected: str) -> None:
    assert language_for(option, environ) == expected


def test_reading_a_catalogue() -> None:
    po = (
        'msgid ""\nmsgstr "Language: id\\n"\n\n'
        '# note\n#: a.py:1\nmsgid "one"\nmsgstr "satu"\n\n'
        'msgid ""\n"two "\n"lines"\nmsgstr "dua "\n"\\"baris\\"\\n"\n\n'
        '#, fuzzy\nmsgid "three"\nmsgstr "tiga?"\n\n'
        'msgid "four"\nmsgstr ""\n\n'
        '#~ msgid "old"\n#~ msgstr "lama"\n'
    )
    assert dict(entries(po)) == {"one": "satu", "two lines": 'dua "baris"\n'}
    assert dict(entries(po.replace("\n", "\r\n"))) == dict(entries(po))


def test_writing_and_reading_agree() -> None:
    texts = {'"\\': "\\\"\n\t\r'", "é {x}": "漢 {x}", "a": "b"}
    written = tool.written("id", set(texts) | {"left"}, texts)
    assert dict(entries(written)) == texts
    assert written.index('msgid "a"') < written.index('msgid "left"')


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_reader_agrees_with_babel(language: str) -> None:
    data = CATALOGUES[language].read_bytes()
    expected = {
        str(entry.id): str(entry.string) for entry in pofile.read_po(io.BytesIO(data)) if entry.id and entry.string
    }
    assert tool.read(CATALOGUES[language]) == expected


def test_every_message_is_a_literal_with_its_values() -> None:
    uses = [use for use in tool.uses() if use.function == "say"]
    assert [use.where for use in uses if use.text is None] == []
    wrong = [use for use in uses if use.text and use.values is not None and use.values - tool.places(use.text)]
    assert [use.where for use in wrong] == []
    unfilled = [use for use in uses if use.text and use.values and tool.places(use.text) - use.values]
    assert [use.where for use in unfilled] == []


@pytest.mark.parametrize("language", CATALOGUES)
class TestCatalogue:
    """If one of these fails: `python tests/diagnostics/catalogue_tool.py update`, then translate what is empty."""

    def test_nothing_is_missing_or_unused(self, language: str) -> None:
        known = tool.read(CATALOGUES[language])
        assert sorted(tool.texts() - known.keys()) == []
        assert sorted(known.keys() - tool.texts()) == []

    def test_places_agree(self, language: str) -> None:
        known = tool.read(CATALOGUES[language])
        wrong = {text: said for text, said in known.items() if tool.places(text) != tool.places(said)}
        assert wrong == {}

    def test_the_file_is_as_the_tool_writes_it(self, language: str) -> None:
        file: Path = CATALOGUES[language]
        assert file.read_text(encoding="utf-8") == tool.written(language, tool.texts(), tool.read(file))
