"""How many short profiles a second one core glosses, and how long a language takes to be ready, as JSON.

    python benchmarks/gloss_speed.py [--profiles 1000] [--seed 7]

Profiles are about 120 words (Japanese and Chinese: 240 characters), drawn from the dictionary itself with its common
words more often, with numbers, names that no dictionary knows and, in Spanish and Portuguese, a typo each.
Rates are of the second half, after the first half has warmed the caches, in processor time of one core.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from matchmaker.recommender.gloss import Glossary
from matchmaker.recommender.gloss.entries import DATA, Entry, read_entries
from matchmaker.recommender.gloss.glossary import FILES

WORDS = 120
BLANKS = {"es": " ", "pt": " ", "ko": " ", "ja": "", "zh": ""}
SENTENCE = {"es": ". ", "pt": ". ", "ko": ". ", "ja": "。", "zh": "。"}


def main() -> None:
    """Measure every language and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    print(json.dumps({
        name: measured(name, profiles=options.profiles, seed=options.seed) for name in FILES
    }, indent=2))


def measured(name: str, *, profiles: int, seed: int) -> dict[str, float]:
    """Start-up seconds and profiles per second of one language."""
    start = time.process_time()
    entries = {one: entries_of(one) for one in {name, "es"} if name in {"es", "pt"} or one == name}
    glossary = Glossary(entries)
    glossary.gloss("", name)
    ready = time.process_time() - start
    rng = random.Random(f"{seed}-{name}")
    texts = [profile(name, entries[name], rng=rng) for _ in range(profiles)]
    half = profiles // 2
    for text in texts[:half]:
        glossary.gloss(text, name)
    start = time.process_time()
    for text in texts[half:]:
        glossary.gloss(text, name)
    seconds = time.process_time() - start
    return {"start_up_seconds": round(ready, 3), "profiles_per_second": round((profiles - half) / seconds, 1)}


def entries_of(name: str) -> list[Entry]:
    """The entries of a language as the bundled glossary reads them."""
    return [entry for file in FILES[name] if (DATA / file).exists() for entry in read_entries(DATA / file)]


def profile(name: str, entries: list[Entry], *, rng: random.Random) -> str:
    """A text of dictionary words in no order, the likelier the smaller their number in a random permutation is."""
    drawn = [entries[int(len(entries) * rng.random() ** 3)].entry for _ in range(WORDS)]
    words = " ".join(drawn).split()[:WORDS]
    words[10], words[50] = str(rng.randint(1, 9999)), f"Q{rng.randint(100, 999)}ix{rng.choice('aeiou')}"
    if name in {"es", "pt"}:
        words[70] = words[70][: len(words[70]) // 2] + words[70][len(words[70]) // 2 + 1 :]
    sentences = [words[start : start + 15] for start in range(0, len(words), 15)]
    return SENTENCE[name].join(BLANKS[name].join(sentence) for sentence in sentences)


if __name__ == "__main__":
    main()
