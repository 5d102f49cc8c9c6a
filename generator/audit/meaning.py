"""Meaning: what one condition of a rule says of an event: true, false, or a test of what is open.

This is the kernel's audit_filter_rules (kernel/auditsc.c), read for an event of which some things
are fixed (arch, call, file) and all others open. Where nothing is said below, a condition tests
the number of its name. What the kernel does with each field, list by list:

- `success`, `exit`: events may succeed and fail. `exit` is compared as an unsigned number, so
  `exit<0` never holds and `exit>=0` always does. Module calls and runs return 0 or an error.
- `gid=`, `egid=`: also true for members of the group, so each group is a flag of its own.
- `sessionid`: is set where auid is. `pid` and `ppid` are below 4194305.
- `path`, `dir`, `inode`, `perm`, `obj_*`, `dev*`, `filetype`, `-C` with `obj_*`: ask for the files
  that a call names. Module calls name none: never true (`filetype!=` is). Runs: `path` and `dir`
  as the disk has them, `perm` if it has x, `filetype` of a plain file; the rest is open.
  Accesses: the same, but that `perm` goes by the access, and `filetype` is open. Below a folder,
  what names something further down is a flag, and so is the folder itself as a `path` (calls that
  make or remove a name there name the folder, too); beside a file, the folder above as a `path`.
  Where a call opens, `perm=r` is a flag at writes and `perm=w` at reads: it may do both.
  Calls on files: `perm` goes by the call, and is a flag where the call's own flags decide; the
  others are open, one flag for each condition.
- `exe`: one class for each program; true of no missing file and no link. A successful run is
  done by the program itself, a failed one by any.
- `-C`: a flag for each pair. Where an event fixes that two numbers differ, and one of them, the
  other is not that one; else what it says of the numbers compared is not looked at.
- What an event fixes (`exit=-EACCES`) is a dimension of that one number.
- `subj_*`, `obj_user` and the like: a flag for each condition, since no policy need be there.
- `saddr_fam`: never true of calls and runs that take no address.
- exclude list: judges the record, so `msgtype` is SYSCALL; a rule without fields drops nothing.
- task list: judges a process when it is made. auid is then the event's or still unset, call,
  arch and result do not exist, and all other numbers are open.
"""

from collections.abc import Callable, Mapping
from typing import Final

from generator.audit.cells import Dimension, Test
from generator.audit.fields import FIELDS, UNSET, Kind
from generator.audit.kernel import Condition, KernelRule
from generator.audit.names import COMPARISONS, FILE_SYSTEMS, message_types
from generator.audit.rule import Operator
from generator.audit.scene import Scene

Meaning = bool | Test

FAILED: Final = 0xFFFFF001
"""The least `exit` of a call that failed: -4095."""
_WRITE, _READ = 2, 4
_PLAIN_FILE: Final = 0o100000
_MAX_PID: Final = 4194304
_SUCCESS, _FAILURE = 1, 2
_FLAG: Final = (0, 1)
_NAMED: Final = ("path", "dir", "inode", "perm", "filetype", "devmajor", "devminor")
_OWNED: Final = ("obj_uid", "obj_gid", "obj_user", "obj_role", "obj_type")
_ON_FILES: Final = frozenset((*_NAMED, *_OWNED, "obj_lev_low", "obj_lev_high"))
_WITH_CALL: Final = ("arch", "a0", "a1", "a2", "a3", "exit", "success", "saddr_fam")


def needs_files(condition: Condition) -> bool:
    """Say whether a condition asks for the files of a call."""
    return condition.field.name in _ON_FILES - {"perm"} or _compares_object(condition)


def is_by_inode(condition: Condition) -> bool:
    """Say whether the kernel looks rules with the condition up by the inodes that a call names."""
    return condition.field.name == "path" or (
        condition.field.name == "inode" and condition.field.op == "="
    )


def runs(rule: KernelRule, scene: Scene) -> bool:
    """Say whether the rule is asked at calls of this number at all."""
    return rule.form.syscalls == "all" or scene.number in rule.form.syscalls


def at_exit(condition: Condition, scene: Scene) -> Meaning:
    """Read a condition of a rule on the exit list."""
    one = condition.field
    if one.name == "key":
        return True
    if one.name == "arch":
        return _says(one.op, scene.elf, one.value)
    if not scene.files and (one.name in _ON_FILES or _compares_object(condition)):
        return one.name == "filetype" and one.op == "!="
    reader = _READERS.get(one.name)
    if reader is not None:
        return reader(condition, scene)
    if FIELDS[one.name].kind is Kind.TEXT or not isinstance(one.value, int):
        return _flag(f"{one.name}{one.op}{one.value}", condition)
    return _test(_dimension(one.name, scene), condition)


def at_record(condition: Condition, scene: Scene) -> Meaning:
    """Read a condition of a rule on the exclude list."""
    one = condition.field
    if one.name == "msgtype":
        return _says(one.op, message_types()["SYSCALL"], one.value)
    if one.name == "gid":
        return _test(Dimension("gid", 0, UNSET - 1), condition)
    return at_exit(condition, scene)


def at_birth(condition: Condition, scene: Scene) -> Meaning:
    """Read a condition of a rule on the task list."""
    one = condition.field
    if one.name in (*_WITH_CALL, *_ON_FILES) or _compares_object(condition):
        return False
    if one.name == "exe" and condition.place is None:
        return one.op == "!="
    return at_exit(condition, scene)


def at_file(condition: Condition) -> Meaning:
    """Read a condition of a rule on the filesystem list, about the file of a run."""
    one = condition.field
    if one.name != "fstype":
        return False
    if one.value in FILE_SYSTEMS.values():
        return one.op == "!="
    return Test(
        dimension=Dimension(f"fstype {one.value}", *_FLAG),
        op="=",
        value=int(one.op == "="),
        text=condition.text,
    )


