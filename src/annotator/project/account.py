"""Who sits at the keyboard, as far as the operating system knows."""

from __future__ import annotations

import getpass

from annotator.project.rules import one_line


def account_name() -> str:
    """Return the name of the operating system's account, or `unknown` where there is none (as in some containers)."""
    try:
        return one_line(getpass.getuser()) or "unknown"
    except (OSError, KeyError, ImportError):
        return "unknown"
