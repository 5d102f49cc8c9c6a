"""The script that reads the running kernel's command line, and the fix, on files of its own."""

import base64
import io
import re
import subprocess
import tarfile
from pathlib import Path
from typing import Final

import pytest

from generator.kinds.kernel_arguments.parameters import at_least
from tests.conftest import Machines
from tests.e2e.plays import playbook
from tests.kinds.settings_judges import compiled, fix, playbook_of, reference
from tests.world.world import Files, write

AUDIT: Final = "audit_kernel_argument"
BACKLOG: Final = "audit_backlog_limit"


@pytest.mark.parametrize("least", [1, 9, 64, 100, 999, 1000, 8192, 8199, 9999, 32768])
def test_pattern_of_numbers_is_exact(least: int) -> None:
    pattern = re.compile(at_least(least))
    for number in (*range(40000), 10**8, 10**9 - 1):
        assert bool(pattern.fullmatch(str(number))) == (number >= least), number
    for text in ("", "08192", "8192x", "0x4000", "-9999", str(10**9)):
        assert not pattern.fullmatch(text)


@pytest.mark.parametrize(
    ("control", "line", "expected"),
    [
        (AUDIT, "ro audit=1 quiet", 101),
        (AUDIT, "audit=0 audit=on", 101),
        (AUDIT, 'ro "audit=1"', 101),
        (AUDIT, 'ro dyndbg="file a +p; audit=0" audit=1', 101),
        (AUDIT, "ro quiet", 102),
        (AUDIT, "audit=1 audit=0", 102),
        (AUDIT, "ro audit=1 -- audit=0", 101),
        (AUDIT, "ro -- audit=1", 102),
        (AUDIT, "ro xaudit=1 audit=", 102),
        (AUDIT, "audit_backlog_limit=1", 102),
        (BACKLOG, "audit_backlog_limit=8192", 101),
        (BACKLOG, "audit=1 audit-backlog-limit=65536", 101),
        (BACKLOG, "audit_backlog_limit=8191", 102),
        (BACKLOG, "audit_backlog_limit=8192 audit_backlog_limit=64", 102),
        (BACKLOG, "audit=1", 102),
    ],
)
@pytest.mark.parametrize("awk", ["mawk", "gawk", "busybox awk"])
def test_script_reads_the_last_argument(
    awk: str, control: str, line: str, expected: int, tmp_path: Path
) -> None:
    script = compiled("debian12")[f"{control}_running"].script
    assert script
    (tmp_path / "cmdline").write_text(f"{line}\n")
    text = script.text.replace("/proc/cmdline", str(tmp_path / "cmdline"))
    text = text.replace("found=$(awk", f"found=$({awk}")
    done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, check=False)
    if "not asked: a " in done.stdout:
        pytest.skip(done.stdout)
    assert done.returncode == expected, done.stdout + done.stderr


UPDATE: Final = r"""#!/bin/sh
. /etc/default/grub
for file in /etc/default/grub.d/*.cfg; do [ -e "$file" ] && . "$file"; done
mkdir -p /boot/grub
{
    echo "linux /vmlinuz ro $GRUB_CMDLINE_LINUX $GRUB_CMDLINE_LINUX_DEFAULT"
    echo "linux /vmlinuz ro single $GRUB_CMDLINE_LINUX"
} >/boot/grub/grub.cfg
echo '100% done'
"""
GRUBBY: Final = r"""#!/bin/sh
for word; do case $word in --args=*) new=${word#--args=} ;; esac; done
for file in /boot/loader/entries/*.conf; do
    sed -i "s/ ${new%%=*}=[^ ]*//g; s/^options .*/& $new/" "$file"
done
"""
PROGRAM: Final = """\
chmod 755 /usr/sbin/update-grub /usr/sbin/grubby 2>/dev/null
exec 3>&1 >/tmp/said
for n in 1 2; do bash "$0" || echo "ended with $?"; done
exec >&3
cat /tmp/said
echo ----
tar -C / -cf - etc/default boot 2>/dev/null | base64
"""


def mended(
    machines: Machines, files: Files, control: str = AUDIT, product: str = "debian12"
) -> tuple[list[str], Path]:
    """Mend a world twice: what was said, and the root folder of what it has become."""
    machine = machines()
    world = machine.folder / "world"
    write(world, files)
    script = fix(compiled(product)[f"{control}_configured"], machine.folder)
    text = script.read_text().replace("os_release_is ", "true ")
    script.write_text(text)
    enter = f"rm -rf /boot/* /etc/default/grub*; cp -a {world}/. /; PATH=/usr/sbin:/usr/bin:/bin\n"
    words = ("sh", "-c", enter + PROGRAM, str(script))
    said, _, packed = machine.in_chroot().run(*words).stdout.partition("----\n")
    root = machine.folder / "after"
    with tarfile.open(fileobj=io.BytesIO(base64.b64decode(packed))) as archive:
        for member in archive.getmembers():
            source = archive.extractfile(member) if member.isfile() else None
            if source:
                write(root, {f"/{member.name}": source.read().decode()})
    return said.splitlines(), root


DEFAULTS: Final = "/etc/default/grub"
MENU: Final = {"/boot/grub/grub.cfg": "linux /vmlinuz ro quiet\n"}
TOOL: Final = {"/usr/sbin/update-grub": UPDATE}


