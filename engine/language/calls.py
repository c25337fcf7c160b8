"""Calls of functions: values given in order or by name, their number and their kinds."""

from __future__ import annotations

from collections.abc import Callable

from engine.diagnostics.model import Diagnostic
from engine.language import problems, syntax, typed
from engine.language.cut import LEFT_OUT
from engine.language.decimals import decimal_problems
from engine.language.functions import FUNCTIONS, Function, Parameter
from engine.language.operators import list_of, written_absence
from engine.language.scope import Scope
from engine.language.types import ANY, NULL, STRING, ListType, Type, element_of, fits
from engine.source import Span

Sink = Callable[[Diagnostic], None]
Arguments = tuple[tuple[str | None, typed.Typed], ...]
ABSENCE = "tidak tersedia"


def call(node: syntax.Call, arguments: Arguments, scope: Scope, sink: Sink) -> typed.Typed | None:
    """A call of which the arguments are typed already."""
    if node.function == ABSENCE:
        return _absence(node, arguments, sink)
    definition = scope.names.definition(node.function)
    if definition is not None:
        return _apply(node, definition, arguments, scope, sink)
    function = FUNCTIONS.get(node.function)
    if function is not None:
        return _builtin(node, function, arguments, sink)
    report_unknown(node, scope, sink)
    return None


def report_unknown(node: syntax.Call, scope: Scope, sink: Sink) -> None:
    """Says so if there is no function of this name, whatever it is given."""
    if node.function == ABSENCE or node.function in FUNCTIONS or scope.names.definition(node.function) is not None:
        return
    if node.function in LEFT_OUT:
        sink(problems.left_out_function(node.name_span, node.function, LEFT_OUT[node.function]))
    else:
        known = (*FUNCTIONS, *scope.names.definitions(), ABSENCE)
        sink(problems.unknown_function(node.name_span, node.function, known))


def _absence(node: syntax.Call, arguments: Arguments, sink: Sink) -> typed.Typed | None:
    if len(arguments) != 1:
        sink(problems.wrong_count(node.span, ABSENCE, '"…"', len(arguments)))
        return None
    reason = arguments[0][1]
    if not fits(reason.type, STRING) or written_absence(reason):
        sink(problems.reason_not_text(reason.span, reason.type))
        return None
    return typed.Absence(reason, type=NULL, span=node.span)


def _apply(
    node: syntax.Call, definition: typed.Definition, arguments: Arguments, scope: Scope, sink: Sink
) -> typed.Typed | None:
    placed = _placed(node, definition.parameters, len(definition.parameters), arguments, sink)
    if placed is None:
        return None
    given = tuple(argument for argument in placed if argument is not None)
    found = typed.Apply(definition, given, type=definition.body.type, span=node.span)
    if scope.seen is not None:
        scope.seen(node.name_span, node.function, found, scope)
        for argument in node.arguments:
            if argument.name is not None:
                start = argument.span.start
                scope.seen(Span(argument.span.source, start, start + len(argument.name)), argument.name, found, scope)
    return found


def _builtin(node: syntax.Call, function: Function, arguments: Arguments, sink: Sink) -> typed.Typed | None:
    parameters = function.parameters
    names = tuple(parameter.name for parameter in parameters)
    required = sum(not parameter.optional for parameter in parameters)
    placed = _placed(node, names, required, _gathered(function, arguments), sink)
    if placed is None:
        return None
    pairs = zip(parameters, placed, strict=True)
    good = [accepts(parameter, argument, node.function, sink) for parameter, argument in pairs if argument is not None]
    if not all(good):
        return None
    types = tuple([None if argument is None else argument.type for argument in placed])
    return typed.Builtin(function, placed, type=function.result_type(types), span=node.span)


def _placed(
    node: syntax.Call, names: tuple[str, ...], required: int, arguments: Arguments, sink: Sink
) -> tuple[typed.Typed | None, ...] | None:
    """Arguments in the order of the parameters, None for optional ones that were left out."""
    if len(arguments) == len(names) == 1 and arguments[0][0] is None:  # most calls
        return (arguments[0][1],)
    numbers = decimal_problems([argument.span for argument in node.arguments]) if len(arguments) > len(names) else ()
    if numbers and required <= len(arguments) - len(numbers) <= len(names):
        for problem in numbers:
            sink(problem)
        return None
    if not required <= len(arguments) <= len(names):
        sink(problems.wrong_count(node.span, node.function, ", ".join(names), len(arguments)))
        return None
    placed: dict[str, typed.Typed] = {}
    by_name = any(name is not None for name, _ in arguments)
    for position, (name, argument) in enumerate(arguments):
        key = name if by_name else names[position]
        if key is None or key not in names or key in placed:
            sink(problems.unknown_argument(argument.span, node.function, key or "", names))
            return None
        placed[key] = argument
    absent = [name for name in names[:required] if name not in placed]
    if absent:
        sink(problems.wrong_count(node.span, node.function, ", ".join(names), len(arguments)))
        return None
    return tuple(placed.get(name) for name in names)


def accepts(parameter: Parameter, argument: typed.Typed, function: str, sink: Sink) -> bool:
    """Whether an argument is of a kind that the parameter takes; reported if not."""
    if written_absence(argument) and parameter.absence == "stops" and parameter.type != ANY:
        sink(problems.absence_compared(argument.span, function))
        return False
    if isinstance(argument, typed.ListOf) and not any([_fits_each(argument, wanted) for wanted in parameter.types]):
        wanted = next((one for one in parameter.types if _fits_element(argument.items[0], one)), parameter.types[0])
        item = next(item for item in argument.items if not _fits_element(item, wanted))
        sink(problems.wrong_operand(item.span, function, item.type, problems.kind(element_of(wanted))))
        return False
    if not parameter.accepts(argument.type):
        sink(problems.wrong_operand(argument.span, function, argument.type, problems.kind(parameter.types[0])))
        return False
    return True


def _fits_each(argument: typed.ListOf, wanted: Type) -> bool:
    return not isinstance(wanted, ListType) or all([fits(item.type, wanted.element) for item in argument.items])


def _fits_element(item: typed.Typed, wanted: Type) -> bool:
    return not isinstance(wanted, ListType) or fits(item.type, wanted.element)


def _gathered(function: Function, arguments: Arguments) -> Arguments:
    """`sum(1, 2, 3)` is `sum([1, 2, 3])`, and what `append` adds is one list; values given by name stay as they are."""
    if not arguments or any(name is not None for name, _ in arguments):
        return arguments
    values = tuple(argument for _, argument in arguments)
    if function.variadic and not _is_list(values):
        return ((None, _list(values)),)
    first = len(function.parameters) - 1
    if function.parameters[-1].variadic and len(values) > first:
        return (*arguments[:first], (None, _list(values[first:])))
    return arguments


def _is_list(values: tuple[typed.Typed, ...]) -> bool:
    return len(values) == 1 and (isinstance(values[0].type, ListType) or values[0].type == ANY)


def _list(values: tuple[typed.Typed, ...]) -> typed.Typed:
    return list_of(values, values[0].span.to(values[-1].span))
