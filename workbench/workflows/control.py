"""What the controls of libraries say of an analysis against them."""

from collections.abc import Sequence
from importlib.metadata import version

from workbench.evidence import NO_CONTROL, Control
from workbench.evidence.control import STALE, summary
from workbench.library import Library, control_of


def engine(semantic: bool = False) -> str:
    """The versions that false findings depend on."""
    packages = ["attribution-workbench", "numpy", "rapidfuzz"]
    if semantic:
        packages += ["faiss-cpu", "sentence-transformers", "torch", "transformers"]
    return ", ".join(f"{name} {version(name)}" for name in packages)


def control_over(libraries: Sequence[Library]) -> tuple[Control, str]:
    """The control of `libraries` and its summary for a reader, empty where it was not run on all of them.

    Of several, it is one by meaning if all are. Raises LibraryFault for a control that is damaged.
    """
    found = [(library, control_of(library.path)) for library in libraries]
    calibrated = [(library, control) for library, control in found if control is not None]
    if not calibrated or len(calibrated) < len(found):
        return NO_CONTROL, ""
    if any(
        control.engine != engine(control.semantic) or control.state != library.status().state
        for library, control in calibrated
    ):
        return Control(stale=True), STALE
    trials = tuple(control.control for _, control in calibrated)
    names = [library.name for library, _ in calibrated]
    semantic = all(control.semantic for _, control in calibrated)
    texts = [len(control.texts) for _, control in calibrated]
    return Control(trials, semantic=semantic), summary(names, texts, trials, semantic)
