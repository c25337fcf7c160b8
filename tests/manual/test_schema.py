"""The JSON Schemas that editors check rule files with, made from the models that read them."""

from __future__ import annotations

import json

import pytest

from engine.data.model import KontrakForm, PublishedForm
from engine.manual.model import EntryFile, Form, RuleFile


@pytest.mark.parametrize("form", [RuleFile, EntryFile, KontrakForm, PublishedForm])
def test_every_kind_of_file_has_a_schema(form: type[Form]) -> None:
    schema = form.json_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert {"place", "extent"}.isdisjoint(schema["properties"])


def test_the_schema_says_what_the_model_takes() -> None:
    schema = RuleFile.json_schema()
    assert schema["additionalProperties"] is False
    rule = schema["$defs"]["RuleForm"]["properties"]
    assert rule["kebijakan"] == {"default": "tunggal", "enum": ["tunggal", "pertama", "semua"], "title": "Kebijakan"}
    assert schema["$defs"]["ManualForm"]["required"] == ["kode", "nama"]
    assert EntryFile.json_schema()["required"] == ["nama", "kode"]
