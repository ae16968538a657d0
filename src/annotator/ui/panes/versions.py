"""What stands quietly above a page whose article has another version: that it has one, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from annotator.core.values import Article
from annotator.ui.session import Session
from annotator.ui.tips import plain


class VersionLinks(QWidget):
    """Two links at most: to the version that replaced an article, and to the one that it replaced."""

    wanted = Signal(object)
    """The id of the article that shall be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.later, self.earlier = QToolButton(self), QToolButton(self)
        self._say(self.later, self.tr("Later version"), self.tr("A later version replaced this article: show it"))
        self._say(self.earlier, self.tr("Earlier version"), self.tr("This article replaces an earlier one: show that"))
        self._leads: dict[QToolButton, str | None] = {}
        for link in (self.earlier, self.later):
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            link.clicked.connect(lambda _checked=False, link=link: self.wanted.emit(self._leads[link]))
            layout.addWidget(link)
        self.tell(None, None)

    def _say(self, link: QToolButton, text: str, whole: str) -> None:
        link.setText(text)
        link.setToolTip(plain(whole))
        link.setAccessibleName(whole)

    def tell(self, later: str | None, earlier: str | None) -> None:
        """Show that there are these versions (ids), or that there are none."""
        self._leads = {self.later: later, self.earlier: earlier}
        for link, leads_to in self._leads.items():
            link.setVisible(leads_to is not None)

    def look_up(self, session: Session, article: Article) -> None:
        """Show which versions of an article the project has."""
        later = session.attempt(lambda: session.project.later_versions([article.id])) or ()
        self.tell(next((other.id for other in later), None), article.replaces)

    def dress(self, quiet: str, ink: str) -> None:
        """Take these colours: as it lies there, and under the pointer."""
        self.setStyleSheet(
            f"QToolButton {{ color: {quiet}; padding: 2px 6px; text-decoration: underline; }}"
            f"QToolButton:hover {{ color: {ink}; background: transparent; }}"
        )
