"""The door between a screen and the services: one click is one transaction.

`load` reads, `perform` changes. No element is drawn inside a transaction that changes: `st.rerun()` raises, and
would roll it back without a word.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import streamlit as st
from sqlmodel import Session
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from models import Invalid, NotFound, WorkspaceError, now
from services import accounts, actors
from services.actors import Actor
from services.database import changing, reading
from ui import parts, texts, visitor

P = ParamSpec("P")
T = TypeVar("T")

_ACTOR = "_actor"
_FLASH = "_flash"
_LAST = "_last_act"
# So long a second press of the same is a double one.
_DOUBLE = timedelta(seconds=5)
_shared: ContextVar[Session | None] = ContextVar("shared", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """What a run asks inside is read in one transaction; a transaction for each question costs an element's time.

    An act ends it, and what is asked after that sees what the act did.
    """
    with reading() as session:
        token = _shared.set(session)
        try:
            yield
        finally:
            _shared.reset(token)


@contextmanager
def _asking() -> Iterator[Session]:
    shared = _shared.get()
    if shared is None:
        with reading() as session:
            yield session
        return
    try:
        yield shared
    except BaseException:
        shared.rollback()
        raise
    finally:
        # Rows are one question's, as if each had its own transaction.
        shared.expunge_all()


def _end_reading() -> None:
    """Before an act, or what takes long."""
    if shared := _shared.get():
        shared.rollback()


def begin(question: Callable[[Session, Actor], T]) -> tuple[Actor, T]:
    """Who this browser is, and what the frame wants to know for them: one transaction at the start of each run."""
    visitor.keep_apart()
    with _asking() as session:
        visit = accounts.visit_of_token(session, visitor.token())
        found = actors.actor_of(session, visit[0]) if visit else actors.VISITOR
        answer = question(session, found)
    if visit and accounts.is_stale(visit[1]):
        _end_reading()
        with changing() as session:
            accounts.touch(session, visit[1].id)
    _settle(found)
    return found, answer


def _settle(found: Actor) -> None:
    """Makes the found person this run's; what was written while signed in goes with the sign-in."""
    before = st.session_state.get(_ACTOR, actors.VISITOR)
    if before.person_id not in (None, found.person_id):
        language = texts.language()
        st.session_state.clear()
        st.session_state[texts.LANGUAGE_KEY] = language
        visitor.keep_apart()
        flash(texts.t("sign_in.ended"), ":material/logout:")
    asked = st.query_params.get(texts.LANGUAGE_IN_ADDRESS) if found.is_visitor else found.locale
    if asked in texts.LOCALES:
        st.session_state.setdefault(texts.LANGUAGE_KEY, asked)
    st.session_state[_ACTOR] = found


def alone() -> bool:
    """Whether a fragment runs by itself: what the screen around it has found out is as old as the screen."""
    context = get_script_run_ctx()
    return bool(context and context.fragment_ids_this_run)


def actor() -> Actor:
    """The person of this run. A fragment's run does not pass through the frame, so it asks anew."""
    if _ACTOR not in st.session_state or alone():
        return begin(lambda _session, found: found)[0]
    return st.session_state[_ACTOR]  # type: ignore[no-any-return]


def _who(session: Session) -> Actor:
    person = accounts.person_of_token(session, visitor.token())
    return actors.actor_of(session, person) if person else actors.VISITOR


