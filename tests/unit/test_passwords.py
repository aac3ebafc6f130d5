"""Which passwords will do, and how they are kept."""

import pytest

from matchmaker.errors import AccountError
from matchmaker.services.passwords import Argon2, check_password

CONTEXT = ("Ana María Quispe", "ana.quispe@tejidos-andinos.pe")


def fault(password: str) -> str | None:
    try:
        check_password(password, context=CONTEXT)
    except AccountError as error:
        return error.fault
    return None


@pytest.mark.parametrize(
    "password",
    [
        "cuatro gatos en la azotea", "        twelve blanks are characters", "わたしのねこはみっつあります",
        "🦙" * 11 + "🐈",
        "840273651928", "Tr0ub4dour&3 lives", "x7" + "q" * 126, "no composition rules here", "peru 1987 llamas verdes",
    ],
)
def test_a_long_password_of_any_characters_will_do(password: str) -> None:
    assert fault(password) is None


@pytest.mark.parametrize(("password", "expected"), [("elevenchars", "password_short"), ("a b" * 43, "password_long")])
def test_length_is_counted_in_characters_from_12_to_128(password: str, expected: str) -> None:
    assert fault(password) == expected


def test_an_accent_counts_as_one_character_however_the_keyboard_types_it() -> None:
    assert fault("e\u0301" * 11) == "password_short"


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "P@ssw0rd2024!", "qwertyuiop123", "123456789012", "210987654321", "aaaaaaaaaaaa",
        "abcabcabcabc", "contraseña2026", "iloveyou1234", "Welcome12345",
        "correct horse battery staple", "passwordpassword",
        "1qaz2wsx3edc", "qwertyqwerty12", "letmein letmein", "Bienvenidos2027!",
    ],
)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    assert fault(password) == "password_common"


@pytest.mark.parametrize(
    "password",
    [
        "anamariaquispe", "AnaQuispe2027!", "tejidosandinos", "Tejidos-Andinos-1", "pacificalliance",
        "Alianza del Pacífico", "quispe password 1",
    ],
)
def test_name_address_and_service_make_no_password(password: str) -> None:
    assert fault(password) == "password_context"


def test_hashes_are_argon2id_with_19_mib_and_two_passes_and_nothing_is_cut_off() -> None:
    hasher = Argon2(at_once=1)
    long = "z" * 127

    kept = hasher.hash(long + "a")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (hasher.verify(kept, long + "a"), hasher.verify(kept, long + "b"), hasher.verify(None, long + "a")) == (
        True, False, False,
    )


def test_the_same_password_typed_with_composed_and_combining_accents_is_the_same() -> None:
    hasher = Argon2(at_once=1)

    assert hasher.verify(hasher.hash("canci\u00f3n de cuna"), "cancio\u0301n de cuna")


def test_a_hash_of_weaker_parameters_is_to_be_made_anew() -> None:
    hasher = Argon2(at_once=1)
    weak = "$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$cm4V2IF8xqL8gFwqGKDsl3W6F+KZG4sC7r0jYJ5ZNGk"

    assert (hasher.needs_rehash(weak), hasher.needs_rehash(hasher.hash("anything at all"))) == (True, False)
