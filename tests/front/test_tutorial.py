"""The tutorial is carried out: its commands in turn, on a machine with the running kernel."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.world.kernel import Kernel
from tests.world.namespace import machine

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")


def _blocks() -> list[tuple[str, str]]:
    """Give each block of commands with what is shown behind it."""
    found = re.findall(r"^```(sh|text)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    commands = [(at, text) for at, (kind, text) in enumerate(found) if kind == "sh"]
    after = [found[at + 1] if at + 1 < len(found) else ("sh", "") for at, _ in commands]
    return [
        (command, text if kind == "text" else "")
        for (_, command), (kind, text) in zip(commands, after, strict=True)
    ]


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.usefixtures("machines")
def test_the_tutorial_does_what_it_says(kernel: Kernel, tmp_path: Path) -> None:
    """Its commands run in one shell; what it shows comes out in that order, at least."""
    here = machine(tmp_path, auditctl=kernel)
    programs = Path(sys.executable).parent
    begin = f"set -eu\nexec 2>&1\nPATH={programs}:{os.environ['PATH']}\ncd {here.folder}\n"
    script = here.folder / "tutorial.sh"
    blocks = _blocks()
    script.write_text(
        begin + "".join(f"echo '@ {at}'\n{command}" for at, (command, _) in enumerate(blocks))
    )
    done = here.run("bash", str(script))
    assert done.returncode == 0, done.stdout
    said = re.split(r"^@ \d+\n", done.stdout, flags=re.MULTILINE)[1:]
    assert len(said) == len(blocks)
    for output, (command, shown) in zip(said, blocks, strict=True):
        rest = output
        for line in shown.splitlines():
            assert line in rest, (command, line, output)
            rest = rest.partition(line)[2]
