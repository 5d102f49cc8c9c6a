"""bash, zsh and fish themselves complete words, by the lines that docs/cli.md gives."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.interactive_zsh import complete
from tests.content import project
from tests.world.build import ROOT

PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
PAGE = (ROOT / "docs/cli.md").read_text("utf-8")
BASH_LINE = 'eval "$(_AUDITSCAP_COMPLETE=bash_source auditscap)"'
ZSH_LINE = 'eval "$(_AUDITSCAP_COMPLETE=zsh_source auditscap)"'
FISH_LINE = "_AUDITSCAP_COMPLETE=fish_source auditscap | source"
TITLE = "CIS Level 2 - Server, audit rules"
# As readline does: words are parted at each = too.
BASH = f"""{BASH_LINE}
line=$1 COMP_WORDS=()
for word in ${{line//=/ = }}; do COMP_WORDS+=("$word"); done
case $line in *' ') COMP_WORDS+=('') ;; esac
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_auditscap_completion auditscap; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
# A line, the words that may stand in the place of its last one, and where = parts that, in bash.
LINES = [
    ("auditscap va", ["validate"], None),
    ("auditscap build --no", ["--no-oscap"], None),
    ("auditscap build --format ", ["text", "json", "sarif"], None),
    ("auditscap build --product debian1", ["debian12", "debian13"], None),
    ("auditscap build --product=", ["--product=debian12", "--product=debian13"], "--product="),
    ("auditscap build --product=debian12 --no", ["--no-oscap"], None),
    ("auditscap scan --profile c", ["cis_level2_server"], None),
    ("auditscap explain audit_kernel_modules_l", ["audit_kernel_modules_loaded"], None),
    ("auditscap tailor --set audit_key", ["audit_key_policy=any", "audit_key_policy=exact"], None),
    ("auditscap tailor --set audit_key_policy=e", ["audit_key_policy=exact"], "audit_key_policy="),
    ("auditscap tailor --profile x", [], None),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project.valid(tmp_path / "project")
    project.second_product(root)
    project.change(root, project.PROFILE, title=TITLE)
    return root


def shell(name: str) -> str:
    """The shell; where it is missing, the test is skipped, but not in continuous integration."""
    program = shutil.which(name)
    if program is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop(f"{name} is missing (package {name})")
    return str(program)


def run(root: Path, *command: str) -> str:
    """Run a shell in the project's folder."""
    done = subprocess.run(
        command,
        cwd=root,
        env={"PATH": PATH, "HOME": str(root), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("line", [BASH_LINE, ZSH_LINE, FISH_LINE])
def test_the_page_gives_the_lines_that_are_tried(line: str) -> None:
    assert f"\n{line} " in PAGE


@pytest.mark.parametrize(("line", "expected", "parted"), LINES)
def test_bash(line: str, expected: list[str], parted: str | None, root: Path) -> None:
    found = run(root, shell("bash"), "-c", BASH, "bash", line).split()
    assert found == [word.removeprefix(parted or "") for word in expected]


@pytest.mark.parametrize(("line", "expected", "_parted"), LINES)
def test_fish(line: str, expected: list[str], _parted: str | None, root: Path) -> None:
    text = f"{FISH_LINE}\ncomplete -C '{line}'\n"
    found = run(root, shell("fish"), "--no-config", "-c", text).splitlines()
    assert sorted(one.partition("\t")[0] for one in found) == sorted(expected)


def test_fish_shows_whole_titles(root: Path) -> None:
    text = f"{FISH_LINE}\ncomplete -C 'auditscap scan --profile c'\n"
    assert run(root, shell("fish"), "--no-config", "-c", text) == f"cis_level2_server\t{TITLE}\n"


@pytest.mark.slow
@pytest.mark.parametrize(("line", "expected", "_parted"), LINES)
def test_zsh(
    line: str, expected: list[str], _parted: str | None, root: Path, tmp_path: Path
) -> None:
    found = complete(shell("zsh"), line, home=tmp_path, folder=root, path=PATH)
    if not expected:
        assert found.line == line
    elif len(expected) == 1:
        assert found.line == f"{line.rpartition(' ')[0]} {expected[0]} "
    else:
        assert found.line.startswith(line)
        assert [word for word in expected if word not in found.screen] == []


@pytest.mark.slow
def test_zsh_shows_titles(root: Path, tmp_path: Path) -> None:
    line = "auditscap build --product d"
    found = complete(shell("zsh"), line, home=tmp_path, folder=root, path=PATH)
    assert "debian12  -- Debian GNU/Linux 12" in found.screen
