"""What auditctl loads, line by line, is what the reference meaning says it loads."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.audit import load, merge, render_listing, split_lines
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import ACCOUNTS, disk_of
from tests.world.kernel import Kernel

EXAMPLES = Path("/usr/share/doc/auditd/examples/rules")
RULES = (
    "-a always,exit -F arch=b64 -S init_module,delete_module -F auid>=1000 -k m",
    "-a exit,always -F arch=b64 -S delete_module -S init_module -F loginuid>=0x3e8 -F key=m",
    "-A always,exit -F arch=b64 -S init_module -k mm",
    "-d always,exit -F arch=b64 -S init_module -k mm",
    "-a never,exit -S 313 -F uid=daemon",
    "-a never,exit -S 313 -F uid=1",
    "-a never,exit -S 313 -F uid=nosuchuser",
    "-w /etc/passwd -p wa -k m",
    "-W /etc/passwd -p wa -k m",
    "-w /bin -p x -k bin",
    "-w /bin/ -p x -k bin",
    "-a always,exit -F dir=/bin/ -F perm=x -k bin",
    "-a always,exit -F path=/bin/env -p x -k env",
    "-a always,exit -F path=/no/such -F perm=x -k k",
    "-a always,exit -F exe=/no/such/file -S 1 -k k",
    "-a never,task -F auid=-1",
    "-a always,exclude -F msgtype=CWD",
    "-a never,filesystem -F fstype=tracefs",
    "-a never,user -F pid=1",
    "-a always,exit -S nosuch -k k",
    "-a always,exit -S open -F arch=b64 -k k",
    "-a always,exit -S 5 -k a\\ b",
)
SETTINGS = (
    "-D",
    "-D -k m",
    "-D -k",
    "-D\r",
    "-D foo",
    "-D -c",
    "-e 1 -D",
    "-e 0",
    "-e 1",
    "-e 0 foo",
    "-e 1\r",
    "-c",
    "-i",
    "-ci",
    "-c foo",
    "foo -i",
    "-b 64",
    "-b x",
    "-b 99999999999999999999",
    "-f 1",
    "-f 7",
    "-b 64 -f 1 -e 1",
    "-b 1 -f 1 -e 1",
    "-r 0",
    "-s",
    "-s -i",
    "-s foo",
    "-l",
    "-l -i",
    "-l foo",
    "-v",
    "-v foo",
    "-t",
    "-t foo",
    "-h",
    "-R x",
    "-m text",
    "-m text foo",
    "-m",
    "-q /a,/b",
    "-q /usr,/usr",
    "-q foo",
    "-- foo",
    "-",
    "- s",
    "foo",
    "-x",
    "--reset-lost",
    "--reset",
    "--backlog_wait_time 100",
    "--backlog_wait_time=100",
    "--backlog_wait_time x",
    "-k m",
    "-p x",
    "-S open",
    "-F uid=0",
    "# comment",
    " # comment",
    "\t# comment",
    "",
    "  ",
    "\r",
    "\t",
    "-a always,exit -S 3 -k k -e 0",
    "-a always,exit -S 3 -k k -c",
    "-a always,exit -S 3 -k k -t",
    "-a always,exit -S 3 -k k -b 64",
    "-b 64 -a always,exit -S 3 -k k",
    "-i -a always,exit -S 3 -k k",
    "-a always,exit -S 3 \\",
    "-a always,exit -S 3 -k k # comment",
    "-a always,exit\t-S 3 -k k",
    "\0-a always,exit -S 3 -k k",
    "-a always,exit -S 3 -k k\0 foo",
)
LINES = st.one_of(st.sampled_from(RULES), st.sampled_from(SETTINGS))


def _asked(kernel: Kernel, path: Path) -> tuple[tuple[str, ...], str, int]:
    """Load a file with the real auditctl; return what the kernel then holds."""
    kernel.auditctl("-e", "1").check_returncode()
    status = kernel.auditctl("-R", str(path)).returncode
    found = kernel.listing(), kernel.settings()["enabled"], status
    kernel.auditctl("-D").check_returncode()
    return found


def _said(text: bytes) -> tuple[tuple[str, ...], str, int]:
    loaded = load(split_lines(text, "x"), machine=X86_64, files=disk_of(), accounts=ACCOUNTS)
    lines = render_listing(loaded.lists.forms, X86_64)
    status = -11 if loaded.stop and "crashes" in loaded.stop.message else loaded.status
    return tuple(line.replace("\r", "") for line in lines), str(loaded.lists.enabled), status


@pytest.mark.kernel
@pytest.mark.slow
def test_every_line_does_what_the_meaning_says(kernel: Kernel, tmp_path: Path) -> None:
    differ = []
    path = tmp_path / "one.rules"
    before, behind = "-a always,exit -S 1 -k m", "-a always,exit -S 2 -k k"
    for line in (*RULES, *SETTINGS):
        text = f"{before}\n{line}\n{behind}\n".encode()
        path.write_bytes(text)
        found, said = _asked(kernel, path), _said(text)
        if found != said:
            differ.append((line, found, said))
    assert differ == []


@pytest.mark.kernel
@pytest.mark.slow
@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(LINES, min_size=2, max_size=10))
@example(["-c", "foo", "-a always,exit -S 3 -k k -c", RULES[0], RULES[1]])
def test_lines_in_a_row_do_what_the_meaning_says(
    kernel: Kernel, tmp_path: Path, lines: list[str]
) -> None:
    path = tmp_path / "row.rules"
    text = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(text)
    assert _asked(kernel, path) == _said(text)


@pytest.mark.kernel
@pytest.mark.slow
def test_the_rules_that_debian_ships_load_as_the_meaning_says(
    kernel: Kernel, tmp_path: Path
) -> None:
    files = sorted(EXAMPLES.glob("*.rules"))
    if not files:
        pytest.skip(f"no examples in {EXAMPLES} (dpkg may leave documentation out)")
    differ = []
    for file in files:
        text = file.read_bytes()
        if b"-e 2" in text or b"loginuid-immutable" in text:
            text = text.replace(b"-e 2", b"-e 1").replace(b"--loginuid-immutable", b"# left out")
        merged = merge([(file.name.encode(), text)]).text
        path = tmp_path / file.name
        path.write_bytes(merged)
        found, said = _asked(kernel, path), _said(merged)
        if found != said:
            differ.append((file.name, found, said))
    assert differ == []
