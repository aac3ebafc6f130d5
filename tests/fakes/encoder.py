"""An encoder that needs no model: a text's words, hashed into a few dimensions."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.errors import EncoderError
from matchmaker.recommender.words import gloss_words

DIM = 64


class WordEncoder:
    """Texts that share words are alike; the same text always gives the same unit vector."""

    def __init__(self, encoder_id: str = "words@1") -> None:
        self.encoder_id = encoder_id
        self.texts_seen: list[str] = []
        #: How many texts it takes before it dies, and the words with which it refuses at once.
        self.fail_after: int | None = None
        self.broken: str | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``(len(texts), 64)`` float32 of unit length."""
        if self.broken is not None:
            raise EncoderError(self.broken)
        if self.fail_after is not None and len(self.texts_seen) + len(texts) > self.fail_after:
            raise MemoryError("killed")
        self.texts_seen += texts
        matrix = np.zeros((len(texts), DIM), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in gloss_words(text) or [text]:
                matrix[row, zlib.crc32(word.encode()) % DIM] += 1.0
        return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
