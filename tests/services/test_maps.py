"""What the map asks of the register: stations with their lines, rates by month, what a district's badge counts."""

import numpy as np
from sqlalchemy.orm import Session

from portfolio.domain.codes import Basis
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import map_packing, map_tints
from portfolio.services import maps, register
from portfolio.storage.place_tables import Place

OCTOBER = Month(2025, 10)


def test_stations_reach_the_map_in_both_languages_and_what_is_no_station_does_not(plan_db: Session) -> None:
    row = next(row for row in maps.rows(plan_db, WHOLE_CITY) if row.code == "JN25-010")
    place = plan_db.get(Place, row.id)
    assert place is not None
    assert place.geometry is not None
    place.stops = [
        {"name": "甲站", "name_en": "First", "longitude": 117.0, "latitude": 36.6},
        {"name": "乙站", "longitude": 117.1, "latitude": 36.7},
        {"name": "", "longitude": 117.1, "latitude": 36.7},
        {"name": "丙站", "longitude": None, "latitude": 36.7},
    ]
    plan_db.flush()
    rows = maps.rows(plan_db, WHOLE_CITY)
    for language, names in ((Language.CHINESE, ["甲站", "乙站"]), (Language.ENGLISH, ["First", "乙站"])):
        packed = maps.geometry([entry for entry in rows if entry.id == row.id], language)
        meta, arrays = map_packing.unpack(packed.content)
        assert meta["stopNames"] == names
        assert arrays["stopProject"].tolist() == [0, 0]


def test_the_class_of_a_rate_is_that_of_the_projects_own_figures(plan_db: Session) -> None:
    month = maps.month(plan_db, WHOLE_CITY, month=OCTOBER)
    rates = dict(zip(month.ids.tolist(), month.rates.tolist(), strict=True))
    rows = register.projects(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER).rows
    assert len(rows) == len(rates)
    for row in rows:
        rate = None if row.figures is None else row.figures.rate
        expected = map_tints.NO_RATE
        if rate is not None:
            expected = 1 + int(np.searchsorted(map_tints.PERCENTS, float(rate * 100), side="right"))
        assert rates[row.id] == expected, row.name


def test_a_district_lists_what_its_badge_counts(plan_db: Session) -> None:
    counted = maps.known_by_district_only(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER)
    assert sum(counted.values()) > 0
    for code, number in counted.items():
        listed = maps.in_district_only(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER, district=code)
        assert len(listed) == number
        assert {row.districts for row in listed} == {(code,)}


def test_below_the_map_stands_what_its_figures_rest_on() -> None:
    only, mixed = (
        maps.captions(frozenset(bases), Language.CHINESE)
        for bases in ({Basis.ILLUSTRATIVE.value}, {Basis.PUBLISHED.value, Basis.REPORTED.value})
    )
    assert len(only) == 1, "the banner says it"
    assert "功能区" in only[0]
    assert mixed[1] == "投资数据口径：公开发布、单位填报"
