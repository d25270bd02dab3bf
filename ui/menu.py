"""The screens and who finds them in the menu. Hiding is comfort; the services are the guard."""

from dataclasses import dataclass
from functools import cache, cached_property

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from services.actors import Actor
from ui import texts
from ui.texts import translated


@dataclass(frozen=True)
class Screen:
    name: str
    icon: str
    # In the menu of: everybody, people who signed in, facilitators, who works for the service; or of
    # nobody, reached by links.
    menu: str = "nobody"
    section: str = "work"


SCREENS = (
    Screen("home", "home", "everybody", ""),
    Screen("ideas", "lightbulb", "everybody"),
    Screen("groups", "groups", "everybody"),
    Screen("associations", "diversity_3", "everybody"),
    Screen("partners", "handshake", "members"),
    Screen("requests", "mail", "members"),
    Screen("plans", "assignment", "members"),
    Screen("advice", "support_agent", "members"),
    Screen("articles", "quiz", "everybody"),
    Screen("events", "event", "everybody"),
    Screen("calls", "campaign", "everybody"),
    Screen("impact", "insights", "everybody"),
    Screen("desk", "space_dashboard", "facilitators", "desk"),
    Screen("moderation", "rule", "facilitators", "desk"),
    Screen("registers", "library_books", "staff", "desk"),
    Screen("ruling", "gavel"),
    Screen("statistics", "bar_chart", "staff", "desk"),
    Screen("feedback_desk", "feedback", "staff", "desk"),
    Screen("search", "search"),
    Screen("map", "map"),
    Screen("matches", "volunteer_activism"),
    Screen("idea", "lightbulb"),
    Screen("idea_form", "edit"),
    Screen("group", "groups"),
    Screen("group_form", "edit"),
    Screen("association", "diversity_3"),
    Screen("association_form", "edit"),
    Screen("association_merge", "merge"),
    Screen("request", "mail"),
    Screen("request_form", "edit"),
    Screen("bulletins", "forward_to_inbox"),
    Screen("bulletin", "forward_to_inbox"),
    Screen("bulletin_form", "edit"),
    Screen("introductions", "waving_hand"),
    Screen("introduction", "waving_hand"),
    Screen("introduction_form", "edit"),
    Screen("joining", "join_inner"),
    Screen("similar", "compare"),
    Screen("partner_set", "handshake"),
    Screen("plan", "assignment"),
    Screen("call", "campaign"),
    Screen("call_form", "edit"),
    Screen("results", "insights"),
    Screen("decision", "how_to_vote"),
    Screen("decision_form", "how_to_vote"),
    Screen("meeting", "groups"),
    Screen("meeting_form", "edit"),
    Screen("event", "event"),
    Screen("event_form", "edit"),
    Screen("article", "quiz"),
    Screen("article_form", "edit"),
    Screen("story", "auto_stories"),
    Screen("story_form", "edit"),
    Screen("advice_form", "edit"),
    Screen("advice_case", "lock"),
    Screen("notices", "notifications"),
    Screen("notice_settings", "tune"),
    Screen("saved_searches", "bookmark", "members", "me"),
    Screen("account", "person", "members", "me"),
    Screen("sign_in", "login", "visitors", "me"),
    Screen("sign_up", "person_add", "visitors", "me"),
    Screen("verify", "mark_email_read"),
    Screen("forgotten", "lock_reset"),
    Screen("reset", "lock_reset"),
    Screen("new_address", "mark_email_read"),
    Screen("keep_address", "undo"),
    Screen("invitation", "mail"),
    Screen("about", "info", "everybody", "me"),
    Screen("promise", "schedule"),
    Screen("accessibility", "accessibility_new"),
    Screen("privacy", "shield_person"),
    Screen("terms", "contract"),
    Screen("glossary", "dictionary"),
    Screen("feedback", "feedback"),
)
_ICONS = {screen.name: screen.icon for screen in SCREENS}


class _Page(StreamlitPage):
    """A page that is made once and shared by all runs: they all count the same hash, and none may lock it.

    Streamlit counts it anew at each look, which is three hundred times in a run with our screens, and lets the page
    that it finds be run once. To copy all of them for each run instead costs as much again.
    """

    _can_be_called = property(lambda self: True, lambda self, value: None)

    @cached_property
    def _script_hash(self) -> str:
        return super()._script_hash


def navigation(actor: Actor) -> StreamlitPage:
    """The screen of this address; every screen is known, so that a deep link finds its own."""
    shown = frozenset(screen.name for screen in SCREENS if _shown(screen, actor))
    return st.navigation(_sections(texts.language(), shown))


def link_to(name: str) -> StreamlitPage:
    """The screen for a link. By its path Streamlit would look for the file anew at each of a page's links."""
    return _made(name, texts.LOCALES[0], shown=False)


# The same few menus for everybody: making their pages asks the disk about each file, at every run of every person.
@cache
def _sections(locale: str, shown: frozenset[str]) -> dict[str, list[StreamlitPage]]:
    sections: dict[str, list[StreamlitPage]] = {}
    for screen in SCREENS:
        title = translated(locale, f"menu.{screen.section}") if screen.section else ""
        sections.setdefault(title, []).append(_made(screen.name, locale, shown=screen.name in shown))
    return sections


@cache
def _made(name: str, locale: str, *, shown: bool) -> StreamlitPage:
    return _Page(
        f"pages/{name}.py",
        title=translated(locale, f"{name}.title"),
        icon=f":material/{_ICONS[name]}:",
        default=name == "home",
        visibility="visible" if shown else "hidden",
    )


def _shown(screen: Screen, actor: Actor) -> bool:
    match screen.menu:
        case "everybody":
            return True
        case "members":
            return not actor.is_visitor
        case "visitors":
            return actor.is_visitor
        case "facilitators":
            return actor.is_facilitator
        case "staff":
            return actor.is_facilitator or actor.is_admin
    return False
