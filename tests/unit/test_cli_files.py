"""Files that appear whole or not at all, and cells that stay text in a spreadsheet."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.cli.files import safe_cell, written_whole

FORMULA_STARTS = "=+-@＝＋－＠"


@pytest.fixture
def private_umask() -> Iterator[None]:
    """A process whose new files nobody else may read."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def write_half(path: Path, error: BaseException) -> None:
    """Write the first half of a file, then stop with ``error``."""
    with written_whole(path) as file:
        file.write("half")
        file.flush()
        raise error


def test_a_file_takes_its_name_with_all_its_text(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"

    with written_whole(path) as file:
        file.write("á,手\r\n")
        seen_meanwhile = path.exists()

    assert not seen_meanwhile
    assert path.read_bytes() == "á,手\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError("bug"), OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_writer_that_stops_in_the_middle_leaves_nothing_behind(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)) as caught:
        write_half(tmp_path / "list.csv", error)

    assert caught.value is error
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_stops_in_the_middle_leaves_the_former_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("former", encoding="utf-8")

    with pytest.raises(RuntimeError):
        write_half(path, RuntimeError("bug"))

    assert path.read_text(encoding="utf-8") == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_cannot_be_encoded_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError), written_whole(tmp_path / "list.csv") as file:
        file.write("\ud800")

    assert list(tmp_path.iterdir()) == []


def test_a_former_file_is_renewed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("former, and longer", encoding="utf-8")

    with written_whole(path) as file:
        file.write("new")

    assert path.read_text(encoding="utf-8") == "new"


def test_a_folder_in_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.mkdir()

    with pytest.raises(IsADirectoryError), written_whole(path) as file:
        file.write("new")

    assert list(tmp_path.rglob("*")) == [path]


def test_a_folder_that_does_not_exist_is_named_by_the_file_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "list.csv"

    with pytest.raises(FileNotFoundError) as caught, written_whole(path):
        pass

    assert caught.value.filename == str(path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link_to_the_renewed_file(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "list.csv"
    link.symlink_to(elsewhere / "real.csv")

    with written_whole(link) as file:
        file.write("new")

    assert link.is_symlink()
    assert (elsewhere / "real.csv").read_text(encoding="utf-8") == "new"
    assert sorted(tmp_path.rglob("*")) == [elsewhere, elsewhere / "real.csv", link]


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".csv")

    with written_whole(path) as file:
        file.write("new")

    assert path.read_text(encoding="utf-8") == "new"


def test_a_process_that_keeps_its_files_private_keeps_this_one_private(tmp_path: Path, private_umask: None) -> None:
    path = tmp_path / "list.csv"

    with written_whole(path) as file:
        file.write("new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.umask(0o077) == 0o077


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\nx", " =1", "\u00a0=1", "\u3000+1", "＝1+1", "＠x", "=", "\t"],
)
def test_a_cell_that_could_be_a_formula_becomes_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "e-1", "0.5000", "Bags = hats", "'=1", "手織り", "a\n=1"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert safe_cell(cell) == cell


blanks = st.text(" \t\r\n\u00a0", max_size=3)


@given(st.text() | st.builds("{}{}{}".format, blanks, st.sampled_from(FORMULA_STARTS), st.text()))
def test_no_cell_ever_starts_like_a_formula(cell: str) -> None:
    safe = safe_cell(cell)

    assert not safe.lstrip().startswith(tuple(FORMULA_STARTS))
    assert not safe.startswith(("\t", "\r", "\n"))
    assert safe.removeprefix("'") == cell.removeprefix("'")


def test_a_device_in_place_of_the_file_is_left_alone() -> None:
    with pytest.raises(OSError, match="no file that could be written anew"), written_whole(Path(os.devnull)) as file:
        file.write("x")

    assert Path(os.devnull).is_char_device()
