"""Products: read from their files, each with what it takes over from the one that it extends."""

from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Final, cast

from generator.content.fields import checked, entries, items, number, optional_text, text, text_of
from generator.content.model import Architecture, Framework, OsRelease, Product
from generator.content.text import Text
from generator.source import (
    SCHEMAS,
    Entry,
    Mapping,
    Node,
    Problems,
    Scalar,
    did_you_mean,
    merged,
    quoted,
)

_OWN: Final = frozenset({"id", "title", "cpe", "os_release", "abstract", "extends"})
"""The keys that no other product takes over."""
_NEEDED: Final = {
    "architectures": "the machines the product runs on, as a list",
    "audit_package": "the package that holds auditctl and augenrules",
    "uid_min": "the first user id of a real user where /etc/login.defs says no UID_MIN",
    "references": "the frameworks that identifiers for this product may come from",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What is no product itself, but extended by some."""

    id: Text

    @classmethod
    def of(cls, fields: Mapping) -> "Base":
        """Give it from the keys of its file."""
        return cls(id=text(fields, "id"))


def check_product(node: Node, problems: Problems) -> Mapping | None:
    """Give a product's own keys; None where they break schemas/product.schema.json."""
    return checked(node, SCHEMAS / "product.schema.json", problems)


def read_products(
    files: Table[str, Mapping | None], problems: Problems
) -> dict[str, Product | None]:
    """Give the product of each file (by name), None where it has mistakes; not of abstract ones.

    `files` are the keys that each file itself has, None where they break their schema. What extends
    such a file is None too, without a word more.
    """
    found: dict[str, Product | None] = {}
    for stem, fields in files.items():
        if fields is None:
            found[stem] = None
            continue
        whole = _whole(stem, files, problems)
        if not _is_abstract(fields):
            found[stem] = _read(whole, problems) if whole else None
    return found


def is_abstract(fields: Mapping | None) -> bool:
    """Say whether a file is no product, only what others extend."""
    return fields is not None and _is_abstract(fields)


def _is_abstract(fields: Mapping) -> bool:
    flag = fields.get("abstract")
    return isinstance(flag, Scalar) and flag.value is True


def _whole(stem: str, files: Table[str, Mapping | None], problems: Problems) -> Mapping | None:
    """Give the keys with those of all that the product extends; None where there are mistakes."""
    chain = [stem]
    whole = cast("Mapping", files[stem])
    current = whole
    while (parent := optional_text(current, "extends")) is not None:
        name = parent.value
        if name not in files:
            hint = (
                did_you_mean(name, tuple(one for one in files if one != stem))
                or f"the file products/{name}.yml would make it one"
            )
            problems.add("unknown-product", parent.mark, f"unknown product {quoted(name)}", hint)
            return None
        if name in chain:
            # Told once: in the file of the circle that comes first.
            circle = chain[chain.index(name) :]
            if stem == min(circle):
                way = " extends ".join((*circle, name))
                problems.add(
                    "circular-product", parent.mark, f"{way}: a circle", "take one 'extends' out"
                )
            return None
        following = files[name]
        if following is None:
            return None
        chain.append(name)
        kept = tuple(entry for entry in following.entries if entry.key.text not in _OWN)
        whole = merged(Mapping(entries=kept, mark=following.mark), whole)
        current = following
    return whole


def _read(fields: Mapping, problems: Problems) -> Product | None:
    lacks = [name for name in _NEEDED if fields.get(name) is None]
    for name in lacks:
        words = f"the key '{name}' is missing from the product and from all that it extends"
        problems.add("missing-key", text(fields, "id").mark, words, _NEEDED[name])
    if lacks:
        return None
    return Product(
        id=text(fields, "id"),
        title=text(fields, "title"),
        cpe=text(fields, "cpe"),
        os_release=tuple(
            OsRelease(name=text_of(entry.key), value=text_of(entry.value))
            for entry in entries(fields.get("os_release"))
        ),
        architectures=tuple(
            cast("Architecture", text_of(item).value) for item in items(fields.get("architectures"))
        ),
        audit_package=text(fields, "audit_package"),
        script_engine=optional_text(fields, "script_engine"),
        uid_min=number(fields, "uid_min"),
        audit_version=_audit_version(fields),
        package_manager=optional_text(fields, "package_manager"),
        boot_loader=optional_text(fields, "boot_loader"),
        paths=tuple(
            (text_of(entry.key), text_of(entry.value)) for entry in entries(fields.get("paths"))
        ),
        frameworks=tuple(_framework(entry) for entry in entries(fields.get("references"))),
    )


def _audit_version(fields: Mapping) -> str:
    said = optional_text(fields, "audit_version")
    return said.value if said else "3.0"


def _framework(entry: Entry) -> Framework:
    return Framework(
        id=text_of(entry.key), title=text(entry.value, "title"), href=text(entry.value, "href")
    )
