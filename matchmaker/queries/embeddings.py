"""Vectors by encoder and content hash."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.embedding import Embedding

# SQLite accepts a bounded number of parameters in one statement.
CHUNK = 500


def known_hashes(session: Session, *, encoder_id: str, hashes: Sequence[str]) -> set[str]:
    """Which of the hashes have a vector by this encoder."""
    return {
        found
        for chunk in _chunks(hashes)
        for found in session.scalars(
            select(Embedding.content_hash)
            .where(Embedding.encoder_id == encoder_id, Embedding.content_hash.in_(chunk)).order_by(Embedding.id)
        )
    }


def vectors(session: Session, *, encoder_id: str, hashes: Collection[str]) -> dict[str, NDArray[np.float32]]:
    """The vector, ``(dim,)`` float32 of unit length, of every hash that has one by this encoder."""
    return {
        content_hash: vector
        for chunk in _chunks(list(hashes))
        for content_hash, vector in session.execute(
            select(Embedding.content_hash, Embedding.vector)
            .where(Embedding.encoder_id == encoder_id, Embedding.content_hash.in_(chunk)).order_by(Embedding.id)
        )
    }


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
