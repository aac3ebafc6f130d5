"""Files that appear whole or not at all, and cells that no spreadsheet takes for a formula."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def written_whole(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file to write to; it takes its name only when everything is on disk. Raises OSError."""
    folder = path.resolve().parent
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=folder, prefix=f".{path.name}.", delete=False,
    ) as file:
        temporary = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def safe_cell(cell: str) -> str:
    """The cell as text, whatever it starts with."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
