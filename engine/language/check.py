"""Syntax tree -> typed tree: names resolved, functions and operators chosen, index or filter decided.

Decide once: whoever reads the typed tree looks nothing up. The checker goes on after a mistake: the bad part becomes
None, its parents stay quiet, its siblings are still checked.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from engine.diagnostics.model import Diagnostic, Problems
from engine.language import calls, names, operators, problems, syntax, typed
from engine.language.decimals import decimal_problems
from engine.language.scope import Element, Scope, Variable
from engine.language.syntax_problems import range_without_brackets
from engine.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    NULL,
    NUMBER,
    STRING,
    AnyType,
    ContextType,
    ListType,
    RangeType,
    Type,
    fits,
)
from engine.language.values import Outcome
from engine.record import names_of, replace
from engine.source import Span

Sink = Callable[[Diagnostic], None]
INPUT = "?"
BETWEEN = "between"
"""The local that `between` compares; a keyword, so that no variable can have its name."""


def check_formula(expr: syntax.Expr, scope: Scope, wanted: Type | None = None) -> tuple[typed.Typed | None, Problems]:
    """What the formula means in this scope, or None with at least one problem."""
    found: list[Diagnostic] = []
    result = _wanted(expr, wanted, scope, found.append)
    return (None if found else result), tuple(found)


def check_cell(cell: syntax.Cell, input_type: Type, scope: Scope) -> tuple[typed.Typed | None, Problems]:
    """A table cell as a condition on the local `?`, which has `input_type`."""
    found: list[Diagnostic] = []
    inside = replace(scope, placeholder=input_type)
    for test in cell.tests:
        _meant_as_range(test, found.append)
    tests = _any_of(cell.tests, typed.Local(INPUT, type=input_type, span=cell.span), cell.span, inside, found.append)
    if cell.negated and tests is not None:
        tests = typed.Not(tests, type=BOOLEAN, span=cell.span)
    return (None if found else tests), tuple(found)


def _check(expr: syntax.Expr, scope: Scope, sink: Sink) -> typed.Typed | None:
    match expr:
        case syntax.Literal():
            return _literal(expr)
        case syntax.Name():
            return names.resolve_name(expr, scope, sink)
        case syntax.Chain(first, rest):
            operands = _all((first, *[operand for _, operand in rest]), scope, sink)
            operators_ = tuple([symbol for symbol, _ in rest])
            return None if operands is None else operators.arithmetic(operands, operators_, expr.span, sink)
        case syntax.Call():
            return _call(expr, scope, sink)
        case syntax.Placeholder():
            return _placeholder(expr, scope, sink)
        case syntax.ListLiteral(items):
            checked = _all(items, scope, sink)
            return None if checked is None else operators.list_of(checked, expr.span)
        case syntax.ContextLiteral():
            return _context(expr, scope, sink)
        case syntax.Tests():
            _no_tests(expr, sink)
            return None
        case syntax.Membership() | syntax.Between() | syntax.Not():
            return _tested(expr, scope, sink)
        case syntax.For() | syntax.Quantified():
            return _iterated(expr, scope, sink)
        case syntax.Path():
            return _path(expr, scope, sink)
        case syntax.Bracket():
            return _bracket(expr, scope, sink)
        case _:
            return _operation(expr, scope, sink)


def _meant_as_range(test: syntax.Expr | syntax.Test, sink: Sink) -> None:
    """`70-90` and `[90..70)` in a cell: nobody asks for -20, or for nothing, in this way."""
    match test:
        case syntax.ListLiteral((syntax.Chain() as only,)):
            _meant_as_range(only, sink)
        case syntax.Chain(syntax.Literal() as low, (("-", syntax.Literal() as high),)):
            sink(range_without_brackets(test.span, low.span.tight.text, high.span.tight.text))
        case syntax.RangeLiteral(syntax.Literal(Fraction() as start) as low, syntax.Literal(Fraction() as end) as high):
            if start > end:
                sink(problems.ends_exchanged(test.span, low.span.tight, high.span.tight))


def _wanted(expr: syntax.Expr, type_: Type | None, scope: Scope, sink: Sink) -> typed.Typed | None:
    """The same where a value of this kind is wanted: a bare word may have been meant as a text."""
    return names.resolve_name(expr, scope, sink, type_) if isinstance(expr, syntax.Name) else _check(expr, scope, sink)


def _compared(expr: syntax.Comparison, scope: Scope, sink: Sink) -> tuple[typed.Typed, ...] | None:
    """Both sides of a comparison."""
    left = _check(expr.left, scope, sink)
    right = _wanted(expr.right, None if left is None else left.type, scope, sink)
    return None if left is None or right is None else (left, right)


def _operation(expr: syntax.Operation, scope: Scope, sink: Sink) -> typed.Typed | None:
    """Operators whose operands are checked first, each in the same scope."""
    if isinstance(expr, syntax.Comparison):
        operands = _compared(expr, scope, sink)
    else:
        operands = _all(_operands(expr), scope, sink)
    if operands is None:
        return None
    match expr:
        case syntax.RangeLiteral():
            closed = (expr.low_closed, expr.high_closed)
            return operators.range_(operands[0], operands[1], closed, expr.span, sink)
        case syntax.Negation():
            return operators.negation(operands[0], expr.span, sink)
        case syntax.Power():
            return operators.power(operands[0], operands[1], expr.span, sink)
        case syntax.Comparison():
            return operators.comparison(expr.operator, operands[0], operands[1], expr.span, sink)
        case syntax.Logic():
            return operators.logic(expr.operator, operands, expr.span, sink)
        case syntax.If():
            return operators.conditional(operands[0], operands[1], operands[2], expr.span, sink)
        case _:
            assert_never(expr)


def _operands(expr: syntax.Operation) -> tuple[syntax.Expr, ...]:
    match expr:
        case syntax.RangeLiteral(low, high, _, _):
            return low, high
        case syntax.Negation(operand):
            return (operand,)
        case syntax.Power(base, exponent):
            return base, exponent
        case syntax.Comparison(_, left, right):
            return left, right
        case syntax.Logic(_, operands):
            return operands
        case syntax.If(condition, then, otherwise):
            return condition, then, otherwise
        case _:
            assert_never(expr)


def _all(items: tuple[syntax.Expr, ...], scope: Scope, sink: Sink) -> tuple[typed.Typed, ...] | None:
    """Every item checked, or None if one of them is bad; the others were still looked at."""
    checked = [_check(item, scope, sink) for item in items]
    good = tuple([item for item in checked if item is not None])
    return good if len(good) == len(items) else None


def _literal(expr: syntax.Literal) -> typed.Typed:
    match expr.value:
        case None:
            type_: Type = NULL
        case bool():
            type_ = BOOLEAN
        case str():
            type_ = STRING
        case _:
            type_ = NUMBER if not hasattr(expr.value, "year") else DATE
    return typed.Literal(literal_outcome(expr), type=type_, span=expr.span)


def literal_outcome(expr: syntax.Literal) -> Outcome:
    """The value of a literal; a written `null` is N/A for that reason."""
    if expr.value is not None:
        return Outcome(expr.value)
    from engine.language.reasons import written_null

    return Outcome(None, (written_null(expr.span),))


def _no_tests(expr: syntax.Tests, sink: Sink) -> None:
    """Several tests mean nothing here; `(0,5 * a)` is none."""
    numbers = decimal_problems([item.span for item in expr.items])
    for problem in numbers if len(numbers) == len(expr.items) - 1 else ():
        sink(problem)
    if not numbers or len(numbers) != len(expr.items) - 1:
        sink(problems.tests_outside_cell(expr.span))


def _placeholder(expr: syntax.Placeholder, scope: Scope, sink: Sink) -> typed.Typed | None:
    if scope.placeholder is None:
        sink(problems.placeholder_outside_cell(expr.span))
        return None
    return typed.Local(INPUT, type=scope.placeholder, span=expr.span)


def _context(expr: syntax.ContextLiteral, scope: Scope, sink: Sink) -> typed.Typed | None:
    """An entry sees the entries before it, as in FEEL."""
    inside, items = scope, []
    for entry in _twice(expr.entries):
        sink(problems.entry_twice(entry.span, entry.key))
    for entry in expr.entries:
        item = _check(entry.value, inside, sink)
        items.append(item)
        inside = inside.bind(Variable(entry.key, ANY if item is None else item.type))
    good = tuple(item for item in items if item is not None)
    if len(good) != len(items):
        return None
    keys = tuple(entry.key for entry in expr.entries)
    type_ = ContextType(tuple(zip(keys, (item.type for item in good), strict=True)))
    return typed.ContextOf(keys, good, type=type_, span=expr.span)


def _twice(entries: tuple[syntax.Entry, ...]) -> list[syntax.Entry]:
    keys = [entry.key for entry in entries]
    return [entry for at, entry in enumerate(entries) if entry.key in keys[:at]]


def _tested(expr: syntax.Membership | syntax.Between | syntax.Not, scope: Scope, sink: Sink) -> typed.Typed | None:
    if isinstance(expr, syntax.Not):
        return _not(expr, scope, sink)
    value = _check(expr.value, scope, sink)
    if isinstance(expr, syntax.Membership):
        subject = None if value is None else _subject(value, INPUT)
        body = _any_of(
            expr.tests, subject, expr.span, replace(scope, placeholder=ANY if value is None else value.type), sink
        )
        return None if value is None or body is None else typed.Let(INPUT, value, body, type=BOOLEAN, span=expr.span)
    ends = _all((expr.low, expr.high), scope, sink)
    if value is None or ends is None:
        return None
    span = expr.low.span.to(expr.high.span)
    between = operators.range_(ends[0], ends[1], (True, True), span, sink)
    body = None if between is None else operators.member(_subject(value, BETWEEN), between, expr.span, sink)
    return None if body is None else typed.Let(BETWEEN, value, body, type=BOOLEAN, span=expr.span)


def _subject(value: typed.Typed, name: str) -> typed.Typed:
    """What tests are about: a local, so that it is computed once; a written `null` stays visible as such."""
    return value if operators.written_absence(value) else typed.Local(name, type=value.type, span=value.span)


def _not(expr: syntax.Not, scope: Scope, sink: Sink) -> typed.Typed | None:
    only = expr.tests[0]
    if len(expr.tests) != 1 or isinstance(only, syntax.Test):
        sink(problems.tests_outside_cell(expr.span))
        return None
    operand = _check(only, scope, sink)
    if operand is None or not operators.condition(operand, sink):
        return None
    return typed.Not(operand, type=BOOLEAN, span=expr.span)


def _any_of(
    tests: tuple[syntax.Expr | syntax.Test, ...], subject: typed.Typed | None, span: Span, scope: Scope, sink: Sink
) -> typed.Typed | None:
    """Unary tests as one condition on `subject`; no test at all is always met."""
    if not tests:
        return typed.Literal(Outcome(True), type=BOOLEAN, span=span)
    checked = [_test(test, subject, scope, sink) for test in tests]
    good = tuple(test for test in checked if test is not None)
    if len(good) != len(tests):
        return None
    return good[0] if len(good) == 1 else typed.Logic("or", good, type=BOOLEAN, span=span)


def _test(test: syntax.Expr | syntax.Test, subject: typed.Typed | None, scope: Scope, sink: Sink) -> typed.Typed | None:
    if isinstance(test, syntax.Tests):
        return _any_of(test.items, subject, test.span, scope, sink)
    written = test.operand if isinstance(test, syntax.Test) else test
    operand = _wanted(written, None if subject is None else subject.type, scope, sink)
    if operand is None or subject is None:
        return None
    if isinstance(test, syntax.Test):
        return operators.comparison(test.operator, subject, operand, test.span, sink)
    if _mentions_placeholder(test):
        return operand if operators.condition(operand, sink) else None
    return operators.member(subject, operand, test.span, sink)


def _mentions_placeholder(expr: object) -> bool:
    if isinstance(expr, syntax.Placeholder):
        return True
    if isinstance(expr, tuple):
        return any(_mentions_placeholder(part) for part in expr)
    if isinstance(expr, syntax.Node) and not isinstance(expr, syntax.Membership):
        return any(_mentions_placeholder(getattr(expr, name)) for name in names_of(expr))
    return isinstance(expr, syntax.Membership) and _mentions_placeholder(expr.value)


def _iterated(expr: syntax.For | syntax.Quantified, scope: Scope, sink: Sink) -> typed.Typed | None:
    inside, iterators = scope, []
    for iterator in expr.iterators:
        checked = _iterator(iterator, inside, sink)
        iterators.append(checked)
        inside = inside.bind(Variable(iterator.name, ANY if checked is None else checked[1]))
    body = _check(expr.body if isinstance(expr, syntax.For) else expr.condition, inside, sink)
    good = tuple(pair[0] for pair in iterators if pair is not None)
    if body is None or len(good) != len(iterators):
        return None
    if isinstance(expr, syntax.For):
        return typed.For(good, body, type=ListType(body.type), span=expr.span)
    if not operators.condition(body, sink):
        return None
    return typed.Quantified(expr.quantifier, good, body, type=BOOLEAN, span=expr.span)


def _iterator(iterator: syntax.Iterator, scope: Scope, sink: Sink) -> tuple[typed.Iterator, Type] | None:
    ends = (iterator.domain,) if iterator.upto is None else (iterator.domain, iterator.upto)
    checked = _all(ends, scope, sink)
    if checked is None:
        return None
    if iterator.upto is not None:
        good = all([operators.number(end, "..", sink) for end in checked])
        return (typed.Iterator(iterator.name, checked[0], checked[1]), NUMBER) if good else None
    if isinstance(checked[0].type, RangeType) and fits(checked[0].type.element, NUMBER):
        return typed.Iterator(iterator.name, checked[0], None), NUMBER
    element = operators.element_of(checked[0], "in", sink)
    return None if element is None else (typed.Iterator(iterator.name, checked[0], None), element)


def _path(expr: syntax.Path, scope: Scope, sink: Sink) -> typed.Typed | None:
    if names.is_period(expr.object, scope):
        return names.period_field(expr, scope, sink)
    object_ = _check(expr.object, scope, sink)
    return None if object_ is None else names.resolve_path(expr, object_, scope, sink)


def _bracket(expr: syntax.Bracket, scope: Scope, sink: Sink) -> typed.Typed | None:
    """`xs[1]` is an index, `xs[test]` a filter: the kind of what stands inside decides."""
    object_ = _check(expr.object, scope, sink)
    element = None if object_ is None else operators.element_of(object_, "[ ]", sink)
    if object_ is None or element is None:
        return None
    item = f"item{sum(isinstance(binding, Element) for binding in scope.bindings) + 1}"
    inside = _check(expr.inside, scope.bind(Element(item, element)), sink)
    if inside is None:
        return None
    if isinstance(inside.type, RangeType):
        sink(problems.range_as_condition(inside.span))
        return None
    varies = _mentions_local(inside, item)
    if inside.type == NUMBER or (isinstance(inside.type, AnyType) and not varies):
        if varies:
            sink(problems.varying_position(inside.span))
            return None
        return typed.Index(object_, inside, type=element, span=expr.span)
    if not fits(inside.type, BOOLEAN) or operators.written_absence(inside):
        sink(problems.no_selector(inside.span, inside.type))
        return None
    kept = object_.type if isinstance(object_.type, ListType) else ListType(ANY)
    return typed.Filter(object_, item, inside, type=kept, span=expr.span)


def _mentions_local(node: typed.Typed, name: str) -> bool:
    return any(isinstance(part, typed.Local) and part.name == name for part in typed.walk(node))


def _call(expr: syntax.Call, scope: Scope, sink: Sink) -> typed.Typed | None:
    values = _all(tuple(argument.value for argument in expr.arguments), scope, sink)
    if values is None:
        calls.report_unknown(expr, scope, sink)
        return None
    given = tuple((argument.name, value) for argument, value in zip(expr.arguments, values, strict=True))
    return calls.call(expr, given, scope, sink)
