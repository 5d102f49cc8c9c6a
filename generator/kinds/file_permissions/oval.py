"""The file_permissions kind in OVAL: a test of all files, whatever can be asked of them at once.

Where auditd's own configuration says where its log is, that is asked twice: of the folder that it
names, and of the usual one where it names none, since a variable cannot have a value by default.
"""

from collections.abc import Iterator
from typing import Final, assert_never

from generator.kinds.file_permissions.parameters import (
    CONFIGURATION,
    DEFAULT_LOG,
    At,
    Below,
    FilePermissions,
    LogFiles,
    LogFolder,
)
from generator.kinds.protocol import Subject
from generator.oval import models as oval
from generator.oval import probes

_BITS: Final = (
    ("suid", 0o4000),
    ("sgid", 0o2000),
    ("uread", 0o400),
    ("uwrite", 0o200),
    ("uexec", 0o100),
    ("gread", 0o040),
    ("gwrite", 0o020),
    ("gexec", 0o010),
    ("oread", 0o004),
    ("owrite", 0o002),
    ("oexec", 0o001),
)
_REGULAR: Final = probes.file_type_is("is_regular_file", "regular")
_FOLDER: Final = probes.file_type_is("is_directory", "directory")
_DEFAULT_FOLDER: Final = DEFAULT_LOG.rpartition("/")[0]


def definition(parameters: FilePermissions, subject: Subject) -> oval.Definition:
    """Give the definition: a test for each description of files."""
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description="The files have no right too many, and belong to whom they must.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment="every file is as asked",
            children=tuple(_criteria(parameters)),
        ),
    )


def _criteria(parameters: FilePermissions) -> Iterator[oval.Criteria | oval.Criterion]:
    for files in parameters.files:
        match files:
            case At():
                yield _test(parameters, f"at_{files.path}", files.path, _at(files.path))
            case Below():
                name = f"below_{files.folder}_{files.suffix}"
                shown = f"{files.folder}/**/*{files.suffix}"
                pattern = rf"^.*\{files.suffix}$"
                found = probes.files_below(name, files.folder, pattern, only=_REGULAR)
                yield _test(parameters, name, shown, found)
            case LogFiles() | LogFolder():
                yield _of_log(parameters, files)
            case _:
                assert_never(files)
    if parameters.of_log and parameters.groups:
        yield oval.Criterion(test=_log_group(parameters.groups))


def _test(parameters: FilePermissions, name: str, shown: str, found: oval.Object) -> oval.Criterion:
    state = _state(parameters)
    return oval.Criterion(
        test=oval.Test(
            name=f"{state.name}_{name}",
            comment=f"{shown}: {state.comment}, if it exists",
            object=found,
            states=(state,),
            check="all",
            existence="any_exist",
        )
    )


def _state(parameters: FilePermissions) -> oval.State:
    """Ask for everything at once, in the order of the schema: group, owner, mode."""
    entities: list[oval.Entity] = []
    words: list[str] = []
    if parameters.mode is not None:
        words.append(f"mode {parameters.octal} or stricter")
    if parameters.owner is not None:
        words.append(f"owner {parameters.owner}")
    if parameters.groups:
        words.append(f"group {' or '.join(parameters.groups)}")
        entities.append(_group(parameters.groups))
    if parameters.owner is not None:
        entities.append(oval.Entity(tag="user_id", value="0", datatype="int"))
    entities += [
        oval.Entity(tag=tag, value="false", datatype="boolean")
        for tag, bit in _BITS
        if parameters.forbidden & bit
    ]
    comment = ", ".join(words)
    folder = "folder: " if parameters.of_folder else ""
    return oval.State(
        name=f"{folder}{comment}", probe=probes.FILE, entities=tuple(entities), comment=comment
    )


def _group(names: tuple[str, ...]) -> oval.Entity:
    if names == ("root",):
        return oval.Entity(tag="group_id", value="0", datatype="int")
    ids = oval.LocalVariable(
        name=f"groups_{'_'.join(names)}",
        comment=f"the numbers of the groups {', '.join(names)}",
        datatype="int",
        component=oval.FieldOf(
            object=probes.text_file_lines(
                f"groups_{'_'.join(names)}",
                filepath="/etc/group",
                pattern=rf"^(?:{'|'.join(names)}):[^:\n]*:(\d+):",
            ),
            field="subexpression",
        ),
    )
    return oval.Entity(tag="group_id", variable=ids, datatype="int", variable_check="at least one")


