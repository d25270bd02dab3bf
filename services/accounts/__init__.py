"""People's accounts: signing up and in, sessions, mailed links."""

from services.accounts.sessions import begin_session, end_session, person_of_token

__all__ = ["begin_session", "end_session", "person_of_token"]
