"""Rules of the kernel as the awk that judges has them: rows, and the paths that they are about."""

from collections.abc import Iterator

from generator.audit import KernelRule, NormalForm


def row_of(at: int, rule: KernelRule) -> Iterator[str]:
    form = rule.form
    calls = "all" if form.syscalls == "all" else f",{','.join(map(str, sorted_calls(form)))},"
    yield f"r_list {at} {form.list}"
    yield f"r_action {at} {form.action}"
    yield f"r_calls {at} {calls}"
    yield f"r_said {at} {rule.calls}"
    yield f"r_origin {at} {rule.origin}"
    yield f"r_fields {at} {len(rule.conditions)}"
    for place, one in enumerate(rule.conditions, start=1):
        yield f"f_name {at},{place} {one.field.name}"
        yield f"f_op {at},{place} {one.field.op}"
        yield f"f_value {at},{place} {one.field.value}"
        yield f"f_text {at},{place} {one.text}"


def and_above(path: str) -> Iterator[str]:
    """A path without empty names and dots, and the folders above it; not the root."""
    names = [name for name in path.split("/") if name not in ("", ".")]
    return ("/" + "/".join(names[:end]) for end in range(1, len(names) + 1))


def paths_of(rule: KernelRule) -> Iterator[str]:
    """The paths of a rule without empty names and dots."""
    for one in rule.conditions:
        if one.field.name in ("path", "exe", "dir"):
            names = str(one.field.value).split("/")
            yield "/" + "/".join(name for name in names if name not in ("", "."))


def sorted_calls(form: NormalForm) -> list[int | str]:
    return [] if form.syscalls == "all" else sorted(form.syscalls, key=str)
