"""The words and signs that explanations of mistakes need: those of the language, and those people write instead."""

from __future__ import annotations

import re
from unicodedata import lookup

from engine.language.cut import LEFT_OUT

FORM_WORDS = frozenset({"if", "then", "else", "for", "in", "return", "some", "every", "satisfies"})
KEYWORDS = FORM_WORDS | {"and", "or", "not", "between", "true", "false", "null"}

LONG_FUNCTIONS = (
    "round up",
    "round down",
    "round half up",
    "round half down",
    "insert before",
    "index of",
    "distinct values",
    "list contains",
    "string length",
    "upper case",
    "lower case",
    "substring before",
    "substring after",
    "starts with",
    "ends with",
    "string join",
    "tidak tersedia",
    *(name for name in LEFT_OUT if " " in name),
)
"""Functions whose names have several words, as the grammar has them."""

KNOWN_LONG_FUNCTIONS = tuple(name for name in LONG_FUNCTIONS if name not in LEFT_OUT)

LONG_PARAMETERS = ("start position", "grouping separator", "decimal separator")
"""Parameters whose names have several words, as the grammar has them."""

CLOSERS = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}

VALUES = frozenset({"NUMBER", "PERCENT", "STRING", "DATE", "NAME", "TRUE", "FALSE", "NULL", "QMARK"})
VALUE_ENDS = VALUES | set(CLOSERS.values())
VALUE_BEGINS = VALUES | set(CLOSERS) | {"LONG_FUNCTION", "NOT", "IF", "FOR", "SOME", "EVERY"}
"""Kinds of signs, by their names in the grammar, that a value ends or begins with."""

SPELLINGS = {
    "==": "=",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "&&": "and",
    "||": "or",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "\N{MULTIPLICATION SIGN}": "*",
    "∙": "*",
    "·": "*",
    "÷": "/",
    "\N{DIVISION SLASH}": "/",
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "…": "..",
    "&": "+",
    "|": "or",
    "^": "**",
    "!": "not(…)",
}
"""Signs of spreadsheets, programming and print, and how they are spelled here."""

UNSURE_SPELLINGS = frozenset({"&", "|", "!"})
"""Signs that stand for one thing in spreadsheets and for another elsewhere, or that need more than another sign."""

DASHES = frozenset("\N{EN DASH}\N{EM DASH}")
"""Between two numbers of a table cell they may also mean a range."""

_LEFT, _RIGHT, _LOW = (
    "\N{LEFT SINGLE QUOTATION MARK}",
    "\N{RIGHT SINGLE QUOTATION MARK}",
    "\N{SINGLE LOW-9 QUOTATION MARK}",
)
QUOTES = {
    "'": "'" + _RIGHT,
    "`": "`'" + _RIGHT,
    _LEFT: "'" + _RIGHT,
    _RIGHT: "'" + _RIGHT,
    _LOW: _LEFT + _RIGHT,
    "“": '”“"',
    "”": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
}
"""Quotation marks that are not ours, and what ends each."""

UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of reading: not even a text or a comment may hold them."""

OTHER_WORDS = {word: word for word in KEYWORDS} | {
    "dan": "and",
    "atau": "or",
    "jika": "if",
    "bila": "if",
    "maka": "then",
    "selain": "else",
    "antara": "between",
    "bukan": "not(…)",
}
"""Words of the language in Indonesian; in capitals they are looked up in small letters."""

_CYRILLIC = ("асеорхуівкмнтѕјԁԛԝАВСЕНІЈКМОРЅТХУ", "aceopxyibkmhtsjdqwABCEHIJKMOPSTXY")
_GREEK_SMALL = {"omicron": "o", "nu": "v", "rho": "p", "upsilon": "u", "iota": "i", "alpha": "a"}
_GREEK_LARGE = {
    "alpha": "A",
    "beta": "B",
    "epsilon": "E",
    "zeta": "Z",
    "eta": "H",
    "iota": "I",
    "kappa": "K",
    "mu": "M",
    "nu": "N",
    "omicron": "O",
    "rho": "P",
    "tau": "T",
    "upsilon": "Y",
    "chi": "X",
}
ALIKE = (
    dict(zip(*_CYRILLIC, strict=True))
    | {lookup(f"greek small letter {name}"): letter for name, letter in _GREEK_SMALL.items()}
    | {lookup(f"greek capital letter {name}"): letter for name, letter in _GREEK_LARGE.items()}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
"""Letters of other alphabets that look like ours (Unicode TS 39, the part that fits names)."""
