"""What the start puts off is not loaded by it, and is all there when it is asked for."""

from __future__ import annotations

import subprocess
import sys

PUT_OFF = """
import sys
from annotator.ui import startup
startup.begin()
import sqlalchemy
with sqlalchemy.create_engine("sqlite://").connect() as connection:
    assert connection.execute(sqlalchemy.text("select 1")).scalar() == 1
early = [name for name in ("asyncio.events", "ssl", "email", "_hashlib") if name in sys.modules]
import asyncio, hashlib, importlib.metadata
assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
from sqlalchemy.dialects.sqlite import aiosqlite
assert type(aiosqlite).__name__ == "_Later"
assert aiosqlite.SQLiteDialect_aiosqlite.is_async and type(aiosqlite).__name__ == "module"
async def seven():
    await asyncio.sleep(0)
    return 7
assert asyncio.run(seven()) == 7
assert importlib.metadata.version("SQLAlchemy") == sqlalchemy.__version__
assert asyncio.iscoroutine is sqlalchemy.util.concurrency.iscoroutine
try:
    asyncio.nothing_of_the_kind
except AttributeError:
    print("early:", early)
"""


def test_sqlalchemy_works_without_what_is_put_off() -> None:
    done = subprocess.run([sys.executable, "-c", PUT_OFF], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("early: []", "")


STUBS = """
import sys, types
from annotator.ui import startup
lib = sys.modules["shibokensupport.signature.lib"]
kinds = [type(lib.enum_sig) is types.ModuleType, type(lib.pyi_generator) is types.ModuleType]
from PySide6.QtCore import QObject, Qt
try:
    QObject().setParent("a word")
except TypeError as error:
    assert "PySide6.QtCore.QObject.setParent(str)" in str(error), error
assert Qt.Key.Key_A.name == "Key_A"
from PySide6.support.signature.lib import pyi_generator
assert callable(pyi_generator.generate_pyi) and pyi_generator.HintingEnumerator is lib.enum_sig.HintingEnumerator
assert pyi_generator is lib.pyi_generator and type(pyi_generator) is types.ModuleType
import builtins
assert builtins.__import__.__name__ == "__import__"
print("early:", kinds)
"""


def test_pyside_works_without_what_writes_its_stubs() -> None:
    done = subprocess.run([sys.executable, "-c", STUBS], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("early: [False, False]", "")
