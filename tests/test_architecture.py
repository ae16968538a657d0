"""The rules that hold the rooms apart and the code alike, where no linter knows them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "annotator"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.read_bytes().strip())

# Calls that Qt's extractor of translatable strings understands, each with the string first.
WITH_CONTEXT = {"translate", "QT_TRANSLATE_NOOP"}
TRANSLATORS = WITH_CONTEXT | {"tr", "QT_TR_NOOP"}
# A window that outgrew its file is how such programs age badly; a file this long is two files.
LONGEST_FILE = 450


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module, once per run."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.stmt | ast.expr) -> str:
    """Return where a finding stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def imported(node: ast.AST) -> list[str]:
    """Return the modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_every_module_says_what_it_knows() -> None:
    silent = [str(path.relative_to(ROOT)) for path in MODULES if not ast.get_docstring(tree(path))]
    assert not silent, "modules that do not open with a sentence"


def test_no_file_grows_without_end() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}


def test_only_the_screen_knows_qt() -> None:
    found = [
        place(path, node)
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in ("ui", "app.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.stmt) and any(re.match(r"(PySide6|shiboken6)\b", name) for name in imported(node))
    ]
    assert not found, "Qt outside ui and app"


def test_imports_are_absolute() -> None:
    found = [
        place(path, node)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not found, "relative imports hide from which room something comes"


def called(node: ast.AST) -> str | None:
    """Return the last part of a called function's name."""
    if not isinstance(node, ast.Call):
        return None
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)


def literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def lookups(nodes: list[ast.AST]) -> dict[ast.AST, str]:
    """Return the calls of translate that look up what a function is handed, with that function's name."""
    return {
        node: function.name
        for function in nodes
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and called(node) == "translate" and len(node.args) == 2
        if isinstance(text := node.args[1], ast.Name) and text.id in {a.arg for a in function.args.args}
    }


def untranslatable(path: Path) -> Iterator[str]:
    """Yield the places where a text is looked up among the translations under which no translator ever sees it.

    Qt's extractor sees the literals in calls of its own functions. Where the texts of a table are marked for it
    (QT_TRANSLATE_NOOP), a function of ours may look them up; that one takes no literals then.
    """
    nodes = list(ast.walk(tree(path)))
    marked = any(called(node) == "QT_TRANSLATE_NOOP" for node in nodes)
    exempt = lookups(nodes) if marked else {}
    for node in nodes:
        name = called(node)
        if not isinstance(node, ast.Call) or node in exempt:
            continue
        if name in exempt.values():
            wrong = any(literal(text) or isinstance(text, ast.JoinedStr) for text in node.args)
        elif name in TRANSLATORS and not (name == "translate" and len(node.args) < 2):  # str.translate has one
            texts = node.args[:2] if name in WITH_CONTEXT else node.args[:1]
            wrong = not texts or not all(map(literal, texts))
        else:
            continue
        if wrong:
            yield place(path, node)


