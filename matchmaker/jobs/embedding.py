"""Job: give every published listing and summary its vectors."""

from typing import Any

from matchmaker.jobs.context import JobRun
from matchmaker.queries.profiles import published_profiles
from matchmaker.recommender.documents import Document, documents_of, profile_documents
from matchmaker.services import embedding

#: Documents between two commits: what a killed worker may lose.
BATCH = 32


def embed_listings(run: JobRun) -> dict[str, Any]:
    """Embed whatever has no vector yet by the installation's encoder; idempotent, resumes where it was killed."""
    run.progress("reading", 0, 0)
    glosser = run.tools.reader().glosser
    documents = documents_of(
        profile_documents(profile, glosser=glosser) for profile in published_profiles(run.session)
    )
    return {"embedded": embed_missing(run, documents), "documents": len(documents)}


def embed_missing(run: JobRun, documents: tuple[Document, ...]) -> int:
    """Embed those documents that have no vector, a batch and a commit at a time; how many there were.

    The encoder is loaded only when there is something to do: it takes seconds and the memory of a model.
    """
    encoder = run.tools.encoder()
    missing = embedding.missing_documents(run.session, encoder_id=encoder.encoder_id, documents=documents)
    for start in range(0, len(missing), BATCH):
        run.progress("embedding", start, len(missing))
        embedding.store_vectors(run.session, encoder=encoder, documents=missing[start : start + BATCH])
    run.progress("embedding", len(missing), len(missing))
    return len(missing)
