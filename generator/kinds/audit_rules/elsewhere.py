"""Rules at which loading stops for what is elsewhere: folders, equal rules, the awk there is."""

from typing import Final

from generator.kinds.audit_rules import losses, patterns, stopping
from generator.kinds.audit_rules.machines import MACHINES
from generator.kinds.audit_rules.rule_text import RuleText
from generator.oval import models as oval
from generator.oval import probes

AWKS: Final = {name: probes.file_at(f"awk_{name}", f"/usr/bin/{name}") for name in ("mawk", "gawk")}
"""The awks of Debian; the symlink probe of oscap, which could tell, disturbs others offline."""


def _absent(folder: str) -> tuple[oval.Component, ...]:
    """Match `folder` if it is not there, else what no text has, as often as it is there."""
    there = oval.FieldOf(object=probes.folder_at(f"folder_{folder}", folder), field="path")
    found = oval.Count(of=there)
    return (oval.Text(text=rf"{patterns.literal(folder)}(?:\n is there){{"), sum_of(found))


def sum_of(*parts: oval.Component | int) -> oval.Arithmetic:
    """Give a sum. A count by itself has no value within a text where it is 0; a sum has."""
    numbers = (oval.Number(number=one) if isinstance(one, int) else one for one in parts)
    return oval.Arithmetic(operation="add", parts=(oval.Number(number=0), *numbers))


def less(part: oval.Component) -> oval.Arithmetic:
    """Give the number below 0."""
    return oval.Arithmetic(operation="multiply", parts=(oval.Number(number=-1), part))


def _any_absent(folders: tuple[str, ...]) -> tuple[oval.Component, ...]:
    first, *rest = map(_absent, folders)
    return (*first, *(part for folder in rest for part in (oval.Text(text="}|"), *folder)))


_WATCHED: Final = (
    "/etc/NetworkManager",
    "/etc/apparmor.d",
    "/etc/network",
    "/etc/selinux",
    "/etc/sudoers.d",
    "/etc/sysconfig",
    "/usr/share/selinux",
)
"""Folders that rules of benchmarks name something in, and that systems may lack.

They are listed since a text object for the folders that rules name at all would make oscap's time
grow with the square of their number.
"""
_TREES: Final = ("/etc/apparmor.d", "/etc/selinux", "/usr/share/selinux")
"""Folders that rules name with dir=, which must be there themselves."""


def _names_missing(
    name: str, watched: tuple[str, ...], trees: tuple[str, ...]
) -> oval.LocalVariable:
    """Match a text up to a rule of a file in a folder of `watched`, or of a folder of `trees`."""
    start, between, end = stopping.NAMING
    return oval.LocalVariable(
        name=name,
        comment="a text up to a rule that names a folder that is not there",
        component=oval.Concat(
            parts=(
                oval.Text(text=start),
                *_any_absent(watched),
                oval.Text(text="}" + between),
                *_any_absent(trees),
                oval.Text(text="}" + end),
            )
        ),
    )


_MISSING: Final = _names_missing("names_missing_folder", _WATCHED, _TREES)


def missing_folders(where: RuleText, own: tuple[str, ...] = ()) -> tuple[oval.Object, ...]:
    """Collect texts up to a rule that names a folder that is not there: auditctl stops at it.

    `own` are folders of the events. Of others that are not listed here the first one in each file
    is looked at, outside /etc.
    """
    listed = where.text(
        "missing_listed", _MISSING, "texts up to a rule in a folder that is missing"
    )
    parts = (
        where.text("watched", stopping.WATCHED, "the first folder that a rule names", few=True),
        where.text("watched_below", stopping.WATCHED_BELOW, "the same, with dir=", few=True),
    )
    named = oval.UnionObject(
        name=where.name("named_folders"),
        probe=probes.TEXT_FILE,
        parts=parts,
        comment="folders that must be there",
    )
    paths = oval.LocalVariable(
        name=where.name("named_folders"),
        comment="the folders that rules name",
        component=oval.Unique(of=oval.FieldOf(object=named, field="subexpression")),
    )
    there = oval.LocalVariable(
        name=where.name("folders_there"),
        comment="those that are there",
        component=oval.FieldOf(
            object=probes.folders(where.name("folders_there"), paths), field="path"
        ),
    )
    missing = oval.RestObject(
        name=where.name("missing_folders"),
        probe=probes.TEXT_FILE,
        part=named,
        without=probes.capture_is(where.name("folders_there"), there, "the folder is there"),
        comment="texts up to a rule that names a folder that is not there",
    )
    if not own:
        return (listed, missing)
    name = f"missing_{'_'.join(own)}"
    pattern = _names_missing(name, own, own)
    return (listed, missing, where.text(name, pattern, "texts up to a rule in a folder of theirs"))


