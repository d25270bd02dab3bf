import hashlib
import secrets


def new_token() -> str:
    """256 random bits that fit an address and a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the database keeps of a token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
