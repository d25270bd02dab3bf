"""Which passwords are good enough, and that all of a long one counts."""

import bcrypt
import pytest

from models import Invalid
from services import accounts
from services.accounts import addresses

RAIJA = ("Raija Uusitalo", "raija.uusitalo@example.org")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    salt = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda: salt(4))


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", "needed"),
        ("           ", "needed"),
        ("kolme sanaa", "password_short"),
        ("  kolme sanaa  ", "password_short"),
        ("ab cd ef " * 14 + "xyz", "password_long"),
        ("neljä sanaa\x00 tässä", "control_characters"),
        ("aaaaaaaaaaaa", "password_repeats"),
        ("121212121212", "password_repeats"),
        ("Salasana1234", "password_common"),
        ("sala sana 1234", "password_common"),
        ("qwertyuiop12", "password_common"),
        ("lkjhgfdsaåpoi", "password_common"),
        ("abcdefghijklmn", "password_common"),
        ("kissakalakissakala", "password_common"),
        ("Raija Uusitalo 1", "password_own"),
        ("raija.uusitalo@example.org", "password_own"),
    ],
)
def test_weak_password_is_refused_with_its_rule(password: str, refusal: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.choose(password, own=RAIJA)

    assert (refused.value.key, refused.value.field) == (refusal, "password")


@pytest.mark.parametrize(
    "password",
    [
        "neljä sanaa1",
        "ab cd ef " * 14 + "xy",
        "Raija rakastaa kahvia ja pullaa",
        "åäö ÅÄÖ 12345 välilyönti",
    ],
)
def test_good_password_opens_its_own_hash_and_no_other(password: str) -> None:
    chosen = accounts.choose(password, own=RAIJA)

    assert accounts.matches(password, chosen.hash)
    assert not accounts.matches(password + "!", chosen.hash)
    assert password not in repr(chosen)


def test_twelve_characters_are_enough_and_128_are_the_most() -> None:
    shortest, longest = "kahvi ja pul", "kahvi pulla "[:11] * 11 + "metsäs!"

    assert (len(shortest), len(longest)) == (12, 128)
    assert accounts.choose(shortest, own=())
    assert accounts.choose(longest, own=())
    for bad in (shortest[:-1], longest + "s"):
        with pytest.raises(Invalid):
            accounts.choose(bad, own=())


def test_long_passphrases_differ_in_their_tails() -> None:
    head = "äitini sävelsi yöllä hämärän häälaulun jäätyneelle järvelle "
    assert len(head.encode()) >= 72

    chosen = accounts.choose(head + "yksi", own=())

    assert accounts.matches(head + "yksi", chosen.hash)
    assert not accounts.matches(head + "kaksi", chosen.hash)


def test_keyboards_that_write_letters_differently_give_one_password() -> None:
    chosen = accounts.choose("häälaulu yöllä", own=())

    assert accounts.matches("ha\u0308a\u0308laulu yo\u0308lla\u0308", chosen.hash)
    assert accounts.matches(" häälaulu yöllä ", chosen.hash)


def test_nobodys_password_is_compared_with_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []

    def check(_password: bytes, password_hash: bytes) -> bool:
        compared.append(password_hash)
        return True

    monkeypatch.setattr(bcrypt, "checkpw", check)

    assert not accounts.matches("mikä tahansa salasana", "")

    assert compared[0].startswith(b"$2b$12$")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Aino@Example.ORG ", "aino@example.org"),
        ("a.b+kanto@sub.example.fi", "a.b+kanto@sub.example.fi"),
        ("aino@järvi.fi", "aino@xn--jrvi-loa.fi"),
    ],
)
def test_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert addresses.email_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "aino",
        "@example.org",
        "aino@",
        "aino@example",
        "aino@@example.org",
        "aino@ex ample.org",
        "ai no@example.org",
        "aino@example..org",
        "aino@example.org\nBcc: x@example.org",
        "<aino@example.org>",
        "a" * 65 + "@example.org",
        "aino@" + "a." * 130 + "fi",
        "x@" + "å" * 80 + ".fi",
    ],
)
def test_what_no_mail_reaches_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        addresses.email_of(typed)

    assert (refused.value.key, refused.value.field) == ("email", "email")
