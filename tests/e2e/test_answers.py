"""What the check and the fix make of auditctl's answers that no test may get from a real kernel."""

import os

import pytest

from tests.conftest import Machines
from tests.e2e.names import CONFIGURED, FILE, LISTING, LOADED, SYMLINKS
from tests.e2e.plays import PLAYBOOK, playbook
from tests.e2e.test_fixes import SCRIPT
from tests.world.build import Built
from tests.world.namespace import AUDITCTL, Machine
from tests.world.scan import evaluate

pytestmark = pytest.mark.oscap

# Says `enabled $1` and lists what stands in /etc/audit/loaded; every change is refused in silence,
# as auditctl 3.0.9 does, and noted.
LOCKED = """\
#!/bin/sh
case $1 in
-s) printf 'enabled 2\\nfailure 1\\npid 0\\nbacklog_limit 8192\\n' ;;
-l) cat /etc/audit/loaded ;;
-v) echo auditctl version 3.0.9 ;;
*) printf '%s\\n' "$*" >>/etc/audit/refused ;;
esac
"""
RULES = (
    "-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,"
    "query_module -F auid>=1000 -F auid!=unset -k kernel_modules\n"
    "-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset"
    " -k kernel_modules\n"
)


def locked(machines: Machines, *, listing: str = "No rules\n", rules: str | None = None) -> Machine:
    files = {"/etc/audit/loaded": listing, **({} if rules is None else {FILE: rules})}
    return machines(auditctl=LOCKED, files=files)


def test_locked_rules_that_collect_pass(machines: Machines, built: Built) -> None:
    machine = locked(machines, listing="\n".join(LISTING) + "\n", rules=RULES)
    scan = evaluate(machine, built.stream)
    assert scan.results == {CONFIGURED: "pass", LOADED: "pass", SYMLINKS: "pass"}


def test_locked_rules_and_right_files_need_a_reboot(machines: Machines, built: Built) -> None:
    scan = evaluate(locked(machines, rules=RULES), built.stream)
    assert scan.results == {CONFIGURED: "pass", LOADED: "fail", SYMLINKS: "pass"}
    assert "reboot required to load the rules (enabled 2)" in scan.said[LOADED]


def test_locked_rules_and_wrong_files_say_both(machines: Machines, built: Built) -> None:
    scan = evaluate(locked(machines), built.stream)
    assert scan.results == {CONFIGURED: "fail", LOADED: "fail", SYMLINKS: "pass"}
    assert "locked until a reboot (enabled 2), and the rule files lack them" in scan.said[LOADED]


CALLS = RULES.partition("\n")[0]
WATCH = "-w /usr/bin/kmod -p x -k kernel_modules"
NEVER = "-a never,exit -F path=/usr/bin/kmod -F perm=x -k kernel_modules"


@pytest.mark.parametrize(
    ("in_files", "result", "words"),
    [
        (WATCH, "pass", "collected: runs of /usr/bin/kmod: kernel rule 2"),
        (NEVER, "fail", "not collected: runs of /usr/bin/kmod: no rule matches"),
        ("", "error", "could not decide: kernel rule 2 is listed as other rules would be"),
    ],
)
def test_a_listed_watch_is_what_the_rule_files_say(
    machines: Machines, built: Built, in_files: str, result: str, words: str
) -> None:
    """auditctl lists a rule that says never like the watch."""
    listing = f"{LISTING[0]}\n{WATCH}\n"
    machine = locked(machines, listing=listing, rules=f"{CALLS}\n{in_files}\n")
    scan = evaluate(machine, built.stream)
    assert scan.results[LOADED] == result
    assert words in scan.said[LOADED]


def test_rules_that_only_together_collect_pass(machines: Machines, built: Built) -> None:
    half = LISTING[1].replace("-F auid>=1000", "-F auid>=1000 -F uid{}0")
    listing = "\n".join((LISTING[0], half.format("="), half.format("!="), ""))
    scan = evaluate(locked(machines, listing=listing), built.stream)
    assert scan.results[LOADED] == "pass"
    assert "collected: runs of /usr/bin/kmod: kernel rule 2, kernel rule 3" in scan.said[LOADED]


def test_right_files_that_are_not_loaded_are_named(machines: Machines, built: Built) -> None:
    auditctl = LOCKED.replace("enabled 2", "enabled 1")
    files = {"/etc/audit/loaded": "No rules\n", FILE: RULES}
    scan = evaluate(machines(auditctl=auditctl, files=files), built.stream)
    assert scan.results == {CONFIGURED: "pass", LOADED: "fail", SYMLINKS: "pass"}
    assert "; the rule files do, once they are loaded" in scan.said[LOADED]


def test_the_fix_of_locked_rules_writes_files_and_asks_for_a_reboot(
    machines: Machines, built: Built
) -> None:
    machine = locked(machines)
    run = machine.run("bash", str(built.file(SCRIPT)))
    assert run.returncode == 0
    assert "reboot required: the loaded rules are locked (enabled 2)" in run.stdout
    assert "%" not in run.stdout + run.stderr
    _is_written_and_merged(machine)
    scan = evaluate(machine, built.stream)
    assert "reboot required" in scan.said[LOADED]


