"""Which column of a table holds what: told from its name in many languages, and from what it holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from annotator.sources.column_names import LANGUAGES, NAMES
from annotator.sources.document import Columns
from annotator.sources.written_dates import iso_date

FIELDS = ("text", "title", "published", "source", "author", "url", "language")

_SPLIT = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{2,4})?$")
_SURE = (0, 100)
"""What ranks a name of the text has: the whole of it is known, or its last word or part."""
_LONG = 200
"""Characters: a column of such cells, and no other like it, is the text, whatever its name."""
_SHORTEST = 20
"""Characters: where no column has more in a cell, nothing in a table is an article."""


def known_field(name: str) -> tuple[str, int] | None:
    """Return the field that a column's name speaks of, and how surely: 0 is surest. None where it says nothing."""
    for rank, key in enumerate(_keys(name)):
        if key in _known():
            field, order = _known()[key]
            return field, rank * 100 + order
    return None


def guessed(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Columns | None, bool]:
    """Return what the columns seem to hold, and whether that is certain; None where nothing in them is text.

    `rows` are the first ones, each with a cell for each name.
    """
    cells = [[row[at].strip() for row in rows] for at in range(len(names))]
    means = [_mean(column) for column in cells]
    fields: dict[str, list[tuple[int, int]]] = {field: [] for field in FIELDS}
    for at, name in enumerate(names):
        known = known_field(name)
        if known is not None and _fits(known[0], cells[at]):
            fields[known[0]].append((known[1], at))
    taken = {field: min(found)[1] for field, found in fields.items() if found and field != "text"}
    if "url" not in taken:
        told = next(
            (at for at, column in enumerate(cells) if at not in taken.values() and _are_addresses(column)), None
        )
        if told is not None:
            taken["url"] = told
    free = [at for at in range(len(names)) if at not in taken.values() and names[at]]
    strong = [at for rank, at in fields["text"] if rank in _SURE and means[at]]
    longest = max(free, key=lambda at: means[at], default=None)
    if longest is None or (not strong and means[longest] < _SHORTEST):
        return None, False
    text = max(strong, key=lambda at: means[at]) if strong else longest
    others = [means[at] for at in free if at != text]
    most = max(others, default=0.0)
    if strong:
        rivals = [means[at] for at in strong if at != text]
        certain = all(rival * 2 <= means[text] for rival in rivals) and (
            means[text] >= _LONG or means[text] * 2 >= most
        )
    else:
        certain = means[text] >= _LONG and means[text] >= 4 * most and len(names) > 1
    return Columns(names[text], **{field: names[at] for field, at in taken.items()}), certain


def language_tag(written: str) -> str | None:
    """Return the language tag that a cell means (`de_DE`, `German`), or None where that is not clear."""
    written = written.strip()
    if _LANGUAGE_TAG.match(written):
        return written.replace("_", "-")
    return _languages().get(_key(written))


def _mean(column: list[str]) -> float:
    filled = [len(cell) for cell in column if cell]
    return sum(filled) / len(filled) if filled else 0.0


def _are_addresses(column: list[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(_ADDRESS.match(cell) for cell in filled)


def _fits(field: str, column: list[str]) -> bool:
    """Return whether a column of this name may hold this field: `source` may be an address, `data` no date at all."""
    filled = [cell for cell in column if cell]
    if not filled:
        return False
    if field == "url":
        return sum(_ADDRESS.match(cell) is not None for cell in filled) * 2 >= len(filled)
    if field == "published":
        return any(iso_date(cell) for cell in filled)
    if field == "language":
        return any(language_tag(cell) for cell in filled)
    if field == "text":
        return True
    return _mean(column) < 1000 and not (field == "source" and _are_addresses(column))


def _keys(name: str) -> list[str]:
    """Return what to look a name up by: the whole, its last part behind a dot, and each of its words."""
    # `source.name` is the source, and `fields.bodyText` a body.
    last = name.removesuffix(".name").rpartition(".")[2]
    words = [word for word in _SPLIT.split(_CAMEL.sub(" ", last)) if word]
    keys = [_key(name), _key(last), *map(_key, reversed(words))]
    return list(dict.fromkeys(keys))


def _key(name: str) -> str:
    """Return a name without what people write differently: case, accents, vowel signs, blanks and hyphens."""
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", name.casefold()) if unicodedata.category(ch) != "Mn")
    return _SPLIT.sub("", plain)


@cache
def _known() -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for rank in (0, 1):
        for field, names in NAMES.items():
            for name in names[rank].split(","):
                known.setdefault(_key(name), (field, rank))
    return known


@cache
def _languages() -> dict[str, str]:
    return {_key(name): tag for tag, names in LANGUAGES.items() for name in names.split(",")}
