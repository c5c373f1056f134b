"""Nothing leaves the machine, and no word of a matter is left outside the files that were asked for."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CANARY = "Zyxquandar4417"
_STRACE = shutil.which("strace")
_FAR = re.compile(r"sa_family=AF_INET6?\b.*?(?:inet_addr\(\"([^\"]+)\"\)|inet_pton\(AF_INET6, \"([^\"]+)\")")
_KNOWN = {"AF_UNIX", "AF_NETLINK", "AF_INET", "AF_INET6", "AF_UNSPEC"}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="homes and signals of another kind")


@dataclass(frozen=True)
class Journey:
    """A journey that was made, and what the system saw of it."""

    folder: Path
    said: str
    calls: list[str]
    """Network calls; empty where nothing can watch them."""


def watched(script: list[str], log: Path, environment: dict[str, str]) -> tuple[str, list[str]]:
    """What the script printed, and every call of the network that it and its children made."""
    watch = (
        [_STRACE, "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", str(log)] if _STRACE else []
    )
    ran = subprocess.run(
        [*watch, sys.executable, *script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert CANARY not in ran.stderr
    return ran.stdout, log.read_text(errors="replace").splitlines() if _STRACE else []


def far(calls: list[str]) -> list[str]:
    """Calls that name an address which is not this machine, or a family of sockets that nobody expects."""
    found = []
    for call in calls:
        if any(family not in _KNOWN for family in re.findall(r"\bAF_\w+", call)):
            found.append(call)
        addresses = [one or other for one, other in _FAR.findall(call)]
        if any(not (a.startswith("127.") or a in ("::1", "0.0.0.0", "::")) for a in addresses):  # noqa: S104
            found.append(call)
    return found


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    folder = tmp_path_factory.mktemp("journey")
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
    }
    script = [str(Path(__file__).with_name("journey.py")), str(folder), CANARY]
    said, calls = watched(script, folder / "calls.txt", environment)
    yield Journey(folder, said, calls)
    shutil.rmtree(folder, ignore_errors=True)


def test_the_journey_was_made(journey: Journey) -> None:
    told = dict(line.rsplit(" ", 1) for line in journey.said.splitlines())
    assert int(told["findings"]) >= 1
    assert int(told["faults"]) >= 2, "the crash and the fault were noticed"
    assert told["problems"] == "0"
    assert [told[f"command {name}"] for name in ("demo", "analyze")] == ["0", "0"]
    for made in (
        "case.matter",
        "exhibits/exhibit.pdf",
        "exhibits/copy/manifest.json",
        "exhibits/demo/exhibit.pdf",
    ):
        assert (journey.folder / "work" / made).is_file(), made


@pytest.mark.skipif(not _STRACE, reason="strace is not installed")
def test_no_connection_leaves_the_machine(journey: Journey) -> None:
    assert journey.calls, "nothing was watched"
    assert far(journey.calls) == []


@pytest.mark.skipif(not _STRACE, reason="strace is not installed")
def test_a_connection_that_leaves_the_machine_would_be_seen(tmp_path: Path) -> None:
    script = "import socket; s = socket.socket(); s.setblocking(False); s.connect_ex(('192.0.2.1', 9))"
    _, calls = watched(["-c", script], tmp_path / "calls.txt", dict(os.environ))
    assert far(calls)


def test_no_word_of_the_matter_lies_outside_the_files_that_were_asked_for(journey: Journey) -> None:
    work = journey.folder / "work"
    asked = [work / name for name in ("case.matter", "case backups", "library", "texts", "exhibits")]
    forms = [
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        CANARY.lower().encode(),
        CANARY.encode().hex().encode(),
    ]
    found, searched = [], 0
    for path in journey.folder.rglob("*"):
        if any(path == place or place in path.parents for place in asked) or not path.is_file():
            continue
        searched += 1
        content = path.read_bytes()
        if any(form in content for form in forms) or CANARY in path.name:
            found.append(str(path.relative_to(journey.folder)))
    assert searched > 0
    assert found == []


def test_the_canary_is_in_the_files_that_were_asked_for(journey: Journey) -> None:
    """Else the search above would search for nothing."""
    assert CANARY.encode() in (journey.folder / "work" / "exhibits" / "a.json").read_bytes() or (
        CANARY in (journey.folder / "work" / "exhibits" / "reply.txt").read_text()
    )
    copied = (journey.folder / "work" / "exhibits" / "copy").rglob("*")
    assert any(CANARY.encode() in path.read_bytes() for path in copied if path.is_file())


def test_a_crash_leaves_no_image_of_the_memory() -> None:
    script = (
        "import resource, workbench.cli as cli\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)\n"
        "cli.app = lambda: print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
        "cli.main()"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n"
