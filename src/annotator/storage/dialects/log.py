"""The write-ahead log of an open file: whether an edit that is written to it will be there after a power cut."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from annotator.core.errors import ProjectError
from annotator.storage import folders
from annotator.storage.dialects import reasons, sqlite


class Log:
    """Knows what is in doubt, and settles it before the next edit: at first the log's name, later what is in it."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self._path = path
        self._connection = connection
        self.is_on = sqlite.has_log(connection)
        self._is_sound = not self.is_on
        self._has_failed = False

    def require_sound(self) -> None:
        """See to it that what an edit rests on is on the disk. Raises ProjectError, or as SQLite does.

        SQLite has the log's name there with the first edit, but says nothing where that fails. After a failed sync the
        system may count as written what is not there (PostgreSQL's wiki, Fsync Errors, says of which). Of an edit that
        was refused the next one writes all anew; not so what was `unhurried` before it: a power cut could leave a hole
        in the log there, and all edits behind it would be lost. So all goes into the file, and the log begins anew.
        """
        if self._is_sound:
            return
        try:
            folders.sync(self._path.parent)
        except OSError as error:
            raise ProjectError(self._path, reasons.DISK_REASON) from error
        if self._has_failed:
            sqlite.begin_log_anew(self._connection)
        self._is_sound, self._has_failed = True, False

    def met(self, error: Exception) -> None:
        """Take note of what SQLite has reported while somebody wrote."""
        if reasons.is_disk_error(error):
            self.doubt()

    def doubt(self) -> None:
        """Take note of a sync that failed."""
        if self.is_on:
            self._is_sound, self._has_failed = False, True
