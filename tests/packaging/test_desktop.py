"""The desktop entry, the type of project files and the icon, as a desktop reads them."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from annotator.storage.recognise import APPLICATION_ID

ROOT = Path(__file__).parent.parent.parent
PACKAGING = ROOT / "packaging"
TYPE = "application/x-annotator-project"
NAMESPACE = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a database of types as Linux has it")


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys are case-sensitive here
    parser.read(PACKAGING / "annotator.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def head(application_id: int) -> bytes:
    """The first bytes of an SQLite database that belongs to the program of this id."""
    start = bytearray(100)
    start[:16] = b"SQLite format 3\0"
    start[68:72] = application_id.to_bytes(4, "big")
    return bytes(start)


def test_the_entry_opens_projects_with_our_command() -> None:
    entry = desktop_entry()
    assert entry["Exec"] == "annotator %f"
    assert entry["MimeType"] == f"{TYPE};"
    assert (ROOT / "resources" / "icons" / f"{entry['Icon']}.svg").is_file()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_entry_is_valid() -> None:
    command = ["desktop-file-validate", "--no-hints", str(PACKAGING / "annotator.desktop")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_type_looks_for_the_id_that_storage_writes() -> None:
    declared = ET.parse(PACKAGING / "annotator-mime.xml").getroot().find("m:mime-type", NAMESPACE)
    assert declared is not None
    assert declared.get("type") == TYPE
    assert [glob.get("pattern") for glob in declared.findall("m:glob", NAMESPACE)] == ["*.annot"]
    match = declared.find("m:magic/m:match/m:match", NAMESPACE)
    assert match is not None
    assert (match.get("type"), match.get("offset")) == ("big32", "68")
    assert int(match.get("value", ""), 16) == APPLICATION_ID


@linux
def test_a_project_is_recognised_by_name_and_by_content(tmp_path: Path) -> None:
    packages = tmp_path / "share" / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(PACKAGING / "annotator-mime.xml", packages)
    (tmp_path / "renamed").write_bytes(head(APPLICATION_ID))
    (tmp_path / "other").write_bytes(head(0x12345678))
    (tmp_path / "new.annot").write_bytes(head(APPLICATION_ID))
    script = """
import sys
from PySide6.QtCore import QMimeDatabase
print(*(QMimeDatabase().mimeTypeForFile(name).name() for name in sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, "renamed", "other", "new.annot"],
        cwd=tmp_path,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "share")},
        capture_output=True,
        text=True,
        check=True,
    )
    renamed, other, named = done.stdout.split()
    assert (renamed, named) == (TYPE, TYPE)
    assert other != TYPE


def test_the_icon_is_sharp_when_small(qapp: object) -> None:
    renderer = QSvgRenderer(str(ROOT / "resources" / "icons" / "annotator.svg"))
    assert renderer.isValid()
    image = QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        renderer.render(painter)
    colours = {image.pixelColor(x, y).name() for x in range(2, 14) for y in range(2, 14)}
    assert {"#fbfaf7", "#f9cf6b", "#b5540c", "#26405c"} <= colours
    assert len(colours) <= 8, "edges between pixels"
