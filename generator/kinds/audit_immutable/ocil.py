"""How a person checks by hand that the audit configuration is locked."""

from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.ocil import LOADER
from generator.kinds.protocol import Subject
from generator.ocil.models import Question, Questionnaire, Step


def in_files(subject: Subject, *, compiled: bool) -> Questionnaire:
    """Ask for the last `-e` of the rule files, or of the compiled file."""
    place = COMPILED_FILE if compiled else RULES_FOLDER
    files = COMPILED_FILE if compiled else f"$(ls -v {RULES_FOLDER}/*.rules)"
    first = () if compiled else (LOADER,)
    last = Step(
        do="As root, see the last line that switches auditing:",
        command=f"grep -hE '^[[:blank:]]*-e' {files} | tail -n 1",
        expect="The line must be `-e 2`.",
    )
    text = f"Does {place} end in locking the audit configuration?"
    question = Question(name=f"{subject.rule}_is_last", text=text, steps=(*first, last))
    return Questionnaire(questions=(question,))


def in_kernel(subject: Subject) -> Questionnaire:
    """Ask for the state of the running kernel."""
    step = Step(
        do="As root, see whether the configuration is locked:",
        command="auditctl -s | grep enabled",
        expect="The line must be `enabled 2`. In a container the question is not applicable.",
    )
    text = "Does the running kernel refuse changes of the audit configuration?"
    question = Question(name=f"{subject.rule}_is_locked", text=text, steps=(step,))
    return Questionnaire(questions=(question,))
