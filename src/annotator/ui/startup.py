"""Spares the start what PySide6 and the garbage collector would add to it; imported before anything of Qt.

PySide6 replaces `__import__` by a function that reads the source of every module imported after it, to see whether it
uses the `__feature__` switches (snake_case and such). We do not use them, and it takes a tenth of the start: so the
plain function is put back. The collector would walk through the objects of each new module again and again, none of
which is ever garbage: it rests until the window stands.
"""

from __future__ import annotations

import builtins
import gc

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401  # this is what replaces it

builtins.__import__ = _plain_import


def begin() -> None:
    """Let the collector rest."""
    gc.disable()


def done() -> None:
    """The window stands: collect garbage from now on, but never look through what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
