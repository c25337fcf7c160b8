"""Components of a sum that are called after an input which another one uses: two values that have changed places.

Units say nothing of that where both are ratios. A component is called after an input if all words of its name are words
of the input's: `targeting` after `penindakan_targeting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.analysis import whole_problems as problem
from engine.analysis.declared import every
from engine.analysis.walked import Walked
from engine.diagnostics.model import Diagnostic
from engine.language import typed
from engine.manual.checked import Manual, Rule


def misplaced(manual: Manual, walked: Walked) -> Iterator[Diagnostic]:
    """What is wrong with the components of a manual."""
    for rule in _rules(manual):
        for node in walked.nodes(rule.body):
            if isinstance(node, typed.Arithmetic) and all(isinstance(one, typed.Labelled) for one in node.operands):
                yield from _among([one for one in node.operands if isinstance(one, typed.Labelled)])


def _rules(manual: Manual) -> Iterator[Rule]:
    yield from manual.rules.values()
    for entry in every(manual.entries):
        yield from entry.rules.values()
        if entry.result is not None:
            yield entry.result


def _among(components: list[typed.Labelled]) -> Iterator[Diagnostic]:
    used = [_names(one) for one in components]
    for at, component in enumerate(components):
        words = _words(component.label)
        if not words or any(words <= _words(name) for name in used[at]):
            continue
        others = ((name, other) for other, names in zip(components, used, strict=True) for name in sorted(names))
        found = next(((name, other) for name, other in others if words <= _words(name)), None)
        if found is not None:
            name, other = found
            yield problem.misplaced_component(component.span, component.label, name, other.span)


def _names(component: typed.Labelled) -> set[str]:
    """What a component reads, by name."""
    nodes = list(typed.walk(component))
    names = {node.name for node in nodes if isinstance(node, typed.Path)}
    return names | {node.constant for node in nodes if isinstance(node, typed.Literal) and node.constant is not None}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold()))
