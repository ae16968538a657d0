"""Annotations out and in: one file per format, found by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from annotator.core.errors import NotFoundError
from annotator.core.values import Bundle


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, its title in menus, the suffix of its files, and what it can do.

    `write(bundle, stream)` expects a stream that takes any character and leaves line ends alone (UTF-8, newline
    `"\\n"`). `read(data, name)` raises FormatError; `name` is only for its message. None: cannot be read back.
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Bundle, TextIO], None]
    read: Callable[[bytes, str], Bundle] | None


def _write_native(bundle: Bundle, stream: TextIO) -> None:
    from annotator.formats import native_writing

    native_writing.write(bundle, stream)


def _read_native(data: bytes, name: str) -> Bundle:
    from annotator.formats import native_reading

    return native_reading.read(data, name)


# Each format's own file is imported when it is first used: asking what there is costs nothing.
FORMATS: dict[str, Format] = {
    "json": Format("json", "Annotator JSON", ".json", _write_native, _read_native),
}
DEFAULT = "json"


def format_named(name: str) -> Format:
    """Return the format of this name. Raises NotFoundError, which lists those there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise NotFoundError("format", name, tuple(FORMATS)) from None
