"""A machine runs once, under emulation, from the start of its kernel until it powers itself off."""

import re
import selectors
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from tests.vm import processes
from tests.vm.images import Image

_QUIET: Final = 2700  # seconds without a word of the job: more than a part of it may take
_BOOT: Final = 900  # seconds from the start of a kernel to the first word, 30 on an idle host
_WHOLE: Final = 5400
_TAIL: Final = 60  # lines of the console in a message
_RESULTS: Final = 64 << 20  # bytes of the disk for results
_STARTING: Final = "nothing yet"
_REBOOT: Final = "reboot"
_DONE: Final = "done"
_PANIC: Final = b"Kernel panic"
_WORD: Final = re.compile(rb"@@ ([^\r\n]*)")
# KVM, where it is there, may be of no use; emulation runs everywhere and is quick enough.
_COMMON: Final = (
    "-m",
    "1024",
    "-display",
    "none",
    "-monitor",
    "none",
    "-serial",
    "stdio",
    "-nic",
    "none",
)
_X86_64: Final[tuple[str, ...]] = (
    "qemu-system-x86_64",
    "-accel",
    "tcg,thread=multi",
    "-cpu",
    "max",
    "-smp",
    "2",
)
_AARCH64: Final[tuple[str, ...]] = ("qemu-system-aarch64", "-machine", "virt", "-cpu", "cortex-a57")

Tell = Callable[[str], None]


class MachineStoppedError(Exception):
    """The machine ended or fell silent before its job was done."""


def run(image: Image, job: Path, results: Path, console: Path, tell: Tell) -> None:
    """Run the machine with the archive `job` until it is done; `results` is an archive, too.

    Every line of the job is told as it comes. Raises MachineStoppedError.
    """
    results.write_bytes(b"")
    with results.open("r+b") as stream:
        stream.truncate(_RESULTS)
    command = _command(image, job, results)
    with console.open("wb") as log, processes.started(*command, stdout=subprocess.PIPE) as qemu:
        assert qemu.stdout is not None
        reason = _follow(qemu.stdout, log, tell)
    if reason:
        lines = console.read_text("utf-8", "replace").splitlines()[-_TAIL:]
        raise MachineStoppedError("\n".join((reason, "the end of its console:", *lines)))


def _command(image: Image, job: Path, results: Path) -> tuple[str, ...]:
    disks: tuple[str, ...] = (f"file={job},format=raw,readonly=on", f"file={results},format=raw")
    if image.disk is None:
        program, kernel = _AARCH64, "console=ttyAMA0 panic=-1 loglevel=4"
    else:
        # Writes go to a file without a name that is gone when qemu is.
        disks = (f"file={image.disk},format=raw,snapshot=on,cache=unsafe", *disks)
        program = _X86_64
        kernel = "root=/dev/vda rw console=ttyS0 panic=-1 loglevel=4 net.ifnames=0"
        kernel += " systemd.show_status=error"
        kernel += " systemd.mask=serial-getty@ttyS0.service systemd.mask=e2scrub_reap.service"
    return (
        *program,
        *_COMMON,
        *("-kernel", str(image.kernel), "-initrd", str(image.initrd), "-append", kernel),
        *(word for disk in disks for word in ("-drive", f"if=virtio,{disk}")),
    )


def _follow(output: IO[bytes], log: IO[bytes], tell: Tell) -> str | None:
    """Read the console to its end; say why where that was not the end of the job."""
    begun = spoke = time.monotonic()
    last, rest = _STARTING, b""
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while True:
            now = time.monotonic()
            quiet = _BOOT if last in (_STARTING, _REBOOT) else _QUIET
            left = min(spoke + quiet, begun + _WHOLE) - now
            if left <= 0:
                return f"the machine was ended after {now - begun:.0f} s; it said last: {last}"
            if not selector.select(timeout=left):
                continue
            some = output.read1()  # type: ignore[attr-defined]  # a buffered reader
            log.write(some)
            log.flush()
            *lines, rest = (rest + some).split(b"\n")
            for line in lines if some else (rest,):
                if _PANIC in line:
                    return f"the kernel panicked; the machine said last: {last}"
                if found := _WORD.search(line):
                    spoke, last = time.monotonic(), found[1].decode("utf-8", "replace")
                    tell(last)
            if not some:
                return None if last == _DONE else f"the machine ended; it said last: {last}"
