"""How a person checks the audit_rules kind by hand."""

from generator.audit import render, render_source
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.parameters import AuditRules
from generator.ocil.models import Questionnaire, Step

_UID_MIN = Step(
    do="See which auid is the first of a real user:",
    command="grep '^[[:blank:]]*UID_MIN' /etc/login.defs",
    expect="The last line counts; without one it is 1000. It stands for `${UID_MIN}` below.",
)


def in_files(parameters: AuditRules) -> Questionnaire:
    """Ask for the lines of the rule files."""
    return _lines(parameters, "cat $(ls -1v *.rules)", f"cd {RULES_FOLDER}\n")


def in_compiled_file(parameters: AuditRules) -> Questionnaire:
    """Ask for the lines of the compiled file."""
    return _lines(parameters, f"cat {COMPILED_FILE}", "")


def _lines(parameters: AuditRules, show: str, before: str) -> Questionnaire:
    rules = "\n".join(render_source(rule) for rule in parameters.rules)
    return Questionnaire(
        question="Do the rules record all of these events, with a key?",
        steps=(
            _UID_MIN,
            Step(
                do="See the rules in the order in which they are read:",
                command=f"{before}{show}",
                expect=(
                    "There must be these rules, or others that record as much. System calls that"
                    " the machine lacks (`ausyscall NAME --exact`) are not asked for, and no"
                    f" `never` rule may come before them:\n\n```\n{rules}\n```"
                ),
            ),
        ),
    )


def in_kernel(parameters: AuditRules) -> Questionnaire:
    """Ask for the listing of the kernel's rules."""
    rules = "\n".join(render(rule, X86_64) for rule in parameters.rules)
    return Questionnaire(
        question="Does the running kernel record all of these events, with a key?",
        steps=(
            _UID_MIN,
            Step(
                do="As root, see whether auditing is on:",
                command="auditctl -s",
                expect="`enabled` must be 1 or 2.",
            ),
            Step(
                do="As root, see the rules that the kernel holds:",
                command="auditctl -l",
                expect=(
                    "There must be these rules, or others that record as much, and no `never`"
                    f" rule before them:\n\n```\n{rules}\n```"
                ),
            ),
        ),
    )
