"""Random rules of which each takes a part of an event, so that several make up the whole."""

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from generator.audit import KernelLists, NormalField, NormalForm
from generator.audit.fields import FIELDS
from generator.audit.kernel import kernel_rule
from generator.audit.names import FILE_SYSTEMS
from generator.audit.rule import Operator
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import TREE
from tests.kinds.judging_awk import Case, events_of_the_control
from tests.kinds.random_rules import EVENTS, ORIGINS, POLICIES, RUN

KEYED: Final = NormalField(name="key", op="=", value="k")
OPPOSITES: Final[Mapping[Operator, Operator]] = {
    "=": "!=",
    "!=": "=",
    ">=": "<",
    "<": ">=",
    ">": "<=",
}


def few_fields(name: str) -> st.SearchStrategy[NormalField]:
    """Fields that take a part of an event, so that several rules make up the whole."""
    parts: dict[str, tuple[tuple[Operator, ...], tuple[int | str, ...]]] = {
        "auid": (("=", "!=", ">=", "<=", ">", "<"), (1000, 1001, 5000)),
        "uid": (("=", "!=", ">", "<"), (0, 1000)),
        "gid": (("=", "!=", ">="), (0, 5)),
        "a0": (("=", ">=", "<", "&", "&=", "&", "&="), (0, 1, 3, 6, 0x31, 0x80000002)),
        "success": (("=", "!="), (0, 1)),
        "exit": (("=", "!=", "<", ">="), (0, 0xFFFFFFF3, 0xFFFFF001)),
        "exe": (("=", "!="), ("/usr/bin/kmod", "/usr/bin/env", "/sbin/rmmod")),
        "path": (("=",), ("/usr/bin/kmod", "/bin/kmod", "/usr/bin/env")),
        "dir": (("=",), ("/usr/bin", "/usr/", "/bin/", "/etc")),
        "inode": (("=", "!="), (7,)),
        "perm": (("=",), (1, 15)),
        "arch": (("=", "!="), (X86_64.elf, 0x40000003)),
        "field_compare": (("=", "!="), (1, 11)),
        "subj_user": (("=",), ("u",)),
        "fstype": (("=", "!="), (*FILE_SYSTEMS.values(), 61267)),
        "msgtype": (("=", "!="), (1300, 1307)),
    }
    ops, numbers = parts[name]
    return st.builds(
        NormalField, name=st.just(name), op=st.sampled_from(ops), value=st.sampled_from(numbers)
    )


@st.composite
def partial_rules(draw: st.DrawFn) -> tuple[str, str, tuple[NormalField, ...]]:
    """A list, an action, and fields."""
    kind = draw(st.sampled_from(("exit",) * 9 + ("hide", "exclude", "task")))
    if kind == "hide":
        return "filesystem", "never", (draw(few_fields("fstype")),)
    if kind == "exclude":
        names = draw(st.sampled_from((("msgtype", "uid"), ("auid", "gid"), ("exe",), ("uid",))))
        return "exclude", "always", tuple(draw(few_fields(name)) for name in names)
    if kind == "task":
        return "task", "always", (draw(few_fields("uid")), KEYED)
    usual = ("auid", "uid", "a0", "success", "exit", "exe", "gid", "arch", "field_compare")
    on_files = ("path", "dir", "perm", "inode", "subj_user")
    chosen = draw(st.lists(st.sampled_from((*usual, *usual, *on_files)), min_size=1, max_size=2))
    found = [draw(few_fields(name)) for name in chosen]
    keyed = draw(st.sampled_from((True,) * 9 + (False,)))
    action = draw(st.sampled_from(("always",) * 9 + ("never",)))
    return "exit", action, (*found, KEYED) if keyed else tuple(found)


@st.composite
def partial_cases(draw: st.DrawFn) -> Case:
    """Rules of which each matches a part; often the OPPOSITES of fields are there too."""
    chosen = draw(st.lists(partial_rules(), min_size=1, max_size=6))
    for filter_list, action, found in tuple(chosen):
        if filter_list == "exit" and draw(st.booleans()) and found[0].op in OPPOSITES:
            op = OPPOSITES[found[0].op]
            if op in FIELDS[found[0].name].operators:
                turned = NormalField(name=found[0].name, op=op, value=found[0].value)
                chosen.append((filter_list, action, (turned, KEYED)))
    rules = tuple(
        kernel_rule(
            NormalForm(list=filter_list, action=action, syscalls="all", fields=found),  # type: ignore[arg-type]
            origin=ORIGINS.format(at),
            files=TREE,
        )
        for at, (filter_list, action, found) in enumerate(chosen, start=1)
    )
    events = (events_of_the_control()[0], *draw(st.lists(EVENTS, max_size=1)), RUN)
    return Case(
        name="partial",
        lists=KernelLists(rules=rules),
        events=events,
        policy=draw(POLICIES),
    )
