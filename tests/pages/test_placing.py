"""定位: the queue, one project at work, and what its buttons do to the register."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hostile import NAMES, rename
from opening import markup, open_page, text
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from geodata import crs, geometry, offsets
from portfolio.domain.people import WHOLE_CITY
from portfolio.language import Language, words
from portfolio.services import placing
from portfolio.services.placing import PlacingSubject
from portfolio.storage.session import open_engine, writing

UNPLACED, STANDING, SECOND = "JN25-003", "JN25-108", "JN25-005"


def open_placing(patch: pytest.MonkeyPatch, database: str, *, who: str = "王工", **params: str) -> AppTest:
    app = open_page(patch, database, "placing", **params)
    if who:
        app.text_input(key="placing who").set_value(who).run()
    assert not app.exception
    return app


def subject(database: str, code: str) -> PlacingSubject:
    engine = open_engine(database)
    with Session(engine) as db:
        found = placing.subject(db, code, WHOLE_CITY)
    engine.dispose()
    return found


def actions(database: str, code: str) -> list[tuple[str, str]]:
    engine = open_engine(database)
    with Session(engine) as db:
        rows = placing.history(db, code, WHOLE_CITY)
    engine.dispose()
    return [(row.actor, row.action) for row in rows]


def at_work(app: AppTest) -> str:
    found = re.search(r'class="card placing-text"><h2>.*?[?&;]id=([\w-]+)', markup(app))
    assert found
    return found[1]


def pressed(app: AppTest, name: str) -> AppTest:
    app.button(key=f"placing {name}").click().run()
    assert not app.exception
    return app


def only(found: Iterable[Any]) -> Any:
    """The one widget whose key begins so: keys carry the project and the version of its place."""
    (one,) = found
    return one


def choices(app: AppTest) -> Any:
    return only(widget for widget in app.radio if str(widget.key).startswith("placing choice"))


def test_the_largest_plan_comes_up_with_its_words(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database)
    shown = text(app)
    for said in ("待定位", "已确认 0 / 150", "长清区崮云湖大街", "演示数据", "位置存疑 · 街道级定位"):
        assert said in shown, said
    assert at_work(app) == STANDING
    assert markup(app).count('aria-current="true"') == 1


def test_english_is_complete(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_placing(monkeypatch, plan_database, lang="en"))
    for said in ("To be placed", "0 of 150 confirmed", "Doubtful · located by street", "lies in Changqing District"):
        assert said in shown, said


def test_nothing_is_changed_before_somebody_gave_a_name(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database, who="")
    assert app.button(key="placing confirm").disabled
    assert "请先在右上方填写操作人" in text(app)
    app = open_placing(monkeypatch, plan_database, who="   ")
    assert app.button(key="placing confirm").disabled


def test_one_click_agrees_with_the_place_that_stands_and_the_next_one_comes(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = subject(plan_database, STANDING)
    app = pressed(open_placing(monkeypatch, plan_database), "confirm")
    after = subject(plan_database, STANDING)
    assert (after.geometry, after.precision, after.confirmed_by) == (before.geometry, before.precision, "王工")
    assert actions(plan_database, STANDING) == [("王工", "place.confirmed")]
    assert at_work(app) == SECOND
    assert "已确认 1 / 150" in text(app)
    assert app.query_params["id"] in (SECOND, [SECOND])


def test_a_candidate_and_confirm_are_two_clicks(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database)
    before = subject(plan_database, STANDING)
    choices(app).set_value(1).run()
    assert "移动最多" in text(app)
    pressed(app, "confirm")
    after = subject(plan_database, STANDING)
    assert after.geometry != before.geometry
    assert (after.method, after.reason, after.confirmed_by) == ("candidate", "geocoded", "王工")
    assert actions(plan_database, STANDING) == [("王工", "place.set")]


def test_the_last_click_counts_also_while_the_choice_is_still_on_its_way(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both clicks in one run, as they come from a quick hand or over a slow line."""
    app = open_placing(monkeypatch, plan_database)
    choices(app).set_value(1)
    pressed(app, "confirm")
    assert subject(plan_database, STANDING).method == "candidate"


def test_no_place_is_one_click_and_taken_back_by_another(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database, id=STANDING)
    before = subject(plan_database, STANDING)
    (pills,) = [widget for widget in app.get("button_group") if "no place" in str(widget.key)]
    pills.set_value("security").run()
    assert subject(plan_database, STANDING).reason == "security"
    assert subject(plan_database, STANDING).geometry is None
    assert at_work(app) == SECOND
    pressed(app, "undo")
    assert at_work(app) == STANDING
    assert subject(plan_database, STANDING).geometry == before.geometry
    assert subject(plan_database, STANDING).confirmed_by is None


def test_how_well_it_is_known_is_said_by_the_person(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database, id=STANDING)
    (radius,) = [widget for widget in app.number_input if "radius" in str(widget.key)]
    radius.set_value(250).run()
    (precision,) = [widget for widget in app.get("button_group") if "precision" in str(widget.key)]
    precision.set_value("site").run()
    pressed(app, "confirm")
    after = subject(plan_database, STANDING)
    assert (after.precision, after.radius_m, after.confirmed_by) == ("site", 250, "王工")


