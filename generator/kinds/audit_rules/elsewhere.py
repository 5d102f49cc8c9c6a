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
    parts = (
        where.lines("watched", losses.WATCHED, "folders of files that rules name"),
        where.lines("watched_below", losses.WATCHED_BELOW, "folders that rules name"),
    )
    named = oval.UnionObject(
        name=where.name("named_folders"),
        probe=probes.TEXT_FILE,
        parts=parts,
        comment="folders that must be there",
    )
    paths = _captured(where.name("named_folders"), named, "the folders that rules name")
    folders = probes.folders(where.name("folders_there"), paths, "those that are there")
    files = probes.files(where.name("files_there"), paths, "those that are files: as good for dir=")
    absent = _without(where, "folder_is_there", named, folders, "path")
    missing = _without(where, "file_is_there", absent, files, "filepath")
    pattern = oval.LocalVariable(
        name=where.name("names_missing_folder"),
        comment="a text up to a rule that names a folder that is not there",
        component=_between(losses.NAMING, missing, "subexpression"),
    )
    return where.text(
        "missing_folder", pattern, "texts up to a rule that names a folder that is not there"
    )


def _without(
    where: RuleText, name: str, named: oval.Object, there: oval.Object, field: str
) -> oval.RestObject:
    """Leave out of `named` what is among the values of `field` of `there`."""
    values = oval.LocalVariable(
        name=where.name(name),
        comment="what is there",
        component=oval.FieldOf(object=there, field=field),
    )
    return oval.RestObject(
        name=where.name(f"unless_{name}"),
        probe=probes.TEXT_FILE,
        part=named,
        without=probes.capture_is(where.name(name), values, "it is there"),
        comment="rules that name a folder that is not there",
    )


def programs_left_out(
    where: RuleText, paths: tuple[str, ...], calls: tuple[str, ...]
) -> oval.ItemObject:
    """Collect texts up to a rule that says never of a program (exe) that is installed."""
    places = tuple(place for path in paths for place in patterns.places_of(path))
    folders = tuple(folder for path in paths for folder in patterns.folders_above(path))
    before, behind = losses.leaving_programs_out(places, folders, calls)
    named = where.lines(
        "programs",
        rf"^[ ]*{before}([^ \n]+){behind}$",
        "programs that rules of the exit list say never of",
    )
    there = probes.files(
        where.name("programs_there"),
        _captured(where.name("programs"), named, "programs that rules say never of"),
        "those of them that are installed",
    )
    pattern = oval.LocalVariable(
        name=where.name("leaves_program_out"),
        comment="a text up to a rule that says never of a program that is installed",
        component=_between(
            (rf"^(?:[\s\S]*?\n)??[ ]*({before}", rf"{behind})(?:\n|$)"), there, "filepath"
        ),
    )
    return where.text(
        "left_out", pattern, "texts up to a rule that says never of a program that is installed"
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


def _captured(name: str, found: oval.Object, comment: str) -> oval.LocalVariable:
    component = oval.Unique(of=oval.FieldOf(object=found, field="subexpression"))
    return oval.LocalVariable(name=name, comment=comment, component=component)


def _between(halves: tuple[str, str], found: oval.Object, field: str) -> oval.Concat:
    before, behind = halves
    middle = oval.Escaped(of=oval.Unique(of=oval.FieldOf(object=found, field=field)))
    return oval.Concat(parts=(oval.Text(text=before), middle, oval.Text(text=behind)))
