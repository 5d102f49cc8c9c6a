"""Ansible tasks become YAML as ansible-lint likes it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from generator.fix.block_yaml import dump
from generator.fix.slot import slot

Task = Mapping[str, object]

_LONG: Final = re.compile("[^\n]{161}")
_NO_FAULT: Final = "# yamllint disable rule:line-length\n"


def document(content: object) -> str:
    """Write a file of its own: the mark that starts a document, then `content`."""
    return "---\n" + lines(content)


def lines(content: object) -> str:
    """Write `content` so that yamllint finds no fault with it.

    A line that cannot be folded may be long: it is one of a program, or has a long name in it.
    """
    text = dump(content)
    return _NO_FAULT + text if _LONG.search(text) else text


def promoted(values: Iterable[str]) -> str:
    """Write the tasks that oscap turns into variables of the play, one for each Value.

    oscap recognises them by their exact text (measured with 1.3.7 and 1.4.4): two-space steps,
    `# promote to variable` behind the name, `set_fact` without collection name.
    """
    return "".join(
        f"- name: XCCDF Value {name} # promote to variable\n"
        f"  set_fact:\n    {name}: !!str {slot(name)}\n  tags:\n    - always\n"
        for name in values
    )


def literal(text: str) -> str:
    """Give `text` so that Ansible's templates show it as it is."""
    return re.sub(r"\{[{%#]", lambda match: "{{ '" + match[0] + "' }}", text)
