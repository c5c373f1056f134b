"""The whole journey of a privileged text, in its own process: analyse, crash, decide, print, export.

Run as `journey.py FOLDER CANARY`: `FOLDER/work` is where the user's files lie. Prints what it reached.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

SOURCE = "The keeper of the northern light wrote in {0} that the lamp must never be left to burn alone."
OUTPUT = "Nobody asked.\n\nThe keeper of the northern light wrote in {0} that the lamp must never burn.\n"


def wait(window, seconds=240):
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    QApplication.processEvents()
    while window.errands.running:
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.005)
    window.desk.finish_filing()
    QApplication.processEvents()


def command(work, *arguments):
    ran = subprocess.run(
        [sys.executable, "-m", "workbench", *arguments], cwd=work, check=False, capture_output=True, text=True
    )
    print("command", arguments[0], ran.returncode, flush=True)
    (work.parent / "said.txt").open("a").write(ran.stdout + ran.stderr)


def review(work, canary):
    """In the window: a library, a paste, an analysis, a crash, a decision, an exhibit."""
    from PySide6.QtCore import QMimeData

    from workbench.domain.review import Attempt
    from workbench.ui.main import application, open_window

    window = open_window(application())
    window.show()
    desk, errands = window.desk, window.errands
    faults = []
    desk.faulted.connect(lambda message, _: faults.append(message))

    desk.create_matter(work / "case.matter")
    desk.attach_library(work / "library")
    window.compose.begin()
    pasted = QMimeData()
    pasted.setText(OUTPUT.format(canary))
    window.compose.paste(pasted)
    window.compose._analyse.click()
    wait(window)
    desk.matter.add_attempt(Attempt("model-1", f"Recite {canary}."), f"It declined {canary}.")
    killed = []

    def crash(errand):
        worker = errands._lanes["analyses"]._worker
        if not killed and worker and worker.pid:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGSEGV)

    errands.started.connect(lambda errand: errand.changed.connect(lambda: crash(errand)))
    errands.analyse([work / "library"], False)
    wait(window)
    unexpected = {"output": canary, "libraries": (canary,), "semantic": False}
    errand = errands._send("analyses", "A fault", "analyze:analyze", **unexpected)
    errand.failed.connect(desk.faulted)
    wait(window)
    print("faults", len(faults), flush=True)
    errands._send(
        "analyses", "A fault", "analyze:analyze", output=f"{canary}", libraries=(canary,), semantic=True
    )
    wait(window)
    errands.analyse([work / "library"], False)
    wait(window)
    print("findings", len(desk.review.findings), flush=True)
    desk.decide("reproduced")
    desk.write_note(f"Privileged: {canary}.")
    errands.print_exhibit(work / "exhibits" / "exhibit.pdf", "letter")
    wait(window)
    print("problems", len(desk.matter.verify()), flush=True)
    window.close()


def main(folder, canary):
    work = folder / "work"
    (work / "texts").mkdir(parents=True)
    (work / "exhibits").mkdir()
    (work / "texts" / "almanac.txt").write_text(SOURCE.format(canary))
    command(work, "library", "create", "library", "texts")
    review(work, canary)
    command(work, "demo", "--out", "exhibits/demo")
    command(work, "matter", "export", "case.matter", "exhibits/copy")
    command(work, "matter", "verify", "case.matter")
    (work / "exhibits" / "reply.txt").write_text(OUTPUT.format(canary))
    command(work, "analyze", "exhibits/reply.txt", "--library", "library", "--json", "exhibits/a.json")
    (work / "exhibits" / "broken.matter").write_text(canary * 50)
    command(work, "matter", "list", "exhibits/broken.matter")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
