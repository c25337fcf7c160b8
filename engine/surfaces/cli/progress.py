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
BAR = 30


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """A function that is told what is looked at next. Nothing is shown to files and pipes, or of short runs."""
    now: list[str] = []
    with _spoken(console, lambda: console.words(say("checking {name} …", name=visible(now[-1]))) if now else ""):
        yield now.append


@contextmanager
def counting(console: Console, whole: int | None) -> Iterator[Callable[[], None]]:
    """A function that is called whenever one more of `whole` is done; None: it is not known how many there are."""
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1

    def shown() -> str:
        if whole is None:
            return console.words(say("offices done: {count}", count=count))
        filled = BAR * count // max(whole, 1)
        return f"[{'#' * filled}{'.' * (BAR - filled)}] {count}/{whole}"

    with _spoken(console, shown):
        yield one_more


@contextmanager
def _spoken(console: Console, shown: Callable[[], str]) -> Iterator[None]:
    """While this lasts, what is shown stands on the last line of a terminal, anew every second."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    spoken: list[str] = []
    done = Event()

    def speak() -> None:
        while not done.wait(PATIENCE):
            text = shown()
            if text:
                spoken.append(text)
                sys.stderr.write(CLEAR + text[: console.width - 1])
                sys.stderr.flush()

    speaker = Thread(None, speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()
        sys.stderr.write(CLEAR if spoken else "")
        sys.stderr.flush()
