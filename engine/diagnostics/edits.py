"""Problems that have one correction -> the texts as they should be. Nothing is read or written here.

The edits of a problem are made together or not at all, and never two at one place: the second could only be right for
the text as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.diagnostics.model import Diagnostic, Edit, Problems
from engine.record import dataclass
from engine.source import Source


@dataclass(frozen=True, slots=True)
class Corrections:
    """The new text of each source that changes. `made`: the problems that are corrected; `waiting`: those whose edits
    meet an edit that is made."""

    texts: Mapping[Source, str]
    made: Problems
    waiting: Problems


def corrections(problems: Iterable[Diagnostic]) -> Corrections:
    """All edits of these problems that do not meet an earlier one."""
    edits: dict[str, list[Edit]] = {}
    sources: dict[str, Source] = {}
    made: list[Diagnostic] = []
    waiting: list[Diagnostic] = []
    for problem in problems:
        others = {edit.place.source.name: edits.get(edit.place.source.name, []) for edit in problem.edits}
        if any(_meet(edit, other) for edit in problem.edits for other in others[edit.place.source.name]):
            waiting.append(problem)
        elif problem.edits:
            made.append(problem)
            for edit in problem.edits:
                sources.setdefault(edit.place.source.name, edit.place.source)
                edits.setdefault(edit.place.source.name, []).append(edit)
    texts = {sources[name]: edited(sources[name], some) for name, some in edits.items()}
    return Corrections(texts, tuple(made), tuple(waiting))


def edited(source: Source, edits: Iterable[Edit]) -> str:
    """The text of a source with these edits, which do not meet; one that is there twice is made once.

    A line end in an edit is written as in the source.
    """
    text = source.text
    ends = "\r\n" if "\r\n" in text else "\n"
    for start, end, new in sorted({_what(edit) for edit in edits}, reverse=True):
        text = text[:start] + new.replace("\r\n", "\n").replace("\n", ends) + text[end:]
    return text


def _what(edit: Edit) -> tuple[int, int, str]:
    return edit.place.start, edit.place.end, edit.text


def _meet(one: Edit, other: Edit) -> bool:
    """Whether they change a character both, or insert where the other changes: then their order would matter. The same
    edit twice is one."""
    a, b = one.place, other.place
    if _what(one) == _what(other):
        return False
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end


def difference(source: Source, text: str) -> str:
    """What changes, as a unified diff that `patch -p0` reads."""
    from difflib import unified_diff

    old, new = source.text.splitlines(keepends=True), text.splitlines(keepends=True)
    lines = unified_diff(old, new, source.name, source.name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
