"""Glossing languages read without relying on blanks: Japanese, Chinese and Korean, by best segmentation."""

import re
from collections.abc import Callable, Iterator, Sequence

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.text import CJK

_GRAMMAR = frozenset({"prt", "aux", "part", "josa", "eomi"})
_UNKNOWN = -0.5
_INSIDE_WORD = 0.3


class UnspacedGloss:
    """The segmentation that covers most of a run with the longest entries (sum of squared lengths)."""

    def __init__(
        self, entries: Sequence[Entry], *, inflect: Callable[[Entry], Iterator[str]], blanks: bool,
    ) -> None:
        self._words: dict[str, str] = {}
        self._grammar: set[str] = set()
        # Korean runs keep single blanks, because its expressions do; Japanese and Chinese have none.
        self._run = re.compile(f"[{CJK}]+(?: [{CJK}]+)*" if blanks else f"[{CJK}]+")
        self._blanks = blanks
        for listed in (True, False):
            for entry in entries:
                for form in (entry.entry, *entry.forms) if listed else inflect(entry):
                    self._add(form, entry)
        self._longest = _longest_by_first(self._words)

    def gloss(self, text: str) -> str:
        """The English words of a text; what is unknown, numbers and Latin words stay as they are."""
        pieces: list[str] = []
        last = 0
        for run in self._run.finditer(text):
            pieces.append(text[last : run.start()])
            pieces += self._segment(run.group())
            last = run.end()
        pieces.append(text[last:])
        return " ".join(" ".join(pieces).split())

    def _add(self, form: str, entry: Entry) -> None:
        if form and form not in self._words:
            self._words[form] = entry.gloss
            if entry.pos in _GRAMMAR:
                self._grammar.add(form)

    def _segment(self, run: str) -> list[str]:
        """The glosses of the best segmentation, unknown stretches as written."""
        size = len(run)
        best = [0.0] + [float("-inf")] * size
        step = [1] * (size + 1)
        for start in range(size):
            here = best[start]
            if here + _UNKNOWN > best[start + 1]:
                best[start + 1], step[start + 1] = here + _UNKNOWN, -1
            inside = self._blanks and start > 0 and run[start - 1] != " "
            for length in range(1, min(self._longest.get(run[start], 0), size - start) + 1):
                word = run[start : start + length]
                if word in self._words:
                    weight = float(length * length)
                    if inside and length == 1 and word not in self._grammar:
                        weight = _INSIDE_WORD
                    if here + weight > best[start + length]:
                        best[start + length], step[start + length] = here + weight, length
        return self._read_back(run, step)

    def _read_back(self, run: str, step: list[int]) -> list[str]:
        glosses: list[str] = []
        end = len(run)
        unknown = ""
        while end > 0:
            length = step[end]
            if length < 0:
                unknown = run[end - 1] + unknown
                end -= 1
                continue
            if unknown.strip():
                glosses.append(unknown)
            unknown = ""
            glosses.append(self._words[run[end - length : end]])
            end -= length
        if unknown.strip():
            glosses.append(unknown)
        return [gloss for gloss in reversed(glosses) if gloss]


def _longest_by_first(words: dict[str, str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for word in words:
        longest[word[0]] = max(longest.get(word[0], 0), len(word))
    return longest
