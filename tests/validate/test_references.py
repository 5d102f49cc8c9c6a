"""Every dangling reference is found, as itself alone, and leads back to the line it comes from."""

import re
from dataclasses import dataclass, replace

import pytest
from lxml import etree

from generator.markup import namespaces
from generator.source import Problems
from generator.stages.models import OutputFile
from generator.validate.catalog import find_schemas
from generator.validate.output import validate_output
from generator.validate.references import check_references
from tests.validate.good import Damage, Good

# Where the parts of the test project's data stream come from.
RULES, LINKS = "controls/audit_kernel_modules.yml:11:11", "controls/audit_kernel_modules.yml:16:11"
PROFILE, PRODUCT = "profiles/cis_level2_server.yml:1:5", "products/debian12.yml:1:5"
PLATFORM = "products/debian12.yml:3:6"
OVAL = "oval:org.auditscap.content"
OVAL_SYSTEM = namespaces.OVAL
# Parts of the OVAL whose references others share, or which nothing else refers to.
ON_X86_64 = ".//oval-def:criteria[@comment='on x86_64']"
BEARS_KEY = ".//ind:textfilecontent54_state[@comment='the line bears an accepted key']"
UID_MINS = ".//oval-def:arithmetic/../oval-def:object_component"
XCCDF = "xccdf_org.auditscap.content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Damage to a good stream, and the findings: place, and the whole message as a regex."""

    damage: Damage
    found: tuple[tuple[str | None, str], ...]


def unused(kind: str, place: str = RULES) -> tuple[str, str]:
    return (place, rf"nothing uses {OVAL}:{kind}:\d+")


