"""The files of one manual -> the schemas of its entries and of its contracts: with its attributes, units and codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.data.model import KontrakForm
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import say
from engine.manual.checked import ENTRY_UNIT
from engine.manual.collect import rule_key
from engine.manual.declared import Declared, kind
from engine.manual.files import ManualFiles
from engine.manual.leaves import DATE, PLAIN, JsonSchema
from engine.manual.model import AttributeForm, EntryFile, MemberForm, RuleForm
from engine.schema.forms import AMOUNT, DIALECT, of_form, one_body, or_revised
from engine.schema.words import KINDS, about

PERCENT: JsonSchema = {"type": "string", "pattern": r"%\s*$"}
YES_NO: JsonSchema = {"enum": ["ya", "tidak"]}
OWN_UNIT = r"[*/^]"


def of_entries(stack: tuple[ManualFiles, ...], language: str) -> JsonSchema:
    """The schema of the entries of the last of these manuals."""
    forms = Declared(stack)
    found = of_form(EntryFile, language)
    member = of_form(MemberForm, language)
    level = forms.filled
    if level is not None:
        definitions = {**member.pop("$defs"), **found["$defs"]}
        found = _filled(found, level, forms)
        if forms.kodes(level):
            found["properties"]["kode"] |= {"enum": _written(forms.kodes(level))}
        below = forms.below(level)
        while below is not None:
            definitions[below] = _filled(member, below, forms)
            below = forms.below(below)
        found["$defs"] = definitions
    _codes(found, forms)
    return {"$schema": DIALECT, "title": _title("entry", stack, language), **or_revised(found, language)}


def _title(kind: str, stack: tuple[ManualFiles, ...], language: str) -> str:
    title = say("{what} ({manual})", what=KINDS[kind], manual=stack[-1].code)
    return words(title, language)


def _filled(form: JsonSchema, level: str, forms: Declared) -> JsonSchema:
    """The form of an entry with the attributes of its level and the members below it."""
    given = {name: one for name, one in forms.attributes(level).items() if one.dari == "manual"}
    properties = {**form["properties"], **{name: _described(_value(one, forms), one) for name, one in given.items()}}
    below = forms.below(level)
    if below is not None:
        properties[below] = {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{below}"}}
    return {
        **form,
        **one_body(needed=forms.result(level) is not None),
        "properties": properties,
        "additionalProperties": False,
    }


def _codes(found: JsonSchema, forms: Declared) -> None:
    """The codes that may be written, in place of any text."""
    units = [*forms.codes.units, ENTRY_UNIT]
    choices: Mapping[tuple[str, str], JsonSchema] = {
        ("RuleForm", "periode"): {"enum": _written(forms.codes.periods)},
        ("RuleForm", "menimpa"): {"enum": [code for files in forms.stack for code in files.codes]},
    }
    for name, form in ((("", found)), *found["$defs"].items()):
        properties = form.get("properties", {})
        for key in properties:
            allowed = choices.get((name, key))
            if key == "satuan":
                allowed = {"anyOf": [{"enum": _written(units)}, {"type": "string", "pattern": OWN_UNIT}]}
            if allowed is not None:
                kept = {"description": properties[key]["description"]} if "description" in properties[key] else {}
                properties[key] = {**allowed, **kept}


def _written(codes: Any) -> list[str | int]:
    """Codes as an editor may read them: one of digits alone as a number."""
    texts = [str(code) for code in codes]
    return [*texts, *(int(text) for text in texts if text.isascii() and text.isdecimal() and str(int(text)) == text)]


def _value(form: AttributeForm, forms: Declared) -> JsonSchema:
    """A value of an attribute."""
    match kind(form):
        case "teks" if form.pilihan:
            return {"enum": _written(word.text for word in form.pilihan)}
        case "teks":
            return PLAIN
        case "ya/tidak":
            return YES_NO
        case "tanggal":
            return DATE
        case "daftar":
            return {"anyOf": [{"type": "array", "items": PLAIN}, PLAIN]}
    unit = forms.codes.units.get(form.satuan.text) if form.satuan is not None else None
    return PERCENT if unit is not None and unit.symbol == "%" else AMOUNT


def _described(value: JsonSchema, form: AttributeForm | RuleForm) -> JsonSchema:
    text = form.uraian or form.catatan
    return {**value, "description": " ".join(text.text.split())} if text is not None else value


# ---- contracts


def of_contracts(stack: tuple[ManualFiles, ...], language: str) -> JsonSchema:
    """The schema of the contracts that use the last of these manuals."""
    forms = Declared(stack)
    found = of_form(KontrakForm, language)
    levels = forms.levels
    if levels:
        root = levels[0]
        found["properties"] |= _stated(root, forms, language) | _members(root, forms)
        found["properties"]["bawaan"] = _defaults(levels, forms, language, found["properties"]["bawaan"]["description"])
        found["$defs"] |= {level: _member(level, forms, language) for level in levels[1:]}
        found["additionalProperties"] = False
    found["properties"]["manual"] |= {"enum": _written([stack[-1].code])}
    return {"$schema": DIALECT, "title": _title("kontrak", stack, language), **found}


def _stated(level: str, forms: Declared, language: str) -> dict[str, JsonSchema]:
    """What a contract may state of the members of a level."""
    given = {name: one for name, one in forms.attributes(level).items() if _may_be_stated(one)}
    wins = dict(_rules(level, forms))
    return {
        **{name: _described(_slot(one, forms, language), one) for name, one in given.items()},
        **{name: _described(_with_note({}, forms, language, needed=True), one) for name, one in wins.items()},
    }


def _may_be_stated(form: AttributeForm) -> bool:
    return form.dari == "kontrak" or form.boleh_diberikan == "kontrak"


def _rules(level: str, forms: Declared) -> Iterator[tuple[str, RuleForm]]:
    """The rules that a value of the contract wins over; entries of the level may have some of their own."""
    for key, item in forms.collected.rules.items():
        parts = rule_key(key)
        levels = (parts[0] if parts else "", *(word.text for word in item.form.juga_untuk))
        if parts is not None and level in levels and item.form.boleh_diberikan == "kontrak":
            yield parts[1], item.form
    for entry, _, filled in forms.collected.entries:
        for name, rule in entry.aturan.items():
            if filled == level and rule.boleh_diberikan == "kontrak":
                yield str(name), rule


def _slot(form: AttributeForm, forms: Declared, language: str) -> JsonSchema:
    """An attribute: a value, or one for each period."""
    value = {"anyOf": [_value(form, forms), _with_note(_value(form, forms), forms, language, needed=False)]}
    if form.per is None:
        return value
    periods = {str(code): value for code in forms.codes.periods}
    return {"type": "object", "properties": periods, "additionalProperties": False}


def _with_note(value: JsonSchema, forms: Declared, language: str, *, needed: bool) -> JsonSchema:
    """`{nilai: …, catatan: …}`, or `{alasan: …}`."""
    keys = {
        "nilai": value,
        "alasan": {"enum": _written(forms.codes.reasons)},
        "catatan": PLAIN,
    }
    described = {key: {**one, **_text("ValueForm", key, language)} for key, one in keys.items()}
    ways: list[JsonSchema] = [{"required": [key, *(("catatan",) if needed else ())]} for key in ("nilai", "alasan")]
    return {"type": "object", "properties": described, "oneOf": ways, "additionalProperties": False}


def _text(form: str, key: str, language: str) -> JsonSchema:
    message = about(form, key)
    return {} if message is None else {"description": words(message, language)}


def _members(level: str, forms: Declared) -> dict[str, JsonSchema]:
    """The members on the level below, by kode."""
    below = forms.below(level)
    if below is None:
        return {}
    entries = tuple(entry.kode.text for entry, _, filled in forms.collected.entries if filled == below)
    kodes = entries or forms.kodes(below)
    names: JsonSchema = {"propertyNames": {"enum": list(kodes)}} if kodes else {}
    return {below: {"type": "object", **names, "additionalProperties": {"$ref": f"#/$defs/{below}"}}}


def _member(level: str, forms: Declared, language: str) -> JsonSchema:
    defined = forms.filled
    own = defined is not None and forms.levels.index(level) >= forms.levels.index(defined)
    name: JsonSchema = {**PLAIN, **_text("", "nama", language)}
    properties = {"nama": name, **_stated(level, forms, language), **_members(level, forms)}
    required: list[str] = [] if own else ["nama"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _defaults(levels: tuple[str, ...], forms: Declared, language: str, description: str) -> JsonSchema:
    by_level = {
        level: {"type": "object", "properties": _stated(level, forms, language), "additionalProperties": False}
        for level in levels
    }
    return {"type": "object", "properties": by_level, "additionalProperties": False, "description": description}
