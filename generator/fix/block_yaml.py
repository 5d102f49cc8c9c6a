"""YAML in block style, byte for byte as PyYAML's dumper writes it, in a tenth of its time.

Most words of tasks are plain ASCII: what they look like is decided here. Everything else is left
to PyYAML, one word at a time.
"""

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Final

import yaml
from yaml.emitter import ScalarAnalysis

from generator.source.recent import Recent

_WIDTH: Final = 100
_STEP: Final = 2
# A profile's playbook and its role have most words in common, and with those of other profiles.
_RECENT: Final = 65536
_SAME: Final[Recent[str]] = Recent()
"""What items became that are the very same values: nobody changes them once they are made."""


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


def dump_by_pyyaml(document: object, width: int = _WIDTH) -> str:
    """Write `document` with PyYAML alone: what `dump` gives, too, but slowly."""
    text: str = yaml.dump(
        document,
        Dumper=_Dumper,
        sort_keys=False,
        width=width,
        allow_unicode=True,
        indent=_STEP,
    )
    return text


def dump(document: object) -> str:
    """Write `document` as YAML: keys in their order, lines folded at blanks, final newline.

    Text of several lines is a literal block, unless a line of it ends in a blank.
    """
    if not _is_block(document):
        return dump_by_pyyaml(document)
    pieces: list[str] = []
    _block(document, 0, "", pieces)
    return "".join(pieces)


def _is_block(item: object) -> bool:
    """Say whether `_block` can write `item`: something is in it, and its keys are plain."""
    if isinstance(item, str | bool):  # the most frequent ones; it takes long to ask for Mapping
        return False
    if isinstance(item, dict | Mapping):
        return bool(item) and all(map(_is_key, item))
    return isinstance(item, list | tuple) and bool(item)


def _is_key(key: object) -> bool:
    return type(key) is str and len(key) < _WIDTH and _quoted(key) == key


def _block(item: object, indent: int, lead: str, pieces: list[str]) -> None:
    """Add a mapping or list; `lead` stands in front of its first line, in place of blanks."""
    blanks = " " * indent
    if isinstance(item, dict | Mapping):
        for key, value in item.items():
            _entry(lead or blanks, f"{key}:", value, indent, pieces)
            lead = ""
    elif isinstance(item, list | tuple):
        for value in item:
            if type(value) is dict and value:
                key = (id(value), indent, lead)
                pieces.append(_SAME.keyed(key, partial(_item, value, indent, lead), value))
            elif _is_block(value):
                _block(value, indent + _STEP, f"{lead or blanks}- ", pieces)
            else:
                _entry(lead or blanks, "-", value, indent, pieces)
            lead = ""


def _item(value: object, indent: int, lead: str) -> str:
    """Give a mapping in a list: playbooks of profiles have most tasks in common."""
    before = lead or " " * indent
    pieces: list[str] = []
    if _is_block(value):
        _block(value, indent + _STEP, f"{before}- ", pieces)
    else:
        _entry(before, "-", value, indent, pieces)
    return "".join(pieces)


def _entry(lead: str, head: str, value: object, indent: int, pieces: list[str]) -> None:
    """Add what stands behind `head` (a key with its colon, or a dash), to the end of its line."""
    below = indent + _STEP
    if type(value) is str and (shown := _quoted(value)) is not None:
        pieces.append(f"{lead}{head} {_folded(shown, indent + len(head) + 1, below)}\n")
    elif _is_block(value):
        pieces.append(f"{lead}{head}\n")
        _block(value, below, "", pieces)
    elif value is True or value is False:
        pieces.append(f"{lead}{head} {'true' if value else 'false'}\n")
    elif isinstance(value, Unsafe) and "\n" in value and _is_plain(value):
        pieces.append(f"{lead}{head} !unsafe |{_literal(value, below)}")
    elif type(value) is str:
        pieces.append(lead + _words_by_pyyaml(head, value, indent))
    else:
        pieces.append(lead + _by_pyyaml(head, value, indent))


# But for the words that YAML takes for truth, or for nothing.
_PLAIN: Final = re.compile(r"(?!(?i:yes|no|true|false|on|off|null)\Z)[A-Za-z/(][!-~]*(?: [!-~]+)*")
_NOT_PLAIN: Final = re.compile(r":(?: |$)| #")
_IN_QUOTES: Final = re.compile(r"\{[!-~]*(?: [!-~]+)*")


@lru_cache(maxsize=_RECENT)
def _quoted(text: str) -> str | None:
    """Give `text` plain or in single quotes; None where more must be known of it."""
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text):
        return text
    return "'" + text.replace("'", "''") + "'" if _IN_QUOTES.fullmatch(text) else None


def _folded(text: str, column: int, below: int) -> str:
    """Break lines at blanks where they have grown longer than _WIDTH."""
    if column + len(text) <= _WIDTH:
        return text
    first, *words = text.split(" ")
    found = [first]
    column += len(first)
    for word in words:
        if column > _WIDTH:
            found.append("\n" + " " * below + word)
            column = below + len(word)
        else:
            found.append(f" {word}")
            column += 1 + len(word)
    return "".join(found)


# What PyYAML takes for the end of a line.
_LINES: Final = re.compile("(?:^|(?<=[\n\x85\u2028\u2029]))(?=[^\n\x85\u2028\u2029])")


@lru_cache(maxsize=_RECENT)
def _words_by_pyyaml(head: str, words: str, indent: int) -> str:
    return _by_pyyaml(head, words, indent)


def _by_pyyaml(head: str, value: object, indent: int) -> str:
    """Write one value with PyYAML, as wide as is left behind the indentation."""
    item = [value] if head == "-" else {"k" * (len(head) - 1): value}
    text = dump_by_pyyaml(item, _WIDTH - indent)
    return head + _LINES.sub(" " * indent, text)[indent + len(head) :]


def _is_plain(text: str) -> bool:
    """Say whether a literal block can hold `text` as it is, without a word on its indentation."""
    return not text.startswith((" ", "\t", "\n")) and _PLAIN_LINES.fullmatch(text) is not None


_PLAIN_LINES: Final = re.compile(r"(?:(?:[ -~\t]*[!-~])?(?:\n|\Z))*")


def _literal(text: str, below: int) -> str:
    """Write a program as a literal block (YAML 1.1, 9.3.3 and 8.1)."""
    body = text.rstrip("\n")
    chomping = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    indented = re.sub("(?m)^(?=[^\n])", " " * below, body)
    rest = "\n" * max(1, len(text) - len(body))
    return f"{chomping}\n{indented}{rest}"
