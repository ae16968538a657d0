"""The menu that chooses reports of a comparison: by source, by language, and from which day to which."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from annotator.core.values import Article
from annotator.text.isolate import isolate, shorten
from annotator.ui.wording import language_name

_NAME = 40
_WIDE = 200


class Choice(Struct, frozen=True):
    """Which reports are wanted; nothing set: all. `since` and `until` are ISO dates, perhaps partial."""

    sources: frozenset[str | None] = frozenset()
    languages: frozenset[str | None] = frozenset()
    since: str | None = None
    until: str | None = None


class ReportsMenu(QMenu):
    """Holds a `Choice`, and tells when it is another."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice()
        self._sources = self.addMenu(self.tr("Sources"))
        self._languages = self.addMenu(self.tr("Languages"))
        self.since, self.until = QLineEdit(), QLineEdit()
        box = QWidget()
        form = QFormLayout(box)
        form.setContentsMargins(24, 6, 12, 6)
        for field, text in ((self.since, self.tr("From")), (self.until, self.tr("To"))):
            field.setPlaceholderText(self.tr("2021-03 or 2021-03-19"))
            field.setToolTip(self.tr("A year, a month or a day, as it is written in the field"))
            field.setAccessibleName(text)
            field.setMinimumWidth(_WIDE)
            field.textChanged.connect(lambda _text: self._dated())
            form.addRow(text, field)
        action = QWidgetAction(self)
        action.setDefaultWidget(box)
        self.addAction(action)
        self.addSeparator()
        self.addAction(self.tr("All reports"), self._all)

    @property
    def chosen_any(self) -> bool:
        """Whether some reports may be left out."""
        return self.choice != Choice()

    def offer(self, reports: Sequence[Article]) -> None:
        """Offer the sources and languages of these reports."""
        sources = sorted({report.source for report in reports}, key=lambda source: (source is None, source or ""))
        languages = sorted({report.language for report in reports}, key=lambda code: (code is None, code or ""))
        self._fill(self._sources, sources, self.choice.sources, lambda source: shorten(source or "", _NAME))
        self._fill(self._languages, languages, self.choice.languages, language_name)

    def _fill(self, menu: QMenu, values: Sequence[str | None], chosen: frozenset[str | None], name: object) -> None:
        menu.clear()
        assert callable(name)
        for value in values:
            text = isolate(name(value)).replace("&", "&&") if value is not None else self.tr("unknown")
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.setData((value,))
            action.toggled.connect(lambda _on: self._ticked())
        menu.setEnabled(len(values) > 1)

    def _ticked(self) -> None:
        sources, languages = _ticked(self._sources.actions()), _ticked(self._languages.actions())
        self.choice = replace(self.choice, sources=sources, languages=languages)
        self.chosen.emit()

    def _dated(self) -> None:
        since, until = _date(self.since.text()), _date(self.until.text())
        for field, found in ((self.since, since), (self.until, until)):
            wrong = bool(field.text().strip()) and found is None
            field.setProperty("wrong", wrong)
            field.setStyleSheet("QLineEdit { color: palette(placeholder-text); }" if wrong else "")
        if (since, until) != (self.choice.since, self.choice.until):
            self.choice = replace(self.choice, since=since, until=until)
            self.chosen.emit()

    def clear_choice(self) -> None:
        """Want all reports, without telling."""
        self.blockSignals(True)
        for action in (*self._sources.actions(), *self._languages.actions()):
            action.setChecked(False)
        self.since.clear()
        self.until.clear()
        self.choice = Choice()
        self.blockSignals(False)

    def _all(self) -> None:
        self.clear_choice()
        self.chosen.emit()


def _ticked(actions: Sequence[QAction]) -> frozenset[str | None]:
    return frozenset(action.data()[0] for action in actions if action.isChecked())


def _date(text: str) -> str | None:
    """Return an ISO date, perhaps partial, or None where it is none."""
    text = text.strip()
    full = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    return text if len(full) == 10 and QDate.fromString(full, Qt.DateFormat.ISODate).isValid() else None
