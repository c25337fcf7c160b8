"""Where the files are that are data and not code: the grammar, the rule files that come along, the translations.

An installed wheel carries them in `engine/_data/`; in a checkout they lie beside `engine/`.
"""

from __future__ import annotations

from pathlib import Path

ENGINE = Path(__file__).resolve().parent


def grammar_file() -> Path:
    """The grammar of the formula language; its prebuilt tables, if any, lie beside it."""
    return _folder("grammar") / "formula.lark"


def rules_folder() -> Path:
    """The folder of the manuals that come along, one folder each."""
    return _folder("rules")


def locale_folder() -> Path:
    """The folder of the message catalogues."""
    return _folder("locale")


def pages_folder() -> Path:
    """The folder of the pages about codes, one file each."""
    return locale_folder() / "codes"


def _folder(name: str) -> Path:
    packed = ENGINE / "_data" / name
    return packed if packed.is_dir() else ENGINE.parent / name
