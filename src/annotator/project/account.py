"""Who sits at the keyboard, as far as the operating system knows."""

from __future__ import annotations

import getpass


def account_name() -> str:
    """Return the name of the operating system's account, or `unknown` where there is none (as in some containers)."""
    try:
        return getpass.getuser() or "unknown"
    except (OSError, KeyError, ImportError):
        return "unknown"
