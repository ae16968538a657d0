"""What every test has in common: no display, no trace in the user's own folders, the same texts on each run."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# Set before anything imports Qt or looks up a user folder. The folder lives as long as the test process.
_HOME = tempfile.TemporaryDirectory(prefix="annotator-tests-", ignore_cleanup_errors=True)


def _isolate(home: Path) -> None:
    """Point every user folder into `home`, and Qt at no display unless ANNOTATOR_TEST_DISPLAY asks for a real one."""
    folders = {
        "HOME": ".",
        "USERPROFILE": ".",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "runtime",
    }
    for variable, folder in folders.items():
        path = home / folder
        path.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(path)
    os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.pop("LANGUAGE", None)
    if not os.environ.get("ANNOTATOR_TEST_DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.pop("DISPLAY", None)
        os.environ.pop("WAYLAND_DISPLAY", None)


_isolate(Path(_HOME.name))

# "default" gives the same examples on every run, so that a failure is a failure of the change at hand;
# "search" (--hypothesis-profile=search) looks for new ones, at leisure.
hypothesis.settings.register_profile("default", max_examples=60, deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("search", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("default")


def pytest_unconfigure() -> None:
    """Remove the folder; left to the interpreter's end it would be reported as a leak."""
    _HOME.cleanup()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Let go of buttons and keys: pressed in one test's window, Qt believes them to be held down in the next one's."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    app = widgets.QApplication
    if app.mouseButtons() != Qt.MouseButton.NoButton or app.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        ground = widgets.QWidget()
        ground.show()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            QTest.mouseRelease(ground, button)
        ground.close()
