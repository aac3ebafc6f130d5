"""The dictionaries are well formed, so that a person can correct them without fear."""

import csv
from collections import Counter

import pytest

from matchmaker.recommender.gloss.entries import DATA

FILES = ["es_trade", "es_general", "pt", "ja", "ko", "zh"]
GRAMMAR = {
    "det", "pron", "prep", "conj", "prt", "aux", "josa", "eomi", "part", "suffix", "prefix", "counter", "mw",
}
#: Words of other kinds that only carry grammar, and titles: nothing of them belongs in a gloss.
EMPTY = {
    "es_general": {"haber"},
    "ja": {
        "する", "いたす", "ある", "おる", "なさる", "くださる", "くれる", "こと", "ところ", "うち", "わけ", "ほう",
        "同氏", "こう",
    },
    "ko": {"하다", "드리다", "주다"},
    "zh": {"加以"},
}


def rows(file: str) -> list[dict[str, str]]:
    with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize("file", FILES)
def test_the_columns_are_as_the_code_reads_them(file: str) -> None:
    word = ["hans", "hant"] if file == "zh" else ["entry"]

    assert {tuple(row) for row in rows(file)} == {(*word, "pos", "gloss", "forms")}


@pytest.mark.parametrize("file", FILES)
def test_no_entry_stands_twice_with_the_same_part_of_speech(file: str) -> None:
    word = "hans" if file == "zh" else "entry"
    counts = Counter((row[word], row["pos"]) for row in rows(file))

    assert [entry for entry, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("file", FILES)
def test_every_content_word_has_a_gloss_and_no_field_has_stray_blanks(file: str) -> None:
    word = "hans" if file == "zh" else "entry"
    empty = [
        row[word] for row in rows(file)
        if not row["gloss"] and row["pos"] not in GRAMMAR and row[word] not in EMPTY.get(file, ())
    ]
    stray = [row[word] for row in rows(file) if any(value != value.strip() for value in row.values())]

    assert (empty, stray) == ([], [])


@pytest.mark.parametrize(("files", "least"), [
    (("es_trade", "es_general"), 6000), (("ja",), 3000), (("ko",), 3000), (("zh",), 3000),
])
def test_there_are_as_many_entries_as_the_project_promises(files: tuple[str, ...], least: int) -> None:
    assert sum(len(rows(file)) for file in files) >= least
