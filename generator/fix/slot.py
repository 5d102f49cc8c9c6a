"""The mark that stands in a rendered script where the text of a Value goes."""

import re
from typing import Final

# NUL cannot be in any author's text (reading refuses it) nor in XML, so no slot is ever forgotten.
SLOT: Final = re.compile("\x00([a-z0-9_]+)\x00")


def slot(value: str) -> str:
    """Give the mark for the Value with short id `value`."""
    return f"\x00{value}\x00"