def _says(op: Operator, number: int, value: int | str) -> bool:
    """Compare two fixed numbers."""
    fixed = Dimension("fixed")
    return isinstance(value, int) and Test(dimension=fixed, op=op, value=value, text="").holds(
        number
    )


def _test(dimension: Dimension, condition: Condition) -> Test:
    one = condition.field
    value = one.value if isinstance(one.value, int) else 0
    return Test(dimension=dimension, op=one.op, value=value, text=condition.text)


def _flag(name: str, condition: Condition, value: int = 1) -> Test:
    return Test(dimension=Dimension(name, *_FLAG), op="=", value=value, text=condition.text)


def _dimension(name: str, scene: Scene) -> Dimension:
    if name == "auid":
        return scene.auid
    if name == "pid":
        return Dimension(name, 1, _MAX_PID)
    if name == "ppid":
        return Dimension(name, 0, _MAX_PID)
    if name == "exit" and name not in scene.fixed:
        return Dimension(name, 0, UNSET, (FAILED,))
    fixed = scene.fixed.get(name)
    if fixed is not None:
        return Dimension(name, fixed, fixed)
    owner = FIELDS[name].kind in (Kind.USER, Kind.GROUP)
    excluded = scene.other_owner
    cuts = (excluded[1], excluded[1] + 1) if excluded and excluded[0] == name else ()
    set_session = name == "sessionid" and scene.auid_set
    return Dimension(name, 0, UNSET - 1 if owner or set_session else UNSET, cuts)


def _compares_object(condition: Condition) -> bool:
    one = condition.field
    if one.name != "field_compare" or not isinstance(one.value, int):
        return False
    return 0 < one.value <= len(COMPARISONS) and COMPARISONS[one.value - 1][1].startswith("obj_")


def _perm(condition: Condition, scene: Scene) -> Meaning:
    value = condition.field.value
    if scene.path is None:
        return _sort(condition, scene)
    if not isinstance(value, int) or value & scene.access:
        return isinstance(value, int)
    other = scene.opens and value & (_READ | _WRITE)
    return _flag(f"perm {value}", condition) if other else False


def _sort(condition: Condition, scene: Scene) -> Meaning:
    """Ask what a call without a path is: by its number, or one of `may` by its flags."""
    value = condition.field.value
    if not isinstance(value, int) or not value & (scene.does | scene.may):
        return False
    if value & scene.does or (value & scene.may == scene.may == _WRITE | _READ):
        return True
    return _flag(f"perm {value}", condition)


def _place(condition: Condition, scene: Scene) -> Meaning:
    one, place = condition.field, condition.place
    if scene.path is None:
        return _flag(f"{one.name} {one.value}", condition)
    if place is None:
        return False
    tree = one.name == "dir"
    if tree and (scene.path == place or _lies_below(scene.path, place)):
        return True
    if scene.below:
        within = scene.path == place or _lies_below(place, scene.path)
        return _flag(f"{one.name} {one.value}", condition) if within else False
    if scene.path == place:
        return True
    above = not scene.runs and scene.path.rpartition("/")[0] == place.rstrip("/")
    return _flag(f"{one.name} {one.value}", condition) if above and not tree else False


def _lies_below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _inode(condition: Condition, _scene: Scene) -> Meaning:
    one = condition.field
    return _flag(f"inode{one.op}{one.value}", condition)


def _filetype(condition: Condition, scene: Scene) -> Meaning:
    one = condition.field
    if not scene.runs:
        return _flag(f"filetype {one.value}", condition, int(one.op == "="))
    return _says(one.op, _PLAIN_FILE, one.value)


def _exe(condition: Condition, scene: Scene) -> Meaning:
    one = condition.field
    if condition.place is None:
        return one.op == "!="
    return Test(
        dimension=Dimension("exe", 0, len(scene.programs)),
        op=one.op,
        value=scene.programs[condition.place],
        text=condition.text,
    )


def _success(condition: Condition, scene: Scene) -> Meaning:
    one = condition.field
    wanted = _SUCCESS if one.value else _FAILURE
    works, fails = (_says(one.op, number, wanted) for number in (_SUCCESS, _FAILURE))
    if works == fails:
        return works
    return Test(
        dimension=_dimension("exit", scene),
        op="<" if works else ">=",
        value=FAILED,
        text=condition.text,
    )


def _group(condition: Condition, scene: Scene) -> Meaning:
    one = condition.field
    if one.op not in ("=", "!="):
        return _test(_dimension(one.name, scene), condition)
    return _known(f"in {one.name} {one.value}", condition, scene)


def _compare(condition: Condition, scene: Scene) -> Meaning:
    one = condition.field
    if not isinstance(one.value, int) or not 0 < one.value <= len(COMPARISONS):
        return False
    return _known(f"compare {one.value}", condition, scene)


def _known(name: str, condition: Condition, scene: Scene) -> Meaning:
    """Give the flag of an `=` or `!=`; a fixed one is true or false."""
    wanted = int(condition.field.op == "=")
    if name in scene.fixed:
        return scene.fixed[name] == wanted
    return _flag(name, condition, wanted)


def _address(condition: Condition, scene: Scene) -> Meaning:
    takes_none = scene.path is not None or not scene.files
    return False if takes_none else _test(_dimension("saddr_fam", scene), condition)


_READERS: Final[Mapping[str, Callable[[Condition, Scene], Meaning]]] = {
    "perm": _perm,
    "path": _place,
    "dir": _place,
    "inode": _inode,
    "filetype": _filetype,
    "exe": _exe,
    "success": _success,
    "gid": _group,
    "egid": _group,
    "field_compare": _compare,
    "saddr_fam": _address,
}