CASES = {
    "OVAL test": Case(
        damage=lambda it: it.set(f"{ON_X86_64}/oval-def:criterion", "test_ref", f"{OVAL}:tst:1"),
        found=((RULES, f"no {OVAL}:tst:1 is among the OVAL tests"),),
    ),
    "OVAL object": Case(
        damage=lambda it: it.set(".//unix:symlink_test/unix:object", "object_ref", f"{OVAL}:obj:1"),
        found=((LINKS, f"no {OVAL}:obj:1 is among the OVAL objects"), unused("obj", LINKS)),
    ),
    "OVAL state": Case(
        damage=lambda it: it.set(
            ".//unix:file_test[last()]/unix:state", "state_ref", f"{OVAL}:ste:1"
        ),
        found=((LINKS, f"no {OVAL}:ste:1 is among the OVAL states"),),
    ),
    "OVAL state that is an object": Case(
        damage=lambda it: it.set(
            ".//unix:file_test[last()]/unix:state",
            "state_ref",
            it.one(".//unix:symlink_object").get("id", ""),
        ),
        found=((LINKS, rf"no {OVAL}:obj:\d+ is among the OVAL states"),),
    ),
    "OVAL variable of a state": Case(
        damage=lambda it: it.set(f"{BEARS_KEY}/ind:text", "var_ref", f"{OVAL}:var:1"),
        found=(
            (RULES, f"no {OVAL}:var:1 is among the OVAL variables"),
            (RULES, rf"the definition never reads {OVAL}:var:\d+, to which .*"),
            unused("var"),
        ),
    ),
    "OVAL variable of a variable": Case(
        damage=lambda it: it.set(".//oval-def:variable_component", "var_ref", f"{OVAL}:var:1"),
        found=(
            (RULES, f"no {OVAL}:var:1 is among the OVAL variables"),
            (RULES, rf"the definition never reads {OVAL}:var:\d+, to which .*"),
            unused("var"),
        ),
    ),
    "OVAL filter": Case(
        damage=lambda it: it.add(
            ".//oval-def:set/oval-def:set", "oval-def:filter", f"{OVAL}:ste:1"
        ),
        found=((RULES, f"no {OVAL}:ste:1 is among the OVAL states"),),
    ),
    "OVAL object of a set": Case(
        damage=lambda it: setattr(it.one(".//oval-def:object_reference"), "text", f"{OVAL}:obj:1"),
        found=((RULES, f"no {OVAL}:obj:1 is among the OVAL objects"),),
    ),
    "OVAL object of a variable": Case(
        damage=lambda it: it.set(UID_MINS, "object_ref", f"{OVAL}:obj:1"),
        found=((RULES, f"no {OVAL}:obj:1 is among the OVAL objects"), unused("obj")),
    ),
    "OVAL part that nothing uses": Case(
        damage=lambda it: it.add_copy(".//unix:symlink_state", id=f"{OVAL}:ste:1"),
        found=((None, f"nothing uses {OVAL}:ste:1"),),
    ),
    "id given twice": Case(
        damage=lambda it: it.add_copy(".//unix:symlink_state"),
        found=((LINKS, rf"the id {OVAL}:ste:\d+ is given twice"),),
    ),
    "definition of a check": Case(
        damage=lambda it: it.set(".//xccdf:check-content-ref[@name]", "name", f"{OVAL}:def:1"),
        found=((RULES, f"no OVAL definition is called {OVAL}:def:1"),),
    ),
    "file of a check": Case(
        damage=lambda it: it.set(".//xccdf:check-content-ref", "href", "missing.xml"),
        found=((RULES, r"the file missing\.xml is in no catalog"),),
    ),
    "check without content": Case(
        damage=lambda it: it.remove(".//xccdf:check-content-ref"),
        found=((RULES, "the check refers to nothing"),),
    ),
    "check of an unknown system": Case(
        damage=lambda it: it.set(".//xccdf:check", "system", "urn:x"),
        found=((RULES, "no scanner knows the check system urn:x"),),
    ),
    "catalog": Case(
        damage=lambda it: it.set(".//ds:checklists//cat:uri[2]", "uri", "#missing"),
        found=(
            (None, "the catalog leads to #missing, which does not exist"),
            (RULES, r"the file audit_kernel_modules_configured\.sh is in no catalog"),
        ),
    ),
    "component": Case(
        damage=lambda it: it.set(".//ds:extended-components/*", "xlink:href", "#missing"),
        found=(
            (None, "the component missing does not exist"),
            (None, r"the component \S+_ecomp_audit_kernel_modules_configured\.sh is in no .*"),
            (RULES, r"the file audit_kernel_modules_configured\.sh is in no catalog"),
        ),
    ),
    "Value of a check": Case(
        damage=lambda it: it.set(".//xccdf:check-export", "value-id", f"{XCCDF}_value_x"),
        found=((RULES, f"the Benchmark has no Value {XCCDF}_value_x"),),
    ),
    "Value of a check that is a Rule": Case(
        damage=lambda it: it.set(
            ".//xccdf:check-export", "value-id", it.one(".//xccdf:Rule").get("id", "")
        ),
        found=((RULES, f"the Benchmark has no Value {XCCDF}_rule_.*"),),
    ),
    "Rule of a Profile": Case(
        damage=lambda it: it.set(
            f".//xccdf:select[@idref='{XCCDF}_rule_audit_kernel_modules_loaded']",
            "idref",
            f"{XCCDF}_rule_x",
        ),
        found=((PROFILE, f"the Benchmark has no Rule or Group {XCCDF}_rule_x"),),
    ),
    "Value of a Profile": Case(
        damage=lambda it: it.set(".//xccdf:refine-value", "idref", f"{XCCDF}_value_x"),
        found=((PROFILE, f"the Benchmark has no Value {XCCDF}_value_x"),),
    ),
    "Value of a fix": Case(
        damage=lambda it: it.set(".//xccdf:sub[@use]", "idref", f"{XCCDF}_value_x"),
        found=((RULES, f"the Benchmark has no Value or plain-text {XCCDF}_value_x"),),
    ),
    "shared text of a fix": Case(
        damage=lambda it: it.set(".//xccdf:plain-text", "id", "other"),
        found=(
            (RULES, "the Benchmark has no Value or plain-text audit_rules_plan"),
            (None, "nothing uses other"),
        ),
    ),
    "platform": Case(
        damage=lambda it: it.set(".//xccdf:platform", "idref", "cpe:/o:x:y"),
        found=((None, "no dictionary has the platform cpe:/o:x:y"),),
    ),
    "definition of a platform": Case(
        damage=lambda it: setattr(it.one(".//cpe-dict:check"), "text", f"{OVAL}:def:1"),
        found=((PLATFORM, f"no OVAL definition is called {OVAL}:def:1"),),
    ),
    "file of a platform": Case(
        damage=lambda it: it.set(".//cpe-dict:check", "href", "missing.xml"),
        found=((PLATFORM, r"the file missing\.xml is in no catalog"),),
    ),
    "OVAL part of a platform": Case(
        damage=lambda it: it.set(
            ".//{*}definition[@class='inventory']//{*}criterion", "test_ref", f"{OVAL}:tst:1"
        ),
        found=((PRODUCT, f"no {OVAL}:tst:1 is among the OVAL tests"), unused("tst", PRODUCT)),
    ),
    "framework of a reference": Case(
        damage=lambda it: it.set(".//xccdf:Rule/xccdf:reference", "href", "https://x.org"),
        found=((RULES, r"the Benchmark does not declare https://x\.org"),),
    ),
    "external variable without a Value": Case(
        damage=lambda it: it.remove(f".//xccdf:check[@system='{OVAL_SYSTEM}']/xccdf:check-export"),
        found=((RULES, rf"the definition reads {OVAL}:var:\d+, to which the check exports no .*"),),
    ),
    "Value that the script lacks": Case(
        damage=lambda it: it.remove(".//xccdf:check-export[@export-name='audit_key_policy']"),
        found=((RULES, "the script reads audit_key_policy, to which the check exports no Value"),),
    ),
    "Value that the script never reads": Case(
        damage=lambda it: it.set(
            ".//xccdf:check-export[@export-name='audit_uid_min']", "export-name", "audit_uid"
        ),
        found=(
            (RULES, "the script reads audit_uid_min, to which the check exports no Value"),
            (RULES, "the script never reads audit_uid, to which the check exports a Value"),
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_damage_is_found_at_its_place_and_nothing_else(name: str, sound: Good) -> None:
    stream, problems, schemas = sound.stream(), Problems(), find_schemas(Problems())
    assert schemas
    CASES[name].damage(stream)
    files = tuple(
        OutputFile(path=file.path, content=etree.tostring(stream.root))
        if file.path == sound.output.data_stream
        else file
        for file in sound.output.files
    )
    output = replace(sound.output, files=files)
    validate_output(output, sound.run.loaded.profiles, schemas, problems)
    found = [
        (str(one.mark) if one.mark else None, one.message)
        for one in problems
        if one.code.name == "dangling-reference"
    ]
    expected = sorted(CASES[name].found, key=lambda one: (one[0] or "", one[1]))
    assert [place for place, _ in sorted(found, key=lambda one: one[0] or "")] == [
        place for place, _ in expected
    ]
    for _, message in found:
        assert any(re.fullmatch(regex, message) for _, regex in expected), message
    for _, regex in expected:
        assert any(re.fullmatch(regex, message) for _, message in found), regex


def test_good_stream_has_no_findings(sound: Good) -> None:
    assert check_references(sound.stream().root) == ()


def test_title_that_names_a_value_of_scripts_is_no_reading(sound: Good) -> None:
    stream = sound.stream()
    script = stream.one(".//ds:extended-component/*")
    script.text = (script.text or "").replace("\n", "\n# about XCCDF_VALUE_other\n", 1)
    assert check_references(stream.root) == ()
