"""Embedding: the vector of one document by one encoder, kept for as long as the text stays the same."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Timestamps


class Embedding(Timestamps, Base):
    """A vector, keyed by encoder and by the hash of the text it stands for; two encoders never mix."""

    __tablename__ = "embedding"
    __table_args__ = (UniqueConstraint("encoder_id", "content_hash"), CheckConstraint("dim > 0", name="dim"))

    id: Mapped[int] = mapped_column(primary_key=True)
    encoder_id: Mapped[str] = mapped_column(String(200))
    content_hash: Mapped[str] = mapped_column(String(64))
    dim: Mapped[int]
    vector: Mapped[NDArray[np.float32]]
