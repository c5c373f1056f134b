"""Progress bars, tables and JSON on a terminal."""

import json
import sys
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from workbench.domain.progress import Progress

Result = TypeVar("Result")


def run(workflow: Generator[Any, None, Result]) -> Result:
    """What `workflow` returns; its progress is drawn on standard error, one bar for each step."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<22}", markup=False),
        BarColumn(32),
        TextColumn("{task.fields[count]:>13}", markup=False),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}
        current = ""
        while True:
            try:
                step = next(workflow)
            except StopIteration as finished:
                _finish(bars, tasks, current)
                result: Result = finished.value
                return result
            if not isinstance(step, Progress):
                continue
            if step.label != current:
                _finish(bars, tasks, current)
                current = step.label
            if current not in tasks:
                tasks[current] = bars.add_task(current, total=None, count="")
            bars.update(
                tasks[current],
                completed=step.done,
                total=step.total or None,
                count=f"{step.done:,}/{step.total:,}" if step.total else "",
            )


def _finish(bars: Any, tasks: dict[str, Any], label: str) -> None:
    if label in tasks:
        task = bars.tasks[tasks[label]]
        total = task.total or task.completed or 1
        count = f"{int(total):,}/{int(total):,}" if task.total else ""
        bars.update(tasks[label], total=total, completed=total, count=count)
        bars.stop_task(tasks[label])


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> None:
    """Print a table on standard output; the columns in `numbers` are set flush right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(column, justify="right" if column in numbers else "left")
    for row in rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    console = Console() if sys.stdout.isatty() else Console(width=120)
    console.print(drawn)


def problems(found: Sequence[str], sound: str) -> None:
    """Say that all is `sound`; or print each problem and end with the status of bad input."""
    if not found:
        say(sound)
        return
    for problem in found:
        warn(problem)
    raise SystemExit(3)


def counted(number: int, noun: str) -> str:
    """`1 work`, `2 works`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def say(line: str = "") -> None:
    """Print a line on standard output."""
    sys.stdout.write(printable(line) + "\n")


def warn(line: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(printable(line) + "\n")


def printable(text: str) -> str:
    """`text` without characters that would command the terminal, each replaced by its code point."""
    return "".join(
        character if character.isprintable() or character in "\n " else f"<U+{ord(character):04X}>"
        for character in text
    )


def write_json(target: str, content: str) -> None:
    """Write `content` to the file `target`, whole or not at all; `-` is standard output."""
    if target == "-":
        sys.stdout.write(content)
        return
    path = Path(target)
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(content, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def as_json(record: Any) -> str:
    """`record` as JSON, one line at its end; paths become words."""
    return json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n"
