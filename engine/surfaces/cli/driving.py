"""`rules diff --git`: called by `git diff` for one file; what cannot be told as rules is shown as text.

git gives `path old-file old-hex old-mode new-file new-hex new-mode`, and for a file with another name that name and a
text besides. It takes any exit code but 0 for a failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from engine.diagnostics.model import say
from engine.surfaces.cli.columns import GAP
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.exits import CLEAN
from engine.surfaces.cli.speaking import WrongUse

NOWHERE = ("/dev/null", "nul")
GIVEN = 7
CONTEXT = 3


def drive(console: Console, arguments: Sequence[str]) -> int:
    """The exit code of `rules diff --git`. Raises WrongUse."""
    if len(arguments) == 1:
        console.out(console.words(say("{name}: not merged yet", name=visible(arguments[0]))) + "\n")
        return CLEAN
    if len(arguments) < GIVEN:
        fix = say("write `git config diff.rules.command 'rules diff --git'`, and `*.yaml diff=rules` in .gitattributes")
        raise WrongUse(say("--git is for git, which calls it for each file"), fix)
    path, old, new = arguments[0], _file(arguments[1]), _file(arguments[4])
    name = arguments[GIVEN] if len(arguments) > GIVEN else path
    title = visible(path if name == path else f"{path} → {name}")
    console.out(console.painted(title, "bold") + "\n")
    console.out("".join(f"{line}\n" for line in _lines(console, name, old, new)))
    return CLEAN


def _file(name: str) -> Path | None:
    return None if name.lower() in NOWHERE else Path(name)


def _lines(console: Console, path: str, old: Path | None, new: Path | None) -> Iterator[str]:
    from engine import pipeline
    from engine.surfaces.cli.comparing import sentences

    found = pipeline.compare_file(path, old, new)
    if found is None:
        yield from _as_text(old, new)
        return
    for problem in found.problems:
        yield GAP + visible(console.words(problem.message))
    if found.changes:
        yield from (GAP + line if line else "" for line in sentences(console, found))
    else:
        yield GAP + console.words(say("says the same as before, written otherwise"))


def _as_text(old: Path | None, new: Path | None) -> Iterator[str]:
    """The lines that differ, of a file that is no rule file."""
    before, after = (_text(one).splitlines() for one in (old, new))
    lines = unified_diff(before, after, n=CONTEXT, lineterm="")
    yield from (visible(line) for number, line in enumerate(lines) if number > 1)


def _text(file: Path | None) -> str:
    return "" if file is None else file.read_bytes().decode("utf-8", "replace")
