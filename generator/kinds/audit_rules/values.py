"""Values of the audit_rules kind: tailoring files hold these ids, so they stay for good."""

from dataclasses import replace
from typing import Final

from generator.content import Product
from generator.content.value import Choice, Value

_DEFAULT: Final = "${UID_MIN}"
"""What stands in a description for the product's own UID_MIN."""

UID_MIN: Final = Value(
    id="audit_uid_min",
    title="First auid of a real user",
    description=(
        "Audit rules must see every user from this auid on. `login.defs`: what `UID_MIN` in"
        f" `/etc/login.defs` of the target says, {_DEFAULT} where it says nothing. A number: that"
        " number, whatever the target says."
    ),
    choices=(
        Choice(selector="", text="login.defs"),
        Choice(selector="login_defs", text="login.defs"),
        Choice(selector="500", text="500"),
        Choice(selector="1000", text="1000"),
    ),
    pattern=r"^(login\.defs|[0-9]{1,10})$",
)

KEY_POLICY: Final = Value(
    id="audit_key_policy",
    title="Key that audit records must carry",
    description=(
        "`any`: every non-empty key will do, since each makes the records easy to find. `exact`:"
        " only the key that the control itself uses."
    ),
    choices=(
        Choice(selector="", text="any"),
        Choice(selector="any", text="any"),
        Choice(selector="exact", text="exact"),
    ),
    pattern=r"^(any|exact)$",
)

B32: Final = Value(
    id="audit_b32",
    title="System calls of 32-bit programs",
    description=(
        "`optional`: only system calls of the machine's own programs must be recorded, as CIS asks."
        " `required`: on a 64-bit machine those of 32-bit programs too, as DISA asks, as far as its"
        " kernel runs them."
    ),
    choices=(
        Choice(selector="", text="optional"),
        Choice(selector="optional", text="optional"),
        Choice(selector="required", text="required"),
    ),
    pattern=r"^(optional|required)$",
)

EXCLUSIONS: Final = Value(
    id="audit_exclusions",
    title="Rules that leave a part of an event out",
    description=(
        "`none`: every run of a program and every system call that is asked for must be recorded."
        " `partial`: rules that say `never`, and rules of the exclude and task lists, may leave out"
        " a part that they name, such as one user or one program; what no rule says anything of"
        " must be recorded all the same."
    ),
    choices=(
        Choice(selector="", text="none"),
        Choice(selector="none", text="none"),
        Choice(selector="partial", text="partial"),
    ),
    pattern=r"^(none|partial)$",
)

FILTERS: Final = Value(
    id="audit_filters",
    title="Filters of audit rules",
    description=(
        "`broader`: a rule counts that records what is asked for, and more. `exact`: only rules"
        " count that have just the filters of the control's own (file, permission, auid), in any"
        " order and spelling. System calls may stand in one rule or in several either way."
    ),
    choices=(
        Choice(selector="", text="broader"),
        Choice(selector="broader", text="broader"),
        Choice(selector="exact", text="exact"),
    ),
    pattern=r"^(broader|exact)$",
)

ALL: Final = (UID_MIN, KEY_POLICY, B32, EXCLUSIONS, FILTERS)
IDS: Final = tuple(value.id for value in ALL)
"""The ids in the order in which scripts take the texts."""


def on(product: Product) -> tuple[Value, ...]:
    """Give all as the benchmark of `product` describes them."""
    default = str(product.uid_min)
    return tuple(
        replace(value, description=value.description.replace(_DEFAULT, default)) for value in ALL
    )
