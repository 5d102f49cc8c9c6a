"""The wheel works by itself: in an empty environment and an empty folder."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_wheel_builds_a_data_stream_in_an_empty_folder(tmp_path: Path) -> None:
    """What a wheel depends on comes from the environment of the tests."""
    empty = tmp_path / "empty"
    empty.mkdir()
    wheels, own = tmp_path / "wheels", tmp_path / "venv"
    _run(
        ROOT, sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT)
    )
    (wheel,) = wheels.glob("auditscap-*.whl")
    _run(empty, sys.executable, "-m", "venv", "--without-pip", str(own))
    (packages,) = own.glob("lib/python*/site-packages")
    install = ("install", "-q", "--no-deps", "--target", str(packages), str(wheel))
    _run(empty, sys.executable, "-m", "pip", *install)
    (theirs,) = Path(sys.prefix).glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{theirs}\n")
    python = str(own / "bin/python")
    where = _run(empty, python, "-c", "import generator; print(generator.__file__)").strip()
    assert Path(where).is_relative_to(packages)
    _run(empty, python, "-m", "generator", "init")
    said = _run(empty, python, "-m", "generator", "build", "--no-oscap", "--product", "fedora")
    assert "auditscap-fedora-ds.xml" in said
    assert (empty / "build/fedora/auditscap-fedora-ds.xml").is_file()
