"""Reading judgements.csv: every kind of bad line is named by number and reason, in words for a person."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.errors import CollectionError
from matchmaker.services.judgement_files import Judgements, read_judgements
from models.enums import OrganisationKind, Relation

HEADER = "query,candidate,grade,kind,why\n"
KINDS = {
    "b-1": OrganisationKind.BUYER, "b-2": OrganisationKind.BUYER,
    "e-1": OrganisationKind.ENTERPRISE, "e-2": OrganisationKind.ENTERPRISE,
}


def read_bytes(folder: Path, raw: bytes) -> Judgements:
    """The judgements of a file with those bytes."""
    (folder / "judgements.csv").write_bytes(raw)
    return read_judgements(folder, kinds=KINDS)


def refused(folder: Path, raw: bytes) -> CollectionError:
    """Why a file of those bytes is refused."""
    with pytest.raises(CollectionError) as caught:
        read_bytes(folder, raw)
    return caught.value


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("b-9,e-1,3,market,", "the query “b-9” is not a profile of this collection"),
        ("b-1,e-9,3,market,", "the candidate “e-9” is not a profile of this collection"),
        ("b-1,E-1,3,market,", "the candidate “E-1” is not a profile of this collection"),
        (f"b-1,{'e' * 900},3,market,", f"the candidate “{'e' * 60}…” is not a profile of this collection"),
        ("b-1,e\x1b[2J,3,market,", "the candidate “e\ufffd[2J” is not a profile of this collection"),
        ("b-1,e\x00,3,market,", "the candidate “e\ufffd” is not a profile of this collection"),
        ("b-1,e-1,4,market,", "the grade “4” is not -1, 0, 1, 2 or 3"),
        ("b-1,e-1,-2,market,", "the grade “-2” is not -1, 0, 1, 2 or 3"),
        ("b-1,e-1,2.0,market,", "the grade “2.0” is not -1, 0, 1, 2 or 3"),
        ("b-1,e-1,+2,market,", "the grade “+2” is not -1, 0, 1, 2 or 3"),
        ("b-1,e-1,３,market,", "the grade “３” is not -1, 0, 1, 2 or 3"),
        ("b-1,e-1,NaN,market,", "the grade “NaN” is not -1, 0, 1, 2 or 3"),
        ("b-1,e-1,,market,", "the grade “” is not -1, 0, 1, 2 or 3"),
        ("e-1,b-1,2,buyer,", "the kind “buyer” is neither market nor partner"),
        ("e-1,b-1,2,Market,", "the kind “Market” is neither market nor partner"),
        ("e-1,b-1,2", "the kind “” is neither market nor partner"),
        ("b-1,b-2,2,market,", "b-2 is a buyer, but candidates of a buyer are enterprises"),
        ("e-1,e-2,2,market,", "e-2 is an enterprise, but candidates of an enterprise of kind market are buyers"),
        ("e-1,b-1,2,partner,", "b-1 is a buyer, but candidates of an enterprise of kind partner are enterprises"),
        ("e-1,e-1,2,partner,", "e-1 is judged as its own candidate"),
        ("b-1,e-1,2,market,good, but small",
         "has more cells than the header; put quotes around a text that holds a comma"),
        ("b-1,e-2,2,market,", "b-1 and e-2 are judged twice"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_reason(tmp_path: Path, row: str, fault: str) -> None:
    raw = f"{HEADER}b-1,e-2,3,market,\n{row}\n".encode()

    error = refused(tmp_path, raw)

    assert error.problems == (f"judgements.csv line 3: {fault}",)


def test_the_faults_of_a_file_stand_in_order_of_their_lines(tmp_path: Path) -> None:
    raw = f"{HEADER}b-1,e-1,9,trade,\n\nb-1,e-2,3,market,\nx,y,1,market,\nb-1,e-2,3,market,\n".encode()

    error = refused(tmp_path, raw)

    assert error.problems == (
        "judgements.csv line 2: the grade “9” is not -1, 0, 1, 2 or 3",
        "judgements.csv line 2: the kind “trade” is neither market nor partner",
        "judgements.csv line 5: the query “x” is not a profile of this collection",
        "judgements.csv line 5: the candidate “y” is not a profile of this collection",
        "judgements.csv line 6: b-1 and e-2 are judged twice",
    )
    assert str(error) == f"{tmp_path / 'judgements.csv'} cannot be used, because of 5 faults."


@pytest.mark.parametrize(
    "tail", ['"never closed\nb-2,e-1,2,market,\n', '"closed" too early\nb-2,e-1,2,market,\n', "x" * 200_000],
    ids=["open quote", "text after a quote", "endless cell"],
)
def test_a_broken_cell_is_named_by_the_line_it_starts_in_and_swallows_nothing(tmp_path: Path, tail: str) -> None:
    raw = f"{HEADER}b-1,e-9,3,market,\nb-1,e-2,1,market,{tail}".encode()

    error = refused(tmp_path, raw)

    assert error.problems == (
        "judgements.csv line 2: the candidate “e-9” is not a profile of this collection",
        "judgements.csv line 3: a quote is not closed, or a cell is far too long",
    )


def test_a_byte_that_is_not_utf_8_is_named_by_its_line(tmp_path: Path) -> None:
    raw = f"{HEADER}b-1,e-1,3,market,\nb-1,e-2,3,market,caf".encode() + b"\xe9\n"

    error = refused(tmp_path, raw)

    assert error.problems == ("judgements.csv line 3: is not UTF-8",)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("", "lacks the column query, candidate, grade, kind."),
        ("\n", "lacks the column query, candidate, grade, kind."),
        ("query;candidate;grade;kind;why\n", "lacks the column query, candidate, grade, kind."),
        ("query,candidate,kind,why\n", "lacks the column grade."),
        ("Query,candidate,grade,kind,why\n", "lacks the column query."),
        ("query,candidate,grade,kind,grade\n", "names a column twice."),
    ],
)
def test_a_header_that_does_not_fit_is_a_fault(tmp_path: Path, header: str, words: str) -> None:
    error = refused(tmp_path, header.encode())

    assert str(error) == f"{tmp_path / 'judgements.csv'} {words}"


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CollectionError) as caught:
        read_judgements(tmp_path, kinds=KINDS)

    path = tmp_path / "judgements.csv"
    assert str(caught.value) == f"The collection has no readable judgements.csv: {path} (No such file or directory)."


def test_a_folder_in_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.mkdir()

    with pytest.raises(CollectionError) as caught:
        read_judgements(tmp_path, kinds=KINDS)

    assert str(caught.value) == f"The collection has no readable judgements.csv: {path} (Is a directory)."


@pytest.mark.parametrize(("mark", "line_end"), [(b"", b"\n"), (codecs.BOM_UTF8, b"\n"), (b"", b"\r\n"), (b"", b"\r")])
def test_good_rows_are_taken_by_relation_and_query(tmp_path: Path, mark: bytes, line_end: bytes) -> None:
    rows = [
        HEADER.strip(), "b-1,e-1,3,market,", 'b-1,e-2,-1,market,"sold, in Japan"', "", " e-1 ,b-1, 2 ,market,",
        'e-1,e-2,0,partner,"says ""no"""',
    ]

    judgements = read_bytes(tmp_path, mark + line_end.join(row.encode() for row in rows))

    assert judgements == {
        (Relation.BUYER, "b-1"): {"e-1": 3, "e-2": -1},
        (Relation.MARKET, "e-1"): {"b-1": 2},
        (Relation.PARTNER, "e-1"): {"e-2": 0},
    }


