"""Control lines read: the options that make no rule."""

from typing import Final

from generator.audit.findings import Findings
from generator.audit.letters import begins_with_digit
from generator.audit.options import Option
from generator.audit.rule import Control, Setting, Span
from generator.audit.values import is_plain_number

_SWITCHES: Final = {"-e": ("0", "1", "2"), "-f": ("0", "1", "2")}
_NUMBERS: Final = ("-b", "-r", "--backlog_wait_time")
_ALONE: Final = ("-c", "-i", "-l", "-s", "-t", "-v", "-D")
_NOT_IN_FILES: Final = ("-h", "-R")


def read_control(options: tuple[Option, ...], span: Span, findings: Findings) -> Control | None:
    """Read a line of settings; None where auditctl refuses a part of it."""
    if options[0].name == "-D":
        return _read_delete(options, span, findings)
    settings = []
    for option in options:
        _check(option, alone=len(options) == 1, findings=findings)
        settings.append(
            Setting(
                option=option.name,
                value=option.value.text if option.value else None,
                span=option.span,
            )
        )
    return Control(settings=tuple(settings), span=span)


def _read_delete(options: tuple[Option, ...], span: Span, findings: Findings) -> Control | None:
    first, rest = options[0], options[1:]
    if not rest:
        return Control(settings=(Setting(option="-D", value=None, span=first.span),), span=span)
    key = rest[0].value
    if len(rest) > 1 or rest[0].name != "-k" or key is None:
        findings.refuse(
            "options-together", "only '-k' can stand behind '-D'", rest[0].span, "write -D -k key"
        )
        return None
    return Control(settings=(Setting(option="-D", value=key.text, span=span),), span=span)


def _check(option: Option, *, alone: bool, findings: Findings) -> None:
    text = option.value.text if option.value else ""
    if option.name in _NOT_IN_FILES:
        findings.refuse(
            "not-a-rule", f"option {option.name!r} cannot stand in a rules file", option.span
        )
    elif option.name in _ALONE and not alone:
        findings.refuse(
            "options-together",
            f"option {option.name!r} must stand alone",
            option.span,
            "give it its own line",
        )
    elif option.name in _SWITCHES and text not in _SWITCHES[option.name]:
        hint = f"one of: {', '.join(_SWITCHES[option.name])}"
        findings.refuse("bad-setting", f"bad value {text!r} for {option.name!r}", option.span, hint)
    elif option.name in _NUMBERS and not begins_with_digit(text):
        findings.refuse(
            "bad-setting", f"bad value {text!r} for {option.name!r}", option.span, "a number"
        )
    elif option.name in _NUMBERS and not is_plain_number(text):
        findings.warn("bad-number", f"{text!r} is no whole number", option.span)
