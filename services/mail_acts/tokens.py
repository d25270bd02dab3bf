"""The tokens of mailed links: signed with the key of the settings, so that a made-up one is told at once."""

from itsdangerous import BadData, URLSafeSerializer

from models import NotFound
from services.settings import settings


def signed(purpose: str, *facts: int | str) -> str:
    return str(_signer(purpose).dumps(facts))


def opened(purpose: str, token: str) -> list[int | str]:
    """What the token says; NotFound when we have not signed it for this purpose."""
    try:
        return list(_signer(purpose).loads(token))
    except (BadData, TypeError):
        raise NotFound("link_broken") from None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt=f"kanto.{purpose}")
