"""Chinese in both scripts: entries and texts are compared in Simplified characters."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from matchmaker.recommender.gloss.entries import Entry


def simplified(entries: Iterable[Entry]) -> dict[int, str]:
    """A table for ``str.translate`` from Traditional to Simplified characters, learnt from entries given in both.

    Each pair of spellings of equal length votes for the characters that differ. A character that Simplified entries
    use themselves stays as it is.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    plain: set[str] = set()
    for entry in entries:
        plain.update(entry.entry)
        for one, other in pairwise((entry.entry, *entry.forms)):
            if len(one) == len(other):
                for hans, hant in zip(one, other, strict=True):
                    if hans != hant:
                        votes[hant][hans] += 1
    return {
        ord(hant): max(counts, key=lambda hans: (counts[hans], hans))
        for hant, counts in votes.items() if hant not in plain
    }
