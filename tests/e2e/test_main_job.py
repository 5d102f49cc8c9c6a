"""The main job on the running kernel: scan, remediate, scan again, break one thing, scan."""

import pytest

from tests.conftest import Machines
from tests.e2e.names import (
    COMPILED,
    CONFIGURED,
    FILE,
    LISTING,
    LOADED,
    SYMLINKS,
)
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.scan import OVAL_ONLY, evaluate

pytestmark = [pytest.mark.kernel, pytest.mark.oscap]


@pytest.fixture
def stock(machines: Machines, kernel: Kernel) -> Machine:
    """A stock Debian 12 with auditing as its boot leaves it: on, and no rules."""
    machine = machines(auditctl=kernel)
    started = machine.run("augenrules", "--load")
    assert started.returncode == 0, started.stderr
    assert kernel.auditctl("-e", "1").returncode == 0
    assert kernel.listing() == ()
    return machine


@pytest.fixture
def mended(stock: Machine, built: Built) -> Machine:
    """The same, mended by the stand-alone script, which is quicker than oscap."""
    run = stock.run("bash", str(built.file("fix-cis_level2_server.sh")))
    assert run.returncode == 0, run.stdout + run.stderr
    return stock


def test_a_stock_host_fails(stock: Machine, built: Built) -> None:
    scan = evaluate(stock, built.stream)
    assert scan.results == {CONFIGURED: "fail", LOADED: "fail", SYMLINKS: "pass"}
    assert "not collected: finit_module (b64): no rule matches" in scan.said[LOADED]
    assert scan.messages == ""


def test_remediation_fixes_both_and_the_kernel_has_the_rules(
    stock: Machine, built: Built, kernel: Kernel
) -> None:
    mending = evaluate(stock, built.stream, "--remediate")
    assert mending.results == {CONFIGURED: "fixed", LOADED: "fixed", SYMLINKS: "pass"}
    assert kernel.listing() == LISTING
    assert kernel.settings()["enabled"] == "1"
    assert kernel.settings()["backlog_limit"] == "8192"
    status = stock.path(FILE).stat()
    assert (status.st_mode & 0o7777, status.st_uid, status.st_gid) == (0o640, 0, 0)
    scan = evaluate(stock, built.stream)
    assert set(scan.results.values()) == {"pass"}
    assert scan.status == 0
    assert "the kernel records every required event (UID_MIN 1000)" in scan.said[LOADED]
    other = evaluate(stock, built.stream, profile=OVAL_ONLY)
    assert other.results == {CONFIGURED: "pass", COMPILED: "pass", SYMLINKS: "pass"}


def test_a_call_out_of_the_file_makes_exactly_configured_fail(
    mended: Machine, built: Built
) -> None:
    path = mended.path(FILE)
    path.write_text(path.read_text().replace("finit_module,", ""))
    scan = evaluate(mended, built.stream)
    assert scan.results == {CONFIGURED: "fail", LOADED: "pass", SYMLINKS: "pass"}
    other = evaluate(mended, built.stream, profile=OVAL_ONLY)
    assert other.results == {CONFIGURED: "fail", COMPILED: "pass", SYMLINKS: "pass"}


def test_a_call_out_of_the_compiled_file_makes_exactly_compiled_fail(
    mended: Machine, built: Built
) -> None:
    path = mended.path("/etc/audit/audit.rules")
    path.write_text(path.read_text().replace("finit_module,", ""))
    scan = evaluate(mended, built.stream, profile=OVAL_ONLY)
    assert scan.results == {CONFIGURED: "pass", COMPILED: "fail", SYMLINKS: "pass"}


@pytest.mark.parametrize("number", [0, 1])
def test_a_rule_out_of_the_kernel_makes_exactly_loaded_fail(
    mended: Machine, built: Built, kernel: Kernel, number: int
) -> None:
    assert kernel.remove(LISTING[number])
    assert kernel.listing() == (LISTING[1 - number],)
    scan = evaluate(mended, built.stream)
    assert scan.results == {CONFIGURED: "pass", LOADED: "fail", SYMLINKS: "pass"}
    lost = ("init_module (b64)", "runs of /usr/bin/kmod")[number]
    assert f"not collected: {lost}: no rule matches" in scan.said[LOADED]


def test_auditing_switched_off_makes_exactly_loaded_fail_and_is_mended(
    mended: Machine, built: Built, kernel: Kernel
) -> None:
    assert kernel.auditctl("-e", "0").returncode == 0
    scan = evaluate(mended, built.stream, "--remediate")
    assert scan.results == {CONFIGURED: "pass", LOADED: "fixed", SYMLINKS: "pass"}
    assert kernel.settings()["enabled"] == "1"


def test_a_second_remediation_changes_no_byte_and_no_rule(
    mended: Machine, built: Built, kernel: Kernel
) -> None:
    before = mended.snapshot()
    again = evaluate(mended, built.stream, "--remediate")
    script = mended.run("bash", str(built.file("fix-cis_level2_server.sh")))
    assert script.returncode == 0, script.stdout + script.stderr
    assert set(again.results.values()) == {"pass"}
    assert mended.snapshot() == before
    assert kernel.listing() == LISTING


def test_uid_min_of_the_host_is_in_the_rules(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel, files={"/etc/login.defs": "UID_MIN 500\nUID_MIN 2000\n"})
    scan = evaluate(machine, built.stream, "--remediate")
    assert scan.results == {CONFIGURED: "fixed", LOADED: "fixed", SYMLINKS: "pass"}
    assert kernel.listing() == tuple(line.replace("1000", "2000") for line in LISTING)


def test_rules_emitted_are_rules_evaluated(mended: Machine, built: Built) -> None:
    for profile, rules in built.profiles.items():
        scan = evaluate(mended, built.stream, profile=profile)
        assert sorted(scan.results) == sorted(rules)
        assert set(scan.results.values()) == {"pass"}
