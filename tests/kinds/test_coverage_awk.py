"""The awk of the loaded check claims of a kernel's listing no more than the reference meaning."""

import shutil
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.audit import normal_form, parse_rules, render_listing, required_events
from generator.audit.coverage import collects
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.machines import rules_for
from tests.conftest import Machines
from tests.e2e.names import LISTING, LOADED
from tests.kinds import judges
from tests.world.build import Built
from tests.world.scan import evaluate

UID_MIN: Final = 1000
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


Judge = Callable[[list[str]], tuple[Mapping[str, bool], tuple[str, ...]]]


@pytest.fixture(scope="session")
def reference(built: Built) -> Judge:
    """What the reference says of each event, by the awk's name for it, and the listing."""
    check = built.rule("loaded").rule.check
    events = required_events(rules_for(check.parameters.rules, X86_64), X86_64).events

    def judge(rules: list[str]) -> tuple[Mapping[str, bool], tuple[str, ...]]:
        parsed = parse_rules("\n".join(rules), machine=X86_64, authoring=False)
        assert parsed.problems == ()
        forms = tuple(normal_form(rule, X86_64) for rule in parsed.rules)
        verdicts = {
            event.label.removesuffix(" (b64)"): collects(forms, event, X86_64, UID_MIN)
            for event in events
        }
        return verdicts, render_listing(parsed.rules, X86_64)

    return judge


@pytest.fixture(scope="session")
def required(built: Built) -> tuple[str, str]:
    return judges.events(built)


def said(text: str) -> dict[str, bool]:
    """Read the awk's evidence: `collected: EVENT: why` and `not collected: EVENT: why`."""
    found = {}
    for line in text.splitlines():
        verdict, event, _ = line.split(": ", 2)
        found[event] = {"collected": True, "not collected": False}[verdict]
    return found


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rules=with_others)
def test_no_awk_claims_more_than_the_reference(
    reference: Judge, required: tuple[str, str], rules: list[str]
) -> None:
    expected, listing = reference(rules)
    for interpreter in judges.interpreters():
        verdict, text = judges.awk(interpreter, required, listing)
        found = said(text)
        assert found.keys() == expected.keys()
        assert verdict == all(found.values())
        # The awk takes no rules together: it may miss what several collect, and claims no more.
        claimed = {event for event, collected in found.items() if collected}
        collected = {event for event, collected in expected.items() if collected}
        assert claimed <= collected, (interpreter, listing, text)
        if len(rules) == 1:
            assert claimed == collected, (interpreter, listing, text)


HAND: Final = (
    (LISTING, "", True),
    (LISTING, "kernel_modules", True),
    (LISTING, "other", False),
    (LISTING[:1], "", False),
    (("-a never,task", *LISTING), "", False),
    (("-a always,exclude -F msgtype=SYSCALL", *LISTING), "", False),
    (("-a never,exit -F arch=b64 -S init_module", *LISTING), "", False),
    ((*LISTING, "-a never,exit -F arch=b64 -S init_module"), "", True),
    ((LISTING[0], "-w /usr/bin -p x -k w"), "", True),
    ((LISTING[0], "-w /bin/kmod -p x -k w"), "", True),
    ((LISTING[0], "-w /usr/bin/kmod2 -p x -k w"), "", False),
    ((LISTING[0], "-a always,exit -S all -F dir=/usr/bin/ -F perm=x -F key=w"), "", True),
    ((LISTING[0], " -p x -k programs"), "", True),
)


@pytest.mark.parametrize("interpreter", judges.interpreters(), ids=lambda words: words[0])
def test_every_awk_judges_listings_by_hand(interpreter: tuple[str, ...], built: Built) -> None:
    required = judges.events(built)
    found = [
        (listing, key, judges.awk(interpreter, required, listing, key=key)[0])
        for listing, key, _ in HAND
    ]
    assert found == list(HAND)


def test_all_the_awks_of_the_targets_are_tried() -> None:
    found = {words[0] for words in judges.interpreters()}
    assert shutil.which("awk")
    assert found


def test_evidence_is_text_without_control_bytes(built: Built) -> None:
    _, text = judges.awk(("awk",), judges.events(built), LISTING)
    assert text.replace("\n", "").isprintable()


@pytest.mark.oscap
def test_a_missing_awk_is_an_error_that_names_a_package(machines: Machines, built: Built) -> None:
    scan = evaluate(machines().without("/usr/bin/awk"), built.stream)
    assert scan.results[LOADED] == "error"
    assert "package" in scan.said[LOADED]
