"""No value gets into a statement but as a bound parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import storage

MODULES = sorted(Path(storage.__file__).parent.rglob("*.py"))
_SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|REPLACE|PRAGMA|ATTACH|DETACH|VACUUM|BEGIN|WITH)\s", re.I
)

ALLOWED = {
    # Clauses of this module, put together of its own constants.
    ("sqlite_search.py", "query"), ("sqlite_search.py", "same"), ("sqlite_search.py", "here"),
    ("sqlite_search.py", "long"), ("sqlite_search.py", "marks"),
    # The names of our own index, out of the schema, by a pattern that leaves no room for anything else.
    ("sqlite_search.py", "name"),
    # The tables of the schema, and a direction.
    ("opening.py", "table"), ("opening.py", "end"),
    # A column and table of a list beside it.
    ("sqlite_backup.py", "query"),
    # Numbers that SQLite itself gave, and names of pragmas that our own code says.
    ("sqlite.py", "patience"), ("sqlite.py", "pages"), ("sqlite.py", "pragma"), ("sqlite.py", "name"),
    ("sqlite.py", "text"), ("sqlite.py", "check"), ("hardening.py", "pragma"),
}  # fmt: skip
"""What may stand in a statement, by file and name; each is no value."""


def parts(text: ast.JoinedStr) -> str:
    return "".join(str(p.value) if isinstance(p, ast.Constant) else "?" for p in text.values)


def spliced(path: Path, source: str) -> Iterator[str]:
    """Yield what is put into the texts of statements and may be a value."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr) and _SQL.match(parts(node)):
            for part in node.values:
                if isinstance(part, ast.FormattedValue) and not named(path, part.value):
                    yield f"{path.name}:{node.lineno}: {{{ast.unparse(part.value)}}}"
        elif isinstance(node, ast.expr) and joined(node):
            yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"


def joined(node: ast.expr) -> bool:
    """Return whether a statement is put together by other means than an f-string."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod) and is_sql(node.left)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_sql(node.func.value)


def named(path: Path, node: ast.expr) -> bool:
    constant = isinstance(node, ast.Name) and node.id.isupper()
    return constant or (isinstance(node, ast.Name) and (path.name, node.id) in ALLOWED)


def is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_SQL.match(node.value))


def test_no_value_stands_in_a_statement() -> None:
    found = [said for path in MODULES for said in spliced(path, path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'execute(f"SELECT * FROM article WHERE id = {record}")',
        'execute("DELETE FROM tag WHERE id = " + record)',
        'execute("SELECT name FROM tag WHERE id = %s" % record)',
        'execute("SELECT name FROM tag WHERE id = {}".format(record))',
        'execute(f"PRAGMA user_version = {value()}")',
    ],
)
def test_a_value_in_a_statement_is_seen(source: str) -> None:
    assert list(spliced(Path("reads.py"), source))
