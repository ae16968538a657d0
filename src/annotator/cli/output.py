"""Results on standard output, messages on standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

_NAMED = 5
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def say(message: str) -> None:
    """Write a message for people to standard error. What would command their terminal (a file's name may) is U+FFFD."""
    print(f"annotator: {tame(message)}", file=sys.stderr)


def tame(text: str) -> str:
    """Return a line for people without what would command their terminal."""
    return _CONTROL.sub(chr(0xFFFD), text)


def print_records(records: Iterable[dict[str, Any]]) -> None:
    """Print a JSON list, one record a line."""
    separator = "[\n"
    for record in records:
        sys.stdout.write(separator + json.dumps(record, ensure_ascii=False))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def namesake_lines(names: Sequence[str], project: Path | str) -> Iterator[str]:
    """Yield that entities may be one, where several of a tag have one name; the first names are told."""
    if names:
        listed = ", ".join(f"'{name}'" for name in names[:_NAMED])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"several entities are called {listed}{more}; merge those that are one: annotator entities {project}"


def many(count: int, noun: str, plural: str | None = None) -> str:
    """Return `1 mark`, `2 marks`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
