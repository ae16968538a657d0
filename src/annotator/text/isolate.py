"""Text made fit for standing inside other text on display: isolated, and shortened to one line."""

from __future__ import annotations

import regex

from annotator.text.segments import previous_boundary

FSI, PDI = "\u2068", "\u2069"
_OPENERS = "\u2066\u2067\u2068"
_CONTROL = regex.compile("[\u2066-\u2069\n\u2029]")
_BREAKS = regex.compile(r"[ \t]*[\n\r\v\f\x85\u2028\u2029]+[\s]*")


def isolate(text: str) -> str:
    """Return `text` wrapped in FSI...PDI, so that it and what surrounds it do not reorder each other.

    Isolates left open inside are closed and stray closers dropped, else they would open ours. As isolates end with
    their paragraph, each line is wrapped by itself. For display only, never for data; an empty text stays empty.
    """
    if not text:
        return ""
    if not _CONTROL.search(text):
        return f"{FSI}{text}{PDI}"
    return "\n".join(
        f"{FSI}{_balanced(line)}{PDI}" if line else "" for line in text.replace("\u2029", "\n").split("\n")
    )


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` code points, cut between graphemes and ended by an ellipsis.

    Line breaks, with the blanks around them, become one space; blanks at the ends go. Raises ValueError where
    `limit` is less than 1.
    """
    if limit < 1:
        raise ValueError("a text cannot be shortened to nothing")
    # What lies far behind the limit can only be cut; it is not worth flattening.
    flat: str = _BREAKS.sub(" ", text.strip()[: 4 * limit + 256]).strip()
    if len(flat) <= limit and len(text.strip()) <= 4 * limit + 256:
        return flat
    room = min(limit - 1, len(flat))
    return flat[: previous_boundary(flat, room + 1)].rstrip() + "…" if room else "…"


def _balanced(line: str) -> str:
    kept: list[str] = []
    open_count = 0
    for ch in line:
        if ch in _OPENERS:
            open_count += 1
        elif ch == PDI:
            if not open_count:
                continue
            open_count -= 1
        kept.append(ch)
    return "".join(kept) + PDI * open_count
