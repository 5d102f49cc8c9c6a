"""Accesses: the system calls that the kernel's `perm` takes for reading, writing and the like.

The classes are AUDIT_CLASS_READ, _WRITE and _CHATTR of the kernel (include/asm-generic/audit_*.h);
calls that open a file are told apart by their flags (audit_match_perm of kernel/auditsc.c).
Those of Linux 6.18; older kernels lack the newer ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.audit.events import ACCESSES, Access
from generator.audit.values import PERMISSIONS

FILLED: Final[Mapping[str, str]] = {
    "r": (
        "readlink quotactl listxattr llistxattr flistxattr getxattr lgetxattr fgetxattr readlinkat"
        " open openat openat2"
    ),
    "w": (
        "rename mkdir rmdir creat link unlink symlink mknod mkdirat mknodat unlinkat renameat"
        " linkat symlinkat renameat2 acct swapon quotactl truncate ftruncate bind fallocate open"
        " openat openat2"
    ),
    "x": "execve",
    "a": (
        "chmod fchmod chown lchown fchown setxattr lsetxattr fsetxattr removexattr lremovexattr"
        " fremovexattr fchownat fchmodat link linkat"
    ),
}
"""The calls that auditctl from 4.0 on gives a rule for a letter of perm=, as it lists them.

They are fewer than the kernel's own: `execveat`, `fchmodat2`, `chown32` and others are not there.
"""
OPENS: Final = ("open", "openat", "openat2")
"""Calls whose flags say whether they read or write. `creat` is a write of its own."""
_CALLS: Final[Mapping[Access, str]] = {
    "w": (
        "rename mkdir rmdir creat link unlink symlink mknod mkdirat mknodat unlinkat renameat"
        " linkat symlinkat renameat2 acct swapon quotactl quotactl_fd truncate truncate64 ftruncate"
        " ftruncate64 bind fallocate"
    ),
    "a": (
        "chmod fchmod chown chown32 lchown lchown32 fchown fchown32 fchownat fchmodat fchmodat2"
        " setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr"
        " removexattrat link linkat"
    ),
    "r": (
        "readlink readlinkat quotactl quotactl_fd listxattr llistxattr flistxattr listxattrat"
        " getxattr lgetxattr fgetxattr getxattrat"
    ),
}


@dataclass(frozen=True, slots=True)
class AccessCall:
    """A system call that accesses a file so; `opens` says that its flags decide."""

    name: str
    opens: bool


def filled_calls(permissions: str) -> tuple[str, ...]:
    """Return the calls of some letters of `perm`, each once, in one order whatever theirs is."""
    letters = permissions.lower()
    names = (name for letter in FILLED if letter in letters for name in FILLED[letter].split())
    return tuple(dict.fromkeys(names))


def access_calls(letter: Access) -> tuple[AccessCall, ...]:
    """Return the calls of a letter of `perm`; no machine has all of them."""
    opening = () if letter == "a" else tuple(AccessCall(name, opens=True) for name in OPENS)
    return (*opening, *(AccessCall(name, opens=False) for name in _CALLS[letter].split()))


def sort_of(name: str) -> tuple[int, int]:
    """Return the bits of `perm` that a call of this name is, and those that its flags decide on."""
    if name in ("execve", "execveat"):
        return PERMISSIONS["x"], 0
    if name == "socketcall":
        return 0, PERMISSIONS["w"]  # it may be bind
    if name in OPENS:
        return 0, PERMISSIONS["w"] | PERMISSIONS["r"]
    return sum(PERMISSIONS[one] for one in ACCESSES if name in _CALLS[one].split()), 0
