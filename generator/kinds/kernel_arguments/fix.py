"""The kernel_arguments remediation: edits what menus are made from, and has them made anew."""

from functools import lru_cache
from typing import Final, assert_never

from generator.content import BootLoader
from generator.fix import settings
from generator.fix.ansible import Task
from generator.fix.block_yaml import Unsafe
from generator.fix.models import BashFix, Fix, Impact, Language
from generator.fix.planner import functions
from generator.fix.shared import SharedText
from generator.fix.steps import Names
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
from generator.markup.template import render, shell_word

_IMPACT: Final = Impact(reboot=True, disruption="low", complexity="low", strategy="configure")


def to_fix(
    parameters: KernelArgument, subject: Subject, rules: tuple[str, ...], language: Language
) -> Fix:
    """Give the fix of a control, whose Rules are `rules`."""
    bash = _bash(parameters, subject)
    match language:
        case "bash":
            return bash
        case "ansible":
            return settings.ansible(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                rules=rules,
                tasks=lambda names: _tasks(bash, subject.control, names),
                impact=_IMPACT,
            )
        case _:
            assert_never(language)


def _bash(parameters: KernelArgument, subject: Subject) -> BashFix:
    lines = (
        "kind=kernel_arguments",
        f"wanted={shell_word(parameters.wanted)}",
        f"last={shell_word(parameters.name_pattern)}",
        f"right={shell_word(parameters.value_pattern)}",
    )
    return settings.bash(
        control=subject.control,
        title=subject.control_title,
        product=subject.product,
        plan=_plan(parameters.boot_loader),
        setting="\n".join(lines),
        impact=_IMPACT,
    )


@lru_cache(maxsize=4)
def _plan(boot_loader: BootLoader) -> SharedText:
    text = render(
        "kernel_arguments/plan.sh.j2",
        boot_loader=boot_loader,
        menus=GRUB_MENUS,
        defaults=DEFAULTS,
        more_defaults=MORE_DEFAULTS,
        entries=ENTRIES,
        environment=ENVIRONMENT,
        kernel_install=KERNEL_INSTALL,
    )
    return SharedText("kernel_arguments_plan", text)


def _tasks(bash: BashFix, control: str, names: Names) -> tuple[Task, ...]:
    """Ask the functions of the bash fix for a plan, and have them carry it out.

    GRUB's files have no module of Ansible, and an edit by patterns would not see which one counts.
    """
    plan, program = names.own(f"{control}_plan"), names.own(f"{control}_program")
    text = functions((one.text for one in bash.shared), (bash.section,))
    told = f"({plan}.stdout | from_json)"

    def run(call: str) -> dict[str, object]:
        words = {
            "argv": ["/bin/bash", "-s", "--", *call.split()],
            "stdin": f"{{{{ {program} }}}}",
        }
        return {"ansible.builtin.command": words}

    block: tuple[Task, ...] = (
        {
            "name": f"Plan what is to be done for {control}",
            **run(f"settings_plan fix {control}"),
            "register": plan,
            "changed_when": False,
            "check_mode": False,
        },
        {
            "name": f"Show what is to be known of {control}",
            "ansible.builtin.debug": {"msg": f"{{{{ {told}.steps + {told}.notes }}}}"},
            "changed_when": f"{told}.steps | length > 0 and ansible_check_mode",
            "when": [f"({told}.steps + {told}.notes) | length > 0"],
        },
        {
            "name": f"Carry out the plan for {control}",
            **run(f"settings_fix {control}"),
            "changed_when": True,
            "when": [f"{told}.steps | length > 0", f"{told}.ok"],
        },
        {
            "name": f"Judge the plan for {control}",
            "ansible.builtin.assert": {
                "that": [f"{told}.ok"],
                "fail_msg": f"{{{{ {told}.obstacles }}}}",
                "quiet": True,
            },
            "when": ["not ansible_check_mode"],
        },
    )
    return (
        {
            "name": f"Give the kernel what {control} asks for",
            "vars": {program: Unsafe(f'{text}\n"$@"\n')},
            "block": list(block),
        },
    )
