"""Random rules about files, results, arguments and owners, and events that they touch."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final

from generator.audit import (
    AccessEvent,
    ExecutionEvent,
    KernelLists,
    KernelRule,
    NormalField,
    NormalForm,
    Policy,
    RequiredEvent,
    SymbolicLink,
    SyscallEvent,
    parse_rules,
    required_events,
)
from generator.audit.kernel import kernel_rule
from generator.audit.places import Tree
from generator.audit.syscalls import X86_64
from tests.kinds.judging_awk import Case
from tests.kinds.judging_rows import sorted_calls
from tests.kinds.random_rules import MACHINES, ORIGINS

TREE: Final = Tree(
    {
        "/bin": SymbolicLink("usr/bin"),
        "/usr/bin/kmod": "file",
        "/usr/bin/env": "file",
        "/etc/passwd": "file",
        "/etc/link": SymbolicLink("passwd"),
        "/etc/conf.d": "folder",
        "/etc/conf.d/own": "file",
        "/etc/conf.d/deep/er": "file",
        "/etc/away": SymbolicLink("conf.d"),
        "/etc/nowhere": SymbolicLink("/gone/for/good"),
        "/loop": SymbolicLink("loop"),
    }
)
FILES: Final = (
    "/etc/passwd",
    "/etc/link",
    "/etc/new",
    "/etc/conf.d",
    "/etc/conf.d/own",
    "/etc/conf.d/deep",
    "/etc/away",
    "/etc/away/own",
    "/etc/nowhere",
    "/usr/bin/kmod",
    "/bin/kmod",
    "/bin",
    "/etc",
    "/usr",
)
ODD: Final = (
    "/gone/file",
    "/etc/nowhere/file",
    "/etc/passwd/file",
    "/loop/file",
    "/loop",
    "/etc//passwd",
    "/etc/./conf.d/own",
    "/etc/../etc/passwd",
    "/usr/",
    "/etc/away/",
    "/etc/..",
    "/",
)
LETTERS: Final = ("w", "a", "r", "wa", "wr", "ar", "war")
CALLS: Final = (
    *(2, 5, 257, 295, 437, 85, 8, 82, 38, 264, 302, 76, 92, 77, 93),
    *(90, 15, 268, 306, 188, 226, 89, 191, 229, 59, 11, 227, 175, 39, 265),
)
"""Calls of x86_64 and of i386 that access files, and a few others."""
ASKED: Final = (
    "-S open,openat,creat,truncate,ftruncate -F exit=-EACCES -F auid>=1000 -F auid!=unset",
    "-S open,rename -F exit=-EPERM",
    "-S execve -C euid!=uid -F auid!=unset",
    "-S execve -C uid!=euid -F euid=0",
    "-S execve -C gid!=egid -F egid=0 -F auid>=1000 -F auid!=unset",
    "-S execve -C uid=euid",
    "-S execve -C auid!=uid -F uid=0",
    "-S execve -C gid!=fsgid -F fsgid=0",
    "-S clock_settime -F a0=0x0",
    "-S open -F a1=0x241 -F exit=0",
    "-S init_module,delete_module -F exit=0",
    "-S init_module -F a0=6 -F a1=0x80000002",
)
NUMBERS: Final = (0, 1, 2, 6, 0x241, 1000, 0x80000002, 0xFFFFF001, 0xFFFFFFF3, 0xFFFFFFFF)
NAMES: Final = (
    *("exit", "a0", "a1", "success", "field_compare", "filetype", "arch", "exe", "inode"),
)
OPPOSITES: Final = {"=": "!=", "!=": "=", ">=": "<", "<": ">=", ">": "<=", "<=": ">"}
OWNERS: Final = ("uid", "euid", "gid", "egid", "fsgid", "auid")
VALUES: Final[Mapping[str, tuple[int | str, ...]]] = {
    "exe": ("/usr/bin/kmod", "/usr/bin/env", "/etc/link"),
    "arch": tuple(one.elf for one in MACHINES),
    "field_compare": (1, 10, 11, 20, 21),
    "filetype": (0o100000, 0o040000),
    "success": (0, 1),
}
Part = tuple[str, str, int | str]
ASIDE: Final[Sequence[tuple[str, str, tuple[Part, ...]]]] = (
    ("exclude", "always", (("msgtype", "=", 1300), ("uid", "=", 0))),
    ("exclude", "always", (("exit", "=", 0),)),
    ("exclude", "always", (("auid", "<", 1000),)),
    ("task", "never", (("uid", "=", 0),)),
    ("task", "always", (("auid", "!=", 0xFFFFFFFF), ("key", "=", "k"))),
    ("filesystem", "never", (("fstype", "=", 0x64626720),)),
    ("filesystem", "never", (("fstype", "=", 61267),)),
    ("exit", "always", (("key", "=", "k"),)),
    ("exit", "never", (("exit", "!=", 0xFFFFFFF3),)),
)
"""Rules that have nothing to do with an event by itself."""


def access_case(seed: int) -> Case:
    """One or two events, and rules that touch them."""
    random = Random(seed)  # noqa: S311 - cases, no secrets
    events = tuple(_event(random) for _ in range(random.choice((1, 1, 2))))
    rules = [
        rule
        for at in range(1, random.randint(2, 6))
        for rule in _rules(random, random.choice(events), at)
    ]
    for filter_list, action, parts in random.sample(ASIDE, random.choice((0, 0, 0, 0, 1, 2))):
        one = _rule((filter_list, action, "all"), parts, "10-a.rules:1")
        rules.insert(random.randint(0, len(rules)), one)
    return Case(
        name=f"accesses: {seed}",
        lists=KernelLists(rules=tuple(rules)),
        events=events,
        machine=random.choice((*[X86_64] * 6, *MACHINES)),
        policy=Policy(
            key=random.choice((None, None, "k", "other")),
            tolerant=random.random() < 0.2,
            exact=random.random() < 0.2,
        ),
        files=TREE,
    )


def _event(random: Random) -> RequiredEvent:
    kind = random.random()
    if kind < 0.65:
        return _access(random)
    if kind < 0.9:
        words = f"-a always,exit -F arch=b64 {random.choice(ASKED)} -k k"
        return random.choice(required_events(parse_rules(words).rules, X86_64).events)
    return ExecutionEvent(
        path=random.choice(FILES),
        auid_floor=random.choice((None, 1000)),
        auid_set=random.random() < 0.5,
        key=None,
    )


def _access(random: Random) -> AccessEvent:
    lies: Any = random.choice(("watch", "watch", "path", "dir"))
    path = random.choice(FILES if random.random() < 0.85 else ODD)
    return AccessEvent(
        path=path if lies == "dir" else path.rstrip("/") or "/",
        access=random.choice(LETTERS),
        lies=lies,
        auid_floor=random.choice((None, None, 0, 1000, "${UID_MIN}")),
        auid_set=random.random() < 0.3,
        key=None,
    )


def _rules(random: Random, event: RequiredEvent, at: int) -> tuple[KernelRule, ...]:
    """A rule that has to do with the event; some with their opposites, some listed ambiguously."""
    parts = [*_own(random, event), *_aside(random)]
    if random.random() < 0.85:
        parts.append(("key", "=", random.choice(("k", "k", "k", "other"))))
    own = (event.number,) * 3 if isinstance(event, SyscallEvent) else ()
    some = frozenset(random.sample((*CALLS, *own), random.randint(3, 25)))
    calls: Any = "all" if random.random() < 0.6 else some
    head = ("exit", "always" if random.random() < 0.85 else "never", calls)
    origin = ORIGINS.format(at)
    rule = _rule(head, parts, origin)
    if calls != "all" and random.random() < 0.1:
        other = frozenset(random.sample(CALLS, random.randint(1, 25)))
        return (_rule(head, parts, origin, (_rule((*head[:2], other), parts, origin),)),)
    for place, (name, op, value) in enumerate(parts):
        if name in (*NAMES, *OWNERS) and op in OPPOSITES and random.random() < 0.5:
            turned = [*parts[:place], (name, OPPOSITES[op], value), *parts[place + 1 :]]
            return rule, _rule(head, turned, f"{origin}1")
    return (rule,)


def _own(random: Random, event: RequiredEvent) -> list[Part]:
    """What the event's own rule would say, or nearly."""
    if isinstance(event, SyscallEvent):
        kept = [one for one in event.only if random.random() < 0.7]
        return [_said(one.name, one.number) for one in kept]
    parts: list[Part] = []
    if random.random() < 0.85:
        parts.append(_place(random, event.path))
    bits = event.bits if isinstance(event, AccessEvent) else 1
    if random.random() < 0.8:
        bits = bits if random.random() < 0.6 else random.choice((2, 4, 6, 8, 10, 12, 14, 15, 1))
        parts.append(("perm", "=", bits))
    return parts


