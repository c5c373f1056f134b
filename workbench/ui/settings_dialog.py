"""The settings: how the window looks, what an analysis counts, which key does what."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.actions import Deed, menus
from workbench.ui.facets import WEIGHTS, Facet, tag_words
from workbench.ui.fonts import usual_typeface
from workbench.ui.furniture import choice, label, push
from workbench.ui.settings import (
    SCALES,
    SIZES,
    key_of,
    least_weight,
    scale,
    set_key,
    set_least_weight,
    set_scale,
    set_typeface,
    strike_public_domain,
    strikes_public_domain,
    typeface,
)

_SIZE = (640, 560)
_KEYS = 2
"""The tab of the keys."""


class SettingsDialog(QDialog):
    """What is chosen counts when it is saved; colours are shown at once, and go back on Cancel."""

    colour_chosen = Signal(str)
    keys_changed = Signal()
    type_chosen = Signal(int)
    """Documents are set in the type of the settings, of so many pixels."""
    codes_wanted = Signal()

    def __init__(
        self,
        colours: str,
        taken: Mapping[str, str],
        type_size: int,
        parent: QWidget | None = None,
        *,
        in_matter: bool = True,
    ) -> None:
        """`taken` are the keys of codes with their labels; `type_size` is that of documents, in pixels."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(*_SIZE)
        self._before = colours
        self._taken = taken
        self.face = choice(["", *QFontDatabase.families()], self.tr("Typeface of the documents"))
        self.face.setItemText(0, self.tr("{0}, as usual").format(usual_typeface()))
        self.face.setCurrentIndex(max(0, self.face.findText(typeface())) if typeface() else 0)
        sizes = [self.tr("{0} px").format(size) for size in SIZES]
        self.size_of_type = choice(sizes, self.tr("Size of the documents’ type"))
        self.size_of_type.setCurrentIndex(SIZES.index(type_size))
        self.weight = choice([self.tr("all")], self.tr("Findings that are listed at first"))
        for bits in map(str, WEIGHTS):
            self.weight.addItem(tag_words(Facet.WEIGHT, bits, ()), bits)
        self.weight.setCurrentIndex(max(0, self.weight.findData(least_weight())) if least_weight() else 0)
        self._deeds = [deed for _, deeds in menus() for deed in deeds]
        self._keys: dict[str, QKeySequenceEdit] = {}
        self._colours, self._scales = QButtonGroup(self), QButtonGroup(self)
        self.public_domain = QCheckBox(self.tr("Strike what stands in works of the public domain only"))
        self.public_domain.setAccessibleName(self.public_domain.text())
        self.public_domain.setChecked(strikes_public_domain())
        self._trouble = label(role="fault", wrap=True)
        self._save = push(self.tr("Save"), self.accept, "primary")
        self._save.setDefault(True)
        self._lay_out(in_matter)
        self._weigh()

    @property
    def keys(self) -> dict[str, QKeySequenceEdit]:
        """Where the key of each thing that can be done is typed, by its name."""
        return self._keys

    @property
    def trouble(self) -> str:
        """Which keys stand in each other's way; empty if none does."""
        return self._trouble.text()

    def accept(self) -> None:
        """Keep what was chosen."""
        chosen = self._scales.checkedButton()
        if chosen:
            set_scale(int(chosen.property("value")))
        strike_public_domain(self.public_domain.isChecked())
        set_least_weight(self.weight.currentData() or "")
        set_typeface(self.face.currentText() if self.face.currentIndex() else "")
        self.type_chosen.emit(SIZES[self.size_of_type.currentIndex()])
        for deed in self._deeds:
            set_key(deed.name, self._key(deed), QKeySequence(deed.key).toString())
        self.keys_changed.emit()
        super().accept()

    def reject(self) -> None:
        """Let everything be as it was."""
        self.colour_chosen.emit(self._before)
        super().reject()

    def _lay_out(self, in_matter: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Settings"), "heading"))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.tabBar().setAccessibleName(self.tr("Parts of the settings"))
        tabs.setAccessibleName(self.tr("Settings"))
        tabs.addTab(self._looks(), self.tr("Looks"))
        tabs.addTab(self._analysis(in_matter), self.tr("Analysis"))
        tabs.addTab(self._key_page(), self.tr("Keys"))
        column.addWidget(tabs, 1)
        column.addWidget(self._trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        usual = push(self.tr("Usual keys"), self._take_usual_keys, "quiet")
        row.addWidget(usual)
        usual.hide()
        tabs.currentChanged.connect(lambda tab: usual.setVisible(tab == _KEYS))
        row.addStretch(1)
        row.addWidget(push(self.tr("Cancel"), self.reject))
        row.addWidget(self._save)
        column.addLayout(row)

    def _looks(self) -> QWidget:
        page, column = _page()
        column.addWidget(label(self.tr("Colours"), "section"))
        for name, words in (
            ("system", self.tr("As the system has them")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        ):
            button = _radio(self._colours, words, name, name == self._before)
            button.clicked.connect(partial(self.colour_chosen.emit, name))
            column.addWidget(button)
        column.addSpacing(16)
        column.addWidget(label(self.tr("Size of the whole window"), "section"))
        row = QHBoxLayout()
        row.setSpacing(16)
        for percent in SCALES:
            row.addWidget(_radio(self._scales, f"{percent} %", percent, percent == scale()))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(self.tr("It changes when the program is started again."), "small", wrap=True))
        column.addSpacing(16)
        column.addWidget(label(self.tr("Type of the documents"), "section"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.face, 1)
        row.addWidget(self.size_of_type)
        column.addLayout(row)
        column.addWidget(label(self.tr("Ctrl++ and Ctrl+- change the size while reading."), "small"))
        column.addStretch(1)
        return page

    def _analysis(self, in_matter: bool) -> QWidget:
        page, column = _page()
        column.addWidget(label(self.tr("What counts"), "section"))
        column.addWidget(self.public_domain)
        said = self.tr(
            "It holds for every matter from the next analysis on, and each analysis keeps on record by which "
            "rules it was made. Words to be ignored belong to a matter; they are in its menu."
        )
        column.addWidget(label(said, "small", wrap=True))
        column.addSpacing(16)
        column.addWidget(label(self.tr("Findings that are listed at first"), "section"))
        column.addWidget(self.weight)
        said = self.tr("The others are filtered, and counted; Clear beside the filters lists them, too.")
        column.addWidget(label(said, "small", wrap=True))
        column.addSpacing(16)
        column.addWidget(label(self.tr("Codes"), "section"))
        said = self.tr("Names, keys, colours and effects of the codes belong to a matter.")
        column.addWidget(label(said, "small", wrap=True))
        codes = push(self.tr("Codes of this matter…"), self.codes_wanted.emit, "quiet")
        codes.setEnabled(in_matter)
        column.addWidget(codes, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(16)
        column.addWidget(label(self.tr("Backups"), "section"))
        said = self.tr(
            "Each matter is copied once a day when it is opened, into a folder beside it; ten days are kept. "
            "A copy holds what the matter holds, and is encrypted where the matter is."
        )
        column.addWidget(label(said, "small", wrap=True))
        column.addStretch(1)
        return page

    def _key_page(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("desk")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        row = 0
        for title, deeds in menus():
            grid.addWidget(label(title.replace("&", ""), "section"), row, 0)
            row += 1
            for deed in deeds:
                said = _plain(deed)
                edit = QKeySequenceEdit(QKeySequence(key_of(deed.name, deed.key)))
                edit.setMaximumSequenceLength(1)
                edit.setClearButtonEnabled(True)
                edit.setFixedWidth(200)
                for part in (edit, *edit.findChildren(QLineEdit)):
                    part.setAccessibleName(self.tr("Key: {0}").format(said))
                edit.keySequenceChanged.connect(lambda _: self._weigh())
                self._keys[deed.name] = edit
                grid.addWidget(label(said), row, 0)
                grid.addWidget(edit, row, 1)
                row += 1
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _take_usual_keys(self) -> None:
        for deed in self._deeds:
            self._keys[deed.name].setKeySequence(QKeySequence(deed.key))

    def _key(self, deed: Deed) -> str:
        return self._keys[deed.name].keySequence().toString()

    def _weigh(self) -> None:
        """Say the first key that two things want, and allow no saving before that is settled."""
        owners: dict[str, str] = dict(self._taken)
        trouble = ""
        for deed in self._deeds:
            key = self._key(deed)
            if key and key in owners:
                trouble = self.tr("{0} is wanted for “{1}” and for “{2}”. Choose another for one of them.")
                trouble = trouble.format(key, owners[key], _plain(deed))
                break
            owners[key] = _plain(deed)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._save.setEnabled(not trouble)


def _plain(deed: Deed) -> str:
    return deed.words.replace("&", "").rstrip("…")


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 16, 0, 8)
    column.setSpacing(4)
    return page, column


def _radio(group: QButtonGroup, words: str, value: object, checked: bool) -> QRadioButton:
    made = QRadioButton(words)
    made.setAccessibleName(words)
    made.setProperty("value", value)
    made.setChecked(checked)
    group.addButton(made)
    return made
