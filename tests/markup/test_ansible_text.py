"""Playbooks take in any text: YAML and Ansible's templates give it back as it was."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.fix.ansible import dump, literal, promoted
from generator.fix.models import AnsibleFix, Impact
from generator.fix.profile import playbook
from generator.source.text import FORBIDDEN

CARRIED = st.characters(exclude_categories=["Cs"]).filter(lambda one: not FORBIDDEN.match(one))
PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "'", '"', "\\", "-", " ", ": ", " #"]
)
TEXT = st.lists(PIECES | st.text(CARRIED, max_size=4)).map("".join)
LINE = TEXT.map(lambda text: " ".join(text.split()))
IMPACT = Impact(reboot=False, disruption="low", complexity="low", strategy="configure")


@settings(deadline=None)
@given(LINE)
@example("{{ 1 + 1 }}")
@example("{{{%{#")
def test_templates_give_back_literal_text(text: str) -> None:
    assert jinja2.Environment(autoescape=True).from_string(literal(text)).render() == text


@settings(deadline=None)
@given(st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))
@example("yes")
@example("1e3")
@example("2026-01-01")
@example("=")
def test_yaml_gives_back_every_text(document: Any) -> None:
    assert yaml.safe_load(dump(document)) == document


@settings(deadline=None)
@given(LINE)
def test_line_of_a_title_never_looks_like_a_value_to_oscap(text: str) -> None:
    """oscap makes variables of tasks by their text, `# promote to variable` behind the name."""
    task = dump([{"name": f"XCCDF Value {text} # promote to variable"}])
    assert not task.startswith("- name: XCCDF Value")
    assert promoted(["a"]).startswith("- name: XCCDF Value a # promote to variable\n")


def test_ansible_shows_hostile_text_as_it_is(tmp_path: Path) -> None:
    text = (
        "quote ' \" 100% \\ $(x) `x` <b> & ]]> {{ 1 + 1 }} {% raw %} {# x #} .*[a]|^$ Grüße: 漢字 #"
    )
    fix = AnsibleFix.of(
        IMPACT, (), ({"name": literal(text), "ansible.builtin.debug": {"msg": literal(text)}},)
    )
    (play,) = yaml.safe_load(playbook(text, [fix], {}))
    play |= {"gather_facts": False, "become": False}
    book = tmp_path / "book.yml"
    book.write_text(dump([play]), "utf-8")
    program = Path(sys.executable).with_name("ansible-playbook")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [program, "-i", "localhost,", "-c", "local", book],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"PLAY [{text}]" in ran.stdout
    assert f"TASK [{text}]" in ran.stdout
