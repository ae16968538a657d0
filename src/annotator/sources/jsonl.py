"""Records of JSON: a record a line (JSONL), a list of them, or a list somewhere in what an interface answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import plain, records
from annotator.sources.columns import known_field
from annotator.sources.decoding import decode
from annotator.sources.document import Content, Document, Inside, Reading, Unread
from annotator.sources.recognition import RECORDS
from annotator.sources.records import Record
from annotator.text.canonical import canonical

_OURS = '"format": "annotator"'
_EXPORT = "is an export of Annotator, not plain text"
_NO_JSON = object()
_MOST = 2_000_000
"""Objects and lists that a file may hold: each takes a hundred bytes of memory and more."""
_DEEPEST = 3
"""How deep in a file the list of records may lie, and values in a record."""


def read(content: Content, reading: Reading, inside: Inside) -> Iterator[Document | Unread]:
    """Give the documents in JSON, one for each record; of what only looks like JSON, the plain text.

    Raises NoArticleError where there are no records in it, and SourceError.
    """
    path = content.path
    if not content.data:
        raise SourceError(path, "is empty")
    text, encoding = decode(content.data, path, reading.encoding)
    text = text.removeprefix("\ufeff")
    if content.suffix in RECORDS:
        yield from _read(content, _lines(content, text), reading, inside, encoding)
        return
    found = _parsed(content, text)
    if found is _NO_JSON:
        lines = _is_record(text.partition("\n")[0])
        yield from (
            _read(content, _lines(content, text), reading, inside, encoding) if lines else plain.read(content, reading)
        )
        return
    if isinstance(found, dict) and found.get("format") == "annotator":
        raise NoArticleError(path, f"{_EXPORT}; take it in with `annotator load`")
    listed = _records_in(found)
    if listed is None:
        raise NoArticleError(path, "is JSON data, not articles")
    made = (_record(value, f"record {number}", content) for number, value in enumerate(listed, 1))
    yield from _read(content, made, reading, inside, encoding)


def _parsed(content: Content, text: str) -> Any:
    """Return what JSON says, or _NO_JSON for records in lines and for what only looks like JSON."""
    path = content.path
    if text.count("{") + text.count("[") > _MOST and "\n{" not in text:
        raise SourceError(path, "is JSON of more than two million parts; split it into smaller files first")
    try:
        return json.loads(text)
    except RecursionError:
        raise SourceError(path, "is JSON that is nested too deeply to be read") from None
    except ValueError as error:
        if text.startswith("{") and _OURS in text[:4096]:
            raise NoArticleError(path, f"{_EXPORT}, and damaged ({_said(error)})") from None
        if content.suffix == ".json" and not _is_record(text.partition("\n")[0]):
            raise SourceError(path, f"is damaged JSON ({_said(error)})") from None
        return _NO_JSON


def _lines(content: Content, text: str) -> Iterator[Record | Unread]:
    start, number = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line, start, number = text[start:end], end + 1, number + 1
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            if line.count("{") + line.count("[") > _MOST:
                raise RecursionError
            yield _record(json.loads(line), place, content)
        except RecursionError:
            reason = "is JSON with too many parts, or nested too deeply, to be read"
            yield Unread.of(SourceError(content.path / place, reason))
        except ValueError as error:
            yield Unread.of(SourceError(content.path / place, f"is no JSON record ({_said(error)})"))


def _read(
    content: Content, found: Iterable[Record | Unread], reading: Reading, inside: Inside, encoding: str
) -> Iterator[Document | Unread]:
    # Records need not have the same keys: those of the first ones are what there is to choose from.
    rest = iter(found)
    head: list[Record | Unread] = []
    names: dict[str, None] = {}
    for record in rest:
        head.append(record)
        if isinstance(record, Record):
            names.update(dict.fromkeys(record.cells))
        if len(head) >= records.WIDEST or sum(map(len, names)) > 1_000_000 or len(head) == 200:
            break
    if not names:
        raise NoArticleError(content.path, _nothing(head))
    try:
        yield from records.read(content, list(names), chain(head, rest), reading, inside, encoding)
    except NoArticleError as error:
        raise NoArticleError(content.path, f"is JSON data, and {error.reason}") from None


def _nothing(head: list[Record | Unread]) -> str:
    first = next((record.reason for record in head if isinstance(record, Unread)), "")
    return f"holds no JSON records ({first})" if first else "holds no JSON records"


def _record(value: Any, place: str, content: Content) -> Record | Unread:
    if not isinstance(value, dict):
        return Unread.of(SourceError(content.path / place, "is JSON, but no record (an object with names and values)"))
    cells: dict[str, str] = {}
    try:
        _flatten(value, "", cells, _DEEPEST)
    except RecursionError:
        return Unread.of(SourceError(content.path / place, "is JSON that is nested too deeply to be read"))
    return Record(place, cells)


def _flatten(value: dict[str, Any], before: str, cells: dict[str, str], deeper: int) -> None:
    for key, inner in value.items():
        name = f"{before}{' '.join(canonical(key).split())}"
        if isinstance(inner, dict) and inner and deeper > 1:
            _flatten(inner, f"{name}.", cells, deeper - 1)
        elif (written := _written(inner)) is not None:
            cells[name] = written


def _written(value: Any) -> str | None:
    """Return what a value is as a cell: paragraphs of a list each on their own, other lists on one line."""
    if value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        items = [item.get("name") if isinstance(item, dict) else item for item in value]
        texts = [item for item in items if isinstance(item, str)]
        if len(texts) == len(items):
            return ("\n\n" if any(len(item) > 100 for item in texts) else ", ").join(texts)
    return json.dumps(value, ensure_ascii=False)


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _records_in(found: Any, deeper: int = _DEEPEST) -> list[Any] | None:
    """Return the list of records: what was read, or the longest list of objects in it, or the one object."""
    if isinstance(found, list):
        return found if any(isinstance(item, dict) for item in found) else None
    if not isinstance(found, dict):
        return None
    if deeper == _DEEPEST and any(isinstance(value, str) and _is_text(key) for key, value in found.items()):
        return [found]
    lists = [inner for value in found.values() if deeper and (inner := _below(value, deeper - 1)) is not None]
    if lists:
        return max(lists, key=len)
    return [found] if deeper == _DEEPEST else None


def _is_text(key: str) -> bool:
    known = known_field(key)
    return known is not None and known[0] == "text" and known[1] == 0


def _below(value: Any, deeper: int) -> list[Any] | None:
    """Return the list of records that lies in a value: one whose objects have more than a name."""
    if isinstance(value, list):
        fits = value and all(isinstance(item, dict) and len(item) > 2 for item in value[:20])
        return value if fits else None
    return _records_in(value, deeper) if isinstance(value, dict) else None


def _said(error: ValueError) -> str:
    return str(error).split("\n")[0][:120]
