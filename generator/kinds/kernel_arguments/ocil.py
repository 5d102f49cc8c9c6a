"""The kernel_arguments kind for people: the command lines to look at."""

from generator.kinds.kernel_arguments.boot import (
    DEFAULTS,
    ENTRIES,
    ENVIRONMENT,
    GRUB_MENUS,
    KERNEL_INSTALL,
    MORE_DEFAULTS,
)
from generator.kinds.kernel_arguments.parameters import KernelArgument
from generator.kinds.protocol import Subject
from generator.markup.markdown import code
from generator.ocil.models import Question, Questionnaire, Step


def running(parameters: KernelArgument, subject: Subject) -> Questionnaire:
    """Ask for the command line of the running kernel."""
    step = Step(
        do="See what the running kernel was booted with:",
        command="cat /proc/cmdline",
        expect=_expect(parameters, "It"),
    )
    return _asked(subject, "Was the running kernel booted with the argument?", (step,))


def configured(parameters: KernelArgument, subject: Subject) -> Questionnaire:
    """Ask for the command lines of the next boot, and for what new ones are made from."""
    if parameters.boot_loader == "grub":
        lines = rf"grep -hE '^[[:blank:]]*linux' {' '.join(GRUB_MENUS)} 2>/dev/null"
        made = rf"grep -HE '^[^#]*GRUB_CMDLINE_LINUX' {DEFAULTS} {MORE_DEFAULTS}/*.cfg 2>/dev/null"
        expect = (
            "Menus are made anew from the last line for `GRUB_CMDLINE_LINUX`, which must hold the"
            " argument; no line for `GRUB_CMDLINE_LINUX_DEFAULT` may hold another value."
        )
    else:
        lines = (
            rf"grep -HE '^[[:blank:]]*(options|kernelopts=)' {ENTRIES}/*.conf {ENVIRONMENT}"
            " 2>/dev/null"
        )
        made = rf"grep -HE '^[^#]*(GRUB_CMDLINE_LINUX|=)' {DEFAULTS} {KERNEL_INSTALL} 2>/dev/null"
        expect = (
            "The last line for `GRUB_CMDLINE_LINUX` must hold the argument, and so must"
            f" {code(KERNEL_INSTALL)}, where there is one."
        )
    steps = (
        Step(
            do="See what the boot loader gives to kernels:",
            command=lines,
            expect=f"{_expect(parameters, 'Every line')} `$kernelopts` stands for that line.",
        ),
        Step(do="See what new entries are made from:", command=made, expect=expect),
    )
    return _asked(subject, "Does every boot have the argument?", steps)


def _asked(subject: Subject, text: str, steps: tuple[Step, ...]) -> Questionnaire:
    question = Question(name=f"{subject.rule}_question", text=text, steps=steps)
    return Questionnaire(questions=(question,))


def _expect(parameters: KernelArgument, what: str) -> str:
    more = "" if parameters.minimum is None else ", or a greater number"
    others = parameters.values[1:]
    more += f", or {', '.join(map(code, others))} as its value" if others else ""
    return (
        f"{what} must hold {code(parameters.wanted)}{more}. Where the argument stands twice, the"
        " last one counts."
    )
