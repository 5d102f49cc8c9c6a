"""The file_permissions kind for people: a command that prints what is not as it should be."""

from collections.abc import Iterator

from generator.kinds.file_permissions import shell
from generator.kinds.file_permissions.parameters import FilePermissions
from generator.kinds.protocol import Subject
from generator.markup.markdown import code
from generator.ocil.models import Question, Questionnaire, Step


def questionnaire(parameters: FilePermissions, subject: Subject) -> Questionnaire:
    """Ask for the files that are not as they should be, and for the group of new logs."""
    question = Question(
        name=f"{subject.rule}_question",
        text="Is every file as it should be?",
        steps=tuple(_steps(parameters)),
    )
    return Questionnaire(questions=(question,))


def _steps(parameters: FilePermissions) -> Iterator[Step]:
    for find in shell.finds(parameters):
        command = f"{find} {shell.wrong(parameters)} -ls 2>/dev/null"
        if parameters.of_log:
            command = f"{shell.log_folder()}; {command}"
        yield Step(
            do=f"Look for what has {_words(parameters)}:",
            command=command,
            expect="It must print nothing.",
        )
    if parameters.of_log and parameters.groups:
        names = " or ".join(code(name) for name in parameters.groups)
        yield Step(
            do="See to which group auditd gives its log:",
            command=shell.last_setting("log_group"),
            expect=f"It must say {names}, or nothing.",
        )


def _words(parameters: FilePermissions) -> str:
    words = []
    if parameters.mode is not None:
        words.append(f"more rights than mode {code(parameters.octal)}")
    if parameters.owner is not None:
        words.append(f"another owner than {code(parameters.owner)}")
    if parameters.groups:
        words.append(f"another group than {' or '.join(map(code, parameters.groups))}")
    return ", or ".join(words)
