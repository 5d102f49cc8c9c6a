"""The kernel_arguments kind as a script: the command line of the running kernel."""

from generator.kinds.kernel_arguments.parameters import KernelArgument
from generator.kinds.protocol import Subject
from generator.markup.template import render
from generator.sce.models import Script


def script(parameters: KernelArgument, subject: Subject) -> Script:
    """Give the script: POSIX sh and awk, verdict as exit status."""
    text = render(
        "kernel_arguments/running.sh.j2",
        rule=subject.rule,
        title=subject.title,
        name=parameters.name_pattern,
        right=parameters.value_pattern,
        wanted=parameters.wanted,
        words="" if parameters.minimum is None else " or more",
    )
    return Script(filename=f"{subject.rule}.sh", text=text)
