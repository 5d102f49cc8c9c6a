"""The kernel_arguments kind in OVAL: command lines by patterns.

Of each sort of lines two things are asked: every line has an argument of the name, and the last
one on each that has it will do. Shell is not run: of each file with defaults the last assignment
counts, and one that overrides what another file says must have the argument itself.
"""

from typing import Final

from generator.kinds.kernel_arguments.boot import (
    DEFAULTS,
    ENTRIES,
    ENVIRONMENT,
    GRUB_MENUS,
    KERNEL_INSTALL,
    MORE_DEFAULTS,
)
from generator.kinds.kernel_arguments.parameters import KernelArgument
from generator.kinds.protocol import Subject
from generator.oval import models as oval
from generator.oval import probes

_LINUX: Final = r"^[ \t]*linux(?:16|efi)?[ \t]+[^ \t\n]+"
_OPTIONS: Final = r"^[ \t]*options"
_SAVED: Final = r"^kernelopts="
_REFERENCE: Final = r"\$\{?kernelopts"
_LAST_ASSIGNMENT: Final = r"^(?:[\s\S]*\n)?[ \t]*(?:export[ \t]+)?GRUB_CMDLINE_LINUX"
_WORD: Final = "[^ \\t\\n\"']*"
_BEFORE: Final = "[ \\t\"']"

Where = dict[str, str]
"""Where lines are: the words of probes.text_file_lines for a file or a folder."""


def definition(parameters: KernelArgument, subject: Subject) -> oval.Definition:
    """Give the definition for the boot loader of the product."""
    lines = _Lines(parameters)
    children = lines.grub() if parameters.boot_loader == "grub" else lines.bls()
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"Boots have the argument {parameters.wanted}, or one that is as good.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment=f"every boot has {parameters.wanted}, or what is as good",
            children=children,
        ),
    )


Children = tuple[oval.Criteria | oval.Criterion, ...]


