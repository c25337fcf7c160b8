"""What a case changes in a copy of the small paket, as text that a person reads.

`+++ file` begins a file; in it lines `-` go, lines `+` come, lines with a space stay, and a `---` alone begins another
place. A file with lines `+` alone is new, or gets them at its end. `xxx file` is gone. `~ old -> new` writes a word
otherwise in all files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path


def make(folder: Path, lines: list[str]) -> None:
    """The changes, in this folder."""
    for head, places in _files(lines):
        sign, _, rest = head.partition(" ")
        if sign == "~":
            _respell(folder, *rest.split(" -> "))
        elif sign == "xxx":
            (folder / rest).unlink()
        else:
            for place in places:
                _edit(folder / rest, place)


def _files(lines: list[str]) -> Iterator[tuple[str, list[list[str]]]]:
    head, places = "", [[]]
    for line in (*lines, "xxx"):
        if line.startswith(("+++ ", "xxx", "~ ")):
            if head:
                yield head, places
            head, places = line, [[]]
        elif line == "---":
            places.append([])
        else:
            places[-1].append(line)


def _edit(file: Path, lines: list[str]) -> None:
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    assert not old or f"\n{text}".count(f"\n{old}") == 1, old
    file.parent.mkdir(parents=True, exist_ok=True)
    text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if old else text + new
    file.write_text(text, encoding="utf-8", newline="\n")


def _respell(folder: Path, old: str, new: str) -> None:
    for file in folder.rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf"\b{re.escape(old)}\b", new, text), encoding="utf-8", newline="\n")
