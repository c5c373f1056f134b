"""Progress bars, tables and JSON on a terminal."""

import json
import os
import secrets
import stat
import sys
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from workbench.domain.errors import StorageFault
from workbench.domain.progress import Progress
from workbench.domain.wording import percent as percent  # noqa: PLC0414 - for the commands
from workbench.workflows.target import JSON, check_target

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
    bars = Bars(*columns, console=Console(stderr=True))
    tasks: dict[str, Any] = {}
    current = ""
    try:
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
                bars.start()
                tasks[current] = bars.add_task(current, total=None, count="")
            bars.update(
                tasks[current],
                completed=step.done,
                total=step.total or None,
                count=f"{step.done:,}/{step.total:,}" if step.total else "",
            )
    finally:
        if tasks:  # else there is nothing to draw, not even an empty line
            bars.stop()


def _finish(bars: Any, tasks: dict[str, Any], label: str) -> None:
    if label in tasks:
        task = bars.tasks[tasks[label]]
        total = task.total or task.completed or 1
        count = f"{int(total):,}/{int(total):,}" if task.total else ""
        bars.update(tasks[label], total=total, completed=total, count=count)
        bars.stop_task(tasks[label])


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """Print a table on standard output; the columns in `numbers` are set flush right.

    Where the line is too short, the columns in `whole` are neither cut nor broken.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = list(rows)
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        cells = [row[columns.index(column)] for row in rows]
        drawn.add_column(
            column,
            justify="right" if column in numbers else "left",
            min_width=max(map(len, [column, *cells])) if column in whole else None,
            no_wrap=column in whole,
        )
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
        character if character.isprintable() else f"<U+{ord(character):04X}>" for character in text
    )


def check_json_target(target: str) -> None:
    """Raise StorageFault if `write_json` could not write there; better before the work than after it."""
    if target != "-" and not _is_device(Path(target)):
        check_target(Path(target), JSON)


def write_json(target: str, content: str) -> None:
    """Write `content` as UTF-8 to the file `target`, whole or not at all; `-` is standard output.

    A pipe or a device is written to, and a link is followed. Raises StorageFault.
    """
    octets = content.encode(
        "utf-8", "backslashreplace"
    )  # of a lone surrogate: the escape that JSON has for it
    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(octets)
        sys.stdout.buffer.flush()
        return
    check_json_target(target)
    try:
        if _is_device(Path(target)):
            Path(target).write_bytes(octets)
        else:
            _replace(Path(os.path.realpath(target)), octets)
    except OSError as fault:
        raise StorageFault(
            f"{target} cannot be written: {fault.strerror}.", "Make room on the disk, or name another place."
        ) from fault


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # nothing is there, or nothing can be
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _replace(path: Path, octets: bytes) -> None:
    draft = path.with_name(f".{secrets.token_hex(4)}.part")
    try:
        draft.write_bytes(octets)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def as_json(record: Any) -> str:
    """`record` as JSON, one line at its end; paths become words."""
    return json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n"
