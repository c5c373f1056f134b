"""The reading of strangers' files in a child process that can reach nothing and take little.

What holds where. Everywhere: a limit on waiting time, after which the child is killed; limits on what comes
back; an audit hook in the child that refuses connections, other programs, and files outside its own folder;
an empty folder of its own, removed afterwards; no pickle from the child. Linux and macOS, by the system:
processor time, size of a written file, open files, no core dump. Linux, by the system: memory, no network
(a namespace without one), no file but the program's own and its folder (Landlock); the last two where the
kernel grants them. macOS: memory is watched twice a second, and the child ended when it takes too much.
Windows: memory and further processes are limited by a job object. The audit hook hears Python, not libraries
in C nor Tesseract: on macOS and Windows only their own restraint keeps those from the network.
"""

from workbench.intake.sandbox.limits import Limits
from workbench.intake.sandbox.sandbox import Sandbox

__all__ = ["Limits", "Sandbox"]
