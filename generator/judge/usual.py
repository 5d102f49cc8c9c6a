"""A usual system: what rules name is there, since nobody looks at the disk they are meant for.

On the usual file system every path that rules name exists: as a folder where something lies in it,
or where its name or a rule says so, else as a file. Users and groups that rules name exist, with
numbers below those of real users.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator.audit import Accounts, FileSystem, Rule, SymbolicLink, Tree, Watch
from generator.audit.places import USUAL, Entry

LINKS: Final = {
    "/bin": "usr/bin",
    "/sbin": "usr/sbin",
    "/lib": "usr/lib",
    "/lib64": "usr/lib64",
    "/var/run": "/run",
    "/var/lock": "/run/lock",
}
"""Folders that are links on every system of today."""
_FOLDERS: Final[dict[str, tuple[str, ...]]] = {
    "/": ("boot", "etc", "home", "root", "run", "srv", "tmp", "var"),
    "/etc/": ("NetworkManager", "apparmor", "audit", "netplan", "network", "security", "selinux"),
    "/etc": ("/ssh", "/ssl", "/systemd", "/sysconfig/network-scripts"),
    "/run/": ("faillock", "lock"),
    "/usr/": ("bin", "lib", "lib64", "local", "sbin", "share", "share/selinux"),
    "/var/": ("log", "log/audit", "log/faillock", "spool"),
}
_PATH: Final = re.compile(rb"(-[wW] *|(?:path|dir|exe)!?=)((?:\\[ \\]|[^ \n\r])+)", re.IGNORECASE)
_NAME: Final = re.compile(
    rb"(?:[aefs]|fs|login|obj_)?([ug])id(?:!=|>=|<=|=|>|<)([A-Za-z_][A-Za-z0-9_.-]*\$?)",
    re.IGNORECASE,
)
_FIRST_NUMBER: Final = 101
"""Numbers of users of services begin here (adduser.conf of Debian, login.defs of others)."""


def usual_files(contents: Iterable[bytes], rules: Iterable[Rule | Watch] = ()) -> FileSystem:
    """Give the usual file system for rule files and for the rules that controls ask for."""
    entries: dict[str, Entry] = {**USUAL.entries}
    entries.update({path: SymbolicLink(to) for path, to in LINKS.items()})
    named: dict[str, Entry] = {
        f"{above}{name}": "folder" for above, names in _FOLDERS.items() for name in names
    }
    for path, whole in (*_named(contents), *_asked(rules)):
        plain = _real(path)
        if plain not in named or whole:
            named[plain] = "folder" if whole or plain.endswith(".d") else "file"
    above = Tree(named).folders
    for path, entry in named.items():
        if path.startswith("/") and path not in entries:
            entries[path] = "folder" if path in above else entry
    return Tree(entries)


def usual_accounts(contents: Iterable[bytes]) -> Accounts:
    """Give the usual accounts: every user and group that the rule files name exists."""
    names: dict[str, dict[str, int]] = {"u": {"root": 0}, "g": {"root": 0}}
    for content in contents:
        for match in _NAME.finditer(content):
            found = names[match[1].decode().lower()]
            found.setdefault(match[2].decode(), _FIRST_NUMBER + len(found))
    return Accounts(users=names["u"], groups=names["g"])


def _named(contents: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """Give the paths that files name, and whether each is said to be a folder."""
    for content in contents:
        for match in _PATH.finditer(content):
            path = match[2].decode("utf-8", "surrogateescape")
            path = re.sub(r"\\([ \\])", r"\1", path)
            yield path, path.endswith("/") or match[1].lower().startswith(b"dir")


def _asked(rules: Iterable[Rule | Watch]) -> Iterator[tuple[str, bool]]:
    for rule in rules:
        if isinstance(rule, Watch):
            yield rule.path, rule.path.endswith("/")
        for field in rule.fields:
            if field.name in ("path", "dir", "exe"):
                yield field.value, field.name == "dir"


def _real(path: str) -> str:
    """Give the path behind the links of its folders; a link itself stays."""
    plain = path.rstrip("/") or "/"
    for link, to in LINKS.items():
        if plain.startswith(f"{link}/"):
            above = "" if to.startswith("/") else link.rpartition("/")[0]
            return f"{above}/{to.lstrip('/')}{plain.removeprefix(link)}"
    return plain
