"""OVAL items in words: what lies on the host that a test looked at."""

from typing import Final

from lxml import etree

from generator.results.words import one_line

_SUBJECTS: Final = ("filepath", "path", "name", "unit", "key", "pid", "hive")
"""Entities that say which thing an item is; the first that has a text."""
_STATES: Final = (
    "text",
    "subexpression",
    "canonical_path",
    "evr",
    "version",
    "value",
    "value_of",
    "dependency",
    "property",
)
"""Entities that say how it is; the first that has a text."""
_LONGEST: Final = 200
_BITS: Final = (
    *("suid", "sgid", "sticky", "uread", "uwrite", "uexec", "gread", "gwrite", "gexec"),
    *("oread", "owrite", "oexec"),
)


def item_words(item: etree._Element) -> str:
    """Name the thing and say how it is, as far as the common kinds of items tell that."""
    entities: dict[str, str] = {}
    for one in item:
        entities.setdefault(etree.QName(one).localname, "".join(map(str, one.itertext())))
    subject = next((entities[one] for one in _SUBJECTS if entities.get(one)), "")
    if entities.get("filename") and "filepath" not in entities:
        subject = f"{subject}/{entities['filename']}"
    words = _mode(entities) or next((entities[one] for one in _STATES if entities.get(one)), "")
    return one_line(": ".join(filter(None, (subject, words))), _LONGEST)


def _mode(entities: dict[str, str]) -> str:
    """Give mode, owner and group of a file, as ls -n would."""
    if not all(bit in entities for bit in _BITS):
        return ""
    number = sum((entities[bit] == "true") << (len(_BITS) - 1 - at) for at, bit in enumerate(_BITS))
    owner, group = (entities.get(one, "?") for one in ("user_id", "group_id"))
    return f"mode {number:04o}, owner {owner}, group {group}"
