"""Commands that pages show exist, with these options."""

import re
import shlex
from pathlib import Path
from typing import Final

import click
import pytest

from generator.cli.main import COMMANDS, cli

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK: Final = re.compile(
    r"^```(?:sh|bash|console|text|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_NAMES: Final = "|".join(COMMANDS)
_OURS: Final = re.compile(rf"^(?:\$ |.*[|;(] *)?(?:\S*/)?auditscap ((?:{_NAMES})\b.*)$")
_MAKE: Final = re.compile(r"^(?:\$ )?(?:\w+=\S+ )*make ([a-z-]+)")


def _lines(page: Path) -> list[str]:
    text = "\n".join(_BLOCK.findall(page.read_text(encoding="utf-8"))).replace("\\\n", " ")
    return [line.strip() for line in text.splitlines()]


def _options(name: str) -> set[str]:
    command = cli.get_command(click.Context(cli), name)
    assert command
    return {
        "--help",
        "-h",
        *(option for one in command.params for option in (*one.opts, *one.secondary_opts)),
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_have_the_options_that_are_shown(page: Path) -> None:
    for line in _lines(page):
        found = _OURS.match(line)
        if not found:
            continue
        name, *words = shlex.split(re.split(r" *(?:#|\||&&|>|;)", found[1])[0])
        shown = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
        assert shown <= _options(name), line


def test_targets_of_make_exist() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE))
    for page in PAGES:
        for line in _lines(page):
            found = _MAKE.match(line)
            assert not found or found[1] in targets, f"{page.name}: {line}"


def test_every_command_is_shown_somewhere() -> None:
    shown = {
        found[1].split()[0]
        for page in PAGES
        for line in _lines(page)
        if (found := _OURS.match(line))
    }
    # What make runs is shown as that.
    assert set(COMMANDS) - shown <= {"list", "scan", "release", "diff"}