def test_a_reason_over_several_lines_is_one_row(tmp_path: Path) -> None:
    raw = f'{HEADER}b-1,e-1,3,market,"first\nsecond"\nb-1,e-2,8,market,\n'.encode()

    error = refused(tmp_path, raw)

    assert error.problems == ("judgements.csv line 4: the grade “8” is not -1, 0, 1, 2 or 3",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose file every example writes anew."""
    return tmp_path_factory.mktemp("collection")


def faults_fit_to_show(folder: Path, raw: bytes) -> None:
    """Read the file; it holds grades of known profiles, or what is wrong is said in visible characters."""
    judgements: Judgements = {}
    problems: tuple[str, ...] = ()
    try:
        judgements = read_bytes(folder, raw)
    except CollectionError as error:
        problems = error.problems

    assert [problem for problem in problems if not problem.isprintable() or len(problem) > 500] == []
    assert all({query, *grades} <= KINDS.keys() for (_, query), grades in judgements.items())
    assert all(grade in range(-1, 4) for grades in judgements.values() for grade in grades.values())


@given(raw=st.binary() | st.builds(bytes.__add__, st.just(HEADER.encode()), st.binary()))
@settings(max_examples=100, deadline=None)
def test_no_bytes_raise_anything_but_a_collection_error(folder: Path, raw: bytes) -> None:
    faults_fit_to_show(folder, raw)


pieces = [*KINDS, "market", "partner", "-1", "3", '"', '""', ",", "\r", "\n", "\x00"]
cell = st.sampled_from(pieces) | st.text(max_size=5)


@given(rows=st.lists(st.lists(cell, max_size=7).map(",".join), max_size=5))
@settings(max_examples=100, deadline=None)
def test_no_row_raises_anything_but_a_collection_error(folder: Path, rows: list[str]) -> None:
    faults_fit_to_show(folder, (HEADER + "\n".join(rows)).encode("utf-8", "replace"))
