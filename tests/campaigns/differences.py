"""Every wrong edit of the shipped decree and manual: `rules diff` shows just what it changes, where it stands."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.difference.shipped import mutants, side, source_of, wrong_in  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    every = list(mutants(side()))
    random.Random(options.seed).shuffle(every)
    tried: Counter[str] = Counter()
    bad = 0
    for file, mutant in every[: options.count]:
        tried[mutant.operator] += 1
        for law in wrong_in(side(), file, mutant):
            bad += 1
            edits = ", ".join(f"{edit.place.text!r} -> {edit.text!r}" for edit in mutant.edits)
            print(f"{source_of(file).name}:{mutant.place.line}: {edits}: not {law}")
    print(
        f"{sum(tried.values())} of {len(every)} edits, {bad} wrong",
        *(f"{one} {n}" for one, n in tried.items()),
        sep="; ",
    )
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
