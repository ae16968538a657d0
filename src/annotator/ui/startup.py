"""Spares the start what PySide6 and SQLAlchemy would add to it; imported before anything of Qt.

PySide6 replaces `__import__` by a function that reads the source of every module imported after it, to see whether it
uses the `__feature__` switches (snake_case and such). We do not use them, and it takes a tenth of the start: so the
plain function is put back. It also compiles, each time, two modules that only write its stubs: they are put off. So are
three packages of the standard library and a driver of its own that SQLAlchemy imports, a fifth of its time, for what we
do not use (connections that are awaited) or use late.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_LATER = {
    # SQLAlchemy takes this one function over while it is imported; it lives in a module that loads nothing.
    "asyncio": {"iscoroutine": "asyncio.coroutines"},
    "importlib.metadata": {},
    "hashlib": {},
    "sqlalchemy.dialects.sqlite.aiosqlite": {},
}
_STUBS_PACKAGE, _STUBS = "shibokensupport.signature.lib", ("enum_sig", "pyi_generator")
_loading = threading.RLock()


class _Later(ModuleType):
    """Stands for a module until one of its names is asked for, and then becomes it.

    `importlib.util.LazyLoader` does the same, but under Python 3.11 a second `import` of the module loads it.
    """

    def __getattr__(self, name: str) -> object:
        light = _LATER.get(self.__name__, {}).get(name)
        if light is not None:
            return getattr(importlib.import_module(light), name)
        with _loading:
            spec = self.__spec__ or _found(self.__name__)
            if type(self) is _Later and spec is not None and spec.loader is not None:
                _become(self, spec)
                spec.name = self.__name__  # PySide6 gives a second name to what it has loaded
                self.__class__ = ModuleType  # type: ignore[assignment]  # a module whose names are just its own
                spec.loader.exec_module(self)
        return object.__getattribute__(self, name)


def _put_off(name: str) -> None:
    """Load the module `name` when one of its names is asked for, not before."""
    parent, _, own = name.rpartition(".")
    # Looking for it would load what it is a part of: where that is still to come, it is looked for when it is loaded.
    there = not parent or parent in sys.modules
    spec = _found(name) if there else None
    if name not in sys.modules and (spec is not None or not there):
        sys.modules[name] = module = _Later(name)
        if spec is not None:
            _become(module, spec)
        if parent and there:
            setattr(sys.modules[parent], own, module)


def _found(name: str) -> ModuleSpec | None:
    """Return what there is to know of a module before it is loaded; the package that it is a part of is."""
    parent = name.rpartition(".")[0]
    path = sys.modules[parent].__path__ if parent else None
    # `importlib.util.find_spec` would return what stands for it by then.
    return next((spec for finder in sys.meta_path if (spec := finder.find_spec(name, path)) is not None), None)


def _become(module: ModuleType, spec: ModuleSpec) -> None:
    module.__spec__, module.__loader__, module.__file__ = spec, spec.loader, spec.origin
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations


def _import_without_stubs(
    name: str,
    globals: Mapping[str, object] | None = None,  # named as what it stands for
    locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """Import as ever, but put off what PySide6 needs to write its stubs.

    It forgets its own modules before it loads them: none can be put off before.
    """
    for part in _STUBS if name == _STUBS_PACKAGE else ():
        if fromlist and part in fromlist and f"{name}.{part}" not in sys.modules:
            _put_off(f"{name}.{part}")
    return _plain_import(name, globals, locals, fromlist or (), level)


_plain_import = builtins.__import__
builtins.__import__ = _import_without_stubs
try:
    import PySide6.QtCore  # noqa: F401  # this is what replaces it
finally:
    builtins.__import__ = _plain_import


def begin() -> None:
    """Put off what can wait."""
    for name in _LATER:
        _put_off(name)


def done() -> None:
    """The window stands: collect garbage from now on, but never look through what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
