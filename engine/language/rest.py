"""What else is wrong with a formula that cannot be read: names and kinds, in what it says for certain."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from engine.diagnostics.model import Problems
from engine.language import syntax
from engine.language.check import check_cell, check_formula
from engine.language.parse import rest_of
from engine.language.scope import Scope
from engine.language.standing import fitting
from engine.language.types import Type
from engine.source import Span


def check_rest(span: Span, scope: Scope) -> Problems:
    """The further problems of a formula of which `parse_formula` gave no tree."""
    rest = rest_of(span, "formula")
    if rest is None:
        return ()
    _, found = check_formula(cast("syntax.Expr", rest.node), replace(scope, seen=None))
    return fitting(span, tuple(problem for problem in found if rest.told(problem)))


def check_rest_of_cell(span: Span, input_type: Type, scope: Scope) -> Problems:
    """The further problems of a table cell of which `parse_cell` gave no tree."""
    rest = rest_of(span, "cell")
    if rest is None:
        return ()
    _, found = check_cell(cast("syntax.Cell", rest.node), input_type, replace(scope, seen=None))
    return fitting(span, tuple(problem for problem in found if rest.told(problem)))
