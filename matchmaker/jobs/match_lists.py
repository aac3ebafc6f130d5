"""Job: compute one version of a mission's match list."""

from typing import Any

from matchmaker.errors import MatchmakerError
from matchmaker.jobs.context import JobRun
from matchmaker.jobs.embedding import embed_missing
from matchmaker.queries.embeddings import vectors
from matchmaker.queries.profiles import participating_profiles
from matchmaker.recommender.documents import documents_of, profile_documents
from matchmaker.recommender.pipeline import recommend
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import match_lists

STEPS = 3


def compute_match_list(run: JobRun) -> dict[str, Any]:
    """Embed what the mission's participants still lack, recommend, and store the snapshot; idempotent."""
    match_list_id = int(run.payload["match_list_id"])
    encoder = run.tools.encoder()
    match_list = match_lists.begin(run.session, match_list_id=match_list_id, encoder_id=encoder.encoder_id)
    settings = RecommenderSettings(**match_list.settings)
    profiles = participating_profiles(run.session, mission_id=match_list.mission_id)
    run.progress("reading", 0, STEPS)
    reader = run.tools.reader()
    documents = {profile.id: profile_documents(profile, glosser=reader.glosser) for profile in profiles}
    try:
        wanted = documents_of(documents.values())
        embed_missing(run, wanted)
        found = vectors(
            run.session, encoder_id=encoder.encoder_id, hashes=[document.content_hash for document in wanted],
        )
        run.progress("matching", 1, STEPS)  # commits: no transaction stays open while the matching computes
        recommendations = recommend(
            profiles, documents=documents, vectors=found, reader=reader, settings=settings,
        )
        run.progress("saving", 2, STEPS)
    except MatchmakerError as error:
        run.session.rollback()
        match_lists.give_up(run.session, match_list_id=match_list_id, reason=str(error))
        run.session.commit()
        raise
    match_lists.complete(
        run.session, match_list_id=match_list_id, recommendations=recommendations, profiles=profiles,
        glosser=reader.glosser, now=run.tools.clock(),
    )
    return {"entries": len(recommendations)}
