"""What README and docs tell people to type exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packaging").glob("*.md")])


def typed(program: str) -> list[tuple[str, str]]:
    """Return (page, first argument) of each call of `program` in an indented or fenced block or between backticks."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        lines = [line.strip() for block in fenced for line in block.splitlines()]
        lines += [line.strip() for line in re.findall(r"^ {4}.*$", text, re.MULTILINE)]
        lines += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
        for line in lines:
            if match := re.match(rf"(?:\$ )?{re.escape(program)} +(\S+)", line):
                found.append((str(page.relative_to(ROOT)), match[1]))
    return found


def test_commands_of_dev_exist() -> None:
    text = (ROOT / "dev.py").read_text(encoding="utf-8")
    commands = set(re.findall(r'^    "(\w+)": "', text, re.MULTILINE))
    calls = typed("python3 dev.py")
    assert {"run", "test"} <= {argument for _, argument in calls}
    assert not [call for call in calls if call[1] not in commands | {"COMMAND", "--help"}]


def test_ci_runs_the_tests_as_the_readme_says() -> None:
    command = "python3 dev.py test"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_files_that_pages_link_to_exist() -> None:
    missing = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not missing


def test_commands_of_the_app_exist() -> None:
    command = [sys.executable, "-m", "annotator", "--help"]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    words = {argument for _, argument in typed("annotator")}
    # What is neither a command nor an option is a project, a file or a line of syntax.
    commands = {word for word in words if re.fullmatch(r"--?[a-z-]+|[a-z]+", word)}
    assert not {word for word in commands if not re.search(rf"(?<![\w-]){word}(?![\w-])", shown)}