def load(question: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer for this person; a refusal ends the page, mostly with "not found".

    A right can be gone between two questions of one page: that is no error.
    """
    asking = actor()
    try:
        with _asking() as session:
            return question(session, asking, *args, **kwargs)
    except WorkspaceError as error:
        st.session_state.pop(_FLASH, None)
        refused = error
    missing(refused)
    raise AssertionError("unreachable: the page has stopped")


def missing(error: WorkspaceError | None = None) -> None:
    """The page of what is not there, or not for this person."""
    known = error is not None and not isinstance(error, NotFound)
    title = texts.t("errors.closed_title" if known else "errors.not_found_title")
    parts.name_tab(title)
    st.title(title)
    st.write(texts.refusal(error or NotFound()))
    if actor().is_visitor:
        _offer_sign_in()
    st.page_link("pages/home.py", label=texts.t("frame.to_home"), icon=":material/home:")
    st.stop()


def _offer_sign_in() -> None:
    """What a visitor may not see may be there for the one who signs in; the way leads back here."""
    st.page_link(
        "pages/sign_in.py",
        label=texts.t("sign_in.to_see"),
        icon=":material/login:",
        query_params={"next": visitor.here()},
    )


@dataclass(frozen=True)
class Done(Generic[T]):
    """What an act gave; false when it was refused."""

    ok: bool
    value: Any = None
    refused: WorkspaceError | None = None

    def __bool__(self) -> bool:
        return self.ok


def attempt(act: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
    """The act in one transaction, with rights asked anew; a refusal changes nothing and is given back."""
    _end_reading()
    try:
        with changing() as session:
            value = act(session, _who(session), *args, **kwargs)
    except WorkspaceError as error:
        return Done(False, refused=error)
    return Done(True, value)


@dataclass
class _Last:
    """What was done last in this tab, by a digest: the words are not kept a second time."""

    digest: bytes = b""
    done: Done[Any] = Done(False)
    at: datetime = field(default_factory=now)

    def is_double(self, digest: bytes) -> bool:
        return self.digest == digest and now() - self.at < _DOUBLE


def once(act: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
    """`attempt` of what would be refused a second time: a second press of the same gets the first one's answer.

    A press ends the run that is under way, also when that has acted and not yet gone on to the next screen. The run of
    the second press does then what the first was about to. What is made new needs none of it: `services/clicks.py`.
    """
    last: _Last = st.session_state.setdefault(_LAST, _Last())
    digest = sha256(repr((act, args, kwargs)).encode()).digest()
    if last.is_double(digest):
        return last.done
    done = attempt(act, *args, **kwargs)
    if done:
        # Nothing of Streamlit's is touched from the act to here, so that no press comes between.
        last.digest, last.done, last.at = digest, done, now()
    return done


def perform(act: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
    """`attempt`, with a refusal shown where the screen stands."""
    done = attempt(act, *args, **kwargs)
    if done.refused:
        st.error(texts.refusal(done.refused), icon=":material/error:")
    return done


class Fields:
    """The places beside a form's fields where a refusal is shown.

    fields = Fields()
    title = st.text_input(...)
    fields.beside("title")
    ...
    fields.general()
    if saved and fields.perform(ideas.save, ...):
    """

    def __init__(self) -> None:
        self._places: dict[str, DeltaGenerator] = {}

    def beside(self, field: str) -> None:
        self._places[field] = st.empty()

    def general(self) -> None:
        self.beside("")

    def show(self, error: WorkspaceError) -> None:
        field = error.field if isinstance(error, Invalid) else ""
        own = self._places.get(field)
        place = own or self._places.get("") or st
        place.error(texts.refusal(error), icon=":material/error:")
        if own:
            parts.to_refusal()

    def look(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        """What is found out before any transaction, since it takes long; a refusal is shown beside its field."""
        _end_reading()
        try:
            return Done(True, question(*args, **kwargs))
        except WorkspaceError as error:
            self.show(error)
            return Done(False, refused=error)

    def perform(
        self, act: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Done[T]:
        return self._shown(attempt(act, *args, **kwargs))

    def once(
        self, act: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Done[T]:
        return self._shown(once(act, *args, **kwargs))

    def _shown(self, done: Done[T]) -> Done[T]:
        if done.refused:
            self.show(done.refused)
        return done


def flash(text: str, icon: str = ":material/check_circle:") -> None:
    """Words for after the rerun that follows an act."""
    st.session_state[_FLASH] = (text, icon)


def flash_refused(done: Done[Any]) -> None:
    """After an act in a widget's callback, where no place of the screen stands yet: why it was refused, if it was."""
    if done.refused:
        flash(texts.refusal(done.refused), ":material/error:")


def show_flash() -> None:
    if found := st.session_state.get(_FLASH):
        st.toast(found[0], icon=found[1])
        # Forgotten once they are on their way: a press that comes just then ends the run before they are.
        st.session_state.pop(_FLASH, None)
