"""The JSON Schemas that editors check rule files with, made from the forms that read them."""

from __future__ import annotations

import json

import pytest

from engine.data.model import KontrakForm, PublishedForm
from engine.manual.forms import Form
from engine.manual.model import EntryFile, RuleFile
from engine.schema.forms import plain


@pytest.mark.parametrize("form", [RuleFile, EntryFile, KontrakForm, PublishedForm])
def test_every_kind_of_file_has_a_schema(form: type[Form]) -> None:
    schemas = plain(form)
    assert json.loads(json.dumps(schemas)) == schemas
    assert {"place", "extent"}.isdisjoint(schemas[form.__name__]["properties"])


def test_the_schema_says_what_the_form_takes() -> None:
    schemas = plain(RuleFile)
    assert schemas["RuleFile"]["additionalProperties"] is False
    rule = schemas["RuleForm"]["properties"]
    assert rule["kebijakan"] == {"default": "tunggal", "enum": ["tunggal", "pertama", "semua"]}
    assert schemas["ManualForm"]["required"] == ["kode", "nama"]
    assert plain(EntryFile)["EntryFile"]["required"] == ["nama", "kode"]
