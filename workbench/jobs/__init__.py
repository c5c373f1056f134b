"""A workflow in a child process: progress, cancel, crash.

The window never waits for a workflow and never shares a process with a model: what goes wrong over there
comes back as a sentence.
"""

from workbench.jobs.news import Cancelled, Done, Failed, News, Partial
from workbench.jobs.worker import Job, Worker

__all__ = ["Cancelled", "Done", "Failed", "Job", "News", "Partial", "Worker"]
