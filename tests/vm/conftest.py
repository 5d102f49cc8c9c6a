"""Fixtures of the machines: each runs once, when the first test asks what it found."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.vm import images, jobs, machine, products, report
from tests.vm.guests import Guest, asked_for
from tests.vm.jobs import Found
from tests.vm.machine import MachineStoppedError
from tests.world.build import build_products

Lane = Callable[[Guest], Found]
_TOOLS = (
    *("mmdebstrap", "mke2fs", "cpio", "gzip", "setpriv", "nice"),
    *("qemu-system-x86_64", "qemu-system-aarch64"),
)


@pytest.fixture(scope="session")
def _able() -> None:
    if not asked_for():
        pytest.skip("nobody asked for machines (make test-vm)")
    missing = [tool for tool in _TOOLS if shutil.which(tool, path=_path()) is None]
    assert not missing, f"missing (scripts/setup.sh vm installs them): {', '.join(missing)}"


@pytest.fixture(scope="session")
def lane(_able: None, tmp_path_factory: pytest.TempPathFactory) -> Lane:
    """Give what a guest found: `lane(guest)`."""

    @cache
    def found(guest: Guest) -> Found | MachineStoppedError:
        try:
            return _run(guest, tmp_path_factory.mktemp(guest.name))
        except MachineStoppedError as error:
            return error

    def go(guest: Guest) -> Found:
        outcome = found(guest)
        if isinstance(outcome, MachineStoppedError):
            pytest.fail(f"{guest.name}: {outcome}")
        return outcome

    return go


def _run(guest: Guest, folder: Path) -> Found:
    begun = time.monotonic()

    def tell(text: str) -> None:
        sys.stdout.write(f"{guest.name} {time.monotonic() - begun:5.0f} s  {text}\n")
        sys.stdout.flush()

    sys.stdout.write("\n")
    made = images.is_made(guest.recipe)
    tell("the image is there" if made else "making the image")
    image = images.image(guest.recipe)
    imaged = time.monotonic()
    place = report.FOLDER / guest.name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    job, results = folder / "job.tar", folder / "results.tar"
    whole = build_products(folder / "whole", guest.product).folder
    assert whole
    jobs.pack(guest, products.built(guest.product, folder), whole / guest.product, job)
    tell("starting")
    machine.run(image, job, results, place / "console.log", tell)
    found = jobs.unpack(guest, results, place)
    report.write(
        place,
        report.Run(
            found=found,
            image_seconds=None if made else round(imaged - begun),
            seconds=round(time.monotonic() - imaged),
        ),
    )
    return found


def _path() -> str:
    return os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
