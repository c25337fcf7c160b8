"""Many seeds tried one by one, on several cores: what two campaigns share."""

from __future__ import annotations

import argparse
import multiprocessing
from collections import Counter
from collections.abc import Callable

SHOWN = 5
Tried = tuple[int, Counter[str], tuple[str, ...]]


def arguments(description: str | None, count: int) -> argparse.Namespace:
    """`--count`, `--seed` and `--workers` as they were given."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--seed", type=int, default=0, help="the first")
    parser.add_argument("--workers", type=int, default=1)
    return parser.parse_args()


def all_of(
    tried: Callable[[int], Tried], given: argparse.Namespace, at_once: int
) -> tuple[Counter[str], list[tuple[int, str]]]:
    """What occurred, and each seed with a difference with the first of its differences."""
    seeds = range(given.seed, given.seed + given.count)
    seen: Counter[str] = Counter()
    different: list[tuple[int, str]] = []
    with multiprocessing.Pool(given.workers) as pool:
        for seed, occurred, found in pool.imap(tried, seeds, at_once):
            seen += occurred
            different += [(seed, found[0])] if found else []
    return seen, different


def show(different: list[tuple[int, str]]) -> None:
    """The first of them."""
    for seed, text in different[:SHOWN]:
        print(f"seed {seed}: {text}")
