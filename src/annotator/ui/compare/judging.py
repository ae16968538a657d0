"""What an analyst says of a row: that reports say the same of it, or in one sentence in what they differ."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from annotator.analysis.comparison import Row
from annotator.core.change import Change
from annotator.core.values import Verdict
from annotator.project import comparing
from annotator.ui.compare.keeper import Keeper
from annotator.ui.compare.outline import Line
from annotator.ui.compare.page import ComparePage
from annotator.ui.session import Session


class Judging(QObject):
    """Makes judgements into edits, and asks for their sentences in the row that they are about."""

    def __init__(self, session: Session, keeper: Keeper, page: ComparePage) -> None:
        super().__init__(page)
        self._session, self._keeper, self._page = session, keeper, page
        self._judged: str | None = None
        """The entity of the row whose sentence is being written."""
        page.field.said.connect(lambda what: self._said(*what))
        page.field.left.connect(self.end)

    def begin(self, line: Line, verdict: Verdict | None) -> None:
        """Say of a row that reports say the same; or ask for the sentence that says in what they differ."""
        row = line.row
        if row is None or self._keeper.chosen is None:
            return
        own = self._own(row)
        if verdict is Verdict.SAME:
            self.end()
            kept = own[1] if own is not None and own[0] is Verdict.SAME else None
            self._judge(row.entity.id, Verdict.SAME, kept)
            return
        self._judged = row.entity.id
        canvas, field = self._page.canvas, self._page.field
        canvas.book.edit(line.key)
        canvas.go(line.key, -1)
        wanted = verdict or (own[0] if own is not None else Verdict.DIFFERS)
        field.begin(wanted, None if own is None else own[1])
        canvas.arranged()
        field.raise_()
        QTimer.singleShot(0, self, self._write)

    def _write(self) -> None:
        if self._judged is not None:
            self._page.field.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _own(self, row: Row) -> tuple[Verdict, str | None] | None:
        """Return what this coder has said of a row."""
        coder = self._session.project.coder.id
        return next(((one.verdict, one.sentence) for one in row.judgements if one.coder == coder), None)

    def has_said(self, row: Row) -> bool:
        """Return whether this coder has judged a row."""
        return self._own(row) is not None

    def end(self) -> None:
        """Close the field for a sentence."""
        if self._judged is None:
            return
        self._judged = None
        canvas = self._page.canvas
        canvas.book.edit(None)
        self._page.field.hide()
        canvas.refit()
        if self._keeper.wanted:
            self._page.begin()

    def take_back(self, line: Line) -> None:
        """Take back what this coder has said of a row."""
        if line.row is not None and self.has_said(line.row):
            self._judge(line.row.entity.id, None, None)

    def _said(self, verdict: Verdict, sentence: str | None) -> None:
        if self._judged is not None and self._judge(self._judged, verdict, sentence):
            self.end()

    def _judge(self, entity: str, verdict: Verdict | None, sentence: str | None) -> bool:
        comparison, event = self._keeper.comparison, self._keeper.chosen
        row = None if comparison is None else comparison.row(entity)
        if row is None or event is None:
            return False
        judged, anew = row.entity, row.outdated

        def build() -> Change:
            return comparing.judge(self._session.project, event, judged, verdict, sentence, anew=anew)

        change = self._session.attempt(build)
        return change is not None and (not change.edits or self._session.do(change))
