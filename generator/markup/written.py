"""XML as text: elements are written once, from the inside out, and joined as they are.

An element knows nothing of where it will stand. It begins without indentation, its lines end with
a line feed, and a line that ends within content ends with `_END`: so it can be put deeper, as often
as needed, without a change to any content. No document can hold that character otherwise.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, cast

from generator.markup.namespaces import PREFIXES, WRITTEN

# Ids and comments stand in many places.
_RECENT: Final = 65536
_STEP: Final = "\n  "
_END: Final = "\x01"
# Elements whose white space is content.
_MIXED: Final = frozenset(
    f"{WRITTEN['xccdf']}:{tag}"
    for tag in ("title", "description", "rationale", "warning", "fix", "fixtext", "question")
)
# Importers of SCAP content look for these prefixes, used or not.
_KEPT: Final = frozenset(("xccdf", "html"))
_OF_ATTRIBUTES: Final = frozenset(("xlink", "xsi"))
"""Name spaces of attributes alone; the others have elements alone."""
_ODD: Final = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ufffe\uffff]')
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Written(str):
    """Elements as they are written; any other text is content."""

    __slots__ = ()


class Maker:
    """Makes elements of one name space: `maker.tag(...)`, or `maker("a-tag", ...)`."""

    def __init__(self, prefix: str) -> None:
        self._start = f"{WRITTEN[prefix]}:"

    def __call__(self, tag: str, *children: str | Mapping[str, str], **attributes: str) -> Written:
        """Give an element; mappings among the `children` are more of its attributes."""
        inside: list[str] = []
        for child in children:
            if isinstance(child, str):
                inside.append(child)
            else:
                attributes |= child
        return element(self._start + tag, attributes, inside)

    def __getattr__(self, tag: str) -> "_Tag":
        """Give what makes elements of one name, and remember it."""
        made = self.__dict__[tag] = _Tag(self._start + tag)
        return made


class _Tag:
    """Makes elements of one name."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *children: str, **attributes: str) -> Written:
        return element(self._name, attributes, children)


def element(name: str, attributes: Mapping[str, str], children: Iterable[str] = ()) -> Written:
    """Write an element: `name` and the names of attributes with the prefixes of documents.

    Raises ValueError for a character that XML cannot hold.
    """
    head = name
    for key, value in attributes.items():
        head += f' {key}="{_attribute(value)}"'
    inside = list(children)
    if not inside:
        return Written(f"<{head}/>")
    elements = [child for child in inside if isinstance(child, Written)]
    if name not in _MIXED and len(elements) == len(inside):
        return Written(f"<{head}>{_STEP}{_deeper(elements, 1)}\n</{name}>")
    text = "".join([child if isinstance(child, Written) else content(child) for child in inside])
    return Written(f"<{head}>{text}</{name}>")


def root(
    prefixes: Iterable[str],
    name: str,
    attributes: Mapping[str, str],
    children: Iterable[Written],
    placed: Iterable[Written] = (),
) -> Written:
    """Write the element of a document, which declares those of `prefixes` that are used in it.

    Behind its `children` stand those that are `placed`, as `around` makes them.
    """
    lines = [*(_deeper([child], 1) for child in children), *placed]
    inside = _STEP.join(lines)
    used = {
        f"xmlns:{WRITTEN[one]}": PREFIXES[one]
        for one in prefixes
        if name.startswith(f"{WRITTEN[one]}:") or _is_used(one, inside)
    }
    head = element(name, {**used, **attributes})
    if not lines:
        return head
    return Written(f"{head.removesuffix('/>')}>{_STEP}{inside}\n</{name}>")


def around(name: str, attributes: Mapping[str, str], child: Written) -> Written:
    """Write an element of a document's root, with a child that may be a whole document."""
    head = element(name, attributes).removesuffix("/>")
    return Written(f"{head}>{_STEP}  {_deeper([child], 2)}{_STEP}</{name}>")


def _deeper(items: Iterable[Written], steps: int) -> str:
    return "\n".join(items).replace("\n", "\n" + "  " * steps)


def _is_used(prefix: str, text: str) -> bool:
    own = f"{WRITTEN[prefix]}:"
    if prefix in _KEPT:
        return True
    if prefix not in _OF_ATTRIBUTES:
        return f"<{own}" in text  # content holds no "<"
    # Values of attributes hold no quote.
    at = f'<[^ <>"/]+(?: [^ ="]+="[^"]*")* {own}'
    return f" {own}" in text and re.search(at, text) is not None


def content(text: str) -> Written:
    """Write text. Raises ValueError for a character that XML cannot hold."""
    if not _ODD.search(text):
        return cast("Written", text)
    _check(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Written(text.replace("\r", "&#13;").replace("\n", _END))


@lru_cache(maxsize=_RECENT)
def _attribute(text: str) -> str:
    if not _ODD.search(text):
        return text
    _check(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace('"', "&quot;").replace("\r", "&#13;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def _check(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        raise ValueError(f"XML cannot hold the character {found[0]!r}")


def as_it_is(markup: str) -> Written:
    """Take markup, which is well-formed, with every line end in it for content."""
    return Written(markup.replace("\n", _END))


def to_bytes(document: Written) -> bytes:
    """Give a document: indented, UTF-8 with declaration, LF, final newline.

    oscap loses or misreads what follows some empty elements unless white space separates the
    elements (measured with 1.3.7 and 1.4.4), so nothing is ever written without indentation.
    """
    text = document.replace(_END, "\n")
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{text}\n".encode()
