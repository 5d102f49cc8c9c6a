"""Scalars: the one way to write a text, a number or nothing."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal

import yaml
from yaml.events import ScalarEvent
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from generator.source import Scalar

WIDTH: Final = 100
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT: Final = "tag:yaml.org,2002:str"
Where = Literal["value", "flow", "key"]
_DOCUMENTS: Final = {"value": "key: {}\n", "flow": "[{}]\n", "key": "{}: key\n"}
_CHOMPING: Final = {0: "-", 1: ""}
_OCTAL: Final = re.compile(r"0o[0-7]+")  # a number to YAML 1.2 alone
_RESOLVER: Final = Resolver()


def line(scalar: Scalar, where: Where = "value") -> str:
    """Give a scalar on one line."""
    if scalar.value is None:
        return "null" if where == "flow" else ""
    if not isinstance(scalar.value, str):
        return scalar.text
    return text_line(scalar.value, where)


@lru_cache(maxsize=4096)
def text_line(text: str, where: Where) -> str:
    """Give a text on one line: without quotes where every YAML reader takes it for this text."""
    if _is_text(text) and _reads(_DOCUMENTS[where].format(text), text):
        return text
    escapes = "\\" in text or '"' in text
    if escapes and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def block(scalar: Scalar, room: int, width: int) -> tuple[str, list[str]] | None:
    """Give the sign and the lines of a block of text; None where one line does.

    Text of several lines is literal, except where its author had it folded; one line is folded
    where its author had it on several, and `room` is too small for it.
    """
    text = scalar.value
    if not isinstance(text, str) or not text.strip("\n"):
        return None
    broken = "\n" in scalar.mark.text
    if "\n" not in text and not (broken and len(line(scalar)) > room):
        return None
    ways = [("|", text.rstrip("\n").split("\n"))]
    if scalar.style == "folded" or "\n" not in text:
        ways.insert(0, (">", list(_folded(text, width))))
    ends = len(text) - len(text.rstrip("\n"))
    for style, rows in ways:
        sign = f"{style}{'2' if rows[0].startswith(' ') else ''}{_CHOMPING.get(ends, '+')}"
        lines = [*rows, *[""] * (ends - 1)]
        shown = (f"key: {sign}", *(f"  {row}" if row else "" for row in lines), "")
        if _reads("\n".join(shown), text):
            return sign, lines
    return None


def _folded(text: str, width: int) -> Iterator[str]:
    """Break the lines of a text between words, with a blank line for each of its line breaks."""
    for at, row in enumerate(text.rstrip("\n").split("\n")):
        if at:
            yield ""
        words, found = row.split(" "), ""
        for word in words:
            if found and len(found) + 1 + len(word) > width:
                yield found
                found = word
            else:
                found = f"{found} {word}" if found else word
        if row:
            yield found


def _is_text(text: str) -> bool:
    """Say whether readers of YAML 1.1 and 1.2 take the plain text for text."""
    tag = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the stubs lack it
    return bool(tag == _TEXT) and not _OCTAL.fullmatch(text)


def _reads(document: str, text: str) -> bool:
    """Say whether all scalars of the document, but `key`, are this text."""
    try:
        events = list(yaml.parse(document, Loader=_LOADER))
    except yaml.YAMLError:
        return False
    found = [one for one in events if isinstance(one, ScalarEvent)]
    texts = {one.value for one in found if one.value != "key"}
    return texts == {text} if text != "key" else True
