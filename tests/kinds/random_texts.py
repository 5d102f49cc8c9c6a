"""Random lines of rules, as authors write them for kernel modules."""

from typing import Final

from hypothesis import strategies as st

FIVE: Final = "init_module,finit_module,delete_module,create_module,query_module"

calls = st.sampled_from(
    (
        FIVE,
        "init_module",
        "finit_module,delete_module",
        "create_module,query_module",
        "all",
        "mount",
    )
)
numbers = st.sampled_from(("175,313,176,174,178", "175", "128", "13", "execve,execveat"))
auids = st.lists(
    st.sampled_from(
        (
            "auid>=1000",
            "auid>=500",
            "auid>=1001",
            "auid>999",
            "auid>1000",
            "auid<=60000",
            "auid<1000",
            "auid<2000",
            "auid=1000",
            "auid=0",
            "auid!=unset",
            "auid!=1001",
            "auid<=4294967294",
        )
    ),
    max_size=2,
)
narrowings = st.sampled_from(
    ((), (), (), (), ("uid=0",), ("success=1",), ("exe=/usr/bin/kmod",), ("a0=0",), ("pers=0",))
)
places = st.sampled_from(
    (
        ("path=/usr/bin/kmod",),
        ("path=/usr/sbin/modprobe",),
        ("dir=/usr/bin",),
        ("dir=/usr",),
        ("dir=/etc",),
        (),
    )
)
permissions = st.sampled_from(((), ("perm=x",), ("perm=r",), ("perm=rwxa",)))
keys = st.sampled_from(("-k m", "-k m", "-k m", "-k a -k b", ""))
actions = st.sampled_from(("always", "always", "always", "always", "never"))


@st.composite
def syscall_rules(draw: st.DrawFn) -> str:
    arch = draw(st.sampled_from(("-F arch=b64 ", "-F arch=b64 ", "-F arch=b32 ", "")))
    listed = draw(st.one_of(calls, calls, numbers))
    fields = [*draw(auids), *draw(narrowings)]
    return _rule(draw(actions), f"{arch}-S {listed}", fields, draw(keys))


@st.composite
def file_rules(draw: st.DrawFn) -> str:
    arch = draw(st.sampled_from(("", "", "", "-F arch=b64 ")))
    listed = draw(st.sampled_from(("", "", "-S all", "-S execve", "-S execve,execveat", "-S open")))
    place, perm = draw(places), draw(permissions)
    if not place and not perm:
        listed = listed or "-S all"
    fields = [*place, *perm, *draw(auids), *draw(narrowings)]
    return _rule(draw(actions), f"{arch}{listed}".strip(), fields, draw(keys))


def _rule(action: str, start: str, fields: list[str], key: str) -> str:
    words = [f"-a {action},exit", start, *(f"-F {field}" for field in fields), key]
    return " ".join(word for word in words if word)


watches = st.builds(
    "-w {} -p {} -k w".format,
    st.sampled_from(("/usr/bin/kmod", "/etc/passwd", "/usr/sbin/modprobe")),
    st.sampled_from(("x", "wa", "rwxa")),
)
others = st.sampled_from(
    (
        "-a never,task",
        "-a always,task",
        "-a always,exclude -F msgtype=SYSCALL",
        "-a always,exclude -F msgtype=CWD",
        "-a never,user -F auid=0",
    )
)
rule_lists = st.lists(
    st.one_of(
        *[syscall_rules()] * 4,
        *[file_rules()] * 3,
        watches,
        st.sampled_from(
            (
                f"-a always,exit -F arch=b64 -S {FIVE} -F auid>=1000 -F auid!=unset -k m",
                "-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset -k m",
            )
        ),
    ),
    max_size=6,
)
with_others = st.tuples(rule_lists, st.lists(others, max_size=1)).map(
    lambda pair: pair[1] + pair[0]
)
