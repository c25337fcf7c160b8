"""A formula -> a function of its inputs: for each set of kinds that inputs come in, a program of its own.

Which kinds the inputs have decides what the formula means and whether it can be computed at all, as it does for the
reference evaluator; so a program is made when its kinds are seen first, and kept. Nothing here computes by walking a
tree: what a formula cannot do stands in its problems, everything else in a program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import partial
from threading import Lock
from types import MethodType
from typing import Any, Protocol, TypeAlias, cast

from engine.compiling.entry import KINDS, Entry, decimal_text
from engine.compiling.general import write_general
from engine.compiling.giving import write_ratios
from engine.compiling.making import made
from engine.compiling.number import Number, Result, result_of
from engine.compiling.ratio import UnfitForRatios
from engine.compiling.writer import Writer, readable
from engine.diagnostics.model import Problems
from engine.evaluation.formula import evaluate_formula, kind_of, limits
from engine.evaluation.frame import BudgetSpent, Frame
from engine.evaluation.inputs import read_inputs
from engine.language import syntax, typed
from engine.language.check import check_formula
from engine.language.parse import parse_source
from engine.language.reasons import too_many_steps
from engine.language.scope import Scope, Variable
from engine.language.syntax import Expr
from engine.language.types import ANY, NUMBER, STRING, Type, spelled
from engine.language.values import Outcome, absent
from engine.record import dataclass
from engine.source import Source

Inputs: TypeAlias = Mapping[str, object]
Program: TypeAlias = "Callable[[Inputs], Number | Result]"
MOST_PROGRAMS = 256
"""Programs that one formula keeps. Whatever comes in more kinds than these goes to its general bodies, unkept."""


class Call(Protocol):
    """A formula to be called with inputs by name. It gives a `Number`, or a `Result` for whatever is no number.

    `names`: the inputs that the formula names; others are not looked at. `map`: the results of many records in their
    order; `columns`: the same for inputs that come as columns of one length. `program`: what it is made of. It is
    pickled as its text, never as code, and several threads may call it.
    """

    names: tuple[str, ...]
    program: Programs

    def __call__(self, inputs: Inputs, /) -> Number | Result: ...
    def map(self, records: Iterable[Inputs], /) -> list[Number | Result]: ...
    def columns(self, columns: Mapping[str, Iterable[object]], /) -> list[Number | Result]: ...


@dataclass(slots=True, eq=False)
class Programs:
    """Everything that is known of one formula: its tree, its names, and the programs made for it so far."""

    text: str
    expr: Expr | None
    names: tuple[str, ...]
    texts_are_numbers: bool
    quick: dict[tuple[type, ...], Program] = field(default_factory=dict)
    zeros: dict[tuple[tuple[type, ...], frozenset[str]], Program] = field(default_factory=dict)
    general: dict[tuple[tuple[str, Type], ...], Body] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    lock: Any = field(default_factory=Lock)
    formula: Any = None
    space: dict[str, Any] = field(default_factory=dict)
    dispatch: Program | None = None
    latest: tuple[Mapping[str, Type], typed.Typed | None] | None = None

    def checked(self, types: Mapping[str, Type]) -> typed.Typed | None:
        """What the formula means with inputs of these types; None if it has problems. The latest answer is kept."""
        if self.expr is None:
            return None
        latest = self.latest
        if latest is None or latest[0] != types:
            scope = Scope().bind(*(Variable(name, type_) for name, type_ in types.items()))
            self.latest = latest = dict(types), check_formula(self.expr, scope)[0]
        return latest[1]

    @property
    def problems(self) -> Problems:
        """What is wrong with the formula whatever its inputs are."""
        if self.checked(dict.fromkeys(self.names, ANY)) is not None:
            return ()
        return evaluate_formula(self.text, dict.fromkeys(self.names)).problems

    @property
    def sources(self) -> dict[str, str]:
        """The generated Python so far, by the kinds that inputs came in."""
        return {kinds: f"{readable(text)}\n" for kinds, text in self.written.items()}

    @property
    def source(self) -> str:
        """All of it, to be read."""
        return "\n\n".join(f"# {kinds}\n\n{text}" for kinds, text in self.sources.items())

    def generally(self, inputs: Inputs) -> Number | Result:
        """The same result through the general body, whatever the inputs are."""
        return _generally(self, inputs)

    def map(self, records: Iterable[Inputs]) -> list[Number | Result]:
        """The results of many records, in their order."""
        return list(map(self.formula, records))

    def columns(self, columns: Mapping[str, Iterable[object]]) -> list[Number | Result]:
        """The results of records whose inputs stand in columns; ValueError if one is longer."""
        names = tuple(columns)
        return [self.formula(dict(zip(names, row, strict=True))) for row in zip(*columns.values(), strict=True)]

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.text, self.texts_are_numbers)

    def __repr__(self) -> str:
        return f"engine.compile({self.text!r})"


def compile_formula(formula: str, texts_are_numbers: bool = True) -> Call:
    """A formula as generated Python. `texts_are_numbers`: a text such as `12.5`, given where the formula needs a
    number, is read as that number.

    It is a method of its programs, since Python calls nothing else as quickly but plain functions, and those cannot be
    pickled. The program for the kinds that the formula suggests answers; it hands on whatever comes in others.
    """
    return cast("Call", _again(formula, texts_are_numbers).formula)


def _again(formula: str, texts_are_numbers: bool) -> Programs:
    expr, _ = parse_source(Source("<formula>", formula))
    suggested = _suggested(expr)
    programs = Programs(formula, expr, tuple(suggested), texts_are_numbers)
    kinds = tuple(suggested.values())
    quick: Any = _quick(programs, kinds, partial(_dispatched, programs), natural=int in kinds, method=True)
    if quick is None:

        def formula_(programs: Programs, inputs: Inputs) -> Number | Result:
            return _dispatched(programs, inputs)

        formula_.__name__, quick = "formula", formula_  # under this name a pickled method is found again
    else:
        programs.space = quick.__globals__
        if int not in kinds:
            # Where that program cannot decide, only the general body is left; else numbers below 0 have one more.
            programs.quick[kinds] = partial(_generally, programs)
    programs.formula = MethodType(quick, programs)
    vars(quick).update({"names": programs.names, "map": programs.map, "columns": programs.columns, "program": programs})
    return programs


# ---- which program


def _suggested(expr: Expr | None) -> dict[str, type]:
    """The names of a formula, and in which kinds they may come: numbers, but for texts and truth values where they are
    compared or asked for."""
    names: dict[str, type] = {}
    told: dict[str, type] = {}
    for part in syntax.walk(expr):
        if type(part) is syntax.Name:
            names[part.text] = int
        elif type(part) in _TELLING:
            told.update(_told(part))
    return {name: told.get(name, int) for name in names}


_TELLING = (syntax.Comparison, syntax.Membership, syntax.Logic, syntax.If, syntax.Not)


def _told(part: syntax.Node) -> dict[str, type]:
    """The kinds of the names that a node compares with a text, or asks whether they are true."""
    match part:
        case syntax.Comparison(_, syntax.Name(name), syntax.Literal(str())):
            return {name: str}
        case syntax.Membership(syntax.Name(name), (syntax.ListLiteral((syntax.Literal(str()), *_)), *_)):
            return {name: str}
        case syntax.Logic(_, operands):
            return {one.text: bool for one in operands if isinstance(one, syntax.Name)}
        case syntax.If(syntax.Name(name)) | syntax.Not((syntax.Name(name),)):
            return {name: bool}
    return {}


def _dispatched(programs: Programs, inputs: Inputs) -> Number | Result:
    """Inputs of other kinds than those suggested. The function that finds their program is made when they come first,
    and is called from then on without this one."""
    if programs.dispatch is None:
        programs.dispatch = _dispatch(programs)
        programs.space["other"] = programs.dispatch
    return programs.dispatch(inputs)


def _dispatch(programs: Programs) -> Program:
    """Inputs -> the result of the program for their kinds; that of `...` is the kind of one that is not there."""
    kinds = "".join(f"type(get({name!r}, ...)), " for name in programs.names)
    space: dict[str, Any] = {"known": programs.quick.get, "kept": partial(_kept, programs)}
    exec(
        f"def dispatched(inputs):\n    get = inputs.get\n    kinds = ({kinds})\n"
        "    return (known(kinds) or kept(kinds))(inputs)",
        space,
    )
    found: Program = space["dispatched"]
    return found


def _kept(programs: Programs, kinds: tuple[type, ...]) -> Program:
    general = partial(_generally, programs)
    with programs.lock:
        if kinds not in programs.quick:
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
    method: bool = False,
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
        write_ratios(node, Entry(read_as, types, zeros, natural, method, not method), writer, on_zero)
    except UnfitForRatios:
        return None
    shown = ", ".join(f"{name}: {'0' if name in zeros else kind.__name__}" for name, kind in read_as.items())
    shown += ", none below 0" if natural else ""
    written = writer.written()
    programs.written[shown] = written
    program: Program = made(written, writer.objects)["formula"]
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
    programs.written[f"general: {', '.join(f'{name}: {spelled(type_)}' for name, type_ in key)}"] = body.source
    if len(programs.general) < MOST_PROGRAMS:
        programs.general[key] = body
    return body


def compile_node(node: typed.Typed, locals_: tuple[str, ...]) -> Body:
    """A checked formula as a program that computes on outcomes of its locals."""
    writer = Writer()
    write_general(node, locals_, writer)
    written = writer.written()
    return Body(written, made(written, writer.objects)["general"], locals_, node)


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
