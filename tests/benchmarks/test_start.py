"""How long the program takes to answer, beside a bare interpreter started in the same run.

pytest tests/benchmarks/test_start.py --benchmark-only
"""

import subprocess
import sys
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

WINDOW = """
import sys, time
from workbench.ui.main import application, open_window
app = application()
window = open_window(app)
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
app.processEvents()
sys.stdout.write(' '.join(name for name in ('torch', 'faiss', 'numpy') if name in sys.modules))
sys.stdout.flush()
import os
os._exit(0)
"""


def seconds(*arguments: str) -> float:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    elapsed = time.perf_counter() - started
    assert "torch" not in done.stdout
    assert "faiss" not in done.stdout
    return elapsed


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("workbench --help", ("-m", "workbench", "--help")),
        ("the window, shown and painted", ("-c", WINDOW)),
    ],
)
def test_start(
    benchmark: BenchmarkFixture, monkeypatch: pytest.MonkeyPatch, name: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    bare = min(seconds("-c", "pass") for _ in range(5))
    benchmark.pedantic(seconds, arguments, rounds=7, warmup_rounds=1)
    median = benchmark.stats.stats.median
    benchmark.extra_info.update(bare_interpreter_s=round(bare, 3), ratio=round(median / bare, 1))
    sys.stdout.write(f"\n{name}: {median:.3f} s, {median / bare:.1f} times a bare interpreter\n")
