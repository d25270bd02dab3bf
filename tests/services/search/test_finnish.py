"""The tiers of Finnish words, with each of the two engines."""

import pytest

from services.search import voikko
from services.search.analysis import Analyzer
from services.search.matching import Tier, tier
from tests.services.search.conftest import NEEDS_NATIVE

# Asked for, found in a text, on which tier.
ANSWERS = [
    # Gradation of consonants, cases, plurals.
    ("katu", "kaduilla", Tier.LEMMA),
    ("tukea", "tuen", Tier.LEMMA),
    ("ranta", "rannoilta", Tier.LEMMA),
    ("puro", "puroihin", Tier.LEMMA),
    ("mies", "miehistä", Tier.LEMMA),
    ("vesi", "vesiä", Tier.LEMMA),
    ("käsi", "kädet", Tier.LEMMA),
    ("äidit", "äideille", Tier.LEMMA),
    ("tytär", "tyttäriensä", Tier.LEMMA),
    # Possessive suffixes and clitics.
    ("yhdistys", "yhdistyksemmekin", Tier.LEMMA),
    ("koti", "kodeissamme", Tier.LEMMA),
    ("talo", "talohan", Tier.LEMMA),
    ("ystävä", "ystäväsikö", Tier.LEMMA),
    ("lapsi", "lapsillanne", Tier.LEMMA),
    # Comparison, participles, infinitives.
    ("vanha", "vanhimpien", Tier.LEMMA),
    ("hyvä", "parempaa", Tier.LEMMA),
    ("ikääntyä", "ikääntyneille", Tier.LEMMA),
    ("ikääntyneet", "ikääntyvien", Tier.LEMMA),
    ("järjestää", "järjestetyt", Tier.LEMMA),
    ("auttaa", "auttamassa", Tier.LEMMA),
    ("osata", "osaamme", Tier.LEMMA),
    ("oppia", "oppiminen", Tier.LEMMA),
    # Parts of compounds: two, three, with a hyphen, held whole by the dictionary.
    ("nainen", "naisjärjestöissä", Tier.PART),
    ("vapaaehtoinen", "vapaaehtoistyöntekijöille", Tier.PART),
    ("työntekijä", "vapaaehtoistyöntekijöille", Tier.PART),
    ("puutarha", "yhteisöpuutarhojen", Tier.PART),
    ("hakemus", "tukihakemuksissa", Tier.PART),
    ("mieli", "mielenterveydestä", Tier.PART),
    ("terveys", "kansanterveystyö", Tier.PART),
    ("maa", "maa-ainesten", Tier.PART),
    ("ikä", "ikäihmisille", Tier.PART),
    ("apu", "ruoka-apuun", Tier.PART),
    ("hanke", "EU-hankkeissa", Tier.PART),
    ("karjala", "Pohjois-Karjalassa", Tier.PART),
    ("ohjaaja", "kerho-ohjaajista", Tier.PART),
    ("nuoret", "nuorisotalolla", Tier.PART),
    # Names of places.
    ("Joensuu", "Joensuussa", Tier.LEMMA),
    ("Kitee", "Kiteellä", Tier.LEMMA),
    ("Outokumpu", "outokummusta", Tier.LEMMA),
    ("Juuka", "Juuassa", Tier.LEMMA),
    ("EU", "EU:n", Tier.LEMMA),
    ("STEA", "STEA:lta", Tier.LEMMA),
    # What a word was made from.
    ("vanha", "vanhuus", Tier.ROOT),
    ("lapsi", "lapsuudesta", Tier.ROOT),
    ("liikkua", "liikuntaa", Tier.ROOT),
    ("opettaa", "opettajan", Tier.ROOT),
    ("opetus", "opettaa", Tier.ROOT),
    ("kuljettaa", "kuljetuksia", Tier.ROOT),
    ("hoitaa", "hoidon", Tier.ROOT),
    ("asua", "asukkaille", Tier.ROOT),
    ("kylä", "kyläläisten", Tier.ROOT),
    ("Joensuu", "joensuulaiset", Tier.ROOT),
    ("yhteisö", "yhteisöllisyyttä", Tier.ROOT),
    ("nuori", "nuorison", Tier.ROOT),
    ("yksinäinen", "yksinäisyyteen", Tier.ROOT),
]

STRANGERS = [
    ("kunnan", "kunnon"),
    ("veden", "vesan"),
    ("kannun", "kannon"),
    ("tuulen", "tulen"),
    ("kuvan", "kuivan"),
    ("laki", "lakki"),
    ("kisa", "kissa"),
    ("matto", "mato"),
    ("tapa", "tappaa"),
    ("hallitus", "halli"),
    ("näyttely", "näyttelijä"),
    ("vanhukset", "vanhemmat"),
    ("kokous", "kokemus"),
    ("suunta", "suunnittelu"),
    ("työ", "työttömyys"),
    ("joki", "Joensuussa"),
    ("järvi", "järki"),
    ("virallinen", "epävirallinen"),
    ("korpi", "korppi"),
    ("kuusi", "kausi"),
    ("mäki", "mökki"),
    ("palo", "pallo"),
    ("tori", "torni"),
    ("yhteys", "yhdistys"),
    ("sadun", "sadon"),
    ("kurssi", "kurki"),
]


@pytest.mark.parametrize(("asked", "found", "on"), ANSWERS)
def test_a_word_is_found_in_its_other_forms(analyzer: Analyzer, asked: str, found: str, on: Tier) -> None:
    assert tier(analyzer.word(asked), analyzer.word(found)) is on


@pytest.mark.parametrize(("asked", "found"), STRANGERS)
def test_words_that_only_look_alike_are_not(analyzer: Analyzer, asked: str, found: str) -> None:
    assert tier(analyzer.word(asked), analyzer.word(found)) is None


@NEEDS_NATIVE
@pytest.mark.parametrize(
    "form", sorted({form for one in [*ANSWERS, *STRANGERS] for form in one if not isinstance(form, Tier)})
)
def test_both_engines_give_the_same_tiers(form: str) -> None:
    native, portable = (Analyzer(voikko.by_name(name)) for name in (voikko.NATIVE, voikko.PORTABLE))

    assert native.word(form) == portable.word(form)


def test_a_word_of_no_dictionary_stands_for_itself(analyzer: Analyzer) -> None:
    word = analyzer.word("Qwzx")

    assert (word.lemmas, word.known) == (frozenset({"qwzx"}), False)


def test_the_last_part_of_a_new_word_is_inflected(analyzer: Analyzer) -> None:
    word = analyzer.word("Qwzx-kerhoissa")

    assert word.lemmas == {"qwzx-kerho"}
    assert word.parts == {"qwzx", "kerho"}
