"""OVAL results of any content: what decided is named, and no results lead in circles."""

from pathlib import Path

import pytest

from generator.results import Line, RuleResult, brief, read_scans
from generator.source import Problems
from tests.results.made import results

DEFINITIONS = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
ITEMS = "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"
BITS = [
    "suid",
    "sgid",
    "sticky",
    "uread",
    "uwrite",
    "uexec",
    "gread",
    "gwrite",
    "gexec",
    "oread",
    "owrite",
    "oexec",
]
SET = {"uread", "uwrite", "gread", "oread"}
FILE = (
    "<path>/var/log</path><filename>a.log</filename><user_id>0</user_id><group_id>4</group_id>"
    + "".join(f"<{bit}>{str(bit in SET).lower()}</{bit}>" for bit in BITS)
)
HOLDS = '<criterion test_ref="t1" result="true"/>'
LACKS = '<criterion test_ref="t2" result="false"/>'


def arf(definitions: dict[str, str], *, result: str = "false", item: str = "") -> str:
    """Give an ARF whose rule asks the first definition; the tests have the comments one and two."""
    answers = "".join(
        f'<definition definition_id="{name}" result="{result}">{criteria}</definition>'
        for name, criteria in definitions.items()
    )
    asked = "".join(
        f'<definition id="{name}"><metadata><title>{name}</title></metadata>{criteria}</definition>'
        for name, criteria in definitions.items()
    )
    first = next(iter(definitions))
    scan = results({"x": ("fail" if result == "false" else "pass", "")}).replace(
        "</check>", f'<check-content-ref name="{first}"/></check>'
    )
    return (
        '<a:asset-report-collection xmlns:a="http://scap.nist.gov/schema/asset-reporting-format/1.1">'
        f'{scan}<oval_results xmlns="http://oval.mitre.org/XMLSchema/oval-results-5">'
        f'<oval_definitions xmlns="{DEFINITIONS}"><definitions>{asked}</definitions>'
        '<tests><t id="t1" comment="one"/><t id="t2" comment="two"/></tests></oval_definitions>'
        f"<results><system><definitions>{answers}</definitions><tests>"
        '<test test_id="t2"><tested_item item_id="1" result="false"/></test></tests>'
        f'<s:oval_system_characteristics xmlns:s="{ITEMS}"><s:system_data>{item}</s:system_data>'
        "</s:oval_system_characteristics></system></results></oval_results>"
        "</a:asset-report-collection>"
    )


def asked(folder: Path, text: str) -> RuleResult:
    path = folder / "arf.xml"
    path.write_text(text)
    problems = Problems()
    (scan,) = read_scans((path,), problems)
    assert not list(problems)
    return scan.results[0]


def test_false_tests_are_to_blame(tmp_path: Path) -> None:
    text = arf({"d": f'<criteria operator="AND" result="false">{HOLDS}{LACKS}</criteria>'})
    assert asked(tmp_path, text).lines == (Line(text="no: two", met=False),)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (
            f"<file_item id='1'>{FILE}</file_item>",
            "/var/log/a.log: mode 0644, owner 0, group 4",
        ),
        ("<x id='1'><name>auditd</name><evr>1:3.0-2</evr></x>", "auditd: 1:3.0-2"),
        ("<x id='1'><filepath>/a</filepath><text>b\nc</text></x>", "/a: b c"),
    ],
)
def test_the_item_that_is_to_blame_is_named(item: str, found: str, tmp_path: Path) -> None:
    text = arf({"d": f'<criteria result="false">{LACKS}</criteria>'}, item=item)
    result = asked(tmp_path, text)
    assert result.lines[0].found == (found,)
    assert brief(result.result, result.lines) == (f"no: two (found {found})",)


def test_definitions_that_are_extended_are_followed(tmp_path: Path) -> None:
    extend = (
        '<criteria result="false"><extend_definition definition_ref="e" result="false"/></criteria>'
    )
    text = arf({"d": extend, "e": f'<criteria result="false">{LACKS}</criteria>'})
    assert asked(tmp_path, text).lines == (Line(text="no: two", met=False),)


def test_of_what_holds_the_first_branch_is_named(tmp_path: Path) -> None:
    criteria = f'<criteria operator="OR" result="true">{LACKS}{HOLDS}</criteria>'
    assert asked(tmp_path, arf({"d": criteria}, result="true")).lines == (
        Line(text="yes: one", met=True),
    )


def test_circles_depth_and_strange_criteria_end(tmp_path: Path) -> None:
    extend = '<extend_definition definition_ref="{}" result="false"/>'
    circle = f'<criteria result="false">{extend.format("d") * 2}{LACKS}</criteria>'
    assert asked(tmp_path, arf({"d": circle})).lines == (Line(text="no: two", met=False),)
    deep = '<criteria result="false">' * 200 + LACKS + "</criteria>" * 200
    assert asked(tmp_path, arf({"d": deep})).lines == (Line(text="no: d", met=False),)
    levels = {
        f"d{at}": f'<criteria result="false">{extend.format(f"d{at + 1}") * 2}</criteria>'
        for at in range(40)
    }
    assert asked(tmp_path, arf({**levels, "d40": circle})).lines[0].met is False
    other = arf({"d": f'<criteria result="false">{LACKS}</criteria>'}).replace(
        "criterion", "thing", 1
    )
    assert asked(tmp_path, other).lines
