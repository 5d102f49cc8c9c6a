"""Dead rules and dead conditions: what matches nothing, or everything, by itself."""

from collections.abc import Iterator

from generator.audit import KernelRule, companion
from generator.audit.cells import Dimension, Test
from generator.audit.kernel import Condition
from generator.audit.names import message_types
from generator.audit.syscalls import architecture_of_elf
from generator.judge.codes import FindingName
from generator.judge.conditions import always_holds, contradictory, of_rule
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet
from generator.judge.words import span_of


def dead(rules: RuleSet) -> Iterator[Finding]:
    """Give the findings of each rule by itself."""
    for rule in rules.lists.rules:
        match rule.form.list:
            case "exit":
                yield from _at_exit(rules, rule)
            case "task" if rule.form.action == "never" and not of_rule(rule):
                words = "the rule takes every process out of auditing: no other rule counts"
                yield _of_whole_rule(rules, "no-process-audited", rule, words)
            case "exclude" if of_rule(rule) and all(map(_drops, of_rule(rule))):
                words = "the rule drops the SYSCALL record of every event"
                yield _of_whole_rule(rules, "drops-syscall-records", rule, words)


def _of_whole_rule(rules: RuleSet, name: FindingName, rule: KernelRule, words: str) -> Finding:
    line = rules.line(rule.origin)
    return finding(name, words, rule.origin, line.span if line else None)


def _drops(condition: Condition) -> bool:
    one = condition.field
    if one.name != "msgtype" or not isinstance(one.value, int):
        return False
    test = Test(dimension=Dimension("msgtype"), op=one.op, value=one.value, text="")
    return test.holds(message_types()["SYSCALL"])


def _at_exit(rules: RuleSet, rule: KernelRule) -> Iterator[Finding]:
    never = contradictory(rule)
    if never:
        texts = " ".join(one.text for one in never)
        words = f"no event has {texts}, so the rule matches nothing"
        hint = None
        if never[0].field.name == "exit":
            hint = "the kernel compares exit as an unsigned number: write success=0 or exit=-EACCES"
        where = span_of(rules, rule.origin, never[0].text)
        yield finding("impossible-rule", words, rule.origin, where, hint=hint)
        return
    for one in of_rule(rule):
        yield from _of_condition(rules, rule, one)


def _of_condition(rules: RuleSet, rule: KernelRule, one: Condition) -> Iterator[Finding]:
    field, origin = one.field, rule.origin
    span = span_of
    if field.name == "exe" and one.place is None and field.op == "=":
        words = f"no program lies at {field.value}, so the rule matches nothing"
        hint = "name the file that runs, not a link to it"
        yield finding("exe-not-there", words, origin, span(rules, origin, one.text), hint=hint)
    if field.name == "arch" and field.op == "=" and not _runs_here(rules, field.value):
        known = architecture_of_elf(field.value) if isinstance(field.value, int) else None
        other = known.name if known else one.text
        words = f"this machine ({rules.machine.name}) runs nothing of {other}"
        yield finding("foreign-arch", words, origin, span(rules, origin, one.text))
    if always_holds(one):
        words = f"{one.text} holds of every event"
        hint = "leave it out"
        if field.name == "exit":
            hint = (
                "the kernel compares exit as an unsigned number: write success=1, or leave it out"
            )
        yield finding(
            "no-effect-condition", words, origin, span(rules, origin, one.text), hint=hint
        )


def _runs_here(rules: RuleSet, elf: int | str) -> bool:
    other = companion(rules.machine)
    return elf in (rules.machine.elf, other.elf if other else None)
