"""How Spanish is glossed: inflection, expressions, accents, slips of the pen, and what is kept as written."""

import pytest

from tests.unit.gloss.build import glossary

WORDS = (
    "el,det,,la;los;las", "de,prep,", "en,prep,in", "no,adv,not", "sin,prep,without", "a,prep,", "se,pron,",
    "vino,n,wine", "venir,v,come", "impuesto,n,tax", "imponer,v,impose", "vela,n,candle", "velar,v,watch over",
    "taza,n,cup", "luz,n,light", "canción,n,song", "artesano,n,artisan", "diseñador,n,designer", "público,adj,public",
    "publicar,v,publish", "serio,adj,serious", "ser,v,be", "rápido,adj,quick", "bordar,v,embroider", "tejer,v,weave",
    "teñir,v,dye", "exportar,v,export", "buscar,v,seek", "entregar,v,deliver", "empezar,v,begin", "escoger,v,choose",
    "producir,v,produce", "obtener,v,obtain", "hacer,v,make", "pedir,v,ask", "indicar,v,indicate", "ver,v,see",
    "este,det,this,esta;estos;estas", "estar,v,be,estoy;está;están", "año,n,year", "artesanía,n,handicraft",
    "necesitar,v,need", "lana,n,wool", "beca de creación,mwe,creation grant", "a mano,mwe,by hand",
    "hecho a mano,mwe,handmade", "feria,n,fair", "feria del libro,mwe,book fair", "dar,v,give",
    "no damos licencia,mwe,we do not license", "licencia,n,licence", "beca,n,grant", "creación,n,creation",
)


@pytest.mark.parametrize(("text", "gloss"), [
    ("tazas", "cup"), ("luces", "light"), ("canciones", "song"), ("artesanas", "artisan"), ("diseñadoras", "designer"),
    ("velitas", "candle"), ("públicas", "public"), ("rápidamente", "quick"), ("rapidísimo", "quick"),
])
def test_nouns_and_adjectives_are_known_in_every_number_gender_and_size(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("bordamos", "embroider"), ("tejían", "weave"), ("tiñe", "dye"), ("teñidas", "dye"), ("exportaremos", "export"),
    ("busquen", "seek"), ("entregué", "deliver"), ("empiecen", "begin"), ("escojan", "choose"), ("produzco", "produce"),
    ("produjimos", "produce"), ("obtuvieron", "obtain"), ("obtendrán", "obtain"), ("hicimos", "make"), ("pidió", "ask"),
])
def test_verbs_are_known_in_every_tense_with_their_changes_of_vowel_and_spelling(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("indíquennos", "indicate"), ("vernos", "see"), ("entregándolas", "deliver"), ("producirlo", "produce"),
])
def test_pronouns_may_hang_on_a_verb(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize(("text", "gloss"), [("vino", "wine"), ("velas", "candle"), ("impuestos", "tax")])
def test_a_noun_and_its_plural_win_over_a_form_of_a_verb(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("está", "be"), ("esta", "this"), ("publica", "publish"), ("pública", "public"), ("sería", "be"),
    ("seria", "serious"),
])
def test_an_accent_tells_two_words_apart(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("artesania", "handicraft"), ("canción", "song"), ("cancion", "song"), ("disenador", "designer"), ("anos", "year"),
    ("diseniador", "designer"), ("TAZAS", "cup"),
])
def test_missing_accents_tildes_and_capitals_do_not_matter(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("artesnia", "handicraft"), ("artesannia", "handicraft"), ("atresania", "handicraft"), ("artexania", "handicraft"),
    ("exportmos", "export"), ("vuscamos", "seek"), ("nesecitamos", "need"),
])
def test_one_slip_or_two_letters_that_sound_alike_are_mended(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


@pytest.mark.parametrize("text", ["quinchamalí", "Artesnia", "kitsch", "xyz", "crowdfunding"])
def test_unknown_words_short_words_foreign_endings_and_capitalised_names_are_kept(text: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == text


def test_an_expression_matches_by_the_lemma_of_each_part_and_beats_its_words() -> None:
    gloss = glossary("es", *WORDS).gloss("becas de creación, tazas hechas a mano en la feria del libro", "es")

    assert gloss == "creation grant, cup handmade in book fair"


def test_a_misspelt_word_is_part_of_an_expression_all_the_same() -> None:
    assert glossary("es", *WORDS).gloss("becas de creasion", "es") == "creation grant"


def test_the_first_entry_of_two_decides() -> None:
    assert glossary("es", "pieza,n,piece", "pieza,n,room").gloss("piezas", "es") == "piece"


@pytest.mark.parametrize(("text", "gloss"), [
    ("no exportamos", "not export"), ("sin lana", "without wool"), ("no damos licencia", "we do not license"),
])
def test_negation_is_kept(text: str, gloss: str) -> None:
    assert glossary("es", *WORDS).gloss(text, "es") == gloss


def test_numbers_units_codes_and_addresses_are_kept_as_written() -> None:
    text = "1.500 kg, 3D, 50%, USD 20.00, plata 950, info@taller.cl https://taller.cl/becas"

    assert glossary("es", *WORDS, "plata,n,silver").gloss(text, "es") == text.replace("plata", "silver")


def test_words_joined_by_a_hyphen_are_read_as_one_or_one_by_one() -> None:
    words = glossary("es", "coproducción,n,co-production", "libro,n,book", "álbum,n,album")

    assert words.gloss("co-producción, libro-álbum, Rosa-Linda", "es") == "co-production, book album, Rosa-Linda"


@pytest.mark.parametrize("tag", ["es", "es-CL", "es-419"])
def test_the_region_of_a_language_does_not_matter(tag: str) -> None:
    assert glossary("es", *WORDS).gloss("tazas", tag) == "cup"


def test_a_language_without_entries_is_left_as_it_is() -> None:
    assert glossary("es", *WORDS).gloss("velas de  quilla", "fr") == "velas de  quilla"
