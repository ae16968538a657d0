"""What the wheel holds; that it installs and works is tried by .ci/run, which may fetch its dependencies."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import __version__

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "annotator"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_it_has_every_file_of_the_package_and_the_resources_in_it(wheel: zipfile.ZipFile) -> None:
    expected = {
        f"{top}/{path.relative_to(folder).as_posix()}"
        for folder, top in ((SOURCE, "annotator"), (ROOT / "resources", "annotator/resources"))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == expected


def test_it_has_what_is_found_by_path(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert "annotator/formats/native.schema.json" in names
    assert "annotator/formats/tag_set.schema.json" in names
    assert "annotator/resources/tag_sets/framing.json" in names
    assert "annotator/resources/icons/annotator.svg" in names
    assert "annotator/py.typed" in names
    assert any(name.startswith("annotator/storage/migrations/versions/") for name in names)


def test_it_brings_the_command_and_says_its_version_and_licence(wheel: zipfile.ZipFile) -> None:
    info = f"annotator-{__version__}.dist-info"
    scripts = configparser.ConfigParser()
    scripts.read_string(wheel.read(f"{info}/entry_points.txt").decode())
    assert scripts["console_scripts"]["annotator"] == "annotator.__main__:main"
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    metadata = wheel.read(f"{info}/METADATA").decode()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata


def test_building_twice_gives_the_same_bytes(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (again,) = tmp_path.glob("*.whl")
    assert wheel.filename is not None
    assert again.read_bytes() == Path(wheel.filename).read_bytes()
