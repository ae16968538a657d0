"""Sets up and starts everything that work on Annotator needs, from a bare machine with Python, git and certificates.

Only the standard library is used, because this file runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "annotator-setup.json"
OUT = ROOT / "out"

COMMANDS = {
    "run": "open the window with the sample project; without a display, draw it to a picture [arguments of annotator]",
    "test": "run the tests [arguments of pytest]",
    "check": "check format, lint, types and import rules",
    "bench": "run the benchmarks [names, --quick]",
    "faults": "let processes be killed, disks fail and the power go, hundreds of times [kill, fail, power, --rounds N]",
    "shots": "take the screenshots of the documentation",
    "package": "build the wheel and the one-folder app into dist/",
    "lock": "pin what is new in requirements/, with --upgrade everything anew (needs uv)",
}


class SetupError(Exception):
    """Something that the machine lacks or refused; its text says what to do."""


class Library(NamedTuple):
    """A system library that Qt loads, and the package that brings it, by package manager."""

    file: str
    apt: str
    dnf: str
    pacman: str
    zypper: str


QT_LIBRARIES = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "fontconfig"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
)
# Qt draws into memory without these; a window on X needs them.
X_LIBRARIES = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11", "libX11-xcb1"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    Library(
        "libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0"
    ),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image", "libxcb-image0"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    Library(
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
        "libxcb-render-util0",
    ),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb", "libxcb-randr0"),
)
WAYLAND_LIBRARIES = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland", "libwayland-client0"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland", "libwayland-cursor0"),
)
# Not a library, but installed the same way: faces that are good to read, for Arabic above all (DejaVu's is poor).
FONTS = Library(
    "a good Arabic face",
    "fonts-noto-core",
    "google-noto-naskh-arabic-vf-fonts google-noto-serif-vf-fonts",
    "noto-fonts",
    "noto-naskharabic-fonts noto-serif-fonts",
)
# Tests judge Chinese and Japanese lines where a face has them; this one is small.
HAN_FONT = Library(
    "a Chinese face",
    "fonts-droid-fallback",
    "google-droid-sans-fonts",
    "ttf-droid",
    "google-droid-fonts",
)
ARABIC_FACES = ("NotoNaskhArabic", "NotoSansArabic", "Amiri", "Scheherazade", "Vazirmatn", "Lateef")
HAN_FACES = ("NotoSerifCJK", "NotoSansCJK", "DroidSansFallback", "SourceHan")
# PyInstaller reads libraries with objdump, and packs Python's own as a library; Debian's python3 does without.
OBJDUMP = Library("objdump", "binutils", "binutils", "binutils", "binutils")
_MINOR = sys.version_info[1]
LIBPYTHON = Library(
    f"libpython3.{_MINOR}.so.1.0", f"libpython3.{_MINOR}", "python3-libs", "python", f"libpython3_{_MINOR}-1_0"
)

MANAGERS = {
    "apt": ("apt-get", "apt-get install -y"),
    "dnf": ("dnf", "dnf install"),
    "pacman": ("pacman", "pacman -S"),
    "zypper": ("zypper", "zypper install"),
}


def say(message: str) -> None:
    """Tell on stderr what goes on; stdout belongs to what is run."""
    print(f"dev.py: {message}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------------------------------------- system libraries


def loads(library: Library) -> bool:
    """Whether the dynamic linker finds the library."""
    try:
        ctypes.CDLL(library.file)
    except OSError:
        return False
    return True


def has_face(names: tuple[str, ...]) -> bool:
    """Whether a font file that begins with one of the names lies in one of the usual folders."""
    home = Path.home()
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts")
    return any(file.startswith(names) for folder in folders for _, _, files in os.walk(folder) for file in files)


def has_arabic_face() -> bool:
    """Whether a face made for reading Arabic is installed."""
    return has_face(ARABIC_FACES)


def has_han_face() -> bool:
    """Whether a face with Chinese and Japanese letters is installed."""
    return has_face(HAN_FACES)


def missing_from_system(*, packaging: bool = False, tests: bool = False) -> list[Library]:
    """What Qt and the reading pane want and this Linux lacks; elsewhere the wheels bring all of it."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = [*QT_LIBRARIES, *X_LIBRARIES, *(WAYLAND_LIBRARIES if os.environ.get("WAYLAND_DISPLAY") else ())]
    missing = [library for library in wanted if not loads(library)]
    if not has_arabic_face():
        missing.append(FONTS)
    if tests and not has_han_face():
        missing.append(HAN_FONT)
    if packaging and not shutil.which("objdump"):
        missing.append(OBJDUMP)
    if packaging and not loads(LIBPYTHON):
        missing.append(LIBPYTHON)
    return missing


