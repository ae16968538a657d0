"""JSON read strictly: in UTF-8, no key twice, no number that is none, no character that no text has."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from annotator.core.errors import FormatError
from annotator.formats.schema import path_text, shown

# Escapes of U+0000 and of surrogates (paired ones too): only with one of these can a bad character be in the data.
_SPECIAL = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_BAD = re.compile("[\x00\ud800-\udfff]")


class _NotStrictError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _NotStrictError(f"an object has the key {shown(twice)} twice")
    return record


def _constant(word: str) -> NoReturn:
    raise _NotStrictError(f"{word} is no JSON number")


def _number(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _NotStrictError(f"the number {digits[:40]} is too large")
    return number


def parsed(data: bytes, name: str) -> Any:
    """Return what `data` holds. Raises FormatError, for the file `name`, where it is no sound JSON in UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(name, f"is not UTF-8 (byte {error.start}); JSON has to be") from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_number)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise FormatError(name, f"is not JSON: {what} in line {error.lineno}, column {error.colno}") from None
    except _NotStrictError as error:
        raise FormatError(name, f"is not sound JSON: {error}") from None
    except RecursionError:
        raise FormatError(name, "is nested too deeply to be one of ours") from None
    except ValueError:
        # Python refuses to make an integer of more than some thousand digits.
        raise FormatError(name, "holds a number with too many digits") from None


def check_strings(data: bytes, content: object, name: str) -> None:
    """Raise FormatError where a string of `content`, which was read from `data`, holds U+0000 or a lone surrogate."""
    if _SPECIAL.search(data):
        _check_strings(content, (), name)


def _check_strings(value: object, path: tuple[str | int, ...], name: str) -> None:
    if isinstance(value, str):
        if found := _BAD.search(value):
            reason = f"{path_text(path)} holds U+{ord(found[0]):04X}, which is no character of a text"
            raise FormatError(name, reason)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_strings(key, path, name)
            _check_strings(item, (*path, key), name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_strings(item, (*path, index), name)
