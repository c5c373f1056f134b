"""The child as its parent holds it: fed one file after the other, watched, ended, begun anew."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from workbench.domain.errors import UnreadableDocument
from workbench.intake import reading
from workbench.intake.formats import choose
from workbench.intake.sandbox import frames, watch
from workbench.intake.sandbox.faults import ended, too_large
from workbench.intake.sandbox.letters import unpacked
from workbench.intake.sandbox.limits import Limits
from workbench.intake.suspicions import suspicions
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal

CHILD = "--read-in-sandbox"
"""What a frozen program is started with to be the child."""
_START = 60.0
"""Seconds that the child may take to begin."""
_FILES_FOR_ONE = 500
"""Files after which the child is begun anew, so that nothing that it learned grows without end."""
_STANDARD = Limits()


class Sandbox:
    """Reads files in a child process, begun at the first that needs it and kept for the next.

    A file that breaks, outlasts or outgrows the child is refused with a sentence, and the child begun anew. A
    child that read a hostile file without breaking reads the next, too: what it sends is checked and bounded,
    but a file that took the child over without any sign could falsify the texts of the files after it in the
    same batch, never reach another file or a connection.
    """

    def __init__(self, limits: Limits = _STANDARD) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process number; None while there is none."""
        return self._child.process.pid if self._child else None

    def close(self) -> None:
        """End the child and remove its folder."""
        child, self._child = self._child, None
        if child:
            child.end()

    def take(
        self, name: str, content: bytes, choices: Choices = reading.AUTOMATIC
    ) -> Iterator[Taken | Refusal]:
        """The texts of one file and its unreadable parts, as `reading.take` gives them, read in the child.

        Letters that deceive are told among the warnings of each text. A format that no parser touches, plain
        text, is read in this process. Raises UnreadableDocument.
        """
        with contextlib.closing(self._texts(name, content, choices)) as texts:
            for taken in texts:
                yield taken if isinstance(taken, Refusal) else taken.warned(suspicions(taken.document))

    def _texts(self, name: str, content: bytes, choices: Choices) -> Generator[Taken | Refusal, None, None]:
        if not content:
            yield from reading.take(name, content, choices)  # which says so
            return
        chosen, warnings = choose(name, content, choices.encoding)
        if chosen.needs_no_parser:
            yield from reading.take_as(chosen, warnings, name, content, choices)
            return
        if self._child is None or self._child.files >= _FILES_FOR_ONE:
            self.close()
            self._child = _Child(self._limits)
        whole = False
        try:
            yield from self._child.take(name, content, choices)
            whole = True
        except _Refused as fault:
            whole = True
            raise UnreadableDocument(fault.message, fault.remedy) from None
        finally:
            if not whole:  # it broke, or nobody wants the rest
                self.close()


class _Refused(UnreadableDocument):
    """The child refused a file in good order, and is fit to read the next."""


class _Child:
    def __init__(self, limits: Limits) -> None:
        self.files = 0
        self._limits = limits
        self._folder = tempfile.mkdtemp(prefix="workbench-reading-")
        self.process = subprocess.Popen(  # noqa: S603 - this program itself
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=_environment(self._folder),
            start_new_session=True,  # so that what it starts can be ended with it
        )
        assert self.process.stdin and self.process.stdout  # noqa: S101 - for the type checker
        self._orders: BinaryIO = self.process.stdin  # type: ignore[assignment]  # IO[bytes] is one
        self._replies: BinaryIO = self.process.stdout  # type: ignore[assignment]
        self._watch = watch.Watch(self.process, limits, self._kill)
        with contextlib.suppress(OSError):  # a child that died shows it in its reply
            frames.send(self._orders, {"limits": asdict(limits), "folder": self._folder})
        self._started = False

    def end(self) -> None:
        """Kill it, wait for it, and remove what it left."""
        self._watch.stop()
        self._kill()
        self.process.wait()
        for pipe in (self._orders, self._replies):
            with contextlib.suppress(OSError):
                pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _kill(self) -> None:
        """Kill it and what it started; once, for its number may be another's when it was waited for."""
        if self.process.returncode is not None:
            return
        if sys.platform == "win32":  # the job ends what was started in it
            self.process.kill()
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def take(self, name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
        """The texts of one file. Raises UnreadableDocument, as _Refused while the child is sound."""
        self.files += 1
        self._start(name)
        seconds = self._limits.seconds_for(len(content))
        self._watch.grant(seconds)
        self._watch.size = len(content)
        with contextlib.suppress(OSError), self._watch.waiting():
            frames.send(
                self._orders, {"name": name, "choices": asdict(choices), "seconds": seconds}, [content]
            )
        room, texts = self._limits.most_text, 0
        while True:
            record, parts = self._receive(name, room)
            room -= sum(map(len, parts))
            match record.get("kind"):
                case "taken" | "part refused" | "elsewhere":
                    texts += 1
                    if texts > self._limits.most_texts:
                        raise too_large(name)
                    yield self._checked(name, record, parts, content)
                case "longer":
                    self._watch.extend(min(float(record["seconds"]), self._limits.most_seconds))
                case _:
                    fault = ended(name, record)
                    if fault is None:
                        return
                    sound = record.get("kind") in {"refused", "fault", "caught"}
                    raise _Refused(fault.message, fault.remedy) if sound else fault

    def _start(self, name: str) -> None:
        if not self._started:
            self._watch.grant(_START)
            self._receive(name, 0)
            self._started = True

    def _receive(self, name: str, room: int) -> tuple[dict[str, Any], list[bytes]]:
        try:
            with self._watch.waiting():
                return frames.receive(self._replies, room)
        except OverflowError:
            raise too_large(name) from None
        except (frames.Torn, OSError):
            self._kill()
            raise self._watch.post_mortem(name, self.process.wait()) from None

    @staticmethod
    def _checked(name: str, record: dict[str, Any], parts: list[bytes], content: bytes) -> Taken | Refusal:
        try:
            return unpacked(record, parts, content)
        except frames.Torn:
            raise UnreadableDocument(
                f"The reader of {name} gave back what cannot be its text.",
                "Open it in the program that made it, save it anew, and choose that file.",
            ) from None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD]
    return [sys.executable, "-P", "-m", "workbench.intake.sandbox.child"]


def _environment(folder: str) -> dict[str, str]:
    """No more of this program's surroundings than the child needs to start."""
    kept = ("PATH", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TESSDATA_PREFIX")
    house = Path(reading.__file__).resolve().parents[2]
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PYTHONPATH": os.pathsep.join([str(house), *(path for path in sys.path if path)]),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "MALLOC_ARENA_MAX": "2",
        **dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "USERPROFILE"), folder),
    }
