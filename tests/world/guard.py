"""Every auditctl that a test runs passes here: what would lock the kernel is refused.

Run as `guard.py AUDITCTL ARGUMENT...`: exits 1 with a sentence where the arguments, or the file
that `-R` names, could make rules or login uids immutable (only a reboot undoes that); otherwise
becomes AUDITCTL. Needs nothing but the standard library, and asks for more than auditctl does:
`-e` passes with the plain value 0 or 1 alone, whatever else is in the line.
"""

from __future__ import annotations

import os
import stat
import sys

# A guard starts with each auditctl: what re and typing cost is more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

# auditctl's short options without a value may stand before one that has one, as in `-ie2`.
_WITHOUT_VALUE: Final = b"hicslDvt"
_BETWEEN_WORDS: Final = bytes((*range(0x21), 0x7F, *b"\"'\\"))
_TO_BLANKS: Final = bytes.maketrans(_BETWEEN_WORDS, b" " * len(_BETWEEN_WORDS))
_HARMLESS: Final = (b"0", b"1")
# auditctl splits lines that are longer than its buffer: what follows is no comment any more.
_LONGEST_COMMENT: Final = 4000


def refusal(words: Sequence[bytes]) -> str | None:
    """Say why these arguments of auditctl are refused, or None where they may pass."""
    for place, word in enumerate(words):
        behind = words[place + 1] if place + 1 < len(words) else None
        if word.startswith(b"--l"):
            return "login uids made immutable stay so until a reboot"
        option, rest = _option(word)
        value = rest or behind
        if option == b"e" and value is not None and value not in _HARMLESS:
            return "rules that are locked stay so until a reboot"
        if option == b"R":
            reason = _refusal_of_file(value)
            if reason:
                return reason
    return None


def refusal_of_text(text: bytes) -> str | None:
    """Say why a file with these lines is refused."""
    for line in text.split(b"\n"):
        comment = line.lstrip(b" \t").startswith(b"#")
        if comment and len(line) <= _LONGEST_COMMENT:
            continue
        reason = refusal(line.translate(_TO_BLANKS).split())
        if reason:
            return reason
    return None


def _option(word: bytes) -> tuple[bytes, bytes]:
    """Give the first short option of a word that may have a value, and what stands behind it."""
    if word[:1] != b"-":
        return b"", b""
    rest = word[1:].lstrip(_WITHOUT_VALUE)
    return rest[:1], rest[1:]


def _refusal_of_file(name: bytes | None) -> str | None:
    if name is None:
        return None
    try:
        with open(name, "rb") as stream:  # noqa: PTH123 - bytes, and before any import that costs
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return f"{os.fsdecode(name)} is no regular file"
            return refusal_of_text(stream.read())
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{os.fsdecode(name)} cannot be read: {error.strerror}"


def main(program: str, arguments: Sequence[str]) -> None:
    """Become `program` with `arguments`, unless they are refused."""
    reason = refusal([os.fsencode(word) for word in arguments])
    if reason:
        sys.exit(f"auditctl is guarded in tests: {reason}")
    os.execv(program, ["auditctl", *arguments])  # noqa: S606 - the point of it


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
