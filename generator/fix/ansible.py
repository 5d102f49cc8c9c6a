"""Ansible tasks become YAML as ansible-lint likes it, through PyYAML's dumper alone."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import yaml

from generator.fix.slot import slot

Task = Mapping[str, object]

_WIDTH: Final = 100


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, several lines as a literal block, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow=flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump(document: object) -> str:
    """Write `document` as YAML: keys in their order, lines folded at blanks, final newline."""
    text: str = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, width=_WIDTH, allow_unicode=True, indent=2
    )
    return text


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
