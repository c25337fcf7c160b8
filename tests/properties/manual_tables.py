"""Random decision tables: complete and unambiguous where the policy asks for it, unless a slip spoils them.

A column is cut into pieces that leave nothing out and do not meet; a piece is a cell. Columns are cut one inside the
other, so that tables are grids, nested partitions and everything between.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tests.properties.manual_formulas import Formulas
from tests.properties.manual_scope import DATES, PLAIN, POWER, WORDS, Code, Scope, Thing, fit

Row = list[str]
MOST_ROWS = 5
"""Further pieces of a column are not cut once there are so many."""


def layout(rows: list[Row]) -> list[str]:
    """Rows as a text table, its columns aligned."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def table(
    make: Formulas, scope: Scope, inputs: list[Thing], policy: str, name: str, output: Callable[[], Code]
) -> list[str]:
    """The lines of a table. `output` makes the cell of the last column."""
    make.use(f"form: table {policy}", *(tag for one in inputs for tag in one.tags))
    if len(inputs) > 1:
        make.use("form: table of several columns")
    match policy:
        case "tunggal":
            conditions = _partition(make, inputs, scope)
            if make.chance.random() < 0.25 and inputs[0].kind != "truth":
                make.use("cell: null")
                conditions.append(["null", *("-" for _ in inputs[1:])])
        case "pertama":
            conditions = [_any_row(make, inputs, scope) for _ in range(make.chance.choice((1, 2, 3)))]
            if not make.slip("no last row for all others", 0.2):
                make.use("cell: -")
                conditions.append(["-" for _ in inputs])
        case _:
            conditions = [_any_row(make, inputs, scope) for _ in range(make.chance.choice((1, 2, 3)))]
    if policy == "tunggal":
        _spoil(make, conditions)
    rows = [[*row, output()] for row in conditions]
    header = [*(one.text for one in inputs), f"= {name}"]
    if make.chance.random() < 0.1:
        make.use("form: column of notes")
        header.append("# catatan")
        rows = [[*row, make.chance.choice(("-", "menurut pasal 3"))] for row in rows]
    return layout([header, *rows])


def _spoil(make: Formulas, rows: list[Row]) -> None:
    """A row that is gone, or one twice, or an edge that moved."""
    if len(rows) > 1 and make.slip("row of a table dropped", 0.15):
        del rows[make.chance.randrange(len(rows))]
    if make.slip("row of a table twice", 0.1):
        rows.append(list(make.chance.choice(rows)))
    for row in rows:
        for at, cell in enumerate(row):
            swapped = _moved(cell)
            if swapped != cell and make.slip("edge of a cell moved", 0.1):
                row[at] = swapped


def _moved(cell: str) -> str:
    """The cell with one edge closed that was open, or the other way round."""
    for old, new in (("<=", "<"), (">=", ">"), ("<", "<="), (">", ">=")):
        if cell.startswith(old):
            return new + cell.removeprefix(old)
    if cell[:1] in "[(" and cell[-1:] in "])" and cell.count("..") == 1:
        return ("(" if cell[0] == "[" else "[") + cell[1:]
    return cell


def _partition(make: Formulas, inputs: list[Thing], scope: Scope) -> list[Row]:
    """Rows of which exactly one holds wherever every input has a value."""
    first, *others = inputs
    rows: list[Row] = []
    for piece in pieces(make, first):
        rests = [["-" for _ in others]]
        if others and make.chance.random() < 0.6 and len(rows) < MOST_ROWS:
            rests = _partition(make, others, scope)
        rows += [[piece, *rest] for rest in rests]
    if len(inputs) > 1 and any("-" in row for row in rows):
        make.use("cell: -")
    return rows


def pieces(make: Formulas, input_: Thing) -> list[str]:
    """Cells that together hold everything that the input can be, without meeting."""
    match input_.kind:
        case "number":
            return _number_pieces(make, input_)
        case "text":
            return _text_pieces(make, input_)
        case "date":
            return _date_pieces(make)
        case _:
            make.use("cell: true and false")
            return make.chance.choice((["true", "false"], ["false", "true"]))


def _number_pieces(make: Formulas, input_: Thing) -> list[str]:
    if input_.whole and not input_.percent and make.chance.random() < 0.6:
        return _whole_pieces(make)
    low = input_.low if make.chance.random() < 0.5 else None
    high = input_.high if make.chance.random() < 0.5 else None
    cuts = [cut for cut in _cuts(make, input_) if (low is None or cut > low) and (high is None or cut < high)]
    if low is None and high is None:
        return _between_cuts(make, input_, cuts)
    make.use("cell: only what is declared")
    first = ((low or 0) + (high or (low or 0) + 10)) / 2 if low is not None else (high or 0) - 1
    return _between_cuts(make, input_, cuts or [Fraction(first)], low, high)


def _cuts(make: Formulas, input_: Thing) -> list[Fraction]:
    parts = 100 if input_.percent else 1
    known = (0, 10, 25, 50, 75, 90, 100) if input_.percent else (-5, 0, 1, 2, 10, 50, 100, 1000)
    return [Fraction(one, parts) for one in sorted(make.chance.sample(known, make.chance.choice((1, 1, 2, 3))))]


def _spelled(value: Fraction, input_: Thing) -> str:
    if input_.percent:
        return _decimal(value * 100) + "%"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):g}"


