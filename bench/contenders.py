"""Who computes F1 to F4, with the records in the kind of number that each is at home in, and what must come out.

Every result of every contender is compared with that of Fraction before anything is measured: exact ones must be equal,
the others within a billionth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import engine
from bench.chain import FINAL, Office
from bench.chain_records import chain_records, in_number
from bench.formulas import BY_HAND, WORKS, Record, Work, in_kind
from bench.generated import generated, generated_chain
from bench.measure import Loop
from bench.peers import PEERS, Peer
from bench.steps import mark_for, name_of

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "kalbagbar-2023"
BASE = "by hand, float"
COMPILED = "compiled, int"
SLOW = 60
"""Records of F4 for those who take milliseconds for each; among them are two of the bad ones and long amounts."""
NEAR = Fraction(1, 10**9)


@dataclass(frozen=True)
class Contender:
    """`read` makes of a result the list that is compared; None where it is not (the reference computes another office
    there). `rival`: a safe evaluator of others, against the fastest of which we stand."""

    function: Callable[[Any], Any]
    records: Sequence[Any]
    read: Callable[[Any], list[Any]] | None
    exact: bool = False
    rival: bool = False

    @property
    def loop(self) -> Loop:
        return self.function, self.records


@dataclass(frozen=True)
class Field:
    """One work: who does it, and what must come out."""

    name: str
    title: str
    contenders: Mapping[str, Contender]
    expected: list[list[Any]]


def alone(result: Any) -> list[Any]:
    return [result]


def value_of(result: Any) -> list[Any]:
    return [result.value]


def field_of(work: Work) -> Field:
    """F1, F2 or F3."""
    records = work.records()
    found: dict[str, Contender] = {}
    for name, number in BY_HAND.items():
        own = in_kind(records, number)
        found[f"by hand, {name}"] = Contender(work.by_hand(number), own, alone, number is Fraction)
    floats = in_kind(records, float)
    found["generated source, float"] = Contender(generated(work), floats, alone)
    compiled = engine.compile(work.formula)
    found[COMPILED] = Contender(compiled, records, value_of, exact=True)
    found["compiled, Decimal"] = Contender(compiled, in_kind(records, Decimal), value_of, exact=True)
    found["compiled, text"] = Contender(compiled, in_kind(records, str), value_of, exact=True)
    for peer in PEERS:
        if peer.installed():
            function = peer.program(work.guarded, work.names)
            found[peer.name] = Contender(function, floats, alone, rival=peer.safe)
    found["reference"] = Contender(
        lambda record: engine.evaluate(work.formula, record), records[:5], lambda answer: [answer.outcome.value], True
    )
    expected = [[value] for value in map(found["by hand, Fraction"].function, found["by hand, Fraction"].records)]
    return Field(work.name, work.title, found, expected)


def plain(value: Any) -> Any:
    """As it was given: whole numbers as int, others as Fraction."""
    return value if isinstance(value, int) else Fraction(value)


def chain_field(whole: bool = False) -> Field:
    """F4. Figures are compared by id, and after them their marks. `whole`: with whole numbers alone, by hand and
    compiled."""
    records = chain_records(whole=whole)
    by_hand = {name: Contender(Office(kind), in_number(records, kind), None) for name, kind in BY_HAND.items()}
    exact = by_hand["Fraction"]
    figures = [exact.function(record) for record in exact.records]
    ids = tuple(figures[0][0])

    def read(result: Any) -> list[Any]:
        values, marks = result
        return [*(values[id] for id in ids), *(marks[id] for id in ids)]

    found = {
        f"by hand, {name}": Contender(each.function, each.records, read, name == "Fraction")
        for name, each in by_hand.items()
    }
    floats = by_hand["float"].records
    found["generated source, float"] = Contender(generated_chain(ids), floats, read)
    found.update(compiled_chain(records, ids))
    named = [{name_of(row): value for row, value in record.items()} for record in floats]
    expected = [read(each) for each in figures]
    if whole:
        return Field("F4 whole", "17 IKU to the rating, whole numbers alone", found, expected)
    for peer in PEERS:
        if peer.installed():
            function = peer.chain(tuple(named[0]))
            found[peer.name] = Contender(function, named[:SLOW], by_name(ids), rival=peer.safe)
    found["reference, with reading all files"] = Contender(lambda paket: engine.calculate(paket), [EXAMPLE], None)
    return Field("F4", "17 IKU to the rating", found, expected)


def by_name(ids: tuple[str, ...]) -> Callable[[Record], list[Any]]:
    """How results of those are read who compute marks as truths, and leave out what has no value."""
    names = [(name_of(id), mark_for(id)) for id in ids]

    def read(result: Record) -> list[Any]:
        values = [result.get(name) for name, _ in names]
        return [*values, *(FINAL if mark is None or result[mark] else "provisional" for _, mark in names)]

    return read


def compiled_chain(records: list[Record], ids: tuple[str, ...]) -> dict[str, Contender]:
    """The program of the contract, where there is one: figures as they are returned, and all of them looked at."""
    compile_kontrak = getattr(engine, "compile_kontrak", None)
    if compile_kontrak is None:
        return {}
    contract = compile_kontrak(str(EXAMPLE))

    def read(figures: Any) -> list[Any]:
        return [*(figures[id].value for id in ids), *(str(figures[id].status) for id in ids)]

    def made(record: Record) -> list[Any]:
        """All figures and marks, the numbers as they are returned."""
        figures = contract(record)
        found = [figures[id] for id in ids]
        return [*found, *(each.status for each in found)]

    def look(found: list[Any]) -> list[Any]:
        return [*(each.value for each in found[: len(ids)]), *found[len(ids) :]]

    own = in_number(records, plain)
    return {
        COMPILED: Contender(contract, own, read, exact=True),
        "compiled, int, all figures and marks taken out": Contender(made, own, look, exact=True),
        "compiled, int, all figures reduced to Fraction": Contender(
            lambda record: read(contract(record)), own, lambda found: found, exact=True
        ),
        "compiled, Decimal": Contender(contract, in_number(records, Decimal), read, exact=True),
        "compiled, text": Contender(contract, in_number(records, str), read, exact=True),
    }


def same(one: Any, other: Any, exact: bool) -> bool:
    """Whether a result is what it must be."""
    if exact or one is None or other is None or isinstance(other, str):
        return bool(one == other)
    return abs(Fraction(one) - other) <= NEAR * max(1, abs(other))


def verify(field: Field) -> None:
    """Every result against Fraction."""
    for name, each in field.contenders.items():
        if each.read is None:
            continue
        for record, expected in zip(each.records, field.expected, strict=False):
            found = each.read(each.function(record))
            wrong = [pair for pair in zip(found, expected, strict=True) if not same(*pair, each.exact)]
            assert not wrong, f"{field.name}, {name}: {wrong[:3]} of {record}"


def equal_share(field: Field, name: str) -> float:
    """Which part of the results that have a value is equal to that of Fraction, to the last digit."""
    each = field.contenders[name]
    assert each.read is not None
    pairs = [
        pair
        for record, expected in zip(each.records, field.expected, strict=False)
        for pair in zip(each.read(each.function(record)), expected, strict=True)
        if isinstance(pair[1], Fraction | int)
    ]
    return sum(Fraction(one) == other for one, other in pairs) / len(pairs)


def fields() -> list[Field]:
    return [*(field_of(work) for work in WORKS), chain_field(), chain_field(whole=True)]


def peers_here() -> list[Peer]:
    return [peer for peer in PEERS if peer.installed()]