def test_oscap_cannot_verify_the_fix_of_locked_rules(machines: Machines, built: Built) -> None:
    machine = locked(machines)
    scan = evaluate(machine, built.stream, "--remediate")
    assert scan.results == {CONFIGURED: "fixed", LOADED: "error", SYMLINKS: "pass"}
    _is_written_and_merged(machine)


@pytest.mark.slow
def test_the_playbook_of_locked_rules_asks_for_a_reboot(machines: Machines, built: Built) -> None:
    machine = locked(machines)
    _, said = playbook(machine, built.file(PLAYBOOK))
    assert "reboot required: the loaded rules are locked (enabled 2)" in said
    _is_written_and_merged(machine)


def test_a_kernel_without_auditing_fails_in_its_own_words(machines: Machines, built: Built) -> None:
    machine = machines()
    scan = evaluate(machine, built.stream)
    assert scan.results[LOADED] == "fail"
    expected = "the kernel does not audit: Error - audit support not in kernel"
    assert expected in scan.said[LOADED]
    run = machine.run("bash", str(built.file(SCRIPT)))
    assert run.returncode == 0
    assert "the kernel does not audit: the rules load when it does" in run.stdout


def test_a_missing_auditctl_fails(machines: Machines, built: Built) -> None:
    scan = evaluate(machines(files={FILE: RULES}).without(AUDITCTL), built.stream)
    for name in (CONFIGURED, LOADED):
        assert scan.results[name] == "fail"
        assert "auditctl is not installed (package auditd)" in scan.said[name]


def test_a_missing_augenrules_loads_nothing(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: RULES}).without("/usr/sbin/augenrules")
    scan = evaluate(machine, built.stream)
    assert scan.results[CONFIGURED] == "fail"
    words = "loading stops at augenrules: it is missing, and nothing else loads rules"
    assert words in scan.said[CONFIGURED]


def test_a_unit_that_loads_rules_in_its_own_way_is_an_error(
    machines: Machines, built: Built
) -> None:
    unit = "[Service]\nExecStartPost=-/sbin/augenrules --load\nExecStartPost=/sbin/auditctl -D\n"
    files = {FILE: RULES, "/usr/lib/systemd/system/auditd.service": unit}
    scan = evaluate(machines(files=files), built.stream)
    assert scan.results[CONFIGURED] == "error"
    words = "could not decide how rules are loaded: auditd.service runs /sbin/auditctl -D"
    assert words in scan.said[CONFIGURED]


def test_a_file_that_is_not_roots_is_not_loaded(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: RULES})
    os.chown(machine.path("/etc/audit/audit.rules"), 1000, 0)
    scan = evaluate(machine, built.stream)
    assert scan.results[CONFIGURED] == "fail"
    assert "its owner is not root: auditctl does not load it" in scan.said[CONFIGURED]


def test_blank_lines_in_a_listing_are_none(machines: Machines, built: Built) -> None:
    listing = "\n" + "\n\n".join(LISTING) + "\n"
    scan = evaluate(locked(machines, listing=listing), built.stream)
    assert scan.results[LOADED] == "pass"


def test_an_empty_listing_is_no_answer(machines: Machines, built: Built) -> None:
    scan = evaluate(locked(machines, listing=""), built.stream)
    assert scan.results[LOADED] == "error"
    assert "auditctl -l gave no answer" in scan.said[LOADED]


def test_odd_rule_files_do_not_hide_what_the_kernel_holds(machines: Machines, built: Built) -> None:
    files = {
        "/etc/audit/loaded": "\n".join(LISTING) + "\n",
        "/etc/audit/rules.d/5*.rules": "",
        "/etc/audit/rules.d/50\nx.rules": RULES,
    }
    scan = evaluate(machines(auditctl=LOCKED, files=files), built.stream)
    assert scan.results == {CONFIGURED: "error", LOADED: "pass", SYMLINKS: "pass"}


def test_an_auditctl_that_hangs_is_bounded(machines: Machines, built: Built) -> None:
    """The bound of 20 seconds is shown by a timeout(1) that does not wait."""
    machine = machines(
        auditctl="#!/bin/sh\nsleep 60\n",
        programs={"/usr/bin/timeout": "#!/bin/sh\nexit 124\n"},
    )
    scan = evaluate(machine, built.stream)
    assert scan.results[LOADED] == "error"
    assert "auditctl -s gave no answer in 20 seconds" in scan.said[LOADED]


def test_odd_bytes_of_auditctl_do_not_reach_the_results(machines: Machines, built: Built) -> None:
    text = "#!/bin/sh\nprintf 'bad \\001\\033[1m \\377 %s %%n <&>\\n' >&2\nexit 1\n"
    scan = evaluate(machines(auditctl=text), built.stream)
    assert scan.results[LOADED] == "error"
    assert scan.said[LOADED].startswith("auditctl -s failed: bad [1m ")
    assert scan.said[LOADED].isascii()
    assert "<&>" in scan.said[LOADED]


def test_other_words_than_enabled_are_an_error(machines: Machines, built: Built) -> None:
    scan = evaluate(machines(auditctl="#!/bin/sh\necho hello\n"), built.stream)
    assert scan.results[LOADED] == "error"


def _is_written_and_merged(machine: Machine) -> None:
    assert "finit_module" in machine.path(FILE).read_text()
    assert "finit_module" in machine.path("/etc/audit/audit.rules").read_text()
    refused = machine.path("/etc/audit/refused")
    assert not refused.exists(), refused.read_text()
