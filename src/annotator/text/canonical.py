"""The one normalisation a text goes through, at import, after which it never changes."""

from __future__ import annotations

import re

_REPLACED = re.compile("[\\x00\ud800-\udfff]")


def canonical(text: str) -> str:
    """Return `text` with `\\n` line ends, no leading BOM, and U+FFFD for NUL and lone surrogates.

    Nothing else is touched: no NFC, no trimming, NBSP stays. Lone surrogates would vanish on the way into Qt and
    shift every offset behind them, and SQLite cannot hold them; NUL ends a C string.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_clean(text) else _REPLACED.sub("\ufffd", text)


def is_canonical(text: str) -> bool:
    """Return whether `canonical` would leave `text` as it is."""
    return "\r" not in text and not text.startswith("\ufeff") and _is_clean(text)


def _is_clean(text: str) -> bool:
    """Return whether no NUL and no surrogate is in `text`. Asking the codec is many times as fast as looking."""
    if "\0" in text:
        return False
    try:
        text.encode("latin-1")  # the fastest: most texts of Latin letters end here, others at their first letter
        return True
    except UnicodeEncodeError:
        pass
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
