"""Ids: made here and nowhere else."""

import hashlib
import re
from functools import lru_cache
from typing import Final, Literal

VENDOR = "org.auditscap.content"

XccdfKind = Literal["benchmark", "profile", "group", "rule", "value", "testresult", "tailoring"]
ScapKind = Literal["collection", "datastream", "cref", "comp", "ecomp"]
OvalKind = Literal["def", "tst", "obj", "ste", "var"]
OcilKind = Literal["questionnaire", "testaction", "question"]

# What may stand behind the last underscore of an XCCDF or data stream id (xsd:NCName).
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
# 9 to 10 digits, and no more than tools that keep the number in 32 bits can hold.
_FIRST_NUMBER = 100_000_000
_LAST_NUMBER = 2**31 - 1
# What a rule refers to is named many times over.
_RECENT: Final = 65536


def xccdf_id(kind: XccdfKind, name: str) -> str:
    """Give `xccdf_org.auditscap.content_rule_<name>` (NIST SP 800-126 r3, 3.1.3).

    Raises ValueError for a name that no XCCDF id may hold: names are checked on reading.
    """
    return f"xccdf_{VENDOR}_{kind}_{_checked(name)}"


def scap_id(kind: ScapKind, name: str) -> str:
    """Give `scap_org.auditscap.content_comp_<name>` (NIST SP 800-126 r3, 3.1.1).

    Raises ValueError for a name that no data stream id may hold.
    """
    return f"scap_{VENDOR}_{kind}_{_checked(name)}"


def oval_id(kind: OvalKind, name: str) -> str:
    """Give `oval:org.auditscap.content:def:<number>`, the number made from the name alone."""
    return f"oval:{VENDOR}:{kind}:{number(name)}"


def ocil_id(kind: OcilKind, name: str) -> str:
    """Give `ocil:org.auditscap.content:question:<number>`, the number made from the name alone."""
    return f"ocil:{VENDOR}:{kind}:{number(name)}"


@lru_cache(maxsize=_RECENT)
def number(name: str) -> int:
    """Give the positive number that stands for a name: the same in every build, for good.

    Two names can share a number (about 1 in 4,000 for a thousand names); the check of the
    output's own references finds that.
    """
    digest = hashlib.sha256(name.encode()).digest()
    return _FIRST_NUMBER + int.from_bytes(digest[:8], "big") % (_LAST_NUMBER - _FIRST_NUMBER + 1)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be part of a SCAP id")
    return name
