"""How a person checks the audit_rules kind by hand: commands and lines of the product at hand."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from generator.audit import (
    AccessEvent,
    Architecture,
    ExecutionEvent,
    RequiredEvent,
    SyscallEvent,
    render,
    render_source,
)
from generator.content import Product
from generator.kinds.audit_rules.access_losses import AccessLosses
from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.machines import b32_twins, machine_on, machines_of, rules_for
from generator.kinds.audit_rules.parameters import AnyRule, AuditRules
from generator.kinds.audit_rules.values import B32, EXCLUSIONS, FILTERS, KEY_POLICY, UID_MIN
from generator.kinds.protocol import Subject
from generator.markup.markdown import code
from generator.ocil.models import Question, Questionnaire, Sample, Step

LOADER: Final = Step(
    do="See what a boot loads:",
    command=(
        "systemctl cat auditd.service audit-rules.service 2>/dev/null"
        " | grep -E '^Exec.*(augenrules|auditctl)'"
    ),
    expect=(
        f"`augenrules --load` stands for the rule files in `{RULES_FOLDER}`. If the last word is"
        " `auditctl -R FILE` instead, that file alone counts: read it in their place below. Where"
        " nothing is printed, a boot loads no rules."
    ),
)
_AUDITING_ON: Final = Question(
    name="audit_rules_auditing_is_on",
    text="Is auditing on in the running kernel?",
    steps=(
        Step(
            do="As root, see whether auditing is on:",
            command="auditctl -s",
            expect="`enabled` must be 1 or 2. In a container the question is not applicable.",
        ),
    ),
)

_EVERY: Final = "'^[[:blank:]]*-'"
_HARMFUL: Final = "'^[[:blank:]]*-([aA].*(never|task|exclude)|[dDW]|e[[:blank:]]*0)'"
"""Lines that can take recording away; what does so surely is for a person to say."""
_FILES: Final = r"$(ls -1v | grep '\.rules$') /dev/null"
"""The files as augenrules orders them; with the second grep names them, and never waits."""
_NEVER: Final = (
    "No line may take one of these events away: no `never` rule in front of the rules that record"
    " it, no rule of the lists `task` or `exclude` that real users can meet (if the profile sets"
    f" the Value `{EXCLUSIONS.id}` to `partial`, such a rule may take a part that it names, such as"
    " one user)"
)

_WATCHES: Final = " A rule of a path, permissions and a key alone is listed as a watch (`-w`)."
_HIDDEN: Final = (
    " A rule of a path and permissions that says `never` is listed as a watch, too: where it has no"
    " key, or where the rule files have it, it counts as such."
)


def in_files(parameters: AuditRules, subject: Subject) -> Questionnaire:
    """Ask for the lines of the rule files."""
    here = f"cd {RULES_FOLDER} && grep"
    return _in_text(
        parameters,
        subject,
        place=RULES_FOLDER,
        first=(LOADER,),
        all_lines=f"{here} -n {_EVERY} {_FILES}",
        harmful=f"{here} -nE {_HARMFUL} {_FILES}",
    )


def in_compiled_file(parameters: AuditRules, subject: Subject) -> Questionnaire:
    """Ask for the lines of the compiled file."""
    return _in_text(
        parameters,
        subject,
        place=COMPILED_FILE,
        first=(),
        all_lines=f"grep -n {_EVERY} {COMPILED_FILE}",
        harmful=f"grep -nE {_HARMFUL} {COMPILED_FILE}",
    )


def _in_text(
    parameters: AuditRules,
    subject: Subject,
    *,
    place: str,
    first: tuple[Step, ...],
    all_lines: str,
    harmful: str,
) -> Questionnaire:
    events = _events(parameters, subject.product)
    lines = Step(
        do="As root, see the rules in the order in which they are read:",
        command=all_lines,
        expect=_expected(parameters, subject.product),
        samples=_samples(parameters.rules, subject.product, _source),
    )
    losses = Step(
        do="As root, see the lines that can take recording away:",
        command=harmful,
        expect=(
            f"{_NEVER}, no `-d` or `-W` of one of the rules, no `-D` behind them (augenrules puts"
            " `-D` alone in front), and no `-e 0` as the last of all `-e`. What stands behind a"
            " line that auditctl refuses is not loaded."
        ),
    )
    return Questionnaire(
        questions=(
            Question(
                name=f"{subject.rule}_records",
                text=f"Do the rules in `{place}` record {events}, with a key?",
                steps=(*first, *_uid_min(parameters, subject.product), lines),
            ),
            Question(
                name=f"{subject.rule}_keeps",
                text=f"Do all lines in `{place}` leave {events} recorded?",
                steps=(losses,),
            ),
        ),
    )


def in_kernel(parameters: AuditRules, subject: Subject) -> Questionnaire:
    """Ask for the listing of the kernel's rules."""
    accesses = _accesses(_required(parameters, subject.product), subject.product).events
    events = _events(parameters, subject.product)
    lines = Step(
        do="As root, see the rules that the kernel holds:",
        command="auditctl -l",
        expect=_expected(parameters, subject.product) + (_WATCHES if accesses else ""),
        samples=_samples(parameters.rules, subject.product, render),
    )
    losses = Step(
        do="As root, see the rules that can take recording away:",
        command="auditctl -l | grep -E -- '-a (never|[a-z]+,(task|exclude))'",
        expect=f"{_NEVER}.{_HIDDEN if accesses else ''}",
    )
    return Questionnaire(
        questions=(
            _AUDITING_ON,
            Question(
                name=f"{subject.rule}_records",
                text=f"Does the running kernel record {events}, with a key?",
                steps=(*_uid_min(parameters, subject.product), lines),
            ),
            Question(
                name=f"{subject.rule}_keeps",
                text=f"Do all rules that the kernel holds leave {events} recorded?",
                steps=(losses,),
            ),
        ),
    )


