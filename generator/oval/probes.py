"""The OVAL probes that checks use, one function per object or state, entities in schema order."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from generator.oval.models import Check, Entity, ItemObject, Operation, State, Variable

TEXT_FILE = "ind:textfilecontent54"
VARIABLE = "ind:variable"
FILE = "unix:file"
SYMLINK = "unix:symlink"
RPM = "linux:rpminfo"
COMMAND = "ind:shellcommand"  # OVAL 5.12

# Definitions have much in common: what is the same value is emitted without comparing it.
_RECENT: Final = 1024


@lru_cache(maxsize=_RECENT)
def text_file_lines(
    name: str,
    *,
    pattern: str | Variable,
    filepath: str | None = None,
    folder: str | Variable | None = None,
    filename_pattern: str | None = None,
    comment: str = "",
    whole_text: bool = False,
    most: int | None = None,
) -> ItemObject:
    """Collect every match of `pattern` in one file, or in the files of a folder (not below it).

    `pattern` is Perl 5's common subset, matched with ^ and $ at each line, and has exactly one
    capturing group, which becomes the item's subexpression; the whole match is its text. With
    `whole_text` ^ and $ are the ends of the text, and the first match alone is collected. With
    `most` no more than so many matches of each file are.
    """
    where = (
        (Entity(tag="filepath", value=filepath),)
        if filepath is not None
        else (
            Entity(tag="path", value=folder)
            if isinstance(folder, str | None)
            else _one_of("path", folder),
            Entity(tag="filename", value=filename_pattern, operation="pattern match"),
        )
    )
    operation: Operation = "equals" if whole_text else "greater than or equal"
    if most is not None:
        operation = "less than or equal"
    return ItemObject(
        name=name,
        probe=TEXT_FILE,
        comment=comment,
        whole_text=whole_text,
        entities=(
            *where,
            _pattern("pattern", pattern),
            Entity(
                tag="instance",
                value="1" if most is None else str(most),
                operation=operation,
                datatype="int",
            ),
        ),
    )


def command_lines(name: str, command: str, pattern: str, comment: str = "") -> ItemObject:
    """Collect the lines of what `command` prints that match `pattern`, all in one item.

    OVAL 5.12 (independent-definitions, shellcommand_object): the item is there in any case.
    """
    entities = (
        Entity(tag="shell", value="sh"),
        Entity(tag="command", value=command),
        _pattern("pattern", pattern),
    )
    return ItemObject(name=name, probe=COMMAND, comment=comment, entities=entities)


def prints_a_line(name: str, comment: str) -> State:
    """Ask that a command printed at least one of the lines that its object collects."""
    line = Entity(
        tag="stdout_line", value=".", operation="pattern match", entity_check="at least one"
    )
    return State(name=name, probe=COMMAND, entities=(line,), comment=comment)


def captured_number(name: str, operation: Operation, limit: Variable | int, comment: str) -> State:
    """Ask that what the group of a command's pattern captured compares so with `limit`."""
    literal = isinstance(limit, int)
    number = Entity(
        tag="subexpression",
        value=str(limit) if isinstance(limit, int) else None,
        variable=None if isinstance(limit, int) else limit,
        operation=operation,
        datatype="version",
        variable_check=None if literal else "at least one",
        entity_check="at least one",
    )
    return State(name=name, probe=COMMAND, entities=(number,), comment=comment)


@lru_cache(maxsize=_RECENT)
def text_matches(name: str, pattern: str | Variable, comment: str = "") -> State:
    """Ask that the whole matched text matches `pattern`."""
    return State(name=name, probe=TEXT_FILE, entities=(_pattern("text", pattern),), comment=comment)


def capture_matches(name: str, pattern: str | Variable, comment: str = "") -> State:
    """Ask that what the group captured matches `pattern`."""
    entity = _pattern("subexpression", pattern)
    return State(name=name, probe=TEXT_FILE, entities=(entity,), comment=comment)


def capture_is(name: str, values: Variable, comment: str = "") -> State:
    """Ask that what the group captured is one of `values`."""
    entities = (_one_of("subexpression", values),)
    return State(name=name, probe=TEXT_FILE, entities=entities, comment=comment)


def _one_of(tag: str, values: Variable) -> Entity:
    return Entity(tag=tag, variable=values, variable_check="at least one")


def _pattern(tag: str, pattern: str | Variable) -> Entity:
    if isinstance(pattern, str):
        return Entity(tag=tag, value=pattern, operation="pattern match")
    return Entity(
        tag=tag, variable=pattern, operation="pattern match", variable_check="at least one"
    )


