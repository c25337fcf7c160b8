"""The forms of files -> JSON Schema (2020-12) that an editor can use.

The forms say what keys there are and of which kind; what they leave to the program is added here: descriptions, that a
rule has just one body, what stands in lists. An editor reads `3`, `true` and `2023-01-01` by its own lights, so a text
may be a number or a truth value as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.data.cases import CasesForm, ExpectedForm
from engine.data.model import DataForm, KontrakForm, PrintedForm, PrintedTableForm, PublishedForm
from engine.diagnostics.catalogue import words
from engine.manual.forms import NEEDED, Field, Form, Kind, Many, fields, inner_form
from engine.manual.leaves import IDENTIFIER, PLAIN, JsonSchema, Leaf
from engine.manual.model import ComponentSetForm, CorrectionForm, EntryFile, MemberForm, RevisedEntry, RuleFile
from engine.schema.words import KINDS, about

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMS: Mapping[str, type[Form]] = {
    "rule": RuleFile,
    "entry": EntryFile,
    "kontrak": KontrakForm,
    "published": PublishedForm,
    "cases": CasesForm,
}
BODIES = ("formula", "tabel", "skala", "komponen")
ROWS = ("baris", "baris_baru", "baris_hapus")
GIVEN = "hasil_diberikan"
RULE_NAME = r"^[^.]+\..+$"
NAME: JsonSchema = {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}
AMOUNT: JsonSchema = {"type": ["number", "string"]}


def schema(kind: str, language: str) -> JsonSchema:
    """The schema of one kind of file; `kind` is a key of FORMS."""
    found = of_form(FORMS[kind], language)
    if kind == "entry":
        found = or_revised(found, language)
    return {"$schema": DIALECT, "title": words(KINDS[kind], language), **found}


def of_form(form: type[Form], language: str) -> JsonSchema:
    """The schema of a form, with the forms inside it as `$defs`."""
    forms: dict[str, JsonSchema] = {}
    for one in (form, *_listed(form)):
        forms |= plain(one)
    clean = {name: _form(name, one, language) for name, one in forms.items()}
    own = clean.pop(form.__name__)
    return {**own, "$defs": {name: clean[name] for name in sorted(_needed(own, clean))}}


def or_revised(found: JsonSchema, language: str) -> JsonSchema:
    """The schema of an entry, which may also be what a version changes of one: then it states only that."""
    whole = {key: found[key] for key in ("required", "oneOf") if key in found}
    rest = {key: one for key, one in found.items() if key not in whole}
    gone = of_form(RevisedEntry, language)["properties"]["hapus"]
    changed: JsonSchema = {"if": {"required": ["menimpa"]}, "then": {"required": ["kode", "alasan"]}, "else": whole}
    return {**rest, "properties": {**rest["properties"], "hapus": gone}, **changed}


def plain(form: type[Form]) -> dict[str, JsonSchema]:
    """What a form says by itself, and the forms inside it, by name."""
    known = fields(form)
    found: dict[str, JsonSchema] = {
        form.__name__: {
            "type": "object",
            "properties": {key: _of_field(field) for key, field in known.items()},
            "required": [key for key, field in known.items() if field.default is NEEDED],
            "additionalProperties": form.more,
        }
    }
    for field in known.values():
        inner = inner_form(field.kind)
        if inner is not None:
            found |= plain(inner)
    return found


def _of_field(field: Field) -> JsonSchema:
    default = field.default
    written = isinstance(default, str | int) and default is not False
    return {**_of_kind(field.kind), **({"default": default} if written else {})}


def _of_kind(kind: Kind) -> JsonSchema:
    match kind:
        case Leaf():
            return kind.schema
        case Many(inner):
            return {"type": "object", "additionalProperties": _of_kind(inner) or True}
        case form:
            return {"$ref": f"#/$defs/{form.__name__}"}


def _listed(form: type[Form]) -> Iterator[type[Form]]:
    """The forms of what stands in the lists of a form, or of forms inside it."""
    yield ComponentSetForm
    if form is RuleFile:
        yield CorrectionForm
    if form is KontrakForm:
        yield DataForm
    if form is PublishedForm:
        yield PrintedForm
        yield PrintedTableForm
    if form is CasesForm:
        yield ExpectedForm


def _needed(node: object, forms: Mapping[str, JsonSchema]) -> set[str]:
    """The forms that are referred to, also from each other."""
    found: set[str] = set()
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(forms[name])
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _form(name: str, form: JsonSchema, language: str) -> JsonSchema:
    properties = {
        key: {**_special(name, key, one), **_described(name, key, language)} for key, one in form["properties"].items()
    }
    return {**form, "properties": properties} | bodies(name)


def _described(form: str, key: str, language: str) -> JsonSchema:
    message = about(form, key)
    return {} if message is None else {"description": words(message, language)}


def bodies(form: str) -> JsonSchema:
    """That something is computed in one way; what overrides may change only parts."""
    if form in ("RuleForm", "FunctionForm"):
        ways: list[JsonSchema] = [{"required": [key]} for key in BODIES]
        parts = [{"required": [key]} for key in ("menimpa", *ROWS)]
        return {"oneOf": [*ways, {"anyOf": parts, "not": {"anyOf": ways}}]}
    if form in (MemberForm.__name__, EntryFile.__name__):
        return one_body(needed=False)
    return {}


def one_body(*, needed: bool) -> JsonSchema:
    """That an entry has one body, or says why there is none. Not `needed` where its level has no result."""
    ways: list[JsonSchema] = [{"required": [key]} for key in (*BODIES, GIVEN)]
    return {"oneOf": ways if needed else [*ways, {"not": {"anyOf": ways}}]}


def _special(form: str, key: str, found: JsonSchema) -> JsonSchema:
    """One key, with what its form leaves to the program to read."""
    special: JsonSchema | None = _SPECIAL.get((form, key)) or _SPECIAL.get(("", key))
    return found if special is None else special


def _list_of(form: str) -> JsonSchema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{form}"}}


_RULES: JsonSchema = {
    "type": "object",
    "propertyNames": {"pattern": RULE_NAME},
    "additionalProperties": {"$ref": "#/$defs/RuleForm"},
}
_VALUE: JsonSchema = {"type": ["string", "number", "boolean", "array"]}
_EXPECTED: JsonSchema = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [_VALUE, {"$ref": "#/$defs/ExpectedForm"}, {"type": "object", "additionalProperties": True}]
    },
}
_SPECIAL: Mapping[tuple[str, str], Any] = {
    ("", "minimal"): AMOUNT,
    ("", "maksimal"): AMOUNT,
    ("", "komponen"): {"anyOf": [PLAIN, {**_list_of("ComponentSetForm"), "minItems": 1}]},
    ("ManualForm", "ralat"): {**_list_of("CorrectionForm"), "minItems": 1},
    ("RuleFile", "aturan"): _RULES,
    ("RuleFile", "pemeriksaan"): {**_RULES, "additionalProperties": {"$ref": "#/$defs/CheckForm"}},
    ("FunctionForm", "parameter"): {"type": "array", "items": NAME},
    ("AttributeForm", "bawaan"): {"type": ["string", "number", "boolean", "array"]},
    ("KontrakForm", "data"): _list_of("DataForm"),
    ("PublishedForm", "entri"): _list_of("PrintedForm"),
    ("CaseForm", "harapan"): _EXPECTED,
    ("ExpectedForm", "nilai"): _VALUE,
    ("ExpectedForm", "batas"): AMOUNT,
    ("ExpectedForm", "alasan"): _VALUE,
    ("PublishedForm", "tabel"): _list_of("PrintedTableForm"),
    ("KontrakForm", "bawaan"): {"type": "object", "additionalProperties": {"type": "object"}},
}
"""What the forms leave to the program to read."""
