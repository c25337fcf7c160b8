"""The near word: found whatever slip was made, never guessed, and cheap among a thousand."""

from __future__ import annotations

import random
import time

import pytest

from engine.diagnostics.model import Edit
from engine.diagnostics.near import nearest, respelled
from engine.source import Source

KNOWN = (
    "nilai",
    "realisasi",
    "target",
    "tepat_waktu",
    "bobot",
    "bobot_ss",
    "min",
    "max",
    "sum",
    "round up",
    "Y",
    "T1",
    "T2",
)
NEAR = {
    "nilia": "nilai",  # two letters exchanged
    "nlai": "nilai",  # one missing
    "nilaai": "nilai",  # one too many
    "nilaj": "nilai",  # another one
    "Realisasi": "realisasi",
    "TARGET": "target",
    "tepat waktu": "tepat_waktu",
    "tepatwaktu": "tepat_waktu",
    "tepat-wktu": "tepat_waktu",
    "bobotss": "bobot_ss",
    "minn": "min",
    "round_up": "round up",
    "real": None,
    "T3": None,  # T1 and T2 are as near
    "mix": None,
    "x": None,
    "": None,
    "nilai": None,  # it is known: nothing is near
}


@pytest.mark.parametrize("word", NEAR)
def test_nearest(word: str) -> None:
    assert nearest(word, KNOWN) == NEAR[word]


def test_the_order_does_not_matter() -> None:
    known = list(KNOWN)
    for seed in range(20):
        random.Random(seed).shuffle(known)
        assert {word: nearest(word, known) for word in NEAR} == NEAR


def test_capitals_decide_between_words_that_are_as_near() -> None:
    assert nearest("Nilai", ["nilai", "NILAI"]) == "nilai"
    assert nearest("a_b_c_d", ["a-b-c-d", "ab_c_d"]) == "ab_c_d"
    assert nearest("nilai_x", ["nilai_a", "nilai_b"]) is None


SLIPS = {
    ("nilia", "nilai"): True,
    ("Target", "target"): True,
    ("tepat waktu", "tepat_waktu"): True,
    ("pelaksanan_1", "pelaksanaan_1"): True,
    ("realsiasii", "realisasi"): True,
    ("nilai_1", "nilai_2"): False,  # a digit is no slip
    ("n1lai", "nilai"): False,
    ("KP-A", "KP-B"): False,  # nor is a letter that stands for itself
    ("5d-N", "5c-N"): False,
    ("som", "sum"): False,  # too short to be certain
    ("bobot_ss", "bobot_pp"): False,
}


@pytest.mark.parametrize("word, near", SLIPS)
def test_only_a_slip_is_corrected(word: str, near: str) -> None:
    place = Source("a", word).span()
    assert respelled(place, word, near) == ((Edit(place, near),) if SLIPS[word, near] else ())


def test_correction_between_quotes() -> None:
    source = Source("a", "a: 'nilia'")
    assert respelled(source.span(3), "nilia", "nilai") == (Edit(source.span(4, 9), "nilai"),)
    assert respelled(source.span(), "nilia", "nilai") == ()
    assert respelled(None, "nilia", "nilai") == respelled(source.span(4, 9), "nilia", None) == ()
    assert respelled(source.span(4, 9), "nilia", "nilai: b") == ()  # not as it could stand there


def test_many_unknown_words_among_many() -> None:
    chance = random.Random(3)
    known = [
        f"{chance.choice(('rencana', 'pelaksanaan', 'berkas'))}_{chance.randrange(10**4)}_{n}" for n in range(1_000)
    ]
    words = [word.replace("a", "", 1) for word in known[:300]]
    start = time.process_time()
    assert [nearest(word, known) for word in words] == known[:300]
    assert time.process_time() - start < 10  # a second or two; comparing each with each letter by letter takes minutes
