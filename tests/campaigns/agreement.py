"""Many random formulas: the compiled evaluator says what the reference says. Prints shares and differences.

python tests/campaigns/agreement.py --count 10000 --workers 2
python tests/campaigns/agreement.py --seed 4711 --count 1
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.properties.agreeing import case, disagreements, too_rare  # noqa: E402

SHOWN = 5


def tried(seed: int) -> tuple[int, Counter[str], tuple[str, ...]]:
    """One formula: what occurred, and what was said differently."""
    seen: Counter[str] = Counter()
    try:
        return seed, seen, tuple(disagreements(case(seed), seen))
    except Exception as error:  # a mistake of the program: the campaign tells the seed and goes on
        return seed, seen, (f"raised {error!r}\n  {case(seed).formula}",)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="the first")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    seeds = range(given.seed, given.seed + given.count)
    seen: Counter[str] = Counter()
    different: list[tuple[int, str]] = []
    with multiprocessing.Pool(given.workers) as pool:
        for seed, occurred, found in pool.imap(tried, seeds, 50):
            seen += occurred
            different += [(seed, found[0])] if found else []
    print(f"{given.count} formulas, {seen['records']} records, {len(different)} formulas with a difference")
    for what, number in sorted(seen.items(), key=lambda one: (-one[1], one[0])):
        print(f"  {what}: {100 * number / (seen['records'] or 1):.1f} %")
    for seed, text in different[:SHOWN]:
        print(f"seed {seed}: {text}")
    rare = too_rare(seen) if given.count >= 500 else []
    print("".join(f"too rare: {what}\n" for what in rare), end="")
    return 1 if different or rare else 0


if __name__ == "__main__":
    sys.exit(main())
