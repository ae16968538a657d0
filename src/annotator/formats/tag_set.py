"""A tag set by itself as a file: tags and types of relations, to begin a project with or to share."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, TextIO

from annotator.core.errors import FormatError
from annotator.core.tagset import TagSet, WrittenTagSet
from annotator.core.values import Bundle, ProjectInfo
from annotator.formats import strict_json
from annotator.formats.native_checks import ContradictionError, check_bundle
from annotator.formats.native_records import relation_type_of, tag_of
from annotator.formats.native_writing import relation_type_record, tag_record
from annotator.formats.schema import Check, compiled

NAME = "annotator-tag-set"
VERSION = 1


def write(tag_set: WrittenTagSet, stream: TextIO) -> None:
    """Write a tag set as indented JSON, ending with a newline: the same bytes for the same tag set."""
    content = {
        "format": NAME,
        "version": VERSION,
        "name": tag_set.name,
        "description": tag_set.description,
        "source": tag_set.source,
        "tags": [tag_record(tag) for tag in TagSet(tag_set.tags)],
        "relation_types": [relation_type_record(kind) for kind in sorted(tag_set.relation_types, key=lambda k: k.id)],
    }
    json.dump(content, stream, ensure_ascii=False, allow_nan=False, indent=2)
    stream.write("\n")


def read(data: bytes, name: str) -> WrittenTagSet:
    """Return the tag set that `data` holds.

    `name` stands for the file in messages. Raises FormatError where the data are not UTF-8, not JSON, not of this
    format or a newer version of it, against the schema, or at odds with themselves: names, keys or ids twice, a tag
    below itself, a reference to nothing, two attributes of one name. Keys that this version does not know are ignored.
    """
    content = strict_json.parsed(data, name)
    _check_kind(content, name)
    if (fault := _check()(content)) is not None:
        raise FormatError(name, f"{fault}")
    strict_json.check_strings(data, content, name)
    found = WrittenTagSet(
        content["name"],
        tuple(map(tag_of, content["tags"])),
        tuple(map(relation_type_of, content["relation_types"])),
        content.get("description"),
        content.get("source"),
    )
    try:
        check_bundle(Bundle(ProjectInfo("", "", ""), tags=found.tags, relation_types=found.relation_types))
    except ContradictionError as error:
        raise FormatError(name, str(error)) from None
    return WrittenTagSet(found.name, tuple(TagSet(found.tags)), found.relation_types, found.description, found.source)


def _check_kind(content: object, name: str) -> None:
    kind = content.get("format") if isinstance(content, dict) else None
    if not isinstance(content, dict) or kind != NAME:
        hint = "; load it instead" if kind == "annotator" else f' (it has no "format": "{NAME}")'
        what = "holds a whole project, not a tag set by itself" if kind == "annotator" else "is JSON, but not a tag set"
        raise FormatError(name, f"{what}{hint}")
    version = content.get("version")
    if type(version) is int and version > VERSION:
        raise FormatError(name, f"was written by a newer Annotator (version {version}, known is {VERSION}); update")


@cache
def _check() -> Check:
    schema: Any = json.loads(resources.files("annotator.formats").joinpath("tag_set.schema.json").read_text("utf-8"))
    return compiled(schema)
