"""Random rules of every list, with any field, and events to ask them about."""

from collections.abc import Sequence
from typing import Any, Final

from hypothesis import strategies as st

from generator.audit import (
    ARCHITECTURES,
    ExecutionEvent,
    KernelLists,
    KernelRule,
    NormalField,
    NormalForm,
    Policy,
    Stop,
    SyscallEvent,
)
from generator.audit.fields import FIELDS, Kind
from generator.audit.kernel import kernel_rule
from generator.audit.names import FILE_SYSTEMS
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import TREE
from tests.kinds.judging_awk import Case
from tests.kinds.judging_rows import sorted_calls

MACHINES: Final = tuple(
    one for one in ARCHITECTURES if one.name in ("x86_64", "aarch64", "i386", "ppc64le")
)
PATHS: Final = (
    "/usr/bin/kmod",
    "/bin/kmod",
    "/usr/sbin/modprobe",
    "/sbin/rmmod",
    "/usr/bin/env",
    "/usr/bin",
    "/usr/bin/",
    "/usr",
    "/",
    "/etc/passwd",
    "/nowhere",
    "/bin",
    "/bin/",
)
CONSTANTS: Final = (0, 1, 2, 3, 6, 999, 1000, 1001, 5000, 0x7FFFFFFF, 0x80000000, 0xFFFFF001)
EDGES: Final = (0xFFFFF000, 0xFFFFFFFE, 0xFFFFFFFF, 4194304, 4194305)
FIVE: Final = (175, 313, 176, 174, 178)
ORIGINS: Final = "50-x.rules:{}"


def values(name: str) -> st.SearchStrategy[int | str]:
    kind = FIELDS[name].kind
    if kind in (Kind.PATH, Kind.DIRECTORY):
        return st.sampled_from(PATHS)
    if kind is Kind.TEXT:
        return st.sampled_from(("k", "other", "a\x01k", "\x01", "x_t", "1", "01"))
    few: dict[str, tuple[int | str, ...]] = {
        "arch": tuple(one.elf for one in MACHINES),
        "msgtype": (1300, 1299, 1301, 1307),
        "perm": (1, 2, 3, 15, 0),
        "filetype": (0o100000, 0o040000),
        "fstype": (*FILE_SYSTEMS.values(), 61267),
        "success": (0, 1, 2, 3),
        "field_compare": (0, 1, 9, 10, 16, 25, 26, "uid=nothing"),
        "exit": (0, 1, 0xFFFFF001, 0xFFFFF000, 0xFFFFFFFF, 0xFFFFFFF3),
    }
    if name in few:
        return st.sampled_from(few[name])
    numbers = st.one_of(
        st.sampled_from(CONSTANTS), st.sampled_from(EDGES), st.integers(0, 2**32 - 1)
    )
    return st.one_of(numbers, numbers, numbers, st.just("nobody"))


@st.composite
def fields(draw: st.DrawFn, name: str) -> NormalField:
    ops = FIELDS[name].operators
    return NormalField(name=name, op=draw(st.sampled_from(ops)), value=draw(values(name)))


def names_of(filter_list: str) -> list[str]:
    return [name for name, field in FIELDS.items() if filter_list in field.lists]


@st.composite
def rules_of(draw: st.DrawFn, filter_list: str, usual: Sequence[str] = ()) -> KernelRule:
    names = draw(
        st.lists(st.sampled_from(list(usual) or names_of(filter_list)), min_size=0, max_size=3)
    )
    found = [draw(fields(name)) for name in names]
    if draw(st.sampled_from((True, True, False))) and "key" not in names:
        found.append(NormalField(name="key", op="=", value=draw(values("key"))))
    calls: Any = "all"
    if filter_list == "exit":
        calls = draw(
            st.one_of(
                st.just("all"),
                st.just(frozenset(FIVE)),
                st.frozensets(st.sampled_from((*FIVE, 59, 322, 11, 358, 221, 281, 2, "nothing"))),
            )
        )
    form = NormalForm(
        list=filter_list,  # type: ignore[arg-type]
        action=draw(st.sampled_from(("always", "always", "always", "never"))),
        syscalls=calls,
        fields=tuple(found),
    )
    at = draw(st.integers(1, 99))
    texts = [f"{one.name}{one.op}{one.value}" for one in found]
    turned = draw(st.booleans())
    return kernel_rule(
        form,
        origin=ORIGINS.format(at),
        texts=[text.upper() for text in texts] if turned else texts,
        calls="" if calls == "all" else ",".join(map(str, sorted_calls(form))),
        files=TREE,
    )


NARROW: Final = ("auid", "uid", "gid", "a0", "exe", "exit", "success", "pers", "field_compare")
ON_RUNS: Final = ("path", "dir", "perm", "exe", "auid", "exit", "success", "filetype")
POLICIES: Final = st.builds(
    Policy,
    key=st.sampled_from((None, None, "k", "other")),
    tolerant=st.sampled_from((False, False, False, True)),
    exact=st.sampled_from((False, False, False, True)),
)
RUN: Final = ExecutionEvent(path="/bin/kmod", auid_floor=1000, auid_set=True, key=None)
RULES: Final = st.one_of(
    *[rules_of("exit", NARROW)] * 5,
    *[rules_of("exit", ON_RUNS)] * 5,
    *[rules_of("exit")] * 3,
    rules_of("exit", ("key", "arch")),
    rules_of("exclude"),
    rules_of("exclude", ("msgtype", "auid", "gid", "exe")),
    rules_of("task"),
    rules_of("task", ("auid", "uid", "pers", "exe")),
    rules_of("filesystem"),
    rules_of("user"),
)
EVENTS: Final = st.one_of(
    st.builds(
        SyscallEvent,
        syscall=st.sampled_from(("init_module", "delete_module", "open", "mount", "setuid")),
        number=st.sampled_from((*FIVE, 2)),
        word=st.just("b64"),
        architecture=st.sampled_from(("x86_64", "x86_64", "x86_64", "i386", "aarch64")),
        auid_floor=st.sampled_from(("${UID_MIN}", "${UID_MIN}", None, 0, 500, 1001, 2**32 - 1)),
        auid_set=st.booleans(),
        key=st.none(),
    ),
    st.builds(
        ExecutionEvent,
        path=st.sampled_from(("/usr/bin/kmod", "/usr/bin/kmod", *PATHS)),
        auid_floor=st.sampled_from(("${UID_MIN}", None, 1001)),
        auid_set=st.booleans(),
        key=st.none(),
    ),
)


@st.composite
def random_cases(draw: st.DrawFn) -> Case:
    rules = draw(st.lists(RULES, min_size=1, max_size=7))
    good = NormalForm(
        list="exit",
        action="always",
        syscalls="all",
        fields=(NormalField(name="key", op="=", value="k"),),
    )
    if draw(st.booleans()):
        rules.append(kernel_rule(good, origin="99-all.rules:1"))
    return Case(
        name="random",
        lists=KernelLists(
            rules=tuple(rules),
            enabled=draw(st.sampled_from((1, 1, 1, 2, 1, 1, 1, 1, 1, 0))),
            switched=draw(st.sampled_from(("", "10-a.rules:2"))),
        ),
        events=tuple(draw(st.lists(EVENTS, min_size=1, max_size=3))),
        machine=draw(st.sampled_from((X86_64, X86_64, X86_64, *MACHINES))),
        policy=draw(POLICIES),
        stop=draw(
            st.sampled_from(
                (
                    None,
                    Stop(origin="40-y:7", text="", message="Rule exists"),
                    Stop(origin="z", text="", message=""),
                )
            )
        ),
    )