def may_install() -> bool:
    """Whether this process may install Debian packages without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def packages(libraries: list[Library], manager: str) -> list[str]:
    """The packages of `manager` that bring the libraries, each once, in order."""
    names = [name for library in libraries for name in getattr(library, manager).split()]
    return list(dict.fromkeys(names))


def apt_install(names: list[str]) -> None:
    """Install Debian packages without a question, with up to three tries.

    Fetching the lists first may fail in part (a source that is gone) and still bring what is needed.
    """
    say(f"installing with apt-get: {' '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = ""
    for attempt in range(3):
        time.sleep(5 * attempt)
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *names]):
            done = subprocess.run(
                ["apt-get", *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
            words += done.stdout
        if done.returncode == 0:
            return
    print(*words.splitlines()[-8:], sep="\n", file=sys.stderr)
    say("apt-get failed (its last words stand above); is there a network?")


def install_hint(libraries: list[Library]) -> str:
    """The one command that installs the libraries here, or its parts where the package manager is not known."""
    for manager, (program, command) in MANAGERS.items():
        if shutil.which(program):
            return f"sudo {command} {' '.join(packages(libraries, manager))}"
    return "your package manager, for " + ", ".join(library.file for library in libraries)


def prepare_system(*, window: bool, packaging: bool = False, tests: bool = False) -> bool:
    """Install what the system lacks, or say how to; True if nothing is lacking.

    Raises SetupError where the app could not start without it.
    """
    missing = missing_from_system(packaging=packaging, tests=tests)
    if missing and may_install():
        apt_install(packages(missing, "apt"))
        missing = missing_from_system(packaging=packaging, tests=tests)
    if not missing:
        return True
    shown = [library.file for library in missing[:3]]
    what = ", ".join(shown) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
    needed = {*QT_LIBRARIES, OBJDUMP, LIBPYTHON}
    if window:
        needed.update(WAYLAND_LIBRARIES if os.environ.get("WAYLAND_DISPLAY") else X_LIBRARIES)
    if needed.intersection(missing):
        raise SetupError(f"this system lacks {what}; install with: {install_hint(missing)}")
    say(f"this system lacks {what}; it works without, but better after: {install_hint(missing)}")
    return False


# ------------------------------------------------------------------------------------------- virtual environment


def requirement_files(*, tools: bool) -> list[Path]:
    """The pinned requirements: of the app and its installation, and of the tools that test and package it."""
    names = ["run.txt", "build.txt", *(["dev.txt"] if tools else [])]
    return [ROOT / "requirements" / name for name in names]


def fingerprint(*, tools: bool) -> str:
    """Changes whenever something would have to be installed again."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = {key: project[key] for key in ("project", "build-system")} | {"hatch": project["tool"]["hatch"]}
    digest = hashlib.sha256(json.dumps(installed, sort_keys=True).encode())
    for path in requirement_files(tools=tools):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def interpreter() -> str:
    """Which Python the environment is made of, and where it stands: a moved or foreign one is made anew."""
    return f"{sys.implementation.cache_tag} {sys.base_prefix} {VENV}"


def read_stamp() -> dict[str, str]:
    """What an earlier start has finished; empty if there was none or it cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and stamp.get("python") == interpreter() else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Remember what is finished, whole or not at all."""
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    part.replace(STAMP)


def make_venv() -> None:
    """Make the virtual environment unless a sound one of this Python is there."""
    if PYTHON.exists():
        probe = "import sys, pip; print(sys.implementation.cache_tag, sys.base_prefix)"
        told = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True)
        if told.returncode == 0 and told.stdout.split() == [sys.implementation.cache_tag, sys.base_prefix]:
            return
    try:
        import ensurepip  # noqa: F401  (Debian's python3 comes without it)
        import venv  # noqa: F401
    except ImportError:
        if not may_install():
            raise SetupError("this Python lacks venv; install with: sudo apt-get install -y python3-venv") from None
        apt_install(["python3-venv"])
    say(f"making {VENV.name} with Python {sys.version.split()[0]}")
    # In a process of its own: this one cannot import what apt-get has just brought.
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise SetupError(f"could not make {VENV} (Python's words stand above)")


def pip_install(*arguments: str | Path) -> None:
    """Let pip install, silent unless it fails."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SetupError("pip could not install what is pinned (its words stand above): check the network and the disk")


def prepare(
    *, tools: bool, qt: bool = True, window: bool = False, packaging: bool = False, tests: bool = False
) -> None:
    """Bring the machine to where the app can start; does nothing, and quickly, where an earlier start did it all."""
    stamp = read_stamp()
    key = "dev" if tools else "run"
    wanted = {"qt": qt, "wayland": os.environ.get("WAYLAND_DISPLAY"), "packaging": packaging, "tests": tests}
    system = " ".join(word for word, is_wanted in wanted.items() if is_wanted)
    done = fingerprint(tools=tools)
    if qt and system not in stamp and prepare_system(window=window, packaging=packaging, tests=tests):
        stamp[system] = "complete"
    if stamp.get(key) != done:
        make_venv()
        say("installing the pinned packages into .venv (some minutes the first time)")
        files = [part for path in requirement_files(tools=tools) for part in ("-r", path)]
        pip_install("--require-hashes", "--only-binary", ":all:", *files)
        pip_install("--no-deps", "--no-build-isolation", "--editable", ROOT)
        stamp[key] = done
        # The tools come on top of what the app needs, so that `run` after `test` has nothing left to do.
        stamp["run"] = fingerprint(tools=False)
    elif stamp == read_stamp():
        return
    write_stamp({**stamp, "python": interpreter()})


# -------------------------------------------------------------------------------------------------- the commands


def has_display() -> bool:
    """Whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def become(*arguments: str | Path, **environment: str) -> NoReturn:
    """Go on as the environment's Python with these arguments."""
    command = [str(PYTHON), *map(str, arguments)]
    os.environ.update(environment)
    sys.stdout.flush()
    if WINDOWS:  # exec would return to the shell at once there
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


