"""streamlit-authenticator made safe: its form, hashing and interface over our accounts and sessions.

By itself it wants everybody's credentials at once and keeps a cookie that scripts can read and nobody can
revoke. It is given credentials that look one person up, a model that leaves the verdict to the services, and a
cookie object that hands out tickets. Nothing else of the product knows the library, bcrypt's wrapper aside.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit_authenticator import Authenticate
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel
from streamlit_authenticator.views import authentication_view

from models import WorkspaceError
from services import accounts
from ui import door, links, texts, visitor
from ui.texts import t

# The library writes these into the session state, where they could meet other screens' widgets.
_ITS_KEYS = ("name", "authentication_status", "username", "email", "roles", "logout")


def form(after: str) -> None:
    """The sign-in form; a good password sends the browser on to the path `after`."""
    library = _SignIn(after)
    library.login(
        fields={
            "Form name": "",
            "Username": t("sign_in.email"),
            "Password": t("sign_in.password"),
            "Login": t("sign_in.act"),
        },
        key="sign-in",
    )
    for key in _ITS_KEYS:
        st.session_state.pop(key, None)
    if library.verdict.refused:
        st.error(texts.refusal(library.verdict.refused), icon=":material/error:")


def enter(ticket: str, after: str) -> None:
    """Sends the browser to fetch its session cookie, and from there to `after`."""
    leave_for(links.address("session/begin", ticket=ticket, next=accounts.local_path(after)))


def sign_out(after: str = "/") -> None:
    """Ends this browser's session; the cookie is cleared on the way out."""
    door.perform(_end)
    leave_for(links.address("session/end", next=after))


def leave_for(address: str) -> None:
    """Leaves the page for a route beside the app; nothing after this call runs.

    It is the message with which `st.login` sends people to their provider: no script and no extra click,
    so it passes a strict content policy.
    """
    context = get_script_run_ctx()
    if context:
        message = ForwardMsg()
        message.auth_redirect.url = address
        context.enqueue(message)
    st.info(t("sign_in.on_the_way"), icon=":material/hourglass_top:")
    st.stop()


def _end(session: Any, _actor: Any) -> None:
    accounts.end_session(session, visitor.token())


class _Verdict:
    """What became of one press of the button."""

    def __init__(self) -> None:
        self.attempt: accounts.Attempt | None = None
        self.refused: WorkspaceError | None = None

    def of(self, email: str, password: str) -> bool:
        """Counted in one transaction, compared outside any: bcrypt takes its time, and others must write."""
        if not password:
            self.refused = WorkspaceError("sign_in")
            return False
        begun = door.attempt(accounts.begin_attempt, email, address=visitor.network_address())
        if begun and accounts.matches(password, begun.value.password_hash):
            self.attempt = begun.value
            return True
        self.refused = begun.refused or WorkspaceError("sign_in")
        return False


class _OnePerson(Mapping[str, dict[str, Any]]):
    """The library's `usernames`: whoever is asked for, and never a list of everybody."""

    def __getitem__(self, email: str) -> dict[str, Any]:
        return {"email": email, "name": "", "roles": [], "failed_login_attempts": 0}

    def __contains__(self, email: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        # Truthy, or the library would put an empty dict in its place.
        return 1


class _Credentials(dict[str, Any]):
    """Ignores the assignment with which the library replaces the mapping by a copy."""

    def __setitem__(self, key: str, value: object) -> None:
        self.setdefault(key, value)


class _Model(AuthenticationModel):  # type: ignore[misc]
    def __init__(self, verdict: _Verdict) -> None:
        super().__init__(credentials=_Credentials(usernames=_OnePerson()), auto_hash=False)
        self._verdict = verdict

    def login(self, username: str, *rest: Any, **named: Any) -> Any:
        # By itself the library has no word for who left the e-mail out.
        if not username:
            self._verdict.refused = WorkspaceError("sign_in")
        return super().login(username, *rest, **named)

    def check_credentials(self, username: str, password: str) -> bool:
        return self._verdict.of(username, password)


class _Controller(AuthenticationController):  # type: ignore[misc]
    def __init__(self, verdict: _Verdict) -> None:
        self.authentication_model = _Model(verdict)


class _Cookies:
    """In place of the library's cookie: sessions are rows, and the browser fetches its cookie with a ticket."""

    def __init__(self, verdict: _Verdict, after: str) -> None:
        self._verdict = verdict
        self._after = after

    def get_cookie(self) -> None:
        # The frame has asked the session table already; this form is for those who are not signed in.
        return None

    def set_cookie(self) -> None:
        assert self._verdict.attempt is not None
        entered = door.attempt(accounts.enter, self._verdict.attempt, mark=visitor.mark())
        self._verdict.refused = entered.refused
        if entered:
            enter(entered.value, "/account?kept=1" if self._verdict.attempt.leaving else self._after)

    def delete_cookie(self) -> None:
        sign_out()


class _SignIn(Authenticate):  # type: ignore[misc]
    def __init__(self, after: str) -> None:
        # The library's own __init__ would start its cookie component and copy the credentials.
        self.verdict = _Verdict()
        self.attrs = {"login_sleep_time": 0}
        self.path = None
        self.secret_key = ""
        self.cookie_controller = _Cookies(self.verdict, after)
        self.authentication_controller = _Controller(self.verdict)


class _Form:
    """The library forbids browsers to fill its form in; our people need it (WCAG 1.3.5). And no empty heading."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)

    def text_input(self, label: str, type: str = "default", **rest: Any) -> Any:
        purpose = "current-password" if type == "password" else "username"
        return self._made.text_input(label, type=type, **{**rest, "autocomplete": purpose})

    def form_submit_button(self, label: str) -> bool:
        return bool(self._made.form_submit_button(label, type="primary"))

    def subheader(self, _text: str) -> None:
        return None


class _Streamlit:
    def __getattr__(self, name: str) -> Any:
        return getattr(st, name)

    def form(self, *args: Any, **kwargs: Any) -> _Form:
        return _Form(st.form(*args, **kwargs))


authentication_view.st = _Streamlit()
