"""Rule sets that nobody asked for, in styles that are not ours: the kernel judges the verdicts.

Each folder in `strangers` is a rules.d. The real augenrules and auditctl load it into the running
kernel; then the reference meaning, `auditscap judge` and the check scripts must say the same of the
files, of the kernel's own lists, and of each control.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.kinds.check_scripts import PASS
from tests.world.build import PRODUCT, ROOT, Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine, machine

FOLDER: Final = Path(__file__).with_name("strangers")
SPARED: Final = {"05-continue.rules": "-c\n"}
SETS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("watches", {}),
    ("one_call_a_line", {}),
    ("with_mistakes", {}),
    ("with_mistakes", SPARED),
)
_RULES_D: Final = "/etc/audit/rules.d"
_ENVIRONMENT: Final = {
    "PATH": os.defpath + ":/usr/sbin:/sbin",
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What everybody says of one control."""

    reference: bool
    judged: bool
    judged_in_kernel: bool
    script: bool
    script_in_kernel: bool


def _json(here: Machine, *words: str) -> Any:
    done = here.run(sys.executable, "-m", *words, env=_ENVIRONMENT)
    assert done.stderr == ""
    return json.loads(done.stdout)


def _judged(here: Machine, controls: list[str], *options: str) -> dict[str, Any]:
    names = [word for one in controls for word in ("--control", one)]
    words = ("judge", "--root", str(ROOT), "--product", PRODUCT, "--format", "json")
    found: dict[str, Any] = _json(here, "generator", *words, *options, *names)
    assert found["problems"] == []
    return found


def _script(whole: Built, here: Machine, rule: str) -> bool:
    done = here.run("sh", str(whole.file(f"{rule}.sh")))
    assert done.stderr == ""
    return done.returncode == PASS


def _lines(control: dict[str, Any]) -> list[tuple[str, bool]]:
    good = ("collected", "not asked for")
    return [(one["event"], one["verdict"] in good) for one in control["events"]]


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize(("name", "more"), SETS, ids=lambda one: one or "")
def test_everybody_says_the_same(
    name: str, more: dict[str, str], whole: Built, kernel: Kernel, tmp_path: Path
) -> None:
    texts = {path.name: path.read_text("utf-8") for path in (FOLDER / name).glob("*.rules")}
    files: dict[str, str | None] = {f"{_RULES_D}/audit.rules": None}
    files |= {f"{_RULES_D}/{one}": text for one, text in {**texts, **more}.items()}
    here = machine(tmp_path / "machine", files=files, auditctl=kernel)
    kernel.auditctl("-e", "1").check_returncode()
    status = here.run("/usr/sbin/augenrules", "--load").returncode

    said = _json(here, "tests.controls.here")
    assert list(kernel.listing()) == said["listing"]
    assert kernel.settings()["enabled"] == said["enabled"]
    assert status == said["status"]

    names = list(said["controls"])
    judged, in_kernel = _judged(here, names), _judged(here, names, "--loaded")
    stop = judged["stop"]
    assert (f"{Path(stop['path']).name}:{stop['line']}" if stop else None) == said["stop"]
    by_name, in_lists = (
        {one["control"]: one for one in found["controls"]} for found in (judged, in_kernel)
    )
    answers = {
        one: Asked(
            reference=said["controls"][one]["holds"],
            judged=by_name[one]["collected"],
            judged_in_kernel=in_lists[one]["collected"],
            script=_script(whole, here, f"{one}_configured"),
            script_in_kernel=_script(whole, here, f"{one}_loaded"),
        )
        for one in names
    }
    differ = {
        one: found
        for one, found in answers.items()
        if found not in (Asked(*[True] * 5), Asked(*[False] * 5))
    }
    assert differ == {}
    # Not only of controls, but of each event.
    events = {one: (_lines(by_name[one]), _lines(in_lists[one])) for one in names}
    assert {one: two for one, two in events.items() if two[0] != two[1]} == {}
    assert len(answers) > 15
    assert not all(one.reference for one in answers.values())
    assert any(verdict for lines, _ in events.values() for _, verdict in lines)
