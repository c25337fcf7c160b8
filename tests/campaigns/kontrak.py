"""Many random offices: programs of contracts say what the evaluator says. Prints shares and differences.

Every other seed is a random manual with three offices in all its periods, the rest are offices of the golden cases with
other numbers and rows, in one period.

python tests/campaigns/kontrak.py --count 2000 --workers 2
python tests/campaigns/kontrak.py --seed 4711 --count 1
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.programs.kept import Programs  # noqa: E402
from tests.campaigns.trying import Tried, all_of, arguments, show  # noqa: E402
from tests.programs.generated import disagreements  # noqa: E402
from tests.programs.offices import PAKETS, differences, office, varied  # noqa: E402

KEPT: dict[Path, Programs] = {}
"""Programs of offices that come in few shapes; where many come, each seed has its own."""


def tried(seed: int) -> Tried:
    """One office in one period: what occurred, and what was said differently."""
    seen: Counter[str] = Counter()
    try:
        found = tuple(disagreements(seed, seen)) if seed % 2 else tuple(_of_golden(seed, seen))
    except Exception as error:  # a mistake of the program: the campaign tells the seed and goes on
        found = (f"raised {error!r}",)
    return seed, seen, found


def _of_golden(seed: int, seen: Counter[str]) -> Iterator[str]:
    random = Random(seed)
    paket = random.choice(PAKETS)
    one = office(paket)
    other, period = varied(one, random, one.manual), random.choice(list(one.manual.periods))
    programs = Programs(one.manual, often=1) if seed % 4 else KEPT.setdefault(paket, Programs(one.manual, often=2))
    yield from (f"{paket.name} {text}" for text in differences(programs, other, period, seen))


def main() -> int:
    given = arguments(__doc__, 2_000)
    seen, different = all_of(tried, given, 10)
    print(f"{seen['offices']} offices, {seen['figures']} figures, {len(different)} offices with a difference")
    for what in ("quick", "final", "provisional", "na"):
        print(f"  {what}: {100 * seen[what] / (seen['figures'] or 1):.1f} %")
    show(different)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
