"""Scripts take in any text without running it."""

import subprocess

import jinja2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.markup.template import comment, render, shell_word
from generator.source.text import FORBIDDEN

CARRIED = st.characters(exclude_categories=["Cs"]).filter(lambda one: not FORBIDDEN.match(one))
HOSTILE = st.sampled_from(
    ["$(x)", "`x`", "${x}", "'", '"', "\\", "!", "%s", "~", "*", "\n", ";", "&", "#"]
)
TEXT = st.lists(HOSTILE | st.text(CARRIED, max_size=5)).map("".join)


@pytest.mark.parametrize("shell", ["bash", "dash"])
@settings(max_examples=30, deadline=None)
@given(text=TEXT)
@example(text="")
@example(text="-n")
def test_quoted_word_is_that_word_to_the_shell(shell: str, text: str) -> None:
    command = [shell, "-c", f"printf '%s' {shell_word(text)}"]
    said = subprocess.run(command, check=True, capture_output=True)
    assert said.stdout.decode() == text
    assert said.stderr == b""


@settings(deadline=None)
@given(TEXT)
def test_every_line_of_a_comment_is_a_comment(text: str) -> None:
    lines = comment(text).split("\n")
    assert all(line.startswith("#") for line in lines) or not text
    assert [line[2:] for line in lines] == [line.rstrip() for line in text.splitlines() or [""]]


def test_value_that_a_template_lacks_is_our_bug() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("shared/profile.sh.j2")
