"""How Japanese is glossed: segmentation, conjugation, and entries that depend on their place."""

import pytest

from tests.unit.gloss.build import glossary

WORDS = (
    "は,prt,", "が,prt,", "を,prt,", "の,prt,", "も,prt,", "を中心に,prt,mainly", "です,aux,", "ます,aux,",
    "ません,aux,not", "ない,aux,not", "たい,aux,want", "た,aux,", "て,aux,", "います,aux,", "いません,aux,not",
    "できません,aux,cannot", "できる,aux,can", "した,aux,", "して,aux,", "する,vk,", "属する,vk,belong",
    "仕入れる,v1,purchase", "作る,v5,make,つくる", "書く,v5,write", "行く,v5,go", "使う,v5,use", "高い,adj-i,high",
    "静か,adj-na,quiet", "輸出,vs,export", "陶器,n,pottery", "器,n,vessel", "絵本,n,picture book", "絵,n,picture",
    "本,counter,pieces", "本,n,book", "個,counter,pieces", "展,suffix,exhibition", "日本,n,Japan",
    "製,suffix,made in",
    "再,prefix,re", "利用,vs,use", "ラマ,n,llama", "アルパカ,n,alpaca", "ニット,n,knitwear", "作品,n,work",
    "取り扱う,v5,handle", "円,counter,yen",
)


@pytest.mark.parametrize(("text", "gloss"), [
    ("作った", "make"), ("作り", "make"), ("作れば", "make"), ("つくられ", "make"), ("書いて", "write"),
    ("行った", "go"),
    ("仕入れます", "purchase"), ("高かった", "high"), ("高く", "high"), ("静かな", "quiet"), ("属して", "belong"),
    ("輸出した", "export"),
])
def test_verbs_and_adjectives_are_known_as_they_are_conjugated(text: str, gloss: str) -> None:
    assert glossary("ja", *WORDS).gloss(text, "ja") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("仕入れたい", "want purchase"), ("作りたい", "want make"), ("使わない", "not use"),
    ("取り扱っていません", "not handle"),
    ("輸出できません", "cannot export"),
])
def test_wishes_and_negations_are_kept_and_stand_before_the_verb(text: str, gloss: str) -> None:
    assert glossary("ja", *WORDS).gloss(text, "ja") == gloss


def test_the_longest_entries_win_and_particles_are_dropped() -> None:
    assert glossary("ja", *WORDS).gloss("日本の絵本を中心に作ります。", "ja") == "Japan picture book mainly make."


@pytest.mark.parametrize(("text", "gloss"), [
    ("ラマ", "llama"), ("ラマダン", "ラマダン"), ("アルパカニット", "alpaca knitwear"),
    ("アルパカフェス", "アルパカフェス"),
    ("ｱﾙﾊﾟｶ", "alpaca"),
])
def test_a_katakana_word_is_known_whole_or_kept_whole(text: str, gloss: str) -> None:
    assert glossary("ja", *WORDS).gloss(text, "ja") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("本", "book"), ("3本", "3 pieces"), ("三本", "三 pieces"), ("陶器展", "pottery exhibition"),
    ("日本製", "Japan made in"), ("再利用", "re use"),
])
def test_counters_suffixes_and_prefixes_are_read_where_they_can_stand(text: str, gloss: str) -> None:
    assert glossary("ja", *WORDS).gloss(text, "ja") == gloss


def test_numbers_latin_words_and_unknown_kanji_are_kept() -> None:
    assert glossary("ja", *WORDS).gloss("ABC社の陶器、１００個（税込）", "ja") == "ABC 社 pottery, 100 pieces (税込)"