def _required(parameters: AuditRules, product: Product) -> tuple[RequiredEvent, ...]:
    machines = machines_of(parameters.rules, product)
    return tuple(dict.fromkeys(one for each in machines for one in each.events))


def _accesses(events: tuple[RequiredEvent, ...], product: Product) -> AccessLosses:
    accesses = tuple(one for one in events if isinstance(one, AccessEvent))
    return AccessLosses(events=accesses, uid_min=product.uid_min)


def _uid_min(parameters: AuditRules, product: Product) -> tuple[Step, ...]:
    """Ask for UID_MIN where the rules have it."""
    events = _required(parameters, product)
    if not any(isinstance(one.auid_floor, str) for one in events):
        return ()
    step = Step(
        do="See which auid is the first of a real user:",
        command="grep '^[[:blank:]]*UID_MIN[[:blank:]]' /etc/login.defs",
        expect=(
            f"The last line counts; without one it is {product.uid_min}. If the profile sets the"
            f" Value `{UID_MIN.id}` to a number, it is that number. It stands for `${{UID_MIN}}`"
            " below."
        ),
    )
    return (step,)


def _events(parameters: AuditRules, product: Product) -> str:
    """Name what must be recorded on some machine of the product, as Markdown."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    events = _required(parameters, product)
    for kind in (SyscallEvent, ExecutionEvent, AccessEvent):
        for one in events:
            if isinstance(one, kind):
                what, name, beside = _part(one)
                found.setdefault((what, beside), {})[name] = None
    *parts, last = (
        f"{what} {', '.join(map(code, names))}{beside}" for (what, beside), names in found.items()
    )
    return f"{', '.join(parts)} and {last}" if parts else last


def _part(event: RequiredEvent) -> tuple[str, str, str]:
    """Say what must be recorded, of what by name, and which of these."""
    if isinstance(event, SyscallEvent):
        fixed = " ".join(code(one.text) for one in event.only)
        return "the system calls", event.syscall, f" (those with {fixed})" if fixed else ""
    if isinstance(event, ExecutionEvent):
        return "runs of", event.path, ""
    return event.label.removesuffix(event.path).rstrip(), event.path, ""


def _expected(parameters: AuditRules, product: Product) -> str:
    architectures = (machine_on(name, product).architecture for name in product.architectures)
    idle = [one.name for one in architectures if not rules_for(parameters.rules, one)]
    none = f" On {', '.join(idle)} there are no such system calls: nothing is asked for."
    folders = _accesses(_required(parameters, product), product).folders
    absent = (
        f" Where one of the folders {', '.join(map(code, folders))} is missing, auditctl would"
        " refuse a rule for what is there: nothing is asked of it."
    )
    return (
        "There must be these rules, or others that record as much, with any key. If the profile"
        f" sets the Value `{KEY_POLICY.id}` to `exact`, the key must be {code(parameters.key)};"
        f" if it sets `{FILTERS.id}` to `exact`, only rules with just these filters count."
        f"{none if idle else ''}{absent if folders else ''}"
    )


def _source(rule: AnyRule, _architecture: Architecture) -> str:
    return render_source(rule)


@lru_cache(maxsize=16)
def _samples(
    rules: tuple[AnyRule, ...],
    product: Product,
    show: Callable[[AnyRule, Architecture], str],
) -> tuple[Sample, ...]:
    """Give the rules as each machine of the product has them, in common ones once."""
    machines = [machine_on(name, product).architecture for name in product.architectures]
    own = {one.name: [show(rule, one) for rule in rules_for(rules, one)] for one in machines}
    twins = {one.name: [show(rule, one) for rule in b32_twins(rules, one)] for one in machines}
    asked = f"If the profile sets the Value `{B32.id}` to `required`,"
    return (
        *_grouped(own, "On {}:", everywhere=""),
        *_grouped(twins, f"{asked} also, on {{}}:", everywhere=f"{asked} also:"),
    )


def _grouped(lines: dict[str, list[str]], where: str, everywhere: str) -> tuple[Sample, ...]:
    """Put lines that the same machines have together; what all of them have comes first."""
    machines: dict[str, list[str]] = {}
    for machine, own in lines.items():
        for line in own:
            machines.setdefault(line, []).append(machine)
    groups: dict[tuple[str, ...], list[str]] = {}
    for line, names in machines.items():
        groups.setdefault(tuple(names), []).append(line)
    return tuple(
        Sample(
            lines=tuple(own),
            where=everywhere if len(names) == len(lines) else where.format(", ".join(names)),
        )
        for names, own in sorted(groups.items(), key=lambda one: len(one[0]) < len(lines))
    )
