"""The `override` mark for Qt's virtual methods, which Python's own typing has only from 3.12 on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _F = TypeVar("_F")

    def override(function: _F) -> _F:
        """Return `function` as it is: only type checkers read the mark."""
        return function


__all__ = ["override"]
