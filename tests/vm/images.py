"""Images of machines: made once from packages, kept outside the tree, never written to again."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from tests.vm import apt, processes
from tests.vm.recipes import GUEST, Recipe

_SIZE: Final = "2G"  # of a disk; what is not written takes no room
_HOOKS: Final = Path("/usr/share/mmdebstrap/hooks")
_LEFT_OUT: Final = ("doc", "man", "info", "locale", "bash-completion")
_LONGEST: Final = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """What qemu starts: a kernel, the initial file system, and the disk where there is one."""

    kernel: Path
    initrd: Path
    disk: Path | None


def cache() -> Path:
    """Where images are kept."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(os.environ.get("AUDITSCAP_VM_CACHE") or Path(home) / "auditscap/vm")


def is_made(recipe: Recipe) -> bool:
    """Is there an image of this very recipe?"""
    return (cache() / recipe.key).is_dir()


def image(recipe: Recipe) -> Image:
    """Give the image of the recipe, making it first where there is none."""
    folder = cache() / recipe.key
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        if not folder.is_dir():
            _make(recipe, folder)
    disk = folder / "disk"
    return Image(
        kernel=folder / "vmlinuz",
        initrd=folder / "initrd",
        disk=disk if disk.exists() else None,
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(recipe: Recipe, folder: Path) -> None:
    """Make the image beside its place and put it there when it is whole; older ones go."""
    for old in folder.parent.glob(f"{recipe.name}-*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=folder.parent) as name:
        part = Path(name)
        root = part / "root"
        _debootstrap(recipe, root)
        _complete(recipe, root)
        made = part / "image"
        made.mkdir()
        (_disk if recipe.installed else _initrd)(root, made)
        made.rename(folder)


def _debootstrap(recipe: Recipe, root: Path) -> None:
    variant = "minbase" if recipe.installed else "extract"
    paths = [f"path-exclude=/usr/share/{name}/*" for name in _LEFT_OUT]
    texts = [*apt.options(), 'Acquire::Languages "none"', 'Apt::Install-Recommends "false"']
    _run(
        *("mmdebstrap", "--quiet", "--format=directory", f"--variant={variant}"),
        f"--architectures={recipe.architecture}",
        f"--include={','.join(recipe.packages)}",
        *(f"--aptopt={text}" for text in texts),
        *(f"--dpkgopt={text}" for text in paths),
        *(recipe.suite, str(root), *apt.sources(recipe.suite)),
    )


def _complete(recipe: Recipe, root: Path) -> None:
    """Add what is ours; mmdebstrap runs no hook at the end where it only unpacks."""
    for source, target in recipe.files:
        shutil.copy(GUEST / source, root / target.lstrip("/"))  # with its mode
    for command in recipe.commands:
        _run("sh", "-euc", command, "sh", str(root))


def _disk(root: Path, made: Path) -> None:
    for name in ("vmlinuz", "initrd"):
        (newest,) = (root / "boot").glob(f"{name}*")
        newest.rename(made / name)
    _run("mke2fs", "-q", "-t", "ext4", "-d", str(root), str(made / "disk"), _SIZE)


def _initrd(root: Path, made: Path) -> None:
    (kernel,) = (root / "boot").glob("vmlinuz*")
    kernel.rename(made / "vmlinuz")
    shutil.rmtree(root / "boot")
    for name in _LEFT_OUT:
        shutil.rmtree(root / "usr/share" / name, ignore_errors=True)
    with (made / "initrd").open("wb") as stream:
        pack = 'cd -- "$1" && find . -print0 | cpio --quiet --null -o -H newc | gzip -1'
        _run("sh", "-c", pack, "sh", str(root), stdout=stream)


def _run(*command: str, stdout: IO[bytes] | None = None) -> None:
    with processes.started("nice", *command, stdout=stdout or subprocess.DEVNULL) as process:
        status = process.wait(timeout=_LONGEST)
    if status:
        raise subprocess.CalledProcessError(status, command)
