"""The fix of permissions takes rights away and gives none, on files of its own."""

from typing import Final

import pytest

from tests.conftest import Machines
from tests.e2e.plays import playbook
from tests.kinds.settings_judges import compiled, fix, playbook_of, reference
from tests.world.namespace import Machine

NAMES: Final = (
    "audit_log_file_mode",
    "audit_log_file_owner",
    "audit_log_file_group",
    "audit_log_folder_mode",
    "audit_config_mode",
    "audit_config_owner",
    "audit_config_group",
    "audit_tools_mode",
    "audit_tools_owner",
    "audit_tools_group",
)
# Spoils a root folder, mends it twice, and shows what has become of it.
PROGRAM: Final = """\
cd /
mkdir -p /srv/log '/srv/log/sub folder'
chmod 777 /srv/log
for name in audit.log audit.log.1 'a b'; do echo x >"/srv/log/$name"; done
chmod 4666 /srv/log/audit.log
chmod 0400 /srv/log/audit.log.1
chmod 0755 "/srv/log/a b"
chown 1000:1000 /srv/log/*
printf 'log_file = /srv/log/audit.log\\nlog_group = adm\\n' >/etc/audit/auditd.conf
chmod 666 /etc/audit/auditd.conf
chown 1:1 /etc/audit/rules.d/audit.rules
chmod 6777 /usr/sbin/auditctl
chown 1000:1000 /usr/sbin/ausearch
ln -sf ../bin/aureport /usr/sbin/aureport
echo x >/usr/bin/aureport
chmod 0766 /usr/bin/aureport
for fix in "$@"; do bash "$fix" || echo "failed: $fix"; done >/tmp/first
for fix in "$@"; do bash "$fix" || echo "failed: $fix"; done >/tmp/second
grep -c ': did: ' /tmp/first
grep '^failed\\|: obstacle: ' /tmp/first
cat /tmp/second
stat -c '%a %u %g %n' /srv/log /srv/log/* /etc/audit/auditd.conf /etc/audit/rules.d/audit.rules \\
    /usr/sbin/auditctl /usr/sbin/ausearch /usr/bin/aureport
"""


def test_fixes_take_away_what_is_too_much(machines: Machines) -> None:
    machine = machines()
    scripts = []
    for name in NAMES:
        folder = machine.folder / name
        folder.mkdir()
        scripts.append(str(fix(compiled("debian12")[f"{name}_set"], folder)))
    done = machine.in_chroot().run("sh", "-c", PROGRAM, "sh", *scripts)
    assert done.stdout.splitlines() == [
        "10",
        "750 0 0 /srv/log",
        "640 0 0 /srv/log/a b",
        "640 0 0 /srv/log/audit.log",
        "400 0 0 /srv/log/audit.log.1",
        "755 1000 1000 /srv/log/sub folder",
        "640 0 0 /etc/audit/auditd.conf",
        "640 0 0 /etc/audit/rules.d/audit.rules",
        "755 0 0 /usr/sbin/auditctl",
        "755 0 0 /usr/sbin/ausearch",
        "744 0 0 /usr/bin/aureport",
    ], done.stdout + done.stderr


def test_group_of_new_logs_is_left_to_people(machines: Machines) -> None:
    machine = machines(files={"/etc/audit/auditd.conf": "log_group = users\n"})
    script = fix(compiled("debian12")["audit_log_file_group_set"], machine.folder)
    done = machine.run("bash", str(script))
    assert done.returncode == 1
    assert "obstacle: /etc/audit/auditd.conf says log_group = users" in done.stdout


@pytest.fixture
def spoilt(machines: Machines) -> Machine:
    machine = machines(files={"/etc/audit/rules.d/50 x.rules": "", "/etc/audit/p.d/x.conf": ""})
    machine.path("/etc/audit/rules.d/50 x.rules").chmod(0o666)
    machine.path("/etc/audit/p.d/x.conf").chmod(0o4700)
    machine.path("/etc/audit/rules.d/audit.rules").chmod(0o600)
    return machine


@pytest.mark.slow
def test_playbook_does_the_same(spoilt: Machine) -> None:
    rule = compiled("debian12")["audit_config_mode_set"]
    path = playbook_of(rule, folder=spoilt.folder)
    root = spoilt.folder / "files"
    assert reference(rule, root) is False
    changed, _ = playbook(spoilt, path, "--check")
    assert (changed, reference(rule, root)) == (2, False)
    assert playbook(spoilt, path)[0] == 2
    assert reference(rule, root) is True
    modes = {
        name: spoilt.path(f"/etc/audit/{name}").stat().st_mode & 0o7777
        for name in ("rules.d/50 x.rules", "p.d/x.conf", "rules.d/audit.rules")
    }
    assert modes == {
        "rules.d/50 x.rules": 0o640,
        "p.d/x.conf": 0o600,
        "rules.d/audit.rules": 0o600,
    }
    assert playbook(spoilt, path)[0] == 0


@pytest.mark.slow
def test_playbook_of_all_runs_in_check_mode(machines: Machines) -> None:
    machine = machines()
    rules = [compiled("debian12")[f"{name}_set"] for name in NAMES]
    _, said = playbook(machine, playbook_of(*rules, folder=machine.folder), "--check")
    assert "failed=0" in said
