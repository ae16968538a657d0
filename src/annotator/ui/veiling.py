"""Whose marks are seen, and of which tags: the menus and actions that dim, hide and withhold, and blind mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from annotator.core.values import Coder
from annotator.text.isolate import isolate
from annotator.ui.actions import CODERS, VEILS
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme import Theme
from annotator.ui.veil import Blind, Veil
from annotator.ui.veil_menus import fill_coder_shades, fill_tags_shades
from annotator.ui.window import Window
from annotator.ui.wording import marks_text


class Veiling(QObject):
    """Lets the reader choose, and says what is chosen. `rename` lets a coder be called otherwise."""

    def __init__(
        self, session: Session, panes: PaneRow, settings: Settings, rename: Callable[[Coder], object], theme: Theme,
        window: Window,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session = session
        self._panes = panes
        self._settings = settings
        self._rename = rename
        self._window = window
        self.theme = theme
        self._blind = panes.veils.veil.blind
        self._said = ""
        marks, whose = window.actions_.slots["marks"], window.actions_.slots["coders"]
        marks.aboutToShow.connect(lambda: self._fill_marks(marks))
        whose.aboutToShow.connect(lambda: self._fill_coders(whose))
        panes.veils.changed.connect(self._veil)
        panes.veils.lifted.connect(window.messages.news)
        self.offer()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table do that are about what is seen."""
        veils = self._panes.veils
        return {
            "hide_marks": lambda: veils.hide_all(not veils.veil.all_hidden),
            "show_marks": veils.show_all,
            "all_coders": veils.all_coders,
            "only_mine": self._only_mine,
            "blind": self._turn_blind,
        }

    def offer(self) -> None:
        """Offer to show all where something is dimmed or hidden; a tag that is gone may come back, but has no marks."""
        project, veil, actions = self._session.project, self._panes.veils.veil, self._window.actions_
        coders = project.coders()
        known = veil.among({tag.id for tag in project.tags}, {coder.id for coder in coders})
        actions["hide_marks"].setChecked(veil.all_hidden)
        actions["show_marks"].setEnabled(not known.chosen.open)
        actions["blind"].setChecked(veil.blind is not None)
        others = {coder.id for coder in coders} - {project.coder.id}
        actions["all_coders"].setChecked(not known.coders.hidden)
        actions["only_mine"].setChecked(bool(others) and known.coders.hidden == others)
        actions["only_mine"].setEnabled(bool(others))

    def _only_mine(self) -> None:
        project = self._session.project
        self._panes.veils.only_coder(project.coder.id, [coder.id for coder in project.coders()])
        self.offer()

    def _turn_blind(self) -> None:
        on = not self._panes.blindness.on
        self._settings.keep_blind(self._session.project.info.id, blind=on)
        self._panes.blindness.turn(on=on)
        said = self.tr(
            "You work blind: what others have marked shows in articles that you have declared done (Ctrl+D)."
        )
        self._window.messages.news(said if on else self.tr("You see what all have marked."))

    def _veil(self, veil: Veil) -> None:
        before, self._blind = self._blind, veil.blind
        self.offer()
        if before is not veil.blind:
            self._window.messages.withdraw(self._said)
            self._said = ""
        if before is not None and veil.blind is not None and before.coder == veil.blind.coder:
            self._say_declared(before, veil.blind)

    def _say_declared(self, before: Blind, now: Blind) -> None:
        """Say how many marks of others a declaration has brought."""
        fresh = [article for article in {article for article, _ in now.done - before.done} if now.has_done(article)]
        if fresh:
            found = self._session.attempt(lambda: self._session.project.tallies(fresh)) or ()
            hidden = self._panes.veils.veil.coders.hidden
            others = [(coder, count) for _article, _tag, coder, count in found if coder != now.coder]
            number = sum(count for coder, count in others if coder not in hidden)
            unseen = sum(count for coder, count in others if coder in hidden)
            action = None
            if number:
                said = self.tr("Declared done. You see {0} of other coders now.").replace("{0}", marks_text(number))
            elif unseen:
                said = self.tr("Declared done. You have hidden {0} of other coders.").replace("{0}", marks_text(unseen))
                action = self.tr("Show all coders"), self._panes.veils.all_coders
            else:
                said = self.tr("Declared done. Nobody else has marked anything here.")
            self._said = said
            self._window.messages.news(said, action=action)
        elif now.done - before.done:
            self._say_declared_for(now.done - before.done, now)

    def _say_declared_for(self, pairs: frozenset[tuple[str, str]], now: Blind) -> None:
        """Say how many marks of others the declaration for some tags has brought."""
        project, hidden = self._session.project, self._panes.veils.veil.coders.hidden
        found = self._session.attempt(lambda: project.tallies({article for article, _ in pairs})) or ()
        number = sum(
            count
            for article, tag, coder, count in found
            if (article, tag) in pairs and coder != now.coder and coder not in hidden
        )
        names = ", ".join(isolate(tag.name) for tag in project.tags if any(tag.id == one for _, one in pairs))
        said = self.tr("Done for “{1}”. You see {0} of other coders now.").replace("{0}", marks_text(number))
        if not number:
            said = self.tr("Done for “{1}”. Nobody else has marked anything of it here.")
        self._said = said.replace("{1}", names)
        self._window.messages.news(self._said)

    def _fill_marks(self, menu: QMenu) -> None:
        """Offer each tag behind the actions for all marks, which stay."""
        _clear(menu, VEILS)
        fill_tags_shades(menu, self._session.project.tags, self._panes.veils, self.theme)

    def _fill_coders(self, menu: QMenu) -> None:
        """Offer each coder behind the actions for all of them."""
        _clear(menu, CODERS)
        self.offer()
        fill_coder_shades(menu, self._session.project.coders(), self._panes.veils, self._rename)


def _clear(menu: QMenu, kept: Sequence[str]) -> None:
    for action in menu.actions()[len(kept) :]:
        menu.removeAction(action)
        (action.menu() or action).deleteLater()
