"""Keeps the catalogues in step with the code: `update`, `missing LANGUAGE`, `fill LANGUAGE FILE`.

The texts are the literals in calls of `say` and `Message`, found in the syntax tree of every module. Catalogues are
written in one order (by text), without dates and line numbers, so that a change shows only what was changed.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADER = r"""# Written by tests/diagnostics/catalogue_tool.py; see locale/README.md.
msgid ""
msgstr ""
"Project-Id-Version: iku-rules\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
PLACE = re.compile(r"(?<!\{)\{(\w+)\}")


@dataclass(frozen=True)
class Use:
    """One call of `say` or `Message`: where, its text if that is a literal, the names of its values if known."""

    where: str
    function: str
    text: str | None
    values: frozenset[str] | None


@cache
def uses(root: Path = ROOT) -> tuple[Use, ...]:
    """Every message in `engine/`."""
    return tuple(_uses(root))


def _uses(root: Path) -> Iterator[Use]:
    for file in sorted(root.glob("engine/**/*.py")):
        if file.relative_to(root).as_posix() == "engine/diagnostics/model.py":
            continue  # where they are defined
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "Message"):
                first = node.args[0] if node.args else None
                text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
                names = [keyword.arg for keyword in node.keywords]
                known = node.func.id == "say" and None not in names
                values = frozenset(name for name in names if name is not None) if known else None
                yield Use(f"{file.relative_to(root).as_posix()}:{node.lineno}", node.func.id, text, values)


def texts() -> set[str]:
    """The texts that a catalogue has to hold."""
    return {use.text for use in uses() if use.text is not None}


def places(text: str) -> set[str]:
    """The names of the `{places}` in a text."""
    return set(PLACE.findall(text))


def read(file: Path) -> dict[str, str]:
    """Text -> translation of a catalogue, as the program reads it."""
    sys.path.insert(0, str(ROOT))
    from engine.diagnostics.catalogue import entries

    return dict(entries(file.read_text(encoding="utf-8")))


def written(language: str, wanted: set[str], translations: Mapping[str, str]) -> str:
    """A catalogue with these texts and what is known of their translations."""
    blocks = [HEADER.format(language=language)]
    blocks += [f"msgid {_quoted(text)}\nmsgstr {_quoted(translations.get(text, ''))}\n" for text in sorted(wanted)]
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    )
    return f'"{escaped}"'


def catalogues() -> dict[str, Path]:
    """Language -> its catalogue."""
    return {file.parent.parent.name: file for file in sorted(ROOT.glob("locale/*/LC_MESSAGES/engine.po"))}


def update(filled: Mapping[str, Mapping[str, str]]) -> None:
    """Rewrites every catalogue; `filled` gives further translations by language."""
    wanted = texts()
    for language, file in catalogues().items():
        known = {**read(file), **filled.get(language, {})}
        file.write_text(written(language, wanted, known), encoding="utf-8", newline="\n")
        for text in sorted(known.keys() - wanted):
            print(f"{language}: no longer used: {text!r} ({known[text]!r})")
        left = sum(1 for text in wanted if not known.get(text))
        print(f"{language}: {len(wanted)} texts, {left} without translation")


def missing(language: str) -> dict[str, str]:
    """The texts without translation, as a form to fill in."""
    known = read(catalogues()[language])
    return {text: "" for text in sorted(texts()) if not known.get(text)}


def main(arguments: list[str]) -> None:
    """See the module."""
    match arguments:
        case ["update"]:
            update({})
        case ["missing", language]:
            print(json.dumps(missing(language), ensure_ascii=False, indent=1))
        case ["fill", language, file]:
            update({language: json.loads(Path(file).read_text(encoding="utf-8"))})
        case _:
            sys.exit("usage: catalogue_tool.py update | missing LANGUAGE | fill LANGUAGE FILE")


if __name__ == "__main__":
    main(sys.argv[1:])
