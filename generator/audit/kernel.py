"""Kernel lists: the rules a kernel holds, in its order, each with the line it came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.audit.fields import KEY_SEPARATOR
from generator.audit.normal import NormalField, NormalForm
from generator.audit.places import USUAL, FileSystem, tree, watched
from generator.audit.rule import FilterList

Enabled = Literal[0, 1, 2]

LISTS: Final[tuple[FilterList, ...]] = ("user", "task", "exit", "exclude", "filesystem")
"""The lists in the order in which `auditctl -l` prints them."""
_PLACED: Final = {"path": watched, "exe": watched, "dir": tree}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One field of a rule in force.

    `text` is how the line says it. `place` is where a `path`, `exe` or `dir` leads; None where
    that cannot be, and for `exe` where no program lies there. What is missing may come.
    """

    field: NormalField
    text: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelRule:
    """One rule in force. `origin` names its line: `50-x.rules:3`, `kernel rule 2`.

    `calls` is how the line says its system calls. `others` are the forms that the listing prints
    just so; a rule read from a file has none.
    """

    form: NormalForm
    conditions: tuple[Condition, ...]
    origin: str
    calls: str
    others: tuple["KernelRule", ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that its records bear."""
        joined = "".join(str(one.value) for one in self.form.fields if one.name == "key")
        return tuple(key for key in joined.split(KEY_SEPARATOR) if key)


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelLists:
    """All rules in force, each list in the order in which the kernel asks it, and the switch.

    `switched` is the origin of the line that set the switch last; empty where none did.
    """

    rules: tuple[KernelRule, ...] = ()
    enabled: Enabled = 1
    switched: str = ""

    def of(self, name: FilterList) -> tuple[KernelRule, ...]:
        """Return the rules of one list."""
        return tuple(rule for rule in self.rules if rule.form.list == name)

    @property
    def forms(self) -> tuple[NormalForm, ...]:
        """The rules' forms in the order of `auditctl -l`."""
        return tuple(rule.form for name in LISTS for rule in self.of(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A line that auditctl refused: the line, its text, what auditctl says of it (or nothing)."""

    origin: str
    text: str
    message: str

    @property
    def words(self) -> str:
        """The evidence: `40-y.rules:7: Rule exists`."""
        return f"{self.origin}: {self.message}" if self.message else self.origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading made of a file: the lists, the line it stopped at, the lines it skipped.

    `status` is auditctl's exit status. `spared` is the origin of the line with -c or -i behind
    which all rules stand, so that no other line stops the loading; empty where there is none.
    """

    lists: KernelLists
    stop: Stop | None = None
    ignored: tuple[Stop, ...] = field(default=())
    status: int = 0
    spared: str = ""


def kernel_rule(
    form: NormalForm,
    *,
    origin: str,
    texts: Iterable[str] = (),
    calls: str = "",
    files: FileSystem = USUAL,
    others: tuple[KernelRule, ...] = (),
) -> KernelRule:
    """Make a rule in force of its form; `texts` are its fields as written, in order."""
    written = tuple(texts) or tuple(f"{one.name}{one.op}{one.value}" for one in form.fields)
    conditions = tuple(
        Condition(field=one, text=text, place=place_of(one, files))
        for one, text in zip(form.fields, written, strict=True)
    )
    return KernelRule(form=form, conditions=conditions, origin=origin, calls=calls, others=others)


def place_of(one: NormalField, files: FileSystem) -> str | None:
    """Return where the path of a condition leads, None where it cannot match."""
    finder = _PLACED.get(one.name)
    if finder is None:
        return None
    found = finder(str(one.value), files)
    if isinstance(found, str):
        return None
    runnable = found.entry in ("file", "folder")
    return found.path if runnable or one.name != "exe" else None