def run(arguments: list[str]) -> NoReturn:
    """Start the app: with its own arguments, or with the sample project."""
    window = has_display()
    prepare(tools=False, window=window)
    if arguments:
        become("-m", "annotator", *arguments)
    if window:
        become("-m", "annotator", "--sample")
    become("-m", "annotator", "--sample-to", OUT, QT_QPA_PLATFORM="offscreen")


def test(arguments: list[str]) -> NoReturn:
    """Run the tests: all of them on every core, those that are asked for in one process."""
    prepare(tools=True, tests=True)
    os.chdir(ROOT)
    become("-m", "pytest", *(arguments or ["-n", "auto", "--dist", "worksteal"]))


def check(arguments: list[str]) -> NoReturn:
    """Run every check, also after one has failed, and name those that did."""
    refuse(arguments)
    prepare(tools=True, qt=False)
    steps: dict[str, list[str | Path]] = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "imports": [PYTHON, "-c", "import importlinter.cli as it; it.lint_imports_command()", "--no-logo"],
    }
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT).returncode:
            failed.append(name)
    if failed:
        raise SetupError(f"not in order: {', '.join(failed)} (see above)")
    print("== all in order")
    sys.exit(0)


def bench(arguments: list[str]) -> NoReturn:
    """Run the benchmarks, without a display unless one is asked for: drawing is ours, showing is the system's."""
    prepare(tools=True)
    os.chdir(ROOT)
    become("-m", "benchmarks", *arguments, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))


def faults(arguments: list[str]) -> NoReturn:
    """Let faults of every kind happen, again and again; what is lost is an error."""
    prepare(tools=True, qt=False)
    os.chdir(ROOT)
    become("-m", "faults", *arguments, PYTHONPATH=str(ROOT / "tests"))


def shots(arguments: list[str]) -> NoReturn:
    """Take the documentation's screenshots, without a display so that they look the same on every machine."""
    prepare(tools=True)
    os.chdir(ROOT)
    become(Path("docs") / "screenshots.py", *arguments, QT_QPA_PLATFORM="offscreen")


def package(arguments: list[str]) -> NoReturn:
    """Build the wheel and the one-folder app."""
    refuse(arguments)
    prepare(tools=True, packaging=True)
    dist, work = ROOT / "dist", ROOT / "build"
    for stale in dist.glob("annotator-*"):
        stale.unlink()
    wheel: list[str | Path] = [PYTHON, "-m", "hatchling", "build", "--target", "wheel", "--directory", dist]
    folder: list[str | Path] = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    folder += ["--distpath", dist, "--workpath", work, ROOT / "packaging" / "annotator.spec"]
    for what, command in (("the wheel", wheel), ("the one-folder app", folder)):
        say(f"building {what}")
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        if done.returncode:
            print(done.stdout, file=sys.stderr)
            raise SetupError(f"could not build {what} (the words of the tool stand above)")
    for built in sorted(dist.iterdir()):
        print(built.relative_to(ROOT))
    sys.exit(0)


def lock(arguments: list[str]) -> NoReturn:
    """Write the pinned requirements anew, for every system and Python at once, without a word on where they lie."""
    uv = shutil.which("uv")
    if uv is None:
        raise SetupError("lock needs uv on the PATH, because pip-compile pins for one system only: pipx install uv")
    command = [uv, "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
    command += ["--custom-compile-command", "python3 dev.py lock", *arguments]
    for name, sources in (("run", ["pyproject.toml", "--extra", "documents"]), ("build", []), ("dev", [])):
        files = [*sources, f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        if subprocess.run([*command, *files], cwd=ROOT).returncode:
            raise SetupError(f"uv could not pin requirements/{name}.txt (its words stand above)")
    sys.exit(0)


def refuse(arguments: list[str]) -> None:
    """End with a usage error if a command that takes no arguments got some."""
    if arguments:
        say(f"takes no arguments: {' '.join(arguments)}")
        sys.exit(2)


def usage() -> str:
    """What this file can do."""
    return "usage: python3 dev.py COMMAND [ARGUMENT ...]\n\n" + "\n".join(
        f"  {name:8} {purpose}" for name, purpose in COMMANDS.items()
    )


def main() -> None:
    """Carry out the command that the first argument names."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is what an older Python meets first)
        sys.exit(f"dev.py: Annotator needs Python 3.11 or newer, this is {sys.version.split()[0]}: start it with that")
    command, *arguments = sys.argv[1:] or ["--help"]
    if command in ("-h", "--help"):
        print(usage())
        sys.exit(0)
    if command not in COMMANDS:
        print(usage(), file=sys.stderr)
        sys.exit(2)
    try:
        globals()[command](arguments)
    except SetupError as error:
        say(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
