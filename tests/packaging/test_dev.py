"""The file that sets everything up: what it finds missing, what it does about it, and when it does nothing."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py as a module of its own, in an empty checkout that has only its requirements."""
    specification = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(module, "may_install", lambda: False)
    monkeypatch.setattr(module, "loads", lambda library: True)
    monkeypatch.setattr(module, "has_arabic_face", lambda: True)
    monkeypatch.setattr(module, "has_han_face", lambda: True)
    return module


@pytest.fixture
def work(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What dev.py would have installed, in order, instead of installing it."""
    done: list[str] = []
    monkeypatch.setattr(dev, "make_venv", lambda: done.append("venv"))
    monkeypatch.setattr(dev, "pip_install", lambda *arguments: done.append(" ".join(map(str, arguments))))
    monkeypatch.setattr(dev, "apt_install", lambda names: done.append("apt " + " ".join(names)))
    return done


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_runs_before_anything_is_installed() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_older_python_can_read_that_it_is_too_old() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_help_names_every_command_and_a_wrong_one_is_wrong_usage(dev: ModuleType) -> None:
    shown = call("--help")
    assert shown.returncode == 0
    assert set(re.findall(r"^  (\w+) ", shown.stdout, re.MULTILINE)) == set(dev.COMMANDS)
    assert all(callable(getattr(dev, name)) for name in dev.COMMANDS)
    wrong = call("rnu")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "usage:" in wrong.stderr


def test_the_first_start_installs_what_is_pinned_and_the_app(dev: ModuleType, work: list[str]) -> None:
    dev.prepare(tools=False)
    venv, pinned, app = work
    assert venv == "venv"
    assert "--require-hashes" in pinned
    assert "run.txt" in pinned
    assert "dev.txt" not in pinned
    assert "--editable" in app
    assert "--no-deps" in app


def test_a_second_start_installs_nothing(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.prepare(tools=True)
    work.clear()
    capsys.readouterr()
    monkeypatch.setattr(dev, "missing_from_system", lambda **_: pytest.fail("looked at the system again"))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("started another program"))
    stamp = dev.STAMP.stat().st_mtime_ns
    dev.prepare(tools=True)
    dev.prepare(tools=False)
    assert work == []
    assert dev.STAMP.stat().st_mtime_ns == stamp
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("requirements/run.txt", "regex==", "regex==1"), ("pyproject.toml", "annotator.__main__", "annotator.__other__")],
)
def test_another_pin_or_command_installs_again(
    dev: ModuleType, work: list[str], tmp_path: Path, name: str, old: str, new: str
) -> None:
    dev.prepare(tools=True)
    work.clear()
    path = tmp_path / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    dev.prepare(tools=True)
    assert len(work) == 3


def test_settings_of_tools_install_nothing(dev: ModuleType, work: list[str], tmp_path: Path) -> None:
    dev.prepare(tools=True)
    work.clear()
    path = tmp_path / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("line-length = 120", "line-length = 80"), encoding="utf-8")
    dev.prepare(tools=True)
    assert work == []


@pytest.mark.parametrize("content", ["", "[]", "no json", '{"python": "cpython-27"}'])
def test_a_stamp_that_says_nothing_is_no_stamp(dev: ModuleType, work: list[str], content: str) -> None:
    dev.STAMP.write_text(content, encoding="utf-8")
    dev.prepare(tools=False)
    assert len(work) == 3
    assert json.loads(dev.STAMP.read_text(encoding="utf-8"))["python"] == dev.interpreter()


def test_an_installation_that_failed_is_tried_again(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise dev.SetupError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(dev, "pip_install", fail)
        with pytest.raises(dev.SetupError):
            dev.prepare(tools=False)
    dev.prepare(tools=False)
    assert len(work) == 4


def test_missing_libraries_are_installed_where_it_may(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    present: set[str] = set()

    def install(names: list[str]) -> None:
        work.append("apt")
        present.update(names)

    monkeypatch.setattr(dev, "may_install", lambda: True)
    monkeypatch.setattr(dev, "loads", lambda library: library.apt in present)
    monkeypatch.setattr(dev, "has_arabic_face", lambda: "fonts-noto-core" in present)
    monkeypatch.setattr(dev, "apt_install", install)
    assert dev.prepare_system(window=True)
    assert work == ["apt"]
    assert {"libgl1", "libegl1", "libxcb-cursor0", "fonts-noto-core"} <= present


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("apt-get", ["sudo apt-get install -y ", " libgl1 ", " fonts-noto-core"]),
        ("dnf", ["sudo dnf install ", " libglvnd-glx ", "naskh"]),
        ("pacman", ["sudo pacman -S ", " libglvnd ", " noto-fonts"]),
        ("zypper", ["sudo zypper install ", " libglvnd ", "noto-naskharabic-fonts"]),
        ("none", ["your package manager", "libGL.so.1"]),
    ],
)
def test_otherwise_the_command_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, program: str, words: list[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == program else None)
    monkeypatch.setattr(dev, "loads", lambda library: False)
    monkeypatch.setattr(dev, "has_arabic_face", lambda: False)
    with pytest.raises(dev.SetupError) as raised:
        dev.prepare_system(window=False)
    sentence = str(raised.value)
    assert all(word in sentence for word in words), sentence
    assert sentence.count(" libglvnd ") <= 1, "a package named twice"


def test_what_only_a_window_or_the_eye_needs_does_not_stop_the_rest(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "loads", lambda library: "xcb" not in library.file)
    monkeypatch.setattr(dev, "has_arabic_face", lambda: False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.prepare_system(window=False)
    assert "libxcb-cursor.so.0" in capsys.readouterr().err
    with pytest.raises(dev.SetupError):
        dev.prepare_system(window=True)


def test_packaging_needs_more(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(dev, "loads", lambda library: "libpython" not in library.file)
    monkeypatch.setattr(dev, "has_han_face", lambda: False)
    assert dev.missing_from_system() == []
    assert dev.missing_from_system(tests=True) == [dev.HAN_FONT]
    assert dev.missing_from_system(packaging=True) == [dev.OBJDUMP, dev.LIBPYTHON]
    with pytest.raises(dev.SetupError, match="objdump"):
        dev.prepare_system(window=False, packaging=True)


def test_apt_that_fails_is_tried_thrice_and_explained(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[list[str]] = []

    def fail(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        tried.append(command)
        return subprocess.CompletedProcess(command, 100, "Temporary failure resolving\n")

    monkeypatch.setattr(subprocess, "run", fail)
    monkeypatch.setattr(dev.time, "sleep", lambda _: None)
    monkeypatch.setattr(dev, "may_install", lambda: True)
    monkeypatch.setattr(dev, "loads", lambda library: False)
    with pytest.raises(dev.SetupError, match=r"this system lacks libGL\.so\.1"):
        dev.prepare_system(window=False)
    assert [command[1] for command in tried] == ["update", "install"] * 3
    told = capsys.readouterr().err
    assert "Temporary failure resolving" in told
    assert "apt-get failed" in told


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_a_window_is_shown_where_there_is_a_display(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], shown: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert dev.has_display() is shown


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], ["-m", "pytest", "-n", "auto", "--dist", "worksteal"]),
        (["tests/text", "-x"], ["-m", "pytest", "tests/text", "-x"]),
    ],
)
def test_all_tests_run_on_every_core(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], command: list[str]
) -> None:
    became: list[str] = []
    monkeypatch.setattr(dev, "become", lambda *words: became.extend(words))
    monkeypatch.setattr(dev, "prepare", lambda **_: None)
    monkeypatch.chdir(dev.ROOT)
    dev.test(arguments)
    assert became == command


@pytest.mark.parametrize(
    ("display", "arguments", "command"),
    [
        (True, [], ["-m", "annotator", "--sample"]),
        (False, [], ["-m", "annotator", "--sample-to", "OUT"]),
        (False, ["--version"], ["-m", "annotator", "--version"]),
    ],
)
def test_run_starts_the_app(
    dev: ModuleType,
    work: list[str],
    monkeypatch: pytest.MonkeyPatch,
    display: bool,
    arguments: list[str],
    command: list[str],
) -> None:
    became: list[str] = []

    def become(*words: object, **_: str) -> None:
        became.extend("OUT" if word == dev.OUT else str(word) for word in words)
        raise SystemExit

    monkeypatch.setattr(dev, "become", become)
    monkeypatch.setattr(dev, "has_display", lambda: display)
    with pytest.raises(SystemExit):
        dev.run(arguments)
    assert became == command
