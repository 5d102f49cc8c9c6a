"""Playbooks take in any text: YAML and Ansible's templates give it back as it was."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from generator.fix.ansible import document, literal, promoted
from generator.fix.block_yaml import Unsafe, dump, dump_by_pyyaml
from generator.fix.models import AnsibleFix, Impact
from generator.fix.profile import playbook
from generator.fix.role import role
from generator.fix.steps import Names, Steps
from generator.source.text import FORBIDDEN
from tests.world.play_text import loaded

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


LEAVES = TEXT | st.builds(Unsafe, TEXT) | st.booleans() | st.integers() | st.none()
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.just("a key") | TEXT, inner, max_size=3)
    ),
)
WORDS = st.lists(st.sampled_from(["a", "it's", "{{", "no", "x" * 30, '"q"', "#", ":", "-"]))
LONG = st.builds("{}{}".format, st.sampled_from(["", "{{ ", "/"]), WORDS.map(" ".join))


@settings(deadline=None, max_examples=500)
@given(DOCUMENTS)
@example({"a": [[], {}, [["b"]], {"c": {}}]})
@example([{"a": "b\u2028c", "d": ["e\n\x85f\n"]}])
@example(["true", "No", "null", "off", "- a", "a:", "a: b", "a #b", "{a", "/", "a " * 70])
def test_yaml_is_what_pyyaml_writes(document: object) -> None:
    assert dump(document) == dump_by_pyyaml(document)


@settings(deadline=None, max_examples=500)
@given(st.recursive(LONG, lambda inner: st.lists(inner) | st.dictionaries(st.just("a"), inner)))
def test_long_lines_are_folded_where_pyyaml_folds_them(document: object) -> None:
    assert dump(document) == dump_by_pyyaml(document)


@settings(deadline=None)
@given(TEXT)
@example("\tx\n\n  y\n")
@example("{{ 1 + 1 }}\n${#x}\n")
def test_yaml_gives_back_text_that_templates_leave_alone(text: str) -> None:
    assert loaded(dump({"a": [Unsafe(text)]})) == {"a": [text]}


@pytest.mark.parametrize("text", ["a\n", "a\tb\n", "\ta\n", "# Grüße 🎉\n\n  b\n"])
def test_programs_are_literal_blocks(text: str) -> None:
    block = "".join(f"  {line}\n" if line else "\n" for line in text.split("\n")[:-1])
    assert dump({"a": Unsafe(text)}) == f"a: !unsafe |\n{block}"


def test_only_lines_that_cannot_be_folded_are_no_fault() -> None:
    assert document(["a " * 200]).startswith("---\n- ")
    assert document(["a" * 200]).startswith("---\n# yamllint disable rule:line-length\n- ")


@settings(deadline=None)
@given(LINE)
def test_line_of_a_title_never_looks_like_a_value_to_oscap(text: str) -> None:
    """oscap makes variables of tasks by their text, `# promote to variable` behind the name."""
    task = dump([{"name": f"XCCDF Value {text} # promote to variable"}])
    assert not task.startswith("- name: XCCDF Value")
    assert promoted(["a"]).startswith("- name: XCCDF Value a # promote to variable\n")


HOSTILE = (
    "quote ' \" 100% \\ $(x) `x` <b> & ]]> {{ 1 + 1 }} {% raw %} {# x #} .*[a]|^$ Grüße: 漢字 #"
)


def steps(names: Names) -> Steps:
    """Show what the planner says, which is itself hostile, once it is on the target."""
    said = names.own("said")
    say = {
        "name": literal(HOSTILE),
        "ansible.builtin.command": {"argv": ["sh", "-s"], "stdin": f"{{{{ {names.planner} }}}}"},
        "changed_when": False,
        "register": said,
    }
    show = {
        "name": "Show it",
        "ansible.builtin.debug": {"msg": f"{{{{ {said}.stdout }}}}" + literal(HOSTILE)},
    }
    return Steps(carry_out=(say, show))


FIX = AnsibleFix.of(
    IMPACT, (), (), library=f"cat <<'END'\n{HOSTILE}${{#x}}\nEND\nexit", steps=steps
)


SHOWN = json.dumps(f"{HOSTILE}${{#x}}{HOSTILE}", ensure_ascii=False)


def ansible_says(book: Path, tmp_path: Path) -> str:
    program = Path(sys.executable).with_name("ansible-playbook")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [program, "-i", "localhost,", "-c", "local", "-e", "ansible_become=false", book],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_ansible_shows_hostile_text_as_it_is(tmp_path: Path) -> None:
    book = tmp_path / "book.yml"
    book.write_text(playbook(HOSTILE, [FIX], {}), "utf-8")
    said = ansible_says(book, tmp_path)
    assert f"PLAY [{HOSTILE}]" in said
    assert f"TASK [{HOSTILE}]" in said
    assert SHOWN in said


def test_role_carries_hostile_text(tmp_path: Path) -> None:
    files = role(name="a_role", title=HOSTILE, creator=HOSTILE, fixes=[FIX], values=[], settings={})
    for path, text in files.items():
        (tmp_path / "roles/a_role" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "roles/a_role" / path).write_text(text, "utf-8")
    assert loaded(files["meta/main.yml"])["galaxy_info"]["description"] == HOSTILE
    planner = files["files/planner.sh"]
    assert f"\n# {HOSTILE}\n" in planner
    assert f"\n{HOSTILE}${{#x}}\n" in planner
    book = tmp_path / "site.yml"
    plays = [{"hosts": "all", "gather_facts": False, "roles": ["a_role"]}]
    book.write_text(document(plays), "utf-8")
    said = ansible_says(book, tmp_path)
    assert f"TASK [a_role : {HOSTILE}]" in said
    assert SHOWN in said


def test_readme_of_a_role_shows_the_title_as_it_is() -> None:
    files = role(name="a_role", title=HOSTILE, creator="x", fixes=[FIX], values=[], settings={})
    page = html.document_fromstring(MarkdownIt("commonmark").render(files["README.md"]))
    assert HOSTILE in page.text_content()
