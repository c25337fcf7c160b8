"""Many random formulas: the compiled evaluator says what the reference says. Prints shares and differences.

python tests/campaigns/agreement.py --count 10000 --workers 2
python tests/campaigns/agreement.py --seed 4711 --count 1
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.campaigns.trying import Tried, all_of, arguments, show  # noqa: E402
from tests.properties.agreeing import case, disagreements, too_rare  # noqa: E402


def tried(seed: int) -> Tried:
    """One formula: what occurred, and what was said differently."""
    seen: Counter[str] = Counter()
    try:
        return seed, seen, tuple(disagreements(case(seed), seen))
    except Exception as error:  # a mistake of the program: the campaign tells the seed and goes on
        return seed, seen, (f"raised {error!r}\n  {case(seed).formula}",)


def main() -> int:
    given = arguments(__doc__, 10_000)
    seen, different = all_of(tried, given, 50)
    print(f"{given.count} formulas, {seen['records']} records, {len(different)} formulas with a difference")
    for what, number in sorted(seen.items(), key=lambda one: (-one[1], one[0])):
        print(f"  {what}: {100 * number / (seen['records'] or 1):.1f} %")
    show(different)
    rare = too_rare(seen) if given.count >= 500 else []
    print("".join(f"too rare: {what}\n" for what in rare), end="")
    return 1 if different or rare else 0


if __name__ == "__main__":
    sys.exit(main())
