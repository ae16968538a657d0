"""What makes a name that a file was given last: a folder is written to the disk as files are, when it is asked to."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_NOT_HERE = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.ENOSYS)
"""What systems answer where folders cannot be written by hand, or need not be."""


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk on return, so that no power cut takes them back.

    Raises OSError where the disk fails. Does nothing where the system knows no such thing (Windows, some networks).
    """
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in _NOT_HERE:
            return  # A folder that may be written but not read.
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise
    finally:
        os.close(handle)
