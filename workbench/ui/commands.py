"""What each action does, and when it can be done."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QMenu, QMessageBox

from workbench.domain.code import offered
from workbench.domain.exhibit import Selection
from workbench.ui.actions import Actions
from workbench.ui.fonts import DOCUMENT_SIZE, usual_typeface
from workbench.ui.review_commands import ReviewCommands
from workbench.ui.settings import SIZES, least_weight, typeface
from workbench.ui.theme import CHOICES
from workbench.ui.window import Window

if TYPE_CHECKING:
    from workbench.ui.how_it_works import HowItWorks


class Commands(QObject):
    """Joins the actions to the window's parts."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._page = window.review_page
        self.actions = Actions(window, window.menuBar())
        self._help: HowItWorks | None = None
        self._size = int(str(QSettings().value("type", DOCUMENT_SIZE)))
        self._join()
        self._of_review = ReviewCommands(window, self.actions)
        self._offer_codes()
        self._show_choices()
        self._list_from()
        self._weigh()
        desk = self._desk
        for change in (
            desk.matter_changed,
            desk.output_changed,
            desk.screening_changed,
            desk.finding_changed,
            desk.libraries_changed,
        ):
            change.connect(self._weigh)
        for change in (desk.matter_changed, desk.codes_changed):
            change.connect(self._offer_codes)
        window.outline.analysis_wanted.connect(self._analyse_output)
        desk.undo_stack.indexChanged.connect(lambda _: self._weigh())

    def _join(self) -> None:
        window, doors, desk, page = self._window, self._window.doors, self._desk, self._page
        self.actions.connect_to(
            {
                "new": doors.new_matter,
                "open": doors.ask_matter,
                "sample": doors.open_sample,
                "export": self._export,
                "verify": self._verify,
                "close": desk.close_matter,
                "quit": window.close,
                "paste": window.start_composing,
                "files": doors.ask_files,
                "analyse": self._analyse,
                "library_page": self._show_library,
                "library": doors.ask_library,
                "folder": doors.ask_folder,
                "rights": self._show_rights,
                "analyse_all": self._analyse_all,
                "next": lambda: self._step(1),
                "previous": lambda: self._step(-1),
                "note": page.card.edit_note,
                "advance": lambda: self._keep("advance", bool),
                "undo": desk.undo_stack.undo,
                "redo": desk.undo_stack.redo,
                "next_source": lambda: desk.step_source(1),
                "previous_source": lambda: desk.step_source(-1),
                "copy_place": page.texts.copy_with_place,
                "find": window.find_box.begin,
                "filter": page.findings.filter.setFocus,
                "outline": lambda: window.outline.setVisible(self.actions["outline"].isChecked()),
                "findings": lambda: page.findings.setVisible(self.actions["findings"].isChecked()),
                "card": lambda: page.card.setVisible(self.actions["card"].isChecked()),
                "larger": lambda: self._resize(1),
                "smaller": lambda: self._resize(-1),
                **{choice: partial(self._colour, choice) for choice in CHOICES},
                "in_step": lambda: self._keep("in_step", page.texts.scroll_in_step),
                "struck": lambda: self._keep("struck", desk.show_struck),
                "beside": lambda: self._keep("beside", page.put_beside),
                "lines": lambda: self._keep("lines", page.texts.show_lines),
                "settings": self._show_settings,
                "how": self._show_help,
                "keys": self._show_keys,
                "about": self._about,
            }
        )

    def _show_rights(self) -> None:
        from workbench.ui.rights_summary import RightsSummary

        review = self._desk.review
        if review and review.screening:
            RightsSummary(review.screening.analysis, self._window).open()

    def _show_choices(self) -> None:
        for name in ("outline", "findings", "card"):
            self.actions[name].setChecked(True)
        texts = self._page.texts
        kept: dict[str, tuple[str, Callable[[bool], object]]] = {
            "advance": ("no", bool),
            "in_step": ("yes", texts.scroll_in_step),
            "struck": ("yes", self._desk.show_struck),
            "beside": ("no", self._page.put_beside),
            "lines": ("yes", texts.show_lines),
        }
        for name, (usual, switch) in kept.items():
            self.actions[name].setChecked(QSettings().value(name, usual) == "yes")
            switch(self.actions[name].isChecked())
        texts.lock_pressed.connect(self.actions["in_step"].trigger)
        for choice in CHOICES:
            self.actions[choice].setChecked(choice == self._window.theme.choice)
        self._resize(0)

    def _offer_codes(self) -> None:
        self.actions.offer(offered(self._desk.codes()), self._decide)
        self._weigh()

    def _weigh(self) -> None:
        """Allow what can be done now."""
        desk, actions = self._desk, self.actions
        review = desk.review
        finding = review.finding if review else None
        decidable = finding is not None and review is not None and not review.provisional
        place = review.source_place if review else None
        actions.enable("export verify close paste files library folder", desk.matter is not None)
        actions.enable("library_page", bool(desk.libraries()))
        actions.enable("analyse", review is not None and not review.provisional)
        actions.enable("rights", bool(review and review.screening))
        actions.enable("next previous filter", bool(review and review.findings))
        actions.enable("find copy_place", review is not None)
        self._window.find_box.setEnabled(review is not None)
        actions.enable_codes(decidable)
        actions.enable("analyse_all", desk.matter is not None)
        actions.enable("next_source previous_source", place is not None and place.count > 1)
        actions.enable("undo", desk.undo_stack.canUndo())
        actions.enable("redo", desk.undo_stack.canRedo())
        actions["undo"].setText(self.tr("Undo {0}").format(desk.undo_stack.undoText()).strip())
        actions["redo"].setText(self.tr("Redo {0}").format(desk.undo_stack.redoText()).strip())

    def _step(self, by: int) -> None:
        self._page.card.keep_note()
        self._page.findings.step(by)

    def _decide(self, code: str) -> None:
        self._page.decide(code)
        if self.actions["advance"].isChecked():
            self._page.findings.step(1)

    def _keep(self, name: str, switch: Callable[[bool], object]) -> None:
        """Do what a ticked action says, and remember it."""
        ticked = self.actions[name].isChecked()
        QSettings().setValue(name, "yes" if ticked else "no")
        switch(ticked)

    def _resize(self, by: int) -> None:
        self._set_size(self._size + by)

    def _set_size(self, pixels: int) -> None:
        self._size = min(max(pixels, SIZES.start), SIZES.stop - 1)
        QSettings().setValue("type", self._size)
        family = typeface() or usual_typeface()
        for side in (self._page.texts.output, self._page.texts.source):
            side.pane.set_type(family, self._size)

    def _colour(self, choice: str) -> None:
        self._window.theme.choose(choice)
        for name in CHOICES:
            self.actions[name].setChecked(name == choice)

    def _analyse(self) -> None:
        """Analyse the output; ask first when decisions hang on an earlier analysis."""
        review = self._desk.review
        codes = [decision for decision in review.decisions.values() if decision.code] if review else []
        if not codes:
            self._page.panel.analyse()
            return
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Analyse again"))
        box.setText(self.tr("Findings of this output that are decided: {0:,}").format(len(codes)))
        box.setInformativeText(
            self.tr(
                "The decisions stay with the earlier analysis in the audit trail, and are proposed for the "
                "findings of the new one that are the same."
            )
        )
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Yes).setText(self.tr("Analyse again"))
        box.accepted.connect(self._page.panel.analyse)
        box.open()

    def _analyse_all(self) -> None:
        libraries = self._page.panel.libraries
        if libraries.chosen:
            self._window.errands.analyse_all(libraries.chosen, libraries.by_meaning)
        else:
            self._desk.faulted.emit(
                self.tr("There is no library to compare with."),
                self.tr("Make one from a folder, or add one that exists."),
            )

    def _analyse_output(self, number: int) -> None:
        self._window.choose_output(number)
        self._analyse()

    def _export(self) -> None:
        from workbench.ui.export_dialog import ExportDialog

        matter = self._desk.matter
        if matter is None:
            return
        self._page.card.keep_note()
        errands = self._window.errands
        dialog = ExportDialog(
            matter.caption(), matter.path, self._window, self._selections(), errands.proof_exhibit
        )
        if dialog.exec() and self._desk.set_caption(dialog.caption):
            errands.print_exhibit(dialog.out, dialog.profile, dialog.selection, dialog.per_source)

    def _selections(self) -> list[tuple[str, Selection]]:
        """What can be printed beside everything: the output on the desk, findings of one code."""
        review = self._desk.review
        chosen = [
            (code.label, Selection(codes=(code.name,))) for code in self._desk.codes() if not code.retired
        ]
        if review is not None and review.analysis:
            name = self.tr("Those of {0}").format(review.document.name)
            chosen.insert(0, (name, Selection(outputs=(review.output_id,))))
        return chosen

    def _verify(self) -> None:
        matter = self._desk.matter
        problems = matter.verify() if matter else []
        if problems:
            self._desk.faulted.emit(problems[0], self.tr("Compare with an earlier copy of the file."))
        else:
            self._desk.noted.emit(self.tr("The audit chain and every original in the matter are sound."))

    def _show_settings(self) -> None:
        from workbench.ui.settings_dialog import SettingsDialog

        codes = {code.key.upper(): code.label for code in offered(self._desk.codes()) if code.key}
        in_matter = self._desk.matter is not None
        dialog = SettingsDialog(
            self._window.theme.choice, codes, self._size, self._window, in_matter=in_matter
        )
        dialog.colour_chosen.connect(self._colour)
        dialog.keys_changed.connect(self.actions.take_keys)
        dialog.type_chosen.connect(self._set_size)
        dialog.accepted.connect(self._list_from)
        dialog.codes_wanted.connect(self.actions["codes"].trigger)
        dialog.open()

    def _list_from(self) -> None:
        """List findings of the weight that the settings say, or more."""
        self._page.findings.list_from(least_weight())

    def _show_library(self) -> None:
        """Open the page of the matter's library; ask which, if there are several."""
        libraries = self._desk.libraries()
        if len(libraries) == 1:
            self._window.show_library(libraries[0])
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for path in libraries:
            menu.addAction(path.name, partial(self._window.show_library, path))
        menu.popup(self._window.mapToGlobal(self._window.rect().center()))

    def _show_help(self) -> None:
        from workbench.ui.how_it_works import HowItWorks

        if self._help is None:
            self._help = HowItWorks(self._window.theme, self._window)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def _show_keys(self) -> None:
        from workbench.ui.help import KeysSheet

        KeysSheet(self._window, offered(self._desk.codes())).open()

    def _about(self) -> None:
        from workbench.ui.about import about_box

        about_box(self._window).open()
