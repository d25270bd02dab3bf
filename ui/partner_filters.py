"""The filters of /partners; they stand in the address, so that a shared link opens the same view."""

import streamlit as st

from services import vocabulary
from services.partners import Eligibility, Filters, Rule
from ui import parts
from ui.filters import SEARCH_PAUSE, search_elsewhere
from ui.texts import t

_CAPACITIES = (1, 2, 3)
# Who is left out by a facilitator has a list of its own, with the reasons.
_RULES = (Rule.UNREGISTERED, Rule.NO_CAPACITY, Rule.ALREADY_ASKED, Rule.DECLINED)
_KEPT = ("idea", "with")


def asked() -> Filters:
    """The filters as the address has them."""
    query = st.query_params
    capacity = query.get("capacity", "")
    return Filters(
        words=query.get("words", "")[:200],
        municipality=query.get("municipality", ""),
        competences=_slugs("competence", vocabulary.COMPETENCES),
        target_groups=_slugs("target", vocabulary.TARGET_GROUPS),
        languages=_slugs("language", vocabulary.LANGUAGES),
        capacity=int(capacity) if capacity in map(str, _CAPACITIES) else 0,
    )


def waived() -> frozenset[Rule]:
    """The rules of eligibility that the address sets aside."""
    named = st.query_params.get("with", "").split(",")
    return frozenset(rule for rule in _RULES if rule.value in named)


def choose_rules(counts: Eligibility, aside: frozenset[Rule]) -> None:
    """How many each rule leaves out, and the way to see them all the same."""
    concerned = {rule: getattr(counts, rule.value) for rule in _RULES}
    out = [t(f"partner_rule.{rule}", n=n) for rule, n in concerned.items() if n and rule not in aside]
    shown = [rule for rule, n in concerned.items() if n or rule in aside]
    if not shown:
        return
    label = t("partner_rules.out", what=" · ".join(out)) if out else t("partner_rules.all")
    with st.expander(label, icon=":material/filter_list:", key="rules"):
        for rule in shown:
            # Begins anew with the address, which may change under it.
            key = f"with-{rule}-{rule in aside}"
            counted = t(f"partner_rule.{rule}", n=concerned[rule])
            st.toggle(
                t("partner_rules.show", what=counted),
                rule in aside,
                key=key,
                on_change=_waive,
                args=(aside ^ {rule},),
            )


def _waive(aside: frozenset[Rule]) -> None:
    if aside:
        st.query_params["with"] = ",".join(sorted(aside))
    else:
        st.query_params.pop("with", None)


def choose(filters: Filters, *, folded: bool = False) -> None:
    """Draws the filters; a change goes to the address and begins at the first page.

    Folded where the list comes of itself: the words are then one filter among the others.
    """
    text = "" if folded else _words(filters)
    narrowing = bool(
        (folded and filters.words)
        or filters.municipality
        or filters.competences
        or filters.target_groups
        or filters.languages
        or filters.capacity
    )
    with st.expander(t("partners.narrow"), expanded=narrowing, icon=":material/tune:"):
        chosen = {
            "words": _words(filters) if folded else text,
            "municipality": parts.choose_municipality(
                t("partners.municipality"),
                filters.municipality,
                key="municipality",
                empty_label=t("partners.anywhere"),
            ),
            "competence": _terms(
                t("partners.competence"), vocabulary.COMPETENCES, filters.competences, "competence"
            ),
            "target": _terms(t("partners.target"), vocabulary.TARGET_GROUPS, filters.target_groups, "target"),
            "language": _terms(t("partners.language"), vocabulary.LANGUAGES, filters.languages, "language"),
            "capacity": _capacity(filters.capacity),
        }
    _remember(chosen)


def _words(filters: Filters) -> str:
    typed = st.text_input(
        t("partners.words"),
        filters.words,
        key="words",
        icon=":material/search:",
        max_chars=200,
        live=SEARCH_PAUSE,
    )
    search_elsewhere(typed)
    return typed.strip()


def _terms(label: str, book: str, values: tuple[str, ...], key: str) -> str:
    return ",".join(parts.choose_terms(label, book, values, key=key))


def _capacity(value: int) -> str:
    chosen = st.selectbox(
        t("partners.capacity"),
        _CAPACITIES,
        index=_CAPACITIES.index(value) if value else None,
        format_func=lambda one: t(f"partners_capacity.{one}"),
        key="capacity",
        placeholder=t("partners.any_capacity"),
    )
    return str(chosen or "")


def _remember(chosen: dict[str, str]) -> None:
    before = {key: st.query_params.get(key, "") for key in chosen}
    if chosen == before:
        return
    kept = {**{key: st.query_params.get(key, "") for key in _KEPT}, **chosen}
    st.query_params.from_dict({key: value for key, value in kept.items() if value})
    st.rerun()


def _slugs(name: str, book: str) -> tuple[str, ...]:
    return tuple(slug for slug in st.query_params.get(name, "").split(",") if slug in vocabulary.terms(book))
