"""What each part of the recommender is worth on a judged collection: leave it out, or make the texts worse.

    python -m benchmarks.quality DIR [--seed 7]

Prints JSON: nDCG@10 and forbidden pairs per relation for the whole recommender, for each part left out, for texts
made worse (accents stripped, one letter in twenty mistyped, half of the sentences), and for the baselines.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from matchmaker.queries.profiles import published_profiles
from matchmaker.recommender import baselines, evaluation
from matchmaker.recommender.documents import documents_of, profile_documents
from matchmaker.recommender.encoder import LazyEncoder
from matchmaker.recommender.metrics import SHOWN
from matchmaker.recommender.pipeline import recommend
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.reader import Reader, bundled_reader
from matchmaker.recommender.scoring import Weights
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.recommender.signals import Floats
from matchmaker.recommender.text import fold
from matchmaker.services.collections import import_collection
from matchmaker.services.judgement_files import Judgements, read_judgements
from models.base import Base

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Change = Callable[[str, random.Random], str]


class Bench:
    """A collection read once; vectors are made once per text."""

    def __init__(self, folder: Path) -> None:
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            import_collection(session, folder=folder, name="bench")
            self.profiles = published_profiles(session)
        self.judgements: Judgements = read_judgements(folder, kinds={one.ref: one.kind for one in self.profiles})
        self.encoder = LazyEncoder("bundled", batch=32)
        self._vectors: dict[str, Floats] = {}

    def measure(self, profiles: Sequence[Profile], *, reader: Reader, weights: Weights | None = None) -> dict[str, Any]:
        """nDCG@10 and forbidden pairs per relation."""
        documents = {one.id: profile_documents(one, glosser=reader.glosser) for one in profiles}
        missing = [one for one in documents_of(documents.values()) if one.content_hash not in self._vectors]
        for start in range(0, len(missing), 256):
            batch = missing[start : start + 256]
            rows = self.encoder.encode([one.text for one in batch])
            self._vectors.update(zip((one.content_hash for one in batch), rows, strict=True))
        found = recommend(
            profiles, documents=documents, vectors=self._vectors, reader=reader, weights=weights,
            settings=replace(RecommenderSettings(), list_length=SHOWN),
        )
        refs = {one.id: one.ref for one in profiles}
        ranking: dict[Any, list[str]] = {}
        for one in found:
            ranking.setdefault((one.relation, refs[one.query_id]), []).append(refs[one.candidate_id])
        return self.report(ranking)

    def report(self, ranking: evaluation.Ranking) -> dict[str, Any]:
        """The two figures of every relation of a ranking."""
        scored = evaluation.score_queries(ranking, self.judgements, {one.ref: one for one in self.profiles})
        return {
            relation: {"ndcg": round(summary["ndcg"]["mean"], 4), "forbidden": summary["forbidden"]}
            for relation, summary in evaluation.by_relation(scored).items()
        }


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    bench, reader, weights = Bench(options.folder), bundled_reader(), Weights()
    result: dict[str, Any] = {"seed": options.seed, "whole": bench.measure(bench.profiles, reader=reader)}
    result["without"] = {
        part: bench.measure(bench.profiles, reader=reader, weights=replace(weights, **{part: 0.0}))
        for part in ("gloss", "words", "concepts", "returned", "context", "target")
    }
    unglossed = Reader(glosser=lambda text, _lang: text, detector=reader.detector)
    result["without"]["dictionaries"] = bench.measure(bench.profiles, reader=unglossed)
    result["worse_texts"] = {
        name: bench.measure(worse(bench.profiles, change, seed=options.seed), reader=reader)
        for name, change in {"accents": no_accents, "typos": mistyped, "half": half_the_sentences}.items()
    }
    result["baselines"] = {
        "tfidf": bench.report(baselines.rank_by_similarity(bench.profiles, baselines.tfidf_similarity(bench.profiles))),
        "encoder": bench.report(
            baselines.rank_by_similarity(bench.profiles, baselines.encoder_similarity(bench.encoder)(bench.profiles))
        ),
    }
    json.dump(result, sys.stdout, indent=2)
    print()


def worse(profiles: Sequence[Profile], change: Change, *, seed: int) -> list[Profile]:
    """The profiles with every summary and listing text changed; fields and refusals stay."""
    rng = random.Random(seed)
    return [
        replace(
            one,
            summary=change(one.summary, rng),
            offers=tuple(replace(o, title=_title(change, o.title, rng), text=change(o.text, rng)) for o in one.offers),
            needs=tuple(replace(n, title=_title(change, n.title, rng), text=change(n.text, rng)) for n in one.needs),
        )
        for one in profiles
    ]


def no_accents(text: str, _rng: random.Random) -> str:
    """Written on a keyboard without accents."""
    return "".join(fold(c) if c.isalpha() and ord(c) < 0x250 else c for c in text)


def mistyped(text: str, rng: random.Random) -> str:
    """One Latin letter in twenty wrong."""
    return "".join(rng.choice(LETTERS) if c.isascii() and c.isalpha() and rng.random() < 0.05 else c for c in text)


def half_the_sentences(text: str, rng: random.Random) -> str:
    """Every other sentence left out, at least one kept."""
    sentences = [part for part in re.split(r"(?<=[.!?。！？])\s*", text) if part]
    kept = sorted(rng.sample(range(len(sentences)), k=max(1, (len(sentences) + 1) // 2))) if sentences else []
    return " ".join(sentences[index] for index in kept) or text


def _title(change: Change, title: str, rng: random.Random) -> str:
    return title if change is half_the_sentences else change(title, rng)


if __name__ == "__main__":
    main(sys.argv[1:])
