"""Tables of texts in Parquet files; read where the package pyarrow is installed."""

import io
from collections.abc import Iterator

from workbench.domain.errors import UnreadableDocument
from workbench.intake.corpus import Row, texts
from workbench.intake.package import damage_named
from workbench.intake.taken import Choices, Taken

READER = "parquet 1"
MEDIA_TYPE = "application/vnd.apache.parquet"
_BATCH = 256


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """A text for each row; raises UnreadableDocument for a damaged file, or without pyarrow."""
    return texts(name, content, _rows(name, content), choices, MEDIA_TYPE, READER)


def _rows(name: str, content: bytes) -> Iterator[tuple[str, Row]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as fault:
        raise UnreadableDocument(
            f"{name} is a Parquet file, and the package that reads those is not installed.",
            'Install it with pip install "attribution-workbench[parquet]", or save the table as CSV.',
        ) from fault
    number = 0
    with damage_named(name, ArrowException, OSError, ValueError, KeyError, NotImplementedError, MemoryError):
        table = parquet.ParquetFile(io.BytesIO(content), memory_map=False, pre_buffer=False)
        for batch in table.iter_batches(batch_size=_BATCH, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row
