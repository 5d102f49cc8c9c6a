"""What the machines are made of: a recipe says all of it, and its key changes when it does."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

GUEST: Final = Path(__file__).with_name("guest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A system made of packages of one suite, and `files` of ours put into it.

    `commands` are lines of shell that run when all packages are in, with the system's folder as
    `$1`. Where `installed` is false, packages are unpacked and no script of theirs runs.
    """

    name: str
    suite: str
    architecture: str
    installed: bool
    packages: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    commands: tuple[str, ...]

    @property
    def key(self) -> str:
        """A name for what comes out, which other contents cannot have."""
        texts = [(GUEST / source).read_bytes() for source, _ in self.files]
        makers = [Path(__file__).with_name(name).read_bytes() for name in ("images.py",)]
        whole = repr(self).encode() + b"\0".join([*texts, *makers])
        return f"{self.name}-{hashlib.sha256(whole).hexdigest()[:12]}"


_INSTALLED: Final = (
    *("systemd-sysv", "udev", "dbus", "libpam-systemd", "login", "sudo", "mawk"),
    *("linux-image-cloud-amd64", "kmod", "auditd"),
    *("openscap-scanner", "openscap-utils", "openscap-common", "ansible-core", "python3"),
)
_UNPACKED: Final = (
    *(
        "base-files",
        "login",
        "bash",
        "coreutils",
        "util-linux",
        "mount",
        "findutils",
        "grep",
        "sed",
    ),
    *("diffutils", "tar", "mawk", "kmod", "auditd", "linux-image-cloud-arm64"),
)


def _installed(name: str, suite: str) -> Recipe:
    return Recipe(
        name=name,
        suite=suite,
        architecture="amd64",
        installed=True,
        packages=_INSTALLED,
        files=(
            ("auditscap-job", "/usr/local/sbin/auditscap-job"),
            ("auditscap-job.service", "/etc/systemd/system/auditscap-job.service"),
        ),
        commands=(
            'ln -s ../auditscap-job.service "$1/etc/systemd/system/multi-user.target.wants/"',
            'chroot "$1" useradd --create-home --uid 1000 --shell /bin/bash alice',
            'echo "alice ALL=(ALL) NOPASSWD: ALL" >"$1/etc/sudoers.d/alice"',
            'chmod 0440 "$1/etc/sudoers.d/alice"',
            # Not the name of the machine that made the image.
            f'echo {name} >"$1/etc/hostname"',
            f'echo "127.0.0.1 localhost {name}" >"$1/etc/hosts"',
        ),
    )


DEBIAN12: Final = _installed("debian12", "bookworm")
DEBIAN13: Final = _installed("debian13", "trixie")
AARCH64: Final = Recipe(
    name="aarch64",
    suite="bookworm",
    architecture="arm64",
    installed=False,
    packages=_UNPACKED,
    files=(("init", "/init"),),
    commands=(
        # What the scripts of packages would have done.
        'ln -sf mawk "$1/usr/bin/awk"',
        'echo "root:x:0:0:root:/root:/bin/bash" >"$1/etc/passwd"',
        'echo "root:x:0:" >"$1/etc/group"',
        'ln -sf bash "$1/bin/sh"',
        'find "$1/lib/modules" -name "*.ko" ! -name "virtio*" -delete',
        'depmod --basedir "$1" "$(basename "$1"/lib/modules/*)"',
        'mkdir -p "$1/usr/bin" && mv "$1/bin/kmod" "$1/usr/bin/kmod"',
        'ln -s /usr/bin/kmod "$1/bin/kmod"',
        'rm -rf "$1/usr/lib/linux-image"* "$1/usr/share/perl"*',
    ),
)
