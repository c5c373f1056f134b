"""A thousand findings as a PDF: within half a minute, and half a gigabyte of memory."""

import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

_SCRIPT = """
import resource, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.exhibits.conftest import make_sample
from workbench.exhibits import write_pdf
sample = make_sample()
part = sample.parts[0]
analysis = part.screening.analysis
short = [finding for finding in analysis.findings if finding.output_words < 200]
findings = tuple(replace(short[n % len(short)], id=n + 1) for n in range(1000))
screening = replace(part.screening, analysis=replace(analysis, findings=findings))
for _ in write_pdf(replace(sample, parts=(replace(part, screening=screening),)), Path(sys.argv[1])):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_a_thousand_findings_are_printed(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    out = tmp_path / "exhibit.pdf"

    def run() -> int:
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(out), str(root)], capture_output=True, check=True, text=True
        )
        return int(done.stdout)

    memory = benchmark.pedantic(run, rounds=1)
    benchmark.extra_info["megabytes of memory"] = memory
    benchmark.extra_info["megabytes of file"] = round(out.stat().st_size / 1e6, 1)
    assert memory <= 500
    assert benchmark.stats is None or benchmark.stats.stats.max <= 30