def test_pasted_coordinates_are_converted_from_the_system_that_they_are_in(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_placing(monkeypatch, plan_database, id=UNPLACED)
    key = f"placing paste {UNPLACED} {subject(plan_database, UNPLACED).version}"
    app.text_area(key=f"{key} text").set_value("117.021530, 36.661655")
    app.selectbox(key=f"{key} system").set_value("gcj02")
    (submit,) = [widget for widget in app.button if "放到图上" in str(widget.label) and "paste" in str(widget.form_id)]
    submit.click().run()
    pressed(app, "confirm")
    after = subject(plan_database, UNPLACED)
    assert after.geometry is not None
    point = geometry.from_wkb(after.geometry)
    assert 0.004 < 117.021530 - point.x < 0.008, "GCJ-02 lies some 500 m east of the truth"
    assert (after.method, after.source, after.source_crs) == ("pasted", "117.021530, 36.661655", "gcj02")


def test_an_offset_of_the_map_is_found_and_taken_out_by_one_click(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = subject(plan_database, STANDING)
    truth = geometry.from_wkb(held.geometry or b"")
    longitude, latitude = offsets.to_gcj02(truth.x, truth.y)
    app = open_placing(monkeypatch, plan_database, id=STANDING)
    key = f"placing paste {STANDING} {held.version}"
    app.text_area(key=f"{key} text").set_value(f"{float(longitude):.8f}, {float(latitude):.8f}")
    (submit,) = [widget for widget in app.button if "放到图上" in str(widget.label) and "paste" in str(widget.form_id)]
    submit.click().run()
    assert "GCJ-02 偏移相符" in text(app)
    pressed(app, f"better gcj02_offset {STANDING} {held.version}")
    pressed(app, "confirm")
    after = geometry.from_wkb(subject(plan_database, STANDING).geometry or b"")
    assert crs.distance_m(after, truth) < 1


def test_what_is_pasted_wrong_is_said(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database, id=UNPLACED)
    key = f"placing paste {UNPLACED} {subject(plan_database, UNPLACED).version}"
    app.text_area(key=f"{key} text").set_value("泉城广场")
    (submit,) = [widget for widget in app.button if "放到图上" in str(widget.label) and "paste" in str(widget.form_id)]
    submit.click().run()
    assert "第 1 行不是一组坐标" in text(app)
    app.text_area(key=f"{key} text").set_value("116.397, 39.908")
    (submit,) = [widget for widget in app.button if "放到图上" in str(widget.label) and "paste" in str(widget.form_id)]
    submit.click().run()
    assert "全部在济南市以外" in text(app)


def test_who_comes_too_late_is_told_and_changes_nothing(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_placing(monkeypatch, plan_database, id=STANDING)
    held = subject(plan_database, STANDING)
    engine = open_engine(plan_database)
    with writing(engine) as db:
        act = placing.Act(actor="李工", at=datetime.now(UTC), version=held.version)
        placing.unplace(db, STANDING, WHOLE_CITY, act, reason="security")
    engine.dispose()
    pressed(app, "confirm")
    assert "已被他人更改" in text(app)
    assert [actor for actor, _ in actions(plan_database, STANDING)] == ["李工"]


def test_an_address_opens_that_project_and_one_that_names_none_says_so(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at_work(open_placing(monkeypatch, plan_database, id=UNPLACED)) == UNPLACED
    assert "没有 id 为“nothing”的内容" in text(open_placing(monkeypatch, plan_database, id="nothing"))


def test_the_page_reaches_as_far_as_the_scope(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_SCOPE_UNITS", "370114")
    app = open_placing(monkeypatch, plan_database)
    assert at_work(app) != STANDING
    assert "不在您的查看范围内" in text(open_placing(monkeypatch, plan_database, id=STANDING))


def test_hostile_names_are_text_in_the_list_and_beside_the_map(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = rename(plan_database, NAMES)
    for code in codes:
        app = open_placing(monkeypatch, plan_database, id=code)
        assert "<script>" not in markup(app)
        assert "<img src=x" not in markup(app)
        for radio in app.radio:
            for label in radio.options:
                assert not re.search(r"(?<!\\)[\[<`]", str(label)), label


def test_the_project_page_tells_who_said_so(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = pressed(open_placing(monkeypatch, plan_database), "confirm")
    app.query_params["id"] = STANDING
    app.switch_page("pages/overview/project.py").run()
    shown = text(app)
    assert "位置变更记录" in shown
    assert re.search(r"核定 王工，\d{4}-\d\d-\d\d \d\d:\d\d", shown)
    assert f"/placing?id={STANDING}" in markup(app)


@pytest.mark.parametrize("language", Language)
def test_every_reason_and_state_has_words(language: Language) -> None:
    known = words(language)
    for reason in placing.NO_PLACE_REASONS:
        assert f"map_page.reason_{reason}" in known
        assert f"project.place_reason_{reason}" in known
    for waiting in placing.OPEN:
        assert f"placing.waiting_{waiting}" in known
    for action in (placing.CONFIRMED, placing.PLACED, placing.REMOVED, placing.REVERTED):
        assert f"project.place_action_{action.removeprefix('place.')}" in known


def test_shares_are_set_by_hand_with_a_reason_and_measured_again(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "JN25-010"
    app = open_placing(monkeypatch, plan_database, id=code)
    areas = only(box for box in app.multiselect if box.label == "所在区域")
    assert len(areas.value) > 1, "a metro line crosses districts"
    areas.set_value(["370102", "370112"]).run()
    for box, percent in zip((box for box in app.number_input if box.label == "份额（%）"), (60.0, 30.0), strict=True):
        box.set_value(percent)
    reason = only(box for box in app.text_input if box.label.startswith("人工设定的理由"))
    reason.set_value("按征地面积")
    pressed(app, "shares set")
    assert "合计恰为100%" in text(app)
    boxes = [box for box in app.number_input if box.label == "份额（%）"]
    boxes[1].set_value(40.0)
    pressed(app, "shares set")
    assert actions(plan_database, code)[0] == ("王工", "shares.set")
    assert "历下区 60.0%、历城区 40.0%（人工设定：按征地面积）" in text(app)
    pressed(app, "shares measure")
    assert actions(plan_database, code)[0] == ("王工", "shares.measured")
    assert "按长度测算" in text(app)
