"""UID_MIN: the first login uid of a real user, as /etc/login.defs of shadow-utils says it."""

from generator.audit.fields import UNSET
from generator.audit.values import c_number, is_plain_number


def uid_min(text: str, default: int) -> int:
    """Give UID_MIN of the text of login.defs: of its last line that sets it, in C's bases.

    `default` holds where nothing, or no number, is said.

    shadow-utils (lib/getdef.c) leaves out blanks and quotes before the value, takes it up to the
    next quote or the end of the line, and reads it with strtol and base 0; what is no number
    counts as not said.
    """
    found = default
    for line in text.splitlines():
        name, _, rest = line.lstrip(" \t").replace("\t", " ").partition(" ")
        value = rest.strip(" ")
        if name != "UID_MIN" or not value:
            continue
        value = value.lstrip(' "').partition('"')[0].removeprefix("+")
        number = c_number(value) if is_plain_number(value) else None
        found = number[0] if number and number[0] < UNSET else default
    return found
