"""What kernels are booted with: GRUB's menu and what it is made from, or the entries of a BLS.

A command line holds an argument where the last one of its name has a value that will do. What
stands behind `--` is for init: an argument named there is none of the kernel's, and confuses.
"""

import re
from pathlib import Path
from typing import Final

from generator.kinds.kernel_arguments.parameters import KernelArgument
from generator.kinds.places import follow

GRUB_MENUS: Final = ("/boot/grub/grub.cfg", "/boot/grub2/grub.cfg")
DEFAULTS: Final = "/etc/default/grub"
MORE_DEFAULTS: Final = "/etc/default/grub.d"
"""Files that end in .cfg, which Debian and Ubuntu read behind DEFAULTS, in the order of names."""
ENTRIES: Final = "/boot/loader/entries"
ENVIRONMENT: Final = "/boot/grub2/grubenv"
KERNEL_INSTALL: Final = "/etc/kernel/cmdline"
_LINUX: Final = re.compile(r"^[ \t]*linux(?:16|efi)?[ \t]+\S+([^\n]*)$", re.MULTILINE)
_OPTIONS: Final = re.compile(r"^[ \t]*options([ \t][^\n]*)$", re.MULTILINE)
_SAVED: Final = re.compile(r"^kernelopts=([^\n]*)$", re.MULTILINE)
_ASSIGNED: Final = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(GRUB_CMDLINE_LINUX(?:_DEFAULT)?)=([^\n]*)$", re.MULTILINE
)
_TOKEN: Final = re.compile(r"(?:\"[^\"]*\"|[^\s\"])+")


def holds(asked: KernelArgument, root: Path) -> bool:
    """Say whether the next boot has the argument, and boots with newer kernels too."""
    if asked.boot_loader == "grub":
        return _in_menus(asked, root) and _in_defaults(asked, root, more=True)
    return (
        _in_entries(asked, root)
        and (not _exists(root, DEFAULTS) or _in_defaults(asked, root, more=False))
        and (not _exists(root, KERNEL_INSTALL) or _line_holds(asked, _text(root, KERNEL_INSTALL)))
    )


def _in_menus(asked: KernelArgument, root: Path) -> bool:
    lines = [line for path in GRUB_MENUS for line in _LINUX.findall(_text(root, path))]
    return bool(lines) and all(_line_holds(asked, line) for line in lines)


def _in_entries(asked: KernelArgument, root: Path) -> bool:
    saved = " ".join(_SAVED.findall(_text(root, ENVIRONMENT)))
    folder = root / ENTRIES[1:]
    lines = [
        re.sub(r"\$(?:\{kernelopts\}|kernelopts\b)", lambda _: saved, line)
        for path in sorted(folder.glob("*.conf"))
        for line in _OPTIONS.findall(_text(root, f"{ENTRIES}/{path.name}"))
    ]
    return bool(lines) and all(_line_holds(asked, line) for line in lines)


def _in_defaults(asked: KernelArgument, root: Path, *, more: bool) -> bool:
    """Say whether a menu made anew would have the argument, in the entries for recovery too."""
    paths = [DEFAULTS]
    if more:
        found = sorted((root / MORE_DEFAULTS[1:]).glob("*.cfg"))
        paths += [f"{MORE_DEFAULTS}/{path.name}" for path in found]
    values = {"GRUB_CMDLINE_LINUX": "", "GRUB_CMDLINE_LINUX_DEFAULT": ""}
    for path in paths:
        for name, text in _ASSIGNED.findall(_text(root, path)):
            before, *behind = re.split(rf"\$(?:\{{{name}\}}|{name}\b)", _unquoted(text))
            values[name] = values[name].join((before, *behind))
    always, usual = values["GRUB_CMDLINE_LINUX"], values["GRUB_CMDLINE_LINUX_DEFAULT"]
    return _line_holds(asked, always) and _line_holds(asked, f"{always} {usual}")


def _unquoted(text: str) -> str:
    text = text.strip()
    for quote in ("'", '"'):
        if text.startswith(quote):
            return text[1:].partition(quote)[0]
    return text.split()[0] if text else ""


def _line_holds(asked: KernelArgument, line: str) -> bool:
    words = [word.replace('"', "") for word in _TOKEN.findall(line)]
    cut = words.index("--") if "--" in words else len(words)
    name = re.compile(f"{asked.name_pattern}=(.*)")
    found = [match[1] for word in words[:cut] if (match := name.fullmatch(word))]
    behind = any(name.fullmatch(word) for word in words[cut:])
    return bool(found) and not behind and bool(re.fullmatch(asked.value_pattern, found[-1]))


def _exists(root: Path, path: str) -> bool:
    end = follow(root, path)
    return end is not None and (root / end[1:]).is_file()


def _text(root: Path, path: str) -> str:
    end = follow(root, path)
    place = root / (end or "/nowhere")[1:]
    return place.read_text("utf-8", "replace") if place.is_file() else ""
