"""How a reader says that what it is about to do takes long, so that it is not taken for stuck."""

from collections.abc import Callable


class Patience:
    """Passes a wish for more time on to whoever counts it; where nobody counts, there is time enough."""

    def __init__(self) -> None:
        self.ask: Callable[[float], None] = _nobody_counts
        """Called with seconds. The child sets it to tell its parent, which grants no more than its limits."""


def _nobody_counts(_seconds: float) -> None:
    """Nothing needs to be asked in a process that nobody watches."""


PATIENCE = Patience()
