"""Variables of the audit_rules kind: UID_MIN of the target, and the key that lines must bear.

Choices between values are made by concatenating choice and candidates and capturing one of them,
so no criteria need to be written twice.
"""

from functools import cache
from typing import Final

from generator.kinds.audit_rules import patterns, values
from generator.oval import models as oval
from generator.oval import probes

_LOGIN_DEFS: Final = probes.text_file_lines(
    "uid_min_login_defs",
    filepath="/etc/login.defs",
    # All the text up to the last line that sets UID_MIN. OVAL cannot read other bases than ten:
    # octal and hexadecimal become 0, so that no bound on auid is taken for low enough.
    pattern=(
        r"^[\s\S]*^[ \t]*UID_MIN[ \t]+\"?"
        r"(0|[1-9][0-9]*)(?:[xX][0-9a-fA-F]+|[0-9]+)?\"?[ \t]*$"
    ),
    comment="UID_MIN as /etc/login.defs says it last",
)
# Without it the set below would be empty where login.defs says nothing, and a variable made from
# nothing has no value. 0 is below every UID_MIN, so it permits nothing that UID_MIN does not.
_ZERO: Final = probes.text_file_lines(
    "uid_min_zero",
    filepath="/etc/passwd",
    pattern=r"^root:[^:\n]*:(0):",
    comment="the number 0, which every system has as root's uid",
)
_NUMBERS: Final = oval.UnionObject(
    name="uid_min_numbers",
    probe=probes.TEXT_FILE,
    parts=(_LOGIN_DEFS, _ZERO),
    comment="UID_MIN and 0, or 0 alone",
)
_SOURCE: Final = oval.ExternalVariable(
    name="uid_min_source",
    comment="where UID_MIN comes from: login.defs, or a number",
    value=values.UID_MIN.id,
)


@cache
def uid_min(default: int) -> oval.LocalVariable:
    """Give the variable of UID_MIN on targets whose product has `default` where they say none."""
    return oval.LocalVariable(
        name="uid_min",
        comment="the first auid of a real user (and 0, which changes nothing)",
        datatype="version",
        component=oval.Capture(
            pattern=r"^(?:login\.defs#(?:0#)?)?([0-9]+)",
            of=oval.ValueOf(variable=_candidates(default)),
        ),
    )


def _candidates(default: int) -> oval.LocalVariable:
    nothing_said = oval.Arithmetic(
        operation="add",
        parts=(
            oval.Number(number=default),
            oval.Arithmetic(
                operation="multiply",
                parts=(
                    oval.Number(number=-default),
                    oval.Count(of=oval.FieldOf(object=_LOGIN_DEFS, field="subexpression")),
                ),
            ),
        ),
    )
    return oval.LocalVariable(
        name="uid_min_candidates",
        comment=(
            f"SOURCE#UID_MIN#0 and SOURCE#0#0; where login.defs says nothing SOURCE#0#{default}"
        ),
        component=oval.Concat(
            parts=(
                oval.ValueOf(variable=_SOURCE),
                oval.Text(text="#"),
                oval.FieldOf(object=_NUMBERS, field="subexpression"),
                oval.Text(text="#"),
                nothing_said,
            )
        ),
    )


_POLICY: Final = oval.ExternalVariable(
    name="key_policy",
    comment="which keys are accepted: any, or exact",
    value=values.KEY_POLICY.id,
)


ANY_KEY: Final = oval.Test(
    name="any_key",
    comment="every key will do: a listing does not show whose records bear which",
    object=oval.VariableObject(name="key_policy", variable=_POLICY, comment="any or exact"),
    states=(probes.value_is("any_key", "any"),),
)

_B32_ASKED: Final = oval.ExternalVariable(
    name="b32",
    comment="whether system calls of 32-bit programs count: optional, or required",
    value=values.B32.id,
)
B32_OPTIONAL: Final = oval.Test(
    name="b32_optional",
    comment="system calls of 32-bit programs are optional",
    object=oval.VariableObject(name="b32", variable=_B32_ASKED, comment="optional or required"),
    states=(probes.value_is("b32_optional", "optional"),),
)

_FILTERS_ASKED: Final = oval.ExternalVariable(
    name="filters",
    comment="which filters count: broader, or exact",
    value=values.FILTERS.id,
)
BROADER_FILTERS: Final = oval.Test(
    name="broader_filters",
    comment="rules may record more than what is asked for: OVAL does not compare filters",
    object=oval.VariableObject(name="filters", variable=_FILTERS_ASKED, comment="broader or exact"),
    states=(probes.value_is("broader_filters", "broader"),),
)
"""Not met with `exact`: then this OVAL cannot tell that a rule counts, and says so."""


def key_pattern(key: str) -> oval.LocalVariable:
    """Give the variable whose value matches lines that bear an accepted key.

    `key` is what the policy `exact` asks for.
    """
    chosen = oval.Capture(
        pattern="^(?:any#|exact#[^#]*#)([^#]*)",
        of=oval.Concat(
            parts=(
                oval.ValueOf(variable=_POLICY),
                oval.Text(text=f"#[^ ]+#{patterns.literal(key)}"),
            )
        ),
    )
    return oval.LocalVariable(
        name=f"key_pattern_{key}",
        comment=f"a line bears a key: any, or {key}, as the policy says",
        component=oval.Concat(
            parts=(
                oval.Text(text=patterns.KEY_BEFORE),
                chosen,
                oval.Text(text=patterns.KEY_BEHIND),
            )
        ),
    )
