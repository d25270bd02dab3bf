"""The main job from nothing to a plan, by four people who each have a browser of their own."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from models import Kind
from tests.browser.conftest import Meet, Server
from tests.browser.hands import (
    box,
    button,
    choose,
    fi,
    finds_nothing,
    follow,
    heading,
    press,
    sees,
    settled,
    tick,
    visit,
    wait_until_saved,
    write,
)

CHAIR = "Lempi Lahdenranta"
ADDRESS = "lempi@lahdenperukka.example"
PASSWORD = "perukan talkoot ja uunituore leipä"
ASSOCIATION = "Lahdenperukan kyläyhdistys ry"
IDEA = "Kylätalon iltaruoka naapureille"
GROUP = "Perukan pöytä"
SUMMARY = "Keitämme kylätalolla kerran viikossa iltaruoan ja syömme yhdessä."
NEED = "Moni yksin asuva ei tapaa ketään moneen päivään."
PARTNER = "Haavejoen mielenterveyden tuki ry"
TASK = "Keittiön katselmus"


def test_an_idea_travels_from_a_new_chair_to_a_plan_with_a_partner(person: Meet, server: Server) -> None:
    chair, facilitator, manager, stranger = person(), person("kaisa"), person("henna"), person("sirpa")

    sign_up(chair, server)
    association = create_association(chair)
    finds_nothing(stranger, association)
    decide(facilitator, Kind.ASSOCIATION, ASSOCIATION)
    group = propose_group(chair)
    decide(facilitator, Kind.GROUP, GROUP)
    join(manager, group)
    idea = write_idea(chair, server)
    finds_nothing(stranger, idea)
    finds_nothing(facilitator, idea)
    complete_idea(chair)
    submit(chair)
    decide(facilitator, Kind.IDEA, IDEA)
    find(manager)
    request = ask_partner(chair)
    finds_nothing(stranger, request)
    accept(manager, server)
    plan = begin_plan(chair)
    add_task(chair)
    see_schedule(manager, plan)
    finds_nothing(stranger, plan)


def sign_up(chair: Page, server: Server) -> None:
    visit(chair, "/sign_up")
    write(chair, "accounts.name", CHAIR)
    write(chair, "accounts.email", ADDRESS)
    write(chair, "accounts.password", PASSWORD)
    press(chair, "sign_up.act")
    sees(chair, "sign_up.sent")
    chair.goto(server.mail_link(ADDRESS))
    press(chair, "verify.act")
    heading(chair, "verify.welcome", name=CHAIR)


def create_association(chair: Page) -> str:
    press(chair, "verify.add_it")
    heading(chair, "association_form.new_title")
    write(chair, "association_form.name", ASSOCIATION)
    choose(chair, "association_form.municipality", "Juuka")
    choose(chair, "association_form.kind", "kyläyhdistys")
    write(chair, "association_form.description", "Pidämme kylätaloa auki ja ruokimme nälkäiset.")
    press(chair, "association_form.send")
    heading(chair, ASSOCIATION)
    sees(chair, "association_state.pending")
    return path_of(chair)


def decide(facilitator: Page, kind: Kind, title: str) -> None:
    """Takes the item from the queue, which claims it, and lets it through."""
    visit(facilitator, f"/moderation?kind={kind}")
    follow(facilitator.locator(".st-key-things-queue"), title)
    expect(facilitator.get_by_role("heading", name=title)).to_be_visible()
    tick(facilitator, "radio", "decision.publish")
    press(facilitator, "moderation.decide")
    sees(facilitator, "moderation.last", title=title, decision_key="decision_done.publish")


def propose_group(chair: Page) -> str:
    visit(chair, "/groups")
    press(chair, "groups.found")
    write(chair, "group_form.name", GROUP)
    write(chair, "group_form.purpose", "Syömme yhdessä ja opimme toisiltamme.")
    press(chair, "group_form.propose")
    heading(chair, GROUP)
    sees(chair, "group_state.proposed")
    return path_of(chair)


def join(member: Page, group: str) -> None:
    visit(member, group)
    press(member, "group.join")
    sees(member, "group.joined")


def write_idea(chair: Page, server: Server) -> str:
    """The draft saves itself: a refresh in the middle of it loses nothing."""
    visit(chair, "/idea_form")
    write(chair, "idea_field.title", IDEA)
    press(chair, "idea_form.start")
    path = path_of(chair)
    write(chair, "idea_field.need", NEED)
    summary = box(chair, "idea_field.summary")
    summary.press_sequentially(SUMMARY)
    # A pause in the typing is enough; nobody leaves the field or presses anything.
    wait_until_saved(chair, server, SUMMARY)
    settled(chair).reload()
    expect(box(chair, "idea_field.title")).to_have_value(IDEA)
    expect(box(chair, "idea_field.summary")).to_have_value(SUMMARY)
    expect(box(chair, "idea_field.need")).to_have_value(NEED)
    return path.replace("idea_form", "idea")


def complete_idea(chair: Page) -> None:
    choose(chair, "idea_field.target_groups", "mielenterveyskuntoutujat")
    choose(chair, "idea_field.municipality", "Juuka")
    press(chair, "idea_form.add_need")
    choose(chair, "idea_form.need_competence", "mielenterveystyö")
    choose(chair, "idea_field.group_id", GROUP)


def submit(chair: Page) -> None:
    press(chair, "idea_form.submit")
    heading(chair, IDEA)
    sees(chair, "idea_state.submitted")


def find(manager: Page) -> None:
    """The public list, by a word of the idea."""
    visit(manager, "/ideas")
    box(manager, "ideas.words").fill("iltaruoka")
    follow(manager, IDEA)
    heading(manager, IDEA)
    expect(button(manager, "idea.offer")).to_be_visible()


def ask_partner(chair: Page) -> str:
    """From the ranked list that the idea opens, with the reasons in words."""
    visit(chair, "/ideas?mine=1")
    follow(chair, "idea_next.find_partners")
    sees(chair, "partners.best")
    card = chair.get_by_test_id("stVerticalBlock").filter(
        has=chair.get_by_role("link", name=PARTNER),
        has_text=fi("match_reason.coverage", what="mielenterveystyö"),
    )
    follow(card.last, "partners.ask")
    heading(chair, "request_form_title.invitation")
    write(chair, "request_form.words", "Meillä on keittiö, teillä vertaisohjaajat. Lähtisittekö mukaan?")
    press(chair, "request_form_send.invitation")
    heading(chair, "request.title")
    sees(chair, "partner_request_state.sent")
    return path_of(chair)


def accept(manager: Page, server: Server) -> None:
    # The clock may have written to Henna of something else meanwhile.
    manager.goto(server.mail_link("henna@example.org", holding="/request?"))
    heading(manager, "request.title")
    sees(manager, IDEA)
    press(manager, "request_step.accept_invitation")
    sees(manager, "request_done.accept")
    sees(manager, "partner_request_state.accepted", exact=True)


def begin_plan(chair: Page) -> str:
    visit(chair, "/plans")
    press(chair, "plans.begin")
    heading(chair, IDEA)
    sees(chair, "plan_state.forming")
    return path_of(chair)


def add_task(chair: Page) -> None:
    chair.get_by_role("radio", name=fi("plan_view.schedule")).click()
    press(chair, "plan.add_task")
    write(chair, "plan.what", TASK)
    press(chair, "plan.save")
    sees(chair, "plan.task_saved")


def see_schedule(manager: Page, plan: str) -> None:
    """The chart, and the same beside it as a table."""
    visit(manager, f"{plan}&view=schedule")
    chart = manager.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("canvas, svg").first).to_be_visible()
    visit(manager, f"{plan}&view=schedule&sub=table")
    expect(manager.get_by_test_id("stDataFrame").locator("td", has_text=TASK)).to_be_attached()


def path_of(page: Page) -> str:
    """The path and query of what is open, once its number is in the address."""
    page.wait_for_url(re.compile(r"[?&]id=\d+"))
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}"
