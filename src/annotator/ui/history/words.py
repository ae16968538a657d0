"""Changes of the history in words: what was done, when, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from annotator.core.history import Entry, Way
from annotator.ui.wording import describe

translate = QCoreApplication.translate


def title_of(entry: Entry) -> str:
    """Return what was done: `Tag “actor”`, `Undo: tag “actor”`."""
    what = describe(entry)
    if entry.way is Way.DONE:
        return what[:1].upper() + what[1:]
    ways = {
        Way.UNDONE: translate("history", "Undo: {0}"),
        Way.REDONE: translate("history", "Redo: {0}"),
        Way.REVERTED: translate("history", "Revert: {0}"),
    }
    return ways[entry.way].replace("{0}", what)


def state_of(entry: Entry) -> str:
    """Return what became of it since, in a word or two; nothing where it stands as it was done."""
    parts = (
        translate("history", "taken back") if entry.undone else "",
        translate("history", "details forgotten") if entry.forgotten else "",
    )
    return ", ".join(part for part in parts if part)


def _local(time: str) -> QDateTime:
    return QDateTime.fromString(time, Qt.DateFormat.ISODateWithMs).toLocalTime()


def day_of(time: str) -> str:
    """Return the day of a moment (RFC 3339) here, as an ISO date; its beginning where it is no moment."""
    date = _local(time).date()
    return date.toString(Qt.DateFormat.ISODate) if date.isValid() else time[:10]


def day_text(day: str) -> str:
    """Return an ISO date as a heading: today, yesterday, or the date in full."""
    date = QDate.fromString(day, Qt.DateFormat.ISODate)
    if not date.isValid():
        return day
    ago = date.daysTo(QDate.currentDate())
    if ago == 0:
        return translate("history", "Today")
    if ago == 1:
        return translate("history", "Yesterday")
    return QLocale().toString(date, QLocale.FormatType.LongFormat)


def time_of_day(time: str) -> str:
    """Return the hour and minute of a moment (RFC 3339) here, as the locale writes it."""
    moment = _local(time)
    return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat) if moment.isValid() else time


def size_text(count: int) -> str:
    """Return so many bytes as people say it: `3.2 MB`."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
