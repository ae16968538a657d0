"""Annotator's own JSON, read: parsed strictly, held against the schema, then against itself."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any, NoReturn

from annotator.core.errors import FormatError
from annotator.core.values import Bundle
from annotator.formats.native_checks import ContradictionError, check_bundle, check_context
from annotator.formats.native_offsets import count_code_points
from annotator.formats.native_records import bundle_of
from annotator.formats.native_writing import VERSION
from annotator.formats.schema import Check, compiled, path_text, shown


def read(data: bytes, name: str) -> Bundle:
    """Return the project that `data` holds.

    `name` stands for the file in messages. Raises FormatError where the data are not UTF-8, not JSON, not of this
    format or a newer version of it, against the schema, or at odds with themselves (ids, references, spans, quotes,
    checksums). Keys that this version does not know are ignored.
    """
    content = _parsed(data, name)
    _check_kind(content, name)
    if (fault := _check()(content)) is not None:
        raise FormatError(name, f"{fault}")
    if _SPECIAL.search(data):
        _check_strings(content, (), name)
    try:
        if content["offsets"] == "utf-16":
            count_code_points(content)
        bundle = bundle_of(content)
        check_bundle(bundle)
        check_context(content, bundle)
    except ContradictionError as error:
        raise FormatError(name, str(error)) from None
    return bundle


@cache
def _check() -> Check:
    schema = json.loads(resources.files("annotator.formats").joinpath("native.schema.json").read_text("utf-8"))
    return compiled(schema)


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


def _parsed(data: bytes, name: str) -> Any:
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
        raise FormatError(name, "is nested too deeply to be a project") from None
    except ValueError:
        # Python refuses to make an integer of more than some thousand digits.
        raise FormatError(name, "holds a number with too many digits") from None


def _check_kind(content: object, name: str) -> None:
    if not isinstance(content, dict) or content.get("format") != "annotator":
        raise FormatError(name, 'is JSON, but not an Annotator project (it has no "format": "annotator")')
    version = content.get("version")
    if type(version) is int and version > VERSION:
        raise FormatError(name, f"was written by a newer Annotator (version {version}, known is {VERSION}); update")


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
