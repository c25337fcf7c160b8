"""A formula -> a function of its inputs: for each set of kinds that inputs come in, a program of its own.

Which kinds the inputs have decides what the formula means and whether it can be computed at all, as it does for the
reference evaluator; so a program is made when its kinds are seen first, and kept. Nothing here computes by walking a
tree: what a formula cannot do stands in its problems, everything else in a program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from threading import Lock
from typing import Any, TypeAlias

from engine.compiling.entry import KINDS, Entry, decimal_text
from engine.compiling.general import write_general
from engine.compiling.giving import write_ratios
from engine.compiling.number import Number, Result, result_of
from engine.compiling.ratio import UnfitForRatios
from engine.compiling.writer import Writer
from engine.diagnostics.model import Problems
from engine.evaluation.formula import evaluate_formula, kind_of, limits
from engine.evaluation.frame import BudgetSpent, Frame
from engine.evaluation.inputs import read_inputs
from engine.language import typed
from engine.language.check import check_formula
from engine.language.parse import parse_formula
from engine.language.reasons import too_many_steps
from engine.language.scope import Scope, Variable
from engine.language.syntax import Expr, names_in
from engine.language.types import ANY, NUMBER, STRING, Type, spelled
from engine.language.values import Outcome, absent
from engine.record import dataclass
from engine.source import Source

Inputs: TypeAlias = Mapping[str, object]
Program: TypeAlias = "Callable[[Inputs], Number | Result]"
MOST_PROGRAMS = 256
"""Programs that one formula keeps. Whatever comes in more kinds than these goes to its general bodies, unkept."""


@dataclass(slots=True)
class Programs:
    """Everything that is known of one formula: its tree, its names, and the programs made for it so far.

    `in_front`: the formula itself, as long as no quick program answers its calls first.
    """

    text: str
    expr: Expr | None
    names: tuple[str, ...]
    texts_are_numbers: bool
    quick: dict[tuple[type, ...], Program]
    zeros: dict[tuple[tuple[type, ...], frozenset[str]], Program]
    general: dict[tuple[tuple[str, Type], ...], Body]
    sources: dict[str, str]
    lock: Lock
    in_front: Compiled | None = None

    def checked(self, types: Mapping[str, Type]) -> typed.Typed | None:
        """What the formula means with inputs of these types; None if it has problems."""
        scope = Scope().bind(*(Variable(name, type_) for name, type_ in types.items()))
        return check_formula(self.expr, scope)[0] if self.expr is not None else None


class Compiled(partial):  # type: ignore[type-arg]
    """A formula to be called with inputs by name. It gives a `Number`, or a `Result` for whatever is no number.

    `names`: the inputs that the formula names; others are not looked at. It is pickled as its text, never as code, and
    can be called from several threads at once. (It is a `partial`, since nothing else hands a call on as quickly; the
    program of the kinds that came in first stands in front, and hands on whatever comes in others.)
    """

    programs: Programs

    @property
    def formula(self) -> str:
        return self.programs.text

    @property
    def names(self) -> tuple[str, ...]:
        return self.programs.names

    @property
    def problems(self) -> Problems:
        """What is wrong with the formula whatever its inputs are."""
        any_kind = dict.fromkeys(self.names, ANY)
        if self.programs.checked(any_kind) is not None:
            return ()
        return evaluate_formula(self.formula, dict.fromkeys(self.names)).problems

    @property
    def source(self) -> str:
        """The generated Python so far: a program for each set of kinds that inputs came in."""
        return "\n\n".join(f"# {kinds}\n\n{text}" for kinds, text in self.programs.sources.items())

    def map(self, records: Iterable[Inputs]) -> list[Number | Result]:
        """The results of many records, in their order."""
        return list(map(self, records))

    def generally(self, inputs: Inputs) -> Number | Result:
        """The same result through the general body, whatever the inputs are."""
        return _generally(self.programs, inputs)

    def __reduce__(self) -> tuple[Any, ...]:
        return compile_formula, (self.formula, self.programs.texts_are_numbers)

    def __repr__(self) -> str:
        return f"engine.compile({self.formula!r})"


def compile_formula(formula: str, texts_are_numbers: bool = True) -> Compiled:
    """A formula as generated Python. `texts_are_numbers`: a text such as `12.5`, given where the formula needs a
    number, is read as that number."""
    expr, _ = parse_formula(Source("<formula>", formula).span())
    names = names_in(expr) if expr is not None else ()
    programs = Programs(formula, expr, names, texts_are_numbers, {}, {}, {}, {}, Lock())
    compiled = Compiled(partial(_dispatched, programs))
    compiled.programs = programs
    programs.in_front = compiled
    _bring_in_front(programs, (int,) * len(names))
    return compiled


# ---- which program


def _bring_in_front(programs: Programs, kinds: tuple[type, ...]) -> None:
    """The program for these kinds, if there is one, answers first from now on."""
    quick = _quick(programs, kinds, partial(_dispatched, programs), natural=int in kinds)
    compiled, programs.in_front = programs.in_front, None if quick else programs.in_front
    if quick is not None and compiled is not None:
        compiled.__setstate__((quick, (), {}, compiled.__dict__))  # type: ignore[attr-defined]
        if int not in kinds:
            # Where that program cannot decide, only the general body is left; else numbers below 0 have one more.
            programs.quick[kinds] = partial(_generally, programs)


def _dispatched(programs: Programs, inputs: Inputs) -> Number | Result:
    kinds = tuple(type(inputs.get(name, ...)) for name in programs.names)
    program = programs.quick.get(kinds)
    if program is None:
        with programs.lock:
            # A program for absent inputs does not look at them: it may not stand in front.
            if programs.in_front is not None and type(None) not in kinds:
                _bring_in_front(programs, kinds)
            program = programs.quick.get(kinds) or _kept(programs, kinds)
    return program(inputs)


def _kept(programs: Programs, kinds: tuple[type, ...]) -> Program:
    general = partial(_generally, programs)
    if len(programs.quick) >= MOST_PROGRAMS:
        return general
    programs.quick[kinds] = _quick(programs, kinds, general) or general
    return programs.quick[kinds]


def _quick(
    programs: Programs,
    kinds: tuple[type, ...],
    other: Program,
    zeros: frozenset[str] = frozenset(),
    natural: bool = False,
) -> Program | None:
    """A program on ratios, where the formula with inputs of these kinds can have one."""
    if not all(kind in KINDS for kind in kinds):
        return None
    read_as = dict(zip(programs.names, kinds, strict=True))
    types = _types(programs, read_as)
    node = programs.checked(types)
    if node is None:
        return None
    writer = Writer()
    writer.objects["other"] = other
    numbers = [name for name, type_ in types.items() if type_ == NUMBER and name not in zeros]
    on_zero = {name: partial(_with_zero, programs, kinds, zeros | {name}) for name in numbers}
    try:
        write_ratios(node, Entry(read_as, types, zeros, natural), writer, on_zero)
    except UnfitForRatios:
        return None
    shown = ", ".join(f"{name}: {'0' if name in zeros else kind.__name__}" for name, kind in read_as.items())
    shown += ", none below 0" if natural else ""
    programs.sources[shown] = writer.source()
    program: Program = _made(programs.sources[shown], writer)["formula"]
    return program


def _types(programs: Programs, kinds: Mapping[str, type]) -> dict[str, Type]:
    """As what the inputs are read; a text is a number where the formula could not do with a text."""
    types: dict[str, Type] = {name: KINDS[kind] for name, kind in kinds.items()}
    if programs.texts_are_numbers and str in kinds.values() and programs.checked(types) is None:
        any_kind: dict[str, Type] = dict.fromkeys(kinds, ANY)
        for name, kind in kinds.items():
            if kind is str and programs.checked({**any_kind, name: STRING}) is None:
                types[name] = NUMBER
    return types


def _with_zero(programs: Programs, kinds: tuple[type, ...], zeros: frozenset[str], inputs: Inputs) -> Number | Result:
    """A divisor turned out to be 0: the program for inputs of which this is known beforehand."""
    key = (kinds, zeros)
    if key not in programs.zeros:
        general = partial(_generally, programs)
        if len(programs.zeros) >= MOST_PROGRAMS:
            return general(inputs)
        programs.zeros[key] = _quick(programs, kinds, general, zeros) or general
    return programs.zeros[key](inputs)


def _made(source: str, writer: Writer) -> dict[str, Any]:
    """What the source defines."""
    space: dict[str, Any] = dict(writer.objects)
    exec(compile(source, "<compiled>", "exec"), space)
    return space


# ---- the general bodies


def _generally(programs: Programs, inputs: Inputs) -> Number | Result:
    """Inputs of any kind: a program for their types, which computes on outcomes."""
    own = {name: inputs[name] for name in programs.names if name in inputs}
    outcomes, problems = read_inputs(own)
    if problems or programs.expr is None:
        return _refused(programs, inputs if programs.expr is None else own)
    program = _program(programs, outcomes)
    if program is None and programs.texts_are_numbers:
        outcomes = {name: _read_as_number(outcome) for name, outcome in outcomes.items()}
        program = _program(programs, outcomes)
    if program is None:
        return _refused(programs, inputs if programs.expr is None else own)
    outcome = program.outcome(outcomes)
    return result_of(outcome, limits(outcome))


def _refused(programs: Programs, inputs: Inputs) -> Result:
    """What is wrong, as the reference evaluator says it; nothing is computed."""
    return Result(Outcome(None), evaluate_formula(programs.text, inputs).problems)


def _read_as_number(outcome: Outcome) -> Outcome:
    value = decimal_text(outcome.value) if isinstance(outcome.value, str) else None
    return outcome if value is None else Outcome(value)


def _program(programs: Programs, outcomes: Mapping[str, Outcome]) -> Body | None:
    key = tuple((name, kind_of(outcome)) for name, outcome in outcomes.items())
    known = programs.general.get(key)
    if known is not None:
        return known
    node = programs.checked(dict(key))
    if node is None:
        return None
    body = compile_node(node, tuple(outcomes))
    programs.sources[f"general: {', '.join(f'{name}: {spelled(type_)}' for name, type_ in key)}"] = body.source
    if len(programs.general) < MOST_PROGRAMS:
        programs.general[key] = body
    return body


def compile_node(node: typed.Typed, locals_: tuple[str, ...]) -> Body:
    """A checked formula as a program that computes on outcomes of its locals."""
    writer = Writer()
    write_general(node, locals_, writer)
    source = writer.source()
    return Body(source, _made(source, writer)["general"], locals_, node)


@dataclass(frozen=True, slots=True)
class Body:
    """A general body: what it was made of, and the function."""

    source: str
    function: Callable[..., Outcome]
    locals: tuple[str, ...]
    node: typed.Typed

    def outcome(self, given: Mapping[str, Outcome], frame: Frame | None = None) -> Outcome:
        """What comes out for these locals."""
        try:
            return self.function(frame or Frame(), *(given[name] for name in self.locals))
        except BudgetSpent:
            return absent(too_many_steps(self.node.span))