def _at(path: str) -> oval.Object:
    """Collect the file at `path`, or the one where a link there ends."""
    ends = oval.LocalVariable(
        name=f"end_of_{path}",
        comment=f"where {path} ends, if it is a link",
        component=oval.FieldOf(
            object=probes.symlink_at(f"symlink_{path}", path), field="canonical_path"
        ),
    )
    return oval.UnionObject(
        name=f"ending_{path}",
        probe=probes.FILE,
        parts=(
            probes.file_at(f"regular_{path}", path, only=_REGULAR),
            probes.files_at(f"end_of_{path}", ends, only=_REGULAR),
        ),
    )


def _of_log(parameters: FilePermissions, files: LogFiles | LogFolder) -> oval.Criteria:
    set_ = oval.Test(
        name="log_file_is_set",
        comment=f"{CONFIGURATION} says where the log is",
        object=_last("log_file", "/"),
    )
    folder = oval.LocalVariable(
        name="log_folder",
        comment="the folder of the log",
        component=oval.Capture(
            pattern=r"^(/.*)/[^/]+$",
            of=oval.FieldOf(object=_last("log_file", "/"), field="subexpression"),
        ),
    )
    named, usual = (_log_test(parameters, files, where) for where in (folder, _DEFAULT_FOLDER))
    return oval.Criteria(
        operator="OR",
        comment="the log that auditd writes is as asked",
        children=(
            oval.Criteria(
                operator="AND",
                comment="the log is where the configuration says",
                children=(oval.Criterion(test=set_), named),
            ),
            oval.Criteria(
                operator="AND",
                comment=f"the log is {DEFAULT_LOG}",
                children=(oval.Criterion(test=set_, negate=True), usual),
            ),
        ),
    )


def _log_test(
    parameters: FilePermissions, files: LogFiles | LogFolder, where: oval.Variable | str
) -> oval.Criterion:
    """Ask of the folder `where`, or of the one where it ends, if it is a link."""
    shown = where if isinstance(where, str) else "the folder of the log"
    name = where if isinstance(where, str) else "log_folder"
    link = (
        probes.symlink_at(f"symlink_{name}", where)
        if isinstance(where, str)
        else probes.symlinks_at(f"symlink_{name}", where)
    )
    end = oval.LocalVariable(
        name=f"end_of_{name}",
        comment=f"where {shown} ends, if it is a link",
        component=oval.FieldOf(object=link, field="canonical_path"),
    )
    sort = "folder" if isinstance(files, LogFolder) else "files_in"
    parts = tuple(
        _in_log(files, f"{sort}_{part}", place)
        for part, place in ((name, where), (f"end_of_{name}", end))
    )
    found = oval.UnionObject(name=f"{sort}_ending_{name}", probe=probes.FILE, parts=parts)
    comment = shown if isinstance(files, LogFolder) else f"files in {shown}"
    return _test(parameters, f"{sort}_{name}", comment, found)


def _in_log(files: LogFiles | LogFolder, name: str, where: oval.Variable | str) -> oval.ItemObject:
    if isinstance(files, LogFiles):
        return probes.files_in(name, where, "^.*$", only=_REGULAR)
    if isinstance(where, str):
        return probes.folder_at(name, where, only=_FOLDER)
    return probes.folders(name, where, only=_FOLDER)


def _log_group(names: tuple[str, ...]) -> oval.Test:
    shown = " or ".join(names)
    return oval.Test(
        name=f"log_group_{'_'.join(names)}",
        comment=f"log_group in {CONFIGURATION} is {shown}, if it is set",
        object=_last("log_group", ""),
        states=(
            probes.capture_matches(
                f"group_is_{'_'.join(names)}", rf"^(?:{'|'.join(names)})$", f"is {shown}"
            ),
        ),
        check="all",
        existence="any_exist",
    )


def _last(name: str, begins: str) -> oval.ItemObject:
    """Collect the last value of a setting of auditd, which knows no small and capital letters."""
    letters = "".join(f"[{one}{one.upper()}]" if one.isalpha() else one for one in name)
    return probes.text_file_lines(
        f"auditd_{name}",
        filepath=CONFIGURATION,
        pattern=rf"^(?:[\s\S]*\n)?[ \t]*{letters}[ \t]*=[ \t]*({begins}[^ \t\r\n]+)",
        whole_text=True,
        comment=f"the last {name}",
    )
