"""Keeps the comparison of one event in step with the project: of a large one its first rows are there at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.analysis.comparison import Comparison, Row, state_of
from annotator.analysis.sifting import Sifting
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import AnnotatorError
from annotator.core.values import (
    Annotation,
    Article,
    Coder,
    Entity,
    Event,
    Judgement,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.project import Project
from annotator.project.bulk import in_bulk
from annotator.project.comparing import comparison, first_rows
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.session import Session
from annotator.ui.veil import Veil, Veils

_FEW = 6_000
"""Marks that are compared while somebody waits: a frame or two."""
_SOME = 12
"""Reports whose marks are counted: that takes longer than to count all there are."""
_FIRST = 10
"""Rows that are there at once: about what a screen has, of an event that large."""
_REST_MS = 300
"""After this words are made ready to be looked for: at once, the thread that does so would keep the page waiting."""
_MATTERS = Annotation | Article | Coder | Entity | Event | Judgement | Relation | RelationType | Status | Tag

Sees = Callable[[str, str, str], bool]


class Keeper(QObject):
    """Holds a comparison (None until an event is chosen that has one), and tells when it is another."""

    came = Signal()
    """There is another comparison, or none any more."""

    def __init__(self, session: Session, veils: Veils, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._veils = session, veils
        self.chosen: Event | None = None
        self.sifting: Sifting | None = None
        self.wanted = False
        """Whether somebody looks at it."""
        self._stale = True
        self._large = False
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.catch_up)
        self._at_rest = QTimer(self)
        self._at_rest.setSingleShot(True)
        self._at_rest.setInterval(_REST_MS)
        self._at_rest.timeout.connect(self._prepare)
        session.followed.connect(self._changed)
        veils.changed.connect(lambda _veil: self._spoil())

    @property
    def comparison(self) -> Comparison | None:
        """What is compared now; `complete` is False where more is still to come."""
        return None if self.sifting is None else self.sifting.comparison

    def choose(self, event: Event | None) -> None:
        """Compare the reports of another event."""
        if event != self.chosen:
            self.chosen, self.sifting = event, None
        self._stale = True
        self.catch_up()

    def catch_up(self) -> None:
        """Read again where something has changed that was not read yet, and somebody looks."""
        if self._stale and self.wanted:
            self._stale = False
            self._session.attempt(self._read)
            self.came.emit()

    def close(self) -> None:
        """Read nothing more."""
        self._soon.stop()
        self._at_rest.stop()
        self._jobs.close()

    def _read(self) -> None:
        self._call_off()
        project = self._session.project
        event = None if self.chosen is None else project.record(Event, self.chosen.id)
        self.chosen = event
        if event is None:
            self.sifting = None
            return
        sees = _sees(self._veils.veil)
        reports = {article.id for article in project.articles() if event.id in article.events}
        self._large = not self._is_small(reports)
        if not self._large:
            self.sifting = Sifting(comparison(project, event, sees=sees))
            return
        known = self.comparison
        if known is None or not known.complete or self._veils.veil.withholding:
            # What is withheld from now on is not to be seen while the rest is read.
            self.sifting = Sifting(first_rows(project, event, _FIRST, sees=sees))
        coder = project.coder
        self._job = self._jobs.start(_whole(project.path, event, coder.name, coder.id, sees))

    def _is_small(self, reports: set[str]) -> bool:
        """Return whether reports (ids) have few marks; of many reports nobody counts, where the project has many."""
        project = self._session.project
        if not reports or project.count_annotations() <= _FEW:
            return True
        return len(reports) <= _SOME and project.count_annotations(articles=reports) <= _FEW

    def _call_off(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _told(self, news: News) -> None:
        if news.job is not self._job:
            return
        if isinstance(news.value, Sifting):
            self.sifting = news.value
            self.came.emit()
            self._at_rest.start()
        elif news.last:
            self._job = None
            if isinstance(news.error, AnnotatorError):
                self._session.refused.emit(news.error)
            elif news.error is not None:
                raise news.error

    def _changed(self, change: Change) -> None:
        if change.kind is ChangeKind.ELSEWHERE:
            self._spoil()
        elif self._job is None and not self._stale and self._judged(change):
            self.came.emit()
        elif any(isinstance(edit.value, _MATTERS) for edit in change.edits):
            self._spoil()

    def _spoil(self) -> None:
        self._stale = True
        if self.wanted:
            self._soon.start(0)

    def _judged(self, change: Change) -> bool:
        """Follow judgements of single rows without reading all again. Return whether that was all there was to it."""
        comparison = self.comparison
        if comparison is None or not comparison.complete or self.chosen is None:
            return False
        if not change.edits or not all(isinstance(edit.value, Judgement) for edit in change.edits):
            return False
        own = self._session.project.coder.id
        touched: dict[str, list[Edit[Value]]] = {}
        for edit in change.edits:
            if isinstance(edit.value, Judgement) and edit.value.event == self.chosen.id:
                touched.setdefault(edit.value.entity, []).append(edit)
        groups = tuple(
            replace(
                group,
                rows=tuple(
                    _judged_row(row, touched[row.entity.id], own) if row.entity.id in touched else row
                    for row in group.rows
                ),
            )
            if any(row.entity.id in touched for row in group.rows)
            else group
            for group in comparison.groups
        )
        self.sifting = Sifting(replace(comparison, groups=groups))
        if self._large:
            self._at_rest.start()
        return True

    def _prepare(self) -> None:
        if self.sifting is not None:
            self._jobs.start(_prepared(self.sifting))


def _judged_row(row: Row, edits: list[Edit[Value]], own: str) -> Row:
    """Return a row with its judgements as they are after these edits: who codes decides, else who judged last."""
    judgements = {judgement.id: judgement for judgement in row.judgements}
    for edit in edits:
        judgements.pop(edit.value.id, None)
        if isinstance(edit.after, Judgement):
            judgements[edit.after.id] = edit.after
    found = sorted(judgements.values(), key=lambda one: (one.modified, one.id))
    decides = next((one for one in found if one.coder == own), found[-1] if found else None)
    return replace(
        row, judgements=tuple(found), judgement=decides, state=state_of(row.cells, row.proposed, decides)
    )  # fmt: skip


def _sees(veil: Veil) -> Sees | None:
    return veil.counts if veil.withholding else None


def _prepared(sifting: Sifting) -> Iterator[object]:
    """Make ready what words are looked up in, so that who types does not wait for it."""
    sifting.prepare()
    yield from ()


def _whole(path: Path, event: Event, name: str, coder: str, sees: Sees | None) -> Iterator[object]:
    """Compare elsewhere: an open project belongs to the window's thread."""
    with Project.open(path, read_only=True) as project, in_bulk():
        project.code_as(name, coder)
        sifting = Sifting(comparison(project, event, sees=sees))
        # Hundreds of thousands of values, no circle among them: never to be looked through for garbage.
        gc.freeze()
    yield sifting
