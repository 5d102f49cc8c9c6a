"""Regular expressions for names that auditctl does not know: loading stops at their lines.

OVAL promises other scanners no look-ahead (its page on regular expressions), so what is none of
some names is written out, letter by letter.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from generator.audit import ARCHITECTURES, Architecture, Release, companion, number, of_release
from generator.audit.accesses import FILLED, filled_calls
from generator.audit.fields import FIELD_WORDS
from generator.audit.rule import ALL_SYSCALLS
from generator.audit.syscalls import syscall_names

_REST: Final = r"[^\n]*"
_PAIR: Final = r"-[aAkFCSp][ ]*[^ \n]+"
_NO_ARCH: Final = r"(?:-[aAkCSp][ ]*[^ \n]+|-F[ ]*(?:[^a \n]|a[^r \n])[^ \n]*)"
_RULE: Final = r"-[aA][ ]*[^ \n]+"
_CALLS: Final = r"[ ]+-S[ ]*(?:[^ \n]*,)?"
_END: Final = ""
_PARTS: Final = ("abcdef", "ghijklmnopqr", "stuvwxyz_")
"""Patterns of names by what they begin with: PCRE takes 64 KiB of a pattern, compiled."""

_Tree = dict[str, "_Tree"]


def none_of(names: Iterable[str], behind: str) -> str:
    """Match the rest of a line that begins with none of `names`, in small letters.

    `behind` are the characters, as in a class, one of which ends a name. What begins with a digit
    or has a capital letter is not matched, since auditctl knows names in any case.
    """
    tree = _tree(names)
    return _out_of(tree, f"-0-9{behind}{_letters(tree)}", _letters(tree), behind)


def _tree(names: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for name in names:
        here = tree
        for letter in name:
            here = here.setdefault(letter, {})
        here[_END] = {}
    return tree


def _letters(tree: _Tree) -> str:
    return "".join(sorted(letter for letter in tree if letter != _END))


def _out_of(tree: _Tree, known: str, followed: str, behind: str) -> str:
    """Match a letter that is not `known`, or one of `followed` and then what leaves the tree."""
    ways = [rf"[^{known}A-Z\n]{_REST}"]
    ways += (f"{letter}{_further(tree[letter], behind)}" for letter in followed)
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _further(tree: _Tree, behind: str) -> str:
    """Match what leaves the tree behind its first letter: the end of a line, too, but of names."""
    letters = _letters(tree)
    if _END in tree:
        return _out_of(tree, letters + behind, letters, behind)
    return f"(?:{_out_of(tree, letters, letters, behind)})?"


@cache
def unknown_calls(release: Release) -> tuple[str, ...]:
    """Match rules with a system call that no machine has, as auditctl knows them by name."""
    machines = [of_release(one, release) for one in ARCHITECTURES]
    known = {name for name in syscall_names() for one in machines if number(one, name) is not None}
    tree = _tree((*known, ALL_SYSCALLS))
    start = f"{_RULE}(?:[ ]+{_PAIR})*{_CALLS}"
    parts = ("".join(one for one in _letters(tree) if one in part) for part in _PARTS)
    return tuple(start + _out_of(tree, f"-0-9, {_letters(tree)}", one, ", ") for one in parts)


UNKNOWN_FIELDS: Final = rf"{_RULE}(?:[ ]+{_PAIR})*[ ]+-F[ ]*{none_of(FIELD_WORDS, '!<>=& ')}"
"""Match a rule with a field that auditctl does not know."""


def lacking_calls(machine: Architecture) -> str:
    """Match a rule with a system call that other machines have, and this one lacks."""
    own, other = _lacking(machine, "?"), companion(machine)
    ways = (own, *([_lacking(other, "")] if other else []), *_filled(machine))
    return "|".join(ways)


def _filled(machine: Architecture) -> Iterator[str]:
    """Match a rule with a perm= that auditctl reads as calls, one of which the machine lacks."""
    letters = "".join(
        letter
        for letter in FILLED
        if any(number(machine, name) is None for name in filled_calls(letter))
    )
    if letters and machine.release.fills and not machine.release.skips:
        words = "|".join((machine.word, *machine.aliases))
        perm = rf"-F[ ]*perm=[rwxa]*[{letters}][rwxa]*"
        asked = rf"(?:-F[ ]*arch=(?:{words})|-S[ ]*[^ \n]+)"
        kept = f"(?:[ ]+{_NO_ARCH})*"
        yield rf"{_RULE}{kept}[ ]+{asked}{kept}[ ]+{perm}(?:[ ]{_REST})?"


def _lacking(machine: Architecture, often: str) -> str:
    """Match a rule for the machine's programs; `often` is how often it has to say its arch."""
    words = "|".join((machine.word, *machine.aliases))
    arch = rf"(?:[ ]+-F[ ]*arch=(?:{words})(?:[ ]+{_NO_ARCH})*){often}"
    missing = "|".join(name for name in syscall_names() if number(machine, name) is None)
    return rf"{_RULE}(?:[ ]+{_NO_ARCH})*{arch}{_CALLS}(?:{missing})(?:[, ]{_REST})?"
