"""Suggested cases -> files beside the rules that they are about. What a person wrote stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.cases.drafts import Suggestion, Words, text_of
from engine.cases.read import read_cases
from engine.manual.shelves import CASES
from engine.record import dataclass, replace
from engine.source import Source

ENDING = f"-usulan{CASES}"


@dataclass(frozen=True, slots=True)
class NewText:
    """A file and what it shall hold; `old` is what it holds, None where there is none. `count`: new cases."""

    path: Path
    shown: str
    old: str | None
    text: str
    count: int


def new_texts(suggestions: Iterable[Suggestion], words: Words) -> Iterator[NewText]:
    """A file for each rule file that has suggestions. To one that is there cases are added at its end."""
    by_file: dict[str, list[Suggestion]] = {}
    for one in suggestions:
        by_file.setdefault(one.file, []).append(one)
    for file, some in by_file.items():
        yield _new_text(file, some, words)


def _new_text(file: str, suggestions: list[Suggestion], words: Words) -> NewText:
    stem = file.removesuffix(".yaml")
    number = 1
    while True:
        shown = f"{stem}{ENDING}" if number == 1 else f"{stem}-{number}{ENDING}"
        path = Path(shown)
        old = path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else None
        text = _joined(old, shown, suggestions, words)
        if text is not None:
            return NewText(path, shown, old, text, sum(len(one.rows) for one in suggestions))
        number += 1


def _joined(old: str | None, shown: str, suggestions: list[Suggestion], words: Words) -> str | None:
    """The old text with these cases behind it. None where they would not be its cases then."""
    title = shown.rpartition("/")[2].removesuffix(ENDING)
    begun = old if old is not None else f"uji: Usulan untuk {title}, belum diperiksa\nkasus:\n"
    before, _ = read_cases(Source(shown, begun), Path()) if old is not None else (None, ())
    names = {case.key.text for case in before.cases} if before is not None else set()
    if old is not None and before is None:
        return None
    added = [replace(one, name=_free(one.name, names)) for one in suggestions]
    text = (begun if begun.endswith("\n") else f"{begun}\n") + "".join(text_of(one, words) for one in added)
    after, problems = read_cases(Source(shown, text), Path())
    if after is None or any(one.severity == "error" for one in problems):
        return None
    return text if {case.key.text for case in after.cases} == names | {one.name for one in added} else None


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it if it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    return found
