"""Ansible tasks become YAML as ansible-lint likes it, through PyYAML's dumper alone."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import yaml
from yaml.emitter import ScalarAnalysis

from generator.fix.slot import slot

Task = Mapping[str, object]

_WIDTH: Final = 100
_LONGEST: Final = 160
_NO_FAULT: Final = "# yamllint disable rule:line-length\n"


class Unsafe(str):
    """Text that Ansible's templates leave as it is, whatever braces are in it."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, several lines as a literal block, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow=flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        analysis = super().analyze_scalar(scalar)
        if "\t" in scalar:
            # PyYAML holds every tab for special; in a block it is one only at the end of a line.
            shown = scalar.replace("\t\n", " \n").replace("\t", "x")
            analysis.allow_block = super().analyze_scalar(shown).allow_block
        return analysis


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _unsafe(dumper: yaml.SafeDumper, text: Unsafe) -> yaml.ScalarNode:
    return dumper.represent_scalar("!unsafe", str(text), style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Unsafe, _unsafe)


def dump(document: object) -> str:
    """Write `document` as YAML: keys in their order, lines folded at blanks, final newline.

    Text of several lines is a literal block, unless a line of it ends in a blank.
    """
    programs: list[str] = []
    text = _dump(_without_programs(document, programs))
    text, found = _PLACE.subn(lambda match: _block(match, programs), text)
    return text if found == len(programs) else _dump(document)


def _dump(document: object) -> str:
    text: str = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, width=_WIDTH, allow_unicode=True, indent=2
    )
    return text


# PyYAML takes half a second for a program of 150 KB: it writes a mark in its place.
_PLACE: Final = re.compile(
    r"^(?P<indent> *)(?P<key>\S[^\n]*: !unsafe) 'program @(?P<at>\d+)@'$", re.MULTILINE
)


def _without_programs(item: object, programs: list[str]) -> object:
    """Give `item` with marks in the place of the programs in mappings, which go to `programs`."""
    if isinstance(item, Mapping):
        return {key: _value_without(value, programs) for key, value in item.items()}
    if isinstance(item, list | tuple):
        return [_without_programs(value, programs) for value in item]
    return item


def _value_without(value: object, programs: list[str]) -> object:
    if isinstance(value, Unsafe) and "\n" in value and _is_plain(value):
        programs.append(value)
        return Unsafe(f"program @{len(programs) - 1}@")
    return _without_programs(value, programs)


def _is_plain(text: str) -> bool:
    """Say whether a literal block can hold `text` as it is, without a word on its indentation."""
    return not text.startswith((" ", "\t", "\n")) and all(
        line.isascii() and line.replace("\t", " ").isprintable() and line == line.rstrip()
        for line in text.split("\n")
    )


def _block(match: re.Match[str], programs: list[str]) -> str:
    """Write a program as a literal block (YAML 1.1, 9.3.3 and 8.1)."""
    text = programs[int(match["at"])]
    body = text.rstrip("\n")
    chomping = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    indented = re.sub("^(?=[^\n])", f"{match['indent']}  ", body, flags=re.MULTILINE)
    rest = "\n" * max(0, len(text) - len(body) - 1)
    return f"{match['indent']}{match['key']} |{chomping}\n{indented}{rest}"


def document(content: object) -> str:
    """Write a file of its own: the mark that starts a document, then `content`."""
    return "---\n" + lines(content)


def lines(content: object) -> str:
    """Write `content` so that yamllint finds no fault with it.

    A line that cannot be folded may be long: it is one of a program, or has a long name in it.
    """
    text = dump(content)
    long = any(len(line) > _LONGEST for line in text.split("\n"))
    return _NO_FAULT + text if long else text


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