def _said(name: str, number: int) -> Part:
    """The condition that fixes a number."""
    kind, _, value = name.partition(" ")
    if kind == "compare":
        return "field_compare", "=" if number else "!=", int(value)
    if kind == "in":
        group, _, value = value.partition(" ")
        return group, "=", int(value)
    return name, "=", number


def _place(random: Random, own: str) -> Part:
    """A path or folder that has to do with this one."""
    above = own.rstrip("/").rpartition("/")[0] or "/"
    wider = above.rpartition("/")[0] or "/"
    kind = random.random()
    value = own if kind < 0.5 else above if kind < 0.7 else wider if kind < 0.75 else ""
    value = value or random.choice((*FILES, "/gone/x"))
    if random.random() < 0.6:
        return "path", "=", value.rstrip("/") or "/etc"
    return "dir", "=", f"{value.rstrip('/')}/" if random.random() < 0.3 else value


def _aside(random: Random) -> list[Part]:
    """What takes a part of an event."""
    parts: list[Part] = []
    for name in random.sample((*NAMES, *OWNERS), random.choice((0, 0, 0, 1, 1, 2))):
        ops: tuple[str, ...] = ("=", "!=")
        if name in OWNERS or name in ("exit", "a0", "a1"):
            ops = (*ops, *ops, ">=", "<", ">", "<=")
        if name in ("exit", "a0", "a1"):
            ops = (*ops, "&", "&=")
        parts.append((name, random.choice(ops), random.choice(VALUES.get(name, NUMBERS))))
    return parts


def _rule(
    head: tuple[str, str, Any],
    parts: Sequence[Part],
    origin: str,
    others: tuple[KernelRule, ...] = (),
) -> KernelRule:
    filter_list, action, calls = head
    fields = tuple(NormalField(name=name, op=op, value=value) for name, op, value in parts)  # type: ignore[arg-type]
    form = NormalForm(list=filter_list, action=action, syscalls=calls, fields=fields)  # type: ignore[arg-type]
    said = ",".join(map(str, sorted_calls(form)))
    return kernel_rule(form, origin=origin, calls=said, files=TREE, others=others)
