"""The Values of a fix: where users begin, and whether another key will do."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.e2e.names import FILE, LISTING
from tests.fixes.faults import (
    ADMIN,
    RULES,
    Target,
    apart,
    block,
    loaded,
    show,
    states_below,
    target,
)
from tests.kinds.check_scripts import FAIL, PASS
from tests.world.build import Built
from tests.world.kernel import Kernel

_apart = pytest.fixture(name="tmp_path")(apart)

UIDS: Final[Mapping[str, tuple[str, int]]] = {
    "the last line": ("UID_MIN 1000\nUID_MIN 500\n", 500),
    "hexadecimal": ("UID_MIN 0x7d0\n", 2000),
    "octal": ("UID_MIN\t03720\n", 2000),
    "in quotes": ('  UID_MIN "2000"\n', 2000),
    "a comment": ("UID_MIN 2000\n# UID_MIN 500\n", 2000),
    "no number": ("UID_MIN 2000\nUID_MIN %s%n\n", 1000),
    "nothing": ("", 1000),
}


@pytest.mark.parametrize("name", UIDS)
def test_users_begin_where_login_defs_says(name: str, machines: Machines, built: Built) -> None:
    text, number = UIDS[name]
    on = target(machines, built, {"/etc/login.defs": text})
    show(on)
    assert on.fix().returncode == 0
    assert set(re.findall("auid>=[^ ]*", block(on))) == {f"auid>={number}"}


@pytest.mark.kernel
def test_a_block_that_is_too_narrow_for_the_users_is_corrected(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, {**ADMIN, "/etc/login.defs": "UID_MIN 2000\n"}, auditctl=kernel)
    before = loaded(on, kernel)
    assert on.fix().returncode == 0
    assert set(kernel.listing()) > set(before)
    assert not set(LISTING) & set(kernel.listing())
    on.machine.path("/etc/login.defs").write_text("UID_MIN 1000\n")
    show(on)
    assert on.fix().returncode == 0
    assert set(re.findall("auid>=[^ ]*", block(on))) == {"auid>=1000"}
    assert set(kernel.listing()) == {*before, *LISTING}


def chosen(on: Target, name: str, value: str) -> None:
    """Choose a Value at the top of the script."""
    text = on.script.read_text()
    assert text.count(f"\n{name}=") == 1
    on.script.write_text(re.sub(f"(?m)^{name}=.*", f"{name}='{value}'", text))


@pytest.mark.kernel
def test_a_number_of_a_user_at_the_top_of_the_script_is_used(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, auditctl=kernel)
    before = loaded(on, kernel)
    chosen(on, "audit_uid_min", "1500")
    assert on.fix().returncode == 0
    mended = {rule.replace("auid>=1000", "auid>=1500") for rule in LISTING}
    assert set(kernel.listing()) == {*before, *mended}


BAD: Final = (
    *(("audit_uid_min", value) for value in ("", "-1", "1e3", "%s%n", "4294967295", "99999999999")),
    *(("audit_key_policy", value) for value in ("", "Any", "%s%n", "any exact")),
    *(("audit_b32", value) for value in ("", "yes", "required optional")),
    *(("audit_exclusions", value) for value in ("", "all", "none partial")),
    *(("audit_filters", value) for value in ("", "Exact", "exact broader")),
)


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_named_and_changes_nothing(
    name: str, value: str, machines: Machines, built: Built
) -> None:
    on = target(machines, built)
    chosen(on, name, value)
    before = states_below(on.machine.path("/etc/audit"))
    for options in ((), ("--dry-run",), ("--undo",)):
        run = on.fix(*options)
        assert run.returncode == 1
        assert f"the Value {name} is neither" in run.stdout
    assert states_below(on.machine.path("/etc/audit")) == before
    assert not on.leftovers()


@pytest.mark.kernel
@pytest.mark.parametrize("policy", ["any", "exact"])
def test_rules_of_another_key_are_enough_unless_the_policy_is_exact(
    policy: str, machines: Machines, kernel: Kernel, built: Built
) -> None:
    theirs = "\n".join(LISTING).replace("key=kernel_modules", "key=modules%s%n")
    on = target(machines, built, {f"{RULES}/10-x.rules": f"{theirs}\n"}, auditctl=kernel)
    before = loaded(on, kernel)
    chosen(on, "audit_key_policy", policy)
    run = on.fix()
    if policy == "any":
        assert (run.returncode, kernel.listing()) == (0, before)
        assert not on.machine.path(FILE).exists()
    else:
        assert run.returncode == 1
        assert "give that rule a key" in run.stdout


@pytest.mark.kernel
def test_where_32_bit_programs_count_their_calls_get_a_rule(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, auditctl=kernel)
    before = loaded(on, kernel)
    assert on.fix().returncode == 0
    assert set(kernel.listing()) == {*before, *LISTING}
    shutil.copy(built.file("audit_rules_library.sh"), on.machine.folder)
    script = Path(shutil.copy(built.file("audit_kernel_modules_loaded.sh"), on.machine.folder))
    asked = {"PATH": os.environ["PATH"], "XCCDF_VALUE_audit_b32": "required"}
    failed = on.machine.run("sh", str(script), env=asked)
    assert failed.returncode == FAIL
    assert "delete_module by 32-bit" in failed.stdout or "b32" in failed.stdout
    chosen(on, "audit_b32", "required")
    assert on.fix().returncode == 0
    (more,) = set(kernel.listing()) - {*before, *LISTING}
    assert more.startswith("-a always,exit -F arch=b32 -S ")
    assert more.endswith(" -F auid>=1000 -F auid!=-1 -F key=kernel_modules")
    assert on.machine.run("sh", str(script), env=asked).returncode == PASS
    files = on.machine.snapshot()
    assert on.fix().returncode == 0
    assert on.machine.snapshot() == files
