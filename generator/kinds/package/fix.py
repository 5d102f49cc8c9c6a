"""The package remediation: the product's package manager installs what lacks."""

from functools import lru_cache
from typing import Final, assert_never

from generator.content import PackageManager
from generator.fix import settings
from generator.fix.ansible import Task
from generator.fix.models import Fix, Impact, Language
from generator.fix.shared import SharedText
from generator.kinds.package.parameters import Packages
from generator.kinds.protocol import Subject
from generator.markup.template import render, shell_word

_IMPACT: Final = Impact(reboot=False, disruption="low", complexity="low", strategy="enable")


def to_fix(parameters: Packages, subject: Subject, language: Language) -> Fix:
    """Give the fix of a control."""
    match language:
        case "bash":
            names = " ".join(shell_word(name) for name in parameters.packages)
            return settings.bash(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                plan=_plan(parameters.manager),
                setting=f"kind=package\npackages=({names})",
                impact=_IMPACT,
            )
        case "ansible":
            return settings.ansible(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                rules=(subject.rule,),
                tasks=lambda _names: _tasks(parameters, subject.control),
                impact=_IMPACT,
            )
        case _:
            assert_never(language)


def _tasks(parameters: Packages, control: str) -> tuple[Task, ...]:
    name, names = f"Install the packages of {control}", list(parameters.packages)
    match parameters.manager:
        case "apt":
            # Lists that are older than an hour, or that an image lacks, are fetched first.
            lists = {"update_cache": True, "cache_valid_time": 3600}
            words = {"name": names, "state": "present", "install_recommends": False, **lists}
            return ({"name": name, "ansible.builtin.apt": words},)
        case "dnf":
            return ({"name": name, "ansible.builtin.dnf": {"name": names, "state": "present"}},)
        case "zypper":
            # Its module is in a collection, which `package` finds where it is installed.
            words = {"name": names, "state": "present"}
            return ({"name": name, "ansible.builtin.package": words},)
        case _:
            assert_never(parameters.manager)


@lru_cache(maxsize=4)
def _plan(manager: PackageManager) -> SharedText:
    return SharedText("package_plan", render("package/plan.sh.j2", manager=manager))
