"""What auditctl of audit 4.0.2 made of permissions behind an arch, as `auditctl -l` showed it.

Measured on Linux 6.18 with the auditctl of Debian 13; 4.0.3 leaves out what a machine lacks.
"""

from typing import Final

import pytest

from generator.audit import (
    RELEASES,
    Collected,
    Lost,
    Tree,
    architecture,
    coverage,
    load,
    of_release,
    parse_rules,
    required_events,
    split_lines,
)
from generator.audit.accesses import access_calls, filled_calls
from generator.audit.syscalls import X86_64, Architecture, number

OPENING: Final = "open openat openat2"
ATTRIBUTES: Final = (
    "link chmod fchmod chown fchown lchown setxattr lsetxattr fsetxattr removexattr lremovexattr"
    " fremovexattr fchownat linkat fchmodat"
)
READING: Final = (
    f"{OPENING} readlink quotactl getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr"
    " readlinkat"
)
WRITING: Final = (
    f"{OPENING} bind truncate ftruncate rename mkdir rmdir creat link unlink symlink mknod acct"
    " swapon quotactl mkdirat mknodat unlinkat renameat linkat symlinkat fallocate renameat2"
)
LISTED: Final = {
    " -F arch=b64 -F perm=x": "execve",
    " -F arch=b64 -F path=/etc/f -F perm=a": ATTRIBUTES,
    " -F arch=b64 -F path=/etc/f -F perm=r": READING,
    " -C uid!=euid -F arch=b64 -F perm=w": WRITING,
    " -F arch=b64 -F dir=/etc/d -F perm=rwxa": f"{WRITING} execve {ATTRIBUTES} {READING}",
    " -F arch=b64 -F perm=X": "execve",
    " -F arch=b64 -F perm=x -S open": "open execve",
    " -S open -F perm=x": "open execve",
    " -S 5 -F perm=x": "fstat execve",
    " -S , -F perm=x": "execve",
    " -F arch=b64 -F perm=x -F perm=r": f"execve {READING}",
    " -F arch=b64 -p wa -F perm=x": "execve",
    " -F arch=b64 -F perm=x -p wa": "execve",
    " -F perm=x -S open": "open",
    " -F perm=x -F arch=b64": "all",
    " -F arch=b64 -S all -F perm=x": "all",
    " -F arch=b64 -F perm=x -S all": "all",
    " -F arch=b64 -S all -S open -F perm=x": "all",
    " -F arch=b64 -F path=/etc/f -p wa": "all",
    " -F path=/etc/f -F perm=wa": "all",
}
HERE: Final = Tree(
    {"/etc/f": "file", "/etc/d": "folder", "/etc/passwd": "file", "/usr/bin/kmod": "file"}
)
REFUSED: Final = (" -F arch=b64 -F perm=x -F arch=b64", " -F arch=aarch64 -F perm=a")


def _machine(name: str, release: str) -> Architecture:
    found = architecture(name)
    assert found is not None
    return of_release(found, RELEASES[release])


def _calls(line: str, machine: Architecture) -> object:
    loaded = load(
        split_lines(f"-a always,exit{line} -k k".encode(), "x"), machine=machine, files=HERE
    )
    assert loaded.stop is None
    (rule,) = loaded.lists.rules
    return rule.form.syscalls


@pytest.mark.parametrize("line", LISTED)
@pytest.mark.parametrize("release", ["4.0", "4.0.3"])
def test_permissions_become_calls(line: str, release: str) -> None:
    machine, names = _machine("x86_64", release), LISTED[line]
    numbers = {number(machine, name) for name in names.split()}
    assert _calls(line, machine) == ("all" if names == "all" else numbers)


def test_the_calls_are_those_of_the_arch_that_is_said() -> None:
    machine, other = _machine("x86_64", "4.0"), _machine("i386", "4.0")
    assert _calls(" -F arch!=b32 -F perm=x", machine) == {number(other, "execve")}


@pytest.mark.parametrize("line", LISTED)
def test_older_releases_leave_them_alone(line: str) -> None:
    machine = _machine("x86_64", "3.0")
    named = {"open": 2, "5": 5}
    said = next((named[word] for word in named if f"-S {word}" in line and "all" not in line), None)
    found = _calls(line, machine)
    assert found == (frozenset() if "-S ," in line else {said} if said is not None else "all")


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_refused(line: str) -> None:
    text = f"-a always,exit{line} -k k".encode()
    assert load(split_lines(text, "x"), machine=_machine("x86_64", "4.0")).stop is not None


@pytest.mark.parametrize("perm", ["w", "a", "r", "wa"])
def test_an_arm_machine_refuses_calls_that_it_lacks(perm: str) -> None:
    text = f"-a always,exit -F arch=b64 -F path=/etc/passwd -F perm={perm} -k k".encode()
    for release, stops in (("3.0", False), ("4.0", True), ("4.0.3", False)):
        loaded = load(split_lines(text, "x"), machine=_machine("aarch64", release), files=HERE)
        assert (loaded.stop is not None) == stops


def test_they_are_not_all_that_the_kernel_means() -> None:
    """So a rule with arch= and perm= loses calls that the same rule without arch= records."""
    machine = _machine("x86_64", "4.0")
    kernel = {one.name for one in access_calls("a") if number(machine, one.name) is not None}
    assert kernel - set(filled_calls("a")) == {"fchmodat2"}
    (run,) = required_events(
        parse_rules("-a always,exit -F path=/usr/bin/kmod -F perm=x -k k").rules, machine
    ).events
    by_arch = "".join(
        f"-a always,exit -F arch={word} -F path=/usr/bin/kmod -F perm=x -k k\n"
        for word in ("b64", "b32")
    )
    plain = "-a always,exit -F path=/usr/bin/kmod -F perm=x -k k\n"
    for release, text, verdict in (
        ("3.0", by_arch, Collected),
        ("4.0", by_arch, Lost),
        ("4.0", plain, Collected),
        ("4.0", by_arch.replace("perm=x", "perm=x -S all"), Collected),
    ):
        machine = _machine("x86_64", release)
        lists = load(split_lines(text.encode(), "x"), machine=machine, files=HERE).lists
        assert isinstance(coverage(lists, run, machine, 1000, files=HERE), verdict), (release, text)


def test_the_machine_of_old_is_unchanged() -> None:
    assert X86_64.release == RELEASES["3.0"]
