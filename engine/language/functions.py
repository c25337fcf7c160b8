"""The built-in functions: FEEL's own (DMN 1.5, 10.3.4), under FEEL's names and with FEEL's parameters, in one table.

Left out on purpose: regular expressions, times and durations, context functions, functions of functions. Each `apply`
has as its docstring what the function does, with an example.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.language import library_conversion as conversion
from engine.language import library_list as lists
from engine.language import library_numeric as numeric
from engine.language import library_string as strings
from engine.language.library_calling import (
    Function,
    Parameter,
    Plain,
    ResultType,
    gathered,
    gathered_type,
    over_members,
    strict,
)
from engine.language.types import ANY, BOOLEAN, DATE, NUMBER, STRING, ListType

__all__ = ["FUNCTIONS", "Function", "Parameter", "gathered", "gathered_type"]

NUMBERS = ListType(NUMBER)
LIST = Parameter("list", ListType(ANY))
N = Parameter("n", NUMBER)
SCALE = Parameter("scale", NUMBER)
A_NUMBER = (Parameter("number", NUMBER),)
POSITION = Parameter("position", NUMBER)
START = Parameter("start position", NUMBER)
LENGTH = Parameter("length", NUMBER, optional=True)
TEXT = Parameter("string", STRING)
MATCH = Parameter("match", STRING)
BOOLEANS = Parameter("list", ListType(BOOLEAN))
COMPARABLE = Parameter("list", ListType(ANY), among=(NUMBERS, ListType(STRING), ListType(DATE)))
ITEMS = Parameter("item", ListType(ANY), variadic=True)
LISTS = Parameter("list", ListType(ListType(ANY)), variadic=True)
SCALED = (N, SCALE)
SCALED_OR_WHOLE = (N, Parameter("scale", NUMBER, optional=True))


def _one(name: str, parameters: tuple[Parameter, ...], result: ResultType, plain: Plain) -> Function:
    """A function of values: absent if an argument is."""
    return Function(name, parameters, result, strict(parameters, plain))


def _aggregate(name: str, list_: Parameter, result: ResultType, plain: Plain, *, empty: bool = False) -> Function:
    """A function of a list or of its members written out: absent if a member is."""
    return Function(name, (list_,), result, over_members(list_, plain, empty=empty), variadic=True)


def _of_numbers(name: str, plain: Plain) -> Function:
    return _aggregate(name, Parameter("list", NUMBERS), NUMBER, plain)


def _truth(name: str, plain: Plain) -> Function:
    """A function of a list of truth values, or of those written out, that decides in spite of absent members."""
    return Function(name, (BOOLEANS,), BOOLEAN, strict((BOOLEANS,), plain), variadic=True)


def _of_lists(name: str, plain: Plain) -> Function:
    """A function of any number of lists."""
    return Function(name, (LISTS,), lists.concatenated, over_members(LISTS, plain))


_ALL = (
    _one("abs", (N,), NUMBER, numeric.absolute),
    _one("floor", SCALED_OR_WHOLE, NUMBER, numeric.rounding("floor")),
    _one("ceiling", SCALED_OR_WHOLE, NUMBER, numeric.rounding("ceiling")),
    _one("decimal", SCALED, NUMBER, numeric.rounding("decimal")),
    _one("round up", SCALED, NUMBER, numeric.rounding("round up")),
    _one("round down", SCALED, NUMBER, numeric.rounding("round down")),
    _one("round half up", SCALED, NUMBER, numeric.rounding("round half up")),
    _one("round half down", SCALED, NUMBER, numeric.rounding("round half down")),
    _one("modulo", (Parameter("dividend", NUMBER), Parameter("divisor", NUMBER)), NUMBER, numeric.modulo),
    _one("sqrt", A_NUMBER, NUMBER, numeric.sqrt),
    _one("exp", A_NUMBER, NUMBER, numeric.exp),
    _one("log", A_NUMBER, NUMBER, numeric.log),
    _one("odd", A_NUMBER, BOOLEAN, numeric.odd),
    _one("even", A_NUMBER, BOOLEAN, numeric.even),
    _one("count", (LIST,), NUMBER, lists.count),
    _aggregate("min", COMPARABLE, lists.member_type, numeric.smallest),
    _aggregate("max", COMPARABLE, lists.member_type, numeric.largest),
    _of_numbers("sum", numeric.total),
    _of_numbers("mean", numeric.mean),
    _of_numbers("median", numeric.median),
    _of_numbers("stddev", numeric.stddev),
    _of_numbers("product", numeric.product),
    _aggregate("mode", Parameter("list", NUMBERS), NUMBERS, numeric.mode, empty=True),
    _truth("all", lists.all_true),
    _truth("any", lists.any_true),
    _one("append", (LIST, ITEMS), lists.appended, lists.append),
    _of_lists("concatenate", lists.concatenate),
    _of_lists("union", lists.union),
    _one(
        "insert before", (LIST, POSITION, Parameter("newItem", absence="passes")), lists.inserted, lists.insert_before
    ),
    _one("remove", (LIST, POSITION), lists.same_list, lists.remove),
    _one("reverse", (LIST,), lists.same_list, lists.reverse),
    _one("index of", (LIST, Parameter("match", absence="passes")), NUMBERS, lists.index_of),
    _one("sublist", (LIST, START, LENGTH), lists.same_list, lists.sublist),
    _one("flatten", (LIST,), lists.flattened, lists.flatten),
    _one("distinct values", (LIST,), lists.same_list, lists.distinct_values),
    _one("list contains", (LIST, Parameter("element", absence="passes")), BOOLEAN, lists.list_contains),
    _one("substring", (TEXT, START, LENGTH), STRING, strings.substring),
    _one("string length", (TEXT,), NUMBER, strings.string_length),
    _one("upper case", (TEXT,), STRING, strings.upper_case),
    _one("lower case", (TEXT,), STRING, strings.lower_case),
    _one("substring before", (TEXT, MATCH), STRING, strings.substring_before),
    _one("substring after", (TEXT, MATCH), STRING, strings.substring_after),
    _one("contains", (TEXT, MATCH), BOOLEAN, strings.contains),
    _one("starts with", (TEXT, MATCH), BOOLEAN, strings.starts_with),
    _one("ends with", (TEXT, MATCH), BOOLEAN, strings.ends_with),
    _one(
        "string join",
        (Parameter("list", ListType(STRING)), Parameter("delimiter", STRING, optional=True, absence="omitted")),
        STRING,
        strings.string_join,
    ),
    _one(
        "number",
        (
            Parameter("from", STRING),
            Parameter("grouping separator", STRING, optional=True, absence="omitted"),
            Parameter("decimal separator", STRING, optional=True, absence="omitted"),
        ),
        NUMBER,
        conversion.number,
    ),
    _one("string", (Parameter("from", absence="passes"),), STRING, conversion.string),
    _one("date", (Parameter("from", STRING),), DATE, conversion.date_from),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType({function.name: function for function in _ALL})
"""Every built-in function by its name."""
