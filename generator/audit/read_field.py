"""Fields read: one `-F`, `-C` or syscall word checked as auditctl and the kernel check it."""

import re
from typing import Final

from generator.audit.fields import (
    COMPARABLE,
    FIELD_WORDS,
    FIELDS,
    FieldType,
    canonical_name,
    find_operator,
)
from generator.audit.findings import Findings
from generator.audit.names import comparison
from generator.audit.problem import did_you_mean
from generator.audit.read_value import check_value
from generator.audit.rule import Field, FieldOption, FilterList, Operator, Span
from generator.audit.words import Word

_PLACEHOLDER: Final = re.compile(r"\$\{([^}]*)(\}?)")


def read_field(word: Word, filter_list: FilterList, findings: Findings) -> Field | None:
    """Read the argument of `-F`; None where it is refused."""
    field = _split(word, "-F", findings)
    if field is None or not placeholders_hold(field, findings):
        return None
    known = FIELDS.get(field.name)
    if known is None:
        findings.refuse(
            "unknown-field",
            f"unknown field {field.written!r}",
            field.name_span,
            did_you_mean(field.name, FIELD_WORDS),
        )
        return None
    if filter_list not in known.lists:
        findings.refuse(
            "field-not-in-list",
            f"field {field.written!r} cannot be used on the {filter_list} list",
            field.name_span,
            f"it can be used on: {', '.join(known.lists)}",
        )
        return None
    if field.op not in known.operators:
        _refuse_operator(field, known, findings)
        return None
    return field if check_value(field, known.kind, findings) else None


def read_comparison(word: Word, filter_list: FilterList, findings: Findings) -> Field | None:
    """Read the argument of `-C`: two user or two group fields with = or != between them."""
    field = _split(word, "-C", findings)
    if field is None:
        return None
    if filter_list != "exit":
        findings.refuse(
            "field-not-in-list",
            f"option '-C' cannot be used on the {filter_list} list",
            word.span,
        )
        return None
    for name, span in ((field.written, field.name_span), (field.value, field.value_span)):
        if canonical_name(name) not in COMPARABLE:
            findings.refuse(
                "bad-comparison",
                f"{name!r} is no field that can be compared",
                span,
                did_you_mean(name, COMPARABLE),
            )
            return None
    if field.op not in ("=", "!="):
        findings.refuse(
            "bad-operator",
            f"'-C' does not take operator {field.op!r}",
            field.op_span,
            "use = or !=",
        )
        return None
    if comparison(field.name, canonical_name(field.value)) is None:
        findings.refuse(
            "bad-comparison",
            f"the kernel cannot compare {field.written!r} with {field.value!r}",
            word.span,
            "compare two different users, or two different groups",
        )
        return None
    return field


def placeholders_hold(field: Field, findings: Findings) -> bool:
    """Whether every `${` of the value is closed and names a known placeholder."""
    strictness = findings.strictness
    if not strictness.authoring or "${" not in field.value:
        return True
    good = True
    known = tuple(sorted(strictness.placeholders))
    for match in _PLACEHOLDER.finditer(field.value):
        start = field.value_span.start + match.start()
        span = Span(start=start, end=start + len(match.group()))
        if not match[2]:
            hint = f"write {match.group()}}}"
            text = f"{match.group()!r} has no closing brace"
            findings.refuse("unclosed-placeholder", text, span, hint)
            good = False
        elif match[1] not in known:
            hint = did_you_mean(match[1], known) or (
                f"known: {', '.join(known)}" if known else "no placeholder is known here"
            )
            findings.refuse("unknown-placeholder", f"unknown placeholder {match[1]!r}", span, hint)
            good = False
    return good


def _split(word: Word, option: FieldOption, findings: Findings) -> Field | None:
    found = find_operator(word.text)
    if found is None:
        hint = f"write {option} name=value, without blanks"
        findings.refuse("missing-value", f"{word.text!r} has no operator", word.span, hint)
        return None
    op, place = found
    written, value = word.text[:place], word.text[place + len(op) :]
    if not written or not value:
        what = "field name" if not written else "value"
        hint = f"write {option} name=value, without blanks"
        findings.refuse("missing-value", f"{word.text!r} has no {what}", word.span, hint)
        return None
    return _field(word, option, op, place)


def _field(word: Word, option: FieldOption, op: Operator, place: int) -> Field:
    after = place + len(op)
    written = word.text[:place]
    return Field(
        option=option,
        name=canonical_name(written),
        written=written,
        op=op,
        value=word.text[after:],
        span=word.span,
        name_span=word.part(0, place).span,
        op_span=word.part(place, after).span,
        value_span=word.part(after, len(word.text)).span,
    )


def _refuse_operator(field: Field, known: FieldType, findings: Findings) -> None:
    findings.refuse(
        "bad-operator",
        f"field {field.written!r} does not take operator {field.op!r}",
        field.op_span,
        f"it takes: {' '.join(known.operators)}",
    )
