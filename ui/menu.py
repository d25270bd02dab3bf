"""The screens and who finds them in the menu. Hiding is comfort; the services are the guard."""

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from services.actors import Actor
from ui.texts import t


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
    Screen("moderation", "rule", "facilitators", "desk"),
    Screen("ruling", "gavel"),
    Screen("statistics", "bar_chart", "staff", "desk"),
    Screen("search", "search"),
    Screen("map", "map"),
    Screen("matches", "volunteer_activism"),
    Screen("idea", "lightbulb"),
    Screen("idea_form", "edit"),
    Screen("group", "groups"),
    Screen("group_form", "edit"),
    Screen("association", "diversity_3"),
    Screen("association_form", "edit"),
    Screen("request", "mail"),
    Screen("request_form", "edit"),
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
    Screen("invitation", "mail"),
    Screen("about", "info", "everybody", "me"),
)


def navigation(actor: Actor) -> StreamlitPage:
    """The screen of this address; every screen is known, so that a deep link finds its own."""
    sections: dict[str, list[StreamlitPage]] = {}
    for screen in SCREENS:
        title = t(f"menu.{screen.section}") if screen.section else ""
        sections.setdefault(title, []).append(_page(screen, actor))
    return st.navigation(sections)


def _page(screen: Screen, actor: Actor) -> StreamlitPage:
    return st.Page(
        f"pages/{screen.name}.py",
        title=t(f"{screen.name}.title"),
        icon=f":material/{screen.icon}:",
        default=screen.name == "home",
        visibility="visible" if _shown(screen, actor) else "hidden",
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
