"""The small map of a unit: its district, and every project of the page whose place is known well enough to draw."""

from pages.ui import cards
from pages.ui.markup import Html, tag
from pages.ui.pictures import picture
from pages.ui.session import View
from portfolio.language import t
from portfolio.outputs import briefing_map, credits
from portfolio.outputs.district_page import DistrictPage


def card(view: View, page: DistrictPage) -> Html:
    """The map with the names of districts on it, how many projects it shows of how many, and its credits."""
    language = view.language
    drawn = briefing_map.build(page, language=language)
    names = [
        tag("span", label.text, cls="own" if label.own else None, style=f"left:{label.x:.2%};top:{label.y:.2%}")
        for label in drawn.labels
    ]
    said = t(language, "district.map_drawn", drawn=drawn.drawn, of=drawn.of)
    key = "district.map_credit_osm" if drawn.uses_osm else "district.map_credit"
    credit = t(language, key, outlines=credits.outlines(language))
    return cards.card(
        t(language, "district.where"),
        tag("div", picture(drawn.svg, said), *names, cls="unit-map"),
        tag("p", credit, cls="quiet credit"),
        note=said,
        cls="where",
    )
