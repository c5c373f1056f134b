"""What the actions of reviewing do: notes, decisions about many, second opinions, attempts."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from workbench.ui.actions import Actions
from workbench.ui.window import Window


class ReviewCommands(QObject):
    """Joins them to the window's parts."""

    def __init__(self, window: Window, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._page = window.review_page
        self._actions = actions
        page, card = self._page, self._page.card
        actions.connect_to(
            {
                "preset": card.offer_presets,
                "withheld": lambda: self._desk.withhold_note(actions["withheld"].isChecked()),
                "save_next": self._save_and_go_on,
                "alike": self._find_alike,
                "accept": page.accept_proposed,
                "ignore": self._ignore,
                "codes": self._edit_codes,
                "reviewer": self._change_reviewer,
                "alone": lambda: self._desk.review_alone(actions["alone"].isChecked()),
                "agreement": self._show_agreement,
                "attempts": self._show_attempts,
                "privileged": self._mark_output,
                "by_work": lambda: page.findings.facets.group_by_work(actions["by_work"].isChecked()),
            }
        )
        page.findings.facets.grouped.connect(actions["by_work"].setChecked)
        card.note.save_wanted.connect(self._save_and_go_on)
        card.note.editor_wanted.connect(self._edit_codes)
        card.attempts_wanted.connect(self._show_attempts)
        window.outline.attempts_wanted.connect(self._show_attempts_of)
        desk = self._desk
        for change in (
            desk.matter_changed,
            desk.output_changed,
            desk.screening_changed,
            desk.finding_changed,
            desk.decided,
            desk.proposals_changed,
            desk.reviewer_changed,
        ):
            change.connect(self._weigh)
        for change in (desk.output_changed, desk.outputs_changed):
            change.connect(self._show_privilege)
        self._weigh()

    def _show_privilege(self) -> None:
        review = self._desk.review
        number = review.output_id if review else None
        self._actions["privileged"].setChecked(
            any(entry.privileged for entry in self._desk.outputs() if entry.id == number)
        )

    def _weigh(self) -> None:
        """Allow what can be done now."""
        desk, actions = self._desk, self._actions
        review = desk.review
        finding = review.finding if review else None
        decidable = finding is not None and review is not None and not review.provisional
        own = desk.own_decision(finding.id) if finding else None
        said = own is not None and bool(own.code or own.note)
        actions.enable("note preset save_next ignore", decidable)
        actions.enable("alike", decidable and said)
        actions.enable("withheld", decidable and bool(own and own.note))
        actions.enable("accept", bool(desk.proposals))
        actions.enable("by_work", bool(review and review.findings))
        actions.enable("codes reviewer alone agreement attempts", desk.matter is not None)
        actions.enable("privileged", review is not None)
        actions["withheld"].setChecked(bool(own and own.privileged))
        actions["alone"].setChecked(desk.alone)

    def _save_and_go_on(self) -> None:
        self._page.card.keep_note()
        if not self._page.findings.step_undecided():
            self._desk.noted.emit(self.tr("Every finding that is listed is decided."))
        self._page.findings.table.setFocus()

    def _find_alike(self) -> None:
        self._page.card.keep_note()
        review = self._desk.review
        if review is None or review.analysis is None or review.focus is None:
            return
        place = (review.analysis, review.focus)
        errand = self._window.errands.find_alike(*place)
        if errand:
            errand.done.connect(lambda found: self._offer_alike(place, found))

    def _offer_alike(self, place: tuple[int, int], found: list[tuple[int, int]]) -> None:
        from workbench.ui.alike_dialog import AlikeDialog

        review = self._desk.review
        if review is None or (review.analysis, review.focus) != place:
            return
        if not found:
            self._desk.noted.emit(self.tr("No other finding of the matter has these source words."))
            return
        dialog = AlikeDialog(self._desk, found, self._window)
        dialog.accepted.connect(lambda: self._desk.decide_alike(dialog.chosen))
        dialog.open()

    def _ignore(self) -> None:
        from workbench.evidence import Policy

        review = self._desk.review
        if review is None or review.finding is None:
            return
        before = self._desk.ignored()
        after = Policy(ignored=before).ignoring(review.document.text, review.finding).ignored
        if after == before:
            self._desk.noted.emit(
                self.tr("These words are ignored already, or there are none to be ignored.")
            )
        elif self._desk.set_ignored(after):
            self._window.jobs_row.say(
                self.tr("Ignored from the next analysis on: {0}").format("; ".join(after[len(before) :])),
                ((self.tr("Analyse again"), self._actions["analyse"].trigger),),
            )

    def _edit_codes(self) -> None:
        from workbench.ui.codes_dialog import CodesDialog

        CodesDialog(self._desk, self._actions.taken_keys(), self._window).open()

    def _change_reviewer(self) -> None:
        name, given = QInputDialog.getText(
            self._window,
            self.tr("Reviewer"),
            self.tr("Every change is signed with this name:"),
            text=self._desk.reviewer,
        )
        if given:
            self._page.card.keep_note()
            self._desk.sign_as(name)
            self._desk.noted.emit(self.tr("Changes are signed by {0}.").format(self._desk.reviewer))

    def _show_agreement(self) -> None:
        from workbench.ui.agreement_dialog import AgreementDialog

        dialog = AgreementDialog(self._desk, self._window)
        dialog.finding_wanted.connect(self._go_to)
        dialog.show()

    def _go_to(self, output: int, finding: int) -> None:
        self._window.choose_output(output)
        self._desk.choose_finding(finding)

    def _show_attempts(self) -> None:
        review = self._desk.review
        self._show_attempts_of(review.output_id if review else None)

    def _show_attempts_of(self, output: int | None) -> None:
        from workbench.ui.attempts_page import AttemptsPage

        AttemptsPage(self._desk, self._window.theme, output, self._window).show()

    def _mark_output(self) -> None:
        review = self._desk.review
        if review is not None:
            self._desk.mark_output(review.output_id, self._actions["privileged"].isChecked())
