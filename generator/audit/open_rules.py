"""Open rules: what is left of a rule once all that is fixed of an event has been looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.audit.cells import Cell, Dimension, Test, numbers_of
from generator.audit.fields import UNSET
from generator.audit.kernel import Condition, KernelLists, KernelRule
from generator.audit.meaning import (
    Meaning,
    at_birth,
    at_exit,
    at_file,
    at_record,
    is_by_inode,
    needs_files,
    runs,
)
from generator.audit.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRule:
    """A rule that may match the event: its tests, none of which is always true or always false.

    `by_inode`: the kernel keeps it in a table by inode numbers, where rules change places.
    """

    origin: str
    never: bool
    keys: tuple[str, ...]
    tests: tuple[Test, ...]
    needs_files: bool
    exact: bool = False
    by_inode: bool = False

    def matches(self, cell: Cell) -> bool:
        """Say whether all tests hold in the cell."""
        return all(test.holds_in(cell) for test in self.tests)

    def any_matches(self, cell: Cell) -> bool:
        """Say whether a test holds in the cell, or there is none."""
        return not self.tests or any(test.holds_in(cell) for test in self.tests)

    def only(self) -> str:
        """Say in words for what part the rule matches: ` (uid=0)`; nothing where for all."""
        texts = " ".join(dict.fromkeys(test.text for test in self.tests))
        return f" ({texts})" if texts else ""


def at_exit_open(lists: KernelLists, scene: Scene) -> tuple[OpenRule, ...]:
    """Return the rules of the exit list that may match."""
    return tuple(
        opened
        for rule in lists.of("exit")
        if runs(rule, scene)
        and (opened := _open(rule, (at_exit(one, scene) for one in rule.conditions), scene))
    )


def records_open(lists: KernelLists, scene: Scene) -> tuple[OpenRule, ...]:
    """Return the rules of the exclude list that may drop the SYSCALL record."""
    return tuple(
        opened
        for rule in lists.of("exclude")
        if rule.conditions
        and (opened := _open(rule, (at_record(one, scene) for one in rule.conditions)))
    )


def at_birth_open(lists: KernelLists, scene: Scene) -> tuple[OpenRule, ...]:
    """Return the rules of the task list that may match when the event's process is made."""
    birth = replace(
        scene,
        path=None,
        files=True,
        auid=Dimension("auid", scene.auid.low),
        auid_set=False,
        fixed={},
    )
    return tuple(
        opened
        for rule in lists.of("task")
        if (opened := _open(rule, (at_birth(one, birth) for one in rule.conditions)))
    )


def hides(lists: KernelLists) -> tuple[OpenRule, ...]:
    """Return the rules of the filesystem list that may hide the file of a run from the exit list.

    There one condition that holds is enough.
    """
    found = []
    for rule in lists.of("filesystem"):
        meanings = [at_file(one) for one in rule.conditions]
        if rule.form.action == "never" and any(one is not False for one in meanings):
            tests = tuple(one for one in meanings if not isinstance(one, bool))
            tests = () if True in meanings else tests
            found.append(_opened(rule, tests))
    return tuple(found)


def is_exact(rule: KernelRule, scene: Scene) -> bool:
    """Say whether a rule of the exit list has just the filters of the event's own rule.

    Arch and key are looked at elsewhere, and system calls may be in any company; all calls are not.
    """
    if rule.form.syscalls == "all" and scene.path is None:
        return False
    wanted = {"path", "perm"} if scene.path is not None else set(scene.fixed)
    wanted |= {"floor"} if scene.auid.low else set()
    wanted |= {"set"} if scene.auid_set else set()
    return {_filter(one, scene) for one in rule.conditions} - {"aside"} == wanted


def _filter(condition: Condition, scene: Scene) -> str:
    """Say which filter of the event's own rule a condition is; empty for any other."""
    one = condition.field
    if one.name in ("arch", "key"):
        return "aside"
    if one.name == "auid" and isinstance(one.value, int):
        if (one.op, one.value) == ("!=", UNSET):
            return "set"
        floor = {">=": one.value, ">": one.value + 1}.get(one.op)
        return "floor" if floor == scene.auid.low else ""
    if one.name in ("path", "dir") and scene.path is not None and condition.place == scene.path:
        return "path" if one.name == "path" or not scene.runs else ""
    if one.name == "perm":
        return "perm" if one.value == scene.asked else ""
    return _fixed(condition, scene)


def _fixed(condition: Condition, scene: Scene) -> str:
    """Say which of the numbers that the event fixes a condition names."""
    one = condition.field
    names = {"field_compare": f"compare {one.value}", "gid": f"in gid {one.value}"}
    name = names.get(one.name, f"in egid {one.value}" if one.name == "egid" else one.name)
    if scene.path is not None or name not in scene.fixed:
        return ""
    if one.name in ("field_compare", "gid", "egid"):
        return name if scene.fixed[name] == int(one.op == "=") else ""
    return name if (one.op, one.value) == ("=", scene.fixed[name]) else ""


def _open(
    rule: KernelRule, meanings: Iterable[Meaning], scene: Scene | None = None
) -> OpenRule | None:
    """Return what is left of a rule; None where it cannot match."""
    tests: list[Test] = []
    for one in meanings:
        if one is False:
            return None
        if one is True:
            continue
        found = {one.holds(number) for number in numbers_of((one,))}
        if found == {False}:
            return None
        if found != {True}:
            tests.append(one)
    return _opened(rule, tuple(tests), exact=scene is not None and is_exact(rule, scene))


def _opened(rule: KernelRule, tests: tuple[Test, ...], *, exact: bool = False) -> OpenRule:
    return OpenRule(
        origin=rule.origin,
        never=rule.form.action == "never",
        keys=rule.keys,
        tests=tests,
        needs_files=any(needs_files(one) for one in rule.conditions),
        by_inode=any(is_by_inode(one) for one in rule.conditions),
        exact=exact,
    )
