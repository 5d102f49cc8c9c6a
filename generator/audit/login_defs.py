"""UID_MIN: the first login uid of a real user, as /etc/login.defs of shadow-utils says it."""

from typing import Final

from generator.audit.fields import UNSET
from generator.audit.values import c_number, is_plain_number

DEFAULT_UID_MIN: Final = 1000
"""login.defs(5): what holds where nothing, or no number, is said."""


def uid_min(text: str) -> int:
    """Give UID_MIN of the text of login.defs: of its last line that sets it, in C's bases.

    shadow-utils (lib/getdef.c) takes the value up to the end of the line, without quotes, and
    reads it with strtol and base 0; what is no number counts as not said.
    """
    found = DEFAULT_UID_MIN
    for line in text.splitlines():
        words = line.split(maxsplit=1)
        if len(words) == 2 and words[0] == "UID_MIN":  # noqa: PLR2004 - name and value
            value = words[1].strip().strip('"')
            number = c_number(value) if is_plain_number(value) else None
            found = number[0] if number and number[0] < UNSET else DEFAULT_UID_MIN
    return found
