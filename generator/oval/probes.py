"""The OVAL probes that checks use, one function per object or state, entities in schema order."""

from generator.oval.models import Entity, ItemObject, State, Variable

TEXT_FILE = "ind:textfilecontent54"
FILE = "unix:file"
SYMLINK = "unix:symlink"


def text_file_lines(
    name: str,
    *,
    pattern: str,
    filepath: str | None = None,
    folder: str | None = None,
    filename_pattern: str | None = None,
    comment: str = "",
) -> ItemObject:
    """Collect every match of `pattern` in one file, or in the files of a folder (not below it).

    `pattern` is Perl 5's common subset, matched with ^ and $ at each line, and has exactly one
    capturing group, which becomes the item's subexpression; the whole match is its text.
    """
    where = (
        (Entity(tag="filepath", value=filepath),)
        if filepath is not None
        else (
            Entity(tag="path", value=folder),
            Entity(tag="filename", value=filename_pattern, operation="pattern match"),
        )
    )
    return ItemObject(
        name=name,
        probe=TEXT_FILE,
        comment=comment,
        entities=(
            *where,
            Entity(tag="pattern", value=pattern, operation="pattern match"),
            Entity(tag="instance", value="1", operation="greater than or equal", datatype="int"),
        ),
    )


def text_matches(name: str, pattern: str | Variable, comment: str = "") -> State:
    """Ask that the whole matched text matches `pattern`."""
    entity = (
        Entity(tag="text", value=pattern, operation="pattern match")
        if isinstance(pattern, str)
        else Entity(tag="text", variable=pattern, operation="pattern match")
    )
    return State(name=name, probe=TEXT_FILE, entities=(entity,), comment=comment)


def number_at_most(
    name: str, limit: Variable | int, *, below: bool = False, comment: str = ""
) -> State:
    """Ask that the captured number is at most (`below`: less than) one of the values of `limit`."""
    entity = Entity(
        tag="subexpression",
        value=str(limit) if isinstance(limit, int) else None,
        variable=None if isinstance(limit, int) else limit,
        operation="less than" if below else "less than or equal",
        datatype="int",
        variable_check=None if isinstance(limit, int) else "at least one",
    )
    return State(name=name, probe=TEXT_FILE, entities=(entity,), comment=comment)


def file_at(name: str, filepath: str) -> ItemObject:
    """Collect the file, folder or link at `filepath`; links are not followed."""
    return ItemObject(name=name, probe=FILE, entities=(Entity(tag="filepath", value=filepath),))


def file_type_is(name: str, file_type: str) -> State:
    """Ask that the item's type, in the words of stat(1), is `file_type`."""
    return State(name=name, probe=FILE, entities=(Entity(tag="type", value=file_type),))


def symlink_at(name: str, filepath: str) -> ItemObject:
    """Collect the symbolic link at `filepath`, if it is one."""
    return ItemObject(name=name, probe=SYMLINK, entities=(Entity(tag="filepath", value=filepath),))


def link_ends_at(name: str, target: str) -> State:
    """Ask that the link, followed to its end, is the file `target`."""
    entity = Entity(tag="canonical_path", value=target)
    return State(name=name, probe=SYMLINK, entities=(entity,))
