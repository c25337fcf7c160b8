"""Which kind of file this is, by what it holds."""

from __future__ import annotations

import re
from typing import Literal

from engine.manual.forms import Form, fields
from engine.manual.model import EntryFile, RevisedEntry, RuleFile
from engine.manual.nodes import Mapping, Node, Scalar

Kind = Literal["rules", "entry", "revision", "contract", "published", "glossary", "cases"]
FORMS: dict[Kind, type[Form]] = {"rules": RuleFile, "entry": EntryFile, "revision": RevisedEntry}
"""The forms that have formulas in them."""

_TOP_KEY = re.compile(r"""^\{?["']?(\w+)["']?[ \t]*:""", re.MULTILINE)
_RULES = fields(RuleFile).keys() - {"catatan"}
_OTHERS = frozenset(("unit_kerja", "entri", "istilah", "uji"))
_ENTRY = fields(EntryFile).keys() - {"kode", "nama", "catatan"}


def kind_of(root: Node) -> Kind | None:
    """None for a file that is none of ours."""
    if not isinstance(root, Mapping):
        return None
    keys = {name.text: held for name, held in root.entries}
    if "uji" in keys:
        return "cases"
    if {"kode", "ralat", "isi"} == keys.keys():
        return None  # the lock of a version is written by the program
    if isinstance(keys.get("manual"), Scalar) or "unit_kerja" in keys:
        return "contract"
    if "entri" in keys:
        return "published"
    if "istilah" in keys:
        return "glossary"
    if "kode" in keys:
        return "revision" if "menimpa" in keys else "entry"
    return "rules" if keys.keys() & fields(RuleFile).keys() else None


def may_be_ours(text: str) -> bool:
    """Whether a file that lies in no manual, and perhaps cannot be read, has a key of ours at its top. A kode alone
    does not make an entry: many files of others have one."""
    keys = set(_TOP_KEY.findall(text))
    return bool(keys & (_RULES | _OTHERS)) or ("kode" in keys and bool(keys & _ENTRY))
