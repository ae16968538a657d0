"""Files whose offsets count UTF-16 units, as programs in JavaScript, Java or C# do, counted in code points instead."""

from __future__ import annotations

from typing import Any

from annotator.formats.native_checks import ContradictionError
from annotator.text.offsets import Offsets

Record = dict[str, Any]


def count_code_points(content: Record) -> None:
    """Replace the offsets in `content`, which has passed the schema, by those of the same places in code points.

    Raises ContradictionError for an offset outside the text or between the two halves of a character. What names an
    article that is not there stays: it is refused for that.
    """
    tables = {record["id"]: Offsets(record["text"]) for record in content["articles"]}
    for index, record in enumerate(content["articles"]):
        if record["body"] is not None:
            _convert(record["body"], ("start", "end"), tables[record["id"]], f"articles[{index}].body")
    for index, record in enumerate(content["annotations"]):
        if (table := tables.get(record["article"])) is not None:
            place = f"annotations[{index}]"
            _convert(record, ("start", "end"), table, place)
            for piece in record.get("fragments", ()):
                _convert(piece, (0, 1), table, f"{place}.fragments")
    for index, record in enumerate(content["relations"]):
        cue = record["cue"]
        if cue is not None and (table := tables.get(cue["article"])) is not None:
            _convert(cue, ("start", "end"), table, f"relations[{index}].cue")


def _convert(holder: Any, keys: tuple[str | int, str | int], table: Offsets, place: str) -> None:
    for key in keys:
        try:
            holder[key] = table.from_utf16(int(holder[key]))
        except ValueError as error:
            raise ContradictionError(f"{place}: {error}") from None
