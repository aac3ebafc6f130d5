"""Files that appear whole or not at all, and cells that no spreadsheet takes for a formula."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# A spreadsheet takes a cell that starts with one of these for a formula, full-width ones and blanks before it
# included: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANK_STARTS = ("\t", "\r", "\n")


@contextmanager
def written_whole(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file to write to; it takes its name only when everything is on disk. Raises OSError."""
    # Through a link, so that the link stays and the file it points to is the one renewed.
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a folder: renaming over it would take its place.
        code = errno.EISDIR if target.is_dir() else errno.EINVAL
        raise OSError(code, "This is no file that could be written anew", str(path))
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".unfinished-")
    except OSError as error:
        # The unfinished file's name would tell nobody anything.
        raise OSError(error.errno, error.strerror, str(path)) from error
    temporary = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def safe_cell(cell: str) -> str:
    """The cell as text, whatever it starts with."""
    risky = cell.startswith(_BLANK_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)
    return f"'{cell}" if risky else cell


def _umask() -> int:
    """Which permissions this process withholds from its new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
