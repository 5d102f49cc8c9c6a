"""The service remediation: unmask, enable, and start where systemd runs."""

from functools import cache
from typing import Final, assert_never

from generator.fix import settings
from generator.fix.ansible import Task
from generator.fix.models import Fix, Impact, Language
from generator.fix.shared import SharedText
from generator.fix.steps import Names
from generator.kinds.protocol import Subject
from generator.kinds.service import facets
from generator.kinds.service.boot import FOLDERS
from generator.kinds.service.parameters import Service
from generator.markup.template import render, shell_word

_IMPACT: Final = Impact(reboot=False, disruption="low", complexity="low", strategy="enable")
_RUNS: Final = "/run/systemd/system"


def to_fix(parameters: Service, subject: Subject, language: Language) -> Fix:
    """Give the fix of a control."""
    match language:
        case "bash":
            return settings.bash(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                plan=_plan(),
                setting=f"kind=service\nunit={shell_word(parameters.unit)}",
                impact=_IMPACT,
            )
        case "ansible":
            return settings.ansible(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                rules=tuple(f"{subject.control}_{facet.suffix}" for facet in facets.ALL),
                tasks=lambda names: _tasks(parameters.unit, subject.control, names),
                impact=_IMPACT,
            )
        case _:
            assert_never(language)


def _tasks(unit: str, control: str, names: Names) -> tuple[Task, ...]:
    runs = names.own(f"{control}_systemd")
    # In check mode a package may be missing that would be there.
    missing = {"ignore_errors": "{{ ansible_check_mode }}"}
    return (
        {
            "name": f"See whether systemd runs, for {control}",
            "ansible.builtin.stat": {"path": _RUNS},
            "register": runs,
        },
        {
            "name": f"Let a boot start the service of {control}",
            "ansible.builtin.systemd_service": {"name": unit, "enabled": True, "masked": False},
            **missing,
        },
        {
            "name": f"Start the service of {control}",
            "ansible.builtin.systemd_service": {"name": unit, "state": "started"},
            "when": [f"{runs}.stat.exists"],
            **missing,
        },
    )


@cache
def _plan() -> SharedText:
    return SharedText("service_plan", render("service/plan.sh.j2", folders=FOLDERS, runs=_RUNS))
