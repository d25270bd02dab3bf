"""Words as they are said to the one who reads them."""

import pytest

from models import ERASED
from ui import texts


@pytest.mark.parametrize(
    ("locale", "name"), [("fi", ERASED), ("sv", "Raderad användare"), ("en", "Deleted user")]
)
def test_who_has_been_erased_is_named_in_the_readers_language(locale: str, name: str) -> None:
    with texts.speaking(locale):
        assert texts.plain(ERASED) == name
        assert texts.t("sign_in.already", name=ERASED) == texts.t("sign_in.already", name=name)
        assert texts.plain("Aino_Mäki") == r"Aino\_Mäki"
