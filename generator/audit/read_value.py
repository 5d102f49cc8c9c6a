"""Values read: the right side of a field checked as auditctl and the kernel check it."""

import re
from typing import Final

from generator.audit.fields import FIELDS, UNSET, Kind
from generator.audit.findings import Findings
from generator.audit.letters import begins_with_digit, small
from generator.audit.names import FILE_SYSTEMS, FILE_TYPES, errno_numbers, message_types
from generator.audit.problem import ProblemCode, did_you_mean
from generator.audit.rule import Field, Span
from generator.audit.syscalls import ARCH_WORDS, X86_64
from generator.audit.values import arch_value, is_plain_number, kernel_value

MAX_PATH_BYTES: Final = 4095

_USER_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\$?")
_PLACEHOLDER: Final = re.compile(r"\$\{[^}]*\}")
_NUMBERS: Final = (Kind.NUMBER, Kind.SIGNED, Kind.SESSION, Kind.FAMILY)
_MAX_DIGITS: Final = 10
_WRONG: Final[dict[Kind, tuple[ProblemCode, str]]] = {
    Kind.PERM: ("bad-permission", "permissions {} are not one to four of the letters r, w, x, a"),
    Kind.FILE_TYPE: ("bad-file-type", "unknown file type {}"),
    Kind.ERRNO: ("bad-errno", "unknown errno name {}"),
    Kind.MESSAGE_TYPE: ("bad-message-type", "unknown record type {}"),
    Kind.FILE_SYSTEM: ("bad-number", "unknown file system {}"),
}


def check_value(field: Field, kind: Kind, findings: Findings) -> bool:
    """Whether auditctl and the kernel take the value; what is wrong is in the findings."""
    text = field.value
    if findings.strictness.authoring:
        text = _PLACEHOLDER.sub("1", text)
    match kind:
        case Kind.ARCH:
            return _check_arch(field, text, findings)
        case Kind.PATH | Kind.DIRECTORY:
            if findings.strictness.authoring:
                text = _PLACEHOLDER.sub("/place", field.value)
            return check_path(text, field.value_span, findings, exact=kind is Kind.PATH)
        case Kind.USER | Kind.GROUP:
            return _check_user(field, kind, text, findings)
        case Kind.TEXT:
            return True
        case _:
            return _check_known(field, kind, text, findings)


def check_path(text: str, span: Span, findings: Findings, *, exact: bool) -> bool:
    """Whether the kernel can take the path; `exact`: it may not end in a slash."""
    if not text.startswith("/"):
        if findings.strictness.authoring and text[:1] in ("'", '"'):
            return False  # the quotes have been refused
        hint = "begin it with /"
        findings.refuse("bad-path", f"path {text!r} is not absolute", span, hint)
        return False
    if exact and text.endswith("/"):
        findings.refuse("bad-path", f"path {text!r} ends in a slash", span, "leave the slash out")
        return False
    if len(text.encode("utf-8", "surrogateescape")) > MAX_PATH_BYTES:
        findings.refuse("bad-path", f"path is longer than {MAX_PATH_BYTES} bytes", span)
        return False
    if ".." in text.split("/") or "*" in text or "?" in text:
        hint = "name one file or directory by its own path"
        findings.warn("bad-path", f"path {text!r} is taken letter by letter", span, hint)
    return True


def _check_arch(field: Field, text: str, findings: Findings) -> bool:
    machine = findings.strictness.machine
    if machine is None:
        known = small(text) in ARCH_WORDS or arch_value(text, X86_64) is not None
    else:
        known = arch_value(text, machine) is not None
    if not known:
        where = f" on {machine.name}" if machine else ""
        findings.refuse(
            "bad-arch",
            f"unknown arch {text!r}{where}",
            field.value_span,
            did_you_mean(text, ARCH_WORDS) or "use b64 or b32",
        )
    return known


def _check_user(field: Field, kind: Kind, text: str, findings: Findings) -> bool:
    value = kernel_value(kind, text)
    what = "group" if kind is Kind.GROUP else "user"
    if isinstance(value, str):
        near_unset = small(value) == "unset"
        if _USER_NAME.fullmatch(value) and not near_unset:
            return True
        findings.refuse(
            "bad-user",
            f"{value!r} is no {what}",
            field.value_span,
            "did you mean 'unset'?" if near_unset and kind is Kind.USER else None,
        )
        return False
    if value == UNSET and field.name != "auid":
        findings.refuse("bad-user", f"{text!r} is no {what}", field.value_span)
        return False
    if value == UNSET and field.op not in ("=", "!="):
        findings.refuse(
            "bad-operator",
            f"auid {text!r} does not take operator {field.op!r}",
            field.op_span,
            "write auid!=unset",
        )
        return False
    if text not in ("root", "unset"):
        _warn_number(field, text, findings)
    return True


def _check_known(field: Field, kind: Kind, text: str, findings: Findings) -> bool:
    if kernel_value(kind, text) is None:
        code, message = _WRONG.get(kind, ("bad-number", "{} is no number for " + field.written))
        findings.refuse(
            code, message.format(repr(text)), field.value_span, _hint(field, kind, text)
        )
        return False
    if kind is Kind.ERRNO and text[:1].isalpha():
        findings.warn(
            "bad-errno",
            f"{text!r} is positive, which no failing system call returns",
            field.value_span,
            f"did you mean '-{text}'?",
        )
    elif begins_with_digit(text) or (kind in _NUMBERS and text != "unset"):
        _warn_number(field, text, findings)
    return True


def _warn_number(field: Field, text: str, findings: Findings) -> None:
    if not is_plain_number(text) or len(text.lstrip("-0")) > _MAX_DIGITS:
        kept = kernel_value(FIELDS[field.name].kind, text)
        findings.warn(
            "bad-number",
            f"{text!r} is no number of 32 bits, auditctl takes it as {kept}",
            field.value_span,
        )


def _hint(field: Field, kind: Kind, text: str) -> str | None:
    match kind:
        case Kind.ERRNO:
            near = did_you_mean(text.lstrip("-"), tuple(errno_numbers()))
            return near.replace(" 'E", " '-E") if near else None
        case Kind.MESSAGE_TYPE:
            return did_you_mean(text, tuple(message_types()))
        case Kind.FILE_TYPE:
            return did_you_mean(text, tuple(FILE_TYPES)) or f"one of: {', '.join(FILE_TYPES)}"
        case Kind.FILE_SYSTEM:
            return f"a number, or one of: {', '.join(FILE_SYSTEMS)}"
        case Kind.PERM:
            return "write for example perm=wa"
        case _:
            return "write 1 or 0" if field.name == "success" else "write a number, as 16 or 0x10"
