"""How a person checks by hand that runs of privileged programs are recorded."""

from typing import Final

from generator.audit import render_source
from generator.kinds.audit_rules.facets import RULES_FOLDER
from generator.kinds.audit_rules.ocil import LOADER
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.protocol import Subject
from generator.markup.markdown import code
from generator.ocil.models import Question, Questionnaire, Step

_FIND: Final = (
    "findmnt -rno TARGET,OPTIONS -it $(awk '$1 == \"nodev\" { print $2 }' /proc/filesystems"
    " | paste -sd,) | grep -Ev '[ ,](nosuid|noexec)(,|$)' | awk '{ print $1 }'"
    " | xargs -I X find X -xdev -type f -perm /6000"
)


def questionnaire(parameters: AuditRules, subject: Subject, *, loaded: bool) -> Questionnaire:
    """Ask for a rule of each program, in the files or in the kernel."""
    lines = " and ".join(code(render_source(rule)) for rule in parameters.rules)
    find = Step(
        do="As root, list the set-user-id and set-group-id programs:",
        command=_FIND,
        expect="Each line is a program that must have a rule.",
    )
    in_files = f"grep -rn -- 'perm=x' {RULES_FOLDER} --include='*.rules'"
    command = "auditctl -l | grep -- 'perm=x'" if loaded else in_files
    first = () if loaded else (LOADER,)
    rules = Step(
        do="See the rules about runs of programs:",
        command=command,
        expect=(
            f"For each program there must be a rule like {lines}, with the program in the place of"
            " `${PROGRAM}` and UID_MIN of `/etc/login.defs`; broader rules are as good. No rule"
            " that says `never` may stand in front of them."
        ),
    )
    text = "Are the runs of all these programs recorded?"
    question = Question(name=f"{subject.rule}_are_recorded", text=text, steps=(*first, find, rules))
    return Questionnaire(questions=(question,))
