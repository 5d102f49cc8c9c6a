"""What OpenShift's Compliance Operator is given, as far as it can be judged without a cluster.

The operator's parser looks for elements by the prefixes that ComplianceAsCode writes. It names each
object after its id: the bundle's name, a hyphen, and the id in lower case with hyphens.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import yaml

from generator.stages.models import Run
from tests.products.names import name_of, stream_of
from tests.world.build import ROOT

HERE: Final = ROOT / "deploy/openshift"
SCHEMA: Final = json.loads(Path(__file__).with_name("openshift.schema.json").read_text("utf-8"))
NAME: Final = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
READ: Final = ("Benchmark", "Profile", "Rule", "Value", "title", "description", "rationale")
LONGEST_LABEL: Final = 63


@pytest.fixture(scope="module")
def manifests() -> dict[str, Any]:
    documents = yaml.safe_load_all((HERE / "auditscap.yml").read_text("utf-8"))
    return {one["kind"]: one for one in documents}


def shown(bundle: str, name: str) -> str:
    return f"{bundle}-{name.lower().replace('_', '-')}"


def ids_of(text: str, element: str) -> list[str]:
    return re.findall(rf'<xccdf-1\.2:{element} [^>]*?\bid="([^"]+)"', text)


def test_manifests_are_as_the_operator_asks(manifests: dict[str, Any]) -> None:
    assert set(manifests) == {"ProfileBundle", "TailoredProfile", "ScanSettingBinding"}
    for one in manifests.values():
        jsonschema.validate(one, SCHEMA)


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("ProfileBundle", ("apiVersion",), "compliance.openshift.io/v1"),
        ("ProfileBundle", ("spec", "contentFile"), "/content/x.xml"),
        ("TailoredProfile", ("metadata", "name"), "Rhel9_audit"),
        ("ScanSettingBinding", ("profiles",), []),
    ],
)
def test_the_schema_sees_mistakes(
    kind: str, path: tuple[str, ...], value: object, manifests: dict[str, Any]
) -> None:
    wrong = json.loads(json.dumps(manifests[kind]))
    place = wrong
    for word in path[:-1]:
        place = place[word]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def test_the_bundle_names_a_data_stream_that_the_image_gets(
    manifests: dict[str, Any], everything: Run
) -> None:
    assert everything.folder is not None
    text = (HERE / "Containerfile").read_text("utf-8")
    (pattern,) = re.findall(r"^COPY (\S+) /$", text, re.MULTILINE)
    copied = {path.name: path for path in everything.folder.glob(pattern)}
    assert set(copied) == {
        stream_of(everything, name_of(one)).name for one in everything.loaded.products
    }
    assert manifests["ProfileBundle"]["spec"]["contentFile"] in copied
    assert all(path.stat().st_mode & 0o004 for path in copied.values())
    assert "scratch" not in text


def test_the_binding_leads_to_a_profile_of_the_data_stream(
    manifests: dict[str, Any], everything: Run
) -> None:
    bundle, tailored = manifests["ProfileBundle"], manifests["TailoredProfile"]
    stream = next(
        stream
        for one in everything.loaded.products
        if (stream := stream_of(everything, name_of(one))).name == bundle["spec"]["contentFile"]
    )
    profiles = ids_of(stream.read_text("utf-8"), "Profile")
    known = {shown(bundle["metadata"]["name"], one) for one in profiles}
    assert tailored["spec"]["extends"] in known
    (bound,) = manifests["ScanSettingBinding"]["profiles"]
    assert bound["name"] == tailored["metadata"]["name"]
    assert len(f"{bound['name']}-control-plane") <= LONGEST_LABEL


def test_the_parser_finds_what_it_looks_for(everything: Run) -> None:
    for product in everything.loaded.products:
        text = stream_of(everything, name_of(product)).read_text("utf-8")
        for element in READ:
            assert f"<xccdf-1.2:{element}" in text
            assert not re.search(
                rf"<(?!xccdf-1\.2:|ds:|oval-def:|cpe-dict:|ocil:)[\w-]+:{element}\b", text
            )
        for prefix in ("ds:component", "oval-def:oval_definitions", "html:code", "ocil:ocil"):
            assert f"<{prefix}" in text


def test_names_are_such_as_a_cluster_takes(everything: Run) -> None:
    for product in everything.loaded.products:
        text = stream_of(everything, name_of(product)).read_text("utf-8")
        for element in ("Profile", "Rule", "Value"):
            names = [shown(name_of(product), one) for one in ids_of(text, element)]
            assert names
            assert all(NAME.fullmatch(one) and len(one) <= 253 for one in names)
