"""All fixes of a profile as an Ansible role, whose variables all begin with its name."""

import re
from collections.abc import Sequence
from typing import Final

from generator.content.value import Value
from generator.fix.ansible import document
from generator.fix.models import AnsibleFix
from generator.fix.profile import planner_of, tasks, used_values
from generator.fix.steps import Names
from generator.markup.template import render

_PLANNER: Final = "planner.sh"
_OLDEST: Final = "2.14"


def role(
    *,
    name: str,
    title: str,
    creator: str,
    fixes: Sequence[AnsibleFix],
    values: Sequence[Value],
    settings: dict[str, str],
) -> dict[str, str]:
    """Give the files of the role `name`, by their paths in it.

    `settings` are the texts of Values by short id, as the profile sets them.
    """
    names = Names.of_role(name)
    steps = [fix.steps_with(names) for fix in fixes]
    used = used_values(fixes, settings)
    options = tuple(value for value in values if value.id in used)
    handlers = [task for one in steps for task in one.handlers]
    files = {
        "README.md": _readme(
            name=name, title=title, names=names, fixes=fixes, options=options, used=used
        ),
        "defaults/main.yml": document({names.value(key): text for key, text in used.items()}),
        "meta/argument_specs.yml": document(_arguments(title, names, options, used)),
        "meta/main.yml": document(_meta(title, creator)),
        "tasks/main.yml": document(list(tasks(steps))),
    }
    if handlers:
        files["handlers/main.yml"] = document(handlers)
    variables = {key: text for one in steps for key, text in one.variables.items()}
    if any(fix.library for fix in fixes):
        variables[names.planner] = f"{{{{ lookup('ansible.builtin.file', '{_PLANNER}') }}}}"
        files[f"files/{_PLANNER}"] = planner_of(title, fixes)
    if variables:
        files["vars/main.yml"] = document(variables)
    return dict(sorted(files.items()))


def _meta(title: str, creator: str) -> dict[str, object]:
    return {
        "galaxy_info": {
            "author": creator,
            "description": title,
            # Of the program, which is auditscap's.
            "license": "Apache-2.0",
            "min_ansible_version": _OLDEST,
        },
        "dependencies": [],
    }


def _arguments(
    title: str, names: Names, options: Sequence[Value], used: dict[str, str]
) -> dict[str, object]:
    described = {
        names.value(value.id): {
            "type": "str",
            "default": used[value.id],
            "description": [f"{value.title}.", value.description],
        }
        for value in options
    }
    return {"argument_specs": {"main": {"short_description": title, "options": described}}}


def _readme(
    *,
    name: str,
    title: str,
    names: Names,
    fixes: Sequence[AnsibleFix],
    options: Sequence[Value],
    used: dict[str, str],
) -> str:
    return render(
        "shared/role.md.j2",
        name=name,
        title=_shown(title),
        oldest=_OLDEST,
        controls=[fix.control for fix in fixes],
        options=[
            {
                "variable": names.value(value.id),
                "default": used[value.id],
                "title": value.title,
                "description": value.description,
            }
            for value in options
        ],
    )


def _shown(text: str) -> str:
    """Give Markdown that shows the line `text` as it is."""
    escaped = re.sub(r"([!#&<>\[\\\]*_`{|}~])", r"\\\1", text)
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", escaped)
