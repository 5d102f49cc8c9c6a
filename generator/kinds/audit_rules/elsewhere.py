"""Rules at which loading stops for what is elsewhere: folders, equal rules, the awk there is."""

from typing import Final

from generator.kinds.audit_rules import losses, patterns
from generator.kinds.audit_rules.rule_text import RuleText
from generator.oval import models as oval
from generator.oval import probes

AWKS: Final = {name: probes.file_at(f"awk_{name}", f"/usr/bin/{name}") for name in ("mawk", "gawk")}
"""The awks of Debian; the symlink probe of oscap, which could tell, disturbs others offline."""


def _absent(folder: str) -> tuple[oval.Component, ...]:
    """Match `folder` if it is not there, else what no text has, as often as it is there."""
    there = oval.FieldOf(object=probes.folder_at(f"folder_{folder}", folder), field="path")
    return (oval.Text(text=rf"{patterns.literal(folder)}(?:\n is there){{"), oval.Count(of=there))


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
_MISSING: Final = oval.LocalVariable(
    name="names_missing_folder",
    comment="a text up to a rule that names a folder that is not there",
    component=oval.Concat(
        parts=(
            oval.Text(text=losses.NAMING[0]),
            *_any_absent(_WATCHED),
            oval.Text(text="}" + losses.NAMING[1]),
            *_any_absent(_TREES),
            oval.Text(text="}" + losses.NAMING[2]),
        )
    ),
)


def missing_folders(where: RuleText) -> tuple[oval.Object, ...]:
    """Collect texts up to a rule that names a folder that is not there: auditctl stops at it.

    Of folders that are not listed here the first one in each file is looked at, outside /etc.
    """
    listed = where.text(
        "missing_listed", _MISSING, "texts up to a rule in a folder that is missing"
    )
    parts = (
        where.text("watched", losses.WATCHED, "the first folder that a rule names", few=True),
        where.text("watched_below", losses.WATCHED_BELOW, "the same, with dir=", few=True),
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
    return (listed, missing)


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
                oval.Text(text=rf"}}(?:{losses.LEFT_BY_MAWK}))(?:\n|$)"),
            )
        ),
    )
    comment = "texts up to a comment behind a TAB, which augenrules strips with other awks"
    return where.text("left_by_mawk", pattern, comment)
