"""Embedding: give every document that has no vector yet one, in batches small enough to resume after."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from matchmaker.queries import embeddings as embedding_queries
from matchmaker.recommender.documents import Document
from matchmaker.recommender.encoder import Encoder
from models.embedding import Embedding


def missing_documents(session: Session, *, encoder_id: str, documents: Sequence[Document]) -> list[Document]:
    """Those documents that have no vector by this encoder, in the given order."""
    hashes = [document.content_hash for document in documents]
    known = embedding_queries.known_hashes(session, encoder_id=encoder_id, hashes=hashes)
    return [document for document in documents if document.content_hash not in known]


def store_vectors(session: Session, *, encoder: Encoder, documents: Sequence[Document]) -> int:
    """Embed the documents and keep their vectors; flushes; how many were new.

    A document that somebody else embedded meanwhile is left as it is, so two workers may overlap.
    """
    matrix = encoder.encode([document.text for document in documents])
    hashes = [document.content_hash for document in documents]
    known = embedding_queries.known_hashes(session, encoder_id=encoder.encoder_id, hashes=hashes)
    fresh = [(doc, row) for doc, row in zip(documents, matrix, strict=True) if doc.content_hash not in known]
    session.add_all(
        Embedding(encoder_id=encoder.encoder_id, content_hash=doc.content_hash, dim=len(row), vector=row)
        for doc, row in fresh
    )
    session.flush()
    return len(fresh)
