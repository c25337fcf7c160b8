"""Typed tree -> source of a function from outcomes to an outcome: the body for whatever inputs can hold.

The order of computing, the branches and the loops are written out; what comes out of the parts of a node is computed
by the functions that the tree walker calls as well. Steps are counted as the tree walker counts them, a block at a
time, and not at all where no formula without loops can spend them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from engine.compiling.writer import Block, Writer, identifier, remark
from engine.evaluation import combine, finish
from engine.evaluation.reference import operands
from engine.evaluation.tables import Hit, clamp, selected, table_row
from engine.language import typed
from engine.language.check import INPUT
from engine.language.values import Context, Outcome
from engine.record import dataclass

DEEPEST = 6
"""Blocks inside blocks, before the next becomes a function of its own."""

Names = Mapping[str, str]
"""A local of the formula -> the variable of the source that holds it."""

PROVIDED: Mapping[str, Any] = {
    "Context": Context,
    "Hit": Hit,
    "Outcome": Outcome,
    "all_of": combine.all_of,
    "any_of": combine.any_of,
    "chain": combine.chain,
    "chosen": finish.chosen,
    "clamp": clamp,
    "combined": finish.combined,
    "compare": combine.compare,
    "filtered": finish.filtered,
    "followed": finish.followed,
    "gathered": finish.gathered,
    "is_null": combine.is_null,
    "kept": finish.kept,
    "members": finish.members,
    "selected": selected,
    "table_row": table_row,
    "truth": finish.truth,
}
"""What generated source calls."""

SPENDING = typed.For | typed.Quantified | typed.Filter | typed.Path | typed.Relative | typed.Apply | typed.Table
TRUTHS = typed.Compare | typed.IsNull | typed.Member | typed.Logic | typed.Not | typed.Quantified


@dataclass(slots=True)
class General:
    """A general body being written. `charged`: whether steps are counted. `known`: functions of rule files written."""

    writer: Writer
    charged: bool
    known: dict[int, str] = field(default_factory=dict)


def write_general(node: typed.Typed, inputs: tuple[str, ...], writer: Writer, name: str = "general") -> None:
    """A function `name(frame, input, …)` in the source."""
    writer.objects.update(PROVIDED)
    charged = any(isinstance(part, SPENDING) for part in typed.walk(node))
    _function(General(writer, charged), name, node, inputs)


def _function(general: General, name: str, node: typed.Typed, locals_: tuple[str, ...]) -> None:
    """A function of its own, in which the locals are parameters."""
    names = _parameters(locals_)
    body = Block()
    result = _write(node, names, body, general)
    body.put(f"return {result}")
    whole = Block()
    whole.take(body, charged=general.charged)
    general.writer.add(f"def {name}({', '.join(('frame', *names.values()))}):", whole, remark(node.span))


def _parameters(locals_: tuple[str, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    for local in locals_:
        plain = f"{identifier(local)}_in"
        while plain in names.values():
            plain += "_"
        names[local] = plain
    return names


def _cut_out(node: typed.Typed, names: Names, general: General, stem: str, *own: str) -> tuple[str, str]:
    """A node as a function: its name, and the variables to call it with after `frame` and what `own` stands for."""
    used = {part.name for part in typed.walk(node) if isinstance(part, typed.Local)}
    passed = tuple(local for local in names if local in used and local not in own)
    function = general.writer.fresh(stem)
    _function(general, function, node, (*own, *passed))
    return function, "".join(f", {names[local]}" for local in passed)


def _write(node: typed.Typed, names: Names, block: Block, general: General) -> str:
    """The lines that compute a node, and the name that holds its outcome."""
    if block.depth > DEEPEST and not isinstance(node, typed.Literal | typed.Local):
        function, passed = _cut_out(node, names, general, "part")
        return _held(f"{function}(frame{passed})", node, block, general)
    block.steps += 1
    match node:
        case typed.Literal(outcome):
            return general.writer.constant("K", outcome)
        case typed.Local(name):
            return names[name]
        case typed.Self():
            return _held("Outcome(frame.entity)", node, block, general)
        case typed.PeriodField(name):
            return _held(f"Outcome(frame.world.period({name!r}))", node, block, general)
        case typed.Path() | typed.Relative():
            start = _write(node.object, names, block, general)
            return _held(f"followed({_node(node, general)}, {start}, frame)", node, block, general)
        case typed.Let(name, value, body):
            return _write(body, {**names, name: _write(value, names, block, general)}, block, general)
        case typed.ContextOf():
            return _context(node, names, block, general)
        case typed.If():
            return _if(node, names, block, general)
        case typed.Logic():
            return _logic(node, names, block, general)
        case typed.For() | typed.Quantified():
            return _iterated(node, names, block, general)
        case typed.Filter():
            return _filter(node, names, block, general)
        case typed.Apply():
            return _apply(node, names, block, general)
        case typed.Table():
            return _table(node, names, block, general)
        case _:
            return _strict(node, names, block, general)


def _held(call: str, node: typed.Typed, block: Block, general: General) -> str:
    variable = general.writer.fresh("v")
    block.put(f"{variable} = {call}", remark(node.span))
    return variable


def _node(node: object, general: General) -> str:
    return general.writer.constant("N", node)


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def _strict(node: typed.Strict, names: Names, block: Block, general: General) -> str:
    given = tuple(_write(part, names, block, general) for part in operands(node))
    listed, own = _listed(given), _node(node, general)
    match node:
        case typed.Labelled():
            return given[0]
        case typed.ListOf():
            call = f"Outcome({listed})"
        case typed.Arithmetic():
            call = f"chain({own}, {listed})"
        case typed.Compare():
            call = f"compare({own}, {listed})"
        case typed.IsNull():
            call = f"is_null({own}, {given[0]})"
        case typed.Clamp():
            call = f"clamp({own}, {listed})"
        case _:
            call = f"combined({own}, {listed}, frame)"
    return _held(call, node, block, general)


def _truth(node: typed.Typed, outcome: str, general: General) -> str:
    """An outcome that is true, false or N/A; looked at where its kind is not known."""
    return outcome if isinstance(node, TRUTHS) else f"truth({outcome}, {_node(node, general)})"


def _if(node: typed.If, names: Names, block: Block, general: General) -> str:
    condition = _write(node.condition, names, block, general)
    truth = _truth(node.condition, condition, general)
    truth = truth if truth == condition else _held(truth, node.condition, block, general)
    result = general.writer.fresh("v")
    for heading, branch in ((f"if {truth}.value is True:", node.then), ("else:", node.otherwise)):
        inside = block.inside()
        found = _write(branch, names, inside, general)
        inside.put(f"{result} = chosen({truth}, {found})")
        block.put(heading)
        block.take(inside, charged=general.charged)
    return result


def _logic(node: typed.Logic, names: Names, block: Block, general: General) -> str:
    """Operands up to the first that decides for certain: a loop that runs once, and is left there."""
    answers = general.writer.fresh("answers")
    block.put(f"{answers} = []")
    inside = block.inside()
    loose: list[Block] = []
    for operand in node.operands:
        part = Block(inside.depth)
        found = _truth(operand, _write(operand, names, part, general), general)
        part.put(f"{answers}.append({found})")
        deciding = node.operator == "or"
        part.put(f'if {answers}[-1].value is {deciding} and {answers}[-1].status == "final":')
        part.put("    break")
        loose.append(part)
    block.put("while True:")
    for part in loose:
        block.take(part, charged=general.charged)
    inside.put("break")
    block.take(inside, charged=False)
    rule = "any_of" if node.operator == "or" else "all_of"
    return _held(f"{rule}(tuple({answers}))", node, block, general)


def _context(node: typed.ContextOf, names: Names, block: Block, general: General) -> str:
    """An entry sees the entries before it."""
    inner = dict(names)
    parts: list[str] = []
    for key, item in zip(node.keys, node.items, strict=True):
        parts.append(_write(item, inner, block, general))
        inner[key] = parts[-1]
    entries = [f"({key!r}, {part})" for key, part in zip(node.keys, parts, strict=True)]
    return _held(f"Outcome(Context({_listed(entries)}))", node, block, general)


def _iterated(node: typed.For | typed.Quantified, names: Names, block: Block, general: General) -> str:
    domains, answers, failed = (general.writer.fresh(stem) for stem in ("domains", "answers", "failed"))
    function, passed = _loop(node, 0, names, general)
    block.put(f"{domains}, {answers} = [], []")
    block.put(f"{failed} = {function}(frame, {domains}, {answers}{passed})", remark(node.span))
    call = f"gathered({_node(node, general)}, {answers}, {domains}) if {failed} is None else {failed}"
    return _held(call, node, block, general)


def _loop(node: typed.For | typed.Quantified, at: int, outer: Names, general: General) -> tuple[str, str]:
    """One variable of `for`, `some`, `every` as a function that gives the N/A that ends it all, or None."""
    passed = tuple(outer)
    names = _parameters(passed)
    iterator = node.iterators[at]
    body = Block()
    ends = [_write(end, names, body, general) for end in (iterator.domain, iterator.upto) if end is not None]
    body.put(f"domains.extend({_listed(ends)})")
    body.put(f"found = members({_node(iterator, general)}, {_listed(ends)}, frame)")
    body.put("if type(found) is Outcome:")
    body.put("    return found")
    member = general.writer.fresh(identifier(iterator.name))
    body.put(f"for {member} in found:", f"{iterator.name} in {remark(iterator.domain.span)}")
    inside = body.inside()
    inside.steps = 1
    within = {**names, iterator.name: member}
    if at + 1 < len(node.iterators):
        function, more = _loop(node, at + 1, within, general)
        inside.put(f"failed = {function}(frame, domains, answers{more})")
        inside.put("if failed is not None:")
        inside.put("    return failed")
    else:
        result = _write(node.body if isinstance(node, typed.For) else node.condition, within, inside, general)
        inside.put(f"answers.append({result})")
    body.take(inside, charged=general.charged)
    body.put("return None")
    function = general.writer.fresh("loop")
    whole = Block()
    whole.take(body, charged=general.charged)
    general.writer.add(f"def {function}({', '.join(('frame', 'domains', 'answers', *names.values()))}):", whole)
    return function, "".join(f", {outer[local]}" for local in passed)


def _filter(node: typed.Filter, names: Names, block: Block, general: General) -> str:
    list_ = _write(node.object, names, block, general)
    function, passed = _cut_out(node.test, names, general, "test", node.item)
    own, result = _node(node, general), general.writer.fresh("v")
    block.put(f"{result} = filtered({own}, {list_})", remark(node.span))
    block.put(f"if {result} is None:")
    block.put(f"    {result} = kept({own}, {list_}, [{function}(frame, member{passed}) for member in {list_}.value])")
    return result


def _apply(node: typed.Apply, names: Names, block: Block, general: General) -> str:
    """A function of a rule file: it sees its parameters, nothing of the caller."""
    given = [_write(argument, names, block, general) for argument in node.arguments]
    definition = node.definition
    if id(definition) not in general.known:
        general.known[id(definition)] = general.writer.fresh(f"{identifier(definition.name)}_")
        _function(general, general.known[id(definition)], definition.body, definition.parameters)
    return _held(f"{general.known[id(definition)]}({', '.join(('frame', *given))})", node, block, general)


def _table(node: typed.Table, names: Names, block: Block, general: General) -> str:
    inputs = _listed([_write(input_, names, block, general) for input_ in node.inputs])
    cells = [
        f"({row}, {column}): lambda given: {function}(frame, given{passed})"
        for row, one in enumerate(node.rows)
        for column, condition in enumerate(one.conditions)
        for function, passed in (_cut_out(condition, names, general, "cell", INPUT),)
    ]
    outputs = [
        f"lambda: {function}(frame{passed})"
        for row in node.rows
        for function, passed in (_cut_out(row.output, names, general, "row"),)
    ]
    own = _node(node, general)
    cell, output, hit = (general.writer.fresh(stem) for stem in ("cells", "outputs", "hit"))
    block.put(f"{cell} = {{{', '.join(cells)}}}")
    block.put(f"{output} = {_listed(outputs)}")
    block.put(f"{hit} = table_row({own}, {inputs}, lambda row, column, given: {cell}[row, column](given))")
    found = f"selected({own}, {hit}, tuple({output}[row]() for row in {hit}.rows))"
    return _held(f"{found} if type({hit}) is Hit else {hit}", node, block, general)
