"""Slices of a document as written: what can be known of them without a tree.

All of it holds for text that is `plain`: elements whose attributes stand in quotes one blank apart,
no comments or the like, and every name space under the name that we give it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.markup.namespaces import PREFIXES, WRITTEN
from generator.validate.judged import OVAL_PARTS, Targets, digest

# How much is known of what was read last: small parts, long texts, scripts.
_PARTS: Final = 32768
_TEXTS: Final = 8192
_SCRIPTS: Final = 1024
_TAG: Final = re.compile(rb'</?[A-Za-z][\w.-]*(?::[\w.-]+)?(?: [\w.:-]+="[^"<>]*")*/?>')
_DECLARATION: Final = re.compile(rb"\A<\?xml [^<>]*\?>\n")
_DECLARED: Final = re.compile(rb' xmlns(?::([\w.-]+))?="([^"]*)"')
_BY_NAME: Final = {WRITTEN[one].encode(): uri.encode() for one, uri in PREFIXES.items()}

_BEFORE: Final = rb'<[\w.:-]+(?: [\w.:-]+="[^"]*")*?'
_ID: Final = re.compile(_BEFORE + rb' id="([^"]*)"')
_SUB: Final = re.compile(rb'<xccdf-1\.2:sub(?: [\w.:-]+="[^"]*")*? idref="([^"]*)"')
_TARGET: Final = re.compile(
    _BEFORE
    + rb" ("
    + "|".join(OVAL_PARTS).encode()
    + rb')="([^"]*)"([^<>]*)>|'
    + rb"<(oval-def:object_reference|oval-def:filter|ind:var_ref)(?: [^<>]*)?>([^<]*)<"
)
_OF_TEXTS: Final = {
    b"oval-def:object_reference": "objects",
    b"oval-def:filter": "states",
    b"ind:var_ref": "variables",
}
_COMMENT: Final = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_VALUE: Final = re.compile(r"XCCDF_VALUE_(\w+)")
_WORD: Final = re.compile(r"[\w.-]+")


def is_plain(document: bytes) -> bool:
    """Say whether every `<` of a document begins a tag of the one form, and names are ours."""
    start = _DECLARATION.match(document)
    body = document[start.end() :] if start else document
    return (
        len(_TAG.findall(body)) == body.count(b"<")
        and b"\r" not in body
        and all(_BY_NAME.get(prefix) == uri for prefix, uri in _DECLARED.findall(body))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An OVAL definition, test, object, state or variable."""

    digest: bytes
    targets: Targets
    is_external: bool = False


@lru_cache(maxsize=_PARTS)
def part_of(text: bytes) -> Part:
    """Read an OVAL part. Raises ValueError where what it refers to cannot be told."""
    found: dict[tuple[str, str], None] = {}
    for attribute, target, rest, tag, inside in _TARGET.findall(text):
        if b'_ref="' in rest:
            raise ValueError("an element refers to two parts")
        kind = OVAL_PARTS[attribute.decode()] if attribute else _OF_TEXTS[tag]
        found[kind, (target or inside).decode()] = None
    return Part(
        digest=digest(b"part", text),
        targets=tuple(found),
        is_external=text.startswith(b"<oval-def:external_variable "),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Content of an element: the ids that are given in it, the Values it names."""

    digest: bytes
    ids: tuple[str, ...]
    values: tuple[str, ...]


@lru_cache(maxsize=_TEXTS)
def content_of(tag: bytes, inside: bytes) -> Content:
    """Read what is `inside` an element that begins with `tag`."""
    return Content(
        digest=digest(tag, inside),
        ids=ids_in(inside),
        values=tuple(one.decode() for one in _SUB.findall(inside)),
    )


def ids_in(text: bytes) -> tuple[str, ...]:
    """Give the ids of all elements."""
    return tuple(one.decode() for one in _ID.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What is to be known of a script: the Values that it reads, the words in it."""

    values: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=_SCRIPTS)
def code_of(script: str) -> Code:
    """Read a script."""
    code = _COMMENT.sub("", script)
    return Code(values=frozenset(_VALUE.findall(code)), words=frozenset(_WORD.findall(code)))
