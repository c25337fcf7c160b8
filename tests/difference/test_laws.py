"""What holds of every difference: nothing against itself, nothing for another order or another way of writing, the same
the other way round, and for a wrong edit just what it changes, where it stands."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.difference.facts import others
from engine.layout.format import canonical
from engine.manual.checked import Unit
from engine.manual.model import RuleFile
from engine.manual.read import ManualFiles
from engine.record import replace
from engine.source import Source
from tests.difference.shipped import (
    Side,
    between,
    checked,
    edited_side,
    files,
    mutants,
    mutated,
    side,
    source_of,
    told,
    wrong_in,
)

GOLDEN = (("djbc-2023", "rules"), ("manual-tepi", "tests/golden/tepi"), ("balai-cuaca-2031", "tests/golden/asing"))
WRONG = list(mutants(side()))
SAMPLE = random.Random(7).sample(range(len(WRONG)), 5)


@pytest.mark.parametrize(("code", "folder"), GOLDEN[::2])
def test_nothing_against_itself(code: str, folder: str) -> None:
    assert between(side(code, folder), side(code, folder)) == ()


def test_another_order_of_files_and_keys_changes_nothing() -> None:
    before = side()
    for seed in range(2):
        chance = random.Random(seed)
        after = checked(tuple(_shuffled(one, chance) for one in before.stack))
        assert between(before, after) == ()


def _shuffled(one: ManualFiles, chance: random.Random) -> ManualFiles:
    """The same files in another order, the keys in them too."""
    rules = [_keys_shuffled(file, chance) for file in one.rules]
    entries = list(one.entries)
    chance.shuffle(rules)
    chance.shuffle(entries)
    return replace(one, rules=tuple(rules), entries=tuple(entries))


def _keys_shuffled(file: RuleFile, chance: random.Random) -> RuleFile:
    sections = ("tetapan", "fungsi", "skala", "aturan", "pemeriksaan")
    found = {}
    for name in sections:
        pairs = list(getattr(file, name).items())
        chance.shuffle(pairs)
        found[name] = dict(pairs)
    return file.but(found)


def test_the_canonical_form_changes_nothing() -> None:
    """`rules fmt` of files that were written untidily."""

    def untidy(name: str, text: str) -> str:
        return (
            "\n".join(line.replace(" | ", "  |   ") if " | " in line else line for line in text.splitlines()) + "\n\n"
        )

    before = side()
    after = edited_side(before, untidy)
    assert between(before, after) == ()
    tidied = edited_side(after, lambda name, text: canonical(Source(name, text))[0] or text)
    assert between(after, tidied) == ()


@pytest.mark.parametrize("number", SAMPLE)
def test_a_wrong_edit_is_what_is_shown(number: int) -> None:
    assert wrong_in(side(), *WRONG[number]) == []


@settings(max_examples=1, deadline=None, database=None, phases=(Phase.generate,))
@given(st.data())
def test_several_wrong_edits_are_the_sum_of_them(data: st.DataObject) -> None:
    """Of edits in different files each is shown as if it were alone."""
    before = side()
    numbers = data.draw(st.lists(st.integers(0, len(WRONG) - 1), min_size=2, max_size=3, unique=True))
    chosen: dict[str, Side] = {}
    texts: dict[str, str] = {}
    for number in numbers:
        file, mutant = WRONG[number]
        name = source_of(file).name
        after = None if name in chosen else mutated(before, file, mutant)
        if after is not None:
            chosen[name] = after
            texts[name] = next(source_of(one).text for one in files(after.stack) if source_of(one).name == name)
    both = edited_side(before, lambda name, text: texts.get(name, text))
    alone = [told(change) for one in chosen.values() for change in between(before, one)]
    if both.errors == before.errors:
        assert Counter(map(told, between(before, both))) == Counter(alone)


def test_a_field_that_no_fact_tells_of_is_compared_all_the_same() -> None:
    """What checked records get in time is not lost in silence."""
    told_of = ("code", "kind")
    (fact,) = others(Unit("persen", "rasio", "%"), None, *told_of)
    assert (fact.part, fact.key(), fact.text()) == ("other", "symbol", "%")
    assert list(others(Unit("persen", "rasio"), None, *told_of)) == []
