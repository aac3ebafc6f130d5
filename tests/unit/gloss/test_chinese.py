"""How Chinese is glossed: segmentation, both scripts, and measure words."""

import pytest

from tests.unit.gloss.build import glossary

WORDS = (
    "的,part,", "我们,pron,we,,我們", "不接受,v,do not accept", "不,adv,not", "陶器,n,pottery", "贸易,n,trade,,貿易",
    "易碎,adj,fragile", "绘本,n,picture book,,繪本", "书,n,book,,書", "书店,n,bookshop,,書店", "购买,v,buy,,購買",
    "件,mw,piece", "机器,n,machine,,機器", "制造,v,manufacture,,製造", "软件,n,software,,軟體", "电话,n,telephone,,電話",
    "身体,n,body,,身體", "中国,n,China,,中國", "图画,n,picture,,圖畫",
)


def test_the_longest_entries_win_and_particles_are_dropped() -> None:
    assert glossary("zh", *WORDS).gloss("我们购买书店的陶器。", "zh-Hans") == "we buy bookshop pottery."


@pytest.mark.parametrize(("text", "gloss"), [("購買繪本", "buy picture book"), ("我們的機器", "we machine")])
def test_traditional_characters_are_glossed_as_well(text: str, gloss: str) -> None:
    assert glossary("zh", *WORDS).gloss(text, "zh-Hant") == gloss


def test_an_entry_given_in_one_script_is_found_in_the_other_through_the_characters_of_the_rest() -> None:
    assert glossary("zh", *WORDS, "图书,n,books").gloss("圖書", "zh-Hant") == "books"


def test_a_word_that_differs_between_regions_teaches_no_characters() -> None:
    words = glossary("zh", *WORDS)

    assert words.gloss("軟體", "zh-Hant") == "software"
    assert words.gloss("身體", "zh-Hant") == "body"


@pytest.mark.parametrize(("text", "gloss"), [
    ("三十一件", "31 piece"), ("十二件", "12 piece"), ("一千零五十", "1050"), ("一百万", "1000000"), ("三百五十件", "350 piece"),
    ("二〇二五", "2025"), ("一件", "一 piece"),
])
def test_numbers_of_several_characters_come_out_in_figures(text: str, gloss: str) -> None:
    assert glossary("zh", *WORDS).gloss(text, "zh") == gloss


def test_negation_numbers_measure_words_and_unknown_characters_are_kept_as_written() -> None:
    gloss = glossary("zh", *WORDS).gloss("不接受機器製造，200件，飛龍 LED", "zh-Hant")

    assert gloss == "do not accept machine manufacture, 200 piece, 飛龍 LED"
