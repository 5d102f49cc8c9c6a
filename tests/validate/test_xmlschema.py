"""A second, independent validator has nothing to say either.

xmlschema's identity constraints do not see elements that stand in for others, so it takes every
test, object, state and variable of OVAL for missing. A message is set aside if it says exactly
that, of an id that the document does define.
"""

import re
from collections.abc import Iterator

import pytest
import xmlschema
from lxml import etree

from generator.source import Problems
from generator.validate.catalog import Schemas, find_schemas
from tests.validate.good import Good
from tests.world.build import Built

pytestmark = pytest.mark.slow
NOT_FOUND = re.compile(
    r"value \('(oval:[\w.-]+:(?:tst|obj|ste|var):\d+)',\) not found"
    r" for XsdKey\(name='oval-def:(?:test|object|state|var)Key'\)(?: \(\d+ times\))?"
)


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    found = find_schemas(Problems())
    assert found, "the package with the SCAP schemas is missing"
    return found


@pytest.fixture(scope="session")
def data_stream_schema(schemas: Schemas) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(schemas.path("data-stream")))


@pytest.fixture(scope="session")
def oval_schema(schemas: Schemas) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(schemas.path("oval")))


def reasons(schema: xmlschema.XMLSchema, document: bytes) -> Iterator[str]:
    """Give what the validator says, but for what it is known to be wrong about."""
    known = {element.get("id") for element in etree.fromstring(document).iter(etree.Element)}
    for error in schema.iter_errors(document.decode("utf-8")):
        reason = str(error.reason)
        false = NOT_FOUND.fullmatch(reason)
        if not (false and false[1] in known):
            yield reason


@pytest.mark.parametrize("part", ["ds", "ds-manual"])
def test_data_stream_is_valid(
    part: str, built: Built, data_stream_schema: xmlschema.XMLSchema
) -> None:
    stream = built.file(f"auditscap-debian12-{part}.xml")
    assert list(reasons(data_stream_schema, stream.read_bytes())) == []


@pytest.mark.parametrize("part", ["oval", "cpe-oval"])
def test_oval_component_is_valid(part: str, built: Built, oval_schema: xmlschema.XMLSchema) -> None:
    path = built.file(f"auditscap-debian12-{part}.xml")
    assert list(reasons(oval_schema, path.read_bytes())) == []


def test_damage_is_seen(sound: Good, oval_schema: xmlschema.XMLSchema) -> None:
    document = sound.output.file("auditscap-debian12-oval.xml").content
    assert list(reasons(oval_schema, document)) == []
    for old, new, said in (
        (b'check="all"', b'check="most"', "most"),
        (rb'test_ref="oval:org.auditscap.content:tst:', b'test_ref="oval:x:tst:', "oval:x:tst:"),
        (b"<oval-def:platform>", b"<oval-def:platform a='b'>", "'a' attribute not allowed"),
    ):
        assert old in document
        found = list(reasons(oval_schema, document.replace(old, new)))
        assert any(said in reason for reason in found), found
