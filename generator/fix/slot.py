"""The marks that stand in a rendered script where the text of a Value, or a shared text, goes."""

import re
from typing import Final

# NUL cannot be in any author's text (reading refuses it) nor in XML, so no slot is ever forgotten.
SLOT: Final = re.compile("\x00([+]?[a-z0-9_]+)\x00")
"""The name of a shared text comes behind a plus."""


def slot(value: str) -> str:
    """Give the mark for the Value with short id `value`."""
    return f"\x00{value}\x00"


def text_slot(name: str) -> str:
    """Give the mark for the shared text `name`."""
    return f"\x00+{name}\x00"
