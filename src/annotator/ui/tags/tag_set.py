"""What is done in the window of the tag set: it is kept in step with the project, and each step can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QMenu

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import AnnotatorError
from annotator.core.tagset import WrittenTagSet
from annotator.core.values import Annotation, Relation, RelationType, Tag
from annotator.project import edits, relations, tag_set_files, tag_sets
from annotator.project.tag_merging import merge_tags
from annotator.text.isolate import isolate
from annotator.ui.asking import ask_name, confirmed
from annotator.ui.library.counting import census, doomed, seen
from annotator.ui.session import Session
from annotator.ui.tag_names import tag_label
from annotator.ui.tags.defining import Defining
from annotator.ui.tags.window import TagSetWindow
from annotator.ui.theme import Theme
from annotator.ui.veil import Veils
from annotator.ui.window import Window
from annotator.ui.wording import marks_text, relations_text

_SHARED = ("undo", "redo", "history")
"""Actions of the main window that this one has too."""
_LATER_MS = 150


class TagSetCommands(QObject):
    """Owns the window while it is open."""

    def __init__(
        self, session: Session, veils: Veils, add: Callable[..., object], delete: Callable[..., object],
        theme: Theme, window: Window,
    ) -> None:  # fmt: skip
        """`add` (parent tag, over which window) and `delete` (tag, over which window) are those of the bar."""
        self.view = TagSetWindow(theme, window)
        super().__init__(self.view)
        self._session, self._veils, self._theme, self._main = session, veils, theme, window
        self._add, self._delete = add, delete
        self._new: str | None = None
        """The tag that was just added, and is to be chosen: there is more to say of it."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.read)
        self.view.addActions([window.actions_[name] for name in _SHARED])
        session.followed.connect(self._changed)
        veils.changed.connect(lambda _veil: self._soon.start(_LATER_MS) if self.view.isVisible() else None)
        view = self.view
        view.tree.chosen.connect(lambda _tag: self._show_tag())
        view.tree.move_wanted.connect(lambda what: self.move(*what))
        view.tree.step_wanted.connect(lambda what: self.step(*what))
        view.tree.delete_pressed.connect(lambda tag_id: self._delete(tag_id, view))
        view.type_chosen.connect(lambda _kind: self._show_type())
        view.add_wanted.connect(self._add_one)
        view.menu_wanted.connect(self._menu)
        view.type_delete_pressed.connect(lambda: self._delete_type(self._type()))
        view.taken_back.connect(self._take_back)
        view.fields.edited.connect(self._edit_field)
        view.relation_fields.edited.connect(self._edit_type)
        for definitions, owner in ((view.definitions, self._tag), (view.relation_fields.definitions, self._type)):
            Defining(session, veils, view, definitions, owner, self)
        menu = view.files.menu()
        menu.addAction(self.tr("Take in a template or a file…"), self._ask_template)
        menu.addAction(self.tr("Save as a file…"), self._save)
        self.read()

    def open(self, tag_id: str | None = None) -> None:
        """Show the window, with a tag chosen."""
        if tag_id is not None:
            self.view.tabs.setCurrentIndex(0)
            self.view.tree.choose(tag_id)
        self._soon.stop()
        self.read()
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self.view.tree.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.view.set_theme(theme)
        self.read()

    # In step with the project.

    def _changed(self, change: Change) -> None:
        if not self.view.isVisible():
            return  # It reads when it is opened.
        kinds = {type(edit.value) for edit in change.edits}
        if change.kind is ChangeKind.ADD_TAG:
            self._new = change.edits[0].value.id
        if change.kind is ChangeKind.ELSEWHERE or kinds & {Tag, RelationType}:
            self._soon.start(0)
        elif kinds & {Annotation, Relation} and not self._soon.isActive():
            # Of marks only the numbers change: the pages come first.
            self._soon.start(_LATER_MS)

    def read(self) -> None:
        """Show what is stored now."""
        project = self._session.project
        self._soon.stop()
        counts = self._session.attempt(self._counts)
        if counts is None:
            return
        self.view.show_tags(project.tags, counts)
        new, self._new = self._new, None
        if new is not None and project.tags.get(new) is not None:
            self.view.tree.choose(new)
        self.view.show_types([(kind.id, self._sentence(kind)) for kind in project.relation_types()])
        self._show_tag()

    def _counts(self) -> dict[str, int]:
        """Return the number of marks of each tag, as far as they may be counted."""
        project, veil = self._session.project, self._veils.veil
        if not veil.withholding:
            return project.tag_counts()
        found: Counter[str] = Counter()
        for article, marks in census(project).items():
            found += seen(veil, article, marks)
        return dict(found)

    def _show_tag(self) -> None:
        tag = self._tag()
        if tag is None:
            return
        tags = self._session.project.tags
        inherited = [(above.name, one) for above in tags.path(tag.id)[:-1] for one in above.attributes]
        own = {above.id for above in tags.path(tag.id)}
        said = []
        for kind in self._session.project.relation_types():
            if not kind.from_tags or own & {*kind.from_tags} or not kind.to_tags or own & {*kind.to_tags}:
                said.append(self._sentence(kind))
        self.view.show_tag(tag.id, tags, inherited, said)

    def _sentence(self, kind: RelationType) -> str:
        """Return a type as it reads: `actor → issues → directive`."""
        return f"{self._names(kind.from_tags)} → {isolate(kind.name)} → {self._names(kind.to_tags)}"

    def _names(self, ids: tuple[str, ...]) -> str:
        tags = self._session.project.tags
        return ", ".join(isolate(tag.name) for tag in tags if tag.id in ids) or self.tr("any")

    def _show_type(self) -> None:
        kind = self._type()
        if kind is None:
            return
        blind = self._veils.veil.blind
        listed = [one for one in self._session.project.relations() if one.type == kind.id]
        number = sum(blind is None or one.coder == blind.coder for one in listed)
        self.view.relation_fields.show_type(kind, self._session.project.tags, relations_text(number))

    def _tag(self) -> Tag | None:
        current = self.view.tree.current()
        return None if current is None else self._session.project.tags.get(current)

    def _type(self) -> RelationType | None:
        current = self.view.current_type()
        return next((kind for kind in self._session.project.relation_types() if kind.id == current), None)

    # What is done: each is one change, or a sentence at the foot of the window.

    def do(self, build: Callable[[], Change]) -> bool:
        """Build a change and do it; say in the window why not, where it is refused."""
        try:
            change = build()
            if change.edits:
                self._session.do_or_raise(change)
        except AnnotatorError as error:
            self._take_back()
            self.view.problem.tell(error)
            return False
        self.view.problem.settle()
        return True

    def _take_back(self) -> None:
        """Show what is stored in the place of what is typed."""
        self.view.fields.forget()
        self.view.relation_fields.forget()
        self.read()

    def _edit_field(self, field: str) -> None:
        tag = self._tag()
        if tag is None:
            return
        after = replace(tag, **{field: getattr(self.view.fields.tag(), field)})
        # A field may say twice that it is done: Enter is pressed, and then it is left.
        if after != tag:
            self.do(lambda: edits.edit_tag(self._session.project, after, before=tag))

    def _edit_type(self, after: RelationType) -> None:
        kind = self._type()
        if kind is not None and kind.id == after.id:
            self.do(lambda: relations.edit_type(self._session.project, after, before=kind))

    def move(self, tag_id: str, parent: str | None, place: int | None = None) -> None:
        """Put a tag below another one, or at the top, at a place among those there."""
        project = self._session.project
        if self.do(lambda: tag_sets.move(project, project.tags[tag_id], parent, place)):
            self.read()
            self.view.tree.choose(tag_id)

    def step(self, tag_id: str, way: str) -> None:
        """Move a tag by one: `up`, `down`, `in` (below the one before it) or `out` (behind the one it lies under)."""
        tags = self._session.project.tags
        path = tags.path(tag_id)
        parent = path[-2].id if len(path) > 1 else None
        beside = [child.id for child in tags.children(parent)]
        place = beside.index(tag_id)
        if way == "up" and place > 0:
            self.move(tag_id, parent, place - 1)
        elif way == "down" and place + 1 < len(beside):
            self.move(tag_id, parent, place + 1)
        elif way == "in" and place > 0:
            self.move(tag_id, beside[place - 1])
        elif way == "out" and parent is not None:
            above = path[-3].id if len(path) > 2 else None
            self.move(tag_id, above, [child.id for child in tags.children(above)].index(parent) + 1)

    def _add_one(self) -> None:
        if not self.view.of_relations:
            self._add(None, self.view)
            return

        def add(name: str) -> None:
            made: list[str] = []

            def build() -> Change:
                change = relations.add_type(self._session.project, name)
                made.append(change.edits[0].value.id)
                return change

            if self.do(build):
                self.read()
                self.view.choose_type(made[0])

        ask_name(self.view, self.tr("New relation"), self.tr("What one is to the other, as a verb:"), "", add)

    def merge(self, gone: Tag, kept: Tag) -> None:
        """Make two tags one, after saying what becomes of the marks."""
        project = self._session.project
        change = self._session_attempt(lambda: merge_tags(project, kept, [gone]))
        if change is None:
            return
        names = (isolate(gone.name), isolate(kept.name))
        number = doomed(project, self._veils.veil, tag=gone.id)
        said = [self.tr("{0} become marks of “{1}”, and “{2}” is gone.").replace("{0}", marks_text(number.told))]
        joined = sum(isinstance(edit.before, Annotation) and edit.after is None for edit in change.edits)
        if number.more:
            said.append(self.tr("So do marks of other coders that you do not see."))
        elif joined:
            lost = self.tr("{0} of them join a mark of “{1}” by the same coder on the same words, notes and all.")
            said.append(lost.replace("{0}", str(joined)))
        question = self.tr("Merge “{2}” into “{1}”?")
        question, told = (text.replace("{1}", names[1]).replace("{2}", names[0]) for text in (question, " ".join(said)))
        if confirmed(self.view, question, told, self.tr("Merge tags")) and self.do(lambda: change):
            self.read()
            self.view.tree.choose(kept.id)

    def _session_attempt(self, build: Callable[[], Change]) -> Change | None:
        try:
            return build()
        except AnnotatorError as error:
            self.view.problem.tell(error)
            return None

    def split(self, tag: Tag) -> None:
        """Ask which marks go to a new tag."""
        from annotator.ui.tags.splitting import SplitDialog

        project, veil = self._session.project, self._veils.veil
        marks = self._session.attempt(lambda: project.annotations(tags=[tag.id])) or []
        marks = [mark for mark in marks if not veil.withholds(mark)]

        def save(name: str, chosen: list[Annotation], below: bool) -> None:
            change = tag_sets.split(project, tag, name, chosen, below=below)
            self._session.do_or_raise(change)
            self.read()
            self.view.tree.choose(change.edits[0].value.id)

        dialog = SplitDialog(tag, marks, project.tags.attributes_of(tag.id), save, self._theme, self.view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _retire(self, tag: Tag) -> None:
        project = self._session.project
        if not self.do(lambda: (tag_sets.reinstate if tag.retired else tag_sets.retire)(project, tag)):
            return
        if not tag.retired:
            said = self.tr("“{0}” is offered for no new mark. Its marks stay.").replace("{0}", isolate(tag.name))
            self.view.problem.say(said)

    def _delete_type(self, kind: RelationType | None) -> None:
        if kind is None:
            return
        project = self._session.project
        number = sum(one.type == kind.id for one in project.relations())
        question = self.tr("Delete the relation “{0}”?").replace("{0}", isolate(kind.name))
        said = self.tr("{0} will be deleted with it.").replace("{0}", relations_text(number))
        if not number or confirmed(self.view, question, said, self.tr("Delete relation")):
            self.do(lambda: relations.delete_type(project, kind))

    # Menus.

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.view.of_relations:
            kind = self._type()
            menu.addAction(self.tr("Add relation…"), self._add_one)
            if kind is not None:
                menu.addAction(self.tr("Delete…"), partial(self._delete_type, kind))
        else:
            menu.addAction(self.tr("Add tag…\tIns"), partial(self._add, None, self.view))
            tag = self._tag()
            if tag is not None:
                self._fill(menu, tag)
        menu.popup(at)

    def _fill(self, menu: QMenu, tag: Tag) -> None:
        tags = self._session.project.tags
        named = isolate(tag.name).replace("&", "&&")
        menu.addAction(self.tr("Add tag under “{0}”…").replace("{0}", named), partial(self._add, tag.id, self.view))
        menu.addSeparator()
        for text, way in (
            (self.tr("Move up\tAlt+Up"), "up"),
            (self.tr("Move down\tAlt+Down"), "down"),
            (self.tr("Move under the one above\tAlt+Right"), "in"),
            (self.tr("Move out\tAlt+Left"), "out"),
        ):
            menu.addAction(text, partial(self.step, tag.id, way))
        menu.addSeparator()
        below = menu.addMenu(self.tr("Merge into"))
        for other in tags:
            if other.id != tag.id:
                below.addAction(tag_label(other, tags).replace("&", "&&"), partial(self.merge, tag, other))
        below.setEnabled(not below.isEmpty())
        menu.addAction(self.tr("Split…"), partial(self.split, tag)).setEnabled(bool(self._counts().get(tag.id)))
        menu.addAction(self.tr("Reinstate") if tag.retired else self.tr("Retire"), partial(self._retire, tag))
        menu.addAction(self.tr("Delete…\tDel"), partial(self._delete, tag.id, self.view))

    # Files.

    def _ask_template(self) -> None:
        from annotator.ui.template_dialog import TemplateDialog

        folder = str(self._session.project.path.parent)
        dialog = TemplateDialog(self.tr("Take in a tag set"), self.tr("Take in"), folder, self._theme, self.view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.take_in(dialog.chosen()))
        dialog.open()

    def take_in(self, found: WrittenTagSet) -> None:
        """Take a tag set in, and say what came of it."""
        taken: list[tag_set_files.Taken] = []

        def build() -> Change:
            taken.append(tag_set_files.take_in(self._session.project, found))
            return taken[0].change

        if not self.do(build):
            return
        told = taken[0]
        if not told.change.edits:
            self.view.problem.say(self.tr("All of it is in the project already."))
        elif told.keys_taken:
            said = self.tr("Without their keys, which other tags have: {0}.")
            self.view.problem.say(said.replace("{0}", ", ".join(map(isolate, told.keys_taken))))

    def _save(self) -> None:
        project = self._session.project
        start = project.path.with_name(project.path.stem + tag_set_files.SUFFIX)
        path, _ = QFileDialog.getSaveFileName(
            self.view, self.tr("Save the tag set"), str(start), self.tr("Tag sets (*.tags.json *.json)")
        )
        if not path:
            return
        try:
            tag_set_files.export(project, path if path.endswith(".json") else path + tag_set_files.SUFFIX)
        except AnnotatorError as error:
            self.view.problem.tell(error)
