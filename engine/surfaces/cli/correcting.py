"""`rules check --fix`: shows the corrections as a diff, asks, and writes them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.diagnostics.edits import Corrections, corrections, difference
from engine.diagnostics.model import Diagnostic, Message, say
from engine.manual.shelves import comes_along
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.writing import rewritten

if TYPE_CHECKING:
    from engine.checking.model import Checked

YES = ("y", "yes", "ya")


def correct(console: Console, checked: Checked, *, ask: bool, aside: bool) -> bool:
    """Whether to go on: everything that has only one correction is corrected. `aside`: the diff does not go out.

    Raises OSError where a file cannot be written.
    """
    correctable = [one for one in checked.problems if one.edits]
    ours = [one for one in correctable if _may_be_changed(one, checked)]
    found = corrections(ours)
    _count(console, say("corrections in manuals that come along, which are not changed"), len(correctable) - len(ours))
    _count(console, say("corrections left for the next time, because they touch another one"), len(found.waiting))
    if not found.made:
        _say(console, say("there is nothing that has just one correction"))
        return True
    for source, text in found.texts.items():
        (console.talk if aside else console.out)(difference(source, text))
    if ask and not _agreed(console):
        return False
    _write(console, found, checked)
    return True


def _may_be_changed(problem: Diagnostic, checked: Checked) -> bool:
    """Whether all files that its correction changes are the person's own, not those of the program."""
    paths = [checked.files[edit.place.source.name] for edit in problem.edits]
    return not any(comes_along(path) for path in paths)


def _agreed(console: Console) -> bool:
    """The answer of the person; without a terminal there is nobody to ask."""
    if not sys.stdin.isatty():
        _say(console, say("nothing was changed; with --yes the changes are made"))
        return False
    console.talk(console.words(say("make these changes? [y/N]")) + " ")
    agreed = sys.stdin.readline().strip().lower() in YES
    if not agreed:
        _say(console, say("nothing was changed"))
    return agreed


def _write(console: Console, found: Corrections, checked: Checked) -> None:
    """Changes every file that is still as it was read."""
    done = {source for source, text in found.texts.items() if rewritten(checked.files[source.name], source.text, text)}
    for source in found.texts.keys() - done:
        _say(console, say("`{name}` has been changed meanwhile, and is left as it is", name=source.name))
    corrected = [one for one in found.made if all(edit.place.source in done for edit in one.edits)]
    _count(console, say("problems corrected"), len(corrected))


def _count(console: Console, what: Message, number: int) -> None:
    if number:
        _say(console, say("{what}: {number}", what=what, number=number))


def _say(console: Console, message: Message) -> None:
    console.talk(console.words(message) + "\n")