@pytest.mark.parametrize(
    ("defaults", "expected"),
    [
        ('GRUB_CMDLINE_LINUX=""\n', 'GRUB_CMDLINE_LINUX="audit=1"\n'),
        ("GRUB_TIMEOUT=5\n", 'GRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX="audit=1"\n'),
        ("GRUB_CMDLINE_LINUX=quiet\n", 'GRUB_CMDLINE_LINUX="quiet audit=1"\n'),
        (
            "GRUB_CMDLINE_LINUX='a b' # mine\n",
            "GRUB_CMDLINE_LINUX='a b audit=1' # mine\n",
        ),
        (
            'GRUB_CMDLINE_LINUX="audit=1 x audit=0"\nGRUB_CMDLINE_LINUX_DEFAULT="audit=0 quiet"\n',
            'GRUB_CMDLINE_LINUX="audit=1 x"\nGRUB_CMDLINE_LINUX_DEFAULT="quiet"\n',
        ),
        (
            'GRUB_CMDLINE_LINUX="audit=1"\nGRUB_CMDLINE_LINUX="x"\n#GRUB_CMDLINE_LINUX=\n',
            'GRUB_CMDLINE_LINUX="audit=1"\nGRUB_CMDLINE_LINUX="x audit=1"\n#GRUB_CMDLINE_LINUX=\n',
        ),
    ],
)
def test_fix_edits_what_menus_are_made_from(
    defaults: str, expected: str, machines: Machines
) -> None:
    said, root = mended(machines, {DEFAULTS: defaults, **MENU, **TOOL})
    assert (root / DEFAULTS[1:]).read_text() == expected, said
    assert reference(compiled("debian12")[f"{AUDIT}_configured"], root) is True
    did = [line for line in said if ": did: " in line]
    assert [line.split()[2] for line in did] == ["kernel_arguments_write", "update-grub"]
    assert [line for line in said if "ended with" in line or "%" in line] == []
    assert f"{AUDIT}: a reboot is required: the running kernel was booted without audit=1" in said


def test_fix_edits_the_file_that_counts(machines: Machines) -> None:
    files: Files = {
        DEFAULTS: 'GRUB_CMDLINE_LINUX="audit_backlog_limit=8192"\n',
        "/etc/default/grub.d/50-cloud.cfg": 'GRUB_CMDLINE_LINUX="console=ttyS0"\n',
        **MENU,
        **TOOL,
    }
    said, root = mended(machines, files, BACKLOG)
    text = (root / "etc/default/grub.d/50-cloud.cfg").read_text()
    assert text == 'GRUB_CMDLINE_LINUX="console=ttyS0 audit_backlog_limit=8192"\n', said
    assert reference(compiled("debian12")[f"{BACKLOG}_configured"], root) is True


def test_fix_makes_a_menu_anew_that_is_behind(machines: Machines) -> None:
    files: Files = {DEFAULTS: 'GRUB_CMDLINE_LINUX="audit=1"\n', **MENU, **TOOL}
    said, root = mended(machines, files)
    assert reference(compiled("debian12")[f"{AUDIT}_configured"], root) is True
    assert [line for line in said if ": did: " in line] == [f"{AUDIT}: did: update-grub"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "give the kernel audit=1 where its arguments come from"),
        ({DEFAULTS: "GRUB_CMDLINE_LINUX=\n"}, "give the kernel audit=1"),
        (
            {DEFAULTS: 'GRUB_CMDLINE_LINUX="a \\\nb"\n', **MENU, **TOOL},
            "cannot read the assignments of /etc/default/grub: edit it by hand",
        ),
    ],
)
def test_fix_claims_no_success_that_it_has_not(files: Files, why: str, machines: Machines) -> None:
    said, root = mended(machines, files)
    assert said.count("ended with 1") == 2
    assert any("obstacle: " in line and why in line for line in said), said
    assert reference(compiled("debian12")[f"{AUDIT}_configured"], root) is False


def test_fix_asks_grubby_where_entries_stand_alone(machines: Machines) -> None:
    files: Files = {
        DEFAULTS: 'GRUB_CMDLINE_LINUX="ro"\n',
        "/boot/loader/entries/a.conf": "title x\noptions root=/dev/sda1 audit=0 ro\n",
        "/boot/loader/entries/b.conf": "title y\noptions root=/dev/sda1 audit=1\n",
        "/usr/sbin/grubby": GRUBBY,
    }
    said, root = mended(machines, files, product="rhel9")
    assert reference(compiled("rhel9")[f"{AUDIT}_configured"], root) is True, said
    assert f"{AUDIT}: did: grubby --update-kernel=ALL --args=audit=1" in said
    assert [line for line in said if "ended with" in line] == []


@pytest.mark.slow
def test_playbook_says_that_there_is_no_boot_loader(machines: Machines) -> None:
    machine = machines()
    if Path(DEFAULTS).exists():
        pytest.skip("this machine has a boot loader, which no test may touch")
    rule = compiled("debian12")[f"{AUDIT}_configured"]
    path = playbook_of(rule, folder=machine.folder)
    assert "give the kernel" not in playbook(machine, path, "--check")[1]
