"""Texts of Values that check scripts do not know are errors, in the words that fixes have."""

import os

import pytest

from tests.conftest import Machines
from tests.fixes.test_values import BAD
from tests.kinds.check_scripts import ERROR
from tests.world.build import Built

CHOICES = {
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
