"""Why somebody stands in the list: in one line, and each part of the score in words and as a bar."""

from dataclasses import dataclass

import altair as alt
import streamlit as st

from services import vocabulary
from services.partners import Feature, Match, Part, Suggestions
from services.partners.ranking import ASSOCIATION_SIDE, MOST_CAPACITY, NEEDS_SIDE
from ui import parts
from ui.texts import municipality, number, percent, t, term

# Below this a part is no reason to name, and above the other much of one.
WORTH_NAMING, MUCH = 0.34, 0.67
_INK = {"light": "#22302a", "dark": "#eceee8"}
_BAR = {"light": "#2f6f4f", "dark": "#7fd1a5"}
_ROW = 34
# The end of the scale: behind the longest bar there is room for its number on the narrowest screen.
_WITH_NUMBER = 1.4


@dataclass(frozen=True)
class Reasons:
    """The parts of one score, with what is known besides."""

    parts: tuple[Part, ...]
    municipality: str
    endorsed: bool = False

    @property
    def counting(self) -> list[Part]:
        """Without those where there is nothing to compare."""
        return [part for part in self.parts if part.weight]


def of(match: Match) -> Reasons:
    return Reasons(match.parts, match.candidate.municipality, match.candidate.endorsed)


def sentence(reasons: Reasons) -> str:
    """What speaks most for it in one line, such as "tarjoaa: keittiö · Juuka, 0 km"."""
    found = [_reason(reasons, part) for part in reasons.parts]
    return " · ".join(words for words in found if words)


def needed(reasons: Reasons) -> str:
    """The same for the association that an idea needs: what of its own is wanted, for whom and where."""
    by_feature = {part.feature: part for part in reasons.parts}
    found = (
        _named("match_reason.needed", vocabulary.COMPETENCES, by_feature[Feature.COVERAGE]),
        _reason(reasons, by_feature[Feature.TARGET_GROUPS]),
        _reason(reasons, by_feature[Feature.DISTANCE]),
    )
    return " · ".join(filter(None, found))


def nobody_yet(suggestions: Suggestions) -> str:
    """The needs that nobody offers, asked or not; empty when there are none."""
    gaps = [
        covered.need.words or term(vocabulary.COMPETENCES, covered.need.competence)
        for covered in suggestions.coverage
        if covered.gap
    ]
    return ", ".join(gaps)


def folded(reasons: Reasons, label: str, *, key: str) -> bool:
    """All parts behind a heading; drawn only once it is opened. Whether it is open."""
    opening = st.expander(label, icon=":material/help:", key=key, on_change="rerun")
    if opening.open:
        with opening:
            whole(reasons)
    return bool(opening.open)


def whole(reasons: Reasons) -> None:
    """Each part in words with its share, and all of them as bars."""
    for title, side in (("match.needs_side", NEEDS_SIDE), ("match.association_side", ASSOCIATION_SIDE)):
        told = [part for part in reasons.counting if part.feature in side]
        if told:
            st.markdown(f"**{t(title)}**\n\n" + "\n".join(f"- {_line(reasons, part)}" for part in told))
    told_all = "; ".join(words(reasons, part) for part in reasons.counting)
    st.altair_chart(_bars(reasons, st.context.theme.type or "light"), width="stretch", alt=told_all)
    st.caption(t("match.both_sides"))


def _line(reasons: Reasons, part: Part) -> str:
    return f"{parts.plain(words(reasons, part))} ({t('match.share', share=percent(round(part.weight, 2)))})"


def words(reasons: Reasons, part: Part) -> str:
    """One part of the score as a sentence."""
    share = percent(round(part.value, 2))
    match part.feature:
        case Feature.COVERAGE:
            what = _terms(vocabulary.COMPETENCES, part)
            return t(f"match_coverage.{'some' if what else 'none'}", share=share, what=what)
        case Feature.TARGET_GROUPS:
            what = _terms(vocabulary.TARGET_GROUPS, part)
            return t(f"match_target_groups.{'some' if what else 'none'}", share=share, what=what)
        case Feature.TEXT:
            return t(f"match_text.{_degree(part.value)}")
        case Feature.INTEREST:
            return _interest(reasons, part)
        case Feature.DISTANCE:
            return _place(reasons.municipality, part.km) or t("match.no_place")
        case Feature.CAPACITY:
            return t(f"match_capacity.{round(part.value * MOST_CAPACITY)}")
        case Feature.LANGUAGES:
            return _languages(part)
        case Feature.PARTNERSHIPS:
            return t("match.together", n=part.count) if part.count else t("match.not_together")


def _terms(book: str, part: Part) -> str:
    return ", ".join(term(book, slug) for slug in part.found)


def _degree(value: float) -> str:
    return "much" if value >= MUCH else "some" if value >= WORTH_NAMING else "little"


def _interest(reasons: Reasons, part: Part) -> str:
    if reasons.endorsed:
        return t("match_interest.endorsed")
    if part.found:
        return t("match_interest.declared", what=", ".join(part.found))
    return t("match_interest.shown") if part.value > 0 else t("match_interest.none")


def _languages(part: Part) -> str:
    if part.found:
        return t("match_languages.shared", n=len(part.found), what=_terms(vocabulary.LANGUAGES, part))
    return t("match_languages.untold") if part.value else t("match_languages.none")


def _bars(reasons: Reasons, theme: str) -> alt.LayerChart:
    """A bar a part, from nothing to all; its number stands beside it, so that neither length nor colour is needed."""
    rows = [
        {
            "part": t(f"match_part.{part.feature}"),
            "value": part.value,
            "number": percent(round(part.value, 2)),
        }
        for part in reasons.counting
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("part:N", sort=None, title=None).axis(
            labelColor=_INK[theme], labelFontSize=14, labelLimit=150, ticks=False, domain=False
        ),
        x=alt.X("value:Q", title=None).scale(domain=[0, _WITH_NUMBER], nice=False).axis(None),
    )
    bars = base.mark_bar(color=_BAR[theme], height=14, cornerRadius=3)
    numbers = base.mark_text(align="left", dx=6, color=_INK[theme], fontSize=14).encode(text="number:N")
    chart: alt.LayerChart = (
        alt.layer(bars, numbers).properties(height=_ROW * len(rows)).configure_view(strokeOpacity=0)
    )
    return chart


def _reason(reasons: Reasons, part: Part) -> str:
    match part.feature:
        case Feature.COVERAGE:
            return _named("match_reason.coverage", vocabulary.COMPETENCES, part)
        case Feature.TARGET_GROUPS:
            return _named("match_reason.target_groups", vocabulary.TARGET_GROUPS, part)
        case Feature.DISTANCE:
            return _place(reasons.municipality, part.km)
        case Feature.INTEREST:
            return t("match_reason.endorsed") if reasons.endorsed else ""
        case Feature.TEXT:
            return t("match_reason.text") if part.value >= WORTH_NAMING else ""
        case Feature.CAPACITY:
            return t(f"partners_capacity.{round(part.value * MOST_CAPACITY)}")
        case Feature.LANGUAGES | Feature.PARTNERSHIPS:
            return ""


def _named(key: str, book: str, part: Part) -> str:
    return t(key, what=_terms(book, part)) if part.found else ""


def _place(code: str, km: float | None) -> str:
    name = municipality(code)
    return t("match_reason.distance", place=name, km=number(round(km))) if km is not None else name
