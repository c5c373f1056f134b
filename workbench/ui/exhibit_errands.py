"""Errands that make an exhibit: its proof, its print, and a second print to compare with."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.exhibit import Caption, Selection
from workbench.ui.desk import Desk
from workbench.ui.errand import Errand, Lane

if TYPE_CHECKING:
    from workbench.jobs import Worker

ANALYSES, LIBRARIES, PAPERS = "analyses", "libraries", "papers"


class ExhibitErrands(QObject):
    """Sends errands down their lanes; prints exhibits for the desk."""

    started = Signal(object)
    """An Errand was taken on."""
    exhibit_made = Signal(Path)
    exhibits_made = Signal(object)
    """All files that were made at once, as a tuple of paths."""

    def __init__(self, desk: Desk, make_worker: "Callable[[], Worker]") -> None:
        super().__init__()
        self._desk = desk
        self._lanes = {name: Lane(make_worker, self) for name in (ANALYSES, LIBRARIES, PAPERS)}
        self._running: list[Errand] = []
        self._printed_as: dict[str, Any] = {}

    def print_exhibit(
        self,
        out: Path,
        profile: str,
        selection: Selection = Selection(),  # noqa: B008 - frozen, and empty
        per_source: bool = False,
    ) -> None:
        """Print the exhibit of the open matter to `out`, or to several files beside it."""
        if self._desk.matter is None:
            return
        errand = self._send(
            PAPERS,
            self.tr("Printing {0}").format(out.name),
            "print_exhibit:print_exhibits",
            matter=self._desk.matter.path,
            out=out,
            profile=profile,
            passphrase=self._desk.matter.passphrase,
            selection=selection,
            per_source=per_source,
        )
        self._printed_as = {"out": out, "profile": profile, "selection": selection, "per_source": per_source}
        errand.done.connect(self._while_open(lambda made: self._exhibit_printed(made, profile, selection)))
        errand.failed.connect(self._desk.faulted)

    def proof_exhibit(self, caption: Caption, profile: str, selection: Selection) -> Errand:
        """Draw the first pages of the exhibit of the open matter; not listed among what runs."""
        matter = self._desk.matter
        arguments = {"caption": caption, "profile": profile, "selection": selection}
        if matter is not None:
            arguments |= {"matter": matter.path, "passphrase": matter.passphrase}
        errand = Errand("", "workbench.workflows.proof:proof_exhibit", arguments)
        self._lanes[PAPERS].add(errand)
        return errand

    def verify_exhibit(self, made: tuple[Path, ...]) -> None:
        """Print again what was printed last, and say whether it is the same to the byte."""
        if self._desk.matter is None:
            return
        errand = self._send(
            PAPERS,
            self.tr("Printing again to compare"),
            "proof:reprint_exhibit",
            matter=self._desk.matter.path,
            passphrase=self._desk.matter.passphrase,
            made=made,
            **self._printed_as,
        )
        errand.done.connect(self._while_open(self._exhibit_compared))
        errand.failed.connect(self._desk.faulted)

    def _send(
        self,
        lane: str,
        title: str,
        workflow: str,
        later: Callable[[], dict[str, Any]] | None = None,
        about: object = None,
        **arguments: Any,
    ) -> Errand:
        """`later` makes the arguments when the errand begins; `about` is what it works on."""
        errand = Errand(title, f"workbench.workflows.{workflow}", later or arguments)
        errand.about = about
        self._running.append(errand)
        errand.ended.connect(lambda: self._running.remove(errand))
        self.started.emit(errand)
        self._lanes[lane].add(errand)
        return errand

    def _while_open(self, slot: Callable[[Any], None]) -> Callable[[Any], None]:
        """`slot`, left out when by then another matter is open."""
        matter = self._desk.matter

        def guarded(value: object) -> None:
            if self._desk.matter is matter:
                slot(value)

        return guarded

    def _exhibit_printed(self, made: tuple[Path, ...], profile: str, selection: Selection) -> None:
        for path in made:
            self._desk.add_exhibit(path, profile, selection.record())
        self.exhibits_made.emit(made)
        self.exhibit_made.emit(made[0])

    def _exhibit_compared(self, differing: tuple[str, ...]) -> None:
        if differing:
            self._desk.faulted.emit(
                self.tr("Printed again, {0} is not the same.").format(", ".join(differing)),
                self.tr("See whether the matter, the profile or the file was changed since."),
            )
        else:
            self._desk.noted.emit(self.tr("Printed again, the exhibit is the same to the byte."))
