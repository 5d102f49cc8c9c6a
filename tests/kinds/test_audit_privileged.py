"""Privileged programs: which there are, and what is asked for each."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from generator.kinds.audit_privileged.programs import programs
from tests.world.build import ROOT

TEXT: Final = (ROOT / "templates/shared/privileged.sh").read_text("ascii")
SHELLS: Final = ("dash", "bash", "busybox")


def _sh(shell: str, script: str) -> subprocess.CompletedProcess[str]:
    words = [shell, "sh"] if shell == "busybox" else [shell]
    return subprocess.run(
        [*words, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )


def _lay_out(root: Path, modes: Mapping[str, int]) -> None:
    for name, mode in modes.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")
        (root / name).chmod(mode)


def _listed(shell: str, root: Path) -> tuple[int, list[str]]:
    """What the function says where `root` is the only local file system."""
    done = _sh(shell, f"{TEXT}\nlocal_folders() {{ echo '{root}'; }}\nLC_ALL=C privileged_programs")
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_programs_with_either_bit_are_found(tmp_path: Path, shell: str) -> None:
    modes = {"bin/su": 0o4755, "bin/wall": 0o2755, "bin/both": 0o6700, "opt/a b": 0o4711}
    _lay_out(tmp_path, modes | {"bin/ls": 0o755, "etc/odd": 0o4644})
    (tmp_path / "shared").mkdir(mode=0o2775)
    (tmp_path / "shared").chmod(0o2775)
    (tmp_path / "bin/link").symlink_to("su")
    (tmp_path / "bin/zu").hardlink_to(tmp_path / "bin/su")
    wanted = sorted(f"{tmp_path}/{name}" for name in (*modes, "etc/odd"))
    assert _listed(shell, tmp_path) == (0, wanted)
    assert [f"{tmp_path}{path}" for path in programs(tmp_path)] == wanted


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("name", "said"), [("a\nb", "/bin/a?"), ("a\tb\xe4", "/bin/a?b??"), ("\x01", "/bin/?")]
)
def test_a_name_that_no_rule_can_bear_is_an_error_and_told(
    tmp_path: Path, shell: str, name: str, said: str
) -> None:
    _lay_out(tmp_path, {"bin/su": 0o4755, f"bin/{name}": 0o4755})
    status, lines = _listed(shell, tmp_path)
    assert (status, lines[-1]) == (1, f"{tmp_path}{said}")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_name_cannot_pretend_to_be_two(tmp_path: Path, shell: str) -> None:
    _lay_out(tmp_path, {"bin/su": 0o4755, "home/x\n1:2 /etc/fake": 0o4755})
    assert _listed(shell, tmp_path)[0] != 0


@pytest.mark.parametrize("shell", SHELLS)
def test_no_program_is_no_error(tmp_path: Path, shell: str) -> None:
    assert _listed(shell, tmp_path) == (0, [])


@pytest.mark.parametrize("shell", SHELLS)
def test_file_systems_are_local_and_let_programs_be_privileged(tmp_path: Path, shell: str) -> None:
    (tmp_path / "filesystems").write_text("nodev\tproc\nnodev\ttmpfs\nnodev\tnfs\n\text4\n\txfs\n")
    (tmp_path / "mounts").write_text(
        "/dev/vda1 / ext4 rw,relatime 0 0\n"
        "proc /proc proc rw,nosuid 0 0\n"
        "tmpfs /run tmpfs rw 0 0\n"
        "srv:/x /net nfs rw 0 0\n"
        "/dev/vdb /home xfs rw,nosuid,nodev 0 0\n"
        "/dev/vdc /data xfs rw,noexec 0 0\n"
        "/dev/vdd /srv/a\\040b\\134c xfs rw,nosuidx 0 0\n"
    )
    text = TEXT.replace("/proc/self/mounts", f"{tmp_path}/mounts")
    text = text.replace("/proc/filesystems", f"{tmp_path}/filesystems")
    done = _sh(shell, f"{text}\nlocal_folders")
    assert done.stdout.splitlines() == ["/", "/srv/a b\\c"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_program_has_its_lines(shell: str) -> None:
    lines = "-F path=${PROGRAM} -k k\nrun ${PROGRAM}\t${PROGRAM}"
    script = f"{TEXT}\nfor_each_program '{lines}' '/a&b\n/c d\\e' "
    plain = _sh(shell, f"{script}''").stdout
    assert plain == (
        "-F path=/a&b -k k\nrun /a&b\t/a&b\n-F path=/c d\\e -k k\nrun /c d\\e\t/c d\\e\n"
    )
    escaped = _sh(shell, f"{script}escaped").stdout.splitlines()
    assert escaped[2] == "-F path=/c\\ d\\\\e -k k"
