import pytest

from services.settings import SettingsError, read

PRODUCTION = {"KANTO_ENVIRONMENT": "production", "KANTO_SECRET_KEY": "long and random"}


def test_an_empty_environment_is_a_laptop() -> None:
    settings = read({})

    assert settings.development
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8501, False)


@pytest.mark.parametrize(
    "environ",
    [
        {"KANTO_ENVIRONMENT": "production"},
        {"KANTO_ENVIRONMENT": "production", "KANTO_SECRET_KEY": ""},
        {**PRODUCTION, "KANTO_DEMO": "1"},
    ],
)
def test_production_starts_neither_without_a_secret_nor_with_the_demo(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        read(environ)


def test_cookies_are_secure_where_the_address_is() -> None:
    assert read({**PRODUCTION, "KANTO_BASE_URL": "https://kanto.example/"}).https
    assert not read({}).https


@pytest.mark.parametrize(
    ("environ", "port"),
    [
        ({"KANTO_BASE_URL": "http://localhost:9000"}, 9000),
        ({"KANTO_BASE_URL": "https://kanto.example"}, 8501),
        ({"KANTO_BASE_URL": "http://localhost:9000", "KANTO_PORT": "9001"}, 9001),
    ],
)
def test_the_port_is_the_addresses_unless_it_is_said(environ: dict[str, str], port: int) -> None:
    assert read(environ).port == port
