"""What the one-folder app leaves out is nothing that the app imports."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_nothing_is_left_out_that_is_imported() -> None:
    specification = ast.parse((ROOT / "packaging" / "annotator.spec").read_text(encoding="utf-8"))
    left_out = {
        ast.literal_eval(name)
        for node in ast.walk(specification)
        if isinstance(node, ast.keyword) and node.arg == "excludes" and isinstance(node.value, ast.List)
        for name in node.value.elts
    }
    assert "PySide6.QtQml" in left_out
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import)\s+([\w.]+)", sources, re.MULTILINE))
    assert "PySide6.QtWidgets" in imported
    assert not imported & left_out
