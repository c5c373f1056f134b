"""What Windows can be asked to hold: a job object that limits memory and processes, and ends with its parent.

See "Job Objects" in the Windows documentation; the numbers are those of winnt.h.
"""

import subprocess
import sys
from typing import Any

from workbench.intake.sandbox.limits import Limits

_PROCESSES, _JOB_MEMORY, _DIE_ON_ERROR, _KILL_ON_CLOSE = 0x8, 0x200, 0x400, 0x2000
_EXTENDED_LIMITS = 9
_WITH_TESSERACT = 2
"""Processes: the child, and one that it may start."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("transfers", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )


def confine(process: "subprocess.Popen[bytes]", limits: Limits) -> Any:
    """Put a process into a job; gives what `release` takes. Elsewhere than on Windows it does nothing."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        rules = _Extended()
        rules.basic.flags = _PROCESSES | _JOB_MEMORY | _DIE_ON_ERROR | _KILL_ON_CLOSE
        rules.basic.processes = _WITH_TESSERACT
        rules.job_memory = limits.memory_for(0)
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(rules), ctypes.sizeof(rules))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(int(process._handle)))
        return job
    return None


def release(job: Any) -> None:
    """Let go of a job, which ends what is left in it."""
    if sys.platform == "win32" and job is not None:
        ctypes.WinDLL("kernel32").CloseHandle(job)
