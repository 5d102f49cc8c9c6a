"""The Values of check scripts: what they change, and that unknown texts are errors."""

import os
from typing import Final

import pytest

from tests.conftest import Machines
from tests.fixes.test_values import BAD
from tests.kinds.cases import Case, cases
from tests.kinds.check_scripts import ERROR, FAIL, PASS
from tests.world.build import Built

TAILORED: Final = tuple(case for case in cases() if case.tailored and case.architecture == "x86_64")
CHOICES: Final = {
    "audit_uid_min": "login.defs nor a number of a user",
    "audit_key_policy": "any nor exact",
    "audit_b32": "optional nor required",
    "audit_exclusions": "none nor partial",
    "audit_filters": "broader nor exact",
}


@pytest.mark.parametrize(("name", "value"), [one for one in BAD if one[1]])
def test_a_bad_value_is_an_error(name: str, value: str, machines: Machines, built: Built) -> None:
    env = {"PATH": os.environ["PATH"], f"XCCDF_VALUE_{name}": value}
    done = machines().run("sh", str(built.file("audit_kernel_modules_configured.sh")), env=env)
    words = f"the Value {name} is neither {CHOICES[name]}"
    assert (done.returncode, done.stdout, done.stderr) == (ERROR, f"{words}\n", "")


@pytest.mark.parametrize("case", TAILORED, ids=lambda case: case.id)
def test_the_check_script_gives_the_verdict(case: Case, machines: Machines, built: Built) -> None:
    files = {path: case.files[path] for path in case.changed}
    here = machines(files=files)
    if case.files["/etc/login.defs"] is None:
        here = here.without("/etc/login.defs")
    values = {f"XCCDF_VALUE_{name}": text for name, text in case.values.items()}
    done = here.run(
        *("sh", str(built.file("audit_kernel_modules_configured.sh"))),
        env={"PATH": os.environ["PATH"], **values},
    )
    assert done.returncode == (PASS if case.expected["configured"] else FAIL), done.stdout
