"""How a built-in function is described and called: what the table in `functions` is made of.

A plain function knows nothing of absence: it takes values and gives a value or a `Failure`. The wrappers do the rest
for all functions alike: what is absent goes through with its reasons, kinds that were not known before are looked at,
and what has to be known about the arguments (`carried`, `rounded`) goes on to the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import wraps
from typing import Literal, TypeAlias

from engine.diagnostics.model import Message, Reason, say
from engine.language.arithmetic import Exact, Failure, Rounded
from engine.language.arithmetic import outcome as outcome_of
from engine.language.reasons import COMPARABLE_LIST, KINDS, LISTS, WRITTEN_NULL, empty_list, wrong_type
from engine.language.types import ANY, Simple, Type, conforms, element_of, fits, join_all, kind
from engine.language.types import ListType as List
from engine.language.values import Outcome, Value, merged
from engine.record import dataclass
from engine.source import Span

Arguments: TypeAlias = tuple["Outcome | None", ...]
Apply: TypeAlias = Callable[[Arguments, "Span | None"], Outcome]
ResultType: TypeAlias = "Type | Callable[[tuple[Type, ...]], Type]"
Plain: TypeAlias = Callable[..., "Value | Exact | Rounded | Failure | Outcome"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter under FEEL's own name, which may have several words.

    `among`: if given, the argument must be one of these types rather than just `type`. `variadic`: takes all the
    arguments from here on, gathered into one list, of which `type` is the type. `absence`: what an absent argument
    does: it `stops` the function, which then is absent too, `passes` into it as an Outcome, or counts as `omitted` if
    it is a written `null` (any other absence stops).
    """

    name: str
    type: Type = ANY
    optional: bool = False
    variadic: bool = False
    among: tuple[Type, ...] = ()
    absence: Literal["stops", "passes", "omitted"] = "stops"

    @property
    def types(self) -> tuple[Type, ...]:
        return self.among or (self.type,)

    def accepts(self, type: Type) -> bool:
        """May an argument of this type stand here? For a variadic parameter: the list of all of them."""
        return any([fits(type, wanted) for wanted in self.types])


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function.

    `apply` takes the arguments in the order of the parameters, None for optional ones that were left out, and the
    place of the call. With `variadic` the one parameter is a list and may be written out: `sum(1, 2, 3)` is
    `sum([1, 2, 3])`, and `sum(1)` is `sum([1])` (see `gathered`). `result` is the result's type, or how it follows
    from the types of the arguments.
    """

    name: str
    parameters: tuple[Parameter, ...]
    result: ResultType
    apply: Apply
    variadic: bool = False

    def result_type(self, types: Iterable[Type | None]) -> Type:
        """From the types of the arguments, in the order of the parameters, None where left out."""
        if not callable(self.result):
            return self.result
        return self.result(tuple(ANY if type is None else type for type in types))


def gathered(arguments: tuple[Outcome, ...]) -> Outcome:
    """The list of a `variadic` call: a single list is that list, anything else is written out and becomes one."""
    if len(arguments) == 1 and isinstance(arguments[0].value, tuple):
        return arguments[0]
    return Outcome(arguments)


def gathered_type(types: tuple[Type, ...]) -> Type:
    """The type of `gathered`: that of a single list, otherwise a list of all; a single ANY may be either."""
    if len(types) == 1 and (isinstance(types[0], List) or types[0] == ANY):
        return types[0]
    return List(join_all(types))


def strict(parameters: tuple[Parameter, ...], plain: Plain) -> Apply:
    """`plain` on the values of the arguments. N/A with all their reasons if any is absent where that stops."""

    @wraps(plain)
    def apply(arguments: Arguments, place: Span | None) -> Outcome:
        return _called(plain, parameters, arguments, place)

    return apply


def over_members(parameter: Parameter, plain: Plain, *, empty: bool = False) -> Apply:
    """`plain` on the tuple of values of a list. N/A if any member is absent, with all their reasons; without `empty`
    also if there is none, with the reasons of what a filter left out, or `daftar_kosong`."""

    @wraps(plain)
    def apply(arguments: Arguments, place: Span | None) -> Outcome:
        def on_members(members: tuple[Outcome, ...]) -> Outcome | Failure:
            if not members and not empty:
                return Failure(empty_list())
            return _with(members, _of_members(plain, members, place))

        list_ = arguments[0]
        if list_ is not None and list_.value == () and list_.carried and not empty:
            return Outcome(None, list_.carried)
        return _called(on_members, (parameter,), arguments, place)

    return apply


def _of_members(plain: Plain, members: tuple[Outcome, ...], place: Span | None) -> Outcome:
    if any(member.value is None for member in members):
        return Outcome(None, merged(member.reasons for member in members))
    return _as_outcome(plain(tuple(member.value for member in members)), place)


def _called(plain: Plain, parameters: tuple[Parameter, ...], arguments: Arguments, place: Span | None) -> Outcome:
    given = tuple(map(_without_omitted, parameters, arguments))
    present = tuple(argument for argument in given if argument is not None)
    return _with(present, _applied(plain, parameters, given, place))


def _without_omitted(parameter: Parameter, argument: Outcome | None) -> Outcome | None:
    written = argument is not None and all(reason.code == WRITTEN_NULL for reason in argument.reasons)
    if parameter.absence == "omitted" and argument is not None and argument.value is None and written:
        return None
    return argument


def _applied(plain: Plain, parameters: tuple[Parameter, ...], given: Arguments, place: Span | None) -> Outcome:
    """Absences first, then kinds, then the function itself."""
    pairs = tuple(zip(parameters, given, strict=True))
    stopping = tuple(argument for parameter, argument in pairs if argument is not None and _stops(parameter, argument))
    if stopping:
        return Outcome(None, merged(argument.reasons for argument in stopping))
    wrong = tuple(reason for parameter, argument in pairs for reason in _wrong(parameter, argument, place))
    if wrong:
        return Outcome(None, merged((wrong,)))
    return _as_outcome(plain(*(_passed(parameter, argument) for parameter, argument in pairs)), place)


def _stops(parameter: Parameter, argument: Outcome) -> bool:
    return argument.value is None and parameter.absence != "passes"


def _passed(parameter: Parameter, argument: Outcome | None) -> Outcome | Value | None:
    return argument if argument is None or parameter.absence == "passes" else argument.value


def _wrong(parameter: Parameter, argument: Outcome | None, place: Span | None) -> tuple[Reason, ...]:
    if argument is None or argument.value is None or any(conforms(argument, wanted) for wanted in parameter.types):
        return ()
    return (wrong_type(parameter.name, _wanted(parameter), _found(argument.value, parameter), place),)


def _wanted(parameter: Parameter) -> Message:
    match parameter.type:
        case _ if parameter.among:
            return COMPARABLE_LIST
        case List(List()):
            return LISTS["list"]
        case List(Simple(name)):
            return LISTS[name]
        case Simple(name):
            return KINDS[name]
        case _:
            return KINDS["list"]


def _found(value: Value, parameter: Parameter) -> Message:
    """The kind found; of a list, that of the first member that is not as the list should be."""
    if not isinstance(value, tuple) or not any(isinstance(wanted, List) for wanted in parameter.types):
        return KINDS[kind(value)]
    elements = tuple(element_of(wanted) for wanted in parameter.types)
    present = [member for member in value if member.value is not None]
    fitting = next((wanted for wanted in elements if present and conforms(present[0], wanted)), elements[0])
    odd_one = next((member.value for member in present if not conforms(member, fitting)), None)
    return KINDS["list"] if odd_one is None else say("a list with {member} in it", member=KINDS[kind(odd_one)])


def _as_outcome(result: Value | Exact | Rounded | Failure | Outcome, place: Span | None) -> Outcome:
    match result:
        case Outcome():
            return result
        case Exact() | Rounded() | Failure():
            return outcome_of(result, place)
        case _:
            return Outcome(result)


def _with(arguments: Iterable[Outcome], result: Outcome) -> Outcome:
    """The result, with what has to be known about the arguments."""
    arguments = tuple(arguments)
    carried = merged((*(argument.carried for argument in arguments), result.carried))
    return replace(result, carried=carried, rounded=result.rounded or any(argument.rounded for argument in arguments))


def whole(number: Fraction) -> int | None:
    """The number as a position or length, None if it is not whole."""
    return number.numerator if number.denominator == 1 else None
