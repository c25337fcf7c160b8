"""Attributes of which a formula asks only whether they have a value.

`x = null` asks that and nothing else; so does `if x = null then x else …`, since there `x` is read only where it has no
value. A formula that was computed before need not be computed again where such an attribute has another value than
then.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.language import typed
from engine.record import names_of


def presence_only(body: typed.Typed) -> frozenset[str]:
    """The names of such attributes. A name that stands anywhere else as well is none."""
    asked: set[str] = set()
    used: set[str] = set()
    waiting: list[object] = [body]
    functions: set[str] = set()
    while waiting:
        node = waiting.pop()
        match node:
            case typed.IsNull(typed.Path(object, name)):
                asked.add(name)
                waiting.append(object)
            case typed.If(typed.IsNull(typed.Path(_, name) as path, negated), then, otherwise) if (
                otherwise if negated else then
            ) == path:
                asked.add(name)
                waiting += [path.object, then if negated else otherwise]
            case typed.Apply(definition, arguments):
                waiting += arguments
                if definition.name not in functions:
                    functions.add(definition.name)
                    waiting.append(definition.body)
            case _:
                if isinstance(node, typed.Path):
                    used.add(node.name)
                waiting += _inside(node)
    return frozenset(asked - used)


def _inside(node: object) -> Iterator[object]:
    """The nodes directly inside a node."""
    for name in names_of(node) if isinstance(node, typed.Node | typed.Row | typed.Iterator) else ():
        value = getattr(node, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, typed.Node | typed.Row | typed.Iterator):
                yield one