def _between_cuts(
    make: Formulas, input_: Thing, cuts: list[Fraction], low: Fraction | None = None, high: Fraction | None = None
) -> list[str]:
    """At each cut the value itself belongs to the piece below it, above it, or is one of its own. Without `low` and
    `high` the outermost pieces have no end."""
    texts = [_spelled(cut, input_) for cut in cuts]
    if input_.percent:
        make.use("cell: percent")
    sides = [make.chance.choice(("below", "above", "above", "own")) for _ in cuts]
    cells = [_below(make, texts[0], sides[0] == "below", None if low is None else _spelled(low, input_))]
    for at, text in enumerate(texts):
        if sides[at] == "own":
            cells.append(_only(make, text))
        if at + 1 < len(texts):
            closed = "]" if sides[at + 1] == "below" else ")"
            cells.append(_range(make, f"{'[' if sides[at] == 'above' else '('}{text}..{texts[at + 1]}{closed}"))
    cells.append(_above(make, texts[-1], sides[-1] == "above", None if high is None else _spelled(high, input_)))
    if len(cuts) == 1 and sides[0] == "own" and low is None and make.chance.random() < 0.5:
        make.use("cell: !=")
        return [cells[1], f"!= {texts[0]}"]
    return cells


def _below(make: Formulas, text: str, closed: bool, end: str | None) -> str:
    """The lowest piece."""
    if end is None:
        return _test(make, "<=" if closed else "<", text)
    return _range(make, f"[{end}..{text}{']' if closed else ')'}")


def _above(make: Formulas, text: str, closed: bool, end: str | None) -> str:
    """The highest piece."""
    if end is None:
        return _test(make, ">=" if closed else ">", text)
    return _range(make, f"{'[' if closed else '('}{text}..{end}]")


def _test(make: Formulas, operator: str, text: str) -> str:
    kind = make.chance.randrange(12)
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[operator]
    if kind == 0:
        make.use("cell: not", f"cell: {opposite}")
        return f"not({opposite} {text})"
    if kind == 1:
        make.use("cell: condition with ?")
        return f"? {operator} {text}"
    make.use(f"cell: {operator}")
    return f"{operator} {text}"


def _only(make: Formulas, text: str) -> str:
    if make.chance.random() < 0.2:
        make.use("cell: =")
        return f"= {text}"
    make.use("cell: number")
    return text


def _range(make: Formulas, text: str) -> str:
    make.use("cell: range")
    if make.chance.random() < 0.1:
        make.use("cell: not", "cell: list of tests")
        low, high = text[1:-1].split("..")
        return f"not({'<' if text[0] == '[' else '<='} {low}, {'>' if text[-1] == ']' else '>='} {high})"
    return text


def _whole_pieces(make: Formulas) -> list[str]:
    """Pieces that leave nothing out among whole numbers."""
    make.use("cell: whole numbers")
    start = make.chance.choice((0, 1, 5))
    cells = [f"< {start}", f"{start}", f"[{start + 1}..{start + 3}]", f">= {start + 4}"]
    make.use("cell: <", "cell: number", "cell: range", "cell: >=")
    if make.chance.random() < 0.4:
        make.use("cell: list of tests")
        cells[1:3] = [f"{start}, {start + 1}", f"({start + 1}..{start + 4})"]
    return cells


def _text_pieces(make: Formulas, input_: Thing) -> list[str]:
    words = list(input_.choices)
    if not words or make.chance.random() < 0.2:
        word = make.chance.choice(words or WORDS)
        make.use("cell: text", "cell: not")
        return [f'"{word}"', f'not("{word}")']
    make.chance.shuffle(words)
    make.use("cell: text")
    if len(words) > 2 and make.chance.random() < 0.4:
        make.use("cell: list of tests")
        return [f'"{words[0]}", "{words[1]}"', *(f'"{word}"' for word in words[2:])]
    if make.slip("misspelt text in a cell", 0.03):
        words[0] = words[0][:-1]
    return [f'"{word}"' for word in words]


def _date_pieces(make: Formulas) -> list[str]:
    make.use("cell: date")
    first, second = sorted(make.chance.sample(DATES, 2))
    if make.chance.random() < 0.5:
        return [f'< @"{first}"', f'>= @"{first}"']
    make.use("cell: range of dates")
    return [f'< @"{first}"', f'[@"{first}"..@"{second}")', f'>= @"{second}"']


def _any_row(make: Formulas, inputs: list[Thing], scope: Scope) -> Row:
    return [_any_cell(make, one, scope) for one in inputs]


def _any_cell(make: Formulas, input_: Thing, scope: Scope) -> str:
    """A cell that need not fit the others."""
    kind = make.chance.randrange(12)
    if kind < 3:
        make.use("cell: -")
        return "-"
    if kind == 3:
        make.use("cell: null")
        return "null"
    if kind == 4:
        make.use("cell: not", "cell: not(null)")
        return "not(null)"
    if kind == 5 and input_.kind == "number":
        make.use("cell: formula")
        wanted = input_.unit if not make.slip("another unit in a cell", 0.3) else make.some_unit(scope)
        return f"{fit(make.number(wanted, scope, 0, sure=True), POWER)} * 2" if wanted != PLAIN else "2 * 3"
    if kind == 6 and input_.kind == "number":
        make.use("cell: condition with ?", "function: modulo")
        return "modulo(?, 2) = 0"
    if kind == 7 and input_.kind == "text":
        make.use("cell: condition with ?", "function: starts with")
        return 'starts with(?, "na")'
    if kind == 8 and make.slip("cell of another kind", 0.3):
        return "true" if input_.kind != "truth" else "5"
    return make.chance.choice(pieces(make, input_))
