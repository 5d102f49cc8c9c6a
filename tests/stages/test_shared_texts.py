"""Functions that fixes share reach the program that runs, however they were put into its text."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import pytest
import yaml
from lxml import etree

from generator.fix.models import AnsibleFix, Impact, ValueSlot, parts
from generator.fix.shared import SharedText, reading, with_slots
from generator.markup.namespaces import PREFIXES
from tests.world.build import Built

FUNCTIONS = SharedText(
    "functions",
    """\
# é: 1 < 2 && 2 > 1
word='two
    lines'

hello() {
    [ 1 -lt 2 ] && echo "$word" 2>&1
    cat <<END
  <a href="b">&c;</a> back\\slash &lt; &amp;amp;
END
}
""",
)
SAID = 'two\n    lines\n  <a href="b">&c;</a> back\\slash &lt; &amp;amp;\n'
VALUE = "xccdf_org.auditscap.content_value"
IMPACT = Impact(reboot=False, disruption="low", complexity="low", strategy="configure")


def program(put_in: str) -> str:
    """A fix that says hello, with `put_in` where the functions go."""
    text = with_slots(f"(\n{reading((FUNCTIONS,), 'control', 'hello')}hello\n)\n", (FUNCTIONS,))
    return text.replace("\x00functions\x00", put_in)


def said(text: str, shell: str = "bash") -> tuple[int, str]:
    run = subprocess.run([shell], input=text, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize("put", [str, escape, unescape], ids=["as it is", "as XML has it", "plain"])
def test_functions_come_back_as_they_are(put: Callable[[str], str]) -> None:
    assert said(program(put(FUNCTIONS.indented))) == (0, SAID)


@pytest.mark.parametrize("put", [str, escape, unescape], ids=["as it is", "as XML has it", "plain"])
def test_functions_come_back_out_of_a_literal_block(put: Callable[[str], str]) -> None:
    tasks = ({"vars": {"planner": reading((FUNCTIONS,), "control", "hello") + "hello\n"}},)
    fix = AnsibleFix.of(IMPACT, (), tasks, shared=(FUNCTIONS,))
    functions = put(FUNCTIONS.indented)
    texts = [functions if isinstance(one, ValueSlot) else str(one) for one in parts(fix)]
    (task,) = yaml.safe_load("".join(texts))
    assert said(task["vars"]["planner"]) == (0, SAID)


@pytest.mark.parametrize("put_in", ["", "(N/A)", "hello"], ids=["nothing", "a report's", "a word"])
def test_text_without_its_functions_does_nothing_and_says_so(put_in: str) -> None:
    status, words = said(program(put_in))
    assert status == 1
    assert words.startswith("control: the functions that fixes share are not in this text")


def test_mark_too_deep_for_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="deeper than 12 blanks"):
        with_slots(f"{' ' * 13}{FUNCTIONS.mark}", (FUNCTIONS,))


def test_a_benchmark_has_each_text_once_and_every_fix_names_it(built: Built) -> None:
    benchmark = etree.parse(built.file("auditscap-debian12-xccdf.xml")).getroot()
    hidden = benchmark.iterfind("xccdf:Value[@hidden='true']", PREFIXES)
    texts = [one.get("id") for one in hidden]
    assert texts == [f"{VALUE}_audit_rules_plan", f"{VALUE}_audit_rules_carry_out"]
    for fix in benchmark.iterfind(".//xccdf:fix", PREFIXES):
        named = [one.get("idref") for one in fix.iterfind("xccdf:sub", PREFIXES)]
        both = texts if str(fix.get("system")).endswith(":sh") else texts[:1]
        assert [name for name in named if name in texts] == both
        assert len("".join(fix.itertext())) < 20_000


def test_what_oscap_makes_of_a_fix_has_all_functions(built: Built, tmp_path: Path) -> None:
    out = tmp_path / "fix.sh"
    words = ("oscap", "xccdf", "generate", "fix", "--fix-type", "bash", "--output", str(out))
    profile = "xccdf_org.auditscap.content_profile_cis_level2_server"
    subprocess.run([*words, "--profile", profile, str(built.stream)], check=True)
    text = out.read_text("utf-8")
    assert text.count("auditscap_fix() {") == text.count("auditscap_plan() {") == 2
