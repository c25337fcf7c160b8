"""The problems of a check -> text for a person, lines for a workflow, JSON for a program; and one line that sums up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.diagnostics.grouping import MOST, Group, by_file, grouped
from engine.diagnostics.model import Message, Problems, say
from engine.diagnostics.render import as_json, render_groups
from engine.surfaces.cli.console import Console

if TYPE_CHECKING:
    from engine.checking.model import Checked


def show(console: Console, checked: Checked, format_: str, *, everything: bool) -> None:
    """What was found goes out. At most 20 problems of a file are shown, and no notes, unless `everything` is."""
    most = None if everything else MOST
    problems = tuple(one for one in checked.problems if everything or one.severity != "note")
    match format_:
        case "json":
            from engine.surfaces.cli.evaluating import as_text

            console.out(as_text(_shape(console, checked, *_kept(problems, most))))
        case "github":
            from engine.diagnostics.github import as_github

            console.out("".join(f"{as_github(one, console.language)}\n" for one in _kept(problems, most)[0]))
        case _:
            console.out("\n".join(_text(console, checked, problems, most)))


def _text(console: Console, checked: Checked, problems: Problems, most: int | None) -> Iterator[str]:
    for listed in by_file(grouped(problems), most):
        yield render_groups(listed.groups, console.language, console.colour)
        if listed.left_out:
            more = say("and {count} more in this file: --all", count=listed.left_out)
            yield console.painted(console.words(more), "faint") + "\n"
    if checked.looked_at:
        later = say("what rests on these mistakes is checked completely only when they are corrected")
        tail = "" if checked.whole else console.painted(console.words(later), "faint") + "\n"
        yield console.painted(_summary(console, checked, problems), "bold") + "\n" + tail


def _summary(console: Console, checked: Checked, problems: Problems) -> str:
    """How much was found, and in how many files, in words; and how many notes are not shown."""
    count = len(checked.looked_at)
    files = say("1 file") if count == 1 else say("{count} files", count=count)
    found = ", ".join(console.words(message) for message in _counted(problems))
    summary = (
        say("{found} in {files}", found=found, files=files) if found else say("no findings in {files}", files=files)
    )
    notes = len(checked.problems) - len(problems)
    return console.words(
        say("{summary}; notes, shown with --all: {count}", summary=summary, count=notes) if notes else summary
    )


def _counted(problems: Problems) -> Iterator[Message]:
    errors, warnings, notes = _counts(problems)
    if errors:
        yield say("1 error") if errors == 1 else say("{count} errors", count=errors)
    if warnings:
        yield say("1 warning") if warnings == 1 else say("{count} warnings", count=warnings)
    if notes:
        yield say("1 note") if notes == 1 else say("{count} notes", count=notes)


def _counts(problems: Problems) -> tuple[int, int, int]:
    """Errors, warnings, notes."""
    found = Counter(problem.severity for problem in problems)
    return found["error"], found["warning"], found["note"]


def _shape(console: Console, checked: Checked, shown: Problems, left_out: int) -> dict[str, object]:
    """For programs: each problem on its own, without grouping. What is counted are all."""
    errors, warnings, notes = _counts(checked.problems)
    return {
        "schema": 1,
        "files": len(checked.looked_at),
        "errors": errors,
        "warnings": warnings,
        "notes": notes,
        "left_out": left_out,
        "problems": [as_json(problem, console.language) for problem in shown],
    }


def _kept(problems: Problems, most: int | None) -> tuple[Problems, int]:
    """Those that are shown, and how many are not."""
    listed = tuple(by_file((Group((problem,)) for problem in problems), most))
    shown = tuple(group.first for one in listed for group in one.groups)
    return shown, sum(one.left_out for one in listed)
