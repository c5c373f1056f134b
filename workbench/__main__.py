"""`python -m workbench` is the command `workbench`."""

import multiprocessing
import sys

from workbench.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen program is its own child process
    sys.exit(main())
