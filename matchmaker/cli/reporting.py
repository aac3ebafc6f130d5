"""How commands speak: errors in words with a status that is not 0, progress as a bar or as plain lines."""

import errno
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from matchmaker.errors import CollectionError, MatchmakerError
from matchmaker.extensions import storage_errors
from matchmaker.services.jobs import ProgressListener

P = ParamSpec("P")
T = TypeVar("T")

SHOWN_PROBLEMS = 200


def reports_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn what a person can mend into a message on standard error and exit status 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            with storage_errors():
                return command(*args, **kwargs)
        except CollectionError as error:
            for problem in error.problems[:SHOWN_PROBLEMS]:
                click.echo(problem, err=True)
            hidden = max(len(error.problems) - SHOWN_PROBLEMS, 0)
            raise click.ClickException(f"{error} ({hidden} more are not shown)" if hidden else str(error)) from error
        except MatchmakerError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(_os_words(error)) from error

    return wrapped


def _os_words(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full{where}. Free some space and try again; nothing was half-saved."
    return f"{error.strerror or error}{where}."


@contextmanager
def progress_listener(console: Console) -> Iterator[ProgressListener]:
    """A listener for a job's progress: one bar per step on a terminal, a line per tenth elsewhere."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if total:
                task = tasks.setdefault(step, progress.add_task(step, total=total))
                progress.update(task, completed=done, total=total)

        yield show


class _Lines:
    """Plain progress lines for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last: tuple[str, int] | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        tenth = (step, 10 * done // total if total else 0)
        if total and tenth != self._last:
            self._last = tenth
            self._console.print(f"{step}: {done} of {total}", highlight=False)
