"""Laws of findings: what is called dead can be taken out, and spelling changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit import X86_64, Undecided, coverage
from generator.audit.accounts import NOBODY_ELSE
from generator.judge import Finding, RuleSet, findings, judge_event, single_file, usual_files
from tests.audit.test_coverage_laws import EVENT, UID_MIN, Line, rules

DEAD = frozenset(("behind-never", "shadowed-rule", "late-exclusion", "impossible-rule"))
PATHS = (
    "-w /etc -p wa -k etc",
    "-w /etc/passwd -p wa -k passwd",
    "-w /etc/passwd -p w -k less",
    "-a never,exit -F dir=/etc",
    "-a never,exit -F path=/etc/passwd",
    "-a never,exit -F dir=/etc -F uid=0",
    "-a always,exit -F arch=b64 -S all -k everything",
    "-a always,exit -F arch=b64 -F path=/etc/passwd -F perm=wa -F uid=0 -k root",
    "-a always,exit -F arch=b64 -F path=/etc/passwd -F perm=wa -F uid<10 -k few",
)
FILES = usual_files([one.encode() for one in PATHS])


def loaded(texts: list[str]) -> RuleSet:
    content = "".join(f"{text}\n" for text in texts).encode()
    return single_file(
        "x", content, machine=X86_64, files=FILES, accounts=NOBODY_ELSE, uid_min=UID_MIN
    )


def dead(found: tuple[Finding, ...]) -> list[int]:
    """Give the lines of dead rules, counted from 0."""
    return [int(str(one.origin)[2:]) - 1 for one in found if one.code.name in DEAD]


@settings(max_examples=200, deadline=None)
@given(rules)
def test_no_event_changes_where_a_dead_rule_is_taken_out(chosen: list[Line]) -> None:
    texts = [str(one) for one in chosen]
    whole = loaded(texts)
    verdict = coverage(whole.loaded.lists, EVENT, X86_64, UID_MIN)
    for at in dead(findings(whole)):
        without = loaded([*texts[:at], *texts[at + 1 :]])
        other = judge_event(without, EVENT).verdict
        # With fewer rules there may be few enough cases to look at, so that it can be told.
        if not isinstance(verdict, Undecided):
            assert type(other) is type(verdict), texts[at]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PATHS), min_size=2, max_size=5, unique=True))
def test_a_rule_in_the_shadow_of_another_names_nothing_that_the_other_leaves_out(
    texts: list[str],
) -> None:
    for one in findings(loaded(texts)):
        if one.code.name not in DEAD or one.first is None:
            continue
        rule, first = (texts[int(origin[2:]) - 1] for origin in (str(one.origin), one.first))
        always = [
            text.replace("never", "always") + " -k k" * (" -k" not in text)
            for text in (first, rule)
        ]
        alone = [one.origin for one in findings(loaded(always)) if one.code.name == "shadowed-rule"]
        assert alone == ["x:2"], (first, rule)
        assert texts.index(first) < texts.index(rule)


@given(rules)
def test_order_of_fields_changes_no_finding(chosen: list[Line]) -> None:
    turned = [Line(one.action, one.calls, one.conditions[::-1], one.key) for one in chosen]
    found = [
        sorted(
            (one.code.id, str(one.origin)) for one in findings(loaded([str(one) for one in way]))
        )
        for way in (chosen, turned)
    ]
    if all(not one or one[0][0] != "R103" for one in found):
        assert found[0] == found[1]
