"""Annotator's own JSON, read: parsed strictly, held against the schema, then against itself."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from annotator.core.errors import FormatError
from annotator.core.values import Bundle
from annotator.formats import strict_json
from annotator.formats.native_checks import ContradictionError, check_bundle, check_context, check_values
from annotator.formats.native_offsets import count_code_points
from annotator.formats.native_records import bundle_of
from annotator.formats.native_writing import VERSION
from annotator.formats.schema import Check, compiled


def read(data: bytes, name: str) -> Bundle:
    """Return the project that `data` holds.

    `name` stands for the file in messages. Raises FormatError where the data are not UTF-8, not JSON, not of this
    format or a newer version of it, against the schema, or at odds with themselves (ids, references, spans, quotes,
    checksums). Keys that this version does not know are ignored.
    """
    content = strict_json.parsed(data, name)
    _check_kind(content, name)
    if (fault := _check()(content)) is not None:
        raise FormatError(name, f"{fault}")
    strict_json.check_strings(data, content, name)
    try:
        if content["offsets"] == "utf-16":
            count_code_points(content)
        bundle = bundle_of(content)
        check_bundle(bundle)
        check_context(content, bundle)
        check_values(content, bundle)
    except ContradictionError as error:
        raise FormatError(name, str(error)) from None
    return bundle


@cache
def _check() -> Check:
    schema = json.loads(resources.files("annotator.formats").joinpath("native.schema.json").read_text("utf-8"))
    return compiled(schema)


def _check_kind(content: object, name: str) -> None:
    if not isinstance(content, dict) or content.get("format") != "annotator":
        raise FormatError(name, 'is JSON, but not an Annotator project (it has no "format": "annotator")')
    version = content.get("version")
    if type(version) is int and version > VERSION:
        raise FormatError(name, f"was written by a newer Annotator (version {version}, known is {VERSION}); update")
