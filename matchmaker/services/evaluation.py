"""Evaluating the recommender on a judged collection, in a scratch database that leaves the installation untouched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from matchmaker.queries.embeddings import vectors
from matchmaker.queries.profiles import published_profiles
from matchmaker.recommender import baselines
from matchmaker.recommender.documents import Document, documents_of, profile_documents
from matchmaker.recommender.encoder import Encoder
from matchmaker.recommender.metrics import SHOWN
from matchmaker.recommender.pipeline import recommend
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.recommendation import Recommendation
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import embedding
from matchmaker.services.collections import import_collection
from matchmaker.services.jobs import ProgressListener
from matchmaker.services.judgement_files import Judgements, read_judgements
from models.base import Base
from models.enums import Relation

BATCH = 64
Query = tuple[Relation, str]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The rankings to compare over one collection: ours and the baselines', by query."""

    profiles: Mapping[str, Profile]
    judgements: Judgements
    recommendations: Sequence[Recommendation]
    ours: Mapping[Query, Sequence[str]]
    baselines: Mapping[str, Mapping[Query, Sequence[str]]]


def evaluate_collection(
    folder: Path, *, encoder: Encoder, reader: Reader, settings: RecommenderSettings,
    progress: ProgressListener,
) -> Evaluated:
    """Import the collection into memory, recommend for everybody in it, and rank by the baselines.

    Lists are as long as judgement goes (20). Raises CollectionError for a bad file, EncoderError for a bad model.
    """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        import_collection(session, folder=folder, name="evaluation")
        profiles = published_profiles(session)
        judgements = read_judgements(folder, kinds={profile.ref: profile.kind for profile in profiles})
        documents = {profile.id: profile_documents(profile, glosser=reader.glosser) for profile in profiles}
        wanted = documents_of(documents.values())
        _embed(session, encoder=encoder, documents=wanted, progress=progress)
        found = vectors(
            session, encoder_id=encoder.encoder_id, hashes=[document.content_hash for document in wanted],
        )
    engine.dispose()
    progress("matching", 0, 1)
    recommendations = recommend(
        profiles, documents=documents, vectors=found, reader=reader,
        settings=replace(settings, list_length=SHOWN),
    )
    progress("matching", 1, 1)
    refs = {profile.id: profile.ref for profile in profiles}
    ours: dict[Query, list[str]] = {}
    for one in recommendations:
        ours.setdefault((one.relation, refs[one.query_id]), []).append(refs[one.candidate_id])
    progress("baselines", 0, 2)
    tfidf = baselines.rank_by_similarity(profiles, baselines.tfidf_similarity(profiles))
    progress("baselines", 1, 2)
    whole = baselines.rank_by_similarity(profiles, baselines.encoder_similarity(encoder)(profiles))
    progress("baselines", 2, 2)
    return Evaluated(
        profiles={profile.ref: profile for profile in profiles}, judgements=judgements,
        recommendations=recommendations, ours=ours,
        baselines={"tfidf": tfidf, encoder.encoder_id.partition("@")[0]: whole},
    )


def _embed(
    session: Session, *, encoder: Encoder, documents: Sequence[Document], progress: ProgressListener,
) -> None:
    for start in range(0, len(documents), BATCH):
        progress("embedding", start, len(documents))
        embedding.store_vectors(session, encoder=encoder, documents=documents[start : start + BATCH])
    progress("embedding", len(documents), len(documents))
