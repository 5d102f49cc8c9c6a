"""What is judged: a folder, a file, a saved listing, this machine's files or its kernel."""

import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from generator.audit import (
    Architecture,
    Awk,
    Content,
    KernelLists,
    NoText,
    Rule,
    RuleFiles,
    Script,
    UnclearModeError,
    Watch,
    boot,
    read_rule_files,
    read_uid_min,
)
from generator.audit.disk import RULES_FOLDER
from generator.audit.listing import UnreadableListingError
from generator.audit.login_defs import uid_min
from generator.content import Product
from generator.judge.listed import listed_rules
from generator.judge.ruleset import RuleSet, at_boot, merged_rules, single_file
from generator.judge.usual import usual_accounts, usual_files
from generator.source import Problems, Source

KERNEL: Final = "kernel"
STDIN: Final = "-"
LISTING: Final = "auditctl -l"
UID_MIN: Final = 1000
"""Where neither a product nor login.defs says another (login.defs of shadow-utils)."""
_COMPILED: Final = "/etc/audit/audit.rules"

Kind = Literal["folder", "file", "listing", "machine", "kernel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user asks for. At most one of the first three is there; else a system is judged."""

    folder: Path | None
    file: Path | None
    listing: str | None
    sysroot: Path
    login_defs: Path | None
    machine: Architecture
    product: Product | None
    asked: tuple[Rule | Watch, ...]

    @property
    def kind(self) -> Kind:
        """What is judged."""
        if self.folder is not None:
            return "folder"
        if self.file is not None:
            return "file"
        if self.listing is not None:
            return "kernel" if self.listing == KERNEL else "listing"
        return "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is judged: the rules, and the files by the names that origins begin with."""

    kind: Kind
    shown: str
    rules: RuleSet
    sources: Mapping[str, Source]


def read_target(wanted: Wanted, problems: Problems) -> Target | None:
    """Read what is to be judged; None where a problem was added."""
    try:
        match wanted.kind:
            case "folder":
                return _folder(wanted, wanted.folder or Path())
            case "file":
                return _file(wanted, wanted.file or Path())
            case "listing":
                return _listing(wanted, wanted.listing or STDIN)
            case "kernel":
                return _kernel(wanted)
            case "machine":
                return _machine(wanted)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower().rstrip(".")
        name = Source(path=str(error.filename or wanted.kind), text="").whole()
        hint = (
            "run it as root, or name a copy with --rules-dir" if wanted.kind == "machine" else None
        )
        problems.add("unreadable-file", name, f"it cannot be read: {reason}", hint)
    except UnclearModeError as unclear:
        hint = "name the folder or file that it loads"
        problems.add("unreadable-file", None, f"what a boot loads is unclear: {unclear}", hint)
    except UnreadableListingError as line:
        where = Source(path=_name(wanted.listing or LISTING), text="").whole()
        problems.add("unreadable-file", where, f"auditctl -l prints no such line: {line}")
    return None


def _folder(wanted: Wanted, path: Path) -> Target:
    entries = tuple((os.fsencode(one.name), _content(one)) for one in sorted(path.iterdir()))
    contents = [content for _, content in entries if isinstance(content, bytes)]
    rules = merged_rules(
        entries,
        machine=wanted.machine,
        files=usual_files(contents, wanted.asked),
        accounts=usual_accounts(contents),
        uid_min=_uid_min(wanted),
        script=script_of(wanted.product),
        usual=True,
    )
    return _target(wanted, str(path), rules, {name: str(path / name) for name in rules.texts})


def _file(wanted: Wanted, path: Path) -> Target:
    name = _name(str(path))
    content = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    rules = single_file(
        name,
        content,
        machine=wanted.machine,
        files=usual_files([content], wanted.asked),
        accounts=usual_accounts([content]),
        uid_min=_uid_min(wanted),
        usual=True,
    )
    return _target(wanted, name, rules, {name: name})


def _listing(wanted: Wanted, path: str) -> Target:
    name = _name(path)
    content = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    rules = listed_rules(
        content.decode("utf-8", "surrogateescape"),
        name,
        machine=wanted.machine,
        files=usual_files([content], wanted.asked),
        uid_min=_uid_min(wanted),
        at_its_word=True,
        usual=True,
    )
    return _target(wanted, name, rules, {name: name})


def _machine(wanted: Wanted) -> Target:
    _refuse_unreadable(wanted.sysroot)
    rules = at_boot(
        read_rule_files(wanted.sysroot), machine=wanted.machine, uid_min=_uid_min(wanted)
    )
    folder = rules.folder is not None
    paths = {name: f"{RULES_FOLDER}/{name}" if folder else _COMPILED for name in rules.texts}
    below = "" if wanted.sysroot == Path("/") else str(wanted.sysroot)
    shown = f"{below}{RULES_FOLDER}" if folder else f"{below}{_COMPILED}"
    return _target(wanted, shown, rules, {name: below + path for name, path in paths.items()})


def _kernel(wanted: Wanted) -> Target:
    listing, status = _auditctl("-l"), _auditctl("-s")
    found = read_rule_files(wanted.sysroot)
    rules = listed_rules(
        f"{listing}\n{status}",
        LISTING,
        machine=wanted.machine,
        files=found.files,
        uid_min=_uid_min(wanted),
        as_loaded=_boots(found, wanted.machine),
    )
    return _target(wanted, LISTING, rules, {LISTING: LISTING})


def _boots(found: RuleFiles, machine: Architecture) -> KernelLists | None:
    try:
        return boot(found, machine).lists
    except UnclearModeError:
        return None


def _auditctl(option: str) -> str:
    """Ask the kernel; -l and -s change nothing."""
    ran = subprocess.run(["auditctl", option], capture_output=True, text=True, check=False)
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        raise OSError(0, said[-1] if said else "auditctl fails", f"auditctl {option}")
    return ran.stdout


def _refuse_unreadable(root: Path) -> None:
    """Raise PermissionError where rule files are there that may not be read."""
    folder = root / RULES_FOLDER.lstrip("/")
    try:
        paths = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        paths = []
    for path in (*paths, root / _COMPILED.lstrip("/")):
        if path.is_file():
            path.open("rb").close()


def _content(path: Path) -> Content:
    try:
        kind = path.stat().st_mode
    except OSError:
        return NoText.NOTHING
    if stat.S_ISREG(kind):
        return path.read_bytes()
    return NoText.NOTHING if stat.S_ISDIR(kind) else NoText.ENDLESS


def _target(wanted: Wanted, shown: str, rules: RuleSet, paths: Mapping[str, str]) -> Target:
    sources = {name: Source(path=path, text=rules.texts[name]) for name, path in paths.items()}
    return Target(kind=wanted.kind, shown=shown, rules=rules, sources=sources)


def _uid_min(wanted: Wanted) -> int:
    default = wanted.product.uid_min if wanted.product else UID_MIN
    if wanted.login_defs is not None:
        return uid_min(wanted.login_defs.read_text("utf-8", "replace"), default)
    if wanted.kind in ("machine", "kernel"):
        return read_uid_min(wanted.sysroot, default)
    return default


def _name(path: str) -> str:
    return "<stdin>" if path == STDIN else path


def script_of(product: Product | None) -> Script:
    """Give how augenrules works on a product: its awk is gawk where packages are RPMs."""
    manager = product.package_manager if product else None
    if manager is not None and manager.value in ("dnf", "zypper"):
        return Script(awk=Awk.GAWK)
    return Script()