@lru_cache(maxsize=_RECENT)
def text_matches_or_number(
    name: str, pattern: str, operation: Operation, limit: Variable | int, comment: str
) -> State:
    """Ask that the text matches `pattern`, or what the group captured compares so with `limit`.

    Less and greater are asked of one value of a variable, `not equal` of all of them. Numbers are
    compared as versions, since nothing is no number but a version that oscap compares in silence.
    """
    every = operation == "not equal"
    literal = isinstance(limit, int)
    number = Entity(
        tag="subexpression",
        value=str(limit) if isinstance(limit, int) else None,
        variable=None if isinstance(limit, int) else limit,
        operation=operation,
        datatype="version",
        variable_check=None if literal else "all" if every else "at least one",
    )
    return State(
        name=name,
        probe=TEXT_FILE,
        entities=(_pattern("text", pattern), number),
        comment=comment,
        either=True,
    )


def value_is(name: str, text: str, comment: str = "") -> State:
    """Ask that the value of a variable is `text`."""
    entity = Entity(tag="value", value=text)
    return State(name=name, probe=VARIABLE, entities=(entity,), comment=comment)


def name_compares(
    name: str, operation: Operation, names: Variable, *, some: bool, comment: str = ""
) -> State:
    """Ask that every value (`some`: one value) stands so to all of `names`, as `ls -v` sorts."""
    check: Check = "at least one" if some else "all"
    entity = Entity(
        tag="value",
        variable=names,
        operation=operation,
        datatype="debian_evr_string",
        variable_check="all",
        entity_check=check,
    )
    return State(name=name, probe=VARIABLE, entities=(entity,), comment=comment)


def file_at(name: str, filepath: str, only: State | None = None) -> ItemObject:
    """Collect the file, folder or link at `filepath`; links are not followed."""
    entities = (Entity(tag="filepath", value=filepath),)
    return ItemObject(name=name, probe=FILE, entities=entities, only=only)


def files_at(name: str, paths: Variable, only: State | None = None) -> ItemObject:
    """Collect what is at `paths`, as files."""
    entities = (_one_of("filepath", paths),)
    return ItemObject(name=name, probe=FILE, entities=entities, only=only)


def files_below(name: str, folder: str, pattern: str, only: State | None = None) -> ItemObject:
    """Collect the entries of `folder` and of all folders in it whose names match `pattern`."""
    return replace(files_in(name, folder, pattern, only=only), recursive=True)


def file_matching(name: str, pattern: str) -> ItemObject:
    """Collect files, folders and links whose path matches; it must begin with ^ and a folder."""
    entity = Entity(tag="filepath", value=pattern, operation="pattern match")
    return ItemObject(name=name, probe=FILE, entities=(entity,))


def folder_at(name: str, path: str, only: State | None = None) -> ItemObject:
    """Collect the folder at `path`."""
    entities = (Entity(tag="path", value=path), Entity(tag="filename"))
    return ItemObject(name=name, probe=FILE, entities=entities, only=only)


def size_at_most(name: str, size: int, comment: str = "") -> State:
    """Ask that the item has at most `size` bytes."""
    entity = Entity(tag="size", value=str(size), operation="less than or equal", datatype="int")
    return State(name=name, probe=FILE, entities=(entity,), comment=comment)


def folders(name: str, paths: Variable, comment: str = "", only: State | None = None) -> ItemObject:
    """Collect what is at `paths`, as folders; links are not followed."""
    entities = (_one_of("path", paths), Entity(tag="filename"))
    return ItemObject(name=name, probe=FILE, comment=comment, entities=entities, only=only)


def files_in(
    name: str, folder: str | Variable, pattern: str, comment: str = "", only: State | None = None
) -> ItemObject:
    """Collect the entries of `folder`, of any type, whose names match `pattern`."""
    return ItemObject(
        name=name,
        probe=FILE,
        comment=comment,
        only=only,
        entities=(
            Entity(tag="path", value=folder)
            if isinstance(folder, str)
            else _one_of("path", folder),
            Entity(tag="filename", value=pattern, operation="pattern match"),
        ),
    )


def file_type_is(name: str, file_type: str) -> State:
    """Ask that the item's type, in the words of stat(1), is `file_type`."""
    return State(name=name, probe=FILE, entities=(Entity(tag="type", value=file_type),))


def symlink_at(name: str, filepath: str) -> ItemObject:
    """Collect the symbolic link at `filepath`, if it is one."""
    return ItemObject(name=name, probe=SYMLINK, entities=(Entity(tag="filepath", value=filepath),))


def symlinks_at(name: str, paths: Variable) -> ItemObject:
    """Collect those of `paths` that are symbolic links."""
    return ItemObject(name=name, probe=SYMLINK, entities=(_one_of("filepath", paths),))


def link_ends_at(name: str, target: str) -> State:
    """Ask that the link, followed to its end, is the file `target`."""
    entity = Entity(tag="canonical_path", value=target)
    return State(name=name, probe=SYMLINK, entities=(entity,))


def rpm_package(name: str, package: str) -> ItemObject:
    """Collect the installed packages of rpm by the name `package`."""
    return ItemObject(name=name, probe=RPM, entities=(Entity(tag="name", value=package),))