def test_only_literals_are_translated() -> None:
    found = [spot for path in MODULES for spot in untranslatable(path)]
    assert not found, "Qt's extractor takes an f-string for a text, silently: put the values in afterwards"


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        ("self.tr('Open')", False),
        ("self.tr('%n marks', '', 3)", False),
        ("QCoreApplication.translate('Library', 'Open')", False),
        ("text.translate(table)", False),
        ("self.tr(f'Open {name}')", True),
        ("self.tr('Open ' + name)", True),
        ("self.tr(name)", True),
        ("QCoreApplication.translate('Library', name)", True),
        ("def _tr(text):\n    return translate('x', text)\n_tr('Open')", True),
        (
            "def _tr(text):\n    return translate('x', text)\nTEXTS = [QT_TRANSLATE_NOOP('x', 'Open')]\n_tr(TEXTS[0])",
            False,
        ),
        (
            "def _tr(text):\n    return translate('x', text)\nTEXTS = [QT_TRANSLATE_NOOP('x', 'Open')]\n_tr('Close')",
            True,
        ),
    ],
)
def test_the_rule_on_literals_bites(tmp_path: Path, call: str, wrong: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    module = tmp_path / "module.py"
    module.write_text(call, encoding="utf-8")
    assert bool(list(untranslatable(module))) is wrong


def is_camel(name: str) -> bool:
    """Whether a function's name is spelt as Qt spells them."""
    return re.fullmatch(r"[a-z]+([A-Z][a-z0-9]*)+", name) is not None


def test_what_replaces_a_function_of_qt_says_so() -> None:
    found = [
        f"{place(path, node)} {node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and is_camel(node.name)
        and not any(getattr(mark, "id", getattr(mark, "attr", None)) == "override" for mark in node.decorator_list)
    ]
    assert not found, "a name spelt as in Qt without @override"


def committed() -> list[Path]:
    """Return the files under version control, or skip where this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


# Hosts that are names, not places to fetch from: schemas, XML namespaces, examples, licences, standards.
NAMED_HOSTS = re.compile(
    r"(json-schema\.org|www\.w3\.org|www\.freedesktop\.org|([a-z0-9-]+\.)*example(\.(org|com|net))?"
    r"|schemas\.openxmlformats\.org|purl\.(oclc\.)?org|www\.idpf\.org"
    r"|localhost|(www\.)?unicode\.org|doc\.qt\.io|keepachangelog\.com|semver\.org)$"
)
TEXTS = {
    ".cfg",
    ".css",
    ".desktop",
    ".in",
    ".json",
    ".md",
    ".py",
    ".spec",
    ".svg",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    "",
}


def test_no_file_says_where_packages_come_from() -> None:
    found = []
    for path in committed():
        if path.suffix not in TEXTS or path.is_relative_to(ROOT / "tests" / "data"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for host in re.findall(r"\b(?:https?|ftp|file)://([^\s/\"'<>)`:]*)", text):
            if not NAMED_HOSTS.fullmatch(host) and path != Path(__file__):
                found.append(f"{path.relative_to(ROOT)}: {host}")
    assert not found, "an address that a machine elsewhere may not reach, or may not trust"


def test_requirements_are_pinned_and_hashed_and_name_no_host() -> None:
    for name in ("run", "build", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE), "an option of pip"
        blocks = re.split(r"\n(?=[a-z])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
        for block in blocks:
            assert re.match(r"[a-z0-9._-]+==\S+", block), block
            assert "--hash=sha256:" in block, block


def test_a_command_without_a_window_loads_neither_qt_nor_alembic_nor_another_dialect(tmp_path: Path) -> None:
    project, article = tmp_path / "a.annot", tmp_path / "a.txt"
    article.write_text("Der Rat tagt. قال المجلس.", encoding="utf-8")
    script = """
import sys
from annotator.cli.main import main
for arguments in {commands!r}:
    assert main(arguments) == 0, arguments
heavy = sorted({{name.split(".")[0] for name in sys.modules}} & {{"PySide6", "shiboken6", "alembic"}})
heavy += [name for name in sys.modules if name.startswith("sqlalchemy.dialects.postgresql")]
assert not heavy, heavy
"""
    commands = [
        ["new", str(project)],
        ["import", str(project), str(article)],
        ["articles", str(project)],
        ["export", str(project), "-o", str(tmp_path / "a.json")],
    ]
    done = subprocess.run(
        [sys.executable, "-c", script.format(commands=commands)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


AT_ONCE = {"backing_up", "blind", "coders", "known", "row", "sides", "workspace"}
"""Who listens to what is stored before it is painted: who paints it, or says what is to be seen (see `ui.session`)."""


def test_only_who_paints_makes_the_reader_wait_and_the_session_alone_tells() -> None:
    listening, telling = set(), set()
    for module in (ROOT / "src" / "annotator" / "ui").rglob("*.py"):
        source = module.read_text(encoding="utf-8")
        if re.search(r"\bsession\.changed\.connect\(", source):
            listening.add(module.stem)
        if re.search(r"\bsession\.(changed|followed)\.emit\(", source):
            telling.add(module.stem)
    assert listening == AT_ONCE
    assert telling == set()
