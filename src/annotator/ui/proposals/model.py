"""Proposals as rows, each in its line, with what it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.analysis.proposals import Kind, Proposal
from annotator.core.values import Article, Tag
from annotator.text.context import Context
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.override import override
from annotator.ui.tips import plain

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `ProposalRow`."""

_WHY = 40
_LEAD = 14
"""Code points before the words that are shown with them."""
_TITLE = 120
_Index = QModelIndex | QPersistentModelIndex


class ProposalRow(Struct, frozen=True):
    """A proposal with its article and its tag. `direction` is that of its line, `named` what it would be tied to."""

    proposal: Proposal
    article: Article
    tag: Tag
    direction: Direction
    named: str = ""
    done: bool = False

    @property
    def context(self) -> Context:
        """Its line, of which no more stands before the words than leaves them in sight in a narrow panel."""
        found = self.proposal.context
        if len(found.before) <= _LEAD:
            return found
        kept = found.before[-_LEAD:]
        return Context(f"…{kept[kept.find(' ') + 1 :]}", found.quote, found.after)


def row_of(proposal: Proposal, article: Article, tag: Tag, named: Mapping[str, str]) -> ProposalRow:
    """Return a proposal as it is listed; `named` are the names of entities by their ids."""
    line = proposal.context.before + proposal.context.quote + proposal.context.after
    direction = paragraph_direction(line, article.direction)
    return ProposalRow(proposal, article, tag, direction, named.get(proposal.entity or "", ""))


class ProposalsModel(QAbstractListModel):
    """The proposals that are neither accepted nor refused."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ProposalRow] = []

    def show(self, rows: Sequence[ProposalRow]) -> None:
        """List these instead of what is listed."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def add(self, rows: Sequence[ProposalRow]) -> None:
        """List these too."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def place_of(self, proposal_id: str) -> int | None:
        """Return the row of a proposal."""
        return next((place for place, row in enumerate(self.rows) if row.proposal.id == proposal_id), None)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.proposal.quote
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain("\n".join((self.why(row), isolate(shorten(row.article.title, _TITLE)))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = row.context.before + row.context.quote + row.context.after
            parts = (row.context.quote, row.tag.name, self.why(row), line, shorten(row.article.title, _TITLE))
            return ", ".join(isolate(part) for part in parts)
        return None

    def why(self, row: ProposalRow) -> str:
        """Say where a proposal comes from."""
        proposal = row.proposal
        words = isolate(shorten(" ".join(proposal.why.split()), _WHY))
        if proposal.mark is not None:
            return self.tr("tie to {0}").replace("{0}", isolate(row.named) if row.named else words)
        if proposal.kind is Kind.ACROSS:
            return self.tr("for {0}").replace("{0}", words)
        if proposal.kind is Kind.BEFORE:
            if proposal.count == 1:
                return self.tr("once before")
            return self.tr("{0} times before").replace("{0}", QLocale().toString(proposal.count))
        if proposal.kind is Kind.SCRIPT:
            return proposal.note or self.tr("by your command")
        return self.tr("as {0}").replace("{0}", words)
