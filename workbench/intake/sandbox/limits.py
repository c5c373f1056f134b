"""How much a reading may take, and how the system is made to hold it to that."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

MEGABYTE = 1 << 20
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime"),
    *("/dev/urandom", "/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; the child's own start is not counted."""

    seconds: float = 60.0
    """Waiting time for one file, and as much processor time, before what its size and its scans add."""
    seconds_per_megabyte: float = 5.0
    most_seconds: float = 1800.0
    """However large a file is, and however many scanned pages it has."""
    memory: int = 2048 * MEGABYTE
    """Bytes of address space, before what the file's size adds."""
    memory_per_byte: int = 6
    file_size: int = 256 * MEGABYTE
    """Bytes of one temporary file."""
    open_files: int = 128
    most_text: int = 2048 * MEGABYTE
    """Bytes that one file may unfold to, texts and originals together."""
    most_texts: int = 5_000_000

    def seconds_for(self, size: int) -> float:
        """Seconds that a file of `size` bytes may take."""
        return min(self.seconds + self.seconds_per_megabyte * size / MEGABYTE, self.most_seconds)

    def memory_for(self, size: int) -> int:
        """Bytes of memory that the reading of a file of `size` bytes may take."""
        return self.memory + self.memory_per_byte * size


def limit_process(limits: Limits) -> None:
    """Hold this process to what does not depend on the file that it reads."""
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, limits.file_size)
        _lower(resource.RLIMIT_NOFILE, limits.open_files)


def limit_reading(limits: Limits, size: int, seconds: float) -> None:
    """Hold the next reading, of `size` bytes, to its memory and its processor time."""
    if sys.platform != "win32":
        spent = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime + seconds) + 1)
        if sys.platform == "linux":
            _lower(resource.RLIMIT_AS, limits.memory_for(size))


def _lower(what: int, to: int) -> None:
    """Set the soft limit, which a later file may need to raise again; the hard one stays."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (to if hard == resource.RLIM_INFINITY else min(to, hard), hard))


def program_folders(but: str) -> list[str]:
    """Folders that the program itself is read from: the interpreter, its packages, the system's libraries.

    The root and the folder `but`, where temporary folders lie, are not among them, whatever the path says.
    """
    named = [
        *sys.path,
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        getattr(sys, "_MEIPASS", ""),
        str(Path(sys.executable).parent),
    ]
    found = {os.path.realpath(path) for path in [*named, *_SYSTEM] if path and Path(path).exists()}
    return sorted(found - {os.path.sep, os.path.realpath(but)})
