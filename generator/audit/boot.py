"""Boot: what the files of a system put in force when it starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from generator.audit.accounts import NOBODY_ELSE, Accounts
from generator.audit.kernel import KernelLists, Loaded, Stop
from generator.audit.loading import load
from generator.audit.merging import COMPILED, DEBIAN_12, Content, Script, merge, split_lines
from generator.audit.places import USUAL, FileSystem
from generator.audit.syscalls import Architecture
from generator.audit.units import BY_AUGENRULES, Auditctl, Augenrules, Mode, NoLoader, Unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFiles:
    """All on a system that its rules in force depend on.

    `folder` is rules.d, None where there is none. `compiled` is the file that auditctl loads in
    its mode, audit.rules in the other; None where there is none or auditctl does not read it.
    """

    folder: Sequence[tuple[bytes, Content]] | None = None
    compiled: bytes | None = None
    mode: Mode = BY_AUGENRULES
    script: Script = DEBIAN_12
    files: FileSystem = USUAL
    accounts: Accounts = NOBODY_ELSE


class UnclearModeError(ValueError):
    """A unit runs what is not followed, so that nobody can say which rules a boot loads."""


def boot(rules: RuleFiles, machine: Architecture) -> Loaded:
    """Return what a boot puts in force.

    Where there is no folder to merge, augenrules loads audit.rules as it is. Raises
    UnclearModeError where a unit loads rules in a way of its own.
    """
    match rules.mode:
        case Unclear(unit, command):
            raise UnclearModeError(f"could not decide: {unit} runs {command}")
        case NoLoader():
            return _nothing(rules.mode.unit, "no command there loads rules")
        case Auditctl(path):
            return load_compiled(rules, machine, name=path.rpartition("/")[2])
        case Augenrules() if rules.folder is None:
            return load_compiled(rules, machine)
        case Augenrules():
            merged = merge(rules.folder or (), rules.script)
            if merged.endless is not None:
                return _nothing(merged.endless, "augenrules never ends reading it")
            return load(merged.lines, machine=machine, files=rules.files, accounts=rules.accounts)
        case _:
            assert_never(rules.mode)


def load_compiled(rules: RuleFiles, machine: Architecture, *, name: str = COMPILED) -> Loaded:
    """Return what loading the compiled file alone, of this name, puts in force."""
    lines = split_lines(rules.compiled or b"", name)
    return load(lines, machine=machine, files=rules.files, accounts=rules.accounts)


def _nothing(origin: str, why: str) -> Loaded:
    return Loaded(lists=KernelLists(), stop=Stop(origin=origin, text="", message=why), status=1)
