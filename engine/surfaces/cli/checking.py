"""`rules check`: what is wrong or doubtful, shown for a person, a workflow or a program; and corrected, if asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import say
from engine.surfaces.cli.caching import cache_folder
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.findings import show
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import progress
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.checking.model import Checked


def check(console: Console, given: Mapping[str, Any]) -> int:
    """The exit code of `rules check`. Raises WrongUse."""
    if given["yes"] and not given["fix"]:
        raise WrongUse(say("{one} goes together with {other} only", one="--yes", other="--fix"))
    found = _checked(console, given)
    if given["fix"]:
        from engine.surfaces.cli.correcting import correct

        if not correct(console, found, ask=not given["yes"], aside=given["format"] != "text"):
            return FINDINGS
        found = _checked(console, given)
    show(console, found, given["format"], everything=given["all"])
    if found.along:
        only = say(
            "nothing of yours lies under this folder; checked: the manuals that come along: {count}", count=found.along
        )
        console.talk(console.words(only) + "\n")
    if found.nothing or (found.along and given["strict"]):
        return WRONG
    return FINDINGS if any(problem.severity == "error" for problem in found.problems) else CLEAN


def _checked(console: Console, given: Mapping[str, Any]) -> Checked:
    """All problems; with --strict warnings are errors."""
    from engine import pipeline

    manual = folder_of_manuals(given["manual"])
    folder = None if given["no_cache"] else cache_folder(os.environ)
    cache = None if folder is None else Path(folder)
    with progress(console) as begun:
        found = pipeline.check(given["arguments"], manual=manual, cache=cache, begun=begun)
    if not given["strict"]:
        return found
    stricter = (replace(one, severity="error") if one.severity == "warning" else one for one in found.problems)
    return replace(found, problems=tuple(stricter))