def refused_arch(where: RuleText) -> oval.ItemObject:
    """Collect texts up to a rule for b64 on a machine of 32 bits, where auditctl refuses it.

    Elsewhere the pattern has a word that no text has.
    """
    parts: list[oval.Component] = [oval.Text(text=rf"{_B64[0]}(?:")]
    for machine in MACHINES.values():
        if machine.unless is not None and machine.architecture.word == "b32":
            own, other = (loaders(path) for path in (machine.loader, machine.unless))
            parts += (
                oval.Text(text=r"(?:\n is no such machine){"),
                sum_of(1, other, less(own)),
                oval.Text(text="}|"),
            )
    parts[-1] = oval.Text(text="}" + _B64[1])
    pattern = oval.LocalVariable(
        name="refused_arch",
        comment="on a machine of 32 bits, a text up to a rule for b64; else what no text matches",
        component=oval.Concat(parts=tuple(parts)),
    )
    return where.text("refused_arch", pattern, "texts up to a rule for b64 on a machine of 32 bits")


_B64: Final = (
    r"^(?:[\s\S]*?\n)??[ ]*(-[aA][^\n]*[ ]-F[ ]*arch=(?:b64|x86_64|aarch64)",
    r")(?:[ ][^\n]*)?)(?:\n|$)",
)


def loaders(path: str) -> oval.Count:
    """Count the dynamic loader at `path`: one, or none."""
    return oval.Count(
        of=oval.FieldOf(object=probes.file_at(f"loader_{path}", path), field="filepath")
    )


def twice(where: RuleText, words: tuple[str, ...]) -> oval.ItemObject:
    """Collect texts up to a rule with one of `words` that stands there twice: loading stops."""
    about = "_".join(words)
    rules = where.few_lines(f"rules_{about}", losses.about(words), "rules about the events")
    before, behind = losses.TWICE
    line = oval.Escaped(of=oval.Unique(of=oval.FieldOf(object=rules, field="subexpression")))
    pattern = oval.LocalVariable(
        name=where.name(f"twice_{about}"),
        comment="a text up to a rule about the events that is there twice",
        component=oval.Concat(parts=(oval.Text(text=before), line, oval.Text(text=behind))),
    )
    return where.text(f"twice_{about}", pattern, "texts up to a rule that is there twice")


def left_by_mawk(where: RuleText) -> oval.ItemObject:
    """Collect texts up to a line that augenrules leaves in its place where awk is mawk.

    Debian runs gawk as awk where it is installed. Then the pattern begins with a word that no text
    has, as often as gawk is there.
    """
    gawks = oval.Count(of=oval.FieldOf(object=AWKS["gawk"], field="filepath"))
    pattern = oval.LocalVariable(
        name=where.name("left_by_mawk"),
        comment="a text up to a line that stops loading with mawk; with gawk, what no text matches",
        component=oval.Concat(
            parts=(
                oval.Text(text=r"^(?:[\s\S]*?\n)??((?: gawk is there\n){"),
                oval.Arithmetic(operation="add", parts=(oval.Number(number=0), gawks)),
                oval.Text(text=rf"}}(?:{stopping.LEFT_BY_MAWK}))(?:\n|$)"),
            )
        ),
    )
    comment = "texts up to a comment behind a TAB, which augenrules strips with other awks"
    return where.text("left_by_mawk", pattern, comment)
