"""A word about what is being done, on a terminal, where it takes longer than a person likes to wait in silence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.diagnostics.model import say
from engine.surfaces.cli.console import Console, visible

PATIENCE = 1.0
"""Seconds."""
CLEAR = "\r\x1b[K"


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """A function that is told what is looked at next. Nothing is shown to files and pipes, or of short runs."""
    if not sys.stderr.isatty():
        yield lambda shown: None
        return
    from threading import Event, Thread

    now: list[str] = []
    spoken: list[str] = []
    done = Event()

    def speak() -> None:
        while not done.wait(PATIENCE):
            if now:
                text = console.words(say("checking {name} …", name=visible(now[-1])))
                spoken.append(text)
                sys.stderr.write(CLEAR + text[: console.width - 1])
                sys.stderr.flush()

    speaker = Thread(None, speak, daemon=True)
    speaker.start()
    try:
        yield now.append
    finally:
        done.set()
        speaker.join()
        sys.stderr.write(CLEAR if spoken else "")
        sys.stderr.flush()
