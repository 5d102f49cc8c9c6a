"""Calls: what the system calls that controls name take and return, apart from their numbers."""

from typing import Final

_MODULES: Final = frozenset(
    ("init_module", "finit_module", "delete_module", "create_module", "query_module")
)
_CLOCKS: Final = ("adjtimex", "settimeofday", "clock_settime", "clock_adjtime", "stime")
_HOSTS: Final = ("sethostname", "setdomainname", "reboot", "iopl", "ioperm", "personality")
_PROCESSES: Final = ("kill", "tkill", "tgkill", "ptrace")
_OWNERS: Final = ("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid")
_WITHOUT_FILES: Final = _MODULES.union(_CLOCKS, _HOSTS, _PROCESSES, _OWNERS)


def names_files(syscall: str) -> bool:
    """Say whether a system call of this name can have a file among its names."""
    return syscall not in _WITHOUT_FILES


def returns_zero(syscall: str) -> bool:
    """Say whether the system call returns 0 or an error, nothing else."""
    return syscall in _MODULES
