"""A few of the worlds of `make laws`, in every run of the tests."""

import os
import subprocess
import sys

import pytest

from tests.world.build import ROOT
from tests.world.kernel import obstacle


@pytest.mark.kernel
@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("machines", "oscap")
def test_everybody_agrees_on_random_worlds() -> None:
    found = obstacle()
    if found:
        if found.installable and os.environ.get("CI"):
            pytest.fail(found.reason)
        pytest.skip(found.reason)
    command = [sys.executable, "-m", "tests.laws", "--worlds=25", "--oscap=5", "--seed=100001"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "\n0 disagreements" in run.stdout
