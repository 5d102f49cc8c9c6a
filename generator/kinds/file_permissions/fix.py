"""The file_permissions remediation: takes rights away, gives none; gives files to their owners."""

from collections.abc import Iterator
from functools import cache
from typing import Final, assert_never

from generator.fix import settings
from generator.fix.ansible import Task
from generator.fix.models import Fix, Impact, Language
from generator.fix.shared import SharedText
from generator.fix.steps import Names
from generator.kinds.file_permissions import shell
from generator.kinds.file_permissions.parameters import (
    CONFIGURATION,
    DEFAULT_LOG,
    At,
    Below,
    FilePermissions,
    Files,
    LogFiles,
    LogFolder,
)
from generator.kinds.protocol import Subject
from generator.markup.template import render, shell_word

_IMPACT: Final = Impact(reboot=False, disruption="low", complexity="low", strategy="restrict")


def to_fix(parameters: FilePermissions, subject: Subject, language: Language) -> Fix:
    """Give the fix of a control."""
    match language:
        case "bash":
            return settings.bash(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                plan=_plan(),
                setting=_setting(parameters),
                impact=_IMPACT,
            )
        case "ansible":
            return settings.ansible(
                control=subject.control,
                title=subject.control_title,
                product=subject.product,
                rules=(subject.rule,),
                tasks=lambda names: tuple(_tasks(parameters, subject.control, names)),
                impact=_IMPACT,
            )
        case _:
            assert_never(language)


@cache
def _plan() -> SharedText:
    text = render(
        "file_permissions/plan.sh.j2",
        configuration=CONFIGURATION,
        log_folder=shell.log_folder(),
        log_group=shell.last_setting("log_group"),
    )
    return SharedText("file_permissions_plan", text)


def _setting(parameters: FilePermissions) -> str:
    mask = f"{parameters.forbidden:04o}" if parameters.mode is not None else ""
    lines = [
        "kind=file_permissions",
        f"mode={shell_word(shell.taking_away(parameters))}",
        f"mask={shell_word(mask)}",
        f"owner={shell_word(parameters.owner or '')}",
        f"groups=({' '.join(parameters.groups)})",
        f"of_log={shell_word('yes' if parameters.of_log else '')}",
    ]
    finds = [f'    {find} "$@"' for find in shell.finds(parameters)]
    lines += ["files_asked() {", *finds, "}"]
    return "\n".join(lines)


def _tasks(parameters: FilePermissions, control: str, names: Names) -> Iterator[Task]:
    if parameters.of_log:
        yield {
            "name": f"See where auditd writes its log, for {control}",
            "ansible.builtin.command": {"argv": _words(shell.last_setting("log_file"))},
            "register": names.own(f"{control}_log_file"),
            "changed_when": False,
            "failed_when": False,
            "check_mode": False,
        }
    for number, files in enumerate(_grouped(parameters.files)):
        suffix = str(number) if number else ""
        found = names.own(f"{control}_found{suffix}")
        log = f"{names.own(f'{control}_log_file')}.stdout | default('{DEFAULT_LOG}', true)"
        yield {"name": f"Look at the files of {control}", **_look(files, log), "register": found}
        yield from _changes(parameters, files, found, control)


def _words(command: str) -> list[str]:
    head, program, tail = command.split("'")
    return [*head.split(), program, *tail.split()]


Grouped = tuple[At, ...] | Below | LogFiles | LogFolder


def _grouped(files: tuple[Files, ...]) -> Iterator[Grouped]:
    paths = tuple(one for one in files if isinstance(one, At))
    if paths:
        yield paths
    for one in files:
        if not isinstance(one, At):
            yield one


def _look(files: Grouped, log: str) -> dict[str, object]:
    match files:
        case Below():
            words: dict[str, object] = {
                "paths": [files.folder],
                "patterns": [f"*{files.suffix}"],
                "recurse": True,
                "hidden": True,
            }
            return {"ansible.builtin.find": words}
        case LogFiles():
            words = {"paths": [f"{{{{ {log} | dirname }}}}/"], "hidden": True}
            return {"ansible.builtin.find": words}
        case LogFolder():
            return {
                "ansible.builtin.stat": {"path": "{{ item }}", "follow": True},
                "loop": [f"{{{{ {log} | dirname }}}}"],
            }
        case _:
            return {
                "ansible.builtin.stat": {"path": "{{ item }}", "follow": True},
                "loop": [one.path for one in files],
            }


def _changes(
    parameters: FilePermissions, files: Grouped, found: str, control: str
) -> Iterator[Task]:
    if isinstance(files, Below | LogFiles):
        loop, path, one = f"{{{{ {found}.files }}}}", "{{ item.path }}", "item"
        there: list[str] = []
    else:
        loop, path, one = f"{{{{ {found}.results }}}}", "{{ item.item }}", "item.stat"
        there = ["item.stat.exists"]
    shared = {"loop": loop, "loop_control": {"label": path}}

    def task(name: str, words: dict[str, object], when: list[str]) -> Task:
        return {
            "name": f"{name} of {control}",
            "ansible.builtin.file": {"path": path, **words},
            **shared,
            **({"when": when} if when else {}),
        }

    if parameters.mode is not None:
        yield task("Take rights away from files", {"mode": shell.taking_away(parameters)}, there)
    if parameters.owner is not None:
        yield task("Set the owner of files", {"owner": parameters.owner}, there)
    if parameters.groups:
        allowed = f"{one}.gr_name | default('') not in {list(parameters.groups)!r}"
        yield task("Set the group of files", {"group": parameters.groups[0]}, [*there, allowed])