class _Lines:
    """The tests of one argument."""

    def __init__(self, asked: KernelArgument) -> None:
        self._asked = asked

    def grub(self) -> Children:
        menus: tuple[Where, ...] = tuple({"filepath": path} for path in GRUB_MENUS)
        defaults: Where = {"filepath": DEFAULTS}
        more: Where = {"folder": MORE_DEFAULTS, "filename_pattern": r"^.*\.cfg$"}
        return (
            *self._each("menu", menus, _LINUX, "entries of GRUB's menu"),
            self._not_behind("menu", menus, _LINUX),
            oval.Criteria(
                operator="OR",
                comment="menus made anew have the argument",
                children=(
                    self._has("defaults", (defaults,), f"{_LAST_ASSIGNMENT}=", whole=True),
                    self._has("more", (more,), f"{_LAST_ASSIGNMENT}=", whole=True, some=True),
                ),
            ),
            self._unless_more(defaults, more),
            self._last_is_right("more", (more,), f"{_LAST_ASSIGNMENT}=", whole=True),
            self._kept(more),
            self._last_is_right(
                "usual", (defaults, more), f"{_LAST_ASSIGNMENT}_DEFAULT=", whole=True
            ),
        )

    def bls(self) -> Children:
        entries: tuple[Where, ...] = ({"folder": ENTRIES, "filename_pattern": r"^.*\.conf$"},)
        saved: tuple[Where, ...] = ({"filepath": ENVIRONMENT},)
        install: tuple[Where, ...] = ({"filepath": KERNEL_INSTALL},)
        defaults: Where = {"filepath": DEFAULTS}
        return (
            self._has("entries", entries, _OPTIONS, instead=_REFERENCE),
            self._last_is_right("entries", entries, _OPTIONS),
            self._not_behind("entries", entries, _OPTIONS),
            oval.Criteria(
                operator="OR",
                comment="what entries take from the environment of GRUB has the argument",
                children=(
                    oval.Criterion(test=self._refers(entries), negate=True),
                    oval.Criteria(
                        operator="AND",
                        comment="the environment of GRUB has the argument",
                        children=self._each("saved", saved, _SAVED, "the saved arguments"),
                    ),
                ),
            ),
            self._if_there(
                DEFAULTS,
                (
                    self._has("defaults", (defaults,), f"{_LAST_ASSIGNMENT}=", whole=True),
                    self._last_is_right(
                        "defaults", (defaults,), f"{_LAST_ASSIGNMENT}=", whole=True
                    ),
                    self._last_is_right(
                        "usual", (defaults,), f"{_LAST_ASSIGNMENT}_DEFAULT=", whole=True
                    ),
                ),
            ),
            self._if_there(
                KERNEL_INSTALL,
                self._each("install", install, "^", "the arguments of new entries"),
            ),
        )

    def _each(
        self, name: str, where: tuple[Where, ...], start: str, comment: str
    ) -> tuple[oval.Criterion, ...]:
        return (
            self._has(name, where, start, comment=comment),
            self._last_is_right(name, where, start),
        )

    def _has(
        self,
        name: str,
        where: tuple[Where, ...],
        start: str,
        *,
        whole: bool = False,
        some: bool = False,
        instead: str = "",
        comment: str = "",
    ) -> oval.Criterion:
        """Ask that all lines, or some, have the argument, or what stands for it."""
        argument = f"(?:^|{_BEFORE}){self._asked.name_pattern}="
        pattern = f"{argument}|{instead}" if instead else argument
        return oval.Criterion(
            test=oval.Test(
                name=f"{self._asked.argument}_in_{name}{'_some' if some else ''}",
                comment=f"{comment or name}: {self._asked.argument} is there",
                object=self._lines(name, where, f"{start}([^\\n]*)", whole=whole),
                states=(
                    probes.capture_matches(
                        f"has_{self._asked.argument}{'_or_reference' if instead else ''}", pattern
                    ),
                ),
                check="at least one" if some else "all",
            )
        )

    def _last_is_right(
        self, name: str, where: tuple[Where, ...], start: str, *, whole: bool = False
    ) -> oval.Criterion:
        """Ask that the last argument of the name on each line will do."""
        pattern = f'{start}(?:[^\\n]*{_BEFORE})?{self._asked.name_pattern}="?({_WORD})'
        return oval.Criterion(
            test=oval.Test(
                name=f"{self._asked.argument}_last_in_{name}",
                comment=f"{name}: the last {self._asked.argument} on each line is right",
                object=self._lines(f"last_{name}", where, pattern, whole=whole),
                states=(
                    probes.capture_matches(
                        f"right_{self._asked.argument}", f"^(?:{self._asked.value_pattern})$"
                    ),
                ),
                check="all",
                existence="any_exist",
            )
        )

    def _not_behind(self, name: str, where: tuple[Where, ...], start: str) -> oval.Criterion:
        pattern = f"{start}[^\\n]*[ \\t](--[ \\t][^\\n]*)"
        test = oval.Test(
            name=f"{self._asked.argument}_behind_in_{name}",
            comment=f"{name}: {self._asked.argument} stands behind --, where it is for init",
            object=self._lines(f"behind_{name}", where, pattern),
            states=(
                probes.capture_matches(
                    f"names_{self._asked.argument}", f"{_BEFORE}{self._asked.name_pattern}="
                ),
            ),
        )
        return oval.Criterion(test=test, negate=True)

    def _refers(self, where: tuple[Where, ...]) -> oval.Test:
        return oval.Test(
            name=f"{self._asked.argument}_entries_refer",
            comment="an entry takes its arguments from the environment of GRUB",
            object=self._lines("entries", where, f"{_OPTIONS}([^\\n]*)"),
            states=(probes.capture_matches("refers_to_environment", _REFERENCE),),
        )

    def _unless_more(self, defaults: Where, more: Where) -> oval.Criteria:
        """Ask that the last argument of DEFAULTS is right, or that a later file has its own."""
        start = f"{_LAST_ASSIGNMENT}="
        return oval.Criteria(
            operator="OR",
            comment=f"{DEFAULTS} has no wrong argument, or a later file has its own",
            children=(
                self._last_is_right("defaults", (defaults,), start, whole=True),
                self._has("more", (more,), start, whole=True, some=True),
            ),
        )

    def _kept(self, more: Where) -> oval.Criterion:
        """Ask that a file which overrides what was there has the argument itself."""
        argument = f"(?:^|{_BEFORE}){self._asked.name_pattern}="
        return oval.Criterion(
            test=oval.Test(
                name=f"{self._asked.argument}_kept",
                comment=f"files in {MORE_DEFAULTS} keep {self._asked.argument}",
                object=self._lines("more", (more,), f"{_LAST_ASSIGNMENT}=([^\\n]*)", whole=True),
                states=(
                    probes.capture_matches(
                        f"keeps_{self._asked.argument}",
                        rf"{argument}|\$\{{?GRUB_CMDLINE_LINUX(?:[^A-Za-z0-9_]|$)",
                    ),
                ),
                check="all",
                existence="any_exist",
            )
        )

    def _if_there(self, path: str, children: Children) -> oval.Criteria:
        there = oval.Test(
            name=f"there_{path}",
            comment=f"{path} is there",
            object=probes.file_at(f"file_{path}", path),
        )
        return oval.Criteria(
            operator="OR",
            comment=f"{path} has the argument, if it is there",
            children=(
                oval.Criterion(test=there, negate=True),
                oval.Criteria(operator="AND", comment=f"{path} has it", children=children),
            ),
        )

    def _lines(
        self, name: str, where: tuple[Where, ...], pattern: str, *, whole: bool = False
    ) -> oval.Object:
        title = f"{self._asked.argument}_{name}"
        parts = tuple(
            probes.text_file_lines(
                f"{title}_{number}" if len(where) > 1 else title,
                pattern=pattern,
                whole_text=whole,
                filepath=place.get("filepath"),
                folder=place.get("folder"),
                filename_pattern=place.get("filename_pattern"),
            )
            for number, place in enumerate(where)
        )
        if len(parts) == 1:
            return parts[0]
        return oval.UnionObject(name=title, probe=probes.TEXT_FILE, parts=parts)
