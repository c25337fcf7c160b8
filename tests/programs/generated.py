"""Random manuals with an office each, and other offices of the same contract: what programs say of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from engine.programs.kept import Programs
from tests.golden.offices import Office
from tests.programs.offices import differences, varied
from tests.properties.checked_manuals import calculate, check
from tests.properties.manuals import generate

OTHERS = 2


def disagreements(seed: int, seen: Counter[str]) -> Iterator[str]:
    """What is said differently of the offices of this seed; nothing, where its manual is not accepted."""
    generated = generate(seed)
    checked = check(generated.files)
    if checked.manual is None or not checked.accepted:
        return
    manual, random = checked.manual, Random(seed)
    world, _, _ = calculate(manual, generated.paket)
    one = Office(manual, world.kontrak, world.data, ())
    programs = Programs(manual, often=1, wide=bool(seed % 2))
    seen["manuals"] += 1
    for at in range(1 + OTHERS):
        other = varied(one, random, manual) if at else one
        for period in manual.periods:
            yield from differences(programs, other, period, seen)
