"""Letters: small and large ones and digits as the C locale has them, which is ASCII alone.

auditctl never calls setlocale(3): to it a letter of another alphabet is a few bytes without case.
"""

from string import ascii_lowercase, ascii_uppercase
from typing import Final

_SMALL: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
_LARGE: Final = str.maketrans(ascii_lowercase, ascii_uppercase)


def small(text: str) -> str:
    """Return the text in small letters, as tolower(3)."""
    return text.translate(_SMALL)


def large(text: str) -> str:
    """Return the text in large letters, as toupper(3)."""
    return text.translate(_LARGE)


def begins_with_digit(text: str) -> bool:
    """Whether the first letter is a digit, as isdigit(3)."""
    return "0" <= text[:1] <= "9"
