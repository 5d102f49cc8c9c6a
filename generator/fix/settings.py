"""Fixes of settings: a plan of command lines that bash shows and runs, and Ansible's own modules.

What is to be done is decided on the target, by a function of the kind; the rest is the same for
all of them (`templates/shared/settings.sh.j2`). Neither language does anything on a system of
another product.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from generator.content import Product
from generator.fix.ansible import Task, literal
from generator.fix.models import AnsibleFix, BashFix, Impact
from generator.fix.shared import SharedText, reading, with_slots
from generator.fix.steps import Names, Steps
from generator.markup.template import comment, render

FUNCTIONS: Final = "settings"

Tasks = Callable[[Names], tuple[Task, ...]]


def bash(
    *,
    control: str,
    title: str,
    product: Product,
    plan: SharedText,
    setting: str,
    impact: Impact,
) -> BashFix:
    """Give the fix of a control in bash.

    `plan` holds the function that plans for the kind, and `setting` is bash that sets what the
    function reads, `kind` among it.
    """
    shared = (_functions(product), plan)
    body = "".join(f"    {line}\n" if line else "\n" for line in setting.strip().split("\n"))
    # The functions of the kind read what is set here.
    section = (
        f"{comment(f'{control}: {title}')}\n# shellcheck disable=SC2034\n"
        f"control_{control}() {{\n{body}}}\n"
    )
    text = render(
        "shared/settings_fix.sh.j2",
        control=control,
        title=title,
        reading=reading(shared, control, "settings_fix").rstrip(),
        section=section.rstrip(),
    )
    return BashFix(
        impact=impact,
        values=(),
        control=control,
        functions=FUNCTIONS,
        section=section,
        text=with_slots(text, shared),
        shared=shared,
    )


def ansible(
    *,
    control: str,
    title: str,
    product: Product,
    rules: tuple[str, ...],
    tasks: Tasks,
    impact: Impact,
) -> AnsibleFix:
    """Give the fix of a control in Ansible: `tasks`, guarded; `rules` are its Rules, as tags."""

    def guarded(names: Names) -> tuple[Task, ...]:
        found = names.own(f"{control}_os_release")
        return (
            {
                "name": literal(title),
                "tags": [control, *rules],
                "block": [
                    {
                        "name": f"Read what system this is, for {control}",
                        "ansible.builtin.slurp": {"src": "/etc/os-release"},
                        "register": found,
                    },
                    {
                        "name": f"Do what {control} asks for",
                        "when": list(_conditions(product, found)),
                        "block": list(tasks(names)),
                    },
                ],
            },
        )

    return AnsibleFix.of(
        impact,
        (),
        guarded(Names()),
        control=control,
        steps=lambda names: Steps(carry_out=guarded(names)),
    )


def _conditions(product: Product, found: str) -> tuple[str, ...]:
    """Give what must be true of /etc/os-release, whose content `found` holds."""
    return tuple(
        f"({found}.content | b64decode) is search('{_line(field.name.value, field.exact)}"
        f"{minor}[\\x22\\x27]?[ \\t]*$')"
        for field in product.os_release
        for minor in ("([.][^\\x22\\x27]*)?" if field.any_minor else "",)
    )


def _line(name: str, value: str) -> str:
    return f"(?m)^{name}=[\\x22\\x27]?{re.escape(value)}"


@lru_cache(maxsize=16)
def _functions(product: Product) -> SharedText:
    """Give what all these fixes share on a product."""
    text = render(
        "shared/settings.sh.j2",
        product=product.title.value,
        os_release=tuple(
            {"name": field.name.value, "value": field.exact, "any_minor": field.any_minor}
            for field in product.os_release
        ),
    )
    return SharedText(FUNCTIONS, text)
