"""Kills writers of matters at random moments, and says what each had acknowledged: one JSON line for each.

Run as `kill_writers.py FOLDER FIRST LAST`: one child for each seed, forked from this warm process.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.code import CODES, Code
from workbench.domain.document import Document
from workbench.domain.exhibit import Caption
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt, AttemptEntry
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.matter import Choice, Matter, read_folder, write_folder

LONGEST = 0.04
"""Seconds that a writer lives, at most."""


class Writer:
    """Does what a reviewer can do, at random, and tells after each change what the trail's head is."""

    def __init__(self, folder, seed, tell):
        self.folder = folder
        self.chance = random.Random(seed)
        self.tell = tell
        self.number = 0
        self.ways = [
            self.add_output, self.record, self.decide, self.decide_all, self.set_caption, self.set_codes,
            self.presets, self.attach, self.attempt, self.edit_attempt, self.mark, self.refuse, self.exhibit,
            self.back_up, self.create, self.export,
        ]  # fmt: skip

    def run(self):
        with Matter.open(self.folder / "0.matter", "R. Reviewer", hold=True) as matter:
            while True:
                self.chance.choice(self.ways)(matter)
                self.tell(matter)

    def text(self, most):
        return "".join(map(chr, self.chance.choices(range(0x20, 0x2000), k=self.chance.randrange(1, most))))

    def document(self, name):
        words = self.text(20_000)
        return Document(name, words, hashlib.sha256(words.encode()).hexdigest())

    def add_output(self, matter):
        output = self.document("reply")
        matter.add_output(output, output.text.encode(), Attempt(prompt=self.text(500)))

    def record(self, matter):
        matter.record(1, screening(matter.output(1), self.document("source")))

    def decide(self, matter):
        matter.decide(1, self.chance.randrange(1, 4), "unsure", self.text(50))

    def decide_all(self, matter):
        matter.decide_all([Choice(1, finding, "reproduced", self.text(50)) for finding in (1, 2, 3)])

    def set_caption(self, matter):
        matter.set_caption(Caption(parties=self.text(50)))

    def set_codes(self, matter):
        matter.set_codes((*CODES, Code(f"own {self.text(9)}", "Own")))

    def presets(self, matter):
        matter.set_note_presets([self.text(50)])

    def attach(self, matter):
        matter.attach_library(self.folder / str(self.chance.random()))

    def attempt(self, matter):
        matter.add_attempts([AttemptEntry(0, Attempt(prompt=self.text(500)), 1, False, "no output")] * 2)

    def edit_attempt(self, matter):
        matter.edit_attempt(replace(self.chance.choice(matter.attempts()), note=self.text(50)))

    def mark(self, matter):
        matter.mark_output(1, self.chance.random() < 0.5)

    def refuse(self, matter):
        matter.record_refusals([(self.text(20), "It holds no text.")])

    def exhibit(self, matter):
        matter.record_exhibit("a.pdf", self.text(9000).encode(), "letter")

    def back_up(self, matter):
        matter.back_up().unlink()
        matter.back_up()

    def create(self, _):
        self.number += 1
        with Matter.create(self.folder / f"{self.number}.matter", "R. Reviewer") as made:
            self.tell(made)

    def export(self, matter):
        self.number += 1
        write_folder(matter, self.folder / f"{self.number} copy", privileged=True)
        read_folder(self.folder / f"{self.number} copy", self.folder / f"{self.number}.matter")


def screening(output, source):
    findings = tuple(
        Finding(number, "lead", source.id, Span(0, 1), Span(0, 1), (), 0, 1, 1, 0.5, 0.0)
        for number in (1, 2, 3)
    )
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), 1),
        (SourceRecord(source.id, source.name, source.sha256, Rights()),),
        findings,
        Coverage(1, 0, 0, (), 1, 1, None),
    )
    return Screening(output, analysis, {source.id: source})


def base(path):
    """The matter that every writer begins with."""
    words = "Words of a reply. " * 100
    output = Document("reply", words, hashlib.sha256(words.encode()).hexdigest())
    with Matter.create(path, "R. Reviewer") as matter:
        matter.add_output(output, words.encode(), Attempt())
        matter.record(1, screening(output, Document("source", "Words.", "0" * 64)))


def killed(folder, seed):
    """What a writer had acknowledged when it was killed: (matter, head) in order."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def tell(matter):
            os.write(writing, f"{matter.path.stem} {matter.head()}\n".encode())

        try:
            Writer(folder, seed, tell).run()
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(random.Random(seed).uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        told = [line.split() for line in lines if line.endswith("\n")]
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"the writer of seed {seed} failed by itself")
    return told


def wrong(folder, told):
    """What does not hold of the matters that a writer left behind, in words; and how many were mid-change."""
    found, journals = [], 0
    paths = [path for path in folder.glob("[0-9]*.matter") if path.stem.isdigit()]
    missing = {name for name, _ in told} - {path.stem for path in paths}
    if missing:
        found.append(f"not there: {missing}")
    for path in paths:
        journals += path.with_name(f"{path.name}-journal").exists()
        began = time.monotonic()
        with Matter.open(path, "R. Reviewer", hold=True) as matter:
            if time.monotonic() - began > 10:
                found.append(f"{path.name} took too long to open")
            if matter.held_by:
                found.append(f"{path.name} is held by the dead")
            found.extend(matter.verify())
            heads = [row.hash for row in matter.audit()]
            if not {head for name, head in told if name == path.stem} <= set(heads):
                found.append(f"{path.name} lost a change that was acknowledged")
            if matter.outputs():
                matter.add_attempt(Attempt())
    for copy in folder.glob("* backups/*.matter"):
        with Matter.open(copy) as matter:
            found.extend(matter.verify())
    return found, journals


def main(folder, first, last):
    base(folder / "base.matter")
    for seed in range(first, last):
        place = folder / str(seed)
        place.mkdir()
        shutil.copy(folder / "base.matter", place / "0.matter")
        told = killed(place, seed)
        found, journals = wrong(place, told)
        print(json.dumps({"seed": seed, "told": len(told), "wrong": found, "journals": journals}), flush=True)
        shutil.rmtree(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
