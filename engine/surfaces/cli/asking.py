"""Asking before something is written: on a terminal the person decides, elsewhere only `--yes` does."""

from __future__ import annotations

import sys

from engine.diagnostics.model import say
from engine.surfaces.cli.console import Console

YES = ("y", "yes", "ya")


def agreed(console: Console) -> bool:
    """The answer of the person; without a terminal there is nobody to ask."""
    if not sys.stdin.isatty():
        console.talk(console.words(say("nothing was changed; with --yes the changes are made")) + "\n")
        return False
    console.talk(console.words(say("make these changes? [y/N]")) + " ")
    yes = sys.stdin.readline().strip().lower() in YES
    if not yes:
        console.talk(console.words(say("nothing was changed")) + "\n")
    return yes
