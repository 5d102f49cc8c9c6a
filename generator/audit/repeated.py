"""Repeated rules: the same rule twice in a text, which stops the loading of all that follows."""

from generator.audit.draft import joined_key
from generator.audit.normal import NormalForm, normal_form
from generator.audit.problem import Problem
from generator.audit.rule import Control, Line, Rule, Watch
from generator.audit.syscalls import X86_64, Architecture


def find_repeated(lines: tuple[Line, ...], machine: Architecture | None) -> tuple[Problem, ...]:
    """Return a `duplicate-rule` for every rule the kernel has already when its line comes.

    Follows `-D`, `-D -k` and `-d`. A watch counts as one of a file, since the disk is not read.
    """
    present: dict[NormalForm, Rule | Watch] = {}
    problems: list[Problem] = []
    for line in lines:
        if isinstance(line, Control):
            present = _after(line, present)
            continue
        form = normal_form(line, machine or X86_64)
        if line.removes if isinstance(line, Watch) else line.operation == "delete":
            present.pop(form, None)
            continue
        first = present.get(form)
        if first is None or (isinstance(line, Rule) and line.prepend):
            present.setdefault(form, line)
            continue
        problems.append(
            Problem(
                code="duplicate-rule",
                message="the rule is given a second time",
                span=line.span,
                hint="delete one of the two",
                first=first.span,
            )
        )
    return tuple(problems)


def _after(
    control: Control, present: dict[NormalForm, Rule | Watch]
) -> dict[NormalForm, Rule | Watch]:
    if not control.has("-D"):
        return present
    key = control.value("-D")
    if key is None:
        return {}
    return {form: rule for form, rule in present.items() if key not in joined_key(rule.key_words)}
