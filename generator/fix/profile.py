"""All fixes of a profile as one bash script, and as one Ansible playbook."""

from collections.abc import Sequence

from generator.fix.ansible import dump, literal
from generator.fix.models import AnsibleFix, Fix
from generator.fix.slot import fill
from generator.markup.template import render


def shell_script(title: str, fixes: Sequence[Fix], values: dict[str, str]) -> str:
    """Give a script that runs every fix; it fails when one of them fails, and runs them all.

    `values` are the texts of Values by short id, as the profile sets them.
    """
    return render(
        "shared/profile.sh.j2", title=title, fixes=[fill(fix.text, values) for fix in fixes]
    )


def playbook(title: str, fixes: Sequence[Fix], values: dict[str, str]) -> str:
    """Give a playbook that runs the tasks of every fix, with the Values as its variables."""
    used = {name: values[name] for fix in fixes for name in fix.values}
    tasks = [task for fix in fixes if isinstance(fix, AnsibleFix) for task in fix.tasks]
    play: dict[str, object] = {"name": literal(title), "hosts": "all", "become": True}
    if used:
        play["vars"] = used
    return "---\n" + dump([play | {"tasks": tasks}])
