"""Selection: the rules that a Profile selects in the end, and what it sets."""

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from generator.markup.namespaces import XCCDF

_X: Final = f"{{{XCCDF}}}"
_FALSE: Final = ("false", "0")


def selected(root: _Element, profile: _Element) -> list[str]:
    """Give the ids of the rules that are evaluated, with those above them selected too."""
    chosen = {
        str(one.get("idref")): one.get("selected", "true") not in _FALSE
        for each in _chain(root, profile)
        for one in each.iterfind(f"{_X}select")
    }

    def counts(item: _Element) -> bool:
        default = item.get("selected", "true") not in _FALSE
        own = [chosen[name] for name in _names(item) if name in chosen]
        return own[0] if own else default

    return sorted(
        str(rule.get("id"))
        for rule in root.iter(f"{_X}Rule")
        if counts(rule) and all(map(counts, rule.iterancestors(f"{_X}Group")))
    )


def settings(root: _Element, profile: _Element) -> list[str]:
    """Give what the Profile sets of Values and Rules, the last word on each."""
    found: dict[tuple[str, str], str] = {}
    for each in _chain(root, profile):
        for one in each:
            name = str(one.tag).removeprefix(_X)
            words = [f"{key}={value}" for key, value in sorted(one.items()) if key != "idref"]
            text = " ".join((*words, (one.text or "").strip())).strip()
            if name in ("refine-value", "set-value", "refine-rule"):
                found[name, str(one.get("idref"))] = text
    return sorted(f"{name} {idref}: {text}" for (name, idref), text in found.items())


def _chain(root: _Element, profile: _Element) -> Iterator[_Element]:
    """Give the Profiles that this one extends, the first of them first, and itself."""
    profiles = {str(one.get("id")): one for one in root.iterfind(f"{_X}Profile")}
    chain = [profile]
    while (above := profiles.get(str(chain[-1].get("extends")))) is not None and above not in chain:
        chain.append(above)
    yield from reversed(chain)


def _names(item: _Element) -> tuple[str, ...]:
    """Give the names that select an item: its id, and its cluster."""
    return tuple(str(name) for name in (item.get("id"), item.get("cluster-id")) if name)
