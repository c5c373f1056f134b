"""A writing child is killed at a random moment: what it had acknowledged is there, and the file opens."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from workbench.matter import Matter

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")

WRITER = """
import hashlib, random, sys
from pathlib import Path
from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.exhibit import Caption
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.matter import Matter

folder, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))


def text():
    return "".join(map(chr, chance.choices(range(0x20, 0x2000), k=chance.randrange(1, 60_000))))


def document(name):
    words = text()
    return Document(name, words, hashlib.sha256(words.encode()).hexdigest())


def add(matter):
    output = document("reply")
    return matter.add_output(output, output.text.encode(), Attempt(prompt=text()))


def record(matter):
    output, source = matter.output(1), document("source")
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
    matter.record(1, Screening(output, analysis, {source.id: source}))


def decide(matter):
    matter.decide(1, chance.randrange(1, 4), "unsure", text()[:50])


def set_caption(matter):
    matter.set_caption(Caption(parties=text()[:50]))


for number in range(1000):
    matter = Matter.create(folder / f"{number}.matter", "R. Reviewer")
    print(number, matter.head(), flush=True)
    add(matter)
    record(matter)
    for _ in range(chance.randrange(30)):
        chance.choice([add, record, set_caption, decide, decide, decide])(matter)
        print(number, matter.head(), flush=True)
    matter.close()
"""


def kill_a_writer(folder, seed):
    """Gives the heads that were acknowledged, by the matter's number."""
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(seed)], stdout=subprocess.PIPE, text=True
    ) as writer:
        first = writer.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.25))
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
    acknowledged = {}
    for line in (first + rest).splitlines():
        number, _, head = line.partition(" ")
        if len(head) == len(hashlib.sha256().hexdigest()):
            acknowledged.setdefault(int(number), []).append(head)
    return acknowledged


def check(folder, seeds):
    left_open = 0
    for seed in seeds:
        acknowledged = kill_a_writer(folder / str(seed), seed)
        made = {int(path.stem) for path in (folder / str(seed)).glob("[0-9]*.matter")}
        assert acknowledged.keys() <= made
        for number in made:
            path = folder / str(seed) / f"{number}.matter"
            left_open += path.with_name(f"{path.name}-journal").exists()
            began = time.monotonic()
            with Matter.open(path, "R. Reviewer") as matter:
                assert time.monotonic() - began < 10
                assert matter.verify() == []
                heads = [row.hash for row in matter.audit()]
                assert set(acknowledged.get(number, [])) <= set(heads)
                matter.attach_library(path)
                assert len(matter.audit()) == len(heads) + 1
    return left_open


def test_thirty_killed_writers_lose_nothing_that_was_acknowledged(tmp_path):
    check(tmp_path, range(30))


@pytest.mark.thorough
def test_three_thousand_killed_writers_lose_nothing_that_was_acknowledged(tmp_path):
    assert check(tmp_path, range(3000)) > 0, "no kill fell into a transaction"
