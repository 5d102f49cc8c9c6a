"""Rules whose effect depends on other files: the folders that they name, and programs."""

from typing import Final

from generator.kinds.audit_rules import losses, patterns
from generator.kinds.audit_rules.rule_text import RuleText
from generator.oval import models as oval
from generator.oval import probes

AWKS: Final = {name: probes.file_at(f"awk_{name}", f"/usr/bin/{name}") for name in ("mawk", "gawk")}
"""The awks of Debian; the symlink probe of oscap, which could tell, disturbs others offline."""


def missing_folders(where: RuleText) -> oval.ItemObject:
    """Collect texts up to a rule that names a folder that is not there: auditctl stops at it."""
    return where.text(
        "missing_folder",
        _MISSING,
        "texts up to a rule that names a folder that is often missing, and is here",
    )


def _absent(folder: str) -> tuple[oval.Component, ...]:
    """Match `folder` if it is not there, else what no text has, as often as it is there."""
    there = oval.FieldOf(object=probes.folder_at(f"folder_{folder}", folder), field="path")
    return (oval.Text(text=rf"{folder}(?:\n is there){{"), oval.Count(of=there))


def _any_absent(folders: tuple[str, ...]) -> tuple[oval.Component, ...]:
    first, *rest = map(_absent, folders)
    return (*first, *(part for folder in rest for part in (oval.Text(text="}|"), *folder)))


_WATCHED: Final = (
    "/etc/NetworkManager",
    "/etc/apparmor",
    "/etc/apparmor.d",
    "/etc/cron.d",
    "/etc/docker",
    "/etc/modprobe.d",
    "/etc/netplan",
    "/etc/network",
    "/etc/security",
    "/etc/selinux",
    "/etc/ssh",
    "/etc/sudoers.d",
    "/etc/sysconfig",
    "/etc/yum",
    "/usr/share/selinux",
    "/var/lib/docker",
    "/var/lib/rpm",
    "/var/spool/cron",
)
"""Folders that rules of benchmarks name something in, and that systems may lack.

They are listed since a text object for the folders that rules name at all would make oscap's time
grow with the square of their number.
"""
_TREES: Final = ("/etc/apparmor.d", "/etc/selinux", "/etc/sysconfig", "/usr/share/selinux")
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
