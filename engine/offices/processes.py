"""The same work on many things, on several cores: results come in the order of the things, and none is kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

CHUNK = 8
AHEAD = 4
"""Chunks for each core that may be finished before the first of them was fetched."""

WORK: list[Callable[[Any], Any]] = []
"""What a forked process has to do; it inherits it with everything that was read before the fork."""


def worked(things: Iterable[Thing], work: Callable[[Thing], Result], jobs: int) -> Iterator[Result]:
    """What the work gives for each thing. The first is done here, so that what all need is read once for all cores."""
    waiting = iter(things)
    for first in islice(waiting, 1 if jobs > 1 and _can_fork() else None):
        yield work(first)
    chunks = iter(lambda: tuple(islice(waiting, CHUNK)), ())
    some = tuple(islice(chunks, 1))
    if some:
        yield from _forked(some, chunks, work, jobs)


def _forked(
    some: tuple[tuple[Thing, ...], ...],
    chunks: Iterator[tuple[Thing, ...]],
    work: Callable[[Thing], Result],
    jobs: int,
) -> Iterator[Result]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    WORK[:] = [work]
    try:
        with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
            begun: deque[Future[list[Result]]] = deque(pool.submit(_all_of, chunk) for chunk in some)
            while begun:
                begun.extend(pool.submit(_all_of, chunk) for chunk in islice(chunks, jobs * AHEAD - len(begun)))
                yield from begun.popleft().result()
    finally:
        WORK.clear()


def _all_of(chunk: tuple[Any, ...]) -> list[Any]:
    return [WORK[0](thing) for thing in chunk]


def _can_fork() -> bool:
    from multiprocessing import get_all_start_methods

    return "fork" in get_all_start_methods()
